"""Right answers for functions of a line or two, whose words stand elsewhere: in callees, libraries, names, entries."""

import pytest

from aidoc_core.checks import check

SOURCE = """
from datetime import datetime
from json import loads
from urllib.parse import urlsplit

from .cells import Cells
from .strengths import STRONG, WEAK


def parse_date(value):
    return datetime.fromisoformat(value)


def split_address(value):
    return urlsplit(value)


def shorten(value):
    return value[:3]


def decode(data):
    return loads(data)


def part(node, value):
    if not isinstance(value, list):
        return None
    wanted = slice(*node["children"])
    return value[wanted]


def every_second(value, step):
    return value[::step]


def head(value):
    return value[0]


def search(text, data):
    return Cells().read(text, data)


def keep(rows, strength=STRONG):
    rows.append(strength or WEAK)


class Solver:
    def add_edit_var(self, v, strength=STRONG):
        return self.add(Constraint(v, strength))

    def add(self, one):
        return one

    def visit_identity(self, node, value):
        return value


def format_cidr(v):
    return str(v)


def quote(sql):
    if not isinstance(sql, str):
        raise ValueError("must be a str")
    if len(sql) == 0:
        raise ValueError("must have characters")
    if "\\0" in sql:
        raise ValueError("must not have the code zero character")
    return sql


class Variable:
    pass


def builder(function):
    def changed(self, *args):
        other = copy(self)
        function(other, *args)
        return other

    return changed


def counted(function):
    def run(*args, **kwargs):
        return function(*args, **kwargs)

    return run


class Query:
    @builder
    def distinct(self):
        self.is_distinct = True

    @builder
    def limit(self, count: int) -> None:
        self.count = count

    @counted
    def drop(self):
        self.is_dropped = True


class Constraint:
    def __init__(self, variable, strength):
        self.variable = variable
        self.strength = strength
"""
CELLS = """
class Cells:
    _CACHE = {}
    _MAX_SIZE = 512

    def read(self, text, data):
        if len(self._CACHE) >= self._MAX_SIZE:
            self._CACHE.clear()
        return self._first(text)

    def _first(self, text):
        return self._second(text)

    def _second(self, text):
        return self._third(text)

    def _third(self, text):
        assert text.strip()
        return text
"""


@pytest.fixture
def code(visit):
    return visit(SOURCE, cells=CELLS, strengths="WEAK = 1\nSTRONG = 2\n")


def rules(obj, summary, **said):
    """The rules that would touch an answer."""
    found = {one.rule for one in check({"summary": summary, **said}, obj) if one.severity != "warn"}
    return found - {"AD102", "AD202"}  # what is left out


def raised(obj, name):
    said = {"summary": "Work on the value.", "raises": [{"type": name, "description": "If the value is of no use."}]}
    return {one.rule for one in check(said, obj) if one.rule in ("AD301", "AD302")}


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        ("parse_date", "Parse a value in ISO 8601 format."),
        ("split_address", "Split a value into its parts as RFC 3986 has them."),
        ("decode", "Decode data that is JSON as of RFC 8259."),
    ],
)
def test_a_function_of_python_keeps_to_its_standard(code, name, summary):
    assert rules(code[name], summary) == set()
    assert "AD404" in rules(code[name], summary.replace("8601", "4217").replace("3986", "7230").replace("8259", "7230"))


@pytest.mark.parametrize("name", ["JSONDecodeError", "json.JSONDecodeError", "ValueError"])
def test_what_a_library_raises_is_known_by_its_last_name(code, name):
    assert raised(code["decode"], name) == set()


def test_an_exception_of_no_library_of_the_module_is_none(code):
    assert raised(code["decode"], "TOMLDecodingError") == {"AD301"}


@pytest.mark.parametrize("name", ["part", "every_second"])
def test_a_step_may_be_zero(code, name):
    assert raised(code[name], "ValueError") == set()
    assert raised(code["head"], "ValueError") == {"AD302"}


def test_an_assertion_may_stand_deeper(code):
    assert raised(code["search"], "AssertionError") == set()
    assert raised(code["head"], "AssertionError") == {"AD302"}


def test_a_limit_may_be_a_constant_of_the_class_that_is_used(code):
    text = "Parsed texts are kept in a cache of up to {} entries."
    assert rules(code["search"], "Search the data.", description=text.format(512)) == set()
    assert "AD905" in rules(code["search"], "Search the data.", description=text.format(640))


def test_a_constant_of_the_package_is_no_environment_variable(code):
    text = "It uses `STRONG`, whereas other functions use `WEAK`."
    assert rules(code["shorten"], "Shorten the value.", description=text) == set()
    text = "The value is taken from `WEAKNESS` in the environment."
    assert "AD404" in rules(code["shorten"], "Shorten the value.", description=text)


@pytest.mark.parametrize(
    ("name", "summary", "entries"),
    [
        ("Solver.add_edit_var", "Declares that values will be suggested for a variable.", {"v": "The variable."}),
        (
            "Solver.visit_identity",
            "Returns the current value unchanged.",
            {"node": "The identity node.", "value": "The value the node is evaluated against."},
        ),
        ("format_cidr", "Format a network for a `cidr` parameter.", {"v": "The network."}),
    ],
)
def test_short_answers_are_good(code, name, summary, entries):
    parameters = [{"name": one, "description": text} for one, text in entries.items()]
    assert rules(code[name], summary, parameters=parameters) & {"AD105", "AD109", "AD507"} == set()


def test_empty_answers_stay_empty(code):
    assert "AD507" in rules(code["Solver.add_edit_var"], "Cooks a soup.")
    for text in ("The value.", "The given parameter.", "v"):
        assert "AD105" in rules(
            code["format_cidr"], "Format a network.", parameters=[{"name": "v", "description": text}]
        )
    assert "AD109" in rules(code["format_cidr"], "Format a network.", description="Pass the `mask` parameter as well.")


@pytest.mark.parametrize(
    ("name", "found"), [("Query.distinct", set()), ("Query.limit", set()), ("Query.drop", {"AD201"})]
)
def test_a_decorator_may_give_what_the_body_does_not(code, name, found):
    assert rules(code[name], "Change the query.", returns="The changed query.") & {"AD201"} == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Decode a document received from the server.", set()),
        ("Decode data that was downloaded from a website.", set()),
        ("Decode the data sent by a client.", set()),
        ("Downloads the data from a server and decodes it.", {"AD907"}),
    ],
)
def test_where_data_came_from_is_no_effect(code, text, found):
    assert rules(code["decode"], text) & {"AD907"} == found


@pytest.mark.parametrize(
    "text",
    [
        "If `sql` is not a string, is empty, or contains a null character.",
        "If `sql` is not a string, has no characters, or has a null character.",
        "If `sql` is no string, is empty or contains the code zero character.",
    ],
)
def test_conditions_that_are_listed_share_their_subject(code, text):
    said = {"summary": "Quote an SQL text.", "raises": [{"type": "ValueError", "description": text}]}
    assert [one for one in check(said, code["quote"]) if one.rule == "AD304"] == []
