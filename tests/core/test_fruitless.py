"""A server that was paid and gave nothing that can be kept is not paid again by the next build."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import griffe
import pytest

from aidoc_core.build.session import Session
from aidoc_core.settings import Settings
from tests.azure import Fault, LocalAzure, every

if TYPE_CHECKING:
    from pathlib import Path

PROSE = Fault(every(1), "content", text="Sure! These functions measure how deep something is.")
REFUSAL = Fault(every(1), "refusal")
NO_CHOICE = Fault(every(1), "empty_choices")
AGAIN = (
    "This is known from an earlier build, and nothing was sent. Requests are sent again with another 'deployment' or "
    "'model', another release of aidoc, changed code, or 'retry_failed: true'."
)


def build(azure: LocalAzure, root: Path, count: int = 24, **options: Any) -> tuple[int, dict[str, int], list[str]]:
    """Fill some functions: the requests that came, the outcomes, and what the user is told of the model."""
    azure.reset()
    code = "".join(f"def measure_{n}(depth):\n    return depth + {n}\n\n\n" for n in range(count))
    (root / "pkg.py").write_text(code, encoding="utf-8")
    given: dict[str, Any] = {"deployment": "docs", "bundle": 4, "concurrency": 2, **options}
    settings = Settings(endpoint=azure.url, **given)
    session = Session(settings, root=root, tool="tests", environment={"AZURE_OPENAI_API_KEY": azure.api_key})
    module = griffe.load("pkg", search_paths=[str(root)])
    functions = [member for member in module.members.values() if isinstance(member, griffe.Function)]
    session.fill([read for function in functions if (read := session.collector.read(function))])
    problems = [problem.message for problem in session.new_problems() if problem.kind == "model"]
    session.close()
    return len(azure.requests), {k: v for k, v in session.ledger.outcomes().items() if v}, problems


@pytest.mark.parametrize("fault", [PROSE, REFUSAL, NO_CHOICE], ids=["prose", "refusals", "no choice"])
@pytest.mark.parametrize("count", [1, 2, 24])
def test_nothing_is_paid_twice_for_nothing(fault: Fault, count: int, azure: LocalAzure, tmp_path: Path) -> None:
    """The second build sends nothing, and says why and what lets it try again."""
    azure.faults = [fault]
    paid, outcomes, _ = build(azure, tmp_path, count)
    assert paid
    assert "generated" not in outcomes
    requests, outcomes, problems = build(azure, tmp_path, count)
    assert requests == 0
    assert sum(outcomes.values()) == count
    if "missed" in outcomes:  # a single object that was refused is remembered by itself
        assert [problem.endswith(AGAIN) for problem in problems] == [True]


@pytest.mark.parametrize(
    "options", [{"deployment": "other"}, {"model": "gpt-4.1-mini"}, {"retry_failed": True}, {"bundle": 2}]
)
def test_what_lets_it_try_again(options: dict[str, Any], azure: LocalAzure, tmp_path: Path) -> None:
    """Where something changes that the outcome may hang on, all is requested; what works is no longer doubted."""
    azure.deployments = {**azure.deployments, "other": "gpt-4.1-mini-2025-04-14"}
    azure.faults = [PROSE]
    build(azure, tmp_path)
    azure.faults = []
    requests, outcomes, problems = build(azure, tmp_path, **options)
    assert (outcomes, problems) == ({"generated": 24}, [])
    assert requests == 24 // options.get("bundle", 4)
    assert build(azure, tmp_path) == (0, {"cached": 24}, [])


def test_changed_code_is_tried_with_one_request(azure: LocalAzure, tmp_path: Path) -> None:
    """What is new may be answered: one request tells, and if it brings nothing, no other one is sent."""
    azure.faults = [PROSE]
    build(azure, tmp_path)
    requests, outcomes, problems = build(azure, tmp_path, 26)
    assert (requests, outcomes) == (1, {"missed": 26})
    assert "too many times without an answer that can be kept" in problems[0]
    assert build(azure, tmp_path, 26)[:2] == (0, {"missed": 26})
    azure.faults = []
    requests, outcomes, problems = build(azure, tmp_path, 28)
    assert (requests, outcomes, problems) == (1 + 7, {"generated": 28}, [])


def test_a_server_that_gave_something_is_not_doubted(azure: LocalAzure, tmp_path: Path) -> None:
    """One bad reply among good ones is that reply's."""
    azure.faults = [Fault(1, "content", text="Sorry!")]
    assert build(azure, tmp_path, 8)[1:] == ({"generated": 8}, [])


@pytest.mark.parametrize(
    ("fault", "options", "advice"),
    [
        pytest.param(
            Fault(every(1), "html"), {}, "what stands before the service (a proxy, a page to sign in).", id="pages"
        ),
        pytest.param(
            Fault(every(1), "hang", seconds=1.0),
            {"request_timeout": 0.3},
            "lower 'bundle' and 'concurrency'.",
            id="no answer",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_failures_that_pass_are_tried_once_by_the_next_build(
    fault: Fault, options: dict[str, Any], advice: str, azure: LocalAzure, tmp_path: Path
) -> None:
    """A gateway's page in place of an answer may be gone by the next build: one request tells, and no more are paid."""
    azure.faults = [fault]
    requests, outcomes, _ = build(azure, tmp_path, 8, **options)
    assert requests > 1
    assert outcomes == {"missed": 8}
    for _ in range(2):
        requests, outcomes, problems = build(azure, tmp_path, 8, **options)
        assert (requests, outcomes) == (1, {"missed": 8})
        assert [problem.endswith(advice) for problem in problems] == [True]
    azure.faults = []
    assert build(azure, tmp_path, 8) == (2, {"generated": 8}, [])
    assert build(azure, tmp_path, 9) == (1, {"cached": 8, "generated": 1}, [])


def test_what_is_known_for_good_outlasts_what_passes(azure: LocalAzure, tmp_path: Path) -> None:
    """A page of a gateway between two builds does not let the first one's objects be paid for again."""
    azure.faults = [PROSE]
    build(azure, tmp_path)
    azure.faults = [Fault(every(1), "html")]
    assert build(azure, tmp_path, 26)[:2] == (1, {"missed": 26})
    azure.faults = [PROSE]
    assert build(azure, tmp_path)[0] == 0


@pytest.mark.parametrize("faults", [[PROSE], []], ids=["what was fruitless", "an entry"])
def test_a_planted_cache_writes_no_line_of_a_log(faults: list[Fault], azure: LocalAzure, tmp_path: Path) -> None:
    """A cache may come from anywhere: its texts are told on one line, without commands of a CI service or a terminal."""
    azure.faults = faults
    build(azure, tmp_path, 4)
    failed = {"reason": "\x1b[31m\n::error::pwned ##vso[task.complete]"} | ({} if faults else {"state": "failed"})
    with sqlite3.connect(tmp_path / ".aidoc" / "cache" / "cache.db") as connection:
        for key, value in connection.execute("SELECT key, value FROM Cache").fetchall():
            if value.startswith("{"):
                planted = json.dumps(json.loads(value) | failed)
                connection.execute("UPDATE Cache SET value = ? WHERE key = ?", (planted, key))
    connection.close()
    settings = Settings(endpoint=azure.url, deployment="docs", bundle=4, concurrency=2)
    session = Session(settings, root=tmp_path, tool="tests", environment={"AZURE_OPENAI_API_KEY": azure.api_key})
    module = griffe.load("pkg", search_paths=[str(tmp_path)])
    functions = [member for member in module.members.values() if isinstance(member, griffe.Function)]
    session.fill([read for function in functions if (read := session.collector.read(function))])
    told = [str(problem) for problem in (*session.new_problems(), *session.verdict().problems)]
    session.close()
    assert any("pwned" in line for line in told)
    assert all(line.isprintable() and "##" not in line and not line.startswith("::") for line in told)
