"""What a build comes to that leaves objects without an answer: its log, its exit code, and what is written all the same."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.laws import few
from tests.mkdocs.project import REPORT, Project, Serving
from tests.mkdocs.waiting import eventually
from tests.verdicts import CASES, LINES, MODULE, PACKAGE, Case, Interruption, OnMiss, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.azure import LocalAzure
    from tests.mkdocs.project import Built
    from tests.verdicts import Told

_BY_NAME = {case.name: case for case in CASES}


@pytest.fixture
def lantern(tmp_path: Path, azure: LocalAzure) -> Project:
    """The package of the cases, on one page."""
    project = Project(tmp_path / "project", azure)
    project.write({**PACKAGE, "docs/index.md": f"# Lantern\n\n::: {MODULE}\n"})
    return project


def _line(told: Told) -> str:
    """A line as MkDocs has it: no kinds, and the adapter's name before every message."""
    message = told.message.removeprefix("aidoc: ")
    return f"{told.level} aidoc: " + (f"src/{told.where}: " if told.where else "") + message


def _check(built: Built, project: Project, case: Case, on_miss: OnMiss) -> None:
    assert [same(line, project.azure) for line in built.logged] == [_line(told) for told in case.told(on_miss)]
    assert (type(built.error).__name__ if built.error else "") == ("Abort" if case.fails(on_miss) else "")
    assert built.changed == []
    assert built.outcomes == dict.fromkeys(LINES, case.outcome)
    assert built.soup().find(id=MODULE) is not None


@pytest.mark.parametrize("on_miss", few(["error", "warn", "ignore"], every=3))
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_build_comes_to_what_the_rule_says(
    lantern: Project, azure: LocalAzure, case: Case, on_miss: OnMiss
) -> None:
    """The first build, the next one without a change, and rebuilds of a preview: the same log, exit, site and report."""
    case.prepare(azure)
    lantern.aidoc = {**(lantern.aidoc or {}), **case.options, "on_miss": on_miss}
    _check(lantern.build(), lantern, case, on_miss)
    again = lantern.build()
    _check(again, lantern, case, on_miss)
    assert bool(again.requests) is case.requests_again
    serving = Serving(lantern)
    _check(serving.rebuild(), lantern, case, on_miss)
    _check(serving.rebuild(), lantern, case, on_miss)


@pytest.mark.parametrize(("on_miss", "code"), [("warn", 0), ("error", 1), ("ignore", 0)])
@pytest.mark.parametrize("name", ["wrong key", "offline"])
def test_the_command_exits_as_the_rule_says(
    lantern: Project, azure: LocalAzure, name: str, on_miss: str, code: int
) -> None:
    """`mkdocs build` in a process of its own writes site and report, then exits."""
    _BY_NAME[name].prepare(azure)
    lantern.configure(aidoc={**_BY_NAME[name].options, "on_miss": on_miss})
    done = lantern.run("build", "--quiet")
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert (lantern.root / "site/index.html").is_file()
    report = json.loads((lantern.root / "site" / REPORT).read_text(encoding="utf-8"))
    assert report["outcomes"]["missed"] == len(LINES)


def test_a_failing_rebuild_of_a_preview_does_not_hide_the_mended_one(lantern: Project, azure: LocalAzure) -> None:
    """Once the key is right, the same `mkdocs serve` fills the page."""
    _BY_NAME["wrong key"].prepare(azure)
    lantern.aidoc = {**(lantern.aidoc or {}), "on_miss": "error"}
    lantern.configure()
    serving = Serving(lantern)
    assert serving.rebuild().error is not None
    azure.api_key = "test-key"
    mended = serving.rebuild()
    assert (mended.error, mended.logged) == (None, [])
    assert set(mended.outcomes.values()) == {"generated"}


@pytest.fixture
def start(lantern: Project) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts `mkdocs` with arguments; what still runs at the end of the test is killed."""
    processes = []

    def started(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", *arguments],
            cwd=lantern.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        processes.append(process)
        return process

    yield started
    for process in processes:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("on_miss", few(["error", "warn", "ignore"], every=3))
@pytest.mark.parametrize("command", ["build", "serve"])
def test_an_interrupted_build_keeps_what_was_answered(
    lantern: Project, azure: LocalAzure, start: Callable[..., Any], command: str, on_miss: OnMiss
) -> None:
    """Ctrl-C ends MkDocs in its own way, without a word on objects; the next build requests the rest."""
    interruption = Interruption()
    interruption.prepare(azure)
    lantern.aidoc = {**(lantern.aidoc or {}), **interruption.options, "on_miss": on_miss}
    lantern.configure(dev_addr="127.0.0.1:0")
    process = start(command)
    assert eventually(lambda: interruption.in_flight(azure))
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert re.findall("WARNING.*|ERROR.*|Traceback", output) == []
    assert output.rstrip().endswith("Aborted!")
    assert not (lantern.root / "site" / "index.html").exists()
    assert not (lantern.root / "site" / REPORT).exists()
    azure.faults = []
    built = lantern.build()
    assert (built.error, built.logged) == (None, [])
    assert len(built.asked) == len(LINES) - interruption.answered
    assert sorted(built.outcomes.values()) == ["cached", "generated", "generated"]
