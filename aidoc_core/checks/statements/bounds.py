"""Limits and units in other forms than "at most 5" and "in seconds": intervals, ends, parity, abbreviated units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.numerals import NUMERAL
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_N = rf"`{{0,2}}({NUMERAL})`{{0,2}}"
_BEST = r"(?:largest|highest|greatest|smallest|lowest|maximum|minimum|maximal|minimal|upper|lower|top)"
_NUMBERS = regex(
    rf"\b(?:interval|range|span|within|limits?|bounds|between|in)\s+(?:is\s+|are\s+|of\s+|from\s+)?[\[(]\s?{_N}\s?[,;]\s?{_N}\s?[\])]"
    rf"|\b(?:interval|span|limits|bounds)\s+(?:is\s+|are\s+|of\s+|from\s+)?{_N}\s?(?:[-\u2013]|to|through|and)\s?{_N}"
    rf"|\bfrom\s+{_N}\s+through\s+{_N}"
    rf"|{_N}\s+(?:is|being|as)\s+the\s+(?:\w+\s+)?{_BEST}\b"
    rf"|{_N}\s+at\s+(?:the\s+)?(?:most|least|maximum|minimum)\b|{_N}\s+or\s+(?:more|less|fewer|higher|lower|above|below|greater|smaller)\b"
    rf"|\b(?:upper|lower)\s+(?:end|bound|limit)\s+(?:is|of|lies\s+at|:)\s+{_N}|\bpast\s+{_N}",
    re.IGNORECASE,
)
_PARITY = regex(
    r"\b(?:must|has\s+to|have\s+to|needs\s+to|should|only|always|an?)\s+(?:be\s+)?(?:an?\s+)?(even|odd|prime)"
    r"(?=\s+(?:numbers?|integers?|values?|multiples?)\b|\s*[.,;)]|\s*$)",
    re.IGNORECASE,
)
_SHORT = regex(
    r"\b(?i:in|unit:|units:|of|as)\s+`{0,2}(ms|msec|\u00b5s|us|ns|k?Hz|MHz|GHz|mm|cm|km|nm|[kK]i?B|Mi?B|Gi?B|dB|px|rpm|mL|\u00b5L|uL|mV|mA)`{0,2}"
    r"(?=\W*$|\s*[,.;)]|\s+(?:and|or|to|that|which|by)\b)"
)
_LONG = {
    "ms": "milliseconds", "msec": "milliseconds", "us": "microseconds", "\u00b5s": "microseconds", "ns": "nanoseconds",
    "hz": "hertz", "khz": "kilohertz", "mhz": "megahertz", "ghz": "gigahertz", "mm": "millimeters", "cm": "centimeters",
    "km": "kilometers", "nm": "nanometers", "kb": "kilobytes", "kib": "kib", "mb": "megabytes", "mib": "mib",
    "gb": "gigabytes", "gib": "gigabytes", "db": "decibels", "px": "pixels", "rpm": "rpm", "ml": "milliliters",
    "\u00b5l": "microliters", "ul": "microliters", "mv": "millivolts", "ma": "milliamperes",
}  # fmt: skip
_PARTS = regex(
    r"\b(thousandths|millionths|billionths|hundredths)\s+of\s+an?\s+(second|met(?:er|re)|inch)\b", re.IGNORECASE
)
_OF_PARTS = {"thousandths": "milli", "millionths": "micro", "billionths": "nano", "hundredths": "centi"}
SIGNS = (
    "interval", "span", "largest", "highest", "greatest", "smallest", "lowest", "most", "least", " or more", " or less",
    " or fewer", " or high", " or low", " or great", " or small", "upper", "lower", "past", "even", "odd", "prime",
    "in ", "unit", "ths of", "through",
)  # fmt: skip
"""Words, or parts of them, without one of which nothing is found here."""


def numbers_of(text: str) -> Iterator[str]:
    """The numbers that a text calls the ends of what is valid.

    Args:
        text: The text.
    """
    for match in _NUMBERS.finditer(text):
        yield from (number for number in match.groups() if number)


def units_of(text: str) -> Iterator[str]:
    """The units that a text gives a value in, in full, and what sort of number it has to be.

    Args:
        text: The text.
    """
    yield from (match[1].lower() for match in _PARITY.finditer(text))
    yield from (_LONG[match[1].lower()] for match in _SHORT.finditer(text))
    for match in _PARTS.finditer(text):
        yield f"{_OF_PARTS[match[1].lower()]}{match[2].lower()}s"
