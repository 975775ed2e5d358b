"""Commands whose answers cannot be kept: that is told, and the exit code says so."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from aidoc_core.cli import main
from tests.core.packages import write

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.azure import LocalAzure


@pytest.mark.parametrize("command", ["fill", "refresh"])
@pytest.mark.parametrize("fault", ["full", "in the way"])
def test_answers_that_cannot_be_kept_end_with_2(
    tmp_path: Path, azure: LocalAzure, monkeypatch: pytest.MonkeyPatch, fault: str, command: str
) -> None:
    """As with any other wrong set-up, whether the database takes nothing more or a file is in the way of it."""
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", azure.api_key)
    write(tmp_path, {"pkg/__init__.py": "def f(a):\n    return a\n"})
    cache = tmp_path / ".aidoc" / "cache"

    def run(name: str) -> Result:
        environment = {"AIDOC_ENDPOINT": azure.url, "AIDOC_DEPLOYMENT": "docs", "AIDOC_MODEL": "gpt-4.1-mini"}
        return CliRunner().invoke(main, [name, "pkg", "--root", str(tmp_path), "--json"], env=environment)

    if fault == "in the way":
        cache.parent.mkdir()
        cache.write_text("", encoding="utf-8")
    else:
        assert run("fill").exit_code == 0
        if command == "fill":
            write(tmp_path, {"pkg/__init__.py": "def f(a, b):\n    return a + b\n"})
        with closing(sqlite3.connect(cache / "cache.db")) as database:
            for action in ("INSERT", "UPDATE"):
                database.execute(f"CREATE TRIGGER t{action} BEFORE {action} ON Cache BEGIN DELETE FROM full; END")
    azure.reset()
    done = run(command)
    assert done.exit_code == 2, done.stderr
    assert json.loads(done.stdout)["kept"] is False
    assert f"aidoc: {cache}: The cache cannot be " in done.stderr
    assert done.stderr.count("answers cannot be kept") == 1
    assert len(azure.requests) == (fault == "full")  # nothing more is paid for
