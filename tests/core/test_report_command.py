"""`aidoc report`: a screen, Markdown and JSON, alone and against an earlier report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from aidoc_core.build.figures import dollars, shares
from aidoc_core.build.next_lines import lines
from aidoc_core.build.report import report_data
from aidoc_core.build.report_file import write_data
from aidoc_core.build.report_shape import schema
from aidoc_core.cli import main
from tests.azure import Fault, every, invent_parameter
from tests.core.packages import collect
from tests.core.test_session import ASKED, CODE, build

if TYPE_CHECKING:
    from click.testing import Result

    from tests.azure import LocalAzure

SECRET = "ghp_" + "a1B2c3D4e5" * 4
MORE = f'''
def secret(token="{SECRET}"): ...

def wrong(a):
    """Do it.

    Args:
        b: Gone.
    """
'''


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


@pytest.fixture
def reports(tmp_path: Path, azure: LocalAzure) -> tuple[Path, Path]:
    """The report of a build offline, and of one with answers, in which checks find something, and more code."""
    files = tmp_path / "base.json", tmp_path / "report.json"
    azure.faults = [Fault(every(1), "alter", alter=invent_parameter)]
    write_data(report_data(build(tmp_path, collect(tmp_path, CODE).values(), offline=True)), files[0])
    write_data(report_data(build(tmp_path, collect(tmp_path, CODE + MORE).values(), azure, max_repairs=0)), files[1])
    return files


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def test_the_screen_has_the_figures_of_the_report(reports: tuple[Path, Path]) -> None:
    """In 80 columns, without colour; each number is one of report.json."""
    result = run(reports[1])
    assert (result.exit_code, result.stderr) == (0, "")
    screen = result.stdout.splitlines()
    assert max(map(len, screen)) <= 80
    assert "\x1b" not in result.stdout
    data = read(reports[1])
    words = [" ".join(line.split()) for line in screen]
    (line,) = [line for line in words if line.startswith("documented [")]
    before, after = (data["coverage"][when]["documented"] for when in ("before", "after"))
    assert line.endswith(f"] 30% -> 80% {before} -> {after} of 10")
    for author, name in (("people", "hand-written"), ("model", "filled in, not approved"), ("nobody", "undocumented")):
        (line,) = [line for line in words if line.startswith(f"{name} [")]
        assert f"] {data['authors'][author]} (" in line
    (line,) = [line for line in words if line.startswith("this build ")]
    assert line.startswith(f"this build {dollars(data['usage']['cost_usd'])}, {data['usage']['requests']} request")
    (line,) = [line for line in words if line.startswith("findings ")]
    assert line == "findings " + ", ".join(f"{row['findings']} {row['rule']}" for row in data["findings"])
    assert "hand-written 1 statement that the code contradicts" in words
    assert words[words.index("What needs a person next") + 1].startswith(data["next"]["first"][0]["path"])
    assert SECRET not in result.stdout


def test_a_reason_of_many_is_said_once(reports: tuple[Path, Path]) -> None:
    """On the page, in the terminal and in Markdown the same lines; what many objects lack for is said below them."""
    data = read(reports[0])
    lacking = [row for row in data["objects"] if row["outcome"] == "missed"]
    reason = lacking[0]["reason"]
    assert {row["reason"] for row in lacking} == {reason}
    told = lines(data)
    assert [(line.words, len(line.steps), line.more) for line in told] == [
        ("without an answer yet", min(len(lacking), 5), max(len(lacking) - 5, 0))
    ]
    shown = " ".join(run(reports[0]).stdout.split())
    assert shown.count(reason) == 1
    assert shown.endswith(f"In all: {len(lacking)} missing. {len(lacking)} objects: {reason}")
    assert ": without an answer yet" in run(reports[0], "--format", "markdown").stdout


def test_a_report_of_nothing(tmp_path: Path) -> None:
    """No share of nothing, and no list of nothing."""
    file = tmp_path / "report.json"
    write_data(report_data(build(tmp_path, [], offline=True)), file)
    result = run(file)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "These pages show no API objects." in result.stdout
    assert "next" not in result.stdout
    assert run(file, "--format", "markdown").exit_code == 0


def test_markdown_shows_new_texts_with_their_code(reports: tuple[Path, Path], tmp_path: Path) -> None:
    """Each with the code it is about and all that was written; no secret of the code is copied out of it."""
    result = run(reports[1], "--format", "markdown", "--root", tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    text = result.stdout
    data = read(reports[1])
    assert f"| Documented | {data['coverage']['after']['documented']} (80%) |" in text
    assert f"**Cost of this build: {dollars(data['usage']['cost_usd'])}** for 1 request (" in text
    assert f"### New texts ({len(ASKED) + 2})" in text
    method = next(row for row in data["objects"] if row["path"] == "pkg.A.method")
    assert f"```python\ndef method(self, x):\n    raise KeyError(x)\n```\n\n```text\n{method['text']}\n```" in text
    assert method["text"].startswith(method["summary"])
    assert "def secret(token=" in text
    assert SECRET not in text
    assert "### Documentation that contradicts the code (1)" in text
    assert "[AD101](" in text
    told = dict(zip(data["authors"], shares(list(data["authors"].values())), strict=True))  # as on the page
    assert f"| Hand-written | {told['people']} |" in text
    assert f"| Filled in, not approved | {told['model']} |" in text


def test_markdown_is_inert(tmp_path: Path, reports: tuple[Path, Path]) -> None:
    """Texts of a model are characters: no mention, no link, no end of a code block, nothing that is not seen."""
    data = read(reports[1])
    evil = "```\n</details> @everyone [x](https://evil.example) <img src=x>\u202e\x1b[31m"
    for row in data["objects"]:
        row["text"] = evil if row["text"] else ""
        row["reason"] = evil
    for step in data["next"]["first"]:
        step["words"] = evil
    file = tmp_path / "evil.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    text = run(file, "--format", "markdown").stdout
    assert "````text\n```\n</details> @everyone [x](https://evil.example) <img src=x>\ufffd\ufffd[31m\n````" in text
    outside, inside = [], False
    for line in text.splitlines():
        inside = inside != line.startswith("````")
        if not inside:
            outside.append(line)
    left = "\n".join(outside)
    assert "@everyone" not in left
    assert "](https://evil" not in left
    assert "<img" not in left
    screen = run(file)
    assert (screen.exit_code, "\x1b" in screen.stdout, "\u202e" in screen.stdout) == (0, False, False)


def test_two_reports_are_compared(reports: tuple[Path, Path]) -> None:
    """What is new, contradicted, gone or without a text, and how the figures have changed."""
    forth = json.loads(run(reports[1], "--base", reports[0], "--format", "json").stdout)
    assert forth["new"] == [*ASKED, "pkg.secret", "pkg.wrong"]
    assert forth["gone"] == forth["stale"] == forth["lacking"] == []
    assert [row["path"] for row in forth["contradictions"]] == ["pkg.wrong"]
    assert (forth["before"]["total"], forth["after"]["total"]) == (8, 10)
    assert run(reports[1], "--base", reports[0], "--json").stdout == json.dumps(forth) + "\n"
    back = json.loads(run(reports[0], "--base", reports[1], "--format", "json").stdout)
    assert back["gone"] == ["pkg.secret", "pkg.wrong"]
    assert back["new"] == []
    assert back["lacking"] == ["pkg.A", "pkg.A.method", "pkg.A.size", "pkg.g"]
    same = json.loads(run(reports[1], "--base", reports[1], "--format", "json").stdout)
    assert [same[name] for name in ("new", "gone", "lacking", "stale", "contradictions")] == [[]] * 5
    text = run(reports[1], "--base", reports[0], "--format", "markdown").stdout
    assert "| Objects | 8 | 10 | +2 |" in text
    screen = run(reports[1], "--base", reports[0]).stdout
    assert [" ".join(line.split()) for line in screen.splitlines() if line.startswith(" objects")] == [
        "objects 8 10 +2"
    ]


def test_since_a_build_of_the_history(reports: tuple[Path, Path], tmp_path: Path) -> None:
    """By commit or day; a time that the history does not know is told."""
    data = read(reports[1])
    point = json.loads(run(reports[1], "--base", reports[0], "--json").stdout)["before"]
    builds = [{**point, "commit": c * 40, "date": d} for c, d in (("a", "2026-01-01"), ("b", "2026-02-01"))]
    data["history"] = {"file": "h", "builds": builds, "unreadable": []}
    file = tmp_path / "with.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    for when, commit in (("aaaaa", "a"), ("2026-01-31", "a"), ("2026-02-01", "b"), ("2027-01-01", "b")):
        assert json.loads(run(file, "--since", when, "--json").stdout)["before"]["commit"] == commit * 40, when
    assert "Since bbbbbbbbbbbb" in run(file, "--since", "2026-03-01").stdout
    for when in ("2025-12-31", "cccc", "a", "yesterday"):
        wrong = run(file, "--since", when)
        assert (wrong.exit_code, wrong.stdout) == (2, "")
        assert wrong.stderr == (
            f"aidoc: {file}: the history in it has no build of '{when}' or before. Set 'report_history' to keep one.\n"
        )
    both = run(file, "--since", "aaaa", "--base", file)
    assert (both.exit_code, both.stdout) == (2, "")


def test_json_and_schema(reports: tuple[Path, Path]) -> None:
    """The report as it is, under both names of the option; the schema needs no report."""
    assert json.loads(run(reports[1], "--json").stdout) == read(reports[1])
    assert run(reports[1], "--format", "json").stdout == run(reports[1], "--json").stdout
    assert json.loads(run("--schema").stdout) == schema()


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"[" * 100_000, b'{"version": 1}', b'{"version": 9}'])
def test_what_is_no_report_is_told(content: bytes, reports: tuple[Path, Path], tmp_path: Path) -> None:
    """One line on stderr and exit code 2, also as the base of a comparison."""
    file = tmp_path / "wrong.json"
    file.write_bytes(content)
    for result in (run(file), run(reports[0], "--base", file), run(file, "--format", "markdown")):
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"aidoc: {file}: ")
        assert result.stderr.count("\n") == 1


def test_a_closed_pipe_is_no_fault(reports: tuple[Path, Path]) -> None:
    """Who reads the first line alone sees no traceback; ASCII terminals can show the screen."""
    script = Path(sys.executable).with_name("aidoc")
    for form in ("text", "markdown", "json"):
        process = subprocess.Popen(
            [script, "report", reports[1], "--format", form], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        process.stderr.close()
        process.wait()
    plain = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([script, "report", reports[1]], capture_output=True, env=plain, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
