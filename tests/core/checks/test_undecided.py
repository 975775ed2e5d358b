"""Right texts of people where the code does not decide; beside each kind what is still refused."""

import pytest

from aidoc_core.checks import RULES, Severity, check

GAUGE = """
from xml.etree import ElementTree

import wraplib

_WEIGHT = 1


class Heavy(Exception):
    pass


def refuse(item):
    raise Heavy(item)


def checked(**limits):
    return wraplib.decorator(limits)


def counted(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper


class Split:
    def __init__(self, track):
        self.track = track

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)


class Cut:
    def __init__(self, track):
        self.track = track

    def cut(self, mode="day"):
        return self.track, mode


class Body:
    def energy(self, *args, **kwargs):
        return self.part(*args, **kwargs)

    def part(self, *args, **kwargs):
        return args[0]

    def sum(self, **options):
        return sum(options.values())


@checked(low=0)
def mass(item):
    return item.mass


@counted
def size(item):
    return item.size


def plain(item):
    return item.size


def count(item):
    return len(item)


def weigh(item):
    return item.weigh()


def parse(item):
    return plain(ElementTree.fromstring(item))


class Scale:
    def weigh(self, limit=None, most=None):
        if limit is None:
            limit = self.limit
        if most is None:
            most = 3 * limit + 1
        return limit + most

    def fit(self, item):
        raise NotImplementedError


def read(name, default_value, *, system="latn", width=None, options=None, weights):
    if width is None:
        width = 3 * len(name)
    return name, default_value, system, width, weights


def seal(item) -> int:
    item.sealed = True
    return 1


def clear(item):
    item.clear()


def rows(item):
    yield from item


def set_default_level(level):
    _WEIGHT.level = level


def set_level(level):
    _WEIGHT.level = level


def both(item) -> tuple[dict, list]:
    return {}, [item]


def table(item):
    return {"a": item}
"""
GAPS = {rule.id for rule in RULES if rule.sort == "gap"}


@pytest.fixture
def gauge(visit):
    """The objects of the package."""
    return visit(GAUGE)


def rules(answer, obj):
    """The rules with something to say against an answer, warnings, gaps and empty entries left out."""
    found = (one for one in check(answer, obj) if one.severity is not Severity.WARN)
    return {one.rule for one in found} - GAPS - {"AD105", "AD502", "AD507"}


def described(name):
    """An answer with one parameter."""
    return {"parameters": [{"name": name, "description": "Where the items are to go when all is done."}]}


@pytest.mark.parametrize(
    ("path", "name", "found"),
    [
        ("Split", "target", set()),
        ("Cut", "mode", set()),
        ("Cut", "target", {"AD101"}),
        ("Body.energy", "time", set()),
        ("Body.sum", "kwargs", set()),
        ("Body.sum", "args", set()),
        ("plain", "kwargs", {"AD101"}),
    ],
)
def test_what_the_code_takes_without_a_name(gauge, path, name, found):
    """Arguments of `__call__` and of methods in the text of a class, what goes on by place, `**kwargs` by its name."""
    assert rules(described(name), gauge[path]) == found


@pytest.mark.parametrize(
    ("path", "name", "found"),
    [
        ("mass", "ValueError", set()),
        ("mass", "Heavy", set()),
        ("mass", "TabError", {"AD302"}),
        ("size", "ValueError", {"AD302"}),
        ("plain", "ValueError", {"AD302"}),
    ],
)
def test_what_decorators_raise(gauge, path, name, found):
    """A decorator that may do more may refuse what it is given; one that only hands on raises nothing of its own."""
    raised = {"raises": [{"type": name, "description": "If there is no such item."}]}
    assert rules(raised, gauge[path]) == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("default_value", "The default value of the variable in its place.", set()),
        ("name", "Optional name of the variable in its place.", {"AD124"}),
        ("name", "The only required argument.", set()),
        ("system", 'The special value "default" will use the default system of the place.', set()),
        ("system", 'The system of the place, "greek" by default.', {"AD121"}),
        ("width", "How far it goes. Defaults to 10% of the size of the grid.", set()),
        ("weights", "Numbers by name, or names alone (with default weight 1).", set()),
        ("weights", "Numbers by name. The default is 1.", {"AD122", "AD123"}),
    ],
)
def test_defaults_of_something_else(gauge, name, text, found):
    """What is called `default`, a share of what only the code works out, what the parts of a value have."""
    got = rules({"parameters": [{"name": name, "description": text}]}, gauge["read"])
    assert (got & found if found else got) or not found
    assert bool(got) is bool(found)


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("seal", "Previously the method returned nothing.", set()),
        ("seal", "It returns nothing.", {"AD206"}),
        ("seal", "Returns a number such that both `None` and texts pass.", set()),
        ("clear", "After that, `item` starts returning `True`.", set()),
        ("clear", "It returns `True`.", {"AD206"}),
        ("table", "All parts except the last return a list of items.", set()),
        ("table", "Returns a list of items.", {"AD114"}),
        ("both", "Returns:\n    `dict`: the items by name.\n    `list`: the items in order.", set()),
        ("plain", "The same limits go for both items, but it will not add up the results.", set()),
        ("plain", "This is useful when the names are not deterministic.", set()),
        ("plain", "The sizes can be downloaded from the page of the items.", set()),
        ("plain", "The result can be reused across calls.", set()),
        ("plain", "The size is not deterministic.", {"AD907"}),
        ("plain", "The size is downloaded from the page of the items.", {"AD907"}),
        ("plain", 'The item in full: by "full" I mean all of its parts.', set()),
        ("plain", "The size in full. If items look strange, please let us know in our forum.", set()),
        ("plain", "The size of the item. Please let us know what else you need.", {"AD506"}),
        ("plain", "I think that this is the size of the item.", {"AD504"}),
    ],
)
def test_sentences(gauge, path, text, found):
    """What was once, what another does, what callers may do; what is said of the object itself is judged as ever."""
    assert rules({"summary": "Work on an item.", "description": text}, gauge[path]) >= found
    if not found:
        assert rules({"summary": "Work on an item.", "description": text}, gauge[path]) == set()


def test_the_first_person_of_an_object(gauge):
    """In an entry of exceptions it is the object that speaks."""
    raised = {"raises": [{"type": "LookupError", "description": "If time is up before I am done."}]}
    assert "AD504" not in rules(raised, gauge["mass"])


@pytest.mark.parametrize(
    ("path", "name", "found"),
    [
        ("count", "ValueError", {"AD302"}),
        ("weigh", "ValueError", set()),
        ("weigh", "AttributeError", set()),
        ("weigh", "TabError", {"AD302"}),
        ("checked", "RuntimeError", set()),
        ("checked", "BufferError", {"AD302"}),
        ("parse", "xml.etree.ElementTree.ParseError", set()),
    ],
)
def test_what_methods_of_any_object_raise(gauge, path, name, found):
    """What is called may refuse its values, wherever it is written; other errors are for code to show."""
    raised = {"raises": [{"type": name, "description": "If there is no such item."}]}
    assert rules(raised, gauge[path]) == found


@pytest.mark.parametrize(("name", "found"), [("limit", set()), ("most", {"AD122"})])
def test_defaults_that_attributes_have(gauge, name, found):
    """A value that an object keeps is out of sight; one that no line has is not there."""
    entry = {"parameters": [{"name": name, "description": "How much of it there may be. Defaults to 7."}]}
    assert rules(entry, gauge["Scale.weigh"]) == found


@pytest.mark.parametrize(("path", "found"), [("Scale.fit", set()), ("plain", {"AD501"})])
def test_placeholders_that_are_said_to_be_some(gauge, path, found):
    """A method that is there to be overridden may say that it is a placeholder."""
    said = {"summary": "Fit the item.", "description": "This is a dummy placeholder for an actual method."}
    assert rules(said, gauge[path]) == found


@pytest.mark.parametrize(
    ("path", "text", "rule", "found"),
    [
        ("plain", "Anyone who knows the size can open it.", "AD508", False),
        ("plain", "It is anybody's guess what the size of it is.", "AD508", True),
        ("clear", "If the server has no such item, it returns an error.", "AD206", False),
        ("clear", "If the item is empty, it returns an error.", "AD206", True),
        ("clear", "Updates argument, return value and error documentation.", "AD206", False),
        ("clear", "The result of this is that all items are gone.", "AD206", False),
        ("rows", "It works with any eager list of items.", "AD804", False),
        ("rows", "It returns an eager list of all items.", "AD804", True),
        ("Scale.weigh", "If the limit has not been implemented, it is a no-op.", "AD804", False),
        ("Scale.weigh", "The attribute is set while the scale is read.", "AD804", False),
        ("plain", "A `with` statement is of no help here.", "AD804", False),
        ("plain", "Use it in a `with` statement.", "AD804", True),
        ("plain", "Based on code in another project.", "AD504", False),
        ("plain", "Based on the code, it is the size.", "AD506", True),
        ("plain", "For many items, consider using a production-ready scale.", "AD512", False),
        ("plain", "This clean, powerful and production-ready helper gives the size.", "AD512", True),
        ("plain", "Used as:\n\n@app.middleware\nasync def middleware(item, next):\n    await next()", "AD802", False),
    ],
)
def test_what_is_said_of_others(gauge, path, text, rule, found):
    """Of a server, of what a call works on, of a project, of another tool; lines of code say nothing."""
    assert (rule in rules({"summary": "Work on an item.", "description": text}, gauge[path])) is found


@pytest.mark.parametrize(("name", "found"), [("set_default_level", set()), ("set_level", {"AD124"})])
def test_defaults_that_a_function_sets(gauge, name, found):
    """What a function makes a default is none of its own parameters'; what else it may be is reported."""
    entry = {"parameters": [{"name": "level", "description": "Default level to use for items."}]}
    assert {one.rule for one in check(entry, gauge[name])} & {"AD124"} == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("May be `OUT_OF_WEIGHTS` there.", False),
        ("Delegates to `sell_all` for the rest.", True),
        ("See also `sell_all`.", True),
        ("The `sell_all` function does the rest.", True),
        ("The `sell_all` of it is a number.", False),
        ("How much it weighs is up to the `sell_all` argument.", True),
        ("The keyword `sell_all` limits the size.", True),
        ("An X.509 `SubjectPublicKeyInfo`, or another one.", False),
        ("Items as an `ItemRow` each.", True),
        ("In milliseconds, see `ncurses(3)` on it.", False),
        ("The `set_defualt_level` of it.", True),
        (":func:`sell_all` of it.", True),
    ],
)
def test_names_that_a_text_only_has(gauge, text, found):
    """A bare name is looked up where the text points at it, or where it is nearly one of the package's."""
    assert ("AD402" in rules({"summary": "Work on an item.", "description": text}, gauge["plain"])) is found


@pytest.mark.parametrize(
    ("text", "rule", "found"),
    [
        ("Do nothing, as an item needs no scale.", "AD513", False),
        ("O valor do item como uma lista dos pesos.", "AD513", True),
        ("See `mass` documentation for more of it.", "AD501", False),
        ("See the documentation.", "AD501", True),
        ("def size(self):\n    return self.weight_of_all", "AD401", False),
        ("Well-known by its size.", "AD504", False),
        ("Well, here is the size of it.", "AD504", True),
        ("It is no limit, as the name suggests.", "AD508", False),
        ("The unit is likely to change in a future version.", "AD508", False),
        ("It is likely a number.", "AD508", True),
        ("Use less if your scale is not fast enough and your item is large.", "AD512", False),
        ("This helps to find the best trade off between the size and what is retained of it.", "AD907", False),
    ],
)
def test_more_sentences(gauge, text, rule, found):
    """English words that other languages have, texts that point elsewhere, code in a text, what may change."""
    assert (rule in rules({"summary": "Work on an item.", "description": text}, gauge["plain"])) is found


def test_lists_say_something(gauge):
    """A summary that lists things is no placeholder, though they are a document's."""
    assert "AD501" not in rules({"summary": "Set the document properties such as Title, Author etc."}, gauge["seal"])
    assert "AD501" in rules({"summary": "To be documented."}, gauge["seal"])


def test_several_values_of_a_tuple(gauge):
    """A dictionary and something else are two values."""
    assert "AD114" not in rules({"summary": "Returns a dictionary of items and a list of the rest."}, gauge["both"])
    assert "AD114" in rules({"summary": "Returns a dictionary of items."}, gauge["both"])


def test_what_may_be_none_where_it_is_omitted(gauge):
    """A required parameter may be `None` for what a request has left out."""
    entry = {"parameters": [{"name": "level", "description": "The level (may be None if omitted)."}]}
    assert "AD124" not in rules(entry, gauge["set_level"])
