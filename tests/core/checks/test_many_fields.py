"""Right texts of packages of many fields, and their siblings; beside each kind what is still refused."""

import pytest

from aidoc_core.asking.prompt import system_message
from aidoc_core.checks import RULES, Severity, check
from aidoc_core.code.packages import read_package
from aidoc_core.settings import Settings

SHOP = """
import functools
import warnings

import numlib as nl
from numlib import Tensor

from shop.alerts import fail_with, unsupported

torch = nl.load("torch")


class NotThere(Exception):
    pass


class Gone(Exception):
    pass


TABLE = {404: NotThere}


class StreamTimeout:
    pass


class Rows:
    def __iter__(self):
        return self

    def __next__(self):
        return 1


class ResponseGenerator:
    pass


class Plot:
    def handle(self, *args, **kwargs):
        pass

    def taken(self, *args, **kwargs):
        return self.values["taken"]

    def label(self, text: str) -> "Plot":
        self.text = text
        return self

    def connect(self, connectgaps=None, legend=None):
        self.gaps = connectgaps

    def parts(self):
        return Rows()

    def stream(self):
        return ResponseGenerator()

    def whole(self):
        return [1, 2]


def check_rows(rows):
    if not rows:
        fail_with(ValueError("no rows"))
    return rows


def check_later(rows):
    check_rows(rows)
    return rows


def check_class(rows):
    fail_with(KeyError, rows)


def look(rows):
    return isinstance(rows, LookupError)


def warn(rows):
    warnings.warn("old", FutureWarning)
    return rows


def solve(rows):
    return nl.solve(rows)


def fetch(rows):
    raise TABLE[rows.status]


def simple(rows):
    return len(rows)


def run_checks(rows, checks):
    for check in checks:
        check(rows)


def abort_copy(rows):
    rows.abort()


def explain(rows=None):
    raise NotThere("not supported")


def explain_so(rows=None):
    unsupported("explain_so")


def close(rows=None):
    rows.close()


def sample(rows, size=100000, step="1d", invert=True, options=None, **kwargs):
    return nl.sample(rows, size, step, invert, options, **kwargs)


def sensor(sensor_fn, name=None):
    def wrapper(context):
        return sensor_fn(context)
    return wrapper


def tell(rows) -> tuple[list[str], dict[str, int]]:
    return rows.names, rows.counts


def gradient(rows) -> list[int]:
    return rows.gradient


def write_rows(rows, n_jobs=1, algorithm="auto"):
    return rows
"""
ALERTS = """
def fail_with(error, value=None):
    log(error)
    raise error


def unsupported(name):
    raise NotImplementedError(name)
"""
GAPS = {rule.id for rule in RULES if rule.sort == "gap"}


@pytest.fixture
def shop(visit):
    """The objects of the package."""
    return visit(SHOP, alerts=ALERTS)


def rules(answer, obj, question=""):
    """The rules with something to say against an answer, warnings, gaps and empty entries left out."""
    found = (one for one in check(answer, obj, question=question) if one.severity is not Severity.WARN)
    return {one.rule for one in found} - GAPS - {"AD105", "AD502", "AD507"}


def raised(name):
    """An answer with one exception."""
    return {"raises": [{"type": name, "description": "If there are no rows in it."}]}


def entry(name, text):
    """An answer with one parameter."""
    return {"parameters": [{"name": name, "description": text}]}


@pytest.mark.parametrize(
    ("path", "name", "found"),
    [
        ("check_rows", "ValueError", set()),
        ("check_later", "ValueError", set()),
        ("check_class", "KeyError", set()),
        ("warn", "FutureWarning", set()),
        ("look", "LookupError", {"AD302"}),
        ("simple", "ValueError", {"AD302"}),
        ("solve", "ValueError", set()),
        ("solve", "OverflowError", set()),
        ("solve", "numlib.SolveError", set()),
        ("solve", "FileNotFoundError", {"AD302"}),
        ("fetch", "NotThere", set()),
        ("fetch", "Gone", set()),
        ("simple", "Gone", {"AD302"}),
        ("run_checks", "LookupError", set()),
    ],
)
def test_exceptions_that_no_raise_names(shop, path, name, found):
    """Handed to what raises them, picked from a table, raised by a library; not those that a body only asks for."""
    assert rules(raised(name), shop[path]) == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("size", "How many to take. Defaults to 100,000.", set()),
        ("size", "How many to take. Defaults to 1,000,000.", {"AD121"}),
        ("size", "How many to take. Defaults to 200,000.", {"AD121"}),
        ("step", "The time between two. Default is 1 day.", set()),
        ("invert", "When set to `True` it gives the others, default: `True`", set()),
        ("invert", "Whether to turn them (True), or skip it (False) if skipped by others.", set()),
        ("invert", "Turns them. Disabled by default.", {"AD123"}),
        ("rows", "Equals 1 where there is one, and 0 otherwise.", set()),
        ("kwargs", "The `kind` argument of the `nl.sample` function.", set()),
        ("kwargs", "Set `n = 0` for all of them.", set()),
        ("kwargs", "Where `q` stands for it, `tp=0` is today and `tp<0` the past.", set()),
        ("kwargs", "The wrapped function takes the `retries` argument.", set()),
        ("kwargs", "If `retries=True`, they are drawn again.", {"AD109"}),
        ("rows", "field_name (str): Required.", set()),
        ("options", "key_name: Required.", set()),
        ("options", "Values for the lowest and the highest values are required.", set()),
        ("size", "Required.", {"AD124"}),
    ],
)
def test_entries(shop, name, text, found):
    """Defaults as English writes them, values told one by one, what another one takes, lists inside of an entry."""
    assert rules(entry(name, text), shop["sample"]) == found


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("Plot.handle", "batch", set()),
        ("Plot.taken", "batch", {"AD101", "AD106"}),
    ],
)
def test_what_is_there_to_be_overridden_has_any_names(shop, path, text, found):
    """An empty body with `*args` takes what those name that override it."""
    assert bool(rules(entry(text, "The batch of rows that is looked at."), shop[path]) & {"AD101", "AD106"}) is bool(
        found
    )


@pytest.mark.parametrize(
    ("path", "found"),
    [("explain", set()), ("explain_so", set()), ("close", {"AD201"})],
)
def test_what_always_raises_may_give_something(shop, path, found):
    """What a function gives that others override, where this one only raises."""
    assert rules({"returns": "The rows with an explanation each."}, shop[path]) == found


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("Plot.parts", "Return the parts as an iterator.", set()),
        ("Plot.stream", "Generator for streaming the data.", set()),
        ("Plot.whole", "Generator for the data.", {"AD802"}),
        ("simple", "It produces output before each iteration of the rows.", set()),
        ("Plot.label", "It stands alongside the property setter of the text.", set()),
        ("Plot.label", "It is read again by the `load` class method.", set()),
        ("Plot.label", "This should not be overridden by subclasses.", set()),
        ("Plot.label", "Only for plots that have static, plain labels.", set()),
        ("Plot.label", "It is a class method of the plot.", {"AD804"}),
        ("sensor", "Yield a request, or several of them.", set()),
        ("sensor", "Return nothing, which skips the tick.", set()),
        ("tell", "If there are no names, `None` for the names is returned.", set()),
        ("gradient", "Returns a gradient of all `None`.", set()),
        ("gradient", "Always returns `None`.", {"AD206"}),
        ("check_rows", "Returning fewer rows does not mean that a check failed.", set()),
        ("check_rows", "Some assume text, Postgres raises `RowMissingError`.", set()),
        ("check_rows", "It raises `RowMissingError`.", {"AD303"}),
        ("simple", "Time is taken as the difference between two rows each.", set()),
        ("write_rows", "The rows can be computed in parallel.", set()),
        ("simple", "It is safe to be called in parallel.", {"AD903"}),
        ("simple", "Use `StreamTimeout` in place of rows.", set()),
        ("simple", "The property is guessed by its rows.", set()),
        ("simple", "It is a property of rows that can be read without parentheses.", {"AD804"}),
        ("write_rows", "Neighbours of rows are found by brute force.", set()),
        ("write_rows", "Rows are protected against brute force attacks.", {"AD904"}),
        ("write_rows", "Each row has a user-friendly name.", set()),
        ("write_rows", "A user-friendly and powerful helper for rows.", {"AD512"}),
        ("write_rows", "Rows move slower than the speed\\nof light.", set()),
        ("write_rows", "If we see a mark in rows, we assumes UTF-8.", set()),
        ("write_rows", "It usually looks like 'III/55' for rows.", set()),
        ("write_rows", "When it is not given, the function looks for the rows of the class.", set()),
        ("write_rows", "It could be a row, or a list of rows.", set()),
        ("write_rows", "Presumably these are the rows of the table.", {"AD508"}),
        ("write_rows", "It looks like a helper for rows.", {"AD508"}),
        ("write_rows", "Here is an example of writing rows.", set()),
        ("write_rows", "Gives the rows in the requested format.", set()),
        ("write_rows", "The rows will be removed from the table.", set()),
        ("write_rows", "It will be removed from the public API of rows.", {"AD902"}),
    ],
)
def test_sentences(shop, path, text, found):
    """What is said of others, of values and of parts; what is said of the object itself is judged as ever."""
    text = text.replace("\\n", "\n")
    assert rules({"summary": "Work on rows.", "description": text}, shop[path]) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rows of a `BoolTensor` each.", set()),
        ("Rows of a `BoolMatrix` each.", {"AD402"}),
        ("Rows along `b_rows` of it.", set()),
        ("Rows as the `xpos_0` of it.", set()),
        ("Rows with `Py_DECREF` of it.", set()),
        ("Rows by `SHOP_MOST_ROWS` of it.", set()),
        ("Rows in `YYYYWww` of it.", set()),
        ("Rows of `torch.nn` in it.", set()),
        ("Rows as in Phys.Rep. 304 of it.", set()),
        ("Rows of `simple.dispatch` in it.", set()),
        ("Rows of :class:`concurrent.futures.ThreadPoolExecutor` in it.", set()),
        ("Rows of :class:`concurrent.futures.ThreadPool` in it.", {"AD401"}),
        ("Rows by `my_kill_rows` of it.", set()),
        ("Rows by an `OtherRow` of it.", set()),
        ("Rows by `kill_rows` of it.", {"AD402"}),
    ],
)
def test_names(shop, text, found):
    """Names that libraries, C, formulas and settings have, and no code of the package writes out."""
    assert rules({"summary": text}, shop["simple"]) & {"AD401", "AD402"} == found


def test_gaps_of_a_plot_are_no_gaps_of_a_text(shop):
    """A word in the name of a parameter is the matter, also where a text could have it."""
    text = "Determines whether gaps (i.e. missing rows) in the provided data are connected."
    assert rules(entry("connectgaps", text), shop["Plot.connect"]) == set()


def test_double_backticks_are_code(shop):
    """What stands in them is none of the text's words, brackets and colons included."""
    answer = {"summary": "Join parts.", "description": "- ``(1, 2, '1[8:14]:2[1:7]')`` joins them."}
    assert "AD506" not in rules(answer, shop["simple"])


def test_an_address_is_no_effect(visit):
    """What stands in an address says nothing of files, nor of the network; what stands in a sentence does."""
    simple = visit("def simple(rows):\n    return len(rows)\n")["simple"]
    address = "See `pages <https://rows.example.org/functions/\nread_csv_file.html>`__ on rows."
    assert "AD907" not in rules({"summary": "Work on rows.", "description": address}, simple)
    assert "AD907" in rules({"summary": "Work on rows.", "description": "Sends the rows over the network."}, simple)


def test_what_opens_a_reply_is_no_example(shop):
    """An example of use is shown, a docstring handed over."""
    for text, leaks in (("Here is an example of writing rows.", False), ("Here is the docstring of rows.", True)):
        found = rules({"summary": "Work on rows.", "description": text}, shop["simple"])
        assert bool({"AD504", "AD506"} & found) is leaks


def test_a_value_in_quotes_repeats_nothing(shop):
    """Values that a parameter may have are no words of the instructions."""
    answer = entry("algorithm", "One of 'json', 'text' or 'markdown'.")
    assert "AD509" not in rules(answer, shop["write_rows"], system_message(Settings()))


def test_a_summary_that_goes_on_below(shop):
    """A formula or the rest of the sentence follows in the next paragraph."""
    summary = "Counts the rows of the cone,"
    assert "AD510" not in rules({"summary": summary, "description": ".. math:: x"}, shop["simple"])
    assert "AD510" in rules({"summary": summary, "description": "All rows are counted."}, shop["simple"])


def test_names_that_a_star_brings_along(tmp_path):
    """`from .core import *` brings the modules that `core` has, with what they are known to hold, and no others."""
    core = tmp_path / "shop" / "core"
    (core / "data").mkdir(parents=True)
    (tmp_path / "shop" / "__init__.py").write_text("from .core import *\n\n\ndef sell(row):\n    return row\n")
    (core / "__init__.py").write_text("from . import data\n")
    (core / "data" / "__init__.py").write_text("from .convert import *\n\n\ndef to(row):\n    return row\n")
    (core / "data" / "convert.pyx").write_text("")
    obj = next(one for one in read_package("shop", [tmp_path]) if one.path == "shop.sell")
    for name, found in (("shop.data.to", set()), ("shop.data.create", set()), ("shop.dates.to", {"AD402"})):
        assert rules({"summary": f"Works as `{name}` on rows."}, obj) & {"AD401", "AD402"} == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rows of `shop.WHITE` in it.", set()),
        ("Rows of `shop.KNIGHT` in it.", set()),
        ("Rows of `shop.EMPTY` in it.", {"AD401"}),
    ],
)
def test_names_that_are_given_values_together(visit, text, found):
    """`WHITE, BLACK = 0, 1` and `PIECES = [PAWN, KNIGHT] = range(2)` give values to names, as one by one does."""
    source = "WHITE, BLACK = 0, 1\nPIECES = [PAWN, KNIGHT] = range(2)\n\n\ndef sell(row, empty=None):\n    return row\n"
    assert rules({"summary": text}, visit(source)["sell"]) & {"AD401", "AD402"} == found


def test_words_of_a_name_make_no_placeholder(shop):
    """Words of documentation that is to come are none beside the words of the name: "ongoing"."""
    assert "AD501" not in rules({"summary": "Abort an ongoing copy operation."}, shop["abort_copy"])
    assert "AD501" in rules({"summary": "Ongoing."}, shop["abort_copy"])


def test_a_value_of_nothing_but_space_is_none(shop):
    """What stands in backticks may be white space: no value, and no end of the checks."""
    assert rules(entry("size", "Of rows; otherwise ` ` is used."), shop["sample"]) == set()
