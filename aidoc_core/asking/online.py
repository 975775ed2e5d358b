"""Sending bundles: workers, pace, retries, budget and deadline. Knows requests and replies, not what is in them."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aidoc_core.answers.answer import wire_schema
from aidoc_core.answers.usage import Usage
from aidoc_core.asking.aside import aside
from aidoc_core.asking.breaker import Breaker, is_paid
from aidoc_core.asking.budget import Budget
from aidoc_core.asking.counters import Counters, Sent
from aidoc_core.asking.partial import split_answered
from aidoc_core.asking.prompt import (
    Bundle,
    Plan,
    make_plan,
    output_limit,
    system_message,
    user_message,
)
from aidoc_core.errors import (
    ContextTooLong,
    GiveUp,
    Misunderstood,
    ModelError,
    RetryLater,
    StopAsking,
)
from aidoc_core.model import Pace, Reply, Request, prices
from aidoc_core.model.address import shown_host

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable
    from decimal import Decimal

    from aidoc_core.model import Client
    from aidoc_core.model.pacing import Ticket
    from aidoc_core.settings import Settings

TRIES = 4
"""Times a request is sent when it fails for a reason that may pass; refusals for its pace (429) do not count."""
TRIES_AT_START = 6
"""The same while nothing has been answered, of a service that is there and fails: losing patience loses the build."""
BACKOFF = 0.5
"""Seconds before the second try, doubled each time, with jitter."""
LONGEST_WAIT = 30.0
"""Seconds to wait at most before a request is sent again that failed for another reason than its pace."""
PATIENCE = 300.0
"""Seconds to wait for a rate limit that lets nothing through; Azure has been seen to ask for 86,400."""
LONGEST_JUDGING = 60.0
"""Seconds that judging one reply may take: the first looks through the whole package."""
LAST_JUDGING = 10.0
"""Seconds that are waited, when asking is over, for the judging of what has been answered and paid."""


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


class Asker:
    """Sends bundles and hands every reply to a judge at once, before the next one is sent.

    Args:
        open_client: Opens the client when the first bundle is to be sent.
        settings: Pace, budget and time limits.
        counters: Where requests are counted, over all batches of a build.
        started: When the build began, on the monotonic clock; the deadline counts from here.
        watch: Told of what is going to be asked, and of every request when it is over.
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
        watch: Callable[[Sent | Plan], None] = lambda _: None,
        minute: float = 60.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        judging: float = LONGEST_JUDGING,
    ) -> None:
        self._open_client = open_client
        self._started = time.monotonic() if started is None else started
        self._watch = watch
        self._minute = minute
        self._sleep = sleep
        self._judging = judging
        self._judged: set[asyncio.Task[list[Bundle]]] = set()
        self._settings = settings
        self._counters = counters
        self._model = settings.model or settings.deployment
        self._system = system_message(settings)
        self._in_flight = 0
        self._budget = Budget(settings.budget_usd, self._model, counters)
        self._succeeded = False
        self._came_back = asyncio.Event()
        self._fitted = 0
        self._too_long = float("inf")
        self.breaker = Breaker()
        """What was paid for, and for what."""
        self.stopped = ""
        """Why no further request is sent; empty while all is well."""
        self.left_out = ""
        """Why bundles were left for the next build: `budget` or `deadline`."""

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
            _run(self._all(bundles, judge, prepare))
        finally:
            self._counters.seconds += time.monotonic() - started

    def _plan(self, bundles: list[Bundle]) -> Plan:
        plan = make_plan(bundles, self._settings)
        usage = Usage(input_tokens=plan.input_tokens, output_tokens=plan.output_tokens)
        cost = prices.cost(self._model, usage)
        return replace(plan, cost_usd=cost, host=shown_host(self._settings), origin=self._settings.address_from)

    async def _all(
        self,
        bundles: list[Bundle],
        judge: Judge,
        prepare: Callable[[Bundle], Bundle | None],
    ) -> None:
        try:
            client = self._open_client()
        except StopAsking as error:
            self.stopped = str(error)
            return
        settings = self._settings
        self._came_back = asyncio.Event()  # belongs to one event loop, and each batch has its own
        pace = Pace(
            tokens_per_minute=settings.tokens_per_minute,
            requests_per_minute=settings.requests_per_minute,
            minute=self._minute,
        )
        slots = asyncio.Semaphore(settings.concurrency)
        try:
            async with asyncio.timeout(self._time_left()), asyncio.TaskGroup() as group:

                async def one(bundle: Bundle) -> None:
                    async with slots:
                        left = None if self.stopped else prepare(bundle)
                        result = None if left is None else await self._send(client, pace, left)
                        # Kept before this worker goes on: the answers are on disk by then.
                        more = [] if left is None or result is None else await self._hand_over(left, result, judge)
                    for follower in more:
                        group.create_task(one(follower))

                for bundle in bundles:
                    group.create_task(one(bundle))
        except TimeoutError:
            self.left_out = "deadline"
        finally:
            await self._finish_judging()
            await client.close()

    async def _hand_over(self, bundle: Bundle, result: Reply | ModelError, judge: Judge) -> list[Bundle]:
        """Have a result judged. What has come is judged to its end, also where asking stops meanwhile: it is paid."""
        task = asyncio.create_task(self._judge(bundle, result, judge))
        self._judged.add(task)
        try:
            return await asyncio.shield(task)
        finally:
            if task.done():
                self._judged.discard(task)

    async def _finish_judging(self) -> None:
        """Wait for what is being judged, within reason: a time limit has to hold."""
        judged, self._judged = self._judged, set()
        if judged:
            _, late = await asyncio.wait(judged, timeout=min(LAST_JUDGING, self._judging))
            for task in late:
                task.cancel()  # it is entered as a failure, and at once
            await asyncio.gather(*judged)

    async def _judge(self, bundle: Bundle, result: Reply | ModelError, judge: Judge) -> list[Bundle]:
        """Have a result judged, and take note of whether it was worth its price."""
        if isinstance(result, ModelError):
            return self._judge_error(bundle, result, judge)
        part, reply, rest = split_answered(bundle, result)
        if part is None:
            return self._judge_error(bundle, Misunderstood(_OTHERS, usage=result.usage, divisible=True), judge)
        try:
            judged = await aside(lambda: judge(part, reply), seconds=self._judging)
        except (TimeoutError, asyncio.CancelledError):
            return [*self._judge_error(part, GiveUp(_SLOW, usage=result.usage), judge), *rest]
        judged.settle()
        if judged.kept:
            self.breaker.helped()
        else:
            self._stop(self.breaker.failed(None, billed=True))
        return [*judged.again, *rest]

    def _judge_error(self, bundle: Bundle, error: ModelError, judge: Judge) -> list[Bundle]:
        self._stop(self.breaker.failed(error, billed=is_paid(error)))
        judged = judge(bundle, error)
        judged.settle()
        return list(judged.again)

    def _stop(self, reason: str) -> None:
        self.stopped = self.stopped or reason

    def goes_on(self) -> bool:
        """Whether a further request may be sent."""
        if self._time_left() == 0:
            self.left_out = "deadline"
        return not (self.stopped or self.left_out)

    def _time_left(self) -> float | None:
        if self._settings.deadline is None:
            return None
        return max(0.0, self._settings.deadline - (time.monotonic() - self._started))

    async def _send(self, client: Client, pace: Pace, bundle: Bundle) -> Reply | ModelError | None:
        """Send one bundle until it is answered or given up; `None` where it was not sent at all."""
        request = Request(
            system=self._system,
            user=user_message(bundle),
            max_output_tokens=output_limit(bundle, self._settings),
            paths=tuple(ask.obj.path for ask in bundle.asks),
        )
        size = counted(request)
        if len(bundle.asks) > 1 and self._fitted < size >= self._too_long:
            return ContextTooLong("the request is longer than one that was too long for the model")
        tries = 0
        worst = self._budget.worst(request)
        while await self._affordable(worst):
            with self._budget.holding(worst):
                ticket = await pace.turn(size)
                if self.stopped:
                    pace.failed(ticket)
                    break
                try:
                    reply = await self._once(client, request, worst, len(bundle.asks))
                except RetryLater as error:
                    if error.shared:
                        self._throttled(pace, ticket, error)
                        continue
                    pace.failed(ticket)
                    tries += 1
                    if not self._again(error, tries):
                        return self._exhausted(error, tries)
                    await self._sleep(_wait(error, tries))
                except ModelError as error:
                    pace.failed(ticket)
                    return await self._failure(error, size)
                else:
                    pace.succeeded(ticket, reply.headers)
                    self._fitted = max(self._fitted, size)
                    return reply
        return None

    def _again(self, error: RetryLater, tries: int) -> bool:
        """Whether a request is sent once more that failed for a reason that may pass."""
        if error.billed:
            self._stop(self.breaker.failed(error, billed=True))
        return tries < (TRIES if self._succeeded or not error.status else TRIES_AT_START)

    async def _failure(self, error: ModelError, size: int) -> ModelError | None:
        """What a failure comes to that does not pass; `None` where asking stops with it."""
        self._bill(error.usage)
        if isinstance(error, ContextTooLong):
            self._too_long = min(self._too_long, size)
        if not isinstance(error, StopAsking):
            return error
        if error.otherwise is not None and await self._answered_elsewhere():
            return error.otherwise
        self._stop(str(error))
        return None

    async def _once(self, client: Client, request: Request, worst: Decimal, objects: int) -> Reply:
        counters = self._counters
        counters.requests += 1
        number, started = counters.requests, time.monotonic()
        self._in_flight += 1
        counters.max_in_flight = max(counters.max_in_flight, self._in_flight)
        try:
            reply = await client.ask(request)
            self._succeeded = True
        except ModelError as error:
            if isinstance(error, RetryLater) and error.billed:
                self._budget.lose(worst)
            seconds = time.monotonic() - started
            self._watch(Sent(number=number, objects=objects, seconds=seconds, failure=str(error)))
            raise
        finally:
            self._in_flight -= 1
            self._came_back.set()
        self._bill(reply.usage)
        seconds = time.monotonic() - started
        self._watch(
            Sent(
                number=number,
                objects=objects,
                seconds=seconds,
                usage=reply.usage,
                model=reply.model,
                request_id=reply.request_id,
            )
        )
        return reply

    async def _affordable(self, worst: Decimal) -> bool:
        """Whether a request may be sent, once enough of what is in flight has come back."""
        while not self.stopped:
            if self._budget.allows(worst):
                return True
            if not self._budget.may_allow(worst):
                self.left_out = "budget"
                break
            await self._next_return()
        return False

    async def _next_return(self) -> None:
        """Wait until a request that is in flight comes back."""
        self._came_back.clear()
        await self._came_back.wait()

    async def _answered_elsewhere(self) -> bool:
        """Whether a request that is in flight by now is answered, or one has been."""
        while not self._succeeded and not self.stopped and self._in_flight:
            await self._next_return()
        return self._succeeded

    def _bill(self, usage: object) -> None:
        if isinstance(usage, Usage):
            self._counters.usage += usage

    def _throttled(self, pace: Pace, ticket: Ticket, error: RetryLater) -> None:
        self._counters.throttled += 1
        pause = pace.throttled(ticket, error.after)
        waited = time.monotonic() - (pace.throttled_since or time.monotonic())
        if max(pause, waited) > PATIENCE:
            self._stop(f"{error}; it asks to wait {pause:.0f} s. Build again later")

    def _exhausted(self, error: RetryLater, tries: int) -> ModelError | None:
        if self._succeeded:
            return GiveUp(f"{error}, {tries} times")
        # Nothing has ever come back: the address is wrong or the service is down, for all objects alike.
        option = "base_url" if self._settings.base_url else "endpoint"
        self._stop(f"{error}. Check '{option}' and the network, or build with 'offline: true'")
        return None


_OTHERS = "the answers are about other objects than were asked for"
_SLOW = "its checks took too long, a fault of aidoc; please report it"


def _wait(error: RetryLater, tries: int) -> float:
    """Seconds until a request is sent again: what the server says within reason, else longer each time."""
    if error.after:
        return min(error.after, LONGEST_WAIT)
    jitter: float = random.uniform(0.5, 1.0)  # noqa: S311 - nothing secret hangs on it
    return float(BACKOFF * 2**tries * jitter)


def counted(request: Request) -> int:
    """What Azure's limiter counts for a request at arrival: characters by four, plus the limit on output tokens.

    See <https://learn.microsoft.com/azure/ai-services/openai/how-to/quota>.
    """
    return (len(request.system) + len(request.user) + len(json.dumps(wire_schema()))) // 4 + request.max_output_tokens


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
