"""Values in the order of time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import Concatenate, Generic, ParamSpec, Self, TypeVar, overload

from tidemark._interpolate import Interpolator, linear
from tidemark.errors import EmptySeries
from tidemark.readings import Reading
from tidemark.units import Metres

T = TypeVar("T")
U = TypeVar("U")
P = ParamSpec("P")

_REQUIRED = object()


class Series(Generic[T]):
    """Values of any one type, each with the time it belongs to.

    A series cannot be changed after it is created, apart from its name. All
    methods that seem to change it return a new one.
    """

    def __init__(self, items: Iterable[tuple[datetime, T]] = (), *, name: str = "") -> None:
        ordered = dict(sorted(items, key=lambda item: item[0]))
        self._times = list(ordered)
        self._values = list(ordered.values())
        self._name = name

    def __len__(self) -> int:
        return len(self._times)

    def __iter__(self) -> Iterator[tuple[datetime, T]]:
        return zip(self._times, self._values, strict=True)

    @property
    def name(self) -> str:
        return self._name or "unnamed"

    @name.setter
    def name(self, value: str) -> None:
        self._name = value.strip()

    @cached_property
    def span(self) -> timedelta:
        """The time from the first value to the last; zero if there are none."""
        return self._times[-1] - self._times[0] if self._times else timedelta()

    @overload
    def at(self, time: datetime) -> T: ...

    @overload
    def at(self, time: datetime, default: U) -> T | U: ...

    def at(self, time: datetime, default: object = _REQUIRED) -> object:
        index = bisect_left(self._times, time)
        if index < len(self) and self._times[index] == time:
            return self._values[index]
        if default is _REQUIRED:
            raise KeyError(time)
        return default

    def between(self, start: datetime, end: datetime) -> Self:
        """Cut out a part of the series.

        Args:
            start: The first time to keep.
            end: The first time to leave out.

        Returns:
            A new series with the same name, empty if no value lies in between.
        """
        kept = [(time, value) for time, value in self if start <= time < end]
        return type(self)(kept, name=self._name)

    def map(self, function: Callable[Concatenate[T, P], U], /, *args: P.args, **kwargs: P.kwargs) -> Series[U]:
        items = [(time, function(value, *args, **kwargs)) for time, value in self]
        return Series(items, name=self._name)

    def gaps(self, longer_than: timedelta) -> Iterator[tuple[datetime, datetime]]:
        for before, after in zip(self._times, self._times[1:], strict=False):
            if after - before > longer_than:
                yield before, after


class LevelSeries(Series[Metres]):
    """Water levels in metres, with the arithmetic that only levels allow."""

    @classmethod
    def from_readings(cls, readings: Iterable[Reading], *, usable_only: bool = True, name: str = "") -> Self:
        """Take the levels out of readings.

        Args:
            readings: The readings, in any order. Of two at the same time the
                later one in this order wins.
            usable_only: Whether to leave out readings of `BAD` quality.
            name: The name of the new series.

        Returns:
            A series with one level for each time.
        """
        kept = (r for r in readings if r.is_usable or not usable_only)
        return cls(((r.time, r.level) for r in kept), name=name)

    def extremes(self) -> tuple[Metres, Metres]:
        """Find the lowest and the highest level."""
        if not self._values:
            raise EmptySeries("an empty series has no extremes")
        return min(self._values), max(self._values)

    def resample(self, step: timedelta, *, method: Interpolator = linear) -> LevelSeries:
        xs = [time.timestamp() for time in self._times]
        count = int(self.span / step) + 1 if xs else 0
        times = [self._times[0] + index * step for index in range(count)]
        items = [(time, method(xs, self._values, time.timestamp())) for time in times]
        return LevelSeries(items, name=self._name)
