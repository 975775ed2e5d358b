"""Single measurements of a tide gauge and how to parse them."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import IntEnum
from typing import Literal, TypeAlias

from tidemark.errors import EmptySeries, FormatError
from tidemark.units import Metres, Unit, parse_level

#: What to do with a line that cannot be parsed.
OnError: TypeAlias = Literal["raise", "skip"]


class Quality(IntEnum):
    GOOD = 0
    SUSPECT = 1
    BAD = 2


@dataclass(frozen=True, order=True)
class Reading:
    """A water level measured at one moment.

    Readings sort by time. Two readings are equal if time, level and quality
    are; the flags do not count.
    """

    time: datetime
    """When the level was measured; always aware, in UTC after parsing."""
    level: Metres
    quality: Quality = Quality.GOOD
    flags: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def is_usable(self) -> bool:
        """Whether the reading is good enough for statistics: not `BAD`."""
        return self.quality < Quality.BAD

    def flagged(self, *flags: str, quality: Quality = Quality.SUSPECT) -> Reading:
        worst = max(self.quality, quality)
        return replace(self, quality=worst, flags=self.flags | set(flags))

    @staticmethod
    def mean_level(readings: Iterable[Reading]) -> Metres:
        """Average the levels of all usable readings."""
        levels = [reading.level for reading in readings if reading.is_usable]
        if not levels:
            raise EmptySeries("no usable readings")
        return sum(levels) / len(levels)


def parse_reading(line: str, /, *, delimiter: str = ",", unit: Unit = Unit.METRE) -> Reading:
    """Parse one line of text such as `2026-03-01T06:00Z,1.42`.

    A time without an offset is taken as UTC.

    Args:
        line: The line, with a time, a level and optionally a quality code.

    Returns:
        The reading, with its time in UTC and its level in metres.
    """
    parts = [part.strip() for part in line.split(delimiter)]
    if len(parts) not in (2, 3):
        raise FormatError(f"expected 2 or 3 fields, got {len(parts)}")
    try:
        time = datetime.fromisoformat(parts[0])
        quality = Quality(int(parts[2])) if len(parts) == 3 else Quality.GOOD
    except ValueError as error:
        raise FormatError(str(error)) from error
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    return Reading(time.astimezone(UTC), parse_level(parts[1], unit), quality)


def parse_many(lines: Iterable[str], *, on_error: OnError = "raise", **options: object) -> Iterator[Reading]:
    """Parse lines of text one after another.

    Empty lines and lines that start with `#` are passed over.

    Args:
        lines: The lines, such as an open file.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            yield parse_reading(line, **options)  # type: ignore[arg-type]
        except FormatError as error:
            if on_error == "raise":
                raise FormatError(f"line {number}: {error}") from error


def merge(*sources: Iterable[Reading]) -> list[Reading]:
    best: dict[datetime, Reading] = {}
    for reading in heapq.merge(*sources):
        known = best.get(reading.time)
        if known is None or reading.quality < known.quality:
            best[reading.time] = reading
    return list(best.values())
