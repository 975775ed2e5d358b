"""Claims: builds that run at once on one cache pay for each answer once."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.answers import DiskAnswers, WritableStore
from aidoc_core.answers.claims import Owner
from aidoc_core.build.openers import Openers
from aidoc_core.build.session import Session
from aidoc_core.settings import Settings
from tests.azure import LocalAzure
from tests.core.packages import collect

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KEYS = [f"{number:016x}" for number in range(3)]
CODE = "".join(f"def f{number}(a, b):\n    return a + b + {number}\n\n\n" for number in range(6))


def claim_elsewhere(directory: Path, keys: list[str], *, live: bool) -> subprocess.Popen[str]:
    """A process that claims keys and goes on living, or ends without giving them back."""
    code = (
        "import sys, time; from pathlib import Path; from aidoc_core.answers import DiskAnswers\n"
        f"print(len(DiskAnswers(Path({str(directory)!r})).claim({keys!r}, seconds=600)), flush=True)\n"
        f"time.sleep(600) if {live} else None"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == f"{len(keys)}\n"
    if not live:
        process.wait()
        process.stdout.close()
    return process


def ended(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_what_a_living_process_has_claimed_is_its_own(tmp_path: Path) -> None:
    """Another process gets what is left; the first gets its own again."""
    process = claim_elsewhere(tmp_path, KEYS[:2], live=True)
    cache = DiskAnswers(tmp_path)
    try:
        assert isinstance(cache, WritableStore)
        assert cache.claim(KEYS, seconds=600) == {KEYS[2]}
        assert cache.claim(KEYS, seconds=600) == {KEYS[2]}
        cache.release(KEYS)  # those of others stay
        assert cache.claim(KEYS[:2], seconds=600) == frozenset()
    finally:
        ended(process)
        cache.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there, nobody can ask whether a process lives")
def test_claims_of_a_process_that_has_ended_are_void(tmp_path: Path) -> None:
    """A build that was killed gives nothing back; nobody waits for it."""
    claim_elsewhere(tmp_path, KEYS, live=False)
    cache = DiskAnswers(tmp_path)
    assert cache.claim(KEYS, seconds=600) == set(KEYS)
    cache.close()


def test_claims_expire(tmp_path: Path) -> None:
    """Whether a process on another machine lives nobody knows; its claims hold for their time and no longer."""
    cache = DiskAnswers(tmp_path)
    key = f"claim {KEYS[0]}"
    foreign = Owner(host="elsewhere.example", pid=1).to_json()
    cache._cache.set(key, foreign, expire=600)
    assert cache.claim(KEYS[:1], seconds=600) == frozenset()
    cache._cache.set(key, foreign, expire=0.01)
    time.sleep(0.05)
    assert cache.claim(KEYS[:1], seconds=600) == {KEYS[0]}
    cache.close()


@pytest.mark.parametrize("text", ["", "x", "[]", "{}", '{"host": "a"}', '{"host": "a", "pid": "b"}', "[" * 100_000])
def test_a_claim_that_is_none_is_void(text: str, tmp_path: Path) -> None:
    """A row that somebody has planted stops nobody."""
    cache = DiskAnswers(tmp_path)
    cache._cache.set(f"claim {KEYS[0]}", text)
    assert cache.claim(KEYS[:1], seconds=600) == {KEYS[0]}
    cache.close()


def test_a_claim_names_a_process_on_a_machine() -> None:
    """It is read as it was written; our own process lives, and a number that no process has does not."""
    here = Owner.here()
    assert Owner.read(here.to_json()) == here
    assert json.loads(here.to_json())["pid"] == os.getpid()
    assert not here.is_gone()
    assert not Owner(host=here.host, pid=2**70).is_gone()
    assert not Owner(host="elsewhere.example", pid=2**22 + 1).is_gone()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody says when a process started")
def test_an_id_that_another_process_has_got(tmp_path: Path) -> None:
    """A build that was killed is not waited for because its number belongs to somebody else by now."""
    here = Owner.here()
    assert here.started
    assert not replace(here, pid=os.getppid(), started="").is_gone()
    gone = replace(here, pid=os.getppid(), started="1")
    assert gone.is_gone()
    cache = DiskAnswers(tmp_path)
    cache._cache.set(f"claim {KEYS[0]}", gone.to_json(), expire=600)
    assert cache.claim(KEYS[:1], seconds=600) == {KEYS[0]}
    cache.close()


def test_another_container_on_this_machine() -> None:
    """It may have the same name, and processes of its own: nobody here can tell whether they live."""
    assert not Owner(host=socket.gethostname() + " pid:[1]", pid=2**22 + 1, started="1").is_gone()


def test_claims_are_no_entries(tmp_path: Path) -> None:
    """Whoever lists the cache sees answers alone."""
    cache = DiskAnswers(tmp_path)
    cache.claim(KEYS, seconds=600)
    cache.defer(KEYS)
    assert list(cache.entries()) == []
    cache.close()


def fill(root: Path, url: str, ready: Any, results: Any) -> None:
    """One of several builds that start together on an empty cache."""
    objects = list(collect(root).values())
    settings = Settings(endpoint=url, deployment="docs", bundle=2, concurrency=2, kinds=["function"])
    session = Session(settings, root=root, tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"})
    ready.wait()
    session.fill(objects)
    session.close()
    results.put((session.counters.requests, session.ledger.outcomes(), [str(one) for one in session.new_problems()]))


def test_builds_at_once_pay_once(tmp_path: Path) -> None:
    """Three builds on one empty cache have every text at the end, and together they sent what one sends alone."""
    collect(tmp_path, CODE)
    context = multiprocessing.get_context("spawn")
    ready, results = context.Barrier(3), context.Queue()
    with LocalAzure(latency=0.3) as azure:
        builds = [context.Process(target=fill, args=(tmp_path, azure.url, ready, results)) for _ in range(3)]
        for build in builds:
            build.start()
        found = [results.get(timeout=120) for _ in builds]
        for build in builds:
            build.join(60)
        asked = sorted(asked.path for request in azure.requests for asked in request.objects)
    assert asked == [f"pkg.f{number}" for number in range(6)]
    assert sum(outcomes["generated"] for _, outcomes, _ in found) == 6
    assert [outcomes["generated"] + outcomes["cached"] for _, outcomes, _ in found] == [6, 6, 6]
    assert [problems for _, _, problems in found] == [[], [], []]


def test_what_another_build_gives_up_is_requested(tmp_path: Path, azure: LocalAzure) -> None:
    """A build waits for what another is about to get; when that one ends without it, it asks itself."""
    objects = list(collect(tmp_path, CODE).values())
    settings = Settings(endpoint=azure.url, deployment="docs", kinds=["function"])
    session = Session(settings, root=tmp_path, tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"})
    asks = session.opened.look_up(objects, session.ledger)
    process = claim_elsewhere(tmp_path / ".aidoc" / "cache", [ask.fingerprint for ask in asks[:2]], live=True)
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            ended(process)

    session._batch.filler.sleep = sleep
    session.fill(objects)
    session.close()
    assert len(waited) == 3
    assert session.ledger.outcomes()["generated"] == 6
    assert [request.asked for request in azure.requests] == [4, 2]


def test_an_answer_that_comes_between_look_and_claim_is_taken(tmp_path: Path, azure: LocalAzure) -> None:
    """Another build puts an answer and gives its claim back just before this one claims: it is found, not paid again."""
    objects = list(collect(tmp_path, CODE).values())
    other = tmp_path / "other"
    settings = Settings(endpoint=azure.url, deployment="docs", kinds=["function"])
    environment = {"AZURE_OPENAI_API_KEY": "test-key"}
    with contextlib.closing(Session(settings, root=other, tool="tests", environment=environment)) as first:
        first.fill(objects)
        entries = [record.entry for record in first.ledger if record.entry]
    azure.reset()

    class Late(DiskAnswers):
        """A cache in which the answers appear at the moment of the claim."""

        def claim(self, fingerprints: Iterable[str], *, seconds: float) -> frozenset[str]:
            for entry in entries:
                self.put(entry)
            return super().claim(fingerprints, seconds=seconds)

    openers = Openers(cache=lambda settings, root, _: Late(settings.where(settings.cache_dir, root)))
    session = Session(settings, root=tmp_path, tool="tests", environment=environment, openers=openers)
    session.fill(objects)
    session.close()
    assert azure.requests == []
    assert session.ledger.outcomes()["cached"] == 6
