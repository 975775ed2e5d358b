"""Warn people when the water does something unusual."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from typing import TypeAlias

from tidemark.readings import Reading
from tidemark.units import Metres, format_level

#: A coroutine function that is given each alert.
Handler: TypeAlias = Callable[["Alert"], Awaitable[None]]


class Severity(IntEnum):
    """How urgent an alert is; a higher value is more urgent."""

    NOTICE = 10
    WARNING = 20
    DANGER = 30


@dataclass(frozen=True)
class Alert:
    station_id: str
    severity: Severity
    message: str
    reading: Reading


class Rule(ABC):
    """A condition that readings are tested for.

    Subclasses implement `matches` and may override `describe`.
    """

    severity: Severity

    def __init__(self, severity: Severity = Severity.WARNING) -> None:
        self.severity = severity

    @abstractmethod
    def matches(self, reading: Reading, previous: Reading | None) -> bool:
        """Tell whether a reading meets the condition.

        Args:
            reading: The reading to test.
            previous: The reading before it, or `None` for the first one.

        Returns:
            Whether an alert is due.
        """

    def describe(self) -> str:
        return type(self).__name__

    def evaluate(self, station_id: str, readings: Iterable[Reading]) -> Iterator[Alert]:
        """Test readings in turn and raise an alert when the condition begins."""
        previous = None
        active = False
        for reading in readings:
            matched = self.matches(reading, previous)
            if matched and not active:
                yield Alert(station_id, self.severity, self.describe(), reading)
            previous, active = reading, matched


class LevelRule(Rule):
    def __init__(self, above: Metres, *, severity: Severity = Severity.WARNING) -> None:
        super().__init__(severity)
        self._above = above

    def matches(self, reading: Reading, previous: Reading | None) -> bool:
        return reading.is_usable and reading.level > self._above

    def describe(self) -> str:
        return f"level above {format_level(self._above)}"


class RiseRule(Rule):
    """Alert when the water rises faster than a given rate."""

    def __init__(self, per_hour: Metres, *, severity: Severity = Severity.DANGER) -> None:
        super().__init__(severity)
        self._per_hour = per_hour

    def matches(self, reading: Reading, previous: Reading | None) -> bool:
        if previous is None or reading.time <= previous.time:
            return False
        hours = (reading.time - previous.time) / timedelta(hours=1)
        return (reading.level - previous.level) / hours > self._per_hour


class AlertBoard:
    """Turns readings into alerts and hands them to subscribers."""

    def __init__(self, *rules: Rule, history: int = 100) -> None:
        """Create a board with no subscribers.

        Args:
            *rules: The rules to test each reading with.
        """
        self._rules = rules
        self._handlers: list[Handler] = []
        self._recent: deque[Alert] = deque(maxlen=history)
        self._threshold = Severity.NOTICE
        self._muted = False

    @property
    def threshold(self) -> Severity:
        return self._threshold

    @threshold.setter
    def threshold(self, value: Severity | int) -> None:
        self._threshold = Severity(value)

    @property
    def recent(self) -> list[Alert]:
        return list(self._recent)

    def subscribe(self, handler: Handler, /) -> Handler:
        self._handlers.append(handler)
        return handler

    @contextmanager
    def muted(self) -> Iterator[None]:
        self._muted, before = True, self._muted
        try:
            yield
        finally:
            self._muted = before

    async def publish(self, alert: Alert) -> int:
        """Record an alert and hand it to every subscriber, one after another.

        Args:
            alert: The alert to publish.
        """
        self._recent.append(alert)
        if self._muted or alert.severity < self._threshold:
            return 0
        for handler in self._handlers:
            await handler(alert)
        return len(self._handlers)

    async def watch(self, station_id: str, readings: AsyncIterable[Reading]) -> AsyncIterator[Alert]:
        previous = None
        async for reading in readings:
            for rule in self._rules:
                if rule.matches(reading, previous):
                    alert = Alert(station_id, rule.severity, rule.describe(), reading)
                    await self.publish(alert)
                    yield alert
            previous = reading
