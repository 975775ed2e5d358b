"""A build after an edit reads what the edit touches; the site is the same as from scratch, whatever was edited."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aidoc_core.answers.read_only import ReadOnlyAnswers
from aidoc_core.answers.reviewed import ReviewedAnswers
from aidoc_core.checks import RULES
from tests.core.modules import EDITS, FILES, edit
from tests.mkdocs.project import Project, Serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.azure import LocalAzure
    from tests.mkdocs.project import Built

_PAGES = ("errors", "limits", "round", "shapes", "work", "wrap")
_WITHOUT_A_PAGE = (
    "a broken module", "a deleted module", "a moved module", "a module that is a package", "no re-export",
)  # fmt: skip
"""Edits after which what has a page of its own cannot be collected, so that MkDocs ends the build."""
_BODY, _SIGNATURE = "a body", "a signature"
_WRAP = ("src/pkg/wrap.py", "docs/wrap.md")
_NAMING = "See `pkg.limits.bounded` and `pkg.errors.Deep`."
_WITH_OPTIONS = """# With options

::: {}
    options:
      show_root_heading: false
      merge_init_into_class: false
      heading_level: 3
"""


def _project(root: Path, azure: LocalAzure) -> Project:
    """A site with a page for each module; all is answered."""
    project = Project(root, azure)
    project.write({f"src/{name}" if name.startswith("pkg/") else name: text for name, text in FILES.items()})
    project.write({f"docs/{name}.md": f"# {name}\n\n::: pkg.{name}\n" for name in _PAGES})
    project.write(
        {"docs/index.md": "# Package\n\n::: pkg.sub.deep\n", "docs/alias.md": "# Alias\n\n::: pkg.sub.Round\n"}
    )
    project.build()
    assert project.aidoc is not None
    project.aidoc["offline"] = True
    return project


def _from_scratch(project: Project, build: Callable[[], Built] | None = None) -> dict[str, Any]:
    """The site built with nothing remembered; what was remembered before is there again afterwards."""
    memo, aside = project.root / ".aidoc/cache/memo", project.root.parent / "aside"
    memo.rename(aside)
    site = (build or project.build)().all_told()
    shutil.rmtree(memo, ignore_errors=True)
    aside.rename(memo)
    return site


def _went_by(built: Built) -> bool:
    """Whether a build has gone by any module unread."""
    stages: dict[str, float] = built.report["build"]["stages_s"]
    return "carry over" in stages


def _edit(project: Project, name: str) -> None:
    edit(project.root / ("src" if EDITS[name][0].startswith("pkg/") else ""), name)


def _answers(project: Project, change: str, which: str) -> None:
    with closing(sqlite3.connect(project.root / ".aidoc/cache/cache.db")) as database, database:
        database.execute(f"{change} WHERE value LIKE ?", (f'%"{which}"%',))


def _move(project: Project, file: str, to: str) -> None:
    if (project.root / file).exists():
        (project.root / file).rename(project.root / to)


def _remove(project: Project, *files: str) -> None:
    for file in files:
        (project.root / file).unlink(missing_ok=True)


def _others(project: Project) -> dict[str, Callable[[], object]]:
    """What may change beside code, by the words that tell of it."""
    aidoc = project.aidoc or {}
    return {
        "an answer that is gone": lambda: _answers(project, "DELETE FROM Cache", "pkg.shapes.Shape.fail"),
        "another answer": lambda: _answers(
            project, "UPDATE Cache SET value = replace(value, 'Limit', 'Bound')", "pkg.limits.limited"
        ),
        "marks": lambda: aidoc.update(mark="none" if aidoc.get("mark") != "none" else "both"),
        "a rule": lambda: aidoc.update(checks={"AD501": "off"} if "checks" not in aidoc else {"AD502": "off"}),
        "a floor": lambda: aidoc.update(review_floor=0.0),
        "what is left out": lambda: aidoc.update(exclude=["pkg.round.Circle.grow"]),
        "words on a page": lambda: project.write({"docs/index.md": "# Other\n\n::: pkg.sub.deep\n"}),
        "a block more": lambda: project.write({"docs/index.md": "# Package\n\n::: pkg.sub.deep\n\n::: pkg.wrap\n"}),
        "a block for a part": lambda: project.write({"docs/alias.md": "# Alias\n\n::: pkg.limits.limited\n"}),
        "a block less": lambda: project.write({"docs/index.md": "# Package\n"}),
        "a block that is twice there": lambda: project.write({"docs/wrap.md": "# wrap\n\n::: pkg.work\n"}),
        "options of one block": lambda: project.write({"docs/work.md": _WITH_OPTIONS.format("pkg.work")}),
        "blocks in another order": lambda: _move(project, "docs/alias.md", "docs/a.md"),
        "a page more": lambda: project.write({"docs/more.md": "# More\n\n::: pkg.shapes.Shape\n"}),
        "a page less": lambda: (project.root / "docs/alias.md").unlink(missing_ok=True),
        "a module less": lambda: _remove(project, *_WRAP),
        "an option of blocks": lambda: project.options.update(show_labels=not project.options.get("show_labels")),
        "reviewed files": lambda: project.write({"aidoc-reviewed/pkg.work.yml": "module: pkg.work\nanswers: {}\n"}),
        "no navigation": lambda: project.config.update(nav=["index.md", "work.md"]),
        "nothing": lambda: None,
    }


_OTHERS = (
    "an answer that is gone", "another answer", "marks", "a rule", "a floor", "what is left out", "words on a page",
    "a block more", "a block for a part", "a block less", "a block that is twice there", "options of one block",
    "blocks in another order", "a page more", "a page less", "a module less", "an option of blocks",
    "reviewed files", "no navigation", "nothing",
)  # fmt: skip
_KINDS = sorted(set(EDITS) - set(_WITHOUT_A_PAGE))
_OFTEN = (
    _BODY, _SIGNATURE, "a callee raises nothing", "a docstring of a base", "a new module", "another base",
    "what is public", "a statement in each function", "a docstring set elsewhere", "a new function", "a new method",
    "a removed function", "a renamed class",
)  # fmt: skip
"""What is edited each day, and what others look at; all other edits are tried each night."""

_SHOWN = (
    "a new function", "a new method", "a new class", "a removed method", "a renamed class", "a block more", "a block for a part", "a block less",
    "a block that is twice there", "options of one block", "a page more", "a page less", "blocks in another order",
)  # fmt: skip
"""What changes which objects pages show, or how."""


def _each(names: Sequence[str], often: Sequence[str]) -> list[Any]:
    return [pytest.param(name, marks=() if name in often else pytest.mark.slow) for name in names]


@pytest.mark.parametrize("name", _each(_KINDS, _OFTEN))
def test_after_each_edit(tmp_path: Path, azure: LocalAzure, name: str) -> None:
    """The site is what it is from scratch, after the edit and when it is taken back; so is what is kept of it."""
    project = _project(tmp_path / "project", azure)
    before = project.build().all_told()
    source, aside = project.root / "src", tmp_path / "source before"
    shutil.copytree(source, aside)
    words = (project.root / "README.md").read_text("utf-8")
    _edit(project, name)
    assert project.build().all_told() == _from_scratch(project)
    _edit(project, "a comment")
    assert project.build().all_told() == _from_scratch(project)
    shutil.rmtree(source)
    aside.rename(source)
    project.write({"README.md": words})
    assert project.build().all_told() == before


@pytest.mark.parametrize(
    "name",
    _each(
        _OTHERS,
        (
            "another answer",
            "a rule",
            "a block more",
            "a block for a part",
            "a block less",
            "a page less",
            "a module less",
            "reviewed files",
        ),
    ),
)
def test_after_each_other_change(tmp_path: Path, azure: LocalAzure, name: str) -> None:
    """Options, pages, answers: with an edit of a body at the same time, and with one afterwards."""
    project = _project(tmp_path / "project", azure)
    project.build()
    others = _others(project)
    assert tuple(others) == _OTHERS
    others[name]()
    _edit(project, _BODY)
    assert project.build().all_told() == _from_scratch(project)
    _edit(project, "a comment")
    assert project.build().all_told() == _from_scratch(project)


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(turns=st.lists(st.lists(st.sampled_from([*_KINDS, *_OTHERS]), min_size=1, max_size=3), min_size=1, max_size=4))
def test_after_any_changes(tmp_path_factory: pytest.TempPathFactory, azure: LocalAzure, turns: list[list[str]]) -> None:
    """Whatever changes between builds, a few at a time: each site is what it is from scratch."""
    project = _project(tmp_path_factory.mktemp("changed") / "project", azure)
    project.build()
    others = _others(project)
    for turn in turns:
        for name in turn:
            if name in others:
                others[name]()
            else:
                _edit(project, name)
        assert project.build().all_told() == _from_scratch(project), turns
    shutil.rmtree(project.root)


def test_what_an_edit_does_not_touch_is_not_read(tmp_path: Path, azure: LocalAzure) -> None:
    """Nothing but the edited module and what looks at it is looked up, build after build; what is online is, too."""
    project = _project(tmp_path / "project", azure)
    assert not _went_by(project.build())
    for name in (_BODY, "a comment", "a callee raises something else", _SIGNATURE, "a decorator's code"):
        _edit(project, name)
        built = project.build()
        assert (name, _went_by(built)) == (name, True)
        assert built.all_told() == _from_scratch(project), name
        unchanged = project.build()
        assert "look up" not in unchanged.report["build"]["stages_s"]
        assert unchanged.all_told() == built.all_told()


@pytest.mark.parametrize("name", _SHOWN)
def test_other_objects_on_pages(tmp_path: Path, azure: LocalAzure, name: str) -> None:
    """Where an edit shows other objects, or a page other blocks, what these do not touch is not read."""
    project = _project(tmp_path / "project", azure)
    project.build()
    others = _others(project)
    if name in others:
        others[name]()
    else:
        _edit(project, name)
    built = project.build()
    assert _went_by(built)
    assert built.all_told() == _from_scratch(project)
    _edit(project, "a comment")
    built = project.build()
    assert _went_by(built)
    assert built.all_told() == _from_scratch(project)


@pytest.mark.parametrize("name", ["a new function", "a removed method", "a block more", "a block less"])
def test_other_objects_while_served(tmp_path: Path, azure: LocalAzure, name: str) -> None:
    """The same in a process that goes on."""
    project = _project(tmp_path / "project", azure)
    project.configure()
    serving = Serving(project)
    serving.rebuild()
    others = _others(project)
    for one in (name, "a comment"):
        if one in others:
            others[one]()
        else:
            _edit(project, one)
        built = serving.rebuild()
        assert _went_by(built)
        assert built.all_told() == _from_scratch(project, Serving(project).rebuild)


def _propose(project: Project, *modules: str) -> None:
    """Write the kept answers of some modules into reviewed files, as proposed."""
    with closing(ReadOnlyAnswers(project.root / ".aidoc/cache")) as cache:
        entries = [one for one in cache.entries() if one.module in modules]
    ReviewedAnswers(project.root / "aidoc-reviewed").propose(entries)


def _decide(project: Project, module: str, state: str) -> None:
    file = project.root / f"aidoc-reviewed/{module}.yml"
    text = file.read_text("utf-8")
    assert "proposed" in text
    file.write_text(text.replace("proposed", state, 1), "utf-8")


def test_sites_with_reviewed_files(tmp_path: Path, azure: LocalAzure) -> None:
    """Modules of which no file says anything are not read; a new file, another text and a lost one count at once."""
    project = _project(tmp_path / "project", azure)
    _propose(project, "pkg.shapes", "pkg.wrap")
    turns: dict[str, Callable[[], object]] = {
        _BODY: lambda: _edit(project, _BODY),
        "accepted": lambda: _decide(project, "pkg.shapes", "accepted"),
        "a comment": lambda: _edit(project, "a comment"),
        "rejected": lambda: _decide(project, "pkg.shapes", "rejected"),
        "another file": lambda: _propose(project, "pkg.errors"),
        "code that changed": lambda: _edit(project, "a callee raises nothing"),
        "a file less": (project.root / "aidoc-reviewed/pkg.wrap.yml").unlink,
        "an object that is gone": lambda: _edit(project, "a renamed method"),
        "its code elsewhere": lambda: project.write({
            "src/pkg/limits.py": (project.root / "src/pkg/limits.py").read_text("utf-8")
            + "\n\nclass Shape:\n    def area(self, unit):\n        return limited(self.size)\n",
        }),
        "no files": lambda: shutil.rmtree(project.root / "aidoc-reviewed"),
    }  # fmt: skip
    project.build()
    went_by = []
    for name, change in turns.items():
        change()
        built = project.build()
        assert built.all_told() == _from_scratch(project), name
        went_by += [name] if _went_by(built) else []
    assert {_BODY, "accepted", "a comment", "another file"} <= {*went_by}


def test_objects_that_are_hidden_no_more(tmp_path: Path, azure: LocalAzure) -> None:
    """A block that hid an object for a mark in another module shows it once the mark is gone."""
    project = _project(tmp_path / "project", azure)
    project.write({
        "src/pkg/first.py": "from pkg.hidden import thing\n\n__all__ = ['thing', 'other']\n\n\ndef other(a):\n    return a\n",
        "src/pkg/hidden.py": "# aidoc: skip\ndef thing(a):\n    return a\n",
        "docs/first.md": "# First\n\n::: pkg.first\n",
    })  # fmt: skip
    project.build(aidoc={"offline": False})
    project.build()
    file = project.root / "src/pkg/hidden.py"
    file.write_text(file.read_text("utf-8").replace("# aidoc: skip", "# no mark"), "utf-8")
    built = project.build()
    assert _went_by(built)
    assert built.all_told() == _from_scratch(project)


@pytest.mark.parametrize("edit_of", ["anchor", "name", "page"])
def test_links_that_lead_elsewhere(tmp_path: Path, azure: LocalAzure, edit_of: str) -> None:
    """A text with the name of an object links to it as soon as any page shows it, and no longer than that."""
    project = _project(tmp_path / "project", azure)
    project.write({
        "src/early/__init__.py": "", "src/early/first.py": "import pkg.limits\n\n\ndef first(a):\n    return a\n",
        "docs/first.md": "# First\n\n::: early.first\n",
    })  # fmt: skip
    azure.answer = lambda objects: [{"n": one.n, "summary": _NAMING} for one in objects]
    assert project.aidoc is not None
    project.aidoc["checks"] = {rule.id: "off" for rule in RULES}
    project.build(aidoc={"offline": False})
    project.build()
    if edit_of == "page":
        project.write({"docs/errors.md": "# errors\n"})
    else:
        _edit(project, "a renamed class" if edit_of == "name" else "a new function")
    built = project.build()
    assert _went_by(built)
    assert built.all_told() == _from_scratch(project)


def test_processes_of_their_own(tmp_path: Path, azure: LocalAzure) -> None:
    """What a process has in mind is not what it goes by: the same in one that knows nothing but memos."""
    project = _project(tmp_path / "project", azure)
    project.configure()
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]

    def built() -> tuple[dict[str, bytes], dict[str, Any]]:
        done = subprocess.run(command, cwd=project.root, timeout=120, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        site = project.root / "site"
        report = json.loads((site / "aidoc/report.json").read_text("utf-8"))
        stages = report["build"]["stages_s"]
        for name in ("build", "system"):
            del report[name]
        files = {str(file.relative_to(site)): file.read_bytes() for file in sorted(site.rglob("*.html"))}
        return files, {"report": report, "logged": done.stderr, "went by": "carry over" in stages}

    built()
    for name in (_BODY, "a callee raises nothing"):
        _edit(project, name)
        files, told = built()
        assert told.pop("went by")
        shutil.rmtree(project.root / ".aidoc/cache/memo")
        fresh, plain = built()
        assert not plain.pop("went by")
        assert (files, told) == (fresh, plain), name


@pytest.mark.parametrize("kind", ["cut", "swapped", "gone"])
def test_memos_that_are_spoilt(tmp_path: Path, azure: LocalAzure, kind: str) -> None:
    """What is not what was kept does not count, and is written again."""
    project = _project(tmp_path / "project", azure)
    project.build()
    memos = sorted((project.root / ".aidoc/cache/memo").glob("*.memo"))
    contents = [file.read_bytes() for file in memos]
    for number, file in list(enumerate(memos))[::2]:
        if kind == "gone":
            file.unlink()
        else:
            file.write_bytes(contents[number][:-7] if kind == "cut" else contents[number - 1])
    for name in (_BODY, "a comment"):
        _edit(project, name)
        assert project.build().all_told() == _from_scratch(project)


def test_what_include_names_is_not_read_again(tmp_path: Path, azure: LocalAzure) -> None:
    """Objects that nothing has touched are objects to fill: an edit beside them does not make `include` match none."""
    project = _project(tmp_path / "project", azure)
    assert project.aidoc is not None
    project.aidoc["include"] = ["pkg.round.*"]
    project.build()
    _edit(project, _BODY)
    built = project.build()
    assert _went_by(built)
    assert not [line for line in built.logged if "nothing to fill" in line]
    assert built.all_told() == _from_scratch(project)
    project.aidoc["include"] = ["pkg.nowhere.*"]
    for name in ("a comment", "words"):
        _edit(project, name)
        assert [line for line in project.build().logged if "nothing to fill" in line], name


@pytest.mark.parametrize("sets", ["Other.__doc__ = 'Set.'\n", "class Mine(Other):\n    pass\n", ""])
def test_names_that_no_page_follows(tmp_path: Path, azure: LocalAzure, sets: str) -> None:
    """Looking whether another package's names are what they were gives no entry more in the inventory."""
    project = _project(tmp_path / "project", azure)
    code = f"from pkg.round import Circle as Other\n{sets}"
    project.write({"src/early/__init__.py": code, "src/early/first.py": "def first(a):\n    return a\n"})
    project.write({"docs/index.md": "# First\n\n::: early.first\n\n::: pkg.sub.deep\n"})
    project.build(aidoc={"offline": False})
    project.build()
    for name in (_BODY, "a comment", _SIGNATURE):
        _edit(project, name)
        built = project.build()
        assert _went_by(built)
        assert built.all_told() == _from_scratch(project), name


@pytest.mark.parametrize("serves", [False, True])
def test_what_is_sent(tmp_path: Path, azure: LocalAzure, *, serves: bool) -> None:
    """A model gets the code of callees with people's words, never with those that a model wrote before."""
    project = _project(tmp_path / "project", azure)
    assert project.aidoc is not None
    project.aidoc["offline"] = False
    project.build()
    serving = Serving(project)
    if serves:
        _edit(project, "a comment")
        serving.rebuild()
    cache, aside = project.root / ".aidoc", tmp_path / "aside"
    shutil.copytree(cache, aside)
    source = project.root / "src/pkg/round.py"
    source.write_text(source.read_text("utf-8").replace("def grow(self, by)", "def grow(self, by, more=1)"), "utf-8")
    built = serving.rebuild() if serves else project.build()
    assert _went_by(built)
    assert "pkg.round.Circle.grow" in built.asked
    shutil.rmtree(cache)
    aside.rename(cache)
    shutil.rmtree(cache / "cache/memo")
    fresh = project.build()
    assert not _went_by(fresh)
    assert [one.body for one in built.requests] == [one.body for one in fresh.requests]
