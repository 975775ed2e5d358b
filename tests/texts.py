"""Strategies for Hypothesis: any answer, and any docstring that a person might write."""

from __future__ import annotations

import keyword
import textwrap
import unicodedata

from hypothesis import strategies as st

from aidoc_core.answers.answer import Answer, Described

MARK = "\u2602"
"""Stands in every text of an answer, and in no text of a person, so that a test can tell them apart."""

_SAID = st.one_of(
    st.sampled_from(
        [
            "A word", "`code` of it", "the *stars* and **more**", "a_b_ and c__", "`` odd ` ``", "back\\slash", "::",
            "Note: one", "x : int", ":param z: no", ">>> run()", "..", "| bar", "a -- b", "`", "*", "[x][y]", "<b>",
            "日本語", "e\u0301", "\u200b", "{{ x }}", "1. one", "A sentence. And: another", "Args:", "tail ::",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters=MARK), max_size=12),
)  # fmt: skip
_BLOCK = st.builds(
    lambda prefix, words: f"{prefix}{MARK} {' '.join(' '.join(words).split())}".rstrip(),
    st.sampled_from(["", "", "", "- ", "1. ", "* "]),
    st.lists(_SAID, max_size=3),
)
TEXTS = st.lists(_BLOCK, min_size=1, max_size=4).map("\n\n".join)
"""Paragraphs and list items, each with the mark."""

NOTHING = st.sampled_from(["", " ", "\n\n", "\u200b", "\xad \u2060", "\x00"])
"""Texts in which there is nothing to see."""

_NAMES = st.one_of(
    st.sampled_from(["a", "b", "x", "x_", "_y", "__z__", "self", "größe", "名", "args", "kwargs", "A1", "param"]),
    st.from_regex(r"[^\W\d]\w{0,8}", fullmatch=True)
    .filter(str.isidentifier)
    .filter(
        # Python reads every name in this form; others cannot come from code.
        lambda name: not keyword.iskeyword(name) and unicodedata.normalize("NFKC", name) == name
    ),
)
NAMES = st.builds(lambda stars, name: stars + name, st.sampled_from(["", "", "*", "**"]), _NAMES)
"""Python names, with stars or without."""


def _described(names: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Described, ...]]:
    one = st.builds(Described, name=names, description=TEXTS | NOTHING)
    return st.lists(one, max_size=3, unique_by=lambda item: item.name).map(tuple)


_MAYBE = st.just("") | TEXTS | NOTHING
ANSWERS = st.builds(
    Answer,
    parameters=_described(NAMES),
    attributes=_described(_NAMES),
    returns=_MAYBE,
    yields=_MAYBE,
    raises=_described(_NAMES),
)
"""Any sections, without a summary: what completes a person's text."""
WHOLE_ANSWERS = st.builds(
    lambda answer, summary, description: Answer(
        summary=summary,
        description=description,
        parameters=answer.parameters,
        attributes=answer.attributes,
        returns=answer.returns,
        yields=answer.yields,
        raises=answer.raises,
    ),
    ANSWERS,
    _MAYBE,
    _MAYBE,
)
"""Any sections, with a summary and a description or without."""

_PIECES = (
    "", "", "Do it.", "More text of *theirs*.", "Usage::", "    an indented block", "- a list", "- of two\n  items",
    "1. first\n2. second", ">>> f(1)\n2", "Über ``alles``.", "Title\n=====", "Title\n-----", ".. note:: Look.",
    ".. note::\n\n   Look.", "Text\n:param q: in a sentence.", "::", "+---+\n| a |", "=== ===\na   b\n=== ===", "..",
    ".. _target:", "| a line\n| block", "term\n    definition", "-o  option", "\tTabbed", "*unclosed", "`unclosed", "___",
    ":param a: The a.", ":type a: int", ":param int b: The b,\n    and more.", ":returns: It.", ":rtype: str",
    ":raises ValueError: If so.", ":ivar x: The x.", ":vartype x: int", ":cvar y: The y.", ":var z: The z.",
    ":yields: One.", ":meta private:", ":Author: Me", ":param:", ":param a", ":: no field", ":Parameters: * **a** -- A.",
    "Args:\n    a: The a.\n    b (int): The b,\n        more of it.", "Args:\n    *args: Some.", "Args:", "Args:\n\n    a: A.",
    "Args:\n  odd: two spaces\n     deeper: three more", "Returns:\n    It.", "Returns:\n    int: It.", "Yields:\n    One.",
    "Raises:\n    ValueError: If so.", "Attributes:\n    x: The x.\n    y (int): The y.", "Example:\n    >>> f()",
    "Note:\n    A note.", "Warning: Look\n    A titled one.", "Keyword Args:\n    k: The k.", "Other Parameters:\n    o: O.",
    "Parameters\n----------\na : int\n    The a.\nb, c\n    Both.", "Returns\n-------\nint\n    It.",
    "Yields\n------\nint\n    One.", "Raises\n------\nValueError\n    If so.", "Attributes\n----------\nx : int\n    The x.",
    "See Also\n--------\nf : The same.", "Parameters\n----------", "Examples\n--------\n>>> f()\n1", "Notes\n-----\nA note.",
    "Other Parameters\n----------------\no\n    O.", "Parameters\n---\nodd : int",
)  # fmt: skip
_PIECE = st.one_of(
    st.sampled_from(_PIECES), st.text(st.characters(codec="utf-8", exclude_characters=MARK), max_size=20)
)


@st.composite
def _docstring(draw: st.DrawFn) -> str:
    parts = draw(st.lists(_PIECE, max_size=7))
    text = draw(st.sampled_from(["\n\n", "\n\n", "\n"])).join(parts)
    if draw(st.booleans()):
        text = f"Do it.\n\n{text}"
    if draw(st.integers(0, 5)) == 0:
        text = textwrap.indent(text, draw(st.sampled_from([" ", "    ", "\t"])))
    return text


DOCSTRINGS = _docstring()
"""Prose, sections of all three styles, mixed, malformed, oddly indented, in any script."""
