"""Counting what is sent: the counters of a build."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from aidoc_core.answers.usage import Usage


@dataclass(slots=True)
class Counters:
    """Numbers of one build's requests.

    Attributes:
        requests: Requests sent, failed ones included.
        throttled: How many of them were refused for their pace.
        max_in_flight: The highest number at once.
        usage: What was billed, as far as the service says.
        unpriced: Requests that were or may have been billed, of which nobody knows what they cost.
        known_usd: US dollars of the others.
        seconds: Time spent asking.
        bundled_tokens: Input tokens of instructions that were sent once for a bundle and not once for each object.
    """

    requests: int = 0
    throttled: int = 0
    max_in_flight: int = 0
    usage: Usage = field(default_factory=Usage)
    unpriced: int = 0
    known_usd: Decimal = Decimal(0)
    seconds: float = 0.0
    bundled_tokens: int = 0

    def bill(self, usage: Usage) -> None:
        """Add what a request was billed."""
        self.usage += usage
        if usage.cost_usd is None:
            self.unpriced += 1
        else:
            self.known_usd += usage.cost_usd

    def billed(self) -> dict[str, Any]:
        """What was billed and what is not known of it, as plain data for JSON."""
        return {**self.usage.to_dict(), "unpriced": self.unpriced, "known_usd": float(self.known_usd)}

    def __add__(self, other: Counters) -> Counters:
        return Counters(
            requests=self.requests + other.requests,
            throttled=self.throttled + other.throttled,
            max_in_flight=max(self.max_in_flight, other.max_in_flight),
            usage=self.usage + other.usage,
            unpriced=self.unpriced + other.unpriced,
            known_usd=self.known_usd + other.known_usd,
            seconds=self.seconds + other.seconds,
            bundled_tokens=self.bundled_tokens + other.bundled_tokens,
        )

    def __sub__(self, earlier: Counters) -> Counters:
        """What was added since an earlier moment; the highest number in flight is not told apart."""
        return Counters(
            requests=self.requests - earlier.requests,
            throttled=self.throttled - earlier.throttled,
            max_in_flight=self.max_in_flight,
            usage=self.usage - earlier.usage,
            unpriced=self.unpriced - earlier.unpriced,
            known_usd=self.known_usd - earlier.known_usd,
            seconds=self.seconds - earlier.seconds,
            bundled_tokens=self.bundled_tokens - earlier.bundled_tokens,
        )
