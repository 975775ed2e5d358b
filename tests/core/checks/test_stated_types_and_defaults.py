"""Types and defaults that texts state, against annotations, literal defaults and bodies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.checks import check
from aidoc_core.checks.families import OPEN, contradict, of_annotation, of_words

SOURCE = '''
def f(count: int = 3, names: list[str] | None = None, path: "str | Path" = "x", mode="fast", ratio: float = 0.5,
      flag: bool = False, limit=None, handler=None):
    """."""
    if limit is None:
        limit = 99
    return open(path), handler(names, mode, count, flag, ratio)
'''


def found(obj, name, text="", **more):
    """Ids about one parameter."""
    said = {"summary": "x", "parameters": [{"name": name, "description": text, **more}]}
    return [f.rule for f in check(said, obj) if f.rule.startswith(("AD11", "AD12"))]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("count", "An integer that says how often."),
        ("count", "How often, as a string would count."),
        ("count", "Dictionary size to plan for."),
        ("count", "The list index at which to stop."),
        ("count", "Set to a list's length by callers."),
        ("names", "A list of names."),
        ("names", "A sequence of names."),
        ("path", "A string or path."),
        ("ratio", "An integer is fine too."),
        ("mode", "A string that names the mode."),
        ("limit", "A dictionary of limits."),
    ],
)
def test_right_and_unclear_types_pass(visit, name, text):
    """The right type, a compound, another word for it, no annotation: nothing is claimed."""
    assert found(visit(SOURCE)["f"], name, text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("count", "A list of numbers to count."),
        ("count", "Must be a dictionary."),
        ("count", "(str) How often."),
        ("count", "This is a boolean that turns counting on."),
        ("names", "A dictionary from name to age."),
        ("names", "Expects an integer."),
        ("flag", "List of flags to set."),
        ("ratio", "Given as a string."),
        ("mode", "An integer that names the mode."),
    ],
)
def test_wrong_types_in_prose_are_found(visit, name, text):
    """A type word in a place that states the type, which annotation or default exclude."""
    assert found(visit(SOURCE)["f"], name, text) == ["AD112"]


@pytest.mark.parametrize(
    ("name", "type_", "rules"),
    [
        ("count", "int, optional", []),
        ("count", "number", []),
        ("count", "list of int", ["AD111"]),
        ("names", "list[str] or None", []),
        ("names", "dict[str, int]", ["AD111"]),
        ("path", "Path", []),
        ("mode", "str", []),
        ("mode", "int", ["AD113"]),
        ("handler", "int", []),
    ],
)
def test_type_fields(visit, name, type_, rules):
    """A type field of a mapping, against a closed annotation, or else a literal default."""
    assert found(visit(SOURCE)["f"], name, "Some words.", type=type_) == rules


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("count", "How often. Defaults to 3."),
        ("count", "How often, 3 by default."),
        ("count", "How often. If omitted, `3` is used."),
        ("count", "How often; 5 is a good choice."),
        ("ratio", "The share (default: 5e-1)."),
        ("mode", "How to go. Default is ``'fast'``."),
        ("flag", "Off by default."),
        ("flag", "Whether to stop. Defaults to `False`."),
        ("limit", "Where to stop. Defaults to 99."),
        ("limit", "Where to stop. Defaults to None."),
        ("names", "Who comes. Defaults to 12."),  # handed on: the callee may put it in
    ],
)
def test_right_defaults_pass(visit, name, text):
    """Defaults by value, and those that the body or a callee puts in."""
    assert found(visit(SOURCE)["f"], name, text) == []


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("count", "How often. Defaults to 5.", "AD121"),
        ("count", "How often (default: 5).", "AD121"),
        ("count", "How often, 5 by default.", "AD121"),
        ("count", "How often. If omitted, `5` is used.", "AD121"),
        ("ratio", "The share. The default value is 0.25.", "AD121"),
        ("mode", "How to go. Default is 'slow'.", "AD121"),
        ("flag", "Whether to stop. Defaults to True.", "AD121"),
        ("limit", "Where to stop. Defaults to 98.", "AD122"),
    ],
)
def test_wrong_defaults_are_found(visit, name, text, rule):
    """Another value than the signature's, in the words that people use."""
    assert found(visit(SOURCE)["f"], name, text) == [rule]


@pytest.mark.parametrize(("name", "more"), [("mode", {"default": "'slow'"}), ("mode", {"type": "int"})])
def test_messages_quote_no_text_of_the_code(visit, name, more):
    """A message stands in logs and reports, and a default that is a text may be a password; numbers are told."""
    obj = visit(SOURCE)["f"]
    said = {"summary": "x", "parameters": [{"name": name, "description": "How to go.", **more}]}
    messages = [f.message for f in check(said, obj) if f.rule.startswith(("AD11", "AD12"))]
    assert len(messages) == 1
    assert "fast" not in messages[0]
    said = {"summary": "x", "parameters": [{"name": "count", "description": "How often.", "default": "4"}]}
    assert next(f.message for f in check(said, obj) if f.rule == "AD121").endswith("than 3")


FAMILIES = st.sampled_from(
    ["int", "str", "list[int]", "dict", "float", "bool", "None", "tuple[int, ...]", "bytes", "Path"]
)


@given(st.lists(FAMILIES, min_size=1, max_size=4))
def test_an_annotation_never_contradicts_itself(parts):
    """A type field that repeats the annotation is right, whatever the annotation."""
    assert not contradict(of_words(" | ".join(parts)), of_annotation(" | ".join(parts)))


@given(st.text(max_size=40))
def test_any_text_is_read(text):
    """Annotations and type fields are foreign text: reading them never fails, and what is not known is open."""
    assert of_annotation(text) is not None
    assert of_words(text) == OPEN or "*" not in of_words(text)
