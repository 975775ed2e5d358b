"""Azure's rate limit: an estimate of each request, counted on arrival in a sliding window.

The estimate is the characters of the prompt / 4 and the most tokens that may be answered; it differs from what is
billed. Requests that are turned away do not count.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.azure.records import Reply, error_reply

if TYPE_CHECKING:
    from tests.azure.messages import JsonObject

_ENDLESS = 10_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Quota:
    """What a deployment may take in one `minute` (in seconds: make it short, and tests are fast).

    `unset_max_tokens` is reserved where a request sets no limit; `limit_headers` also sends
    `x-ratelimit-limit-*`, which Azure does not do reliably.
    """

    tokens_per_minute: int
    requests_per_minute: int = _ENDLESS
    minute: float = 60.0
    unset_max_tokens: int = 4096
    limit_headers: bool = False


class QuotaWindow:
    """The requests let in during the last minute. Not thread-safe: the caller holds its lock."""

    def __init__(self, quota: Quota | None) -> None:
        """Start with an empty window; without a quota everything is let in."""
        self.quota = quota
        self._admitted: deque[tuple[float, int]] = deque()

    def admit(self, prompt: str, body: JsonObject, now: float) -> Reply | None:
        """Count a request; if there is no room for it, give the 429 instead."""
        if self.quota is None:
            return None
        self._forget(now)
        most = body.get("max_completion_tokens") or body.get("max_tokens") or self.quota.unset_max_tokens
        cost = math.ceil(len(prompt) / 4) + int(most)
        wait = self._wait(cost, now)
        if wait is None:
            self._admitted.append((now, cost))
            return None
        seconds = math.ceil(wait)
        reply = error_reply(
            429,
            "429",
            "Requests to the ChatCompletions_Create Operation have exceeded the token or call rate limit of your "
            f"current pricing tier. Please retry after {seconds} seconds.",
        )
        reply.headers = {"Retry-After": str(seconds), "retry-after-ms": str(math.ceil(wait * 1000))}
        return reply

    def headers(self, now: float) -> dict[str, str]:
        """The `x-ratelimit-*` headers of a reply sent now."""
        if self.quota is None:
            return {"x-ratelimit-remaining-tokens": str(_ENDLESS), "x-ratelimit-remaining-requests": str(_ENDLESS)}
        self._forget(now)
        tokens, requests = self.quota.tokens_per_minute, self.quota.requests_per_minute
        headers = {
            "x-ratelimit-remaining-tokens": str(tokens - sum(cost for _, cost in self._admitted)),
            "x-ratelimit-remaining-requests": str(requests - len(self._admitted)),
        }
        if self.quota.limit_headers:
            headers |= {"x-ratelimit-limit-tokens": str(tokens), "x-ratelimit-limit-requests": str(requests)}
        return headers

    def _forget(self, now: float) -> None:
        assert self.quota is not None
        while self._admitted and self._admitted[0][0] <= now - self.quota.minute:
            self._admitted.popleft()

    def _wait(self, cost: int, now: float) -> float | None:
        """Seconds until there is room; None if there is. A request that never fits waits a whole minute."""
        assert self.quota is not None
        used = sum(admitted for _, admitted in self._admitted)
        count = len(self._admitted)
        wait = None
        for arrived, admitted in [*self._admitted, (now, 0)]:
            if used + cost <= self.quota.tokens_per_minute and count < self.quota.requests_per_minute:
                return wait
            wait = max(arrived + self.quota.minute - now, 0.001)
            used -= admitted
            count -= 1
        return self.quota.minute
