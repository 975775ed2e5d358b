"""Units of water level.

Inside tidemark every level is a plain `float` in metres. Other units exist
only at the edges, when levels are read from text or shown to people.
"""

import re
from enum import Enum
from functools import lru_cache
from typing import Self, TypeAlias

from tidemark.errors import FormatError

#: A water level in metres above the datum of its station.
Metres: TypeAlias = float

#: Metres in one international foot.
METRES_PER_FOOT = 0.3048

_LEVEL = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*([a-z]*)\s*")


class Unit(Enum):
    """A unit in which gauges report water levels."""

    METRE = "m"
    CENTIMETRE = "cm"
    FOOT = "ft"

    @property
    def factor(self) -> float:
        return {"m": 1.0, "cm": 0.01, "ft": METRES_PER_FOOT}[self.value]

    @classmethod
    def from_symbol(cls, symbol: str, /) -> Self:
        for unit in cls:
            if unit.value == symbol.strip().lower():
                return unit
        raise FormatError(f"unknown unit {symbol!r}")


def convert(value: float, /, source: Unit, target: Unit = Unit.METRE) -> float:
    """Convert a level from one unit to another.

    Args:
        value: The level to convert, in `source` units.
        source: The unit of `value`.
        target: The unit of the result.

    Returns:
        The same level in `target` units, not rounded.
    """
    return value * source.factor / target.factor


def format_level(level: Metres, *, unit: Unit = Unit.METRE, digits: int = 2) -> str:
    """Write a level for people, with a sign and a unit.

    Args:
        level: The level to write.
    """
    return f"{convert(level, Unit.METRE, unit):+.{digits}f} {unit.value}"


@lru_cache(maxsize=256)
def parse_level(text: str, default: Unit = Unit.METRE) -> Metres:
    match = _LEVEL.fullmatch(text.lower())
    if match is None:
        raise FormatError(f"not a water level: {text!r}")
    number, symbol = match.groups()
    unit = Unit.from_symbol(symbol) if symbol else default
    return convert(float(number), unit)
