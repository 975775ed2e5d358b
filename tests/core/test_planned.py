"""What `aidoc plan` says against what is billed, by a real vocabulary, for packages that no figure was fitted on."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.build.errand import Errand
from aidoc_core.build.errands import carry_out
from aidoc_core.build.session import Session
from aidoc_core.code.packages import Packages
from aidoc_core.settings import Settings
from benchmarks.packages import count_tokens, strip
from tests.azure import LocalAzure

if TYPE_CHECKING:
    from aidoc_core.build.errand import Kind


@pytest.mark.parametrize(
    "name",
    ["pluggy", *(pytest.param(name, marks=pytest.mark.slow) for name in ("h11", "iniconfig", "pathspec", "watchdog"))],
)
def test_a_plan_is_within_ten_percent(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small packages too; the server counts as services do, not four bytes a token as its default, which is quick."""
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "test-key")
    _strip(name, tmp_path / "src" / name)
    objects = Packages([tmp_path / "src"], root=tmp_path).objects(name)
    with LocalAzure(tokenizer=count_tokens) as azure:
        settings = Settings(endpoint=azure.url, deployment="docs", model="gpt-4.1-mini")

        def run(kind: Kind) -> dict[str, Any]:
            session = Session(settings, root=tmp_path, tool="cli", errand=Errand(kind=kind))
            try:
                session.fill(objects)
                assert session.course is not None
                return carry_out(session, session.course)
            finally:
                session.close()

        planned, filled = run("plan"), run("fill")
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
