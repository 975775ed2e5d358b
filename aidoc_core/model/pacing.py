"""The pace of requests: quotas known or learnt, and one pause for all workers on HTTP 429.

Services count tokens in one of two ways: over the last minute (a window, as Azure describes), or in a bucket that
refills all the time. A client that takes a window for a bucket is refused over and over; one that takes a bucket
for a window wastes the first minute's refill. So both are kept, and where they differ one scout goes ahead: its
answer tells which it is. Each request's own retries instead lose up to two thirds of 300 requests (measured).
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

SLACK = 1.01
"""A minute is taken for one percent longer: a request may arrive later than it was sent."""
MARGIN = 1.02
"""Estimates are raised by 2 %, and by as much again at each refusal: the service counts otherwise than we do."""
LARGEST_SCALE = MARGIN**3
"""Some refusals have other reasons (a slow network, other clients of the quota); they must not add up without end."""
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
"""Seconds to wait after a 429 that does not say how long, doubled each time in between."""
LEAST_TOKENS = 1_000
"""The smallest quota that Azure gives, in tokens a minute; less is counted in another way than in tokens a minute."""
BELIEVED = 16.0
"""How much shorter a pause that the service names may be."""


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
    """

    minute: float
    _sent: deque[Ticket] = field(default_factory=deque)

    def used(self, now: float) -> float:
        """The amount of the last minute."""
        while self._sent and self._sent[0].sent <= now - self.minute * SLACK:
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
        return max(0.0, free + self.minute * SLACK - now)

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


class Pace:
    """Decides when a request may go.

    Args:
        tokens_per_minute: The quota if it is known.
        requests_per_minute: The quota if it is known.
        clock: Seconds, monotonic.
        minute: Seconds in a minute; tests scale time.
    """

    def __init__(
        self,
        *,
        tokens_per_minute: float | None = None,
        requests_per_minute: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        minute: float = 60.0,
    ) -> None:
        self._clock = clock
        self._minute = minute
        self._tokens = tokens_per_minute
        self._requests = requests_per_minute
        self._told = (tokens_per_minute is not None, requests_per_minute is not None)
        self._window = Window(minute)
        self._bucket = Bucket(minute)
        # Requests are counted in slices of 1 or 10 seconds: 600 a minute means 10 in any second.
        self._request_bucket = Bucket(minute / 60.0)
        self._service: Literal["unknown", "window", "bucket"] = "unknown"
        self._scout: Ticket | None = None
        self._scale = MARGIN
        self._blocked_until = 0.0
        self._pauses = 0
        self._in_flight = 0
        self._room = float("inf")
        self._wake = asyncio.Event()
        self.throttled_since: float | None = None
        """When the service began to refuse without a success in between, on the clock."""

    async def turn(self, tokens: int) -> Ticket:
        """Wait until a request of this estimated size may go.

        Args:
            tokens: Prompt tokens plus the limit on output tokens, as Azure counts at arrival.

        Returns:
            The request's ticket, to be given back with `succeeded`, `failed` or `throttled`.
        """
        amount = tokens * self._scale
        while True:
            now = self._clock()
            wait, scouting = self._wait(amount, now)
            wait = max(self._blocked_until - now, wait)
            if self._scout is not None or self._in_flight >= self._room:
                self._wake.clear()
                await self._wake.wait()
            elif wait > 0:
                await asyncio.sleep(wait)
            else:
                break
        ticket = Ticket(now, amount)
        if scouting:
            self._scout = ticket
        self._in_flight += 1
        self._window.add(ticket)
        self._bucket.take(amount)
        self._request_bucket.take(1)
        return ticket

    def _wait(self, amount: float, now: float) -> tuple[float, bool]:
        """Seconds to wait for the quotas, and whether what then goes is a scout."""
        wait = 0.0
        if self._requests is not None:
            wait = self._request_bucket.wait(1, self._requests / self._minute, now)
        if self._tokens is None:
            return wait, False
        by_window = self._window.wait(amount, self._tokens, now)
        by_bucket = self._bucket.wait(amount, self._tokens / self._minute, now)
        if self._service == "window" or by_window <= by_bucket:
            return max(wait, by_window), False
        # Only a bucket would let this one through; the first of its kind tells what the service is.
        return max(wait, by_bucket), self._service == "unknown"

    def succeeded(self, ticket: Ticket, headers: dict[str, str]) -> None:
        """A request was answered; its headers may tell the quota."""
        if ticket is self._scout:
            self._service = "bucket"
        self._settle(ticket)
        self._pauses = 0
        self._room += 1
        self.throttled_since = None
        tokens, requests = self._told
        if not tokens and (limit := _limit(headers.get("x-ratelimit-limit-tokens"), least=LEAST_TOKENS)):
            self._tokens = limit
        if not requests and (limit := _limit(headers.get("x-ratelimit-limit-requests"), least=1)):
            self._requests = limit

    def failed(self, ticket: Ticket) -> None:
        """A request failed for another reason than its pace."""
        self._settle(ticket)
        self._room = max(1.0, self._room)

    def throttled(self, ticket: Ticket, after: float | None) -> float:
        """A request was refused with HTTP 429: everybody waits, then one goes ahead, and one more for each success.

        Returns:
            The pause in seconds.
        """
        now = self._clock()
        self.throttled_since = self.throttled_since or now
        own: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2**self._pauses)
        # A server that says "at once" over and over would be asked a thousand times a second.
        pause = max(after, own / BELIEVED) if after else own
        if now >= self._blocked_until:  # refusals of requests that went out together count as one
            self._pauses += 1
            if ticket is self._scout:
                self._service = "window"
            elif self._tokens is not None:
                self._scale = min(self._scale * MARGIN, LARGEST_SCALE)
        self._blocked_until = max(self._blocked_until, now + pause)
        self._bucket.take(-ticket.amount)  # a refused request used nothing of the quota
        self._request_bucket.take(-1)
        ticket.amount = 0.0
        self._room = 1
        self._settle(ticket)
        return pause

    def _settle(self, ticket: Ticket) -> None:
        self._in_flight -= 1
        if ticket is self._scout:
            self._scout = None
        self._wake.set()


def _limit(text: str | None, *, least: float) -> float | None:
    """Headers are hints: Azure has been seen to send -1, and to leave them out; too little would hold everything up."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if least <= value < float("inf") else None
