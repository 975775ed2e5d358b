"""What sentences say of a contract is read by concepts, in frames that no reader lists, and decided by the code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.checks import check
from aidoc_core.checks.claims import Claims
from aidoc_core.checks.statements import statements

CODE = '''
LIMIT: int = 16 * 1024


class ShopError(Exception):
    """Wrong."""


def find(items: list[str], prefix: str) -> dict[str, int]:
    """Find."""
    return {one: len(one) for one in items if one.startswith(prefix)}


def count(text, sep=","):
    """Count."""
    parts = [len(one) for one in text.split(sep)]
    return parts


def show(items: list[str]) -> None:
    """Show."""
    for one in items:
        print(one)


def walk(root: str, depth: int = 3):
    """Walk."""
    for one in range(depth):
        yield root * one


async def load(path: str, retries: int = 2) -> str:
    """Load."""
    return path * retries


def scale(value: float, factor: float = 2.5, size: int = LIMIT, strict: bool = False, mode=None) -> float:
    """Scale."""
    if mode is None:
        return value
    if not isinstance(mode, str):
        raise TypeError("mode")
    if value == factor:
        raise ShopError("equal")
    return value * factor * size


def bounds(width: int, height: int) -> tuple[int, int]:
    """Bound."""
    area = width * height
    total = area + 1
    return area, total


class Store:
    """A store."""

    def sort(self, names: list[str]) -> "Store":
        """Sort."""
        names.append("last")
        self.names = sorted(names)
        return self
'''
FALSE = [
    ("find", "", "What the caller sees in the end is `None`.", "AD206"),
    ("find", "", "As it works in place, it has no meaningful return value.", "AD206"),
    ("show", "", "The text that was shown is returned as well.", "AD206"),
    ("scale", "", "Exceptions never propagate to the caller.", "AD303"),
    ("scale", "", "`ShopError` is never raised here.", "AD303"),
    ("scale", "", "A `TypeError` is raised if `mode` is a string.", "AD304"),
    ("scale", "", "Raises `ShopError` unless `value` and `factor` are equal.", "AD304"),
    ("scale", "factor", "Omitting it raises a `TypeError`.", "AD124"),
    ("scale", "", "`factor` cannot be left out.", "AD124"),
    ("find", "prefix", "Feel free to omit it.", "AD124"),
    ("find", "", "The call works without `prefix`.", "AD124"),
    ("scale", "factor", "Omitting it is the same as passing 12.5.", "AD123"),
    ("scale", "factor", "Three unless another value is given.", "AD123"),
    ("scale", "size", "Defaults to 65536.", "AD123"),
    ("scale", "mode", "Defaults to 10.", "AD122"),
    ("scale", "strict", "Takes effect unless it is turned off.", "AD123"),
    ("find", "items", "Given in the form of a dictionary.", "AD114"),
    ("find", "", "A dictionary has to be passed as `items`.", "AD114"),
    ("count", "", "The returned dictionary can be used at once.", "AD114"),
    ("find", "", "Items are removed from `items`.", "AD208"),
    ("Store.sort", "", "`names` stays as it is.", "AD208"),
    ("Store.sort", "", "A copy of the object is given back.", "AD208"),
    ("Store.sort", "", "The original object is not modified.", "AD208"),
    ("bounds", "", "The total precedes the area in the result.", "AD207"),
    ("bounds", "", "Index 0 holds the total.", "AD207"),
    ("count", "", "The results are yielded lazily.", "AD802"),
    ("walk", "", "It returns a list of all items.", "AD114"),
    ("load", "", "It can be called outside of an event loop.", "AD803"),
    ("Store.sort", "", "Call it without creating an object first; no instance is needed.", "AD804"),
    ("Store.sort", "", "It is meant to be overridden.", "AD804"),
]
TRUE = [
    ("find", "", "Nothing is returned twice."),
    ("find", "items", "Other values are not accepted; see `prefix`."),
    ("show", "", "The value returned by the callback is ignored."),
    ("scale", "", "A `TypeError` is raised if `mode` is not a string."),
    ("scale", "", "Raises `ShopError` if `value` and `factor` are equal."),
    ("scale", "factor", "Must be one of the known factors."),
    ("scale", "factor", "Rarely needs to be given."),
    ("find", "prefix", "A prefix of the name, created if missing."),
    ("scale", "factor", "2.5 unless given; 12 in the test shop."),
    ("scale", "size", "16 KiB by default."),
    ("scale", "strict", "Set it to `True` to be told of more."),
    ("find", "items", "Must not be a dictionary."),
    ("Store.sort", "", "The updated `names` is kept by the store."),
    ("bounds", "", "The area comes first, followed by the total."),
    ("walk", "", "Wrap it in `list()` to get a list."),
    ("load", "", "The event loop is not blocked meanwhile."),
    ("Store.sort", "", "Subclasses may override it."),
]


def found(objects, name: str, entry: str, text: str) -> set[str]:
    """The rules of contradictions that say something against a text."""
    said = (
        {"summary": "Do the work.", "parameters": {entry: text}}
        if entry
        else {"summary": "Do the work.", "description": text}
    )
    return {one.rule for one in check(said, objects[name]) if one.quote and one.quote in text}


@pytest.mark.parametrize(("name", "entry", "text", "rule"), FALSE, ids=[one[2] for one in FALSE])
def test_what_the_code_contradicts_is_seen(visit, name, entry, text, rule):
    """In the words of nobody's list."""
    assert rule in found(visit(CODE), name, entry, text)


@pytest.mark.parametrize(("name", "entry", "text"), TRUE, ids=[one[2] for one in TRUE])
def test_what_is_true_or_of_another_matter_is_left_alone(visit, name, entry, text):
    """Denials, conditions, other subjects, other units."""
    assert found(visit(CODE), name, entry, text) == set()


def stated(text: str, entry: str) -> set[tuple[str, str]]:
    """Kind and value of what an entry states."""
    return {(one.kind, one.value) for one in statements(Claims.read({"parameters": {entry: text}}), "find")}


@given(
    st.sampled_from(("omitted", "left out", "not given", "not passed", "skipped", "left unset", "absent")),
    st.sampled_from(("7 is used", "it is 7", "a value of 7 is assumed", "it falls back to 7", "7 is taken instead")),
    st.booleans(),
)
def test_a_value_that_holds_without_one_is_the_default(condition, value, first):
    """Whichever words say so, and in whichever order."""
    text = f"If {condition}, {value}." if first else f"{value.capitalize()} if {condition}."
    assert ("default", "7") in stated(text, "size")


@given(
    st.sampled_from(("omit", "skip", "leave out", "drop")),
    st.sampled_from(("You may {} it.", "It is fine to {} it.", "Callers can {} this argument.")),
    st.booleans(),
)
def test_what_may_be_left_out_is_optional_and_what_must_not_is_required(verb, frame, denied):
    """A denial turns it round."""
    text = (
        frame.format(verb).replace("may", "cannot").replace("fine", "not possible").replace("can ", "cannot ")
        if denied
        else frame.format(verb)
    )
    kinds = {kind for kind, _ in stated(text, "size")}
    assert ("required" if denied else "optional") in kinds
