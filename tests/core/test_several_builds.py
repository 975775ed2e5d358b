"""What is paid without a result stays bounded over many builds: what failed for good is remembered."""

from __future__ import annotations

import shutil
import tempfile
from itertools import chain, repeat
from pathlib import Path

import griffe
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from aidoc_core.asking.breaker import CREDIT, GAIN
from aidoc_core.build.session import Session
from aidoc_core.code.objects import ApiObject
from aidoc_core.model import Reply, Request
from aidoc_core.settings import Settings
from tests.core.test_breaker import RandomServer

CONCURRENCY = 2
FUNCTIONS = 6
BUNDLE = 4
ANSWERS, FOR_GOOD = (0, 1), (8, 9)
"""Draws of `RandomServer`: all or some objects are answered; the model refuses, or its answer is cut."""
MOST_FOR_GOOD = 4
"""Requests for one version of an object that are paid and end with a failure that is remembered: a bundle of n objects
divides into less than 2 n, and an answer that was cut is requested once more with more room."""


class Server(RandomServer):
    """The same, and it remembers for which objects it was asked."""

    def __init__(self, draws: list[int]) -> None:
        super().__init__(chain(draws, repeat(draws[-1])))
        self.asked: set[str] = set()

    async def ask(self, request: Request) -> Reply:
        self.asked.update(request.paths)
        return await super().ask(request)


class Builds(RuleBasedStateMachine):
    """Builds of one package on one cache, each with another server; between them, functions are edited."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.versions = dict.fromkeys(range(FUNCTIONS), 0)
        self.settled: set[str] = set()
        self.failed: set[str] = set()
        self.paid = self.useful = self.bound = 0
        self.only_for_good = True

    @rule(number=st.integers(0, FUNCTIONS - 1))
    def edit(self, number: int) -> None:
        """What was said of a function no longer counts."""
        self.versions[number] += 1
        self.settled.discard(f"pkg.measure_{number}")

    @rule(draws=st.lists(st.integers(0, 11), min_size=1, max_size=8), retry=st.booleans())
    def build(self, draws: list[int], retry: bool) -> None:
        """Any server."""
        self.only_for_good = self.only_for_good and not retry and set(draws) <= {*ANSWERS, *FOR_GOOD}
        self._build(draws, retry_failed=retry)

    @rule(draws=st.lists(st.sampled_from(ANSWERS + FOR_GOOD), min_size=1, max_size=8))
    def build_with_answers(self, draws: list[int]) -> None:
        """A server that answers, or refuses for good."""
        self._build(draws, retry_failed=False)

    def _build(self, draws: list[int], *, retry_failed: bool) -> None:
        server = Server(draws)
        session = Session(
            Settings(
                endpoint="https://e",
                deployment="d",
                concurrency=CONCURRENCY,
                bundle=BUNDLE,
                retry_failed=retry_failed,
            ),
            root=self.root,
            tool="tests",
            open_client=lambda: server,
        )
        session.fill(self._objects(session))
        breaker = session._batch.filler.asker.breaker
        session.close()
        answered = {record.obj.path for record in session.ledger if record.filled}
        failed = {record.obj.path for record in session.ledger if record.remembered}
        assert not server.asked & (self.settled - (self.failed if retry_failed else set()))
        assert breaker.vain + breaker.useful == server.billed
        assert breaker.vain <= CREDIT + GAIN * breaker.useful + CONCURRENCY
        assert not answered & failed
        self.settled = answered | failed
        self.failed = failed
        self.paid += server.billed
        self.useful += breaker.useful
        self.bound += CREDIT + GAIN * breaker.useful + CONCURRENCY

    def _objects(self, session: Session) -> list[ApiObject]:
        code = "".join(f"def measure_{n}():\n    work({n}, {version})\n\n\n" for n, version in self.versions.items())
        (self.root / "pkg.py").write_text(code, encoding="utf-8")
        module = griffe.load("pkg", search_paths=[str(self.root)])
        functions = [member for member in module.members.values() if isinstance(member, griffe.Function)]
        return [read for function in functions if (read := session.collector.read(function))]

    @invariant()
    def the_total_is_bounded(self) -> None:
        """Build by build; and where all failures are for good, by the number of objects, however often one builds."""
        assert self.paid - self.useful <= self.bound
        if self.only_for_good:
            versions = sum(self.versions.values()) + FUNCTIONS
            assert self.paid - self.useful <= MOST_FOR_GOOD * versions

    def teardown(self) -> None:
        shutil.rmtree(self.root)


TestBuilds = Builds.TestCase
TestBuilds.settings = settings(max_examples=15, stateful_step_count=8)
