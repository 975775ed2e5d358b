from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from tidemark.errors import CheckFailed, EmptySeries
from tidemark.readings import Quality, Reading
from tidemark.units import Metres

P = ParamSpec("P")
R = TypeVar("R")


class Check(Protocol):
    """What an object needs to be used as a quality check."""

    def suspects(self, readings: Sequence[Reading], /) -> Iterator[int]:
        """Find the readings that look wrong.

        Args:
            readings: Readings of one station in the order of time.

        Yields:
            The index of each reading that fails the check.
        """
        ...


@dataclass(frozen=True)
class RangeCheck:
    low: Metres
    high: Metres

    def suspects(self, readings: Sequence[Reading], /) -> Iterator[int]:
        for index, reading in enumerate(readings):
            if not self.low <= reading.level <= self.high:
                yield index


@dataclass(frozen=True)
class SpikeCheck:
    max_step: Metres = 0.5

    def suspects(self, readings: Sequence[Reading], /) -> Iterator[int]:
        for index in range(1, len(readings) - 1):
            before, level, after = (r.level for r in readings[index - 1 : index + 2])
            if min(abs(level - before), abs(level - after)) > self.max_step:
                yield index


def needs_readings(
    function: Callable[Concatenate[Sequence[Reading], P], R], /
) -> Callable[Concatenate[Sequence[Reading], P], R]:
    @wraps(function)
    def wrapper(readings: Sequence[Reading], /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not readings:
            raise EmptySeries(f"{function.__name__} needs at least one reading")
        return function(readings, *args, **kwargs)

    return wrapper


@needs_readings
def run_checks(readings: Sequence[Reading], *checks: Check, quality: Quality = Quality.SUSPECT) -> list[Reading]:
    """Run checks over readings and flag those that fail.

    Each failing reading is flagged with the name of the class of the check,
    such as `SpikeCheck`. The readings given are not changed.

    Args:
        readings: Readings of one station in the order of time.
    """
    result = list(readings)
    for check in checks:
        for index in check.suspects(readings):
            result[index] = result[index].flagged(type(check).__name__, quality=quality)
    return result


@needs_readings
def require_clean(readings: Sequence[Reading], *checks: Check) -> None:
    """Insist that no check finds anything."""
    for reading in run_checks(readings, *checks):
        if reading.flags:
            raise CheckFailed(f"{reading.time}: {', '.join(sorted(reading.flags))}")
