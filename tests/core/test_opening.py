"""A cache on a file system that hangs: the kernel itself holds every `open` back, for as long as a lease is held."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from aidoc_core.answers import AnswerStore, DiskAnswers, WritableStore, open_cache
from aidoc_core.answers.opening import THREAD, Hand, opened
from aidoc_core.build.openers import Openers
from aidoc_core.build.session import Session
from aidoc_core.errors import CacheError, UnreachableError
from aidoc_core.settings import Settings
from tests.core.test_breaker import objects_of
from tests.core.test_disk_answers import entry, filled, one

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aidoc_core.problems import Problem
    from tests.azure import LocalAzure

HOLDER = """
import fcntl, signal, sys
signal.signal(signal.SIGIO, signal.SIG_IGN)
file = open(sys.argv[1], "r+b")
fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
print("held", flush=True)
sys.stdin.read()
"""
NOT_OPENED = (
    "The cache cannot be opened (its file system does not answer within 0.2 s). "
    "Set 'cache_dir' to a directory on a local disk."
)
NOT_READ = (
    "The cache cannot be read (its file system does not answer within 0.2 s); answers are missing. "
    "Set 'cache_dir' to a directory on a local disk."
)
NOT_WRITTEN = (
    "The cache cannot be written (its file system does not answer within 0.2 s). "
    "Set 'cache_dir' to a directory on a local disk."
)
STOPPED = (
    "Stopped sending requests: answers cannot be kept. Set 'pay_without_cache: true' to pay for them at every build."
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="leases are Linux's")


@contextmanager
def held(directory: Path) -> Iterator[None]:
    """A cache hangs whoever opens its file, inside the `with` block."""
    before = set(threading.enumerate())
    command = [sys.executable, "-c", HOLDER, str(directory / "cache.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield
        holder.kill()
    for thread in threading.enumerate():  # what was left behind opens now, and is closed again
        if thread.name == THREAD:
            thread.join(1 if thread in before else None)  # it may be of a store that another test has left open


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[Path]:
    """A filled cache that hangs whoever opens it."""
    directory = filled(tmp_path / "cache")
    with held(directory):
        yield directory


@pytest.mark.parametrize(("offline", "told"), [(False, NOT_OPENED), (True, NOT_READ)], ids=["online", "offline"])
def test_a_cache_that_hangs_is_told_once(offline: bool, told: str, hanging: Path) -> None:
    """Nothing is read and nothing can be written, however often it is tried; the way out is named."""
    cache, problems = open_cache(hanging, offline=offline, limit=0.2)
    assert not isinstance(cache, WritableStore)
    assert [one(cache, number) for number in range(3)] == [None] * 3
    cache.close()
    assert [problem.message for problem in [*problems, *cache.problems]] == [told]


def test_nothing_is_paid_for_what_cannot_be_kept(hanging: Path, azure: LocalAzure, tmp_path: Path) -> None:
    """The build ends without a request, and says why."""

    def open_soon(settings: Settings, root: Path, problems: list[Problem]) -> AnswerStore:
        cache, told = open_cache(settings.where(settings.cache_dir, root), offline=False, limit=0.2)
        problems += told
        return cache

    settings = Settings(endpoint=azure.url, deployment="docs", cache_dir=str(hanging))
    openers = Openers(cache=open_soon)
    environment = {"AZURE_OPENAI_API_KEY": azure.api_key}
    session = Session(settings, root=tmp_path, tool="tests", environment=environment, openers=openers)
    session.fill(objects_of(session, tmp_path))
    problems = session.new_problems()
    session.close()
    assert [problem.message for problem in problems] == [
        NOT_OPENED,
        STOPPED,
    ]
    assert azure.requests == []


def test_a_cache_that_hangs_after_it_was_opened(tmp_path: Path) -> None:
    """Whatever is tried comes back; it is told once, with the way out, and nothing is said to be kept."""
    cache = DiskAnswers(filled(tmp_path / "cache"), limit=0.2)
    with held(tmp_path / "cache"):
        assert [one(cache, number) for number in range(3)] == [None] * 3
        assert [cache.put(entry(number)) for number in range(3)] == [False] * 3
        assert cache.claim(["a"], seconds=60) == {"a"}
        assert cache.deferred() == frozenset()
        cache.defer(["a"])
        cache.release(["a"])
        with pytest.raises(CacheError, match=r"does not answer"):
            cache.forget(["a"])
        cache.close()
    assert [problem.message for problem in cache.problems] == [NOT_READ]


def test_a_cache_that_hangs_when_it_is_written(tmp_path: Path) -> None:
    """The same, where nothing had to be read."""
    cache = DiskAnswers(filled(tmp_path / "cache"), limit=0.2)
    with held(tmp_path / "cache"):
        writable = [cache.writable]
        assert [cache.put(entry(number)) for number in range(3)] == [False] * 3
        writable.append(cache.writable)
        assert writable == [True, False]
        cache.close()
    assert [problem.message for problem in cache.problems] == [NOT_WRITTEN]


def test_asking_stops_where_the_cache_hangs_meanwhile(azure: LocalAzure, tmp_path: Path) -> None:
    """Nothing more is paid, and the build ends."""
    settings = Settings(endpoint=azure.url, deployment="docs", bundle=1, concurrency=1)
    caches: list[DiskAnswers] = []

    def open_first(settings: Settings, root: Path, _: list[Problem]) -> AnswerStore:
        caches.append(DiskAnswers(settings.where(settings.cache_dir, root), limit=0.2))
        return caches[0]

    environment = {"AZURE_OPENAI_API_KEY": azure.api_key}
    openers = Openers(cache=open_first)
    session = Session(settings, root=tmp_path, tool="tests", environment=environment, openers=openers)
    session.fill(objects_of(session, tmp_path)[:1])
    session.release()
    with held(caches[0].directory):
        session.fill(objects_of(session, tmp_path)[1:])
        problems = session.new_problems()
        session.close()
    assert [problem.message for problem in problems] == [STOPPED, NOT_READ]
    assert len(azure.requests) == 1


def test_a_store_that_nobody_closes_leaves_no_thread() -> None:
    """Its thread ends with it."""
    with warnings.catch_warnings(action="ignore"):
        gc.collect()  # what earlier tests have left is not looked at here
    hand = Hand(10)
    started: list[threading.Thread] = [hand.do(threading.current_thread)]
    del hand
    gc.collect()
    started[0].join(10)
    assert not started[0].is_alive()


def test_what_opens_too_late_is_closed_again() -> None:
    """Whoever waited is gone by then."""
    go, dropped = threading.Event(), threading.Event()
    with pytest.raises(UnreachableError, match=r"its file system does not answer within 0\.01 s"):
        opened(lambda: go.wait() and "file", seconds=0.01, drop=lambda _: dropped.set())
    go.set()
    assert dropped.wait(10)


def test_errors_of_opening_come_through() -> None:
    """As if it had been opened here."""
    with pytest.raises(ZeroDivisionError):
        opened(lambda: 1 // 0, seconds=10)
    assert opened(lambda: entry(1), seconds=10) == entry(1)
