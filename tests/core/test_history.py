"""The history of a site's figures: one line a commit, whatever else has got into the file."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.build.history import read_history, remember
from aidoc_core.build.report import report_data
from aidoc_core.settings import Settings
from tests.core.test_session import build, objects

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject
    from tests.azure import LocalAzure

__all__ = ["objects"]  # a fixture

OPTIONS = Settings(report_history="past/history.jsonl")


def commit(root: Path, day: str) -> str:
    """Commit whatever is there, and give the hash."""
    identity = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@b",
    }
    dates = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "PATH": "/usr/bin:/bin"}
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "--allow-empty", "-m", day]):
        subprocess.run(["git", "-C", str(root), *command], check=True, env=identity | dates)
    shown = subprocess.run(["git", "-C", str(root), "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return shown.stdout.strip()


@pytest.fixture
def report(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> dict[str, Any]:
    """The report of a build that has paid."""
    return report_data(build(tmp_path, objects, azure))


def lines(root: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (root / "past/history.jsonl").read_text(encoding="utf-8").splitlines()]


def test_each_commit_has_one_line(tmp_path: Path, report: dict[str, Any]) -> None:
    """A second build of a commit takes the line of the first; what both have paid was paid for that commit."""
    first = commit(tmp_path, "2026-01-02")
    assert remember(report, OPTIONS, tmp_path) == []
    assert remember(report, OPTIONS, tmp_path) == []
    (line,) = lines(tmp_path)
    after, before = report["coverage"]["after"], report["coverage"]["before"]
    cost = report["usage"]["cost_usd"]
    assert cost > 0
    assert line == {
        "version": 1, "commit": first, "date": "2026-01-02", "aidoc": report["build"]["aidoc"], "total": after["total"],
        "documented_before": before["documented"], "documented": after["documented"],
        "complete_before": before["complete"], "complete": after["complete"], **report["authors"],
        "cost_usd": pytest.approx(2 * cost), "kept_usd": report["costs"]["kept"]["cost_usd"],
    }  # fmt: skip
    second = commit(tmp_path, "2026-01-03")
    assert remember(report, OPTIONS, tmp_path) == []
    assert [line["commit"] for line in lines(tmp_path)] == [first, second]


def test_without_git_each_day_has_one_line(tmp_path: Path, report: dict[str, Any]) -> None:
    """No commit is known: the day stands for it."""
    for _ in range(2):
        assert remember(report, OPTIONS, tmp_path) == []
    (line,) = lines(tmp_path)
    assert line["commit"] == ""
    assert line["date"] >= report["build"]["started"][:10]


def test_what_is_not_ours_stays_and_is_told(tmp_path: Path, report: dict[str, Any]) -> None:
    """The marks of a merge conflict, half a line, a newer release's: all other lines count, and no byte is lost."""
    commit(tmp_path, "2026-01-02")
    remember(report, OPTIONS, tmp_path)
    file = tmp_path / "past/history.jsonl"
    (line,) = lines(tmp_path)
    theirs = json.dumps({**line, "commit": "f" * 40, "date": "2026-01-01"})
    wrong = [
        "<<<<<<< HEAD",
        "=======",
        '{"version": 1, "comm',
        json.dumps({**line, "version": 2}),
        "[" * 5000,
        '"\udcff"',
        "",
    ]
    text = "\n".join([wrong[0], file.read_text(encoding="utf-8").strip(), wrong[1], theirs, *wrong[2:]])
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    before = file.read_text(encoding="utf-8", errors="replace").splitlines()
    history = read_history(file)
    assert [point["commit"] for point in history.builds] == ["f" * 40, line["commit"]]
    assert history.unreadable == (1, 3, 5, 6, 7, 8)
    commit(tmp_path, "2026-01-03")
    (problem,) = remember(report, OPTIONS, tmp_path)
    assert str(problem) == (
        f"{file}: The history has lines that are not aidoc's (line 1, 3, 5, 6, 7, …); they are left as they are. "
        "Correct them."
    )
    assert file.read_text(encoding="utf-8").splitlines()[: len(before)] == before


def test_a_history_that_cannot_be_written_costs_a_problem(tmp_path: Path, report: dict[str, Any]) -> None:
    """And nothing else."""
    (tmp_path / "past").write_text("a file", encoding="utf-8")
    (problem,) = remember(report, OPTIONS, tmp_path)
    assert problem.kind == "history"
    assert "'report_history' cannot be written (" in problem.message


def test_the_report_has_the_builds_before_it(tmp_path: Path, objects: list[ApiObject], report: dict[str, Any]) -> None:
    """Not the commit that is built: offline, its page is the same before and after its line is written."""
    first = commit(tmp_path, "2026-01-02")
    remember(report, OPTIONS, tmp_path)
    second = commit(tmp_path, "2026-01-03")
    told = []
    for _ in range(2):
        data = report_data(build(tmp_path, objects, offline=True, report_history=OPTIONS.report_history))
        assert data["build"]["commit"] == second
        assert remember(data, OPTIONS, tmp_path) == []
        told.append(data["history"])
    assert told[0] == told[1]
    assert told[0]["file"] == "past/history.jsonl"
    assert [point["commit"] for point in told[0]["builds"]] == [first]


def test_a_build_that_shows_nothing_is_not_remembered(tmp_path: Path, report: dict[str, Any]) -> None:
    """No import has worked, perhaps: neither is there a new line, nor does the commit lose the line that it has."""
    nothing = report_data(build(tmp_path / "other", [], offline=True))
    assert remember(nothing, OPTIONS, tmp_path) == []
    assert not (tmp_path / "past").exists()
    remember(report, OPTIONS, tmp_path)
    assert remember(nothing, OPTIONS, tmp_path) == []
    (line,) = lines(tmp_path)
    assert line["total"] == len(report["objects"]) > 0


def test_a_report_of_a_part_is_not_remembered(tmp_path: Path, report: dict[str, Any]) -> None:
    """Its figures are none of the site's."""
    report["build"]["part"] = True
    assert remember(report, OPTIONS, tmp_path) == []
    assert remember(report, Settings(), tmp_path) == []
    assert not (tmp_path / "past").exists()
