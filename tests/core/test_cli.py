"""The `aidoc` command: results on stdout, problems on stderr, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from aidoc_core.answers import DiskAnswers, Question, ReviewedAnswers
from aidoc_core.build.report import write_report
from aidoc_core.cli import main
from tests.core.test_disk_answers import OBJ, Canary, entry, filled, sql, state_of
from tests.core.test_session import build, objects

if TYPE_CHECKING:
    from click.testing import Result

    from aidoc_core.code.objects import ApiObject

__all__ = ["objects"]  # a fixture


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_export(tmp_path: Path) -> None:
    """Cached answers become proposals; what is there stays, and the cache is left as it was."""
    directory = filled(tmp_path / ".aidoc" / "cache")
    before = state_of(directory)
    target = tmp_path / "aidoc-reviewed"
    result = run("export", "--root", tmp_path)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"3 answers added to {target}\n", "")
    found = ReviewedAnswers(target).get_many([Question(obj=OBJ, fingerprint="")]).get(OBJ.path)
    assert found is None  # `pkg.f` itself was never asked for
    text = (target / "pkg.yml").read_text(encoding="utf-8")
    assert text.count("state: proposed") == 3
    result = run("export", "--root", tmp_path, "--json")
    assert json.loads(result.stdout) == {"added": 0, "directory": str(target)}
    assert (target / "pkg.yml").read_text(encoding="utf-8") == text
    assert state_of(directory) == before


def test_export_takes_the_newest_answer_that_is_one(tmp_path: Path) -> None:
    """Of several for one object the last counts; failures are no answers."""
    from dataclasses import replace

    from aidoc_core.answers.answer import Answer

    cache = DiskAnswers(tmp_path / "c")
    for number, date, summary in ((1, "2026-01-02", "New."), (2, "2026-01-01", "Old.")):
        cache.put(replace(entry(number), path="pkg.f", date=date, answer=Answer(summary=summary)))
    cache.put(replace(entry(3), path="pkg.g", state="failed"))
    cache.close()
    result = run("export", "--root", tmp_path, "--cache-dir", "c", "--reviewed-dir", "r")
    assert result.stdout == f"1 answer added to {tmp_path / 'r'}\n"
    assert "New." in (tmp_path / "r" / "pkg.yml").read_text(encoding="utf-8")


def test_export_from_a_hostile_cache(tmp_path: Path) -> None:
    """Rows that are not ours are passed over: nothing runs, nothing is written elsewhere."""
    import pickle

    directory = filled(tmp_path / "c")
    sql(
        directory,
        "UPDATE Cache SET raw = 0, key = ? WHERE key = ?",
        pickle.dumps(Canary(tmp_path / "x")),
        entry(0).fingerprint,
    )
    evil = entry(1).to_json().replace('"module": "pkg"', '"module": "../evil"')
    sql(directory, "UPDATE Cache SET value = ? WHERE key = ?", evil, entry(1).fingerprint)
    result = run("export", "--root", tmp_path, "--cache-dir", "c", "--reviewed-dir", "r")
    assert (result.exit_code, result.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c", "r"]
    assert [path.name for path in (tmp_path / "r").iterdir()] == ["pkg.yml"]


def test_export_fails_in_words(tmp_path: Path) -> None:
    """No traceback: one line on stderr and exit code 2, for each thing that can be wrong."""
    cases = {}
    cases["does not exist"] = run("export", "--root", tmp_path)
    filled(tmp_path / ".aidoc" / "cache")
    (tmp_path / "pyproject.toml").write_text("[tool.aidoc]\ncache = 1\n", encoding="utf-8")
    cases["there is no option 'cache'"] = run("export", "--root", tmp_path)
    (tmp_path / "pyproject.toml").unlink()
    (tmp_path / "aidoc-reviewed").mkdir()
    (tmp_path / "aidoc-reviewed" / "pkg.yml").write_text("answers: [\n", encoding="utf-8")
    cases["pkg.yml:2: it is not YAML"] = run("export", "--root", tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    cases["cannot be written"] = run("export", "--root", tmp_path, "--reviewed-dir", "file/r")
    (tmp_path / ".aidoc" / "cache" / "cache.db").write_bytes(b"x" * 5000)
    cases["cannot be read"] = run("export", "--root", tmp_path)
    for told, result in cases.items():
        assert result.exit_code == 2, told
        assert result.stdout == ""
        assert result.stderr.startswith("aidoc: ")
        assert told in result.stderr
        assert result.stderr.count("\n") == 1


def test_report(tmp_path: Path, objects: list[ApiObject]) -> None:
    """A build's report in the words of the log, or as it is."""
    session = build(tmp_path, objects, offline=True)
    file = tmp_path / "site" / "aidoc" / "report.json"
    write_report(session, file)
    result = run("report", file)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "8 objects: 1 hand-written, 5 missing, 2 skipped",
        "documented: 2 (25%) before, 2 (25%) after; complete: 1 (13%) before, 1 (13%) after",
        "0 requests: 0 tokens in (0 cached), 0 out, $0.0000",
    ]
    assert json.loads(run("report", file, "--json").stdout) == json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'{"coverage": 1, "outcomes": 1, "usage": 1}',
        b'{"coverage": {"before": {}, "after": {}}, "outcomes": {}, "usage": {}}',
    ],
)
def test_what_is_no_report_is_told(content: bytes, tmp_path: Path) -> None:
    """Any other file: one line, exit code 2."""
    file = tmp_path / "report.json"
    file.write_bytes(content)
    result = run("report", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"aidoc: {file}: is not a report of aidoc (")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [["nosuch"], ["export", "--root", "/nowhere"], ["report", "/nowhere"], ["report"]]
)
def test_usage_errors(arguments: list[str]) -> None:
    """Click's own errors have exit code 2 too."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_the_installed_command(tmp_path: Path) -> None:
    """The console script is there, tells its version, and passes exit codes on."""
    script = Path(sys.executable).with_name("aidoc")
    version = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("aidoc, version ")
    missing = subprocess.run([script, "export", "--root", tmp_path], capture_output=True, text=True, check=False)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.startswith("aidoc: ")
    filled(tmp_path / ".aidoc" / "cache")
    done = subprocess.run([script, "export", "--root", tmp_path, "--json"], capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)["added"], done.stderr) == (0, 3, "")
