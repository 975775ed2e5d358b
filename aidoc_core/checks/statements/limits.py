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


def read_limits(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """The unit of a value, and the numbers that it is said to lie between."""
    if not sentence.where.startswith(("parameter ", "attribute ")):
        return
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
        "limited",
    ),
    read=read_limits,
)  # fmt: skip
