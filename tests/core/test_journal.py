"""The log for operators: JSON lines about requests, without source, answers or keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aidoc_core.build.journal import LARGEST, Journal
from aidoc_core.build.session import Session
from aidoc_core.problems import Problem
from aidoc_core.settings import Settings
from tests.azure import Fault, LocalAzure
from tests.core.test_breaker import objects_of

if TYPE_CHECKING:
    from pathlib import Path


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
    """The plan, each request with the service's id, tokens and cost, a failure, and the end."""
    azure.faults = [Fault(1, "status", status=503, headers={"retry-after-ms": "1"})]
    session, problems = build(azure, tmp_path, log_file="logs/aidoc.jsonl")
    found = lines(tmp_path / "logs" / "aidoc.jsonl")
    assert problems == []
    assert [line["event"] for line in found] == ["plan", "failed", "answered", "answered", "end"]
    assert {line["build"] for line in found} == {session.build}
    assert found[0]["host"] == azure.url.removeprefix("http://")
    assert "HTTP 503" in found[1]["failure"]
    assert all(len(line["request_id"]) == 36 and line["input_tokens"] and line["cost_usd"] for line in found[2:4])
    assert found[4]["outcomes"]["generated"] == 4
    assert found[4]["input_tokens"] == sum(line["input_tokens"] for line in found[2:4])
    text = (tmp_path / "logs" / "aidoc.jsonl").read_text(encoding="utf-8")
    assert not [word for word in ("test-key", "measure_", "depth") if word in text]


def test_levels(azure: LocalAzure, tmp_path: Path) -> None:
    """At `warning`, only what went wrong is written."""
    azure.faults = [Fault(1, "status", status=503, headers={"retry-after-ms": "1"})]
    build(azure, tmp_path, log_file="aidoc.jsonl", log_level="warning")
    assert [line["event"] for line in lines(tmp_path / "aidoc.jsonl")] == ["failed"]


def test_a_file_that_cannot_be_written_costs_no_build(azure: LocalAzure, tmp_path: Path) -> None:
    """It is told once; the answers are there."""
    (tmp_path / "taken").mkdir()
    session, problems = build(azure, tmp_path, log_file="taken")
    assert [str(problem) for problem in problems] == [
        "'log_file' cannot be written (Is a directory). Correct the option, or the permissions."
    ]
    assert session.ledger.outcomes()["generated"] == 4


def test_a_large_file_is_turned_over(tmp_path: Path) -> None:
    """One old file is kept, so that the log does not grow without end."""
    file = tmp_path / "aidoc.jsonl"
    file.write_text("x" * (LARGEST + 1), encoding="utf-8")
    Journal(file=file, level="info", build="b").end(requests=1)
    assert [line["requests"] for line in lines(file)] == [1]
    assert (tmp_path / "aidoc.jsonl.1").stat().st_size == LARGEST + 1
