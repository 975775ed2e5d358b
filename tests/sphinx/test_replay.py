"""What became of docstrings is told again where nothing has changed: the site is the same as when all is worked out."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_aidoc.journal import SPOILT, Journal, Retold
from tests.sphinx.project import Project
from tests.sphinx.test_memo import FILES, forget, site

if TYPE_CHECKING:
    from collections.abc import Callable

_ONE = "src/pkg/one.py"
_HANDLERS = """

import os


def early(app, what, name, obj, options, lines):
    if name.endswith("first"):
        lines.extend(filter(None, [os.environ.get("EARLY"), ""]))


def late(app, what, name, obj, options, lines):
    if name.endswith("act") and os.environ.get("LATE"):
        lines[:] = [line.replace(os.environ["LATE"], "it") for line in lines]


def tell(app, exception):
    print("loaded" if "griffe" in sys.modules else "not loaded")


def setup(app):
    app.connect("autodoc-process-docstring", early, priority=400)
    app.connect("autodoc-process-docstring", late, priority=600)
    app.connect("build-finished", tell, priority=1000)
"""
_CONF = FILES["docs/conf.py"] + _HANDLERS
_SKIPPING = """
import os


def tell(app, exception):
    print("loaded" if "griffe" in sys.modules else "not loaded")


def skip(app, what, name, obj, skip, options):
    return True if name == os.environ.get("SKIPPED") else None


def setup(app):
    app.connect("autodoc-skip-member", skip)
    app.connect("build-finished", tell, priority=1000)
"""


@pytest.fixture
def project(tmp_path, azure, monkeypatch):
    """A project whose answers are all there."""
    monkeypatch.setenv("WORDS", "Said when it runs.")
    made = Project(tmp_path, files={**FILES, "docs/conf.py": _CONF}, azure=azure.url)
    assert made.build("html", fresh=True).error == ""
    return made


def _pages(built: Any) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(built.out.glob("*.html"))}


@pytest.mark.parametrize("readers", [1, 2])
def test_a_warm_build_loads_no_code(project, readers):
    """The first build after a change does, and the next ones do not, whoever reads, and from wherever it is begun."""
    fresh = ("-E", "-a", "-j", str(readers))
    first = project.run(*fresh, builder="html", aidoc_offline="1")
    again = project.run(*fresh, builder="html", aidoc_offline="1")
    page = project.root / "docs/two.rst"
    page.write_text(page.read_text(encoding="utf-8") + "\nSome more words.\n", encoding="utf-8")
    edited = project.run(builder="html", aidoc_offline="1")
    assert [one.status.rsplit("loaded")[0].endswith("not ") for one in (first, again, edited)] == [False, True, True]
    assert [one.warnings for one in (first, again, edited)] == [[], [], []]
    assert first.report["objects"] == again.report["objects"] == edited.report["objects"]
    pages = _pages(edited)
    assert "Some more words." in pages["two.html"]
    forget(project)
    assert pages == _pages(project.run(*fresh, builder="html", aidoc_offline="1"))


def test_what_several_documents_show_is_told_again(project):
    """A class that its package hands on stands in the document of each, under a name of its own."""
    project.edit("docs/one.rst", ".. automodule:: pkg\n", ".. automodule:: pkg\n   :members:\n")
    assert project.build("html", fresh=True).error == ""
    first, again, third = (project.run("-E", "-a", builder="html", aidoc_offline="1") for _ in range(3))
    assert [one.warnings for one in (first, again, third)] == [[], [], []]
    assert ["not loaded" in one.status for one in (first, again, third)] == [False, True, True]
    assert _pages(first) == _pages(again) == _pages(third)
    assert all('id="pkg' + name in _pages(third)[page] for name, page in ((".Other", "one.html"), (".two", "two.html")))


@pytest.mark.parametrize("variable", ["EARLY", "LATE"])
@pytest.mark.parametrize("readers", [1, 2])
def test_what_handlers_say_by_now_is_shown(project, monkeypatch, variable, readers):
    """Where another handler makes something else of a docstring, its document is worked out like any other."""
    before = site(project)
    monkeypatch.setenv(variable, "Early words." if variable == "EARLY" else "how")
    told = site(project, readers)
    forget(project)
    assert told == site(project)
    assert told != before


@pytest.mark.parametrize("readers", [1, 2])
def test_what_a_handler_lets_stand_by_now_is_shown(project, monkeypatch, readers):
    """Texts that a handler refused before are filled, and the report counts them, whoever reads the document."""
    monkeypatch.setenv("LATE", "how")
    before = site(project)
    monkeypatch.delenv("LATE")
    told = site(project, readers)
    forget(project)
    assert told == site(project)
    assert told != before


def test_members_that_a_project_leaves_out_are_left_out(project, monkeypatch):
    """Nobody knows what a handler in conf.py goes by: where it decides otherwise, its document is worked out."""
    (project.root / "docs/conf.py").write_text(FILES["docs/conf.py"] + _SKIPPING, encoding="utf-8")
    before = _made(project)
    again = project.run("-E", "-a", builder="html", aidoc_offline="1", aidoc_report_page="report")
    assert "not loaded" in again.status
    assert _objects(again) == before[1]
    for skipped in ("Thing", "first", ""):
        monkeypatch.setenv("SKIPPED", skipped)
        told = _made(project)
        assert (told == before) is not bool(skipped)
        forget(project)
        anew = _made(project)
        assert told[1] == anew[1]
        assert [name for name in told[0] if told[0][name] != anew[0].get(name)] == []
        assert told == anew


def _made(project: Project) -> tuple[dict[str, bytes], list[str]]:
    return site(project), _objects(project.build("html", aidoc_offline="1", aidoc_report_page="report"))


def _objects(built: Any) -> list[str]:
    return sorted(one["path"] for one in built.report["objects"])


def _edits(project: Project) -> list[Callable[[], None]]:
    def rewrite(file: str, old: str, new: str) -> None:
        path = project.root / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    words = f"Words {random.random()}."
    return [
        lambda: rewrite("docs/one.rst", ".. automodule:: pkg\n", f"{words}\n\n.. automodule:: pkg\n"),
        lambda: rewrite("docs/two.rst", ".. automodule:: pkg.two\n", f"{words}\n\n.. automodule:: pkg.two\n"),
        lambda: rewrite("docs/index.rst", "===\n", f"===\n\n{words}\n"),
        lambda: rewrite(_ONE, "class Thing:\n", f'class Thing:\n    """{words}"""\n\n'),
        lambda: rewrite(_ONE, "raise ValueError(how)", "raise KeyError(how)"),
        lambda: rewrite("src/pkg/two.py", "return how", f'"""{words}"""\n        return how'),
        lambda: rewrite("docs/two.rst", "   :inherited-members:\n", ""),
    ]


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_pages_are_those_of_a_build_from_scratch(project, seed):
    """After each of some edits: what was read again and what was not, with all that earlier builds have noted."""
    chosen = random.Random(seed)
    for edit in chosen.sample(_edits(project), 4):
        edit()
        assert project.build("html").error == ""  # asks for what is new
        built = project.build("html", aidoc_offline="1")
        assert built.warnings == []
        pages = _pages(built)
        forget(project)
        assert pages == _pages(project.build("html", fresh=True, aidoc_offline="1"))


def test_a_journal_tells_what_came_of_the_same():
    """The same lines in, the same out; anything else is not known, and two answers to one question spoil a document."""
    kept: dict[str, dict[str, Any]] = {}
    journal = Journal(kept)
    for shown in ("All.", "All."):
        journal.strip("one", "key", ["Mark."])
        journal.fill(["By hand."], ["By hand.", "Made."], "generated", lambda: "early")
        journal.check(["By hand.", "Made."], [shown], ["By hand."], lambda: "late")
    assert SPOILT not in kept["one"]
    told = Retold(json.loads(json.dumps(kept["one"])))
    assert told.strip("other") is None
    assert told.strip("key") == ["Mark."]
    assert told.fill(["By another hand."], lambda: "early") is None
    assert told.fill(["By hand."], lambda: "something else") is None
    found = told.fill(["By hand."], lambda: "early")
    assert found is not None
    assert (found.filled, found.label) == (["By hand.", "Made."], "generated")
    last = told.check(["By hand.", "Made."], lambda: "late")
    assert last is not None
    assert (last.shown, last.person) == (["All."], ["By hand."])
    told.strip("key")
    assert told.check(["By hand.", "Made."], lambda: "something else") is None
    journal.strip("one", "key", ["Mark."])
    journal.fill(["By hand."], ["By hand."], None, lambda: "")
    journal.check(["By hand."], ["By hand."], None, lambda: "")
    assert SPOILT in kept["one"]
