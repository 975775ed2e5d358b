"""Sites that Zensical builds, in a process of its own: the extension fills them, and the plugin alone is not silent."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from mkdocs_aidoc.listed import EXTENSION
from tests.project import run_python

if TYPE_CHECKING:
    from tests.mkdocs.project import Project

if find_spec("zensical") is None:
    pytest.skip("Zensical is not installed", allow_module_level=True)


def build(project: Project) -> str:
    """Build what mkdocs.yml says; gives what aidoc says."""
    done = run_python(["-m", "zensical", "build", "--clean"], cwd=project.root, environment=os.environ)
    assert done.returncode == 0, done.stdout + done.stderr
    return "\n".join(line for line in (done.stdout + done.stderr).splitlines() if "aidoc" in line)


def test_the_extension_fills_a_site(harbour):
    """Reviewed texts are on the page, and a changed reviewed file is read by the next clean build."""
    harbour.extensions = [EXTENSION]
    harbour.configure(theme={"name": "material"}, use_directory_urls=True)
    told = build(harbour)
    assert told.startswith(
        "aidoc: 11 objects (harbour.ships, harbour.ships.Cargo, harbour.ships.Cargo.label, ...): not"
    )
    page = BeautifulSoup((harbour.root / "site" / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert [mark.get_text() for mark in page.select(".aidoc-badge")] != []
    assert harbour.azure.requests == []


def test_the_plugin_alone_is_not_silent(harbour):
    """Zensical passes over the plugin; a line says that nothing is filled, and what to write instead."""
    harbour.configure(theme={"name": "material"})
    assert build(harbour) == (
        "aidoc: Zensical runs no MkDocs plugins, so nothing is filled and there is no appendix. Add to the options of "
        "mkdocstrings' Python handler: `extensions: [mkdocs_aidoc.griffe]`"
    )


@pytest.mark.slow  # the start of Zensical
def test_a_site_without_aidoc_is_told_nothing(harbour):
    """That aidoc is installed is no reason to speak."""
    harbour.configure(plugin=False, theme={"name": "material"})
    assert build(harbour) == ""
