"""No regular expression of the packages takes the square of a text's length: they are found by looking, not by a list."""

from __future__ import annotations

import ast
import re
from typing import Any

import pytest

from aidoc_core.patterns import OnUse, regex
from tests.core.patterns import (
    Found,
    all_patterns,
    compiled_at_import,
    inside_of,
    made_inside,
    modules,
    tree_of,
    written,
)
from tests.core.test_linear_time import ALLOWED, CASES, SIZE, growth, run

OPENINGS = (
    ".. module::", ".. automodule:: a", "```{module}", ":a:", ":a: b", "param ", "param a", "  ", "x", "@a ", "`a <", "<a ",
)  # fmt: skip
RUNS = (" ", "a", "\t", ":", "a ", "`", "<a")
WORST = [(opening, atom, ending) for opening in OPENINGS for atom in RUNS for ending in ("x", "\x01")]
EVERY, EVERY_SLOW = 64, 8
"""Each pattern is fed one in so many texts, others than its neighbours: in `make test`, and in `make test-all`."""
PATTERNS = all_patterns()


def _look(found: Found, said: str) -> None:
    text: Any = said.encode() if isinstance(found.pattern.pattern, bytes) else said
    if found.anywhere:
        for _ in found.pattern.finditer(text):
            pass
    else:
        found.pattern.match(text)
        found.pattern.fullmatch(text)


def _too_much(found: Found, first: int, every: int) -> list[str]:
    return [
        f"{found.where}: {case}: {grown:.0f} times"
        for case in [*WORST, *CASES][first::every]
        if (grown := growth(lambda text: _look(found, text), run(*case), SIZE)) >= ALLOWED
    ]


def test_patterns_are_linear() -> None:
    """Four times the text is no more than about four times the work, whatever is repeated in it."""
    assert [told for n, found in enumerate(PATTERNS) for told in _too_much(found, n % EVERY, EVERY)] == []


@pytest.mark.slow
@pytest.mark.parametrize("n", range(len(PATTERNS)), ids=lambda n: PATTERNS[n].where)
def test_patterns_are_linear_for_more_texts(n: int) -> None:
    """The same with more texts."""
    assert _too_much(PATTERNS[n], n % EVERY_SLOW, EVERY_SLOW) == []


def test_patterns_are_found() -> None:
    """In modules, in tables of modules, and in functions; by what each of them is known for."""
    where = {found.where for found in PATTERNS}
    assert "sphinx_aidoc.directives._REST" in where
    assert any(one.startswith("aidoc_core.redaction.formats.") for one in where)
    assert any(one.startswith("aidoc_core.checks.certain:") for one in where)


def test_no_module_compiles_when_it_is_imported() -> None:
    """It would cost every build that imports it, and most builds use few of its patterns."""
    assert {module.__name__: lines for module in modules() if (lines := compiled_at_import(tree_of(module)))} == {
        "aidoc_core.cli.conf_py": [19]
    }  # of bytes; imported by a command that uses it


def test_an_expression_is_compiled_once_and_on_use() -> None:
    """It is then what `re.compile` gives; what is wrong with it shows there, too."""
    written: Any = regex(r"(?P<first>a+)b", re.IGNORECASE)
    assert isinstance(written, OnUse)
    assert written.pattern == r"(?P<first>a+)b"
    assert "search" not in vars(written)
    plain = re.compile(r"(?P<first>a+)b", re.IGNORECASE)
    assert written.compiled() is written.compiled()
    assert (written.compiled(), written.flags, written.groupindex) == (plain, plain.flags, plain.groupindex)
    assert [one["first"] for one in written.finditer("xAab ab")] == ["Aa", "a"]
    assert written.sub(r"<\g<first>>", "xAab ab") == "x<Aa> <a>"
    assert "sub" in vars(written)
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("")
    with pytest.raises(AttributeError):
        _ = written.nothing_of_the_kind


def test_patterns_made_when_called_are_known() -> None:
    """Which they are cannot be seen from outside, so each needs a test of its own, or a look."""
    assert made_inside() == [
        "aidoc_core.answers.plain._is",  # dates, paths and states, at one place
        "aidoc_core.checks.default_owners._is_whole",  # one value between ends of words
        "aidoc_core.checks.described._is_of_another",  # one name, and at most three hundred characters before it
        "aidoc_core.checks.nearby.near",  # one name between ends of words, on one line after the other
        "aidoc_core.checks.pointed._is_pointed_at",  # one quote, as it is written
        "aidoc_core.checks.pointed.is_of_protocol",  # one name between ends of words
        "aidoc_core.checks.promises._evidence_of",  # stems of words, at one place, on one word
        "aidoc_core.checks.recognition.matters.any_of",  # its results stand in a table
        "aidoc_core.checks.sentences.assumed.assumed",  # one name between ends of words
        "aidoc_core.checks.sentences.invented._is_marked",  # one name, in sentences of at most 24 words
        "aidoc_core.checks.sentences.invented._is_spoken_of",  # one name between marks of code
        "aidoc_core.checks.sentences.parts.leaves_part_alone",  # one name, and three words before it
        "aidoc_core.checks.sentences.refused._names",  # one name between ends of words
        "aidoc_core.checks.stated_types.is_one_of_parts",  # one word for a type, and what is right beside it
        "aidoc_core.checks.techniques._technique",  # its results stand in a table
        "aidoc_core.model.written._split",  # a label of at most 63 characters
        "aidoc_core.patterns.compiled",  # what modules hold
        "aidoc_core.redaction.formats._make",  # its results stand in a table
        "aidoc_core.redaction.lexer._stop",  # tested as `redact_code`
        "aidoc_core.render.mark._not_among",  # one sign
        "sphinx_aidoc.signed.written_signatures",  # one name, bounded, at one place
    ]


def test_a_square_is_noticed() -> None:
    """What the test is for: a pattern in a function, with two runs of the same in a row."""
    source = 'def f(text):\n    return re.match(r"x\\s*(.*?)\\s*$", text)\n'
    [(name, call)] = inside_of(ast.parse(source))
    pattern = written(call)
    assert pattern is not None
    assert (name, pattern.pattern) == ("f", r"x\s*(.*?)\s*$")
    found = Found(where=name, pattern=re.compile(pattern.pattern), anywhere=False)
    assert growth(lambda text: _look(found, text), run("xa", " ", "x"), SIZE) >= ALLOWED
