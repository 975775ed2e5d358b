"""One concurrent batch of bundles: workers, and what follows from each reply. Knows requests, not what is in them."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.asking.budget import Budget
from aidoc_core.asking.estimates import estimate_bundles
from aidoc_core.asking.judging import LONGEST_JUDGING, Court
from aidoc_core.asking.prompt import system_message
from aidoc_core.asking.sending import Sender
from aidoc_core.asking.stops import Stops
from aidoc_core.errors import StopAsking
from aidoc_core.model.address import shown_host

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from aidoc_core.asking.breaker import Breaker
    from aidoc_core.asking.counters import Counters
    from aidoc_core.asking.judging import Judge
    from aidoc_core.asking.plan import Plan
    from aidoc_core.asking.prompt import Bundle
    from aidoc_core.asking.sent import Retry, Sent
    from aidoc_core.model import Client
    from aidoc_core.settings import Settings


class Asker:
    """Sends bundles and hands every reply to a judge at once, before the next one is sent.

    Args:
        open_client: Opens the client when the first bundle is to be sent.
        settings: Pace, budget and time limits.
        counters: Where requests are counted, over all batches of a build.
        started: When the build began, on the monotonic clock; the deadline counts from here.
        watch: Told of what is going to be asked, of every request when it is over, and of every one that is sent again.
        minute: Seconds in a minute of quota; tests scale time.
        sleep: Waits for so many seconds before a request is sent again.
        judging: Seconds that judging one reply may take.
    """

    def __init__(  # noqa: PLR0913 - keyword-only
        self,
        open_client: Callable[[], Client],
        settings: Settings,
        counters: Counters,
        *,
        started: float | None = None,
        watch: Callable[[Sent | Plan | Retry], None] = lambda _: None,
        minute: float = 60.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        judging: float = LONGEST_JUDGING,
    ) -> None:
        self._open_client = open_client
        self._watch = watch
        self._judging = judging
        self._settings = settings
        self._counters = counters
        self._model = settings.model or settings.deployment
        self._budget = Budget(settings.budget_usd, self._model, counters)
        self._stops = Stops(settings.deadline, started=started)
        self._sender = Sender(
            settings,
            counters=counters,
            budget=self._budget,
            stops=self._stops,
            watch=watch,
            minute=minute,
            sleep=sleep,
            system=system_message(settings),
        )

    @property
    def breaker(self) -> Breaker:
        """What was paid for, and for what."""
        return self._stops.breaker

    @property
    def stopped(self) -> str:
        """Why no further request is sent; empty while all is well."""
        return self._stops.reason

    @property
    def left_out(self) -> str:
        """Why bundles were left for the next build: `budget` or `deadline`."""
        return self._stops.left_out

    def stop(self, reason: str) -> None:
        """Send no further request; the first reason counts."""
        self._stops.stop(reason)

    def goes_on(self) -> bool:
        """Whether a further request may be sent."""
        return self._stops.goes_on()

    def run(
        self,
        bundles: Iterable[Bundle],
        judge: Judge,
        prepare: Callable[[Bundle], Bundle | None] = lambda bundle: bundle,
    ) -> None:
        """Ask for all bundles and those that the judge asks for in turn (repairs, halves).

        Args:
            bundles: What to ask first.
            judge: Told what became of a bundle; says what it keeps, and gives bundles to ask in turn. It runs beside
                the event loop and must change nothing itself.
            prepare: Told of a bundle that is about to be sent; gives what of it still has to be, `None` for nothing.

        Raises:
            ConfigError: The budget cannot be kept.
        """
        self._budget.check()
        started = time.monotonic()
        bundles = list(bundles)
        self._watch(self._plan(bundles))
        try:
            _run(self._all(bundles, Court(judge, self._stops, seconds=self._judging), prepare))
        finally:
            self._counters.seconds += time.monotonic() - started

    def _plan(self, bundles: list[Bundle]) -> Plan:
        plan = estimate_bundles(bundles, self._settings)
        return replace(plan, host=shown_host(self._settings), origin=self._settings.address_from)

    async def _all(self, bundles: list[Bundle], court: Court, prepare: Callable[[Bundle], Bundle | None]) -> None:
        try:
            client = self._open_client()
        except StopAsking as error:
            self.stop(str(error))
            return
        line = self._sender.open_line(client)
        slots = asyncio.Semaphore(self._settings.concurrency)
        try:
            async with asyncio.timeout(self._stops.time_left()), asyncio.TaskGroup() as group:

                async def one(bundle: Bundle) -> None:
                    async with slots:
                        left = None if self.stopped else prepare(bundle)
                        result = None if left is None else await self._sender.send(line, left)
                        # Kept before this worker goes on: the answers are on disk by then.
                        more = [] if left is None or result is None else await court.hand_over(left, result)
                    for follower in more:
                        group.create_task(one(follower))

                for bundle in bundles:
                    group.create_task(one(bundle))
        except TimeoutError:
            self._stops.left_out = "deadline"
        finally:
            await court.close()
            await client.close()


def _run(main: object) -> None:
    """Run a coroutine from code that may or may not stand inside a running event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(main)  # type: ignore[arg-type]
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only under a running loop, e.g. in a notebook

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, main).result()  # type: ignore[arg-type]
