"""Having replies judged: beside the event loop, within a time, and to the end, since they are paid for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.asking.partial import split_answered
from aidoc_core.asking.prompt import Bundle
from aidoc_core.errors import GiveUp, Misunderstood, ModelError
from aidoc_core.model import Reply
from aidoc_core.model.aside import aside

if TYPE_CHECKING:
    from aidoc_core.asking.stops import Stops

LONGEST_JUDGING = 60.0
"""Seconds that judging one reply may take: the first looks through the whole package."""
LAST_JUDGING = 10.0
"""Seconds that are waited, when asking is over, for the judging of what has been answered and paid."""
_OTHERS = "the answers are about other objects than were asked for"
_SLOW = "its checks took too long, a fault of aidoc; please report it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a judge makes of one request.

    Attributes:
        kept: Answers that are kept and shown; a request without one was paid in vain.
        again: What to request next: repairs, halves.
        settle: Keeps and enters it. Called where nothing else happens at the same time, and not at all where judging
            took too long.
    """

    kept: int = 0
    again: tuple[Bundle, ...] = ()
    settle: Callable[[], None] = lambda: None


Judge = Callable[[Bundle, Reply | ModelError], Judged]
"""Says what becomes of a bundle. It runs beside the event loop, and changes nothing itself."""


class Court:
    """Where the results of one batch are judged.

    Args:
        judge: Judges one result.
        stops: Told what was worth its price, and what was not.
        seconds: How long judging one reply may take.
    """

    def __init__(self, judge: Judge, stops: Stops, *, seconds: float = LONGEST_JUDGING) -> None:
        self._judge = judge
        self._stops = stops
        self._seconds = seconds
        self._judged: set[asyncio.Task[list[Bundle]]] = set()

    async def hand_over(self, bundle: Bundle, result: Reply | ModelError) -> list[Bundle]:
        """Have a result judged. What has come is judged to its end, also where asking stops meanwhile: it is paid.

        Returns:
            What to request next.
        """
        task = asyncio.create_task(self._settle(bundle, result))
        self._judged.add(task)
        try:
            return await asyncio.shield(task)
        finally:
            if task.done():
                self._judged.discard(task)

    async def close(self) -> None:
        """Wait for what is being judged, within reason: a time limit has to hold."""
        judged, self._judged = self._judged, set()
        if judged:
            _, late = await asyncio.wait(judged, timeout=min(LAST_JUDGING, self._seconds))
            for task in late:
                task.cancel()  # it is entered as a failure, and at once
            await asyncio.gather(*judged)

    async def _settle(self, bundle: Bundle, result: Reply | ModelError) -> list[Bundle]:
        """Have a result judged, and take note of whether it was worth its price."""
        if isinstance(result, ModelError):
            return self._settle_error(bundle, result)
        part, reply, rest = split_answered(bundle, result)
        if part is None:
            return self._settle_error(bundle, Misunderstood(_OTHERS, usage=result.usage, divisible=True))
        try:
            judged = await aside(lambda: self._judge(part, reply), seconds=self._seconds)
        except (TimeoutError, asyncio.CancelledError):
            return [*self._settle_error(part, GiveUp(_SLOW, usage=result.usage)), *rest]
        judged.settle()
        if judged.kept:
            self._stops.breaker.helped()
        else:
            self._stops.count(None)
        return [*judged.again, *rest]

    def _settle_error(self, bundle: Bundle, error: ModelError) -> list[Bundle]:
        self._stops.count(error)
        judged = self._judge(bundle, error)
        judged.settle()
        return list(judged.again)
