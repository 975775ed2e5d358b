"""Right texts, as people write them, that rules once refused; beside each kind what is still refused."""

import pytest

from aidoc_core.checks import RULES, Severity, check
from aidoc_core.checks.human import read_human

SHOP = """
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


def ask(question):
    try:
        return terminal.wait(question)
    except KeyboardInterrupt:
        raise Gone from None
"""


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
    assert rules(entry("limit", "Limit of the bandwidth."), shop["Channel.collect"]) == {"AD106"}


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
