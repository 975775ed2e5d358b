"""The local Azure: a real HTTP server on loopback, its records, its start and its clean stop.

What a reply says is decided in `routes`, `completion`, `quota` and `faults`; how it is written, in `wire`.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from tests.azure.asked import UnreadableCodeError, asked_in
from tests.azure.completion import complete, refused_parameters
from tests.azure.options import Options
from tests.azure.prompt_cache import PromptCache, render_prompt
from tests.azure.quota import QuotaWindow
from tests.azure.records import Reply, SeenRequest, Usage, error_reply, invalid_request
from tests.azure.routes import Route, find_route
from tests.azure.wire import WireServer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType

    from tests.azure.faults import Fault


@dataclass(kw_only=True)
class LocalAzure(Options):
    """An Azure OpenAI resource on loopback, for the length of a `with` block.

    Attributes:
        requests: What arrived, in order, since the start or the last `reset`.
        max_in_flight: The most requests that were being answered at once.
        sockets_opened: How many connections clients opened.
    """

    requests: list[SeenRequest] = field(default_factory=list, init=False)
    max_in_flight: int = field(default=0, init=False)
    sockets_opened: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Prepare the state that is not an option."""
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._in_flight = 0
        self._window = QuotaWindow(self.quota)
        self._cache = PromptCache()
        self._server: WireServer | None = None

    @property
    def url(self) -> str:
        """The endpoint of the resource, without a path."""
        if self._server is None:
            raise RuntimeError("the local Azure runs only inside its `with` block")
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self._server.port}"

    @property
    def v1_url(self) -> str:
        """The base URL of the v1 API."""
        return f"{self.url}/openai/v1/"

    def __enter__(self) -> Self:
        """Start on a free port."""
        self._stopping.clear()
        self._server = WireServer(self, tls=self.tls)
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop at once, whatever is in flight, and wait for every thread."""
        self._stopping.set()
        if self._server is not None:
            self._server.stop()
        self._server = None

    def reset(self) -> None:
        """Forget what was seen, what was cached and what counts against the quota; options and faults stay."""
        with self._lock:
            self.requests = []
            self.max_in_flight = self._in_flight
            self.sockets_opened = 0
            self._window = QuotaWindow(self.quota)
            self._cache = PromptCache()

    def billed_usage(self, requests: Iterable[SeenRequest] | None = None) -> Usage:
        """Sum what was billed: every completion, also where its body never arrived whole."""
        seen = self.requests if requests is None else requests
        return sum((request.usage for request in seen if request.usage is not None), Usage())

    def opened(self) -> None:
        """Count a connection; called by the wire."""
        with self._lock:
            self.sockets_opened += 1

    def pause(self, until: float) -> bool:
        """Wait for a monotonic time; False if the server stops meanwhile."""
        return not self._stopping.wait(max(until - time.monotonic(), 0.0))

    def receive(self, request: SeenRequest) -> Reply:
        """Record a request that has just arrived and decide the reply; called by the wire."""
        with self._lock:
            self.requests.append(request)
            request.number = len(self.requests)
            self._in_flight += 1
            self.max_in_flight = max(self.max_in_flight, self._in_flight)
        try:
            return self._decide(request)
        except Exception as error:
            return error_reply(500, "local_azure_failed", f"{type(error).__name__}: {error}")

    def finish(self, request: SeenRequest, reply: Reply) -> None:
        """Record what became of a request, just before its client can know; called by the wire."""
        with self._lock:
            request.finished = time.monotonic()
            request.status = reply.status
            request.usage = reply.usage
            if reply.prompt is not None and request.deployment is not None:
                self._cache.add(request.deployment, reply.prompt.text)
            self._in_flight -= 1

    def rate_headers(self) -> dict[str, str]:
        """The `x-ratelimit-*` headers of this moment."""
        with self._lock:
            return self._current_window().headers(time.monotonic())

    def _decide(self, request: SeenRequest) -> Reply:
        route = self._understand(request)
        hit = [fault for fault in self.faults if fault.hits(request)]  # once: a test of the request may count
        reply = route if isinstance(route, Reply) else self._complete(request, route, hit)
        for fault in hit:
            reply = fault.spoil(reply)
        return reply

    def _understand(self, request: SeenRequest) -> Route | Reply:
        """Fill in the deployment and the objects of a request, or say what is wrong with it."""
        route = find_route(request, self)
        if isinstance(route, Reply):
            return route
        request.deployment = route.deployment
        if request.body is None:
            return invalid_request("We could not parse the JSON body of your request.")
        refused = refused_parameters(request.body, route)
        if refused is not None:
            return refused
        try:
            request.objects = asked_in(request.body["messages"])
        except UnreadableCodeError as error:
            return invalid_request(str(error), code="local_azure_unreadable_code", param="messages")
        return route

    def _complete(self, request: SeenRequest, route: Route, hit: Sequence[Fault]) -> Reply:
        assert request.body is not None
        text = render_prompt(request.body)
        with self._lock:
            throttled = self._current_window().admit(text, request.body, request.started)
            prompt = self._cache.look_up(route.deployment, text)
        return throttled or complete(request, route, self, prompt, faults=hit)

    def _current_window(self) -> QuotaWindow:
        if self._window.quota is not self.quota:
            self._window = QuotaWindow(self.quota)
        return self._window
