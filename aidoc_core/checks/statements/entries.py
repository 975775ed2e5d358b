"""Reads what an entry states of its own parameter: optional, required, on or off by default."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPTIONAL_HEAD = re.compile(
    r"^\W*(?:this\s+(?:is\s+)?(?:an?\s+)?|an?\s+)?optional\b(?!\s+(?:if|when|arguments?|keyword|parameters?|args|kwargs))",
    re.IGNORECASE,
)
_MAY_BE_LEFT = re.compile(
    r"\b(?:may|can|could)\s+(?:also\s+|safely\s+|simply\s+|just\s+)?be\s+(?:omitted|left\s+(?:out|off|unset"
    r"|empty|blank|unspecified)|skipped|dropped)\b"
    r"|\b(?:need\s+not|needn['\u2019]t)\s+(?:pass|give|supply|provide|set|specify)\s+(?:it|this|one)\b"
    r"|\b(?:need\s+not|(?:does\s+not|doesn['\u2019]t|do\s+not|don['\u2019]t)\s+(?:have"
    r"|need)\s+to)\s+be\s+(?:given|passed|set|supplied|provided|specified)\b"
    r"|\b(?:is|are|being|entirely|completely|purely|strictly|also)\s+optional\b(?!\s+[a-z])|\(optional\)"
    r"|[.;,]\s*optional\W*$|\bnot\s+(?:required|mandatory)\b"
    r"|^\W*(?:may|can)\s+be\s+omitted\b|^\W*(?:omit|leave\s+(?:it\s+)?out|skip)\b|\bcallers?\s+(?:may"
    r"|can)\s+(?:omit|skip|leave)\b",
    re.IGNORECASE,
)
_MUST_BE_GIVEN = re.compile(
    r"^\W*(?:this\s+(?:\w+\s+)?is\s+)?(?:required|mandatory|obligatory|compulsory)\W*$|^\W*(?:required"
    r"|mandatory)\s*[.;,:)\u2014\u2013]|\((?:required|mandatory)\)"
    r"|[.;,]\s*(?:required|mandatory)\W*$|\b(?:is|are)\s+(?:always\s+|strictly\s+)?(?:required|mandatory"
    r"|obligatory|compulsory)\W*$"
    r"|^\W*(?:this\s+(?:one\s+)?is\s+)?an?\s+(?:required|mandatory)\s+(?:argument|parameter|value|setting|option)\W*$"
    r"|\b(?:must|(?:has|have|needs?)\s+to)\s+(?:always\s+|explicitly\s+)?be\s+(?:given|passed|supplied|provided|specified|present"
    r"|set\s+explicitly)\W*(?:$|by\s|on\s|in\s+every|explicitly|for\s+(?:each|every))"
    r"|\b(?:cannot|can['\u2019]t|may\s+not|must\s+not|can\s+not|should\s+not)\s+be\s+(?:omitted|left\s+(?:out"
    r"|off|unset|empty|blank))\b"
    r"|\b(?:has|have|there\s+is|with)\s+no\s+default\b|\bcallers?\s+(?:must|have\s+to|has\s+to"
    r"|need\s+to)\s+(?:always\s+)?(?:pass|give|supply|provide|set|specify)\s+(?:it|this|one)\b",
    re.IGNORECASE,
)
_EMPTIED = re.compile(r"\b(?:unset|empty|blank|unspecified)$", re.IGNORECASE)
"""What is left empty may still have to be passed."""
_NOT_REQUIRED = re.compile(
    r"\b(?:not|isn['\u2019]t)\s+(?:strictly\s+|a\s+)?(?:required|mandatory|necessary|needed|obligatory|compulsory)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_BREAK = re.compile(r"[.,;:(\u2014\u2013]")
_IT = frozenset(
    """
    it this that the a an parameter argument value option keyword setting flag one which and but passing giving is
    callers you so
    """.split()  # noqa: SIM905 - a plain list of words
)
_BOUND = re.compile(r"\b(?:if|when|unless|only|for|with|either|where)\b", re.IGNORECASE)
"""What is required under a condition may have a default."""
_ON = r"(?:enabled|active|activated|on|yes|turned\s+on|switched\s+on|set|in\s+(?:effect|force))"
_OFF = r"(?:disabled|inactive|deactivated|off|no|turned\s+off|switched\s+off|unset|not\s+(?:enabled|active|set))"
_BY_DEFAULT = (
    r"(?:by\s+default|unless\b|initially|out\s+of\s+the\s+box|from\s+the\s+start|as\s+(?:the|a)\s+default|until\s+changed"
    r"|normally)"
)
_SWITCHED = re.compile(
    rf"(?:^|\b(?:is|it|this|are|be|left|stays?|remains|usually|and|but|\W{{1,3}}))\W*(?:(?P<off>{_OFF})"
    rf"|(?P<on>{_ON}))\W{{0,3}}{_BY_DEFAULT}"
    rf"|\bby\s+default\W{{1,3}}(?:this\s+is\s+|it\s+is\s+|it['\u2019]s\s+|is\s+)?(?:(?P<off2>{_OFF})"
    rf"|(?P<on2>{_ON}))\W*(?:$|[.;,])"
    rf"|\bdefaults?\s+(?:to|is|of|value\s+is)\s+(?:being\s+)?(?:(?P<off3>{_OFF})|(?P<on3>{_ON}))\b(?!\s+(?:the|a|an|to)\b)"
    rf"|\bstarts?\s+(?:out\s+)?(?:as\s+)?(?:(?P<off4>{_OFF})|(?P<on4>{_ON}))\b",
    re.IGNORECASE,
)


def read_entry(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What an entry states of its parameter."""
    if sentence.entry:
        for kind, value in _of_entry(sentence.text, sentence.entry):
            yield kind, sentence.entry, value


ENTRIES = Reader(
    signs=(
        "optional",
        "omit",
        "left",
        "leav",
        "skip",
        "require",
        "mandator",
        "obligat",
        "compuls",
        "must",
        "need",
        "have to",
        "has to",
        "default",
        "unless",
        "initially",
        "box",
        "start",
        "until",
        "normally",
        "empty",
        "blank",
        "drop",
        "unset",
    ),
    read=read_entry,
)


def _is_of_it(found: re.Match[str] | None, name: str) -> bool:
    """Whether what stands before a match is no other subject than the parameter."""
    if found is None:
        return False
    before = _WORDS.findall(_BREAK.split(found.string[: found.start()])[-1].lower())
    return set(before) <= _IT | {name.lower()}


def _of_entry(sentence: str, name: str) -> Iterator[tuple[Kind, str]]:
    """What an entry states of its own parameter."""
    left = _MAY_BE_LEFT.search(sentence)
    if left is not None and _is_of_it(left, name):
        yield "optional", "" if _EMPTIED.search(left[0]) else "omitted"
    elif _OPTIONAL_HEAD.search(sentence) or (_is_of_it(_NOT_REQUIRED.search(sentence), name)):
        yield "optional", ""
    if not _BOUND.search(sentence) and _is_of_it(_MUST_BE_GIVEN.search(sentence), name):
        yield "required", ""
    for match in _SWITCHED.finditer(sentence):
        yield "switch", "off" if any(match[group] for group in ("off", "off2", "off3", "off4")) else "on"
