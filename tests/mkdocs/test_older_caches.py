"""Caches that earlier releases filled: people paid for them, so nothing in them is requested again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.mkdocs.project import Project

if TYPE_CHECKING:
    from tests.azure import LocalAzure

CACHES = Path(__file__).parents[1] / "caches"
ANSWERS = {"0.1.0": 26}


@pytest.mark.parametrize("release", sorted(ANSWERS))
def test_a_cache_of_an_earlier_release_costs_nothing(release: str, tmp_path: Path, azure: LocalAzure) -> None:
    """The pages that an earlier release filled are filled from its cache, without a request or a warning."""
    project = Project(tmp_path / "project", azure)
    for root in ("small", "zoo"):
        project.copy_root(root)
    project.write({"docs/index.md": "# Weather\n\n::: small.weather\n\n::: small.unseen\n\n::: zoo\n"})
    shutil.copytree(CACHES / release, project.root / ".aidoc" / "cache")
    built = project.build()
    assert (built.error, built.logged, built.requests) == (None, [], [])
    assert {name: number for name, number in built.report["outcomes"].items() if number} == {
        "human": 4,
        "cached": ANSWERS[release],
    }
