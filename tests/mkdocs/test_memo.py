"""What a build works out is remembered: the next one reads, looks up and checks nothing, and the site is the same."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.modules import EDITS, FILES, edit
from tests.large import write_package
from tests.mkdocs.project import ROOTS, Project, Serving
from tests.project import read_report, run_python

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.azure import LocalAzure
    from tests.mkdocs.project import Built

_CODE = """\
import json, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
build(load_config("mkdocs.yml"))
print(json.dumps([name for name in sys.argv[1:] if name in sys.modules]))
"""
_NOT_NEEDED = (
    "aidoc_core.answers.database",
    "aidoc_core.answers.reviewed",
    "aidoc_core.asking.counters",
    "aidoc_core.build.kept",
    "aidoc_core.checks.rules",
    "aidoc_core.code.collect",
    "aidoc_core.render.attaching",
    "aidoc_core.render.mark",
    "aidoc_core.render.markdown",
    "aidoc_core.render.outline_html",
    "diskcache",
    "openai",
)
_SOURCE = "src/small/weather.py"
_LATE = """\
import pathlib

def on_page_markdown(markdown, **kwargs):
    late = pathlib.Path("late.md")
    return markdown + late.read_text() if late.is_file() else markdown

def on_page_content(html, **kwargs):
    edit = pathlib.Path("edit.py")
    if edit.is_file():
        exec(edit.read_text())
"""
"""A plugin that adds to pages when nobody looks any more, and may change sources meanwhile."""


def _memos(project: Project) -> dict[str, Path]:
    """All memos, by name."""
    return {file.name: file for file in sorted(project.root.glob(".aidoc/cache/memo/*.memo"))}


def _forget(project: Project) -> None:
    shutil.rmtree(project.root / ".aidoc/cache/memo", ignore_errors=True)


def _offline(project: Project) -> dict[str, Any]:
    return project.build(aidoc={"offline": True}).all_told()


def _looked_up(built: Built) -> bool:
    """Whether a build has looked anything up."""
    stages: dict[str, float] = built.report["build"]["stages_s"]
    return "look up" in stages


def _without(project: Project) -> dict[str, Any]:
    """The site built with nothing remembered; what was remembered before is there again afterwards."""
    memo, aside = project.root / ".aidoc/cache/memo", project.root.parent / "aside"
    if memo.is_dir():
        memo.rename(aside)
    built = project.build(aidoc={"offline": True})
    assert _looked_up(built)
    site = built.all_told()
    _forget(project)
    if aside.is_dir():
        aside.rename(memo)
    return site


def test_a_warm_build_looks_at_nothing_again(project: Project) -> None:
    """Nothing of what reads, looks up, checks or draws is even imported; any change has all of it look again."""
    project.build()
    project.configure(aidoc={"offline": True})
    done = [run_python(["-c", _CODE, *_NOT_NEEDED], cwd=project.root, environment=os.environ) for _ in range(2)]
    found = [json.loads(one.stdout.splitlines()[-1]) for one in done]
    assert set(_NOT_NEEDED) - set(found[0]) == {"openai", "diskcache"}, done[0].stderr
    assert found[1] == [], done[1].stderr
    for file, text in ((_SOURCE, (project.root / _SOURCE).read_text("utf-8") + "\n\nLATER = 1\n"), ("README.md", "A")):
        before = _memos(project)
        project.write({file: text})
        built = project.build(aidoc={"offline": True})
        assert _looked_up(built) or _is_carried(built)
        after = _memos(project)
        assert after.keys() > before.keys()  # of the site, and of what the module is
        assert not _looked_up(project.build(aidoc={"offline": True}))
        assert _memos(project) == after


def test_a_build_that_may_request_remembers_too(project: Project) -> None:
    """Where nothing is missing, nothing is opened, whether requests are allowed or not."""
    sites = [project.build().all_told() for _ in range(4)]
    built = project.build()
    assert not _looked_up(built)
    assert built.requests == []
    assert built.all_told() == sites[-1] == sites[1]


def test_pages_may_change(project: Project) -> None:
    """Prose around a block is no business of ours; another block is."""
    project.build()
    _offline(project)
    project.write({"docs/index.md": "# Weather\n\nOther words.\n\n::: small.weather\n"})
    built = project.build(aidoc={"offline": True})
    assert not _looked_up(built)
    assert "Other words." in built.html()
    project.write({"docs/more.md": "# More\n\n::: small.weather.read\n"})
    assert _looked_up(project.build(aidoc={"offline": True}))


def _spoil(kind: str, files: list[Path]) -> None:
    """Do something bad to memos."""
    contents = [file.read_bytes() for file in files]
    for number, file in enumerate(files):
        match kind:
            case "planted":  # signed with the key of somebody else
                file.write_bytes(b"\0" * 32 + contents[number][32:])
            case "cut":
                file.write_bytes(contents[number][:-7])
            case "swapped":
                file.write_bytes(contents[number - 1])
            case "changed":
                file.write_bytes(contents[number][:-1] + bytes([contents[number][-1] ^ 1]))


@pytest.mark.parametrize("kind", ["planted", "cut", "swapped", "changed"])
def test_a_memo_that_is_not_ours_does_not_count(project: Project, kind: str) -> None:
    """It is not believed, and replaced."""
    project.build()
    _forget(project)
    site = _offline(project)
    before = {name: file.read_bytes() for name, file in _memos(project).items()}
    assert len(before) > 1
    _spoil(kind, list(_memos(project).values()))
    built = project.build(aidoc={"offline": True})
    assert _looked_up(built)
    assert built.all_told() == site
    assert {name: file.read_bytes() for name, file in _memos(project).items()} == before


def test_a_directory_that_takes_no_memos(project: Project) -> None:
    """Where nothing can be kept, each build looks again, and says nothing of it."""
    project.build()
    site = _offline(project)
    _forget(project)
    project.write({".aidoc/cache/memo": "no directory"})
    for _ in range(2):
        built = project.build(aidoc={"offline": True})
        assert _looked_up(built)
        assert built.all_told() == site


def test_the_clock_goes_back(project: Project) -> None:
    """A source with the size and the time it had is another one by what is in it; times of memos say nothing."""
    project.build()
    _offline(project)
    times = (project.root / _SOURCE).stat()
    text = (project.root / _SOURCE).read_text("utf-8")
    project.write({_SOURCE: re.sub(r"(?m)^def (\w)", lambda found: f"def {found[1].upper()}", text)})
    os.utime(project.root / _SOURCE, ns=(times.st_atime_ns, times.st_mtime_ns))
    for file in _memos(project).values():
        os.utime(file, (2**33, 2**33))
    built = project.build(aidoc={"offline": True})
    assert _looked_up(built)
    remembered = project.build(aidoc={"offline": True})
    assert not _looked_up(remembered)
    assert remembered.all_told() == built.all_told() == _without(project)


def test_sources_and_answers_that_change_meanwhile(project: Project) -> None:
    """What was worked out of them is not kept."""
    project.write({"hook.py": _LATE})
    project.config["hooks"] = ["hook.py"]
    project.build()
    _forget(project)
    _offline(project)
    kept = len(_memos(project))
    for change in (
        f"pathlib.Path({_SOURCE!r}).write_text(pathlib.Path({_SOURCE!r}).read_text() + '\\nMORE = 1\\n')",
        "file = pathlib.Path('.aidoc/cache/cache.db'); file.write_bytes(file.read_bytes() + b'\\0' * 4096)",
    ):
        _forget(project)
        project.write({"edit.py": change})
        project.build(aidoc={"offline": True})
        assert len(_memos(project)) < kept
        (project.root / "edit.py").unlink()
        assert _offline(project) == _offline(project) == _without(project)


def test_a_block_that_appears_late(project: Project) -> None:
    """A build that attached what was remembered finds out that a page shows more, and looks at everything after all."""
    project.write({"hook.py": _LATE, "late.md": "\n\n::: small.other\n", "src/small/other.py": "def f(a): ...\n"})
    project.config["hooks"] = ["hook.py"]
    project.build()
    (project.root / "late.md").unlink()
    _offline(project)
    assert not _looked_up(project.build(aidoc={"offline": True}))
    project.write({"late.md": "\n\n::: small.other\n"})
    built = project.build(aidoc={"offline": True})
    assert _looked_up(built)
    assert "small.other.f" in built.outcomes
    assert built.all_told() == _without(project)


def _git(project: Project, *arguments: str) -> str:
    """What git says, run by a person of the name Ada."""
    person = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    done = subprocess.run(
        ["git", *person, *arguments], cwd=project.root, timeout=60, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.mark.parametrize("file", [".mailmap", ".git-blame-ignore-revs"])
def test_git_tells_something_else_of_the_same_commit(harbour: Project, file: str) -> None:
    """How people are called, or which commits only formatted, may change while all else stays: the report tells it."""
    reviewed = harbour.root / "aidoc-reviewed/harbour.ships.yml"
    harbour.write({".gitignore": ".aidoc\nsite\n"})
    harbour.build()
    for day, words in enumerate(("Make a ship fast", "Make any ship fast"), 1):
        harbour.edit("aidoc-reviewed/harbour.ships.yml", "Make a ship fast", words)
        _git(harbour, "init", "-q")
        _git(harbour, "add", ".")
        _git(harbour, "commit", "-qm", words, f"--date=2026-11-0{day}T12:00:00Z")
    assert "Make any ship fast" in reviewed.read_text("utf-8")
    first, second = _git(harbour, "rev-list", "--reverse", "HEAD").splitlines()

    def approved() -> dict[str, str]:
        done = run_python(["-m", "mkdocs", "build", "-q"], cwd=harbour.root, environment=os.environ)
        assert done.returncode == 0, done.stderr
        (row,) = (row for row in read_report(harbour.root / "site")["objects"] if row["path"] == "harbour.ships.moor")
        return {name: row["reviewed"]["commit"][name] for name in ("id", "author")}

    harbour.configure(aidoc={"offline": True})
    assert [approved(), approved()] == [{"id": second, "author": "Ada"}] * 2
    contents = {".mailmap": "Grace <ada@example.org>\n", ".git-blame-ignore-revs": f"{second}\n"}
    harbour.write({file: contents[file]})
    now = {".mailmap": {"id": second, "author": "Grace"}, ".git-blame-ignore-revs": {"id": first, "author": "Ada"}}
    assert approved() == now[file]


def test_a_library_that_another_release_replaces(project: Project) -> None:
    """Files of one size and one time, shared with other environments: only its release tells it from the one before."""
    library = project.root / "lib/complexipy/__init__.py"
    code = "class code_complexity:\n    functions = ()\n\n    def __init__(self, source): ...\n"
    project.write({"lib/complexipy/__init__.py": code})
    os.link(library, project.root / "shared.py")
    project.build()
    project.configure(aidoc={"offline": True})

    def measured_by(release: str) -> str:
        for old in (project.root / "lib").glob("*.dist-info"):
            shutil.rmtree(old)
        metadata = f"Metadata-Version: 2.1\nName: complexipy\nVersion: {release}\n"
        project.write({f"lib/complexipy-{release}.dist-info/METADATA": metadata})
        os.utime(library, (2**30, 2**30))
        environment = {**os.environ, "PYTHONPATH": str(project.root / "lib"), "PYTHONDONTWRITEBYTECODE": "1"}
        done = run_python(["-m", "mkdocs", "build", "-q"], cwd=project.root, environment=environment)
        assert done.returncode == 0, done.stderr
        source: str = read_report(project.root / "site")["complexity"]["source"]
        return source

    found = [measured_by(release) for release in ("9.1", "9.1", "9.2")]
    assert found == ["complexipy 9.1", "complexipy 9.1", "complexipy 9.2"]


def test_two_builds_at_once(project: Project) -> None:
    """Both are whole, and so is what they keep."""
    project.build()
    project.configure(aidoc={"offline": True})
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d"]
    sites = [project.root / f"site{one}" for one in range(3)]
    running = [subprocess.Popen([*command, str(site)], cwd=project.root) for site in sites[:2]]
    assert [one.wait(timeout=120) for one in running] == [0, 0]
    assert subprocess.run([*command, str(sites[2])], cwd=project.root, timeout=120, check=False).returncode == 0
    assert len({(site / "index.html").read_bytes() for site in sites}) == 1
    assert "look up" not in json.loads((sites[2] / "aidoc/report.json").read_text("utf-8"))["build"]["stages_s"]


def test_rendering_a_part(project: Project) -> None:
    """A build that renders only what has changed tells of the whole site, remembered or not."""
    project.build()
    whole = _offline(project)
    project.configure(aidoc={"offline": True})
    assert project.build_as_is(dirty=True).all_told()["report"] == whole["report"]


def _edits(project: Project) -> dict[str, Callable[[], None]]:
    """Kinds of edits, by the words that tell of them."""
    source, reviewed = project.root / "src/harbour/ships.py", project.root / "aidoc-reviewed/harbour.ships.yml"
    aidoc = project.aidoc or {}

    def rewrite(file: Path, change: Callable[[str], str]) -> None:
        file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

    def option(name: str, *values: object) -> Callable[[], None]:
        """Give an option its next value."""

        def turn() -> None:
            at = values.index(aidoc[name]) + 1 if name in aidoc else 0
            aidoc[name] = values[at % len(values)]

        return turn

    return {
        "a function more": lambda: rewrite(
            source, lambda text: f"{text}\n\ndef more{len(text)}(a, b=2):\n    return a\n"
        ),
        "another body": lambda: rewrite(source, lambda text: text.replace("return ", "assert True\n    return ", 1)),
        "a docstring": lambda: rewrite(
            source, lambda text: text.replace("):\n    ", '):\n    """By hand."""\n    ', 1)
        ),
        "a comment": lambda: rewrite(source, lambda text: f"# {len(text)}\n{text}"),
        "words beside": lambda: project.write({"README.md": f"# {len(list(project.root.rglob('*')))}\n"}),
        "a text in review": lambda: rewrite(reviewed, lambda text: text.replace("Make a ship fast", "Moor a ship", 1)),
        "a decision": lambda: rewrite(reviewed, lambda text: text.replace("state: accepted", "state: rejected", 1)),
        "another page": lambda: project.write({"docs/more.md": "# More\n\n::: harbour\n"}),
        "a block less": lambda: project.write({"docs/more.md": "# More\n"}),
        "an option of blocks": lambda: project.options.update(show_labels=not project.options.get("show_labels")),
        "marks": option("mark", "both", "none", "badge"),
        "what appears": option("reveal", False, True),
        "what is completed": option("enrich", False, True),
        "what is left out": option("exclude", ["harbour.ships.Ship*"], []),
        "what is shown": option("require_review", True, False),
        "a rule": option("checks", {"AD501": "off"}, {}),
        "nothing": lambda: None,
    }


_NAMES = (
    "a function more", "another body", "a docstring", "a comment", "words beside", "a text in review", "a decision",
    "another page", "a block less", "an option of blocks", "marks", "what appears", "what is completed",
    "what is left out", "what is shown", "a rule", "nothing",
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(names=st.lists(st.sampled_from(_NAMES), min_size=1, max_size=4))
def test_the_site_is_the_same_without_memos(
    tmp_path_factory: pytest.TempPathFactory, azure: LocalAzure, names: list[str]
) -> None:
    """After each of any edits: with what was remembered before, with what is remembered now, and with nothing."""
    project = Project(tmp_path_factory.mktemp("edited") / "project", azure)
    project.copy_root("harbour")
    shutil.copytree(ROOTS / "harbour" / "aidoc-reviewed", project.root / "aidoc-reviewed")
    project.write({"docs/index.md": "# Harbour\n\n::: harbour.ships\n"})
    project.build()
    _offline(project)
    edits = _edits(project)
    assert tuple(edits) == _NAMES
    for name in names:
        edits[name]()
        project.build()  # asks for what is new
        first, second = _offline(project), project.build(aidoc={"offline": True})
        assert not _looked_up(second)
        assert first == second.all_told() == _without(project), name
    shutil.rmtree(project.root)


_SUBMODULES = "# Package\n\n::: pkg\n    options:\n      show_submodules: true\n"


def _site_of_modules(root: Path, azure: LocalAzure) -> Project:
    """A site over several modules, its package beside it."""
    project = Project(root, azure)
    project.write({f"src/{name}" if name.startswith("pkg/") else name: text for name, text in FILES.items()})
    project.write({"docs/index.md": _SUBMODULES})
    return project


_WITHOUT_A_PAGE = ("a broken module", "a deleted module", "a moved module", "a module that is a package")
"""Edits after which a module that has a page of its own cannot be collected, so that MkDocs ends the build."""


def _write_pages(project: Project) -> None:
    """Give modules pages of their own, and one more page to what another module defines."""
    names = ("errors", "limits", "round", "work", "wrap")
    project.write({f"docs/{name}.md": f"# {name}\n\n::: pkg.{name}\n" for name in names})
    project.write({"docs/index.md": "# Package\n", "docs/alias.md": "# Alias\n\n::: pkg.sub.Round\n"})


def _served(serving: Serving) -> dict[str, Any]:
    """The site once it has nothing to ask for."""
    serving.rebuild()
    built = serving.rebuild()
    assert built.requests == []
    return built.all_told()


def _served_without(project: Project) -> dict[str, Any]:
    """The same of a process and a cache that remember nothing; what was remembered is there again afterwards."""
    memo, aside = project.root / ".aidoc/cache/memo", project.root.parent / "aside"
    memo.rename(aside)
    site = Serving(project).rebuild().all_told()
    _forget(project)
    aside.rename(memo)
    return site


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(names=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4, unique=True))
def test_modules_that_lead_to_one_another(
    tmp_path_factory: pytest.TempPathFactory, azure: LocalAzure, names: list[str]
) -> None:
    """After any edits of several modules: in one process that goes on, in others, and with nothing remembered."""
    project = _site_of_modules(tmp_path_factory.mktemp("modules") / "project", azure)
    project.configure()
    serving = Serving(project)
    _served(serving)
    for name in names:
        edit(project.root / ("src" if EDITS[name][0].startswith("pkg/") else ""), name)
        served = _served(serving)
        assert served == _served_without(project), names
        assert Serving(project).rebuild().all_told() == served, names
    shutil.rmtree(project.root)


def _edits_of_a_large_site(project: Project) -> dict[str, Callable[[], None]]:
    """Kinds of edits of a site whose appendix has several pages, by the words that tell of them."""
    north = project.root / "src/large/north/__init__.py"
    aidoc = project.aidoc or {}

    def rewrite(change: Callable[[str], str]) -> None:
        north.write_text(change(north.read_text(encoding="utf-8")), encoding="utf-8")

    return {
        "another body": lambda: rewrite(lambda text: text.replace("print(", "print(0 + ", 1)),
        "a function more": lambda: rewrite(lambda text: f"{text}\n\ndef more{len(text)}(a):\n    return a\n"),
        "a function less": lambda: rewrite(lambda text: text[: text.rindex("\ndef ")]),
        "another name": lambda: rewrite(lambda text: text.replace("def f0", "def g0", 1)),
        "a docstring": lambda: rewrite(
            lambda text: text.replace("None:\n    print", 'None:\n    """Print."""\n    print', 1)
        ),
        "a module more": lambda: project.write({"src/large/east.py": "def east(a):\n    return a\n"}),
        "words on a page": lambda: project.write({"docs/index.md": f"# Large {north.stat().st_size}\n"}),
        "a page less": lambda: (project.root / "docs/large.west.md").unlink(missing_ok=True),
        "marks": lambda: aidoc.update(mark="none" if aidoc.get("mark") != "none" else "both"),
        "headings of Markdown": lambda: project.config.update(markdown_extensions=[{"toc": {"permalink": True}}]),
    }


_OF_A_LARGE_SITE = (
    "another body", "a function more", "a function less", "another name", "a docstring", "a module more",
    "words on a page", "a page less", "marks", "headings of Markdown",
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(turns=st.lists(st.lists(st.sampled_from(_OF_A_LARGE_SITE), max_size=3), min_size=1, max_size=4))
def test_a_large_appendix_is_the_same_without_the_last_build(
    tmp_path_factory: pytest.TempPathFactory, azure: LocalAzure, turns: list[list[str]]
) -> None:
    """After any edits between two builds of a preview, each page of the appendix is what a first build makes."""
    project = Project(tmp_path_factory.mktemp("large") / "project", azure)
    modules = write_package(project.root / "src")
    project.options |= {"show_if_no_docstring": True, "show_submodules": False}
    project.write({f"docs/{name}.md": f"# {name}\n\n::: {name}\n" for name in modules})
    project.write({"docs/index.md": "# Large\n"})
    assert project.aidoc is not None
    project.aidoc["include"] = ["large.*.f000", "large.*.more*", "large.east.*"]
    project.build()
    project.aidoc["offline"] = True
    project.configure()
    edits = _edits_of_a_large_site(project)
    assert tuple(edits) == _OF_A_LARGE_SITE
    serving = Serving(project)
    first = serving.rebuild().all_told()
    assert any("aidoc/large.north" in name for name in first)
    assert first == _served_without(project)
    for turn in turns:
        for name in turn:
            edits[name]()
        project.configure()
        assert serving.rebuild().all_told() == _served_without(project), turns
    shutil.rmtree(project.root)


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(names=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=6, unique=True), apart=st.booleans())
def test_what_an_edit_leaves_as_it_is(
    tmp_path_factory: pytest.TempPathFactory,
    azure: LocalAzure,
    names: list[str],
    apart: bool,
) -> None:
    """After any edit of several modules, the next build of the same process is what one that remembers nothing makes.

    Whether one page shows all modules or each has its own, and one more shows what another module defines.
    """
    project = _site_of_modules(tmp_path_factory.mktemp("preview") / "project", azure)
    if apart:
        _write_pages(project)
        names = [name for name in names if name not in _WITHOUT_A_PAGE]
    project.build()
    project.configure(aidoc={"offline": True})
    serving = Serving(project)
    assert serving.rebuild().all_told() == _served_without(project)
    for name in names:
        edit(project.root / ("src" if EDITS[name][0].startswith("pkg/") else ""), name)
        assert serving.rebuild().all_told() == _served_without(project), names
    shutil.rmtree(project.root)


def _is_carried(built: Built) -> bool:
    """Whether a build has taken over anything from the last one of its process."""
    stages: dict[str, float] = built.report["build"]["stages_s"]
    return "carry over" in stages


def test_modules_that_are_as_they_were_are_carried_over(tmp_path: Path, azure: LocalAzure) -> None:
    """An edit costs what looks at it, also where it moves places; a reviewed file costs its module."""
    project = _site_of_modules(tmp_path / "project", azure)
    _write_pages(project)
    project.build()
    project.configure(aidoc={"offline": True})
    serving = Serving(project)
    assert not _is_carried(serving.rebuild())
    for name in (
        "a body",
        "a comment",
        "a docstring that another name has",
        "the same name elsewhere",
        "a decorator's code",
        "another re-export",
    ):
        edit(project.root / "src", name)
        built = serving.rebuild()
        assert (name, _is_carried(built)) == (name, True)
        assert built.all_told() == _served_without(project), name
    project.write({"aidoc-reviewed/pkg.work.yml": "module: pkg.work\nanswers: {}\n"})
    built = serving.rebuild()
    assert _is_carried(built)
    assert built.all_told() == _served_without(project)


def test_a_preview_that_may_request_carries_over_too(tmp_path: Path, azure: LocalAzure) -> None:
    """Opening the cache for writing changes its bytes; what it holds is what counts, also what others store there."""
    project = _site_of_modules(tmp_path / "project", azure)
    _write_pages(project)
    project.build()
    serving = Serving(project)
    serving.rebuild()
    requests = len(azure.requests)
    for _ in range(3):
        edit(project.root / "src", "a comment")
        built = serving.rebuild()
        assert (_is_carried(built), len(azure.requests)) == (True, requests)
        assert Serving(project).rebuild().all_told() == built.all_told()
    edit(project.root / "src", "a body")
    built = serving.rebuild()
    assert _is_carried(built)  # what is requested is one function
    assert len(azure.requests) > requests
    built = serving.rebuild()
    assert _is_carried(built)  # all but what the last build has requested
    assert built.all_told() == _served_without(project)
    edit(project.root / "src", "a comment")
    assert _is_carried(serving.rebuild())


def _change_a_row(project: Project, path: str, old: str, new: str) -> None:
    """Change a kept answer as another process may, whatever writes there."""
    with closing(sqlite3.connect(project.root / ".aidoc/cache/cache.db")) as database, database:
        rows = dict(database.execute("SELECT key, value FROM Cache WHERE instr(key, ' ') = 0"))
        key = next(key for key, text in rows.items() if json.loads(text)["path"] == path)
        if new:
            text = rows[key].replace(old, new)
            assert text != rows[key]
            database.execute("UPDATE Cache SET value = ? WHERE key = ?", (text, key))
        else:
            database.execute("DELETE FROM Cache WHERE key = ?", (key,))


def test_answers_that_another_process_changes(tmp_path: Path, azure: LocalAzure) -> None:
    """A row that is another one, or gone, costs its module; an undone edit, which recalls a site, costs nothing."""
    project = _site_of_modules(tmp_path / "project", azure)
    _write_pages(project)
    project.build()
    project.configure(aidoc={"offline": True})
    serving = Serving(project)
    serving.rebuild()
    edit(project.root / "src", "a comment")
    serving.rebuild()
    summary = next(row["summary"] for row in serving.rebuild().report["objects"] if row["path"] == "pkg.work.pick")
    for new in ("Pick one of these.", ""):
        _change_a_row(project, "pkg.work.pick", summary, new)
        summary = new
        built = serving.rebuild()
        assert _is_carried(built)
        assert built.all_told() == _served_without(project)
    text = (project.root / "src/pkg/errors.py").read_text("utf-8")
    edit(project.root / "src", "a comment")
    assert _is_carried(serving.rebuild())
    project.write({"src/pkg/errors.py": text})
    serving.rebuild()
    edit(project.root / "src", "a body")
    built = serving.rebuild()
    assert _is_carried(built)
    assert built.all_told() == _served_without(project)


_UNDONE, _CHANGED, _LOST, _NOTHING = "an undone edit", "a changed answer", "a lost answer", "nothing"
_STEPS = sorted({_UNDONE, _CHANGED, _LOST, _NOTHING, *EDITS} - {*_WITHOUT_A_PAGE})


def _write_a_row(project: Project, turn: int, *, lost: bool) -> None:
    """Change a kept answer, or remove it, as another process may."""
    with closing(sqlite3.connect(project.root / ".aidoc/cache/cache.db")) as database, database:
        rows = database.execute("SELECT key, value FROM Cache WHERE instr(key, ' ') = 0 ORDER BY key").fetchall()
        key, text = rows[7 * turn % len(rows)]
        data = json.loads(text)
        data["answer"]["summary"] = f"Change this {turn} times."
        if lost:
            database.execute("DELETE FROM Cache WHERE key = ?", (key,))
        else:
            database.execute("UPDATE Cache SET value = ? WHERE key = ?", (json.dumps(data), key))


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(_STEPS), min_size=2, max_size=6), online=st.booleans())
def test_what_anybody_changes_meanwhile(
    tmp_path_factory: pytest.TempPathFactory, azure: LocalAzure, steps: list[str], online: bool
) -> None:
    """After edits, edits that are undone, and answers that others write: as one builds it that remembers nothing.

    Online, too, where what has no answer is requested, and stands on the site that the next build makes.
    """
    project = _site_of_modules(tmp_path_factory.mktemp("anybody") / "project", azure)
    _write_pages(project)
    project.build()
    if not online:
        project.configure(aidoc={"offline": True})
    serving = Serving(project)
    serving.rebuild()
    undo: dict[str, str] = {}
    for turn, step in enumerate(steps):
        if step in EDITS:
            files = [file for file in project.root.glob("src/pkg/**/*.py*") if file.is_file()]
            undo = {str(file.relative_to(project.root)): file.read_text("utf-8") for file in files}
            edit(project.root / ("src" if EDITS[step][0].startswith("pkg/") else ""), step)
        elif step == _UNDONE:
            project.write(undo)
        elif step != _NOTHING:
            _write_a_row(project, turn, lost=step == _LOST)
        built = serving.rebuild()
        if built.requests:
            built = serving.rebuild()
        assert built.requests == []
        assert built.all_told() == _served_without(project), steps[: turn + 1]
    shutil.rmtree(project.root)


_BESIDE = '''\
"""Uses."""
import lib


def use(b: int) -> int:
    """Use it.

    Args:
        b: It.

    Returns:
        It.

    Raises:
        lib.Bad: If it is bad.
    """
    if b:
        raise lib.Good(b)
    return b
'''


def test_another_package_that_changes_meanwhile(tmp_path: Path, azure: LocalAzure) -> None:
    """What an installed package, or a module beside the documented one, has is looked up anew once that is another."""
    project = _site_of_modules(tmp_path / "project", azure)
    good, bad = "class Good(Exception): ...\n", "class Bad(Exception): ...\n"
    project.write({"src/user/__init__.py": _BESIDE, "src/lib.py": good, "docs/user.md": "::: user\n"})
    project.build()
    project.configure(aidoc={"offline": True})
    serving = Serving(project)
    carried: list[bool] = []
    for lib, told in ((good, 1), (good + bad, 0), (good, 1)):
        project.write({"src/lib.py": lib})
        for _ in range(2):
            built = serving.rebuild()
            carried.append(_is_carried(built) or not _looked_up(built))
            assert [row["path"] for row in built.report["contradictions"]].count("user.use") == told
            assert built.all_told() == _served_without(project)
    assert carried == [False, True, True, True, True, True]  # modules that do not rest on it are as they were


def test_a_rebuild_reads_what_has_changed(tmp_path: Path, azure: LocalAzure) -> None:
    """While a site is served, an edit of a page looks nothing up, and one of a body keeps no module of the others."""
    project = _site_of_modules(tmp_path / "project", azure)
    project.configure()
    serving = Serving(project)
    _served(serving)
    before = {file.name: file.read_bytes() for file in _memos(project).values()}
    project.write({"docs/more.md": "# More\n"})
    built = serving.rebuild()  # another page is in the navigation
    assert not _looked_up(built)
    assert built.all_told() == Serving(project).rebuild().all_told()
    project.write({"docs/more.md": "# More\n\nWords.\n"})
    assert not _looked_up(serving.rebuild())
    edit(project.root / "src", "a body")
    _served(serving)
    new = [file.name for file in _memos(project).values() if before.get(file.name) != file.read_bytes()]
    assert 0 < len(new) <= 5
