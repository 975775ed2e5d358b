"""Fixtures of the MkDocs tests: projects to build."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.mkdocs.project import ROOTS, Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure


@pytest.fixture
def project(tmp_path: Path, azure: LocalAzure) -> Project:
    """The package `small` with one page that shows its module `small.weather`."""
    project = Project(tmp_path / "project", azure)
    project.copy_root("small")
    project.write({"docs/index.md": "# Weather\n\n::: small.weather\n"})
    return project


@pytest.fixture
def zoo(tmp_path: Path, azure: LocalAzure) -> Project:
    """The package `zoo`, with all sorts of objects, and no page yet."""
    project = Project(tmp_path / "project", azure)
    project.copy_root("zoo")
    return project


@pytest.fixture
def harbour(tmp_path: Path, azure: LocalAzure) -> Project:
    """The package `harbour`, with an object of each sort that is marked, and its reviewed files."""
    project = Project(tmp_path / "project", azure)
    project.copy_root("harbour")
    shutil.copytree(ROOTS / "harbour" / "aidoc-reviewed", project.root / "aidoc-reviewed")
    project.write({"docs/index.md": "# Harbour\n\n::: harbour.ships\n"})
    return project
