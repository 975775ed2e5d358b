"""Sending bundles to the local Azure through the real SDK: failures, deadline, budget, order."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING

import pytest

from aidoc_core.asking.breaker import is_paid
from aidoc_core.asking.counters import Counters
from aidoc_core.asking.judging import Judged
from aidoc_core.asking.online import Asker
from aidoc_core.asking.plan import Plan
from aidoc_core.asking.prompt import Ask, Bundle
from aidoc_core.asking.sent import Retry, Sent
from aidoc_core.code.gaps import find_gaps
from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.errors import ConfigError, ModelError
from aidoc_core.model import Reply, connect
from aidoc_core.settings import Settings
from tests.azure import Fault, LocalAzure, Quota

if TYPE_CHECKING:
    from collections.abc import Iterable

SECRET = "canary-key-0123456789"


def bundles(count: int) -> list[Bundle]:
    """Bundles of one function each."""
    found = []
    for number in range(count):
        obj = ApiObject(
            path=f"package.measure_{number}",
            kind="function",
            module="package",
            location=Location(file="package.py", line=number + 1),
            source=f"def measure_{number}():\n    work({number})\n",
        )
        found.append(Bundle((Ask(obj=obj, gaps=find_gaps(obj)),)))
    return found


class Batch:
    """One run of an asker, and what became of each bundle."""

    def __init__(
        self,
        azure: LocalAzure,
        *,
        minute: float = 60.0,
        started: float | None = None,
        judging: float = 60.0,
        **options,
    ) -> None:
        self.replies: dict[str, Reply] = {}
        self.errors: dict[str, ModelError] = {}
        self.watched: list[Sent | Plan | Retry] = []
        self.counters = Counters()
        settings = Settings(**{"endpoint": azure.url, "deployment": "docs", **options})
        environment = {"AZURE_OPENAI_API_KEY": azure.api_key, "AIDOC_ALLOW_HTTP": "*.invalid"}
        self.asker = Asker(
            lambda: connect(settings, build="b1", environment=environment),
            settings,
            self.counters,
            minute=minute,
            started=started,
            judging=judging,
            watch=self.watched.append,
            sleep=lambda seconds: asyncio.sleep(seconds / 100),
        )

    def run(self, asked: Iterable[Bundle]) -> Batch:
        """Ask for bundles."""
        self.asker.run(asked, self._judge)
        return self

    def _judge(self, bundle: Bundle, result: Reply | ModelError) -> Judged:
        path = bundle.asks[0].obj.path
        if isinstance(result, ModelError):
            self.errors[path] = result
        else:
            self.replies[path] = result
        return Judged(kept=not isinstance(result, ModelError))


class TestJudging:
    """What a reply holds is looked at beside the event loop."""

    def test_slow_judging_holds_up_no_other_request(self, azure: LocalAzure) -> None:
        """While one reply is judged, all others are requested, answered and settled."""
        batch = Batch(azure, concurrency=2)
        settled: list[str] = []
        others = threading.Event()

        def judge(bundle: Bundle, _result: Reply | ModelError) -> Judged:
            path = bundle.asks[0].obj.path

            def settle() -> None:
                settled.append(path)
                if len(settled) == 5:
                    others.set()

            if path == "package.measure_0":
                assert others.wait(20.0)
            return Judged(kept=1, settle=settle)

        batch.asker.run(bundles(6), judge)
        assert settled[-1] == "package.measure_0"
        assert (len(settled), batch.asker.stopped, batch.asker.left_out) == (6, "", "")

    @pytest.mark.parametrize("options", [{}, {"deadline": 5.0}])
    def test_judging_without_end_costs_its_objects(self, options: dict[str, float], azure: LocalAzure) -> None:
        """It is left behind, and nothing of it is settled; the rest goes on, and no time limit waits for it."""
        batch = Batch(azure, judging=0.5, concurrency=2, **options)
        lost: list[str] = []
        end = threading.Event()

        def judge(bundle: Bundle, result: Reply | ModelError) -> Judged:
            path = bundle.asks[0].obj.path
            if isinstance(result, ModelError):
                assert is_paid(result)
                return Judged(settle=lambda: lost.append(f"{path}: {result}"))
            if path == "package.measure_1":
                end.wait(60.0)
            return Judged(kept=1, settle=lambda: batch.replies.update({path: result}))

        try:
            batch.asker.run(bundles(4), judge)
        finally:
            end.set()
        assert lost == ["package.measure_1: its checks took too long, a fault of aidoc; please report it"]
        assert sorted(batch.replies) == [f"package.measure_{number}" for number in (0, 2, 3)]

    def test_what_is_paid_is_judged_after_the_deadline(self, azure: LocalAzure) -> None:
        """A reply that has come in time is kept, though its judging takes longer than there is time."""
        Batch(azure).run(bundles(1))  # what is imported for the first request takes no time of the second batch
        azure.reset()
        batch = Batch(azure, deadline=3, concurrency=1)
        kept: list[str] = []
        began = time.monotonic()

        def judge(bundle: Bundle, _result: Reply | ModelError) -> Judged:
            time.sleep(max(began + 3.5 - time.monotonic(), 0))
            return Judged(kept=1, settle=lambda: kept.append(bundle.asks[0].obj.path))

        batch.asker.run(bundles(3), judge)
        assert (kept, batch.asker.left_out, len(azure.requests)) == (["package.measure_0"], "deadline", 1)


class TestRetries:
    @pytest.mark.parametrize("status", [408, 409, 500, 502, 503, 504])
    def test_a_failure_that_passes_costs_nothing(self, azure: LocalAzure, status: int) -> None:
        """One failed request is sent again."""
        azure.faults = [Fault(1, "status", status=status, headers={"retry-after-ms": "10"})]
        batch = Batch(azure).run(bundles(3))
        assert (len(batch.replies), batch.errors, batch.asker.stopped) == (3, {}, "")
        assert batch.counters.requests == 4

    @pytest.mark.parametrize("kind", ["reset", "html", "cut", "empty_body"])
    def test_a_broken_response_is_asked_for_again(self, azure: LocalAzure, kind: str) -> None:
        """A connection that breaks or a body that is no completion may pass the next time."""
        azure.faults = [Fault(2, kind)]
        batch = Batch(azure, concurrency=1).run(bundles(3))
        assert (len(batch.replies), batch.errors) == (3, {})

    def test_gives_up_one_object_after_four_tries(self, azure: LocalAzure) -> None:
        """A request that always fails costs its own objects when others are answered."""
        azure.faults = [
            Fault(lambda request: b"measure_1()" in repr(request.body).encode(), "status", status=500,
                  headers={"retry-after-ms": "10"})
        ]  # fmt: skip
        batch = Batch(azure, concurrency=1).run(bundles(3))
        assert sorted(batch.replies) == ["package.measure_0", "package.measure_2"]
        assert list(batch.errors) == ["package.measure_1"]
        assert "HTTP 500" in str(batch.errors["package.measure_1"])
        assert batch.counters.requests == 2 + 4

    def test_a_slow_answer_is_cut_off(self, azure: LocalAzure) -> None:
        """`request_timeout` bounds a request that hangs."""
        azure.faults = [Fault(1, "hang", seconds=5.0)]
        batch = Batch(azure, request_timeout=0.3, concurrency=1).run(bundles(2))
        assert len(batch.replies) == 2

    def test_a_dripping_answer_is_cut_off(self, azure: LocalAzure) -> None:
        """`request_timeout` bounds the whole request, not each read of it."""
        azure.faults = [Fault(1, "drip", seconds=5.0)]
        batch = Batch(azure, request_timeout=0.4, concurrency=1).run(bundles(2))
        assert len(batch.replies) == 2

    def test_a_huge_answer_is_not_read(self, azure: LocalAzure) -> None:
        """50 MB cost one object, not the memory."""
        azure.faults = [Fault(1, "huge", megabytes=50)]
        batch = Batch(azure, concurrency=1).run(bundles(2))
        assert list(batch.replies) == ["package.measure_1"]
        assert str(batch.errors["package.measure_0"]) == "the response is longer than 8 MiB"


class TestStops:
    @pytest.mark.parametrize(
        ("status", "body", "words"),
        [
            (401, None, "AZURE_OPENAI_API_KEY"),
            (403, None, "role 'Cognitive Services OpenAI User'"),
            (404, {"error": {"code": "DeploymentNotFound", "message": "no"}}, "has no deployment 'docs'"),
            (429, {"error": {"code": "insufficient_quota", "message": "no"}}, "quota is used up"),
        ],
    )
    def test_what_cannot_succeed_is_asked_once(
        self, azure: LocalAzure, status: int, body: dict[str, object] | None, words: str
    ) -> None:
        """A wrong key, role or deployment stops all asking, with one message."""
        azure.faults = [Fault(lambda _: True, "status", status=status, body=body)]
        batch = Batch(azure, concurrency=1).run(bundles(5))
        assert (batch.replies, batch.errors, batch.counters.requests) == ({}, {}, 1)
        assert words in batch.asker.stopped

    def test_an_endpoint_that_refuses_connections_stops_all(self) -> None:
        """Nothing ever came back, so the address is wrong for all objects."""
        with LocalAzure() as azure:
            url = azure.url
            batch = Batch(azure, concurrency=2)
        batch.run(bundles(5))  # the server is gone by now
        assert (batch.replies, batch.errors) == ({}, {})
        assert "Check 'endpoint' and the network" in batch.asker.stopped
        assert url in batch.asker.stopped

    def test_an_absurd_wait_stops_all(self, azure: LocalAzure) -> None:
        """A service that asks to wait a day is not waited for."""
        azure.faults = [Fault(lambda _: True, "status", status=429, headers={"Retry-After": "86400"})]
        batch = Batch(azure, concurrency=1).run(bundles(3))
        assert batch.counters.requests == 1
        assert "86400 s" in batch.asker.stopped

    def test_no_message_holds_the_key_or_the_code(self, azure: LocalAzure) -> None:
        """What users read tells neither secrets nor source."""
        azure.api_key = SECRET
        azure.faults = [Fault(1, "context_length"), Fault(2, "content_filter"), Fault(3, "cut_content")]
        batch = Batch(azure, concurrency=1).run(bundles(4))
        said = " ".join([*map(str, batch.errors.values()), *map(str, batch.watched)])
        assert len(batch.errors) == 3
        assert SECRET not in said
        assert "work(" not in said


class TestLimits:
    def test_a_refusal_for_the_pace_is_not_a_failure(self, azure: LocalAzure) -> None:
        """Every third request gets a 429; nothing is lost."""
        azure.faults = [
            Fault(lambda request: request.number % 3 == 0, "status", status=429, headers={"retry-after-ms": "20"})
        ]
        batch = Batch(azure, concurrency=4).run(bundles(12))
        assert (len(batch.replies), batch.errors, batch.asker.stopped) == (12, {}, "")
        assert batch.counters.throttled > 0

    def test_keeps_within_a_known_quota(self) -> None:
        """All requests are answered with at most a few refusals."""
        quota = Quota(tokens_per_minute=20_000, minute=1.0)
        with LocalAzure(quota=quota) as azure:
            batch = Batch(azure, tokens_per_minute=20_000, minute=1.0).run(bundles(60))
        assert (len(batch.replies), batch.errors) == (60, {})

    def test_the_deadline_leaves_the_rest_for_the_next_build(self, azure: LocalAzure) -> None:
        """What is answered in time is kept, what is not is left out."""
        azure.latency = 0.3
        batch = Batch(azure, deadline=1.0, concurrency=1).run(bundles(30))
        assert 0 < len(batch.replies) < 30
        assert (batch.errors, batch.asker.left_out) == ({}, "deadline")

    def test_the_deadline_counts_from_the_start_of_the_build(self, azure: LocalAzure) -> None:
        """A build that took longer to read the code asks for nothing."""
        batch = Batch(azure, deadline=5.0, started=time.monotonic() - 10).run(bundles(3))
        assert (batch.replies, batch.asker.left_out) == ({}, "deadline")
        assert azure.requests == []

    def test_the_budget_is_never_exceeded(self, azure: LocalAzure) -> None:
        """The worst case of what is in flight counts before each request."""
        azure.latency = 0.05
        batch = Batch(azure, budget_usd=0.01, model="gpt-4.1-mini", concurrency=4).run(bundles(60))
        spent = batch.counters.usage.cost_usd
        assert spent is not None
        assert 0 < spent <= 0.01
        assert 0 < len(batch.replies) < 60
        assert batch.asker.left_out == "budget"

    def test_a_budget_without_a_price_is_refused(self, azure: LocalAzure) -> None:
        """A limit that cannot be kept is a wrong configuration, told before anything is sent."""
        with pytest.raises(ConfigError, match="'budget_usd' cannot be kept: the price of 'docs' is not known"):
            Batch(azure, budget_usd=1.0).run(bundles(1))
        assert azure.requests == []

    def test_no_more_in_flight_than_allowed(self, azure: LocalAzure) -> None:
        """`concurrency` bounds the requests in flight, and is used."""
        azure.latency = 0.1
        Batch(azure, concurrency=3).run(bundles(12))
        assert azure.max_in_flight == 3


class TestWatching:
    def test_the_plan_comes_first_then_every_request(self, azure: LocalAzure) -> None:
        """What is going to be asked is told before it is sent, with its price."""
        batch = Batch(azure, model="gpt-4.1-mini", concurrency=1).run(bundles(2))
        plan, *sent = batch.watched
        assert isinstance(plan, Plan)
        assert (plan.objects, plan.requests) == (2, 2)
        assert plan.cost_usd is not None
        assert [one.number for one in sent if isinstance(one, Sent)] == [1, 2]

    def test_the_plan_is_near_the_truth(self, azure: LocalAzure) -> None:
        """Input tokens are estimated within a quarter of what the service counts."""
        batch = Batch(azure).run(bundles(20))
        plan = batch.watched[0]
        assert isinstance(plan, Plan)
        assert plan.input_tokens == pytest.approx(batch.counters.usage.input_tokens, rel=0.25)

    def test_runs_inside_a_running_event_loop(self, azure: LocalAzure) -> None:
        """A build started from asynchronous code works as well."""

        async def inside() -> Batch:
            return Batch(azure).run(bundles(2))

        assert len(asyncio.run(inside()).replies) == 2

    def test_the_build_is_named_in_every_request(self, azure: LocalAzure) -> None:
        """Support can find a build's requests by its header."""
        Batch(azure).run(bundles(2))
        assert {request.headers["x-aidoc-build"] for request in azure.requests} == {"b1"}


class TestNetwork:
    @pytest.mark.parametrize("case", ["name", "tls", "proxy"])
    def test_a_network_that_does_not_lead_there_stops_all(
        self, azure: LocalAzure, monkeypatch: pytest.MonkeyPatch, case: str
    ) -> None:
        """A name that nobody has, a server without TLS, a proxy that is not there: one message, nothing lost."""
        endpoint = {
            "name": "http://no-such-host.invalid",
            "tls": azure.url.replace("http://", "https://"),
            "proxy": "http://azure.invalid",
        }[case]
        if case == "proxy":
            monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        batch = Batch(azure, endpoint=endpoint, concurrency=1).run(bundles(2))
        assert (batch.replies, batch.errors, azure.requests) == ({}, {}, [])
        assert batch.asker.stopped.startswith(f"{endpoint} cannot be reached (")
        assert "Check 'endpoint' and the network" in batch.asker.stopped


class TestReasoningModels:
    def test_are_asked_as_they_want_to_be(self, azure: LocalAzure) -> None:
        """`reasoning_effort` and `max_completion_tokens` with room to think, no temperature, no `max_tokens`."""
        azure.deployments = {"docs": "gpt-5-mini-2025-08-07"}
        azure.reasoning_tokens = 64
        batch = Batch(azure, reasoning_effort="low").run(bundles(2))
        assert (len(batch.replies), batch.errors) == (2, {})
        body = azure.requests[0].body
        assert body is not None
        assert body["reasoning_effort"] == "low"
        assert body["max_completion_tokens"] > 8_000
        assert not {"temperature", "max_tokens"} & body.keys()
        assert batch.counters.usage.reasoning_tokens == 128


def test_a_service_that_goes_down_meanwhile(azure: LocalAzure) -> None:
    """A few requests fail for themselves; when nothing has come back for long, the rest is not tried one by one."""
    azure.faults = [Fault(lambda request: request.number > 2, "status", status=503, headers={"retry-after-ms": "1"})]
    batch = Batch(azure, concurrency=2).run(bundles(40))
    assert len(batch.replies) == 2
    assert "failed (HTTP 503" in batch.asker.stopped
    assert "Check 'endpoint' and the network" in batch.asker.stopped
    assert 3 <= len(batch.errors) <= 2 * 2 + 1
    assert len(azure.requests) <= 2 + 4 * (2 * 2 + 2)


def test_a_service_that_comes_back(azure: LocalAzure) -> None:
    """An outage between answers costs its own objects alone."""
    azure.faults = [
        Fault(lambda request: request.number % 12 > 3, "status", status=503, headers={"retry-after-ms": "1"})
    ]
    batch = Batch(azure, concurrency=1).run(bundles(24))
    assert batch.asker.stopped == ""
    assert len(batch.replies) + len(batch.errors) == 24
