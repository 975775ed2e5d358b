"""Reads in which unit entries say that a value is, and between which numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.numerals import NUMERAL, without_separators
from aidoc_core.checks.statements.bounds import SIGNS, numbers_of, units_of
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNIT = regex(
    r"\b(?:in|of|as|per|many|number\s+of|unit\s+is|units\s+are|units?:|means|counted\s+in|a)\s+(?:\w+\s+)?(?:of\s+)?"
    r"(percentages?|millimet(?:er|re)s|centimet(?:er|re)s|seconds|milliseconds?|microseconds?|nanoseconds?|minutes|hours"
    r"|days|weeks|bytes|kilobytes?|megabytes?|gigabytes?|kib|mib"
    r"|pixels?|degrees|radians|percent|hertz|kilohertz|decibels|met(?:er|re)s|kilomet(?:er|re)s|miles|inches|grams"
    r"|kilograms|celsius|kelvin|fahrenheit)\b",
    re.IGNORECASE,
)
_NUMBER = rf"`{{0,2}}({NUMERAL})`{{0,2}}"
_LIMIT = regex(
    rf"\b(?:between|from|range\s+of|range|at\s+(?:most|least)|(?:no|not)\s+(?:more|less|fewer|greater|larger"
    rf"|smaller|lower|higher)"
    rf"\s+than|up\s+to|(?:greater|less|more|fewer|smaller|larger|higher|lower|bigger)\s+than|(?:maximum"
    rf"|minimum)\s+(?:is|of)"
    rf"|not\s+exceed(?:ing)?|above|below|exceeds?|capped\s+at|limited\s+to|bound(?:s|ed)?\s+(?:is|are|by|of)|limit\s+(?:is"
    rf"|of)|ceiling\s+(?:is|of)|cap\s+(?:is|of)|(?:maximum|minimum|max|min)"
    rf"|outside(?:\s+of)?|within|clipped\s+(?:to|at)|clamped\s+(?:to|at)|reduced\s+to|rounded\s+(?:up|down)?\s?to"
    rf"|multiples?\s+of|divisible\s+by|step\s+of"
    rf"|range|range:|over|under|beyond|more|fewer|until|truncated\s+(?:to|at|after)|stops?\s+at"
    rf"|lies?\s+in|(?:maximum|minimum|largest|smallest|highest|lowest)\s+(?:\w+\s+)?values?\s+is"
    rf"|range\s+(?:for|of)\s+`?\w+`?\s+is)\s+(?:or\s+equal\s+to\s+)?(?:of\s+)?{_NUMBER}"
    rf"(?:\s*(?:and|to|[-\u2013])\s*{_NUMBER})?"
    rf"|\b(?:maximum|minimum|max|min|(?:upper|lower)\s+(?:bound|limit)|limit)(?:\s*[:=]|\s+is)\s*{_NUMBER}"
    rf"|\brange\s+(?:is|runs|goes|reaches)\s+(?:from\s+)?{_NUMBER}\s*(?:to|[-\u2013])\s*{_NUMBER}",
    re.IGNORECASE,
)


_VALID = regex(
    rf"\b(?:must|should|has\s+to|needs\s+to|may\s+only|can\s+only|have\s+to)\s+(?:always\s+)?(?:be|lie"
    rf"|stay)\s+(?:strictly\s+)?(?:an?\s+)?"
    rf"(?:(?P<word>positive|negative|non-negative|nonnegative)\b(?!\s+or)|(?:in\s+the\s+range\s+(?:of\s+|from\s+)?"
    rf"|between\s+|in\s+\[)"
    rf"(?P<low>{NUMERAL})(?:\s+and\s+|\s+to\s+|\s*[-\u2013]\s*|,\s*)(?P<high>{NUMERAL})"
    rf"|(?P<more>greater|larger|more|bigger|higher)\s+than\s+(?P<least>or\s+equal\s+to\s+)?{_NUMBER}"
    rf"|(?P<less>less|smaller|lower)\s+than\s+(?P<most>or\s+equal\s+to\s+)?{_NUMBER}"
    rf"|(?P<at>at\s+(?:least|most))\s+{_NUMBER})",
    re.IGNORECASE,
)
_WORDS = {"positive": ">0", "negative": "<0", "non-negative": ">=0", "nonnegative": ">=0"}


_NOT_SO = regex(r"\b(?:not|never|no|rather\s+than|instead\s+of)\b|n['\u2019]t\b", re.IGNORECASE)


def _units(text: str) -> Iterator[str]:
    """The units that a text gives a value in, those left out that it denies."""
    for match in _UNIT.finditer(text):
        if not _NOT_SO.search(text, max(0, match.start() - 40), match.start()):
            yield match[1].lower()
    if not _NOT_SO.search(text):
        yield from units_of(text)


def _bounds(text: str) -> Iterator[str]:
    """The numbers that are limits in other forms than the plain ones."""
    if not _OF_ONE_CASE.search(text):
        yield from numbers_of(text)


_OF_ONE_CASE = regex(
    r"\b(?:if|when|unless|in\s+case|default\w*|typical\w*|usual\w*|recommend\w*|for\s+example|e\.g|such\s+as|about|around|version)\b",
    re.IGNORECASE,
)
"""What is no limit: conditions, examples, advice."""


def _ranges(text: str) -> Iterator[str]:
    for match in _VALID.finditer(text):
        number = next((one for one in (match[6], match[9], match[11]) if one), "")
        if match["word"]:
            yield _WORDS[match["word"].lower()]
        elif match["low"]:
            yield f"{match['low']}..{match['high']}"
        elif match["more"]:
            yield f">{'=' * bool(match['least'])}{number}"
        elif match["less"]:
            yield f"<{'=' * bool(match['most'])}{number}"
        else:
            yield f"{'>=' if match['at'].lower().endswith('least') else '<='}{number}"


_POWER = regex(r"\b(?:power|powers|multiple|multiples)\s+of\s+(?:two|2|ten|10)\b", re.IGNORECASE)
_NAMED = regex(r"`{1,2}(?!\w{0,60}(?:Error|Exception|Warning)`)(\w{1,60})`{1,2}")
_COUNTED = regex(
    rf"\b(?:no\s+more\s+than|at\s+most|up\s+to|a\s+maximum\s+of|limited\s+to|not\s+more\s+than)\s+{_NUMBER}",
    re.IGNORECASE,
)


def _read_elsewhere(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What a description says of the parameter that it names, or of how many things a call takes."""
    text = without_separators(sentence.text)
    named = _NAMED.search(text)
    if named is not None:
        for unit in _units(text):
            yield "unit", named[1], unit
        if _POWER.search(text):
            yield "unit", named[1], "power"
        for number in _bounds(text):
            yield "limit", named[1], number
    for match in (_LIMIT if named is not None else _COUNTED).finditer(text):
        for number in filter(None, match.groups()):
            yield "limit", named[1] if named is not None else "", number


def read_limits(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """The unit of a value, and the numbers that it is said to lie between."""
    if not sentence.where.startswith(("parameter ", "attribute ")):
        yield from _read_elsewhere(sentence)
        return
    text = without_separators(sentence.text)
    for valid in _ranges(text) if sentence.entry else ():
        yield "range", sentence.entry, valid
    for unit in _units(text):
        yield "unit", sentence.entry, unit
    if _POWER.search(text):
        yield "unit", sentence.entry, "power"
    for match in _LIMIT.finditer(text):
        for number in filter(None, match.groups()):
            yield "limit", sentence.entry, number
    for number in _bounds(text):
        yield "limit", sentence.entry, number


LIMITS = Reader(
    signs=(
        "second", "minute", "hour", "day", "week", "byte", "kib", "mib", "pixel", "degree", "radian", "percent",
        "hertz", "decibel", "met", "mile", "inch", "gram", "celsius", "kelvin", "fahrenheit", "between", "from",
        "range", "at most", "at least", "than", "up to", "maximum", "minimum", "exceed", "above", "below", "capped",
        "limited", "bound", "ceiling", " cap ", "outside", "within", "clipped", "clamped", "reduced", "rounded",
        "multiple",
        "divisible", "over", "under", "beyond", "more", "fewer", "power", "limit", "truncated", "stop", "positive",
        "negative", "lie", "stay", *SIGNS,
    ),
    read=read_limits,
)  # fmt: skip
