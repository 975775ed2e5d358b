"""Reads in which unit entries say that a value is, and between which numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNIT = re.compile(
    r"\b(?:in|of|as|per|many)\s+(?:\w+\s+)?"
    r"(milliseconds?|microseconds?|nanoseconds?|minutes|hours|days|weeks|kilobytes?|megabytes?|gigabytes?|kib|mib"
    r"|pixels?|degrees|radians|percent|hertz|kilohertz|decibels|met(?:er|re)s|kilomet(?:er|re)s|miles|inches|grams"
    r"|kilograms|celsius|kelvin|fahrenheit)\b",
    re.IGNORECASE,
)
_NUMBER = r"`{0,2}(-?\d[\d_,]*(?:\.\d+)?)`{0,2}"
_LIMIT = re.compile(
    rf"\b(?:between|from|range\s+of|range|at\s+(?:most|least)|(?:no|not)\s+(?:more|less|fewer|greater|larger|smaller|lower|higher)"
    rf"\s+than|up\s+to|(?:greater|less|more|fewer|smaller|larger|higher|lower|bigger)\s+than|(?:maximum|minimum)\s+(?:is|of)"
    rf"|not\s+exceed|above|below|exceeds?|capped\s+at|limited\s+to)\s+(?:or\s+equal\s+to\s+)?(?:of\s+)?{_NUMBER}"
    rf"(?:\s*(?:and|to|[-\u2013])\s*{_NUMBER})?",
    re.IGNORECASE,
)


_VALID = re.compile(
    rf"\b(?:must|should|has\s+to|needs\s+to|may\s+only|can\s+only|have\s+to)\s+(?:always\s+)?(?:be|lie|stay)\s+(?:strictly\s+)?(?:an?\s+)?"
    rf"(?:(?P<word>positive|negative|non-negative|nonnegative)\b(?!\s+or)|(?:in\s+the\s+range\s+(?:of\s+|from\s+)?|between\s+|in\s+\[)"
    rf"(?P<low>-?\d+(?:\.\d+)?)(?:\s+and\s+|\s+to\s+|\s*[-\u2013]\s*|,\s*)(?P<high>-?\d+(?:\.\d+)?)"
    rf"|(?P<more>greater|larger|more|bigger|higher)\s+than\s+(?P<least>or\s+equal\s+to\s+)?{_NUMBER}"
    rf"|(?P<less>less|smaller|lower)\s+than\s+(?P<most>or\s+equal\s+to\s+)?{_NUMBER}"
    rf"|(?P<at>at\s+(?:least|most))\s+{_NUMBER})",
    re.IGNORECASE,
)
_WORDS = {"positive": ">0", "negative": "<0", "non-negative": ">=0", "nonnegative": ">=0"}


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


def read_limits(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """The unit of a value, and the numbers that it is said to lie between."""
    if not sentence.where.startswith(("parameter ", "attribute ")):
        return
    for valid in _ranges(sentence.text) if sentence.entry else ():
        yield "range", sentence.entry, valid
    for match in _UNIT.finditer(sentence.text):
        yield "unit", sentence.entry, match[1].lower()
    for match in _LIMIT.finditer(sentence.text):
        for number in filter(None, match.groups()):
            yield "limit", sentence.entry, number.replace(",", "").replace("_", "").rstrip(".")


LIMITS = Reader(
    signs=(
        "second", "minute", "hour", "day", "week", "byte", "kib", "mib", "pixel", "degree", "radian", "percent",
        "hertz", "decibel", "met", "mile", "inch", "gram", "celsius", "kelvin", "fahrenheit", "between", "from",
        "range", "at most", "at least", "than", "up to", "maximum", "minimum", "exceed", "above", "below", "capped",
        "limited", "positive", "negative", "lie", "stay",
    ),
    read=read_limits,
)  # fmt: skip
