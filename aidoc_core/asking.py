"""Sending bundles: workers, pace, retries, budget and deadline. Knows requests and replies, not what is in them."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from aidoc_core.errors import ConfigError, GiveUp, ModelError, RetryLater, StopAsking
from aidoc_core.model import Pace, Reply, Request, prices
from aidoc_core.prompt import Bundle, output_limit, system_message, user_message
from aidoc_core.tokens import bound, estimate
from aidoc_core.usage import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aidoc_core.model import Client
    from aidoc_core.settings import Settings

TRIES = 4
"""Times a request is sent when it fails for a reason that may pass; refusals for its pace (429) do not count."""
BACKOFF = 0.5
"""Seconds before the second try, doubled each time, with jitter."""
PATIENCE = 300.0
"""Seconds to wait for a rate limit that lets nothing through; Azure has been seen to ask for 86,400."""


@dataclass(slots=True)
class Tally:
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

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            requests=self.requests + other.requests,
            throttled=self.throttled + other.throttled,
            max_in_flight=max(self.max_in_flight, other.max_in_flight),
            usage=self.usage + other.usage,
            seconds=self.seconds + other.seconds,
        )

    def __sub__(self, earlier: Tally) -> Tally:
        """What was added since an earlier moment; the highest number in flight is not told apart."""
        return Tally(
            requests=self.requests - earlier.requests,
            throttled=self.throttled - earlier.throttled,
            max_in_flight=self.max_in_flight,
            usage=self.usage - earlier.usage,
            seconds=self.seconds - earlier.seconds,
        )


class Asker:
    """Sends bundles and hands every reply to a judge at once, before the next one is awaited.

    Args:
        open_client: Opens the client when the first bundle is to be sent.
        settings: Pace, budget and time limits.
        tally: Where requests are counted, over all batches of a build.
    """

    def __init__(self, open_client: Callable[[], Client], settings: Settings, tally: Tally) -> None:
        self._open_client = open_client
        self._settings = settings
        self._tally = tally
        self._system = system_message(settings)
        self._in_flight = 0
        self._reserved = Decimal(0)
        self._succeeded = False
        self.stopped = ""
        """Why no further request is sent; empty while all is well."""
        self.left_out = ""
        """Why bundles were left for the next build: `budget` or `deadline`."""

    def run(self, bundles: Iterable[Bundle], judge: Callable[[Bundle, Reply | ModelError], Iterable[Bundle]]) -> None:
        """Ask for all bundles and those that the judge asks for in turn (repairs, halves).

        Args:
            bundles: What to ask first.
            judge: Told what became of a bundle; gives bundles to ask in turn.

        Raises:
            ConfigError: The client cannot be opened, or the budget cannot be kept.
        """
        started = time.monotonic()
        try:
            _run(self._all(list(bundles), judge))
        finally:
            self._tally.seconds += time.monotonic() - started

    async def _all(
        self, bundles: list[Bundle], judge: Callable[[Bundle, Reply | ModelError], Iterable[Bundle]]
    ) -> None:
        self._check_budget()
        client = self._open_client()
        settings = self._settings
        pace = Pace(tokens_per_minute=settings.tokens_per_minute, requests_per_minute=settings.requests_per_minute)
        slots = asyncio.Semaphore(settings.concurrency)
        try:
            async with asyncio.timeout(settings.deadline), asyncio.TaskGroup() as group:

                async def one(bundle: Bundle) -> None:
                    async with slots:
                        result = await self._send(client, pace, bundle)
                        # Kept before awaited: the judge writes answers to disk before this worker goes on.
                        more = judge(bundle, result) if result is not None else ()
                    for follower in more:
                        group.create_task(one(follower))

                for bundle in bundles:
                    group.create_task(one(bundle))
        except TimeoutError:
            self.left_out = "deadline"
        finally:
            await client.close()

    async def _send(self, client: Client, pace: Pace, bundle: Bundle) -> Reply | ModelError | None:
        """Send one bundle until it is answered or given up; `None` where it was not sent at all."""
        request = Request(
            system=self._system,
            user=user_message(bundle),
            max_output_tokens=output_limit(bundle, self._settings),
        )
        size = estimate(request.system) + estimate(request.user) + request.max_output_tokens
        tries = 0
        while not self.stopped:
            await pace.turn(size)
            worst = self._worst(request)
            if self.stopped or not self._affordable(worst):
                return None
            try:
                return await self._once(client, pace, request, worst)
            except StopAsking as error:
                self.stopped = str(error)
            except RetryLater as error:
                if error.shared:
                    self._throttled(pace, size, error)
                    continue
                pace.failed()
                tries += 1
                if tries >= TRIES:
                    return self._exhausted(error)
                await asyncio.sleep(error.after or BACKOFF * 2**tries * random.uniform(0.5, 1.0))  # noqa: S311
            except ModelError as error:
                pace.failed()
                self._bill(error.usage)
                return error
        return None

    async def _once(self, client: Client, pace: Pace, request: Request, worst: Decimal) -> Reply:
        tally = self._tally
        tally.requests += 1
        self._in_flight += 1
        self._reserved += worst
        tally.max_in_flight = max(tally.max_in_flight, self._in_flight)
        try:
            reply = await client.ask(request)
        finally:
            self._in_flight -= 1
            self._reserved -= worst
        self._succeeded = True
        self._bill(reply.usage)
        pace.succeeded(reply.headers)
        return reply

    def _bill(self, usage: object) -> None:
        if isinstance(usage, Usage):
            self._tally.usage += usage

    def _throttled(self, pace: Pace, size: int, error: RetryLater) -> None:
        self._tally.throttled += 1
        pause = pace.throttled(size, error.after)
        waited = time.monotonic() - (pace.throttled_since or time.monotonic())
        if max(pause, waited) > PATIENCE:
            self.stopped = f"{error}; it asks to wait {pause:.0f} s. Build again later"

    def _exhausted(self, error: RetryLater) -> ModelError | None:
        if self._succeeded:
            return GiveUp(f"{error}, {TRIES} times")
        # Nothing has ever come back: the address is wrong or the service is down, for all objects alike.
        self.stopped = f"{error}. Check 'endpoint' and the network, or build with 'offline: true'"
        return None

    def _check_budget(self) -> None:
        name = self._settings.model or self._settings.deployment
        if self._settings.budget_usd is not None and not prices.known(name):
            raise ConfigError(
                f"'budget_usd' cannot be kept: the price of '{name}' is not known. "
                "Set 'model' to the name of the model behind the deployment.",
                option="budget_usd",
            )

    def _worst(self, request: Request) -> Decimal:
        if self._settings.budget_usd is None:
            return Decimal(0)
        usage = Usage(
            input_tokens=bound(request.system) + bound(request.user) + 400,  # the schema counts as input
            output_tokens=request.max_output_tokens,
        )
        return prices.cost(self._settings.model or self._settings.deployment, usage) or Decimal(0)

    def _affordable(self, worst: Decimal) -> bool:
        budget = self._settings.budget_usd
        if budget is None:
            return True
        spent = self._tally.usage.cost_usd
        if spent is not None and spent + self._reserved + worst <= Decimal(str(budget)):
            return True
        self.left_out = "budget"
        return False


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
