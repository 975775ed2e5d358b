"""Counting what is sent: one value for each request, one counters for a build."""

from __future__ import annotations

from dataclasses import dataclass, field

from aidoc_core.answers.usage import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One request that was answered or given up, for the log.

    Attributes:
        number: Its number in the build, from 1.
        objects: Objects asked for.
        seconds: From sending to the last byte.
        usage: What it was billed.
        model: The model that answered; empty where it failed.
        failure: Why it failed; empty where it was answered.
        request_id: The service's name for it; empty where it gave none.
    """

    number: int
    objects: int
    seconds: float
    usage: Usage = Usage()
    model: str = ""
    failure: str = ""
    request_id: str = ""


@dataclass(slots=True)
class Counters:
    """Numbers of one build's requests.

    Attributes:
        requests: Requests sent, failed ones included.
        throttled: How many of them were refused for their pace.
        max_in_flight: The highest number at once.
        usage: What was billed.
        seconds: Time spent asking.
    """

    requests: int = 0
    throttled: int = 0
    max_in_flight: int = 0
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0

    def __add__(self, other: Counters) -> Counters:
        return Counters(
            requests=self.requests + other.requests,
            throttled=self.throttled + other.throttled,
            max_in_flight=max(self.max_in_flight, other.max_in_flight),
            usage=self.usage + other.usage,
            seconds=self.seconds + other.seconds,
        )

    def __sub__(self, earlier: Counters) -> Counters:
        """What was added since an earlier moment; the highest number in flight is not told apart."""
        return Counters(
            requests=self.requests - earlier.requests,
            throttled=self.throttled - earlier.throttled,
            max_in_flight=self.max_in_flight,
            usage=self.usage - earlier.usage,
            seconds=self.seconds - earlier.seconds,
        )
