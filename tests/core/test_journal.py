"""The log for operators: JSON lines about requests, without source, answers or keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aidoc_core.asking.plan import Plan
from aidoc_core.build.journal import LARGEST, Journal
from aidoc_core.build.messages import plan_line
from aidoc_core.build.session import Session
from aidoc_core.problems import Problem
from aidoc_core.settings import Settings
from tests.azure import Fault, LocalAzure
from tests.core.test_breaker import objects_of


def build(azure: LocalAzure, root: Path, **options: Any) -> tuple[Session, list[Problem]]:
    """One build of four functions, closed."""
    settings = Settings(endpoint=azure.url, deployment="docs", bundle=2, concurrency=1, **options)
    session = Session(settings, root=root, tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"})
    session.fill(objects_of(session, root))
    problems = session.new_problems()
    session.close()
    return session, problems


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_every_request_is_a_line(azure: LocalAzure, tmp_path: Path) -> None:
    """The plan, each request with the service's id, tokens and cost, a failure and its retry, and the end."""
    azure.faults = [Fault(1, "status", status=503, headers={"retry-after-ms": "1"})]
    session, problems = build(azure, tmp_path, log_file="logs/aidoc.jsonl")
    found = lines(tmp_path / "logs" / "aidoc.jsonl")
    assert problems == []
    assert [line["event"] for line in found] == ["plan", "failed", "retry", "answered", "answered", "end"]
    assert {line["build"] for line in found} == {session.build}
    assert found[0]["host"] == azure.url.removeprefix("http://")
    assert "HTTP 503" in found[1]["failure"]
    assert len(found[1]["request_id"]) == 36
    assert (found[1]["input_tokens"], found[1]["cost_usd"]) == (0, 0.0)
    assert (found[2]["request"], found[2]["objects"], found[2]["retry"]) == (1, 2, 1)
    assert found[2]["why"] == found[1]["failure"]
    assert [line.get("retries") for line in found] == [None, 0, None, 1, 0, None]
    assert all(len(line["request_id"]) == 36 and line["input_tokens"] and line["cost_usd"] for line in found[3:5])
    assert found[5]["outcomes"]["generated"] == 4
    assert found[5]["input_tokens"] == sum(line["input_tokens"] for line in found[3:5])
    text = (tmp_path / "logs" / "aidoc.jsonl").read_text(encoding="utf-8")
    assert not [word for word in ("test-key", "measure_", "depth") if word in text]


@pytest.mark.parametrize(
    ("fault", "cost"),
    [
        (Fault(1, "refusal"), "known"),
        (Fault(1, "content", text="No."), "known"),
        (Fault(1, "html"), "unknown"),
        (Fault(1, "status", status=422), "none"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.kind,
)
def test_what_a_failed_request_cost(fault: Fault, cost: str, azure: LocalAzure, tmp_path: Path) -> None:
    """As the service says; where a broken reply says nothing, the cost is unknown and not nothing."""
    azure.faults = [fault]
    build(azure, tmp_path, log_file="aidoc.jsonl", model="gpt-4.1-mini")
    first = next(line for line in lines(tmp_path / "aidoc.jsonl") if line["event"] == "failed")
    assert first["request"] == 1
    told = (
        "unknown" if first["cost_usd"] is None else "known" if first["cost_usd"] and first["input_tokens"] else "none"
    )
    assert told == cost


def test_a_rate_limit_is_a_retry(azure: LocalAzure, tmp_path: Path) -> None:
    """Also what was refused for its pace is told to be sent again, with the wait."""
    azure.faults = [Fault(2, "status", status=429, headers={"retry-after-ms": "7"})]
    build(azure, tmp_path, log_file="aidoc.jsonl")
    (retry,) = [line for line in lines(tmp_path / "aidoc.jsonl") if line["event"] == "retry"]
    assert retry["request"] == 2
    assert "the rate limit is reached" in retry["why"]
    assert retry["wait"] > 0


def test_objects_without_an_answer_are_lines(azure: LocalAzure, tmp_path: Path) -> None:
    """Each with its place, why, and what was paid for it."""
    azure.faults = [Fault(lambda _: True, "refusal")]
    session, _ = build(azure, tmp_path, log_file="aidoc.jsonl", model="gpt-4.1-mini")
    found = lines(tmp_path / "aidoc.jsonl")
    lost = [line for line in found if line["event"] == "no answer"]
    assert [line["path"] for line in lost] == [record.obj.path for record in session.ledger]
    assert all("the model refused to answer" in line["reason"] and ":" in line["where"] for line in lost)
    assert sum(line["input_tokens"] for line in lost) == found[-1]["input_tokens"]


@pytest.mark.parametrize(
    ("level", "events"),
    [
        ("warning", ["failed"]),
        ("info", ["plan", "failed", "retry", "answered", "answered", "end"]),
        ("debug", ["plan", "failed", "requested", "retry", *["answered", "requested"] * 2, "end"]),
    ],
)
def test_levels(level: str, events: list[str], azure: LocalAzure, tmp_path: Path) -> None:
    """At `warning` only what went wrong is written, at `debug` also which objects each request is about."""
    azure.faults = [Fault(1, "status", status=503, headers={"retry-after-ms": "1"})]
    session, _ = build(azure, tmp_path, log_file="aidoc.jsonl", log_level=level)
    found = lines(tmp_path / "aidoc.jsonl")
    assert [line["event"] for line in found] == events
    about = [path for line in found if line["event"] == "requested" for path in line["paths"]]
    paths = [record.obj.path for record in session.ledger]
    assert about == ([*paths[:2], *paths] if level == "debug" else [])


def test_a_build_is_named_once_on_the_terminal(azure: LocalAzure, tmp_path: Path) -> None:
    """The first line of what is requested explains the build's id; later batches do not repeat it."""
    settings = Settings(endpoint=azure.url, deployment="docs")
    session = Session(settings, root=tmp_path, tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"})
    plans: list[str] = []
    session.watch = lambda event: plans.append(plan_line(event)) if isinstance(event, Plan) else None
    objects = objects_of(session, tmp_path)
    session.fill(objects[:2])
    session.fill(objects[2:], on_demand=True)
    session.close()
    named = f"; build {session.build}, as report.json and the service's records name it"
    assert [plan.endswith(named) for plan in plans] == [True, False]
    assert session.build not in plans[1]


def test_a_file_that_cannot_be_written_costs_no_build(azure: LocalAzure, tmp_path: Path) -> None:
    """It is told once; the answers are there."""
    (tmp_path / "taken").mkdir()
    session, problems = build(azure, tmp_path, log_file="taken")
    assert [str(problem) for problem in problems] == [
        "'log_file' cannot be written (Is a directory). Correct the option, or the permissions."
    ]
    assert session.ledger.outcomes()["generated"] == 4


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names")
def test_a_pipe_that_nobody_reads_holds_nothing_up(azure: LocalAzure, tmp_path: Path) -> None:
    """Opening it would wait for a reader for ever."""
    os.mkfifo(tmp_path / "pipe")
    session, problems = build(azure, tmp_path, log_file="pipe")
    assert [str(problem) for problem in problems] == [
        "'log_file' cannot be written (No such device or address). Correct the option, or the permissions."
    ]
    assert session.ledger.outcomes()["generated"] == 4


def test_a_large_file_is_turned_over(tmp_path: Path) -> None:
    """One old file is kept, so that the log does not grow without end."""
    file = tmp_path / "aidoc.jsonl"
    file.write_text("x" * (LARGEST + 1), encoding="utf-8")
    Journal(file=file, level="info", build="b").end(requests=1)
    assert [line["requests"] for line in lines(file)] == [1]
    assert (tmp_path / "aidoc.jsonl.1").stat().st_size == LARGEST + 1


@pytest.mark.skipif(sys.platform == "win32", reason="no file locks of this kind")
def test_of_two_builds_one_turns_the_file_over(tmp_path: Path) -> None:
    """While another build does it, lines are added and nothing else happens; else the old file would be lost."""
    import fcntl

    file = tmp_path / "aidoc.jsonl"
    file.write_text("x\n" * 100, encoding="utf-8")
    with file.open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        Journal(file=file, level="info", build="b", largest=100).end(requests=1)
    assert not (tmp_path / "aidoc.jsonl.1").exists()
    assert json.loads(file.read_text(encoding="utf-8").splitlines()[-1])["requests"] == 1


class Overtaken(type(Path())):  # type: ignore[misc] # the class of this system's paths
    """A file that another build turns over right after its size was asked for the first time."""

    asked = False

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        size: os.stat_result = super().stat(follow_symlinks=follow_symlinks)
        if self.suffix and not self.asked:  # its directory is such a path, too
            self.asked = True
            self.rename(f"{self}.1")
            Path(self).write_text("new\n", encoding="utf-8")
        return size


@pytest.mark.skipif(sys.platform == "win32", reason="no file locks of this kind")
def test_a_file_that_was_turned_over_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """What the other build has just begun does not take the place of the old file."""
    file = tmp_path / "aidoc.jsonl"
    file.write_text("x\n" * 100, encoding="utf-8")
    Journal(file=Overtaken(file), level="info", build="b", largest=100).end(requests=1)
    assert (tmp_path / "aidoc.jsonl.1").read_text(encoding="utf-8") == "x\n" * 100
    first, second = file.read_text(encoding="utf-8").splitlines()
    assert (first, json.loads(second)["requests"]) == ("new", 1)


WRITER = """
import sys
from pathlib import Path
from aidoc_core.build.journal import Journal
sys.stdin.readline()
journal = Journal(file=Path(sys.argv[1]), level="info", build=sys.argv[2], largest=4000)
for number in range(400):
    journal.end(requests=number, padding="x" * 40)
print(journal.broken)
"""


def test_builds_at_once_lose_no_old_file(tmp_path: Path) -> None:
    """Whatever is turned over is as large as a file may be, and every line is whole."""
    file = tmp_path / "aidoc.jsonl"
    command = [sys.executable, "-c", WRITER, str(file)]
    pipe = subprocess.PIPE
    writers = [subprocess.Popen([*command, f"b{number}"], stdin=pipe, stdout=pipe, text=True) for number in range(4)]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [writer.communicate()[0].strip() for writer in writers] == [""] * 4
    old = tmp_path / "aidoc.jsonl.1"
    assert old.stat().st_size > 4000
    assert all(line["event"] == "end" for one in (file, old) for line in lines(one))
