"""Where generated text goes among a person's lines: every line of theirs stays, in order."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from docutils.core import publish_doctree
from hypothesis import given
from hypothesis import strategies as st
from sphinx.ext.napoleon import Config, GoogleDocstring

from aidoc_core.answers.answer import Answer, Described
from sphinx_aidoc.empty_fields import with_texts
from sphinx_aidoc.placing import Fields, fields, place, text_lines
from tests.laws import law

ADDED = Fields(
    parameters=(("b", "What b is."),), results=(("returns", "What comes back."),), raises=(("X", "X", "When."),)
)
NEW = [":param b: What b is."]
OTHERS = [":returns: What comes back.", ":raises X: When."]

PAD = " " * 13
BULLETS = ["Do it.", "", ":Parameters: * **a** -- The a.", f"{PAD}* **c** -- The c."]
NUMPYDOC = ["Do it.", "", ":Parameters:", "", "    **a** : int", "        A."]


def _google(text: str, **config) -> list[str]:
    settings: Any = Config(**config)
    return GoogleDocstring(text, settings).lines()


CASES = {
    "nothing": ([], [*NEW, *OTHERS]),
    "text": (["Do it."], ["Do it.", "", *NEW, *OTHERS]),
    "fields": (
        ["Do it.", "", ":param a: A.", ":type a: int", ":rtype: str"],
        ["Do it.", "", ":param a: A.", ":type a: int", *NEW, ":rtype: str", *OTHERS],
    ),
    "fields, then more": (
        ["Do it.", "", ":param a: A", "    and more.", "", "An example."],
        ["Do it.", "", ":param a: A", "    and more.", *NEW, *OTHERS, "", "An example."],
    ),
    "results only": (["Do it.", "", ":rtype: str"], ["Do it.", "", *NEW, ":rtype: str", *OTHERS]),
    "no field in a paragraph": (
        ["Say", ":param a: in a sentence."],
        ["Say", ":param a: in a sentence.", "", *NEW, *OTHERS],
    ),
    "fields with the name in their text": (
        ["Do it.", "", ":param a: A.", ":raises: `.Y` -- if", "    odd."],
        ["Do it.", "", ":param a: A.", *NEW, ":raises: `.Y` -- if", "    odd.", *OTHERS],
    ),
    "epytext": (
        ["Do it.", "", "@param a: A.", "@type a: C{int}"],
        ["Do it.", "", "@param a: A.", "@type a: C{int}", "", *NEW, *OTHERS],
    ),
    "epytext, ends in a field's second line": (
        ["Do it.", "", "@return: A thing, which", "    is odd."],
        ["Do it.", "", "@return: A thing, which", "    is odd.", "", *NEW, *OTHERS],
    ),
    "epytext, ends in a list": (
        ["Do it.", "", "@param a: One of:", "    - x", "    - y"],
        ["Do it.", "", "@param a: One of:", "    - x", "    - y", "", *NEW, *OTHERS],
    ),
    "napoleon": (
        _google("Do it.\n\nArgs:\n    a: The a.\n"),
        ["Do it.", "", ":param a: The a.", *NEW, *OTHERS],
    ),
    "an object described in it": (
        ["Do it.", "", "Two things:", "", ".. class:: One", "", "   By hand.", "", "More of it."],
        ["Do it.", "", "Two things:", "", *NEW, *OTHERS, "", ".. class:: One", "", "   By hand.", "", "More of it."],
    ),
    "nothing but objects": (
        [".. class:: One", "", "   By hand.", "", ".. class:: Two", "", "   By hand."],
        [*NEW, *OTHERS, "", ".. class:: One", "", "   By hand.", "", ".. class:: Two", "", "   By hand."],
    ),
    "a quoted block like an object": (
        ["Do it::", "", ".. class:: One"],
        ["Do it::", "", ".. class:: One", "", *NEW, *OTHERS],
    ),
    "napoleon, one parameter in a group": (
        _google("Do it.\n\nArgs:\n    a: The a.\n", napoleon_use_param=False),
        ["Do it.", "", ":Parameters: **a** -- The a.", "", "             **b** -- What b is.", *OTHERS],
    ),
    "napoleon, a group": (
        _google("Do it.\n\nArgs:\n    a: The a.\n    c: The c.\n", napoleon_use_param=False),
        [*BULLETS, f"{PAD}* **b** -- What b is.", *OTHERS],
    ),
    "numpydoc": (
        [*NUMPYDOC, "", "..", "    !! processed by numpydoc !!"],
        [*NUMPYDOC, "", "    **b**", "        What b is.", *OTHERS],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_fields_go_where_they_belong(name):
    """Into the person's list of fields if there is one, below the text if not."""
    lines, expected = CASES[name]
    end = ["", "..", "    !! processed by numpydoc !!"] if name == "numpydoc" else [""]
    assert place(lines, [], ADDED, []) == [*expected, *end]


@pytest.mark.parametrize("directive", ["py:method", "automethod", "staticmethod", "py:attribute", "exception"])
def test_fields_come_before_described_objects(directive):
    """As autodoc itself puts types before the first of them, whichever directive describes it."""
    human = ["Do it.", "", f".. {directive}:: one", "", "   By hand."]
    assert place(human, [], ADDED, []) == ["Do it.", "", *NEW, *OTHERS, "", *human[2:], ""]


@pytest.mark.parametrize("name", CASES)
def test_what_is_placed_never_warns(name):
    """Docutils has nothing to say about the result, at its lowest level."""
    messages = io.StringIO()
    lines = place(CASES[name][0], ["A summary."], ADDED, ["A mark."])
    settings_ = {"report_level": 2, "halt_level": 5, "warning_stream": messages, "_disable_config": True}
    publish_doctree("\n".join(lines), settings_overrides=settings_)
    assert messages.getvalue() == ""


PIECES = st.sampled_from(
    [
        *("", "Text.", "More text", ":param a: A.", ":type a: int", ":returns: R.", "    indented", "- item"),
        *(":Parameters:", "    **a** : int", "        A.", ":Parameters: * **a** -- A.", f"{PAD}* **c** -- C."),
        *(".. note::", "   Note.", ":rtype: str", "..", "    !! processed by numpydoc !!", "Args:", "  a: A."),
    ]
)


@law(1500)
@given(st.lists(PIECES, max_size=14))
def test_a_persons_lines_stay(lines):
    """Whatever a person wrote: their lines come out unchanged and in order, with nothing between but what is added."""
    placed = place(lines, ["A summary."], ADDED, ["A mark."])
    rest = iter(placed)
    wanted = [line for line in lines if line.strip()]
    assert all(any(line == out for out in rest) for line in wanted)
    added = sum(bool(line.strip()) for line in placed) - len(wanted)
    assert added in (5, 6)  # in numpydoc's style a parameter takes two lines


def test_a_group_in_the_language_of_the_pages():
    """Napoleon translates the name of a group; what is added joins it whatever it is called."""
    lines = ["Do it.", "", ":Parameter: **a** -- A."]
    placed = place(lines, [], replace(ADDED, results=(), raises=()), [], group="Parameter")
    assert placed == [*lines, "", "            **b** -- What b is.", ""]


def test_groups_of_numpydoc_for_every_kind():
    """Attributes and exceptions join the lists that numpydoc has written for the person's."""
    lines = [
        "Do it.",
        "",
        ":Attributes:",
        "",
        "    **x** : int",
        "        X.",
        "",
        ":Raises:",
        "",
        "    ValueError",
        "        If.",
    ]
    answer = Answer(
        attributes=(Described(name="y", description="Y"),), raises=(Described(name="KeyError", description="Or"),)
    )
    assert place(lines, [], fields(answer, str), []) == [
        *lines[:6], "", "    **y**", "        Y", *lines[6:], "", "    KeyError", "        Or", "",
    ]  # fmt: skip


EMPTY = {
    "parameter": ([":param b:", ":type b: str", ":param c:"], [":param b: What b is.", ":type b: str", ":param c:"]),
    "by another word": ([":keyword b:"], [":keyword b: What b is."]),
    "its default stands there": ([":param b: (default: ``'x'``)"], [":param b: What b is. (default: ``'x'``)"]),
    "results": ([":param b:", ":return:"], [":param b: What b is.", ":return: What comes back."]),
    "exceptions": ([":param b:", ":raises X:"], [":param b: What b is.", ":raises X: When."]),
    "twice": ([":param b:", ":param b:"], [":param b:", ":param b: What b is."]),
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_field_without_a_text_gets_it(name):
    """Handlers that add fields for types leave them empty; the text goes there, and the rest where it would."""
    lines, expected = EMPTY[name]
    completed, left, texts = with_texts(["Do it.", "", *lines], ADDED)
    placed = place(completed, [], left, [])
    assert placed[: 2 + len(expected)] == ["Do it.", "", *expected]
    assert [*left.texts, *texts].count("What b is.") == 1
    assert all("\n".join(placed).count(body) == 1 for body in ("What b is.", "What comes back.", "When."))


def test_what_fills_an_empty_field_has_several_blocks():
    """A description of two paragraphs stays in its field, and a default behind it has one of its own."""
    more = replace(ADDED, parameters=(("\\*b", "One.\n\nTwo."),), results=(), raises=())
    completed, left, _ = with_texts([":param b: (default: 1)", ":type b: int"], more)
    assert completed == [":param b: One.", "", "    Two.", "", "    (default: 1)", ":type b: int"]
    assert not left


def test_a_field_with_a_text_keeps_it():
    """No matter on which line it begins."""
    for field in ([":param b: By hand."], [":param b:", "    By hand."], [":param b:", "", "    By hand."]):
        assert with_texts(field, ADDED) == (field, ADDED, [])


def test_an_attribute_with_a_trailing_underscore():
    """The name of a directive is no reST, that of a field is."""
    added = fields(Answer(attributes=(Described(name="coef_", description="It."),)), str)
    lines = ["Do.", "", ".. attribute:: x", "", "   X."]
    assert place(lines, [], added, []) == [*lines, "", ".. attribute:: coef_", "   :no-index:", "", "   It\\.", ""]
    assert place(["Do."], [], added, []) == ["Do.", "", ":ivar coef\\_: It\\.", ""]
    assert ".. py:data:: coef_" in place(
        ["Do."], [], fields(Answer(attributes=(Described(name="coef_", description="It."),)), str, of_module=True), []
    )


def test_fields_of_an_answer():
    """Names that are no Python names are left out; bodies of several blocks are indented."""
    answer = Answer(
        summary="Do it.",
        description="More.\n\n- one\n- two",
        parameters=(Described(name="*args", description="Some.\n\nMore."), Described(name="x y", description="No.")),
        yields="One by one.",
        raises=(Described(name="ValueError", description="If not."),),
    )
    assert text_lines(answer) == ["Do it.", "", "More\\.", "", "- one", "", "- two"]
    added = fields(answer, lambda name: f"~builtins.{name}")
    assert place([], [], added, []) == [
        ":param \\*args: Some\\.",
        "",
        "    More\\.",
        ":Yields: One by one.",
        ":raises ~builtins.ValueError: If not.",
        "",
    ]


def test_fields_without_a_text():
    """A text goes behind the name that another extension has written for its type, and nothing stands there twice."""
    lines = [
        "Do it.",
        "",
        ":type a: int",
        ":param a:",
        ":param str b_:",
        ":param c: By hand.",
        ":param \\*d:",
        ":param:",
    ]
    added = fields(
        Answer(parameters=tuple(Described(name=name, description=f"Text {name}.") for name in ("a", "b_", "c", "*d"))),
        str,
    )
    completed, left, texts = with_texts(lines, added)
    assert completed == [
        *lines[:3],
        ":param a: Text a.",
        ":param str b_: Text b\\_\\.",
        ":param c: By hand.",
        ":param \\*d: Text \\*d.",
        ":param:",
    ]
    assert left.parameters == (("c", "Text c."),)
    assert texts == ["Text a.", "Text b\\_\\.", "Text \\*d."]


def test_fields_without_words():
    """What another extension, or a person, has left room for is filled there, and stands once."""
    added = Fields(
        parameters=(("a", "The first."), ("\\*args", "More.\n\n* One."), ("b\\_", "Last.")),
        results=(("returns", "A sum."),),
    )
    lines = [
        "Add.",
        "",
        ":param int a:",
        ":type b_: str",
        ":param *args:",
        ":param b_:",
        ":param c: By hand.",
        ":returns:",
    ]
    completed, left, _ = with_texts(lines, added)
    assert place(completed, [], left, []) == [
        *("Add.", "", ":param int a: The first.", ":type b_: str", ":param *args: More.", "", "    * One."),
        *(":param b_: Last.", ":param c: By hand.", ":returns: A sum.", ""),
    ]
