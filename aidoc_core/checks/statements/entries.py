"""Reads what an entry states of its own parameter: optional, required, on or off by default."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_GIVE = r"(?:pass|giv|suppl(?:y|ie)|provid|specif(?:y|ie)|set|stat|includ|present)(?:e[dn]?|d|n|ed|ing|ting)?\b"
_PASSED = r"(?:passed|given|supplied|provided|specified|set(?!\s+to)|stated|present|included)"
_LEAVE = (
    r"(?:omit(?:ted|ting)?|skip(?:ped|ping)?|drop(?:ped|ping)?|(?:leav(?:e|ing)|left)\s+(?:it\s+|this\s+)?(?:out|off|away)"
    r"|(?:call(?:ed|ing)?|do(?:ne)?)\s+without\s+(?:it|this)|dispensed?\s+with)\b"
)
_EMPTY = r"(?:left\s+(?:unset|empty|blank|unspecified))"
_ABSENT = rf"(?:{_LEAVE}|not\s+(?:be\s+)?{_PASSED}|un(?:specified|set)|absent|missing)"
_NO_NEED = (
    r"(?:need\s+not|needn['\u2019]t|(?:does\s+not|doesn['\u2019]t|do\s+not|don['\u2019]t)\s+(?:have|need)\s+to|no\s+need\s+to"
    r"|not\s+(?:necessary|needed|required|obliged|obligatory)\s+to)"
)
_FREE = (
    r"(?:may|can(?!not)|could|might|(?:is|are|be)\s+(?:fine|safe|free|possible|allowed|ok(?:ay)?)\s+to|free\s+to)"
    r"(?:\s+(?:also|safely|simply|just|always|be|call\s+(?:it\s+)?))*"
)
_OBLIGED = (
    r"(?:must(?!\s+not)|ha(?:s|ve)\s+to|needs?\s+to|(?:is|are)\s+(?:obliged|required|expected)\s+to)"
    r"(?:\s+(?:always|explicitly|be))*"
)
_FORBIDDEN = r"(?:cannot|can['\u2019]t|can\s+not|may\s+not|must\s+not|should\s+not|never)(?:\s+(?:ever|be))*"
_END = r"(?=\W*$|\s*[.,;:)\u2014\u2013]|\s+(?:by|in|on|for\s+(?:each|every)|explicitly|and|but|so|as|at\s+all)\b)"
_END_OF_DUTY = (
    r"(?=\W*$|\s*[.,;:)\u2014\u2013]"
    r"|\s+(?:by\s+(?:the\s+)?callers?|(?:in|on|for|with)\s+(?:every|each|any|all)|explicitly|and|but|so)\b)"
)
"""Behind "must be given", no word on how: "as a date", "in seconds"."""
_SORT = r"(?:argument|parameter|value|keyword(?:\s+argument)?|setting|option|flag|field)"
_OPTIONAL = re.compile(
    r"^\W*(?:this\s+(?:is\s+)?(?:an?\s+)?|an?\s+)?optional\b(?!\s+(?:if|when|arguments?\s+(?:to|for|of)|keyword\s+arguments"
    r"|parameters|args|kwargs))"
    rf"|\b(?:is|are|being)\s+(?:an?\s+|entirely\s+|completely\s+|purely\s+|strictly\s+|also\s+|always\s+)?optional\b"
    rf"(?!\s+(?!{_SORT})[a-z])|\(optional\)|[.;,]\s*optional\W*$"
    r"|\b(?:giv|pass|provid|supply|specify)ing\s+(?:it|this)\s+is\s+optional\b"
    r"|\b(?:not|isn['\u2019]t)\s+(?:strictly\s+|a\s+)?(?:required|mandatory|necessary|needed|obligatory|compulsory)\b(?!\s+to\b)",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    rf"\b{_FREE}\s+(?:{_LEAVE}|{_EMPTY})|\b{_NO_NEED}\s+(?:be\s+)?{_GIVE}(?:\s+(?:it|this|one))?{_END}"
    rf"|^\W*(?:if|when|where)\s+(?:it\s+is\s+|this\s+(?:{_SORT}\s+)?is\s+|it['\u2019]s\s+)?{_ABSENT}{_END}"
    rf"|^\W*unless\s+(?:it\s+is\s+)?{_PASSED}{_END}|^\W*(?:omit|skip|leave\s+(?:it\s+)?out)\b",
    re.IGNORECASE,
)
_REQUIRED = re.compile(
    r"^\W*(?:this\s+(?:\w+\s+)?is\s+|always\s+)?(?:required|mandatory|obligatory|compulsory)(?:\W*$|\s*[.;,:)\u2014\u2013]"
    r"|\s+(?:for|in|on|with)\s+(?:every|each|all|any)\b)|\((?:required|mandatory)\)|[.;,]\s*(?:required|mandatory)\W*$"
    r"|\b(?:is|are)\s+(?:always\s+|strictly\s+)?(?:required|mandatory|obligatory|compulsory)(?:\W*$|\s+(?:for|in|on)\s+(?:every|each|all)\b)"
    rf"|\b(?:is\s+)?an?\s+(?:required|mandatory|obligatory)\s+{_SORT}\W*$"
    rf"|\b{_OBLIGED}\s+{_GIVE}(?:\s+(?:it|this|one))?{_END_OF_DUTY}"
    rf"|\b{_FORBIDDEN}\s+(?:{_LEAVE}|{_EMPTY})"
    r"|\b(?:has|have|there\s+is|with)\s+no\s+default\b|\bno\s+default\s+(?:value\s+)?exists\b"
    r"|\b(?:is\s+not|isn['\u2019]t|not)\s+optional\b|\bevery\s+(?:call|caller)\s+(?:needs|requires|must|has\s+to)\b"
    rf"|^\W*(?:a\s+call\s+without\s+(?:it|this)|{_LEAVE}(?:\s+(?:it|this))?)\s+(?:fails|raises|is\s+(?:an\s+error|not\s+(?:allowed|possible)))",
    re.IGNORECASE,
)
_NEEDED_THEN = re.compile(r"^\W*(?:the|an?)\s+\w+\s+(?:is|are)\s+(?:required|needed|mandatory)\b", re.IGNORECASE)
"""If it is not given, another is needed: one of two, of which each may be."""
_EMPTIED = re.compile(r"\b(?:unset|empty|blank|unspecified|not\s+\w+)$", re.IGNORECASE)
"""What is left empty, or not given by way of `None`, may still have to be passed."""
_WORDS = re.compile(r"\w+")
_SUBJECT = re.compile(rf"^\W*?(?:the\s+)?`{{1,2}}(\w+)`{{1,2}}(?:\s+{_SORT})?\s", re.IGNORECASE)
"""A sentence elsewhere whose subject is a parameter."""
_BREAK = re.compile(r"[.,;:(\u2014\u2013]")
_IT = frozenset(
    """
    it this that the a an parameter argument value option keyword setting flag one which and but passing giving is
    callers you so note otherwise then there only always please be can of course itself also are
    """.split()  # noqa: SIM905 - a plain list of words
)
_BOUND = re.compile(
    r"\b(?:if|when|unless|only|for(?!\s+(?:it|this|every|each|all|any)\b)|with|either|where)\b", re.IGNORECASE
)
"""What is required under a condition may have a default."""
_ON = r"(?:enabled|active|activated|on|yes|turned\s+on|switched\s+on|set|in\s+(?:effect|force))"
_OFF = r"(?:disabled|inactive|deactivated|off|no|turned\s+off|switched\s+off|unset|not\s+(?:enabled|active|set))"
_BY_DEFAULT = (
    rf"(?:by\s+default|unless\b|(?:when|if|where)\s+(?:it\s+is\s+)?{_ABSENT}|initially|out\s+of\s+the\s+box|from\s+the\s+start|as\s+(?:the|a)\s+default|until\s+changed"
    r"|normally)"
)
_SWITCHED = re.compile(
    rf"(?:^|\b(?:is|it|this|are|be|left|stays?|remains|usually|and|but|\W{{1,3}}))\W*(?:(?P<off>{_OFF})"
    rf"|(?P<on>{_ON}))\W{{0,3}}{_BY_DEFAULT}"
    rf"|\bby\s+default\W{{1,3}}(?:this\s+is\s+|it\s+is\s+|it['\u2019]s\s+|is\s+)?(?:(?P<off2>{_OFF})"
    rf"|(?P<on2>{_ON}))\W*(?:$|[.;,])"
    rf"|\bdefaults?\s+(?:to|is|of|value\s+is)\s+(?:being\s+)?(?:(?P<off3>{_OFF})|(?P<on3>{_ON}))\b(?!\s+(?:the|a|an|to)\b)"
    rf"|\b(?:if|when)\s+(?:it\s+is\s+)?{_ABSENT},?\s+(?:this|it)\s+is\s+(?:(?P<off5>{_OFF})|(?P<on5>{_ON}))\W*$"
    rf"|\bstarts?\s+(?:out\s+)?(?:as\s+)?(?:(?P<off4>{_OFF})|(?P<on4>{_ON}))\b",
    re.IGNORECASE,
)


def read_entry(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What an entry states of its parameter."""
    name = sentence.entry
    if not name and (match := _SUBJECT.match(sentence.text)) is not None:
        name = match[1]
    if name:
        for kind, value in _of_entry(sentence.text, name):
            yield kind, name, value


ENTRIES = Reader(
    signs=(
        "optional",
        "omit",
        "left",
        "leav",
        "skip",
        "without",
        "not ",
        "every",
        "if ",
        "when",
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
    left = _LEFT_OUT.search(sentence)
    if left is not None and _is_of_it(left, name) and not _NEEDED_THEN.match(sentence[left.end() :]):
        yield "optional", "" if _EMPTIED.search(left[0]) else "omitted"
    elif (optional := _OPTIONAL.search(sentence)) and _is_of_it(optional, name):
        yield "optional", ""
    if not _BOUND.search(sentence) and _is_of_it(_REQUIRED.search(sentence), name):
        yield "required", ""
    for match in _SWITCHED.finditer(sentence):
        yield "switch", "off" if any(match[group] for group in ("off", "off2", "off3", "off4", "off5")) else "on"
