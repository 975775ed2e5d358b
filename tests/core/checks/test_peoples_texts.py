"""Right texts, as people write them, that rules once refused; beside each kind what is still refused."""

import pytest

from aidoc_core.asking.prompt import system_message
from aidoc_core.checks import RULES, Severity, check
from aidoc_core.checks.human import read_human
from aidoc_core.settings import Settings

SHOP = '''
class Channel:
    limit = 3

    def setup(self, **kwargs):
        for key, value in kwargs.items():
            setattr(self, key, value)

    def collect(self, **kwargs):
        for key, value in kwargs.items():
            self.values.append(value)

    def apply_noise(self, amplitude):
        self.write(amplitude)


def log_in(cookie_t: str, copy_budget: int = 3, **kwargs) -> str:
    return connect(cookie_t, copy_budget, **kwargs)


def transform(rows):
    return rows * 2


def run_row_method(name, *args, insert_kwargs=None):
    return table.run(name, *args, insert_kwargs)


def convert(function, *args, code="", zero=1e-8, output=None):
    return function(*args, code, zero, output)


def to_frame(index):
    from ._frames import to_frame

    return to_frame(index)


def to_kinds(text):
    raise ValueError(text)


def ensure_kinds(text):
    """Ensure that common kinds of goods are registered."""
    return kinds(text)


def prepare(text):
    ensure_kinds(text)
    return warn_of_secrets(text)


def read_in(steps: str, size=65536):
    return steps, size


class CommandError(Exception):
    pass


class Conflict(CommandError):
    pass


def error_of(answer) -> CommandError:
    if answer == 409:
        return Conflict(answer)
    return CommandError(answer)


def run(command):
    raise error_of(command)


def show(open=False, secrets=False):
    return open, secrets


class _Argument:
    def validate(cls, model):
        return model


def ask(question):
    try:
        return terminal.wait(question)
    except KeyboardInterrupt:
        raise Gone from None
'''


GAPS = {rule.id for rule in RULES if rule.sort == "gap"}


def rules(answer, obj):
    """The rules with something to say against an answer, warnings and gaps left out."""
    return {one.rule for one in check(answer, obj) if one.severity is not Severity.WARN and one.rule not in GAPS}


def entry(name, text):
    """An answer with one parameter."""
    return {"parameters": [{"name": name, "description": text}]}


def test_members_that_a_method_sets_by_name_are_parameters(visit):
    """`setattr(self, key, value)` of `**kwargs` takes the members of its class, and nothing else."""
    shop = visit(SHOP)
    assert rules(entry("limit", "Limit of the bandwidth."), shop["Channel.setup"]) == set()
    assert rules(entry("height", "How high it is."), shop["Channel.setup"]) == {"AD106"}
    assert rules(entry("height", "How high it is."), shop["Channel.collect"]) == {"AD106"}


@pytest.mark.parametrize(
    ("name", "text", "empty"),
    [
        ("cookie_t", "The value for the 'T' cookie.", False),
        ("cookie_t", "The `cookie_t` value.", True),
        ("cookie_t", "The 'cookie_t'.", True),
        ("copy_budget", "See `CopyBudget.LEAST`.", False),
        ("copy_budget", "The `copy` `budget`.", True),
    ],
)
def test_what_is_quoted_says_something(visit, name, text, empty):
    """A value or another name in quotes or as code is no restatement; the entry's own name is."""
    assert ("AD105" in rules(entry(name, text), visit(SHOP)["log_in"])) is empty


@pytest.mark.parametrize(
    ("path", "summary", "restated"),
    [
        ("Channel.apply_noise", "Apply noise to the output.", False),
        ("Channel.apply_noise", "Applies the noise.", True),
        ("transform", "Transforms the input.", True),
        ("transform", "Apply the transform to the input.", True),
    ],
)
def test_where_it_is_done_is_more_than_the_name(visit, path, summary, restated):
    """An input or output of a device is a place; what every function takes and gives is none."""
    assert ("AD502" in rules({"summary": summary}, visit(SHOP)[path])) is restated


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cast to ARRAY<INT>, or Map<String, Integer>, of rows.", set()),
        ("Whether x<y and n<m of the rows.", set()),
        ("Give the rows with <b>weight</b>.", {"AD601"}),
        ("Give the rows<b>twice</b>.", {"AD601"}),
        ("Give the rows<script>alert(1).", {"AD601"}),
        ("Give the rows<img src=x onerror=y.", {"AD601"}),
        ("Rows of data: 100x, 200x (or more).", set()),
        ("Rows of data:text/html,hi of it.", {"AD607"}),
        ("Rows of javascript: alert(1).", {"AD607"}),
        ("What __init__ sets on the rows.", set()),
        ("What __rows__ sets on the rows.", {"AD611"}),
        ("Rows with **kwargs handed on to **options.", set()),
        ("Rows of x**2 + y**2 each.", set()),
        ("Rows that are **all** new.", {"AD611"}),
        ("Rows as in [[1, 'a'], [2, b]] or [['a', 'b']].", set()),
        ("Rows as in [[Table of rows]].", {"AD604"}),
    ],
)
def test_signs_that_are_no_markup(visit, text, found):
    """Generics, comparisons, powers, stars and special names of Python are text; tags, links and bold text are not."""
    assert rules({"summary": text}, visit(SHOP)["transform"]) == found


@pytest.mark.parametrize(
    ("name", "text", "empty"),
    [
        ("name", "Name of the method.", False),
        ("name", "The name.", True),
        ("args", "Arguments to pass to the method.", False),
        ("args", "Arguments to pass.", True),
        ("insert_kwargs", "Keyword arguments passed on to `insert`.", False),
        ("insert_kwargs", "kwargs to pass to insert", False),
        ("insert_kwargs", "kwargs to pass to the function", True),
    ],
)
def test_what_the_object_is_called_after_is_the_matter(visit, name, text, empty):
    """The method that `run_row_method` runs is no frame of a sentence, and where arguments go says something."""
    assert ("AD105" in rules(entry(name, text), visit(SHOP)["run_row_method"])) is empty


def test_a_person_may_interrupt_what_waits(visit):
    """`KeyboardInterrupt` comes from no `raise`, where the package speaks of it and the function calls others."""
    shop = visit(SHOP)
    raised = {"raises": [{"type": "KeyboardInterrupt", "description": "If somebody presses Ctrl-C."}]}
    assert rules(raised, shop["run_row_method"]) == set()
    assert rules(raised, shop["transform"]) == {"AD302"}


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [
        (
            "The rows are treated as if typed (i.e. the event will fire). Text coming from elsewhere, with typing errors "
            "and foreign signs, goes to the screen instead.",
            False,
        ),
        ("I need more text to describe this.", True),
        ("Please describe what this does.", True),
    ],
)
def test_a_text_that_says_much_is_no_placeholder(visit, text, placeholder):
    """One word about writing, and "i.e.", make no excuse of several sentences."""
    found = rules({"summary": "Double the rows.", "description": text}, visit(SHOP)["transform"])
    assert ("AD501" in found) is placeholder


def test_a_list_of_no_parameters_has_none():
    """NumPy's "Parameters", with "None" below it, lists no parameter of that name."""
    text = "Check.\n\nParameters\n----------\nNone\n\nReturns\n-------\nint\n    A count.\n"
    assert read_human(text)["parameters"] == []


@pytest.mark.parametrize(
    ("path", "name", "text", "found"),
    [
        ("convert", "args", "Input arguments to the function.", set()),
        ("convert", "code", "The Python code.", set()),
        ("convert", "code", "The Python value.", {"AD105"}),
        ("_Argument.validate", "model", "The model for which this will be an argument.", set()),
        ("transform", "rows", "The rows for which this will be an argument.", {"AD105"}),
        ("convert", "zero", 'How small it is. Default is "1e-8".', set()),
        ("convert", "zero", 'How small it is. Default is "1e-7".', {"AD121"}),
        ("show", "open", "Defaults to true if `secrets` is set, false otherwise.", set()),
        ("show", "open", "Defaults to true if `secrets` is set, otherwise false.", set()),
        ("show", "open", "Defaults to true.", {"AD121"}),
        ("read_in", "size", "How much to read, defaults to 64 kB.", set()),
        ("read_in", "size", "How much to read, defaults to 32 kB.", {"AD121"}),
        ("read_in", "size", "How much to read, defaults to 64.", {"AD121"}),
        ("read_in", "steps", "Sequence of steps, separated by commas.", set()),
        ("read_in", "steps", "A list of steps.", {"AD112"}),
        ("read_in", "steps", "What to do. The list of possible options is: ['a', 'b'].", set()),
        ("read_in", "steps", "Steps (not `kill_steps`) that are done.", set()),
        ("read_in", "steps", "Steps, see `kill_steps`, that are done.", {"AD402"}),
        ("read_in", "steps", "Steps of a `shop.Channel.setup`.", set()),
        ("read_in", "steps", "Steps of a `shop.Channel.reset`.", {"AD401"}),
        ("convert", "output", "Goes to the Snowflake Connector for Python `Cursor.execute()` method.", set()),
        ("convert", "output", "Goes to the `Channel.execute()` method.", {"AD401"}),
    ],
)
def test_entries_that_are_right(visit, path, name, text, found):
    """What words mean here: a parameter that is a function, a language, a quoted number, another library's method."""
    assert rules(entry(name, text), visit(SHOP)[path]) == found


def test_what_a_body_imports_is_not_followed(visit):
    """An exception that the package raises may come from a function that the body itself imports."""
    shop = visit(SHOP)
    raised = {"raises": [{"type": "ValueError", "description": "If there is no such index."}]}
    assert rules(raised, shop["to_frame"]) == set()
    assert rules(raised, shop["transform"]) == {"AD302"}


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [
        ("NaN values are ignored.", False),
        ("Blank lines are kept.", False),
        ("Pending.", True),
        ("Will be added later.", True),
    ],
)
def test_what_befalls_something_is_no_placeholder(visit, text, placeholder):
    """Words that are about writing elsewhere: "blank", "pending", "NaN"."""
    found = rules({"summary": "Double the rows.", "description": text}, visit(SHOP)["transform"])
    assert ("AD501" in found) is placeholder


@pytest.mark.parametrize(("mark", "found"), [("- ", set()), ("", {"AD514"})])
def test_a_list_of_steps_may_say_what_callees_do(visit, mark, found):
    """Of the whole function the text of one callee is borrowed; of one of its steps it is right."""
    text = f"{mark}Ensures that common kinds of goods are registered.\n{mark}Warns of secrets in the text."
    answer = {"summary": "Prepare a text.", "description": text}
    question = system_message(Settings())
    findings = check(answer, visit(SHOP)["prepare"], question=question)
    assert {one.rule for one in findings if one.rule == "AD514"} == found


def test_a_file_like_object_repeats_nothing(visit):
    """Behind a noun, "-like" is no word of the question."""
    answer = entry("output", "A file-like object to write the output to.")
    findings = check(answer, visit(SHOP)["convert"], question=system_message(Settings()))
    assert "AD509" not in {one.rule for one in findings}


def test_a_text_on_the_line_of_the_type_is_a_text():
    """NumPy style without types: the text stands where the type would be."""
    text = 'Fill.\n\nParameters\n----------\nproto : The proto to fill. Must have a field called "url".\nsize : int\n'
    first, second = read_human(text)["parameters"]
    assert first["description"].startswith("The proto to fill.")
    assert (second["description"], second["type"]) == ("", "int")


def test_what_a_function_makes_is_raised(visit):
    """`raise error_of(answer)` raises what `error_of` gives, in entries and in sentences."""
    shop = visit(SHOP)
    for name in ("CommandError", "Conflict"):
        raised = {"raises": [{"type": name, "description": "If the command fails."}]}
        assert rules(raised, shop["run"]) == set()
        assert rules({"summary": f"Run a command. If it fails, a {name} is raised."}, shop["run"]) == set()
        assert rules(raised, shop["transform"]) == {"AD302"}


def test_names_that_a_module_takes_from_everywhere(visit):
    """A module of the package with `from PyQt6.QtGui import *` may have any of that library's names."""
    qt = "from PyQt6.QtGui import *\n"
    shop = visit("from . import qt\n\n\ndef paint(box):\n    return qt.fill(box)\n", qt=qt)
    assert rules({"summary": "Fill a box with a `qt.QLinearGradient`."}, shop["paint"]) == set()


def test_nothing_is_more_to_say_than_none(visit):
    """The text of a result that is `None`."""
    visited = visit("def quiet(box) -> None:\n    box.fill()\n\n\ndef loud(box) -> int:\n    return box.fill()\n")
    assert "AD105" not in rules({"returns": "None."}, visited["quiet"])
    assert "AD105" in rules({"returns": "int"}, visited["loud"])


def test_what_a_library_raises_that_the_body_uses(visit):
    """An exception of a library that is there may come from a call of that library, and of no other."""
    source = "import requests\n\n\ndef load(address):\n    return requests.get(address)\n\n\ndef show(box):\n    box.show()\n"
    shop = visit(source)
    raised = {"raises": [{"type": "requests.RequestException", "description": "If there is no answer."}]}
    assert rules(raised, shop["load"]) == set()
    assert rules(raised, shop["show"]) == {"AD302"}
