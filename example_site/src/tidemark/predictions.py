"""Predict tides from harmonic constituents.

A tide is treated as a sum of cosine waves, one for each constituent. No
weather is taken into account: surges have to be added by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import cos, radians
from types import MappingProxyType
from typing import NamedTuple, Self

from tidemark.series import LevelSeries
from tidemark.units import Metres

#: Speed of the common constituents in degrees per hour.
SPEEDS = MappingProxyType({"M2": 28.9841042, "S2": 30.0, "K1": 15.0410686, "O1": 13.9430356})

#: The moment phases are counted from unless another one is given.
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Turn(NamedTuple):
    time: datetime
    level: Metres
    is_high: bool


@dataclass(frozen=True)
class Constituent:
    """One wave of the tide, such as the twice-daily lunar wave `M2`."""

    name: str
    amplitude: Metres
    phase: float
    speed: float


class HarmonicPredictor:
    def __init__(
        self,
        constituents: Iterable[Constituent],
        *,
        mean_level: Metres = 0.0,
        epoch: datetime = EPOCH,
    ) -> None:
        self._constituents = tuple(constituents)
        self._mean_level = mean_level
        self._epoch = epoch

    @classmethod
    def from_amplitudes(cls, *, mean_level: Metres = 0.0, **waves: tuple[float, float]) -> Self:
        parts = [Constituent(name, amplitude, phase, SPEEDS[name]) for name, (amplitude, phase) in waves.items()]
        return cls(parts, mean_level=mean_level)

    def level_at(self, time: datetime) -> Metres:
        """Predict the level at one moment.

        Args:
            time: The moment, with a time zone.

        Returns:
            The level in metres above the same datum as the mean level.
        """
        hours = (time - self._epoch) / timedelta(hours=1)
        return self._mean_level + sum(
            wave.amplitude * cos(radians(wave.speed * hours - wave.phase)) for wave in self._constituents
        )

    def curve(self, start: datetime, end: datetime, *, step: timedelta = timedelta(minutes=6)) -> LevelSeries:
        if step <= timedelta():
            raise ValueError("the step must be positive")
        count = -((start - end) // step)
        times = (start + index * step for index in range(count))
        return LevelSeries(((time, self.level_at(time)) for time in times), name="prediction")

    def turns(self, start: datetime, end: datetime) -> Iterator[Turn]:
        """Find high and low waters."""
        points = list(self.curve(start, end))
        for (_, before), (time, level), (_, after) in zip(points, points[1:], points[2:], strict=False):
            if before < level >= after:
                yield Turn(time, level, True)
            elif before > level <= after:
                yield Turn(time, level, False)


def next_high(predictor: HarmonicPredictor, after: datetime, *, hours: float = 26.0) -> Turn | None:
    turns = predictor.turns(after, after + timedelta(hours=hours))
    return next((turn for turn in turns if turn.is_high), None)
