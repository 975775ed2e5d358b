"""What is paid in vain is bounded, whatever a server does."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import griffe
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from aidoc_core.answers.usage import Usage
from aidoc_core.answers.wire import WireAnswer, WireReply
from aidoc_core.asking.breaker import CREDIT, GAIN, Breaker
from aidoc_core.asking.counters import Counters
from aidoc_core.asking.judging import Judged
from aidoc_core.asking.online import Asker
from aidoc_core.asking.prompt import Bundle
from aidoc_core.build.session import Session
from aidoc_core.errors import AnswerCut, ContextTooLong, GiveUp, Misunderstood, ModelError, RetryLater, StopAsking
from aidoc_core.model import Reply, Request
from aidoc_core.settings import Settings
from tests.azure import Fault, LocalAzure, every
from tests.core.test_asking import Batch, bundles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.objects import ApiObject

PAID = Usage(input_tokens=10, output_tokens=5)
CONCURRENCY = 4


class Bound(RuleBasedStateMachine):
    """Any sequence of what a server may do, one request after the other, until asking stops."""

    def __init__(self) -> None:
        super().__init__()
        self.breaker = Breaker()
        self.since = 0
        self.stopped = ""

    @precondition(lambda self: not self.stopped)
    @rule()
    def helps(self) -> None:
        self.breaker.helped()
        self.since = 0

    @precondition(lambda self: not self.stopped)
    @rule(kind=st.sampled_from([GiveUp, Misunderstood, ContextTooLong, AnswerCut, RetryLater]), billed=st.booleans())
    def fails(self, kind: type[ModelError], billed: bool) -> None:
        self.since += billed
        self.stopped = self.breaker.failed(kind("no"), billed=billed)

    @precondition(lambda self: not self.stopped)
    @rule()
    def keeps_nothing(self) -> None:
        self.since += 1
        self.stopped = self.breaker.failed(None, billed=True)

    @precondition(lambda self: self.stopped)
    @rule()
    def says_why(self) -> None:
        assert "too many times without an answer that can be kept. " in self.stopped

    @invariant()
    def the_bound_holds(self) -> None:
        assert self.breaker.vain <= CREDIT + GAIN * self.breaker.useful
        assert self.since <= CREDIT


TestBound = Bound.TestCase


class RandomServer:
    """A client whose answers are drawn, and which counts what it bills."""

    def __init__(self, draws: Iterator[int]) -> None:
        self._draws = draws
        self.billed = 0

    async def ask(self, request: Request) -> Reply:
        draw = next(self._draws)
        numbers = range(1, len(request.paths) + 1)
        if draw in (0, 1, 2, 3):  # all, some, none, others
            told = {0: numbers, 1: [n for n in numbers if n % 2], 2: [], 3: [n + 100 for n in numbers]}[draw]
            answers = [WireAnswer(n=n, summary="Yes.", details="", sections=[]) for n in told]
            self.billed += 1
            return Reply(content=WireReply(answers=answers), usage=PAID, model="m", partial=draw in (1, 3))
        self.billed += draw not in (4, 5, 6)
        raise (
            StopAsking("no", otherwise=GiveUp("no", divisible=True)),
            ContextTooLong("long"),
            Misunderstood("what", divisible=True),
            Misunderstood("what", usage=PAID, divisible=True),
            GiveUp("refused", usage=PAID, divisible=True),
            AnswerCut("cut", usage=PAID),
            ContextTooLong("cut in silence", usage=PAID),
            RetryLater("late", billed=True, after=0.0001),
        )[draw - 4]

    async def close(self) -> None:
        pass


@given(st.lists(st.integers(0, 11), min_size=1, max_size=12), st.integers(1, 12))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_random_server_is_not_paid_without_end(pattern: list[int], size: int) -> None:
    """The bound of the breaker, over the real asker: bundles are divided and repaired as a build does it."""
    server = RandomServer(pattern[n % len(pattern)] for n in range(10**6))
    asker = Asker(lambda: server, Settings(endpoint="https://e", deployment="d", concurrency=CONCURRENCY), Counters())
    hopeless: dict[str, int] = {}
    asks = [ask for bundle in bundles(48) for ask in bundle.asks]
    ended: list[str] = []

    def judge(bundle: Bundle, result: Reply | ModelError) -> Judged:
        if isinstance(result, ModelError):
            if len(bundle.asks) > 1:
                return Judged(again=bundle.split())
            ended.extend(ask.obj.path for ask in bundle.asks)
            return Judged()
        told = {answer.n for answer in result.content.answers}
        again, kept = [], 0
        for number, ask in enumerate(bundle.asks, 1):
            tries = hopeless[ask.obj.path] = hopeless.get(ask.obj.path, 0) + 1
            if number in told or tries > 1:
                kept += number in told
                ended.append(ask.obj.path)
            else:
                again.append(ask)
        return Judged(kept=kept, again=(Bundle(tuple(again)),) if again else ())

    asker.run([Bundle(tuple(asks[i : i + size])) for i in range(0, len(asks), size)], judge)
    assert asker.breaker.vain <= CREDIT + GAIN * asker.breaker.useful + CONCURRENCY
    assert asker.breaker.vain + asker.breaker.useful == server.billed
    assert len(set(ended)) == len(ended)
    assert asker.stopped or len(ended) == 48


class TestFormFailures:
    @pytest.mark.parametrize(
        ("fault", "advice"),
        [
            (Fault(every(1), "content", text="Sorry, I only write prose."), "the model behind"),
            (Fault(every(1), "empty_choices"), "the model behind"),
            (Fault(every(1), "null_content"), "the model behind"),
            (Fault(every(1), "status", status=400, body={"error": {"message": "no"}}), "the address"),
        ],
        ids=lambda value: value.kind if isinstance(value, Fault) else "",
    )
    def test_stop_after_a_few(self, fault: Fault, advice: str, azure: LocalAzure) -> None:
        """Dividing never helps against a form that is wrong for all: one message, with cause and option."""
        azure.faults = [fault]
        batch = Batch(azure, concurrency=1).run(bundles(40))
        assert len(azure.requests) == 4
        assert f"too many times without an answer that can be kept. Check {advice}" in batch.asker.stopped

    def test_one_poisoned_object_costs_itself(self, azure: LocalAzure) -> None:
        """A model that refuses one object of 16 is divided down to it, and asking goes on."""
        azure.faults = [Fault(lambda request: "measure_5()" in repr(request.body), "refusal")]
        lost: list[str] = []
        batch = Batch(azure, concurrency=1)

        def judge(bundle: Bundle, result: Reply | ModelError) -> Judged:
            if isinstance(result, ModelError) and len(bundle.asks) > 1:
                return Judged(again=bundle.split())
            failed = isinstance(result, ModelError)
            lost.extend(ask.obj.path for ask in bundle.asks if failed)
            return Judged(kept=0 if failed else len(bundle.asks))

        asks = [ask for bundle in bundles(48) for ask in bundle.asks]
        batch.asker.run([Bundle(tuple(asks[i : i + 16])) for i in range(0, 48, 16)], judge)
        assert (lost, batch.asker.stopped) == (["package.measure_5"], "")

    @pytest.mark.parametrize("status", [403, 404])
    def test_a_firewall_costs_one_object(self, status: int, azure: LocalAzure) -> None:
        """A gateway that refuses one prompt while others are answered does not stop the asking."""
        azure.latency = 0.1
        azure.faults = [Fault(lambda request: "measure_0()" in repr(request.body), "status", status=status)]
        batch = Batch(azure, concurrency=4).run(bundles(8))
        assert list(batch.errors) == ["package.measure_0"]
        assert (len(batch.replies), batch.asker.stopped) == (7, "")
        assert "AZURE_OPENAI_API_KEY" not in str(batch.errors["package.measure_0"])

    def test_a_short_outage_at_the_start_loses_nothing(self, azure: LocalAzure) -> None:
        """A service that comes up while the build begins is waited for longer than one that has answered."""
        azure.faults = [Fault(range(1, 6), "status", status=503, headers={"retry-after-ms": "10"})]
        batch = Batch(azure, concurrency=1).run(bundles(2))
        assert (len(batch.replies), batch.asker.stopped) == (2, "")


def test_answers_that_nobody_can_use_are_not_paid_for_without_end(azure: LocalAzure) -> None:
    """A model that answers in form and always about nothing stops the asking too."""
    azure.answer = lambda _objects: []
    batch = Batch(azure, concurrency=1)
    batch.asker.run(bundles(60), lambda _bundle, _reply: Judged())
    assert batch.asker.breaker.vain == CREDIT
    assert "no answer could be kept, too many times" in batch.asker.stopped


TOKENS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(), st.text(max_size=6), st.lists(st.integers())
)
USAGE = st.one_of(
    TOKENS,
    st.fixed_dictionaries(
        {},
        optional={
            "prompt_tokens": TOKENS,
            "completion_tokens": TOKENS,
            "prompt_tokens_details": st.one_of(TOKENS, st.fixed_dictionaries({}, optional={"cached_tokens": TOKENS})),
            "completion_tokens_details": st.one_of(
                TOKENS, st.fixed_dictionaries({}, optional={"reasoning_tokens": TOKENS})
            ),
        },
    ),
)


def objects_of(session: Session, root: Path) -> list[ApiObject]:
    """Four functions of a module in `root`."""
    code = "".join(f"def measure_{n}(depth):\n    return depth + {n}\n\n\n" for n in range(4))
    (root / "pkg.py").write_text(code, encoding="utf-8")
    module = griffe.load("pkg", search_paths=[str(root)])
    functions = [member for member in module.members.values() if isinstance(member, griffe.Function)]
    return [read for function in functions if (read := session.collector.read(function))]


def fill(azure: LocalAzure, root: Path) -> Session:
    settings = Settings(endpoint=azure.url, deployment="docs", bundle=4)
    session = Session(settings, root=root, tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"})
    session.fill(objects_of(session, root))
    session.close()
    return session


def assert_adds_up(session: Session) -> None:
    """The shares of the objects are the bill, to the token and the last digit."""
    total = Usage()
    for record in session.ledger:
        total += record.usage
    assert total == session.counters.usage
    assert sum(session.ledger.outcomes().values()) == 4


@given(usage=USAGE)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_numbers_come_the_answers_are_kept(usage: Any) -> None:
    """Nothing after payment raises: what cannot be priced costs an unknown amount, and the ledger adds up."""
    try:
        json.dumps(usage, allow_nan=False)
    except ValueError:
        usage = None
    with (
        LocalAzure(faults=[Fault(every(1), "usage", spoil_usage=usage)]) as azure,
        tempfile.TemporaryDirectory() as root,
    ):
        session = fill(azure, Path(root))
        assert session.ledger.outcomes()["generated"] == 4
        assert_adds_up(session)
        cost = session.counters.usage.cost_usd
        assert cost is None or cost >= 0


@given(
    place=st.integers(0, 600),
    length=st.integers(0, 40),
    insert=st.sampled_from(["", '"', "}", "{", "[", "\\", "\n", "\x00", "\\ud800", "n", "0", ',"n":2', "</think>"]),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_text_comes_the_build_ends(place: int, length: int, insert: str) -> None:
    """A reply that is changed at any place costs no build; every object has an outcome, every token a bearer."""

    def change(text: str) -> str:
        return text[:place] + insert + text[place + length :]

    with LocalAzure(faults=[Fault(1, "reword", reword=change)]) as azure, tempfile.TemporaryDirectory() as root:
        session = fill(azure, Path(root))
        assert_adds_up(session)
        assert session.ledger.outcomes()["generated"] == 4


def test_cached_beside_the_input(azure: LocalAzure, tmp_path: Path) -> None:
    """Some gateways count what was cached beside the input: the answers are kept, the cost is not known."""
    told = {"prompt_tokens": 100, "completion_tokens": 50, "prompt_tokens_details": {"cached_tokens": 2_000}}
    azure.faults = [Fault(every(1), "usage", spoil_usage=told)]
    session = fill(azure, tmp_path)
    assert session.ledger.outcomes()["generated"] == 4
    assert session.counters.usage == Usage(input_tokens=100, cached_input_tokens=100, output_tokens=50, cost_usd=None)
