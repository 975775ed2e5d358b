"""Extensions that show code without autodoc or with documenters of their own: filled, or told that they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sphinx.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

PACKAGE = "def rise(by: float) -> float:\n    return by * 2\n"


def project(tmp_path: Path, page: str, *extensions: str, azure: str = "", conf: str = "") -> Project:
    """A project with one page, whose conf.py lists some extensions before aidoc."""
    listed = [*extensions, "sphinx_aidoc"]
    top = f"import sys\nsys.path.insert(0, {str(tmp_path / 'src')!r})\nextensions = {listed}\n"
    files = {"docs/conf.py": top + conf, "docs/index.rst": f"Top\n===\n\n{page}", "src/risen.py": PACKAGE}
    return Project(tmp_path, files=files, azure=azure)


def test_nothing_to_fill_is_a_warning(tmp_path: Path) -> None:
    """A build that is enabled and shows no object says why; it can be suppressed, and `enabled: false` is silent."""
    site = project(tmp_path, "Words.\n")
    message = (
        "WARNING: There is nothing to fill: no document has a directive of autodoc, autosummary or sphinx-autoapi that "
        "shows Python objects. [aidoc.idle]"
    )
    assert site.build().warnings == [message]
    assert site.build(fresh=True, suppress_warnings=["aidoc.idle"]).warnings == []
    assert site.build(fresh=True, aidoc_enabled="0").warnings == []


def test_what_is_included_nowhere_is_a_warning(tmp_path: Path, azure: LocalAzure) -> None:
    """An `include` that matches nothing on the pages is named."""
    site = project(tmp_path, ".. autofunction:: risen.rise\n", azure=azure.url)
    message = (
        "WARNING: There is nothing to fill: `include` (rissen.*, risen) matches none of the objects that are shown. "
        "[aidoc.idle]"
    )
    built = site.build(aidoc_include="rissen.*,risen")
    assert (built.warnings, azure.requests) == ([message], [])
    assert site.build(fresh=True, aidoc_include="risen.*").warnings == []


def test_nothing_changed_is_not_nothing(tmp_path: Path, azure: LocalAzure) -> None:
    """A build that reads no document anew has looked at what the last one filled."""
    site = project(tmp_path, ".. automodule:: risen\n   :members:\n", azure=azure.url)
    assert site.build().warnings == []
    assert site.build().warnings == []


def test_what_cannot_be_imported_is_for_autodoc_to_tell(tmp_path: Path) -> None:
    """A directive is there, so nothing is said of none; autodoc tries again when another document has changed."""
    site = project(tmp_path, ".. automodule:: broken\n   :members:\n")
    site.write("src/broken.py", "raise RuntimeError('not today')\n")
    site.write("docs/other.rst", ":orphan:\n\nOther\n=====\n")
    plain = site.build(aidoc_enabled="0").warnings
    built = site.build(fresh=True)
    assert plain
    assert built.warnings == plain
    site.edit("docs/other.rst", "Other\n=====\n", "Other\n=====\n\nMore.\n")
    assert site.build().warnings == plain


def test_names_without_python_source_are_named(tmp_path: Path) -> None:
    """A module that does not exist: directives are there, so nothing is said of none."""
    page = "".join(f".. auto{what}\n\n" for what in ("module:: nowhere", "function:: gone.rise", "function:: lost.cos"))
    site = project(tmp_path, f"{page}.. autofunction:: lost.sleep\n")
    plain = site.build(aidoc_enabled="0").warnings
    built = site.build(fresh=True, aidoc_report_history=str(tmp_path / "history.jsonl"))
    names = "nowhere, gone.rise, lost.cos, …"
    assert [warning for warning in built.warnings if warning not in plain] == [
        f"WARNING: There is nothing to fill: there is no Python source for what the documents name ({names}). [aidoc.idle]"
    ]
    assert not (tmp_path / "history.jsonl").exists()


def test_who_shows_code_without_autodoc_is_named(tmp_path: Path, azure: LocalAzure) -> None:
    """Alone, it is the reason why there is nothing to fill; beside autodoc, one line says what is left out."""
    pytest.importorskip("sphinx_click", reason="not installed")
    alone = project(tmp_path / "alone", "Words.\n", "sphinx_click")
    assert alone.build().warnings == [
        "WARNING: There is nothing to fill: aidoc fills what autodoc shows, and sphinx-click (write `help=` in "
        "the code) can do without autodoc. [aidoc.idle]"
    ]
    beside = project(tmp_path / "beside", ".. autofunction:: risen.rise\n", "sphinx_click", azure=azure.url)
    built = beside.build()
    assert built.warnings == []
    assert (
        "aidoc: not filled, since autodoc has no part in it: the pages of sphinx-click (write `help=` in the code)"
        in built.status
    )


def test_documenters_of_a_project_are_filled(tmp_path: Path, azure: LocalAzure) -> None:
    """A directive that a project makes from autodoc's own class is filled as autodoc is, before the first page."""
    conf = """
from sphinx.ext.autodoc import FunctionDocumenter

class Task(FunctionDocumenter):
    objtype = "task"
    directivetype = "function"
    priority = 0

def setup(app):
    app.add_autodocumenter(Task)
"""
    site = project(tmp_path, ".. autotask:: risen.rise\n", "sphinx.ext.autodoc", azure=azure.url, conf=conf)
    built = site.build()
    assert built.warnings == []
    assert built.filled() == ["risen.rise"]
    assert built.report["on_demand"] == 0


@pytest.mark.parametrize("module", ["sphinxcontrib.autodoc_pydantic"])
def test_classes_of_other_extensions_are_seen_ahead(tmp_path: Path, azure: LocalAzure, module: str) -> None:
    """What autodoc-pydantic calls its `autoclass` is in the batch before the first page, with all that it shows."""
    pytest.importorskip(module, reason="not installed")
    site = project(tmp_path, ".. autopydantic_model:: models.Boiler\n", module, azure=azure.url)
    site.write(
        "src/models.py", "from pydantic import BaseModel\n\n\nclass Boiler(BaseModel):\n    pressure: float = 1.0\n"
    )
    built = site.build()
    assert built.warnings == []
    assert len(azure.requests) == 1
    assert built.report["on_demand"] == 0
