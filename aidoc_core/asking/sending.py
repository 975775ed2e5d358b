"""Sending one bundle until it is answered or given up: pace, retries and budget. Knows no answers."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.answers.usage import Usage
from aidoc_core.answers.wire import wire_schema
from aidoc_core.asking.plan import MESSAGE_TOKENS, SCHEMA_TOKENS
from aidoc_core.asking.prompt import output_limit
from aidoc_core.asking.sent import Retry, Sent
from aidoc_core.asking.tokens import estimate
from aidoc_core.asking.tries import PATIENCE, Tries, wait_before
from aidoc_core.errors import ContextTooLong, GiveUp, ModelError, RetryLater, StopAsking
from aidoc_core.model import Pace, Request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from decimal import Decimal

    from aidoc_core.asking.budget import Budget
    from aidoc_core.asking.counters import Counters
    from aidoc_core.asking.prompt import Bundle
    from aidoc_core.asking.stops import Stops
    from aidoc_core.model import Client, Reply
    from aidoc_core.model.counting import Ticket
    from aidoc_core.settings import Settings


DOWN = 2
"""Requests in a row that all their tries do not save, for each worker: more, and the service is down for all."""


class Sender:
    """Sends bundles, over all batches of a build.

    Args:
        settings: Pace and limits.
        counters: Where requests are counted.
        budget: What may be spent.
        stops: Whether asking goes on.
        watch: Told of every request, and of every one that is sent again.
        minute: Seconds in a minute of quota; tests scale time.
        sleep: Waits for so many seconds before a request is sent again.
        system: What a request begins with whose bundle does not say otherwise.
    """

    def __init__(  # noqa: PLR0913 - keyword-only
        self,
        settings: Settings,
        *,
        counters: Counters,
        budget: Budget,
        stops: Stops,
        watch: Callable[[Sent | Retry], None],
        minute: float,
        sleep: Callable[[float], Awaitable[None]],
        system: str,
    ) -> None:
        self._settings = settings
        self._counters = counters
        self._budget = budget
        self._stops = stops
        self._watch = watch
        self._minute = minute
        self._sleep = sleep
        self._system = system
        self._shared_tokens = estimate(self._system) + SCHEMA_TOKENS + 2 * MESSAGE_TOKENS
        self._in_flight = 0
        self._succeeded = False
        self._down = 0
        self._came_back = asyncio.Event()
        self._fitted = 0
        self._too_long = float("inf")

    def open_line(self, client: Client) -> Line:
        """Begin a batch: what is paced together, on one event loop."""
        self._came_back = asyncio.Event()  # belongs to one event loop, and each batch has its own
        settings = self._settings
        pace = Pace(
            tokens_per_minute=settings.tokens_per_minute,
            requests_per_minute=settings.requests_per_minute,
            minute=self._minute,
        )
        return Line(client=client, pace=pace)

    async def send(self, line: Line, bundle: Bundle) -> Reply | ModelError | None:
        """Send one bundle until it is answered or given up; `None` where it was not sent at all."""
        request = Request(
            system=bundle.system or self._system,
            user=bundle.message,
            max_output_tokens=output_limit(bundle, self._settings),
            paths=tuple(ask.obj.path for ask in bundle.asks),
            texts=tuple(ask.texts for ask in bundle.asks),
            choices=bundle.choices,
        )
        vars(bundle).pop("message", None)  # the request has it
        size = counted(request)
        if len(bundle.asks) > 1 and self._fitted < size >= self._too_long:
            return ContextTooLong("the request is longer than one that was too long for the model")
        tries = Tries(paths=request.paths, worst=self._budget.worst(request))
        while await self._affordable(tries.worst):
            with self._budget.holding(tries.worst):
                ticket = await line.pace.turn(size)
                if self._stops.reason:
                    line.pace.failed(ticket)
                    break
                try:
                    reply = await self._once(line.client, request, tries)
                except RetryLater as error:
                    if error.shared:
                        self._throttled(line.pace, ticket, error, tries)
                        continue
                    line.pace.failed(ticket)
                    tries.failed += 1
                    if not self._again(error, tries):
                        return self._exhausted(error, tries)
                    wait = wait_before(tries.failed, error)
                    self._tell_retry(tries, error, wait)
                    await self._sleep(wait)
                except ModelError as error:
                    line.pace.failed(ticket)
                    return await self._failure(error, size)
                else:
                    line.pace.succeeded(ticket, reply.headers)
                    self._fitted = max(self._fitted, size)
                    return reply
        return None

    def _again(self, error: RetryLater, tries: Tries) -> bool:
        """Whether a request is sent once more that failed for a reason that may pass."""
        if error.billed:
            self._stops.count(error, billed=True)
        return tries.are_left(at_start=not self._succeeded and bool(error.status))

    async def _failure(self, error: ModelError, size: int) -> ModelError | None:
        """What a failure comes to that does not pass; `None` where asking stops with it."""
        self._bill(error.usage)
        if isinstance(error, ContextTooLong):
            self._too_long = min(self._too_long, size)
        if not isinstance(error, StopAsking):
            return error
        if error.otherwise is not None and await self._answered_elsewhere():
            return error.otherwise
        self._stops.stop(str(error))
        return None

    async def _once(self, client: Client, request: Request, tries: Tries) -> Reply:
        counters = self._counters
        counters.requests += 1
        tries.sent += 1
        tries.number, started = counters.requests, time.monotonic()
        self._in_flight += 1
        counters.max_in_flight = max(counters.max_in_flight, self._in_flight)
        try:
            reply = await client.ask(request)
            self._succeeded, self._down = True, 0
        except ModelError as error:
            if isinstance(error, RetryLater) and error.billed:
                self._budget.lose(tries.worst)
                counters.unpriced += 1
            self._tell_sent(tries, started, _charged(error), failure=str(error), request_id=error.request_id)
            raise
        except asyncio.CancelledError:  # interrupted, or at the deadline: the server may answer and bill all the same
            self._budget.lose(tries.worst)
            counters.unpriced += 1
            raise
        finally:
            self._in_flight -= 1
            self._came_back.set()
        self._bill(reply.usage)
        counters.bundled_tokens += (len(tries.paths) - 1) * self._shared_tokens
        self._tell_sent(tries, started, reply.usage, model=reply.model, request_id=reply.request_id)
        return reply

    def _tell_sent(self, tries: Tries, started: float, usage: Usage, **told: str) -> None:
        seconds = time.monotonic() - started
        retries = tries.sent - 1
        self._watch(Sent(number=tries.number, paths=tries.paths, seconds=seconds, retries=retries, usage=usage, **told))

    def _tell_retry(self, tries: Tries, error: RetryLater, wait: float) -> None:
        self._watch(Retry(number=tries.number, paths=tries.paths, retry=tries.sent, wait=wait, why=str(error)))

    async def _affordable(self, worst: Decimal) -> bool:
        """Whether a request may be sent, once enough of what is in flight has come back."""
        while not self._stops.reason:
            if self._budget.allows(worst):
                return True
            if not self._budget.may_allow(worst):
                self._stops.left_out = "budget"
                break
            await self._next_return()
        return False

    async def _next_return(self) -> None:
        """Wait until a request that is in flight comes back."""
        self._came_back.clear()
        await self._came_back.wait()

    async def _answered_elsewhere(self) -> bool:
        """Whether a request that is in flight by now is answered, or one has been."""
        while not self._succeeded and not self._stops.reason and self._in_flight:
            await self._next_return()
        return self._succeeded

    def _bill(self, usage: object) -> None:
        if isinstance(usage, Usage):
            self._counters.bill(usage)

    def _throttled(self, pace: Pace, ticket: Ticket, error: RetryLater, tries: Tries) -> None:
        self._counters.throttled += 1
        pause = pace.throttled(ticket, error.after)
        waited = time.monotonic() - (pace.throttled_since or time.monotonic())
        if max(pause, waited) > PATIENCE:
            self._stops.stop(f"{error}; it asks to wait {pause:.0f} s. Build again later")
        else:
            self._tell_retry(tries, error, pause)

    def _exhausted(self, error: RetryLater, tries: Tries) -> ModelError | None:
        self._down += 1
        # As many in a row as two rounds of all workers: the service has gone down meanwhile.
        if self._succeeded and self._down <= DOWN * self._settings.concurrency:
            return GiveUp(f"{error}, {tries.failed} times")
        # Nothing comes back: the address is wrong or the service is down, for all objects alike.
        option = "base_url" if self._settings.base_url else "endpoint"
        self._stops.stop(f"{error}. Check '{option}' and the network, or build with 'offline: true'")
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Where the requests of one batch go.

    Attributes:
        client: Answers them.
        pace: When each may be sent.
    """

    client: Client
    pace: Pace


def _charged(error: ModelError) -> Usage:
    """What a failed request was billed; its cost is unknown where nobody says."""
    if isinstance(error.usage, Usage):
        return error.usage
    return Usage(cost_usd=None) if isinstance(error, RetryLater) and error.billed else Usage()


def counted(request: Request) -> int:
    """What Azure's limiter counts for a request at arrival: characters by four, plus the limit on output tokens.

    See <https://learn.microsoft.com/azure/ai-services/openai/how-to/quota>.
    """
    return (len(request.system) + len(request.user) + len(json.dumps(wire_schema()))) // 4 + request.max_output_tokens
