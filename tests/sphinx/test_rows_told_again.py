"""Rows of objects that code makes while it runs: those of a build that tells documents again are a clean build's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.build.report_run import without_run
from sphinx_aidoc.state import MADE
from tests.sphinx.project import Project
from tests.sphinx.test_memo import forget

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

_MADE = """\
class Plain:
    def act(self, how):
        return how


def added(self, more):
    return more


Plain.later = added
Plain.spoken = lambda self: None
Plain.spoken.__doc__ = "Said while the code runs."
Made = type("Made", (Plain,), {"size": 1, "run": added})
Made.__module__ = __name__
Other = type("Other", (), {"__doc__": "A class.", "__module__": __name__})
"""
_AUTO = ".. automodule:: pkg.{}\n   :members:\n   :undoc-members:\n"
FILES = {
    "docs/index.rst": "pkg\n===\n\n.. toctree::\n\n   made\n   again\n   alone\n",
    "docs/made.rst": f"made\n====\n\n{_AUTO.format('made')}",
    "docs/again.rst": "again\n=====\n\n.. autoclass:: pkg.made.Plain\n   :members:\n   :undoc-members:\n   :noindex:\n\n"
    ".. autoclass:: pkg.made.Made\n   :members:\n   :undoc-members:\n   :noindex:\n",
    "docs/alone.rst": f"alone\n=====\n\n{_AUTO.format('alone')}",
    "docs/conf.py": "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "extensions = ['sphinx.ext.autodoc', 'sphinx.ext.napoleon', 'sphinx_aidoc']\n",
    "src/pkg/__init__.py": '"""The package."""\n',
    "src/pkg/made.py": _MADE,
    "src/pkg/alone.py": "def single(left):\n    return left\n",
}
_EDITS = {
    "nothing": ("docs/index.rst", "", ""),
    "a page": ("docs/made.rst", "====\n", "====\n\nFurther words.\n"),
    "another module": ("src/pkg/alone.py", "return left", "return left or 1"),
}
_OFFLINE: dict[str, Any] = {"aidoc_offline": "1", "aidoc_on_miss": "ignore"}


@pytest.fixture
def project(tmp_path: Path, azure: LocalAzure) -> Project:
    """A project whose answers are all there, built once more from them."""
    made = Project(tmp_path, files=FILES, azure=azure.url)
    assert made.build("html", fresh=True).error == ""
    assert made.build("html", fresh=True, **_OFFLINE).error == ""
    return made


@pytest.mark.parametrize("fresh", [False, True])
@pytest.mark.parametrize("kind", [*_EDITS])
def test_rows_are_those_of_a_clean_build(project: Project, kind: str, *, fresh: bool) -> None:
    """Also where only some documents are read, or none."""
    file, old, new = _EDITS[kind]
    if old:
        project.edit(file, old, new)
    told = project.build("html", fresh=fresh, **_OFFLINE)
    again = project.build("html", fresh=fresh, **_OFFLINE)
    forget(project)
    clean = project.build("html", fresh=True, **_OFFLINE)
    assert (told.warnings, again.warnings, clean.warnings) == ([], [], [])
    made = {row["path"] for row in clean.report["objects"] if row["reason"] == MADE}
    assert made == {"pkg.made.Made.size", "pkg.made.Plain.spoken"}
    assert without_run(told.report) == without_run(clean.report)
    assert without_run(again.report) == without_run(clean.report)
