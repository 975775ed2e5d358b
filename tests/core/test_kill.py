"""Builds that are killed, interrupted or run side by side: what is paid for stays, once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from aidoc_core.answers import ReadOnlyAnswers
from tests.core.packages import write
from tests.laws import few

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

CONCURRENCY = 2
FUNCTIONS = 24
SCRIPT = """
import json, sys
from pathlib import Path
from aidoc_core.build.session import Session
from aidoc_core.settings import Settings
from tests.core.packages import collect

root = Path(sys.argv[1])
settings = Settings(endpoint=sys.argv[2], deployment="docs", concurrency=@, bundle=2)
session = Session(settings, root=root, tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"})
session.fill(collect(root).values())
session.close()
print(json.dumps({r.obj.path: r.entry.answer.to_dict() for r in session.ledger if r.entry}, sort_keys=True))
""".replace("@", str(CONCURRENCY))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of functions without docstrings."""
    code = "".join(f"def measure_{n}(depth, *names):\n    return depth + {n}\n\n\n" for n in range(FUNCTIONS))
    write(tmp_path, {"pkg/__init__.py": code})
    return tmp_path


def start(root: Path, azure: LocalAzure) -> subprocess.Popen[str]:
    """Start filling the package in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(root), azure.url],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> dict[str, object]:
    """Wait for a process and read its answers."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    answers: dict[str, object] = json.loads(out)
    return answers


def kept(root: Path) -> set[str]:
    """Paths whose answers are on disk, as the next build will see them."""
    reader = ReadOnlyAnswers(root / ".aidoc" / "cache")
    try:
        return {entry.path for entry in reader.entries()}
    finally:
        reader.close()


def stop(root: Path, azure: LocalAzure, how: signal.Signals, after: int, pause: float) -> subprocess.Popen[str]:
    """Start a build and stop it some time after its n-th request."""
    process = start(root, azure)
    deadline = time.monotonic() + 60
    while len(azure.requests) < after and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(pause)
    process.send_signal(how)
    process.communicate(timeout=60)
    time.sleep(2 * azure.latency)  # the server ends what it was writing
    return process


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("kills", few([2, 5], every=2))
def test_killed_builds_pay_nothing_twice(
    package: Path, azure: LocalAzure, tmp_path_factory: pytest.TempPathFactory, kills: int
) -> None:
    """SIGKILL at random moments: what is on disk is never asked again, and only what was in flight is lost."""
    azure.latency = 0.15
    chance = random.Random(20261121)
    have: set[str] = set()
    for _ in range(kills):
        azure.reset()
        stop(package, azure, signal.SIGKILL, chance.randint(1, 4), chance.uniform(0, 0.3))
        asked = [one.path for request in azure.requests for one in request.objects]
        assert set(asked).isdisjoint(have), "paid twice"
        now = kept(package)
        assert have <= now, "an entry was lost"
        lost = [request for request in azure.requests if any(one.path not in now for one in request.objects)]
        assert len(lost) <= CONCURRENCY
        have = now
    azure.reset()
    final = finish(start(package, azure))
    assert {one.path for request in azure.requests for one in request.objects}.isdisjoint(have)
    other = tmp_path_factory.mktemp("undisturbed")
    write(other, {"pkg/__init__.py": (package / "pkg" / "__init__.py").read_text(encoding="utf-8")})
    azure.latency = 0.0
    assert finish(start(other, azure)) == final
    assert len(final) == FUNCTIONS + 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("how", few([signal.SIGINT, signal.SIGTERM], every=2))
def test_interrupted_builds_stop_at_once(package: Path, azure: LocalAzure, how: signal.Signals) -> None:
    """Ctrl-C and SIGTERM do not wait for answers that take long; what was answered is on disk."""
    azure.latency = 0.1
    process = stop(package, azure, how, 5, 0.05)
    assert process.returncode != 0
    have = kept(package)
    assert have
    azure.reset()
    azure.latency = 30.0
    process = start(package, azure)
    deadline = time.monotonic() + 60
    while not azure.requests and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(how)
    process.communicate(timeout=60)
    assert azure.requests
    assert all(request.status != 200 for request in azure.requests), "it waited for an answer"
    assert kept(package) == have
    azure.latency = 0.0


@pytest.mark.slow
def test_two_builds_at_once_share_a_cache(package: Path, azure: LocalAzure) -> None:
    """Both succeed with all answers, and nothing of either is lost."""
    azure.latency = 0.1
    processes = [start(package, azure) for _ in range(2)]
    first, second = (finish(process) for process in processes)
    assert set(first) == set(second) == kept(package)
    assert len(first) == FUNCTIONS + 1
    azure.reset()
    finish(start(package, azure))
    assert azure.requests == []
