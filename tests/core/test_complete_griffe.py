"""Laws of completing for mkdocstrings: whatever a person wrote and whatever the answer, both are there, unchanged."""

from __future__ import annotations

import logging
from pathlib import Path

import griffe
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.render.attaching import fill
from aidoc_core.render.markdown import line, prose
from tests.keeping import added_sections, plain, wanted_sections
from tests.laws import law
from tests.texts import ANSWERS, DOCSTRINGS, WHOLE_ANSWERS

CODE = """
class A:
    x: int = 1
    y = 2
    def f(self, a: int, b=2, *args: str, k: float = 1.0, **kwargs) -> dict:
        raise ValueError
    def g(self, a):
        yield a
"""
STYLES = ("google", "numpy", "sphinx", "auto", None)
JOINED = ("parameters", "attributes", "raises")


@pytest.fixture(scope="module")
def parents():
    """A class, a method with everything, and a generator without annotations."""
    module = griffe.visit("m", filepath=Path("m.py"), code=CODE)
    logging.getLogger("griffe").disabled = True
    yield {"class": module["A"], "f": module["A.f"], "g": module["A.g"]}
    logging.getLogger("griffe").disabled = False


@law(600)
@given(human=DOCSTRINGS, answer=ANSWERS, style=st.sampled_from(STYLES), which=st.sampled_from(["class", "f", "g"]))
@example(human="\n    Do it.\n\n      indented", answer=Answer(), style="google", which="f")
def test_a_persons_sections_stay_and_exactly_the_answer_isadded_sections(parents, human, answer, style, which):
    """The docstring's text is the person's; its sections are theirs and the answer's fields, and nothing else."""
    alone = griffe.Docstring(human, parent=parents[which], parser=style)
    assume(alone.value.strip())
    before = alone.parsed
    filled = fill(parents[which], griffe.Docstring(human, parent=parents[which], parser=style), answer, "")
    assert filled.value == alone.value
    assert sorted(added_sections(before, filled.parsed)) == sorted(wanted_sections(answer))
    assert plain(filled.parsed) == plain(filled.parsed)  # reading it twice adds nothing twice


@law(300)
@given(answer=WHOLE_ANSWERS, human=st.sampled_from([None, "", " \n "]), which=st.sampled_from(["class", "f", "g"]))
def test_without_a_text_the_answer_is_all_there_is(parents, answer, human, which):
    """Summary, description and sections of the answer, none of them empty."""
    given_ = None if human is None else griffe.Docstring(human, parent=parents[which])
    filled = fill(parents[which], given_, answer, "")
    text = "\n\n".join(part for part in (line(answer.summary), prose(answer.description)) if part)
    before = [griffe.DocstringSectionText(text)] if text else []
    assert sorted(added_sections(before, filled.parsed)) == sorted(wanted_sections(answer))
    assert bool(filled.added) is bool(text or wanted_sections(answer))


def test_sections_stand_where_a_reader_looks_for_them(parents):
    """What is added goes before what comes later in a docstring, and behind what comes earlier."""
    human = "Do it.\n\nArgs:\n    a: The a.\n\nRaises:\n    ValueError: If so.\n\nExamples:\n    >>> 1\n    1"
    answer = Answer(
        parameters=(Described(name="**kwargs", description="More."),),
        returns="It.",
        raises=(Described(name="KeyError", description="Or so."),),
    )
    filled = fill(parents["f"], griffe.Docstring(human, parent=parents["f"], parser="google"), answer, "M")
    assert [section.kind.value for section in filled.parsed] == [
        *("text", "parameters", "returns", "raises", "examples", "text")
    ]
    assert [item.name for item in filled.parsed[1].value] == ["a", "**kwargs"]
