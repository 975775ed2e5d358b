"""A pace against a quota in virtual time: what the pacing itself reaches, whatever the machine does meanwhile."""

from __future__ import annotations

import asyncio
import math
import random
from dataclasses import dataclass
from typing import Literal, TypeAlias

from aidoc_core.model.pacing import Pace
from tests.azure.quota import Quota, QuotaWindow
from tests.virtual_time import VirtualTime, run

_OUTPUT = 300
Known: TypeAlias = Literal["configured", "learnt", "unknown"]
"""How a client comes to know the quota."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """What is sent, and to what service.

    Attributes:
        requests: How many.
        cost: Tokens that the service counts for each.
        counted: Tokens that the client counts.
        known: How the client comes to know the quota.
        bucket: Whether the service has a bucket that refills evenly; the last minute counts otherwise.
        tokens_per_minute: The quota.
        minute: Seconds.
        workers: Requests at once.
        arrival: Seconds from sending to arriving, at least and at most.
        answer: Seconds from arriving to the answer.
    """

    requests: int = 300
    cost: int = 1_560
    counted: int = 1_560
    known: Known = "configured"
    bucket: bool = False
    tokens_per_minute: int = 60_000
    minute: float = 60.0
    workers: int = 8
    arrival: tuple[float, float] = (0.01, 0.05)
    answer: tuple[float, float] = (0.05, 0.05)


WORLDS = {
    "exact": Course(),
    "requests that arrive late": Course(arrival=(0.0, 0.3)),
    "answers after 3 to 12 s": Course(arrival=(0.05, 0.15), answer=(3.0, 12.0), workers=16),
    "counted 3 % less": Course(counted=1_515),
    "counted 3 % more": Course(counted=1_600),
    "half as large": Course(cost=811, counted=811, requests=600),
    "a bucket": Course(bucket=True),
}
"""Services as they may be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paced:
    """What came of it.

    Attributes:
        share: Of the shortest time in which the service takes all requests.
        refused: Requests that it turned away.
    """

    share: float
    refused: int


class _Bucket:
    def __init__(self, course: Course) -> None:
        self._size, self._rate = float(course.tokens_per_minute), course.tokens_per_minute / course.minute
        self._level, self._at = self._size, 0.0

    def wait(self, cost: int, now: float) -> float | None:
        """Seconds until there is room; `None` if there is, and then it is taken."""
        self._level = min(self._size, self._level + (now - self._at) * self._rate)
        self._at = now
        if self._level < cost:
            return (cost - self._level) / self._rate
        self._level -= cost
        return None


class _Window:
    def __init__(self, course: Course) -> None:
        told = course.known == "learnt"
        quota = Quota(tokens_per_minute=course.tokens_per_minute, minute=course.minute, limit_headers=told)
        self._window = QuotaWindow(quota)

    def wait(self, cost: int, now: float) -> float | None:
        """Seconds until there is room; `None` if there is, and then it is taken."""
        refusal = self._window.admit("x" * 4 * (cost - _OUTPUT), {"max_tokens": _OUTPUT}, now)
        return None if refusal is None else int(refusal.headers["retry-after-ms"]) / 1000


def pace(course: Course) -> Paced:
    """Send all requests as fast as the pace lets them go."""
    took, refused = _send(course)
    fit = course.tokens_per_minute // course.cost
    if course.bucket:
        beyond = max(0, course.requests * course.cost - course.tokens_per_minute)
        shortest = beyond * course.minute / course.tokens_per_minute
    else:  # a minute takes so many requests at once; the last ones have to be answered
        minutes = math.ceil(course.requests / fit) - 1
        shortest = minutes * course.minute + _answered(course, course.requests - minutes * fit)
    return Paced(share=shortest / took, refused=refused)


def _answered(course: Course, requests: int) -> float:
    """Seconds until so many requests are answered, if nothing but the workers limits them."""
    return math.ceil(requests / course.workers) * sum(map(_mean, (course.arrival, course.answer)))


def _mean(bounds: tuple[float, float]) -> float:
    return sum(bounds) / 2


def _send(course: Course) -> tuple[float, int]:
    loop = VirtualTime()
    told = course.tokens_per_minute if course.known == "configured" else None
    paced = Pace(tokens_per_minute=told, clock=loop.time, minute=course.minute)
    service = _Bucket(course) if course.bucket else _Window(course)
    headers = {"x-ratelimit-limit-tokens": str(course.tokens_per_minute)} if course.known == "learnt" else {}
    chance, slots, refused = random.Random(1), asyncio.Semaphore(course.workers), 0

    async def one() -> None:
        nonlocal refused
        async with slots:
            while True:
                ticket = await paced.turn(course.counted)
                await asyncio.sleep(chance.uniform(*course.arrival))
                wait = service.wait(course.cost, loop.time())
                if wait is None:
                    await asyncio.sleep(chance.uniform(*course.answer))
                    paced.succeeded(ticket, headers)
                    return
                refused += 1
                paced.throttled(ticket, wait)

    async def all_of_them() -> float:
        async with asyncio.TaskGroup() as group:
            for _ in range(course.requests):
                group.create_task(one())
        return loop.time()

    return run(all_of_them(), loop), refused
