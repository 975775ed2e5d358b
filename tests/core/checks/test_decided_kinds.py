"""What the code decides of kinds of sentences that were left alone: unseen bases, refused cases, names without marks."""

import pytest

from aidoc_core.checks import Severity, check
from tests.core.checks.store import read_store

CODE = """
import json
from abc import ABCMeta, abstractmethod

from elsewhere import Engine, traced


class Store(metaclass=ABCMeta):
    def __init__(self):
        self.rows = []

    def count(self, things) -> int:
        if not hasattr(self.rows, "index"):
            raise NotImplementedError("rows without an index")
        found = [thing for thing in things if thing in self.rows]
        return len(found)

    def planned(self, things) -> int:
        print("planned")
        raise NotImplementedError

    @abstractmethod
    def refill(self, things):
        pass

    @traced
    def weigh(self, things) -> float:
        return sum(one.weight for one in things)

    @traced
    def mark(self, tray):
        tray.done = True
        return tray

    def seal(self, tray) -> int:
        tray.sealed = True
        return 1

    def each(self):
        for row in self.rows:
            yield row

    def close(self) -> None:
        self.rows = []

    def sort_in(self, trays, sizes: "tuple[float, float] | np.ndarray", path: "str | list[str]") -> None:
        for key, tray in trays.items():
            self.rows[key].append(tray)
        self.shape = (float(sizes[0]), float(sizes[1]))
        self.first = path[0]

    def pick(self, scene, keys, use_mask=False) -> list:
        return [scene[key] for key in keys]


class Motor(Engine):
    def spin(self, speed) -> int:
        return speed * 2


class Shed:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def close(self) -> None:
        self.doors = 0
"""


@pytest.fixture
def store(tmp_path):
    return read_store(tmp_path, CODE)


def touched(obj, text, parameter=""):
    """The rules by which a sentence goes: warnings do not count."""
    entries = [{"name": parameter, "description": text}] if parameter else []
    said = {"summary": "Go through the store.", "description": "" if parameter else text, "parameters": entries}
    return {f.rule for f in check(said, obj) if f.severity is not Severity.WARN and f.quote and f.quote in text}


@pytest.mark.parametrize(
    ("name", "text", "rules"),
    [
        ("count", "This is an abstract method that subclasses implement.", {"AD804"}),
        ("planned", "This is an abstract method that subclasses implement.", set()),
        ("refill", "This is an abstract method that subclasses implement.", set()),
        ("count", "Works as a context manager: use it in a `with` block.", {"AD804"}),
        ("count", "`things` is emptied in place.", {"AD208"}),
        ("count", "`things` is left as it is.", set()),
    ],
)
def test_a_method_that_refuses_one_case_is_no_stub(store, name, text, rules):
    assert touched(store[name], text) == rules


@pytest.mark.parametrize(
    ("name", "text", "rules"),
    [
        ("count", "With `dry_run=True`, nothing is counted.", {"AD109"}),
        ("count", "Pass `on_missing` to choose what happens to unknown things.", {"AD109"}),
        ("shop.Motor.spin", "If `on_stall` is not given, the motor stops.", {"AD109"}),
        ("shop.Motor.spin", "With `dry_run=True`, nothing moves.", {"AD109"}),
        ("shop.Motor.spin", "Turns faster while `boosted` is set.", set()),
        ("shop.Motor.spin", "The `boost_level` decides how fast it turns.", set()),
    ],
)
def test_what_callers_pass_is_no_attribute_of_an_unseen_base(store, name, text, rules):
    assert touched(store[name], text) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("`batch_limit` is optional.", {"AD109"}),
        ("`batch_limit` must always be given.", {"AD109"}),
        ("`batch_limit` defaults to `False`.", {"AD109"}),
        ("`things` must always be given.", set()),
        ("`rows` must be set before.", set()),
    ],
)
def test_a_statement_on_an_argument_presupposes_it(store, text, rules):
    assert touched(store["count"], text) & {"AD109"} == rules


@pytest.mark.parametrize(
    ("name", "text", "rules"),
    [
        ("weigh", "`things` is emptied in place.", {"AD208"}),
        ("mark", "`tray` is changed in place.", set()),
        ("mark", "`tray` is left as it is.", set()),
        ("seal", "`tray` is left as it is.", {"AD208"}),
        (
            "seal",
            "Pure with regard to its inputs: neither `tray` nor anything else that is passed in gets altered.",
            {"AD208"},
        ),
        (
            "count",
            "Pure with regard to its inputs: neither `things` nor anything else that is passed in gets altered.",
            set(),
        ),
    ],
)
def test_decorators_change_no_argument_that_is_only_read(store, name, text, rules):
    assert touched(store[name], text) == rules


@pytest.mark.parametrize(
    ("name", "text", "rules"),
    [
        ("each", "Access individual rows by position, for example `result[0]`.", {"AD804"}),
        ("each", "Take its `len(rows)` right away, since the result is a list.", {"AD804"}),
        ("each", "The first row is `rows[0]`.", set()),
        ("count", "Wrap the affected code in a `with` block to limit the scope of this call.", {"AD804"}),
        ("count", "The returned object defines `__enter__` and `__exit__`.", {"AD804"}),
        ("shop.Shed.close", "Leaving a `with` block calls it, too.", set()),
        ("shop.Shed.close", "Called on leaving the `with` block.", set()),
        ("close", "Prefer a `with` statement of `contextlib.closing` over calls of it.", set()),
        ("count", "Does what the body of a `with` statement may rely on.", set()),
        ("count", "Must be called within an active `with` statement.", set()),
        ("count", "Internally, a `with` statement guards the rows.", set()),
        ("count", "Use a `with` block around the client, not around this call.", set()),
        ("count", "Calls `__enter__` of each thing.", set()),
    ],
)
def test_code_that_a_sentence_writes_out_is_a_second_sign(store, name, text, rules):
    assert touched(store[name], text) & {"AD804"} == rules


@pytest.mark.parametrize(
    ("name", "text", "rules"),
    [
        ("pick", "As a side effect, scene gets updated.", {"AD208"}),
        ("pick", "By default use_mask is switched on.", {"AD123"}),
        ("pick", "By default use_mask is switched off.", set()),
        ("pick", "Existing keys are overwritten.", set()),
        ("pick", "What is a scene gets updated elsewhere.", set()),
        ("seal", "Whatever happens inside, tray comes out exactly as it went in, unchanged.", {"AD208"}),
        ("seal", "The other trays come out exactly as they went in.", set()),
    ],
)
def test_a_parameter_may_be_named_without_marks(store, name, text, rules):
    assert touched(store[name], text) == rules


FILES = """
from shop.log import Log, note, spare


class Store:
    def tell(self, things) -> int:
        parts = []
        for thing in things:
            parts.append(note(thing))
        return len(parts)

    def keep(self, things) -> int:
        return spare(things)
"""
LOG = """
import json


class Log:
    def append(self, line):
        with open("log.txt", "a") as file:
            file.write(line)


def note(thing):
    # what is stored elsewhere is removed here, and moved to the end
    return str(thing).replace("-", "")


def spare(things):
    with open("spare.json", "w") as file:
        json.dump(things, file)
    return len(things)
"""


@pytest.mark.parametrize(
    ("name", "text", "rules"),
    [
        ("tell", "The outcome is saved to disk.", {"AD907"}),
        ("tell", "It creates a file in the current directory.", {"AD907"}),
        ("keep", "The outcome is saved to disk.", set()),
        ("keep", "It creates a file in the current directory.", set()),
    ],
)
def test_a_list_is_no_file_that_has_the_same_method(visit, name, text, rules):
    store = visit(FILES, log=LOG)[f"Store.{name}"]
    assert touched(store, text) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("It sorts `trays` in place before working on it.", {"AD208"}),
        ("New elements are appended to `sizes` while the method runs.", {"AD208"}),
        ("New elements are appended to `path` while the method runs.", set()),
        ("`sizes` is not changed.", set()),
    ],
)
def test_what_is_only_stored_in_a_place_or_read_by_number_is_not_changed(store, text, rules):
    assert touched(store["sort_in"], text) == rules
