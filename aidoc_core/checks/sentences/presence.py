"""Whether a sentence says of a thing that it is there, or so and so, where every test asks for the contrary.

"When a runner is set" against `self.runner is None`, "if the file does not exist" against `path.exists()`, "for files
with the extension `.png`" against `suffix not in (".png", ".jpg")`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from aidoc_core.checks.raising import atoms
from aidoc_core.checks.sentences.polarity import sign_of, sign_of_test
from aidoc_core.checks.words import stem, words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.checks.guards import Guard

_THERE = r"set|given|passed|defined|provided|available|present|supplied|specified|configured|attached|registered|there"
_GONE = r"missing|absent|unset|none|omitted|lacking"
_IS = regex(
    r"\b(?P<none>no|neither)?\s*(?:(?:an?|the|any|its|this)\s+)?[`]{0,2}(?P<thing>[a-z_]\w+)[`]{0,2}\s+(?:is|are|was|were|has\s+been"
    rf"|have\s+been)\s+(?P<only>only\s+)?(?P<denied>not\s+|never\s+)?(?:already\s+|yet\s+)?[`]{{0,2}}(?:(?P<there>{_THERE})|(?P<gone>{_GONE}))\b"
)
_SEVERAL = regex(r"\b(?:and|or|nor|unless|both|either|only)\b")
_PREDICATE = regex(
    r"\b(?:if|when|whenever|where|as)\b[^.;]*?\s(?:(?:does|do|did)\s+not\s+(?:yet\s+|already\s+)?(?P<verb>[a-z]{4,})|(?:already\s+)?(?P<does>[a-z]{4,}s)"
    r"|(?:is|are|was|has\s+been)\s+(?:(?:not|already|yet|still)\s+)*(?:an?\s+)?(?P<state>[a-z]{4,}))(?:\s+(?:yet|already))?\W*$"
)
_LITERAL = regex(r"`{1,2}[\"']?([\w.+/-]{1,40})[\"']?`{1,2}|\"([\w.+/ -]{1,40})\"")
_SPARED = regex(
    r"\b(?:other\s+than|not|neither|nor|except|unless|without|no|only|any\s+but|another|different|than)\b|n['\u2019]t\b"
)


def turned(part: str, found: Sequence[Guard]) -> bool:
    """Whether a condition of a sentence is the contrary of what is asked at every place that raises the exception.

    Args:
        part: The condition of the sentence.
        found: The places.
    """
    lower = part.lower()
    asked = [[atom for test, so in one.tests for atom in atoms(test, holds=so)] for one in found]
    if not asked or not all(asked):
        return False
    if _is_spared(part, asked):
        return True
    if _SEVERAL.search(lower):
        return False
    told = _told(lower)
    if told is None:
        return False
    sign, said, is_there = told
    signs = [{of for name, of in _asked(one, is_there=is_there) if said & _stems(name)} for one in asked]
    return all(one == {-sign} for one in signs)


def _told(lower: str) -> tuple[int, frozenset[str], bool] | None:
    """The sign of a condition, and what it is about: a thing that is there, or what is told of one."""
    found = [*_IS.finditer(lower)]
    if len(found) == 1:
        match = found[0]
        turns = bool(match["none"]) + bool(match["denied"]) + bool(match["gone"])
        return (-1 if turns % 2 else 1), _stems(match["thing"]), True
    predicate = _PREDICATE.search(lower) if not found else None
    if predicate is None:
        return None
    sign = sign_of(lower)
    return (sign, _stems(predicate["verb"] or predicate["does"] or predicate["state"]), False) if sign else None


def _asked(one: list[tuple[ast.expr, bool]], *, is_there: bool) -> Iterator[tuple[str, int]]:
    """The names of things of which tests ask whether they are there, or of predicates, each with the sign."""
    for test, so in one:
        match test:
            case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=None)]):
                if is_there:
                    yield _last(left), sign_of_test(test, holds=so)
            case ast.Name() | ast.Attribute():
                yield _last(test), 1 if so else -1
            case ast.Call(func=ast.Name() | ast.Attribute() as func) if not is_there:
                yield _last(func), 1 if so else -1


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text)) - _AUXILIARY


_AUXILIARY = frozenset({"is", "has", "can", "self"})


def _last(node: ast.expr) -> str:
    return (node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else "").strip("_")


def _is_spared(part: str, asked: list[list[tuple[ast.expr, bool]]]) -> bool:
    """Whether a text names a value for which every place is said to raise, and that every place spares."""
    named = {one for match in _LITERAL.finditer(part) for one in match.groups() if one}
    return bool(named) and not _SPARED.search(part.lower()) and all(named & _spared_by(one) for one in asked)


def _spared_by(one: list[tuple[ast.expr, bool]]) -> set[str]:
    """The texts for which the tests of a place do not hold."""
    found: set[str] = set()
    for test, so in one:
        match test:
            case ast.Compare(ops=[ast.NotIn() | ast.In() as op], comparators=[right]) if (
                isinstance(op, ast.NotIn) == so
            ):
                values = right.elts if isinstance(right, ast.Tuple | ast.List | ast.Set) else []
            case ast.Compare(ops=[ast.NotEq() | ast.Eq() as op], comparators=[right]) if (
                isinstance(op, ast.NotEq) == so
            ):
                values = [right]
            case _:
                continue
        found |= {str(value.value) for value in values if isinstance(value, ast.Constant) and len(str(value.value)) > 1}
    return found
