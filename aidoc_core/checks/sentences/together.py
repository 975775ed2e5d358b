"""Which of two parameters a sentence wants passed, or refuses, against the tests that guard an exception.

"Exactly one of `a` and `b`", "both", "neither": each says which of the four cases is refused. The tests in front of a
`raise` are worked out for all four.
"""

from __future__ import annotations

import ast
from itertools import product
from typing import TYPE_CHECKING

from aidoc_core.checks.guards import guards_of
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.checks.guards import Guard
    from aidoc_core.checks.target import Target

Case = tuple[bool, bool]

_SPAN = regex(r"`{1,2}([A-Za-z_]\w*)`{1,2}")
_BOTH, _NEITHER = frozenset({(True, True)}), frozenset({(False, False)})
_ONE = frozenset({(True, False), (False, True)})
_EVERY = _BOTH | _NEITHER | _ONE
_SAYS: tuple[tuple[str, frozenset[Case]], ...] = (
    (r"\b(?:exactly|only|just)\s+one\s+of\b", _ONE),
    (r"\b(?:neither|none\s+of|without\s+either)\b", _NEITHER),
    (r"\b(?:more\s+than\s+one|together|at\s+the\s+same\s+time|simultaneously|both)\b", _BOTH),
)
_COMPILED = tuple((regex(pattern), cases) for pattern, cases in _SAYS)
_DEMANDS = regex(
    r"\b(?:must|has\s+to|have\s+to|should|needs?\s+to|required|unless|expected|not|cannot|only\s+if|otherwise|or\s+else)\b"
)
_REFUSES = regex(r"\b(?:rais\w+|thrown?|rejected|fails|results?\s+in|leads?\s+to|error|refused)\b")
_FIRST_PART = regex(r"[;\u2014]|\.\s|:\s|,\s+(?:as|because|since|which|whereas|while|and|but)\b")


def wrongly_together(text: str, exception: str, subject: Target) -> str:
    """What is wrong with what a sentence says of two parameters and an exception; empty if nothing is.

    Args:
        text: The sentence.
        exception: The exception, without modules.
        subject: The object.
    """
    part = _FIRST_PART.split(text.replace(exception, " ").strip(" :."))[0]
    parameters = {parameter.name for parameter in subject.obj.parameters}
    names = [name for name in dict.fromkeys(_SPAN.findall(part)) if name in parameters]
    lower = part.lower()
    if len(names) != 2 or subject.definition is None or not _REFUSES.search(text.lower()) or _DEMANDS.search(lower):  # noqa: PLR2004
        return ""
    told = [cases for pattern, cases in _COMPILED if pattern.search(lower)]
    guards = guards_of(subject.definition, exception) if len(told) == 1 else []
    refused = _refused(names, guards)
    if refused is None or not refused or told[0] & refused:
        return ""
    return _named(told[0], names)


def _named(cases: frozenset[Case], names: list[str]) -> str:
    first, last = names
    if cases == _ONE:
        return f"where one of '{first}' and '{last}' is passed"
    which = "both" if cases == _BOTH else "neither"
    return f"where {which} of '{first}' and '{last}' {'are' if cases == _BOTH else 'is'} passed"


def _refused(names: list[str], guards: Iterable[Guard]) -> frozenset[Case] | None:
    """The cases in which one of some guards lets an exception through; nothing where another test decides."""
    found: set[Case] = set()
    for guard in guards:
        if not guard.names & set(names):
            continue
        for case in product((True, False), repeat=2):
            verdicts = [_holds(test, dict(zip(names, case, strict=True))) for test, _ in guard.tests]
            if None in verdicts:
                return None
            if all(verdict == so for verdict, (_, so) in zip(verdicts, guard.tests, strict=True)):
                found.add((case[0], case[1]))
    return frozenset(found)


def _holds(test: ast.expr, given: dict[str, bool]) -> bool | None:  # noqa: PLR0911 - a sort of test a line
    """Whether a test holds where some parameters are passed and others are not."""
    match test:
        case ast.BoolOp(op=op, values=values):
            verdicts = [_holds(one, given) for one in values]
            if None in verdicts:
                return None
            return any(verdicts) if isinstance(op, ast.Or) else all(verdicts)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = _holds(operand, given)
            return None if inner is None else not inner
        case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot() as op], comparators=[ast.Constant(value=None)]):
            inner = _holds(left, given)
            return None if inner is None else inner != isinstance(op, ast.Is)
        case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq() as op], comparators=[right]):
            one, other = _holds(left, given), _holds(right, given)
            return None if one is None or other is None else (one == other) == isinstance(op, ast.Eq)
        case ast.Name(id=name):
            return given.get(name)
    return None
