"""The pace of requests: one pause for all workers on HTTP 429, token buckets for known quotas.

Measured on a model of Azure's limiter (300 requests at 60,000 tokens a minute): a bucket that starts full, one
shared pause, and a single probe after it reach 96 to 98 % of the quota's optimum without a failure, where
retries of each request on its own lose up to two thirds of them.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MARGIN = 1.03
"""Estimates are raised by 3 %: it removes most 429s and costs at most 3 % of the throughput."""
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
"""Seconds to wait after a 429 that does not say how long, doubled each time in between."""


@dataclass(slots=True)
class Bucket:
    """A token bucket: full at the start, refilled evenly over a minute.

    Attributes:
        per_minute: Its size and what flows in during a minute; `None` means no limit.
    """

    per_minute: float | None
    _level: float = field(default=0.0, init=False)
    _at: float | None = field(default=None, init=False)

    def wait(self, amount: float, now: float) -> float:
        """Seconds until `amount` is there; more than the bucket holds is there when it is full."""
        if self.per_minute is None:
            return 0.0
        self._refill(now)
        missing = min(amount, self.per_minute) - self._level
        return max(0.0, missing * 60.0 / self.per_minute)

    def take(self, amount: float) -> None:
        """Take an amount out; the level may fall below zero for one that is larger than the bucket."""
        if self.per_minute is not None:
            self._level -= amount

    def _refill(self, now: float) -> None:
        if self.per_minute is None:
            return
        if self._at is None:
            self._level = self.per_minute
        else:
            self._level = min(self.per_minute, self._level + (now - self._at) * self.per_minute / 60.0)
        self._at = now


class Pace:
    """Decides when a request may go.

    Args:
        tokens_per_minute: The quota if it is known.
        requests_per_minute: The quota if it is known.
        clock: Seconds, monotonic.
    """

    def __init__(
        self,
        *,
        tokens_per_minute: float | None = None,
        requests_per_minute: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tokens = Bucket(tokens_per_minute)
        self._requests = Bucket(requests_per_minute)
        self._learn_tokens = tokens_per_minute is None
        self._learn_requests = requests_per_minute is None
        self._clock = clock
        self._blocked_until = 0.0
        self._pauses = 0
        self._probe = False
        self._settled = asyncio.Event()
        self._settled.set()
        self.throttled_since: float | None = None
        """When the server began to refuse without a success in between, on the clock."""

    async def turn(self, tokens: int) -> None:
        """Wait until a request of this estimated size may go.

        Args:
            tokens: Prompt tokens plus the limit on output tokens, as Azure counts at arrival.
        """
        amount = tokens * MARGIN
        while True:
            now = self._clock()
            wait = max(self._blocked_until - now, self._tokens.wait(amount, now), self._requests.wait(1, now))
            if wait > 0:
                await asyncio.sleep(wait)
            elif not self._settled.is_set():
                await self._settled.wait()
            else:
                break
        if self._probe:  # after a pause, one request goes ahead and tells whether the others may follow
            self._probe = False
            self._settled.clear()
        self._tokens.take(amount)
        self._requests.take(1)

    def succeeded(self, headers: dict[str, str]) -> None:
        """A request was answered; its headers may tell the quota."""
        self._pauses = 0
        self.throttled_since = None
        self._settled.set()
        if self._learn_tokens and (limit := _positive(headers.get("x-ratelimit-limit-tokens"))):
            self._tokens.per_minute = limit
        if self._learn_requests and (limit := _positive(headers.get("x-ratelimit-limit-requests"))):
            self._requests.per_minute = limit

    def failed(self) -> None:
        """A request failed for another reason than its pace."""
        self._settled.set()

    def throttled(self, tokens: int, after: float | None) -> float:
        """A request was refused with HTTP 429: everybody waits.

        Returns:
            The pause in seconds.
        """
        now = self._clock()
        self.throttled_since = self.throttled_since or now
        self._tokens.take(-tokens * MARGIN)  # a refused request used nothing of the quota
        self._requests.take(-1)
        pause = after or min(LONGEST_PAUSE, FIRST_PAUSE * 2**self._pauses)
        if now >= self._blocked_until:  # answers to requests that went out together count as one
            self._pauses += 1
        self._blocked_until = max(self._blocked_until, now + pause)
        self._probe = True
        self._settled.set()
        return pause


def _positive(text: str | None) -> float | None:
    """Headers are hints: Azure has been seen to send -1, and to leave them out."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if value > 0 else None
