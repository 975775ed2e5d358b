"""Laws of the last net: our own rendering leaves a person's words as they are, and whatever does not is found."""

from __future__ import annotations

from pathlib import Path

import griffe
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.render.attaching import attach, fill
from aidoc_core.render.loss import Loss, contradicted, first_loss, words_of
from tests.laws import law
from tests.texts import ANSWERS, DOCSTRINGS

PARENT = griffe.visit(
    "m", filepath=Path("m.py"), code="def f(a: int, b=2, *args: str, **kwargs) -> dict:\n    raise ValueError\n"
)["f"]
WORDS = st.lists(st.sampled_from(["a", "the", "timeout", "of", "it", "param", "größe", "x_1"]), max_size=12)


def interleaved(draw, first, second):
    """Two lists as one, each in its order."""
    left, right, whole = list(first), list(second), []
    while left or right:
        whole.append((left if left and (not right or draw(st.booleans())) else right).pop(0))
    return whole


@law(300)
@given(human=DOCSTRINGS, answer=ANSWERS, style=st.sampled_from(["google", "numpy", "sphinx"]))
def test_our_own_sections_pass(human, answer, style):
    """Whatever a person wrote and whatever the answer: the net finds nothing, and the answer is there."""
    docstring = griffe.Docstring(human, parent=PARENT, parser=style)
    losses: list[Loss] = []
    filled = fill(PARENT, docstring, answer, "")
    filled.on_loss = losses.append
    _ = filled.parsed
    assert losses == []


@law(400)
@given(data=st.data(), before=WORDS, added=WORDS)
def test_added_words_are_no_loss_and_everything_else_is(data, before, added):
    """Words put between a person's words pass; one taken out, moved or said twice is found."""
    after = interleaved(data.draw, before, added)
    assert first_loss(before, after, added) is None
    assume(before)
    place = data.draw(st.integers(0, len(before) - 1))
    word = before[place]
    gone = first_loss(before, interleaved(data.draw, before[:place] + before[place + 1 :], added), added)
    assert gone is not None
    assert gone.what == "lost"
    twice = data.draw(st.integers(0, len(after)))
    assert first_loss(before, [*after[:twice], word, *after[twice:]], added) == Loss(what="doubled", word=word)


def test_a_moved_word_is_lost():
    """Order counts, though every word is there."""
    assert first_loss(["one two three"], ["two one three"], []) == Loss(what="lost", word="two")


def test_words_are_what_a_reader_sees():
    """Markup, escapes and line breaks are no words; the joining may write some of its own."""
    assert words_of(["**a\\_b** -- it's\n  `x.y`"]) == ["a_b", "it", "s", "x", "y"]
    assert first_loss(["a it"], [":param a: it", ":param b: that"], ["b that"], markup={"param"}) is None
    assert first_loss(["a it"], [":param a: it a"], [], markup={"param"}) == Loss(what="doubled", word="a")


@pytest.mark.parametrize(
    ("described", "shown", "wanted"),
    [
        (["a", "*args"], ["a", "*args"], None),
        (["a", "*", "***b", "not a name"], ["a"], None),
        (["a", "c"], ["a", "b"], Loss(what="contradicted", word="c")),
        (["c"], ["a", "**kwargs"], None),
        ([], [], None),
    ],
)
def test_parameters_are_those_of_the_signature(described, shown, wanted):
    """A described parameter has to be shown, unless any keyword is taken."""
    assert contradicted(described, shown) == wanted


def test_a_contradiction_leaves_the_docstring_as_it_is():
    """A description of a parameter that an extension took out of the signature is not shown."""
    parent = griffe.visit("m", filepath=Path("m.py"), code="def f(a): ...\n")["f"]
    losses: list[Loss] = []
    answer = Answer(parameters=(Described(name="gone", description="It."),))
    attach(parent, answer, on_loss=losses.append)
    assert parent.docstring is None
    assert losses == [Loss(what="contradicted", word="gone")]
