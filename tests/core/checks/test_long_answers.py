"""What checking an answer costs grows with its length and no faster, whatever it says again and again.

Work is counted, not timed: calls of functions and of what is built in, and steps of generators. What no call is made
for, such as one search through a long text, `tests/core/test_linear_time.py` judges by the growth of its time.
"""

from __future__ import annotations

import itertools
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.answer import LONGEST as LONGEST_FIELD
from aidoc_core.checks import check
from aidoc_core.checks.passages import LONGEST, sentences, without_sentences
from aidoc_core.code.gaps import Gaps
from tests.laws import few, law

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.objects import ApiObject

TIMES, ALLOWED = 4, 6
"""How much longer the second answer is, and how much more work it may be: 16 times as much would be a square."""

# Of each reader some words that it looks for: it may ask for each of them what stands around it.
WORDS = """
    env environment file log prints url http network server database socket session request cache cached warning
    default optional required keyword parameter size None True ValueError raises returns yields iterates generator
    coroutine async await context manager decorator property static abstract thread lock deprecated version 2.0
    sorted first last between zero 10 seconds KiB sha256 utf-8 sanitizes password presumably todo I source
    if when unless not never no cannot only must may instead otherwise that which and or without to the a is are
    RFC --flag $HOME config.toml https://a.example/b `size` `a.b` `f()` `SOME_NAME` a.b f()
    ы漢字 漢字 é हिन्दी ไทย 日本語。
""".split()  # noqa: SIM905
SIGNS = ("`", "``", "(", "[", "](", "{", "|", ",", ";", ":", "-", "\n", "\n\n", "\n- ", "\n    ", "1. ", "é", "?", '"')
ENDS = (" ", ". ", ", ", "\n- ")


def _cases() -> Iterator[str]:
    yield from SIGNS
    yield from (word + end for word, end in itertools.product(WORDS, ENDS))
    yield from (f"A {word} $${end}" for word, end in itertools.product(WORDS, ENDS))
    yield from (f"{word} {other}{end}" for word, other, end in zip(WORDS, WORDS[1:], itertools.cycle(ENDS)))


def _text(atom: str, length: int, first: int) -> str:
    """A text that repeats something; `$$` in it is another number each time."""
    return "".join(atom.replace("$$", str(n)) for n in range(first, first + length))[:length]


def _work(text: str, obj: ApiObject) -> int:
    """Calls and steps that checking takes of an answer with a text."""
    counted = 0

    def count(_frame: object, event: str, _value: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    answer = {"summary": "Do it.", "description": text}
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        check(answer, obj, gaps=Gaps(summary=True))
    finally:
        sys.setprofile(before)
    return counted


def _grown(atom: str, obj: ApiObject) -> float:
    _work(_text(atom, 200, 1), obj)  # what is read of the package once
    short = _work(_text(atom, LONGEST_FIELD // TIMES, 10_000), obj)
    return _work(_text(atom, LONGEST_FIELD, 20_000), obj) / short


@pytest.mark.parametrize("atom", few(_cases(), every=16))
def test_work_grows_with_the_length(depot: dict[str, ApiObject], atom: str) -> None:
    """Four times the text is about four times the work, for each word that some reader looks for."""
    assert _grown(atom, depot["parcels.renamed"]) < ALLOWED


@given(
    atom=st.lists(st.sampled_from((*WORDS, *SIGNS, "$$")), min_size=1, max_size=6).map(" ".join),
    end=st.sampled_from(ENDS),
)
@law(60)
def test_work_grows_with_the_length_of_mixtures(depot: dict[str, ApiObject], atom: str, end: str) -> None:
    """The same for sentences that nobody thought of."""
    assert _grown(atom + end, depot["parcels.renamed"]) < ALLOWED


RUN_ON = st.lists(
    st.sampled_from(("word", "`span`", ", ", "; ", " ", "\n", "漢", "x" * 250, "Otherwise it is kept")), max_size=120
).map("".join)


@given(text=RUN_ON)
@law(200)
def test_what_never_ends_is_several_sentences(text: str) -> None:
    """Each is short enough, none of the text is lost, and each of them can be taken out of it."""
    found = sentences(text)
    assert all(len(sentence) <= LONGEST for sentence in found)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert without_sentences(text, frozenset()) == text.strip()
    assert without_sentences(text, frozenset(), frozenset(found)) == ""


def test_a_text_without_full_stops_is_taken_apart_at_its_pauses() -> None:
    """At the ends of lines if it has some, else at commas; a sentence of usual length stays whole."""
    lines = [f"item {n}: what it is, and what it does" for n in range(40)]
    assert all(part.endswith("what it does") for part in sentences("\n".join(lines)))
    assert all(part.endswith(("it is;", "does;", "does")) for part in sentences(", ".join(lines).replace(",", ";")))
    assert sentences("word " * 100) == [("word " * 100).strip()]
