"""The two ways in which services count tokens: over the last minute, or in a bucket that refills all the time."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

SLACK = 1.01
"""A minute is taken for one percent longer: requests arrive later than they are sent, and not all alike."""


@dataclass(slots=True, eq=False)
class Ticket:
    """One request's share of the quota.

    Attributes:
        sent: When it went, on the clock.
        amount: Tokens; 0 once the service has refused it.
    """

    sent: float
    amount: float


@dataclass(slots=True)
class Window:
    """What was sent during the last minute.

    Attributes:
        minute: Seconds in a minute.
        lag: Seconds for which the service was seen to count requests longer.
    """

    minute: float
    lag: float = 0.0
    _sent: deque[Ticket] = field(default_factory=deque)

    def used(self, now: float) -> float:
        """The amount of the last minute."""
        while self._sent and self._sent[0].sent <= now - self._length:
            self._sent.popleft()
        return sum(ticket.amount for ticket in self._sent)

    def wait(self, amount: float, limit: float, now: float) -> float:
        """Seconds until `amount` fits below the limit; at once if nothing was sent, however large it is."""
        excess = self.used(now) + amount - limit
        if excess <= 0 or not self._sent:
            return 0.0
        free = self._sent[-1].sent
        for ticket in self._sent:
            excess -= ticket.amount
            if excess <= 0:
                free = ticket.sent
                break
        return max(0.0, free + self._length - now)

    @property
    def _length(self) -> float:
        return self.minute * SLACK + self.lag

    def add(self, ticket: Ticket) -> None:
        """Enter what is sent now."""
        self._sent.append(ticket)


@dataclass(slots=True)
class Bucket:
    """A bucket that is full at the start and refills evenly.

    Attributes:
        seconds: How many seconds of flow it holds.
    """

    seconds: float
    _level: float = 0.0
    _at: float | None = None

    def wait(self, amount: float, rate: float, now: float) -> float:
        """Seconds until `amount` is there, at a flow of `rate` a second; a larger amount waits for a full bucket."""
        size = max(1.0, rate * self.seconds)
        if self._at is None:  # the quota is known only now: what was taken before counts
            self._level = max(0.0, size + self._level)
        else:
            self._level = min(size, self._level + (now - self._at) * rate)
        self._at = now
        return max(0.0, (min(amount, size) - self._level) / rate)

    def take(self, amount: float) -> None:
        """Take an amount out; the level may fall below zero."""
        self._level -= amount
