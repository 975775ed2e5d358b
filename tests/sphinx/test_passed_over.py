"""Documents that are read again at every build and show nothing, and stamps of what changed while it was read."""

from __future__ import annotations

import gc
import os
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.settings import Settings
from sphinx_aidoc.remembered import text_digest
from sphinx_aidoc.stamp import Stamp
from tests.sphinx.project import Project
from tests.sphinx.test_builds import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

# autodoc notes a document to be read again whose module cannot be imported.
FILES = PACKAGE | {
    "src/pkg/later.py": "from pathlib import Path\n\nassert Path(__file__).with_name('now').exists(), 'not yet'\n\n\n"
    "def third(value):\n    return value\n",
    "docs/index.rst": "pkg\n===\n\n.. toctree::\n\n   one\n   two\n   prose\n   later\n",
    "docs/later.rst": "later\n=====\n\n.. automodule:: pkg.later\n   :members:\n",
}

THEIRS = {"pkg.later", "pkg.later.third"}


@pytest.mark.parametrize("readers", [1, 2])
def test_a_document_that_shows_nothing_needs_nothing(tmp_path, azure, readers):
    """Nothing is looked up or written for it, until autodoc shows something after all: then that is filled."""
    project = Project(tmp_path, files=FILES, azure=azure.url)
    first = project.build()
    assert any("not yet" in warning for warning in first.warnings)
    report = first.site / "aidoc/report.json"
    before, asked = report.stat().st_mtime_ns, len(azure.requests)
    again = project.build()
    assert (again.read, again.error) == (["later"], "")
    assert ("aidoc" in again.status, report.stat().st_mtime_ns, len(azure.requests)) == (False, before, asked)
    project.write({"src/pkg/now": ""})
    shown = project.build(readers=readers)
    assert (shown.read, shown.warnings, shown.error) == (["later"], [], "")
    assert {one.path for request in azure.requests[asked:] for one in request.objects} == THEIRS
    assert "Generated" in shown.text("later")
    assert set(shown.filled()) == {*first.filled(), *THEIRS}
    assert project.build(readers=readers).read == []


def test_a_document_whose_text_is_another_one_is_looked_at(tmp_path, azure):
    """The same document with a directive more, and one that takes in another file, are scanned as ever."""
    project = Project(tmp_path, files=FILES, azure=azure.url)
    project.build()
    project.edit("docs/later.rst", ":members:", ":members:\n\n.. autofunction:: pkg.one.first\n   :no-index:")
    assert project.build().text("later").count("Generated") == 1
    assert text_digest(tmp_path / "docs/one.rst")
    project.edit("docs/prose.rst", "Nothing", ".. include:: one.rst\n\nNothing")
    assert text_digest(tmp_path / "docs/prose.rst") == text_digest(tmp_path / "docs/none.rst") == ""


def _stamp(directory: Path, **options: Any) -> Stamp:
    app: Any = SimpleNamespace(doctreedir=directory / "trees", confdir=directory)
    return Stamp(app, Settings(**options))


def test_a_file_that_changed_while_it_was_read_fits_nothing(tmp_path):
    """Nobody knows which of its states was read; nor does another time of a file fit, or a clock that went back."""
    source, report = tmp_path / "one.py", tmp_path / "report.json"
    source.write_text("one = 1\n")
    report.write_text("{}")
    began = source.stat().st_mtime_ns
    stamp = _stamp(tmp_path)
    stamp.write([str(source)], report, began=began)
    assert stamp.exists()
    assert not stamp.fits([str(source)])
    stamp.write([str(source)], report, began=began + 1)
    assert stamp.fits([str(source)], report)
    assert not _stamp(tmp_path, mark="none").fits([str(source)])
    report.write_text("{ }")
    assert (stamp.fits([str(source)]), stamp.fits([str(source)], report)) == (True, False)
    times = source.stat()
    source.write_text("one = 2\n")  # as large, and with the times that it had
    os.utime(source, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not stamp.fits([str(source)])


@pytest.mark.parametrize(
    "name", [".aidoc/cache/cache.db", ".aidoc/cache/cache.db-wal", "aidoc-reviewed/pkg.yml", "aidoc-reviewed/pkg.yaml"]
)
def test_files_that_answers_come_from(tmp_path, name):
    """Each new one is looked at: also what a build that was killed has left, and what has to be told of."""
    report = tmp_path / "report.json"
    report.write_text("{}")
    (tmp_path / name).parent.mkdir(parents=True)
    stamp = _stamp(tmp_path)
    stamp.write([], report, began=0)
    assert stamp.fits([], report)
    (tmp_path / name).write_text("a: 1\n")
    assert not stamp.fits([], report)


def test_a_file_of_a_wrong_name_is_told_of_at_once(tmp_path, azure):
    """Its objects have no answer until it is renamed: the next build says so, as one of everything does."""
    project = Project(tmp_path, files=PACKAGE, azure=azure.url)
    project.build()
    project.write({"docs/aidoc-reviewed/pkg.one.yaml": "module: pkg.one\n"})
    built = project.build()
    text = built.text("one")
    assert built.read == ["one"]
    assert "only files that end in .yml are read" in built.warnings[0]
    whole = project.build(fresh=True)
    assert (whole.warnings, whole.text("one")) == (built.warnings, text)


HIDDEN = PACKAGE | {
    "docs/conf.py": PACKAGE["docs/conf.py"]
    + "\n\ndef setup(app):\n    app.connect('source-read', lambda app, document, text:"
    " text.__setitem__(0, text[0].replace('PKG', '.. autofunction:: pkg.one.first')))\n",
    "docs/index.rst": "pkg\n===\n\n.. toctree::\n\n   one\n   two\n   prose\n",
    "docs/one.rst": "one\n===\n\nPKG\n",
    "docs/two.rst": "two\n===\n\nNothing.\n",
    "docs/prose.rst": "prose\n=====\n\nNothing.\n",
}
"""What a document shows stands in it only once an extension has worked on it."""


@pytest.mark.parametrize("readers", [1, 2])
def test_a_first_build_whose_text_shows_nothing(tmp_path, azure, readers):
    """What autodoc shows all the same is filled on demand, told in the report, and known to the next build."""
    project = Project(tmp_path, files=HIDDEN, azure=azure.url)
    built = project.build(readers=readers)
    assert (built.warnings, built.error) == ([], "")
    assert "Generated" in built.text("one")
    assert built.filled() == ["pkg.one.first"]
    assert built.report["on_demand"] == 1
    asked = len(azure.requests)
    assert project.build(readers=readers).read == []
    again = project.build(readers=readers, fresh=True)
    assert (again.warnings, again.text("one"), len(azure.requests)) == ([], built.text("one"), asked)


def test_a_site_that_shows_nothing_until_a_document_does(tmp_path, azure):
    """Each build says that there is nothing to fill, as far as it reads documents; then one of them shows objects."""
    files = PACKAGE | {f"docs/{name}.rst": f"{name}\n=====\n\nNothing.\n" for name in ("one", "two", "prose")}
    project = Project(tmp_path, files=files, azure=azure.url)
    first = project.build()
    assert [warning.partition("[")[2] for warning in first.warnings] == ["aidoc.idle]"]
    assert first.report["outcomes"] == dict.fromkeys(first.report["outcomes"], 0)
    assert (project.build().warnings, project.build().read) == ([], [])
    project.write({"docs/two.rst": "two\n===\n\nMore.\n"})
    assert [warning.partition("[")[2] for warning in project.build().warnings] == ["aidoc.idle]"]
    project.write({"docs/one.rst": "one\n===\n\n.. automodule:: pkg.one\n   :members:\n"})
    shown = project.build()
    assert (shown.read, shown.warnings) == (["one"], [])
    assert "pkg.one.first" in shown.filled()
    assert gc.get_freeze_count() == 0  # what a build has kept the collector from is given back
