"""Fixtures of the MkDocs tests: a project to build, and an environment that names no real service."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.mkdocs.project import ROOTS, Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test sets itself reaches its builds."""
    for name in os.environ:
        if name.startswith(("AIDOC_", "AZURE_OPENAI_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "test-key")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # MkDocs writes the date of the build into the site
    # Material and gen-files print banners about MkDocs 2.
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("DISABLE_MKDOCS_2_WARNING", "true")


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
