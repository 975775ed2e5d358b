"""Whether a sentence says of a thing that it is there, against a test of whether it is: "when a runner is set"."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from aidoc_core.checks.sentences.polarity import sign_of_test
from aidoc_core.checks.words import stem, words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_THERE = r"set|given|passed|defined|provided|available|present|supplied|specified|configured|attached|registered|there"
_GONE = r"missing|absent|unset|none|omitted|lacking"
_IS = regex(
    r"\b(?P<none>no|neither)?\s*(?:(?:an?|the|any|its|this)\s+)?[`]{0,2}(?P<thing>[a-z_]\w+)[`]{0,2}\s+(?:is|are|was|were|has\s+been"
    rf"|have\s+been)\s+(?P<only>only\s+)?(?P<denied>not\s+|never\s+)?(?:already\s+|yet\s+)?[`]{{0,2}}(?:(?P<there>{_THERE})|(?P<gone>{_GONE}))\b"
)
_SEVERAL = regex(r"\b(?:and|or|nor|unless|both|either|only)\b")


def presence_turned(part: str, test: ast.expr | None, *, holds: bool) -> bool:
    """Whether a part of a sentence says of one thing that it is there, where a test wants it away, or the reverse.

    Args:
        part: The condition of the sentence.
        test: The condition of the code.
        holds: Whether it holds there.
    """
    found = [*_IS.finditer(part.lower())]
    if test is None or len(found) != 1 or _SEVERAL.search(part.lower()):
        return False
    match = found[0]
    turns = bool(match["none"]) + bool(match["denied"]) + bool(match["gone"])
    told = -1 if turns % 2 else 1
    thing = {stem(word) for word in words(match["thing"])}
    signs = {sign for name, sign in _tested(test, holds=holds) if thing == {stem(word) for word in words(name)}}
    return signs == {-told}


def _tested(test: ast.expr, *, holds: bool) -> Iterator[tuple[str, int]]:
    """The names of which a test asks whether they are there, each with 1 if it is to be there."""
    match test:
        case ast.BoolOp(op=ast.And(), values=values) if holds:
            for value in values:
                yield from _tested(value, holds=True)
        case ast.BoolOp(op=ast.Or(), values=values) if not holds:
            for value in values:
                yield from _tested(value, holds=False)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _tested(operand, holds=not holds)
        case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=None)]):
            yield _last(left), sign_of_test(test, holds=holds)
        case ast.Name() | ast.Attribute():
            yield _last(test), 1 if holds else -1


def _last(node: ast.expr) -> str:
    return (node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else "").strip("_")
