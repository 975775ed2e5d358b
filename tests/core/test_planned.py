"""What `aidoc plan` says against what is billed, by a real vocabulary, for packages that no figure was fitted on."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from benchmarks.packages import strip
from benchmarks.planned import measure


@pytest.mark.parametrize(
    "name",
    ["pluggy", *(pytest.param(name, marks=pytest.mark.slow) for name in ("h11", "iniconfig", "pathspec", "watchdog"))],
)
def test_a_plan_is_within_ten_percent(name: str, tmp_path: Path) -> None:
    """Small packages too; the server counts as services do, not four bytes a token as its default, which is quick."""
    _strip(name, tmp_path / "src" / name)
    planned, filled = measure(tmp_path / "src", name, tmp_path)
    assert planned["objects"] == filled["requested"] > 0
    assert planned["cost_usd"] == pytest.approx(filled["usage"]["cost_usd"], rel=0.1)


def _strip(name: str, target: Path) -> None:
    """A copy of a package that is installed, without its docstrings."""
    found = importlib.util.find_spec(name)
    assert found is not None
    assert found.submodule_search_locations
    shutil.copytree(found.submodule_search_locations[0], target, ignore=shutil.ignore_patterns("__pycache__"))
    for file in target.rglob("*.py"):
        file.write_text(strip(file.read_text(encoding="utf-8")), encoding="utf-8")
