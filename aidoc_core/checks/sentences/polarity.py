"""Whether a text or a test affirms something or denies it: "is not set", `x is None`, "fewer than", `x < y`."""

from __future__ import annotations

import ast

from aidoc_core.patterns import regex

_DENIES = regex(
    r"\b(?:not|no|never|without|cannot|neither|nor|none|lacks?|lacking|missing|absent|omitted|unset|empty|other\s+than"
    r"|false|unknown|unrecogni[sz]ed|unregistered|nonexistent|anything\s+but"
    r"|fail(?:s|ed|ing|ure)?(?!\s+to\b)|fails?\s+to|unable)\b|n['\u2019]t\b|\bnon-(?!negative|positive|empty|zero|none|null)\w"
)
_NOT_ALLOWED = regex(
    r"\b(?:not|never|cannot\s+be|may\s+not\s+be)\s+(?:\w+ly\s+)?(?:supported|allowed|permitted|accepted|possible|valid)\b"
)
_NOT_NONE = regex(
    r"\bnot\s+(?:be\s+)?(?:none|empty|missing|absent|unknown|unset|omitted)\b"
    r"|\b(?:none\s+of|no|neither\s+of)\s+(?:the\s+)?(?:\w+\s+)?(?:is|are)\s+(?:missing|absent|empty|unset|omitted|unknown)\b"
)
_FAILS_WITH = regex(r"\bfails?\s+(?:with|by)\b|\b(?:call|function|method|it|operation)\s+(?:fails|will\s+fail)\b")
"""Another word for an exception."""
_PROHIBITED = regex(
    r"\b(?:cannot|can\s+not|can['\u2019]?t|must\s+not|may\s+not|should\s+not|unable\s+to)\b(?!\s+(?:\w+ly\s+)?(?:be\s+)?(?:find|found"
    r"|locate|determine|load|parse|read|resolve|infer|get|open|connect|convert|decode|import|match|detect|identif|access))"
)
"""What must not be done, as a message says that it was: `cannot abandon a finished trial`."""
_INVALID = regex(
    r"\b(?:invalid|unsupported|illegal|wrong|unexpected|bad|incorrect|malformed|unsuitable|out\s+of\s+range)\b"
)
"""What fits any test that refuses something."""
_DEMANDS = regex(
    r"\b(?:must|should|requires?|required|needs?|has\s+to|have\s+to|ha[sd]\s+better|expected|expects?|please|ensure|make\s+sure"
    r"|(?:is|are)\s+only\s+(?:\w+\s+)?(?:for|supported|allowed)|(?:can|may)\s+only)\b"
)
_LESS = regex(
    r"\b(?:less|fewer|smaller|lower|shorter|earlier|below|under|at\s+most|too\s+(?:few|small|short|low)|negative)\b"
)
_MORE = regex(
    r"\b(?:more|greater|larger|higher|longer|bigger|later|above|over|exceeds?|exceeding|exceeded|at\s+least"
    r"|too\s+(?:many|large|long|high|big)|positive)\b"
)
_UNLESS = regex(r"\bunless\b")
_QUOTES = regex(r"[`'\"]")


def sign_of(text: str) -> int:
    """1 for a text that affirms, -1 for one that denies; 0 where that cannot be told."""
    lower = _QUOTES.sub("", text.lower())
    if _NOT_ALLOWED.search(lower) or _INVALID.search(lower):
        return 0  # that it is, or that it is said to be
    lower = _NOT_NONE.sub(" ", _FAILS_WITH.sub(" ", lower))
    less, more = len(_LESS.findall(lower)), len(_MORE.findall(lower))
    denials = len(_DENIES.findall(lower))
    if denials + less + more > 1:
        return 0  # several conditions
    turns = denials + less + bool(_DEMANDS.search(lower)) + bool(_UNLESS.search(lower))
    return -1 if turns % 2 else 1


def sign_of_message(text: str) -> int:
    """The sign of the condition that a message tells of: what it forbids is there, what it demands is not."""
    return sign_of(_PROHIBITED.sub(" ", text.lower()))


_SAME = regex(
    r"\b(?:same|equals?|equal|identical|match(?:es|ing|ed)?|agree\w*|correspond\w*|coincid\w*|as\s+(?:many|long|large|wide)\b[^.;]{0,60}\bas"
    r"|consistent)\b"
)
_DIFFERENT = regex(r"\b(?:differ\w*|unequal|mismatch\w*|inconsistent|unlike|other\s+than|disagree\w*|deviat\w*)\b")
_NOT = regex(r"\b(?:not|never|no|fails?\s+to|unless)\b|n['\u2019]t\b")


def likeness_of(text: str) -> int:
    """1 for a text on things that are alike, -1 where they differ; 0 where it is about something else, or unclear."""
    lower = text.lower()
    same, different, denials = (len(one.findall(lower)) for one in (_SAME, _DIFFERENT, _NOT))
    if same + different != 1 or denials > 1:
        return 0
    return (1 if same else -1) * (-1 if denials else 1)


def likeness_of_test(test: ast.expr | None, *, holds: bool) -> int:
    """1 for `a == b`, -1 for `a != b`, of what is not written out; 0 for another test."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return -likeness_of_test(operand, holds=holds)
        case ast.Compare(ops=[ast.Eq() | ast.NotEq()], comparators=[ast.Constant()]):
            return 0
        case ast.Compare(ops=[ast.Eq() | ast.NotEq() as op]):
            return 1 if isinstance(op, ast.Eq) == holds else -1
    return 0


def sign_of_test(test: ast.expr | None, *, holds: bool) -> int:  # noqa: PLR0911 - a sort of test a line
    """The sign of a condition: -1 for `not x`, `x is None`, `x not in y`, `x < y`."""
    so = 1 if holds else -1
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return -sign_of_test(operand, holds=holds)
        case ast.BoolOp(values=values):
            signs = {sign_of_test(one, holds=holds) for one in values}
            return signs.pop() if len(signs) == 1 else 0
        case ast.Compare(ops=[ast.Is() | ast.Eq()], comparators=[ast.Constant(value=None)]):
            return -so
        case ast.Compare(ops=[ast.IsNot() | ast.NotEq()], comparators=[ast.Constant(value=None)]):
            return so
        case ast.Compare(ops=[ast.In()]):
            return so
        case ast.Compare(ops=[ast.NotIn()]):
            return -so
        case ast.Compare(ops=[ast.Lt() | ast.LtE()]):
            return -so
        case ast.Compare(ops=[ast.Gt() | ast.GtE()]):
            return so
        case ast.Call() | ast.Name() | ast.Attribute():
            return so
    return 0
