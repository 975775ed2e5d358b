"""The pace of requests: quotas known or learnt, and one pause for all workers on HTTP 429.

Services count tokens in one of two ways: over the last minute (a window, as Azure describes), or in a bucket that
refills all the time. A client that takes a window for a bucket is refused over and over; one that takes a bucket
for a window wastes the first minute's refill. So both are kept, and where they differ one scout goes ahead: its
answer tells which it is. Each request's own retries instead lose up to two thirds of 300 requests (measured).
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Literal

from aidoc_core.model.counting import SLACK, Bucket, Ticket, Window

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST_SHARE = 0.94
"""What a refusal teaches of how the service counts takes no more of the quota than the rest: some have other reasons
(a slow network, other clients of the quota), and they must not add up without end."""
MOST_SHARE = 1.06
"""Nor more than this."""
LATE = 0.03
"""A refusal for less than this share of a minute tells of a request that came early, not of one that was too many."""
LONGEST_LAG = 0.015
"""What such refusals may add to a minute, as a share of it."""
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
"""Seconds to wait after a 429 that does not say how long, doubled each time in between."""
LEAST_TOKENS = 1_000
"""The smallest quota that Azure gives, in tokens a minute; less is counted in another way than in tokens a minute."""
BELIEVED = 16.0
"""How much shorter a pause that the service names may be."""


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
        self._fits = 0.0
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
        amount = float(tokens)
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
        by_window = self._window.wait(amount, self._fits or self._tokens, now)
        by_bucket = self._bucket.wait(amount, self._tokens / (self._minute * SLACK), now)
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
        # Refusals of requests that went out together count as one.
        first = now >= self._blocked_until
        self._pauses += first
        if ticket is self._scout:
            self._service = "window"
        else:
            self._learn(ticket, after, now)
        self._blocked_until = max(self._blocked_until, now + pause)
        self._bucket.take(-ticket.amount)  # a refused request used nothing of the quota
        self._request_bucket.take(-1)
        ticket.amount = 0.0
        if self._tokens is None or not after or self._pauses > 1:  # else the quota itself says who may go
            self._room = 1
        self._settle(ticket)
        return pause

    def _learn(self, ticket: Ticket, after: float | None, now: float) -> None:
        """What a refusal tells of how the service counts, where the quota is known."""
        if self._tokens is None:
            return
        if after and after < LATE * self._minute:  # it came a little early: requests arrive later than they are sent
            self._window.lag = min(LONGEST_LAG * self._minute, max(self._window.lag, after))
            return
        # The rest of the minute fits, and this one more does not: the service counts otherwise than we do.
        found, known = self._window.used(now) - 1.0, self._fits or self._tokens
        if self._service == "bucket" and after and after > 2 * ticket.amount * self._minute / self._tokens:
            self._service = "window"  # a bucket has room again sooner: it counts less, and the scout fitted in
            known = self._tokens * MOST_SHARE
        self._fits = max(self._tokens * LEAST_SHARE, min(known, found))

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
