"""After an edit of code, only documents that rest on it are worked out anew; the site is that of a clean build."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.build.report_run import without_run
from tests.sphinx.project import Project
from tests.sphinx.test_memo import forget, site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure
    from tests.sphinx.project import Built

_PAGES = ("alone", "base", "derived", "limits", "uses", "exported")
_AUTO = ".. automodule:: pkg.{}\n   :members:\n   :undoc-members:\n"
FILES = {
    "docs/index.rst": "pkg\n===\n\n.. toctree::\n\n" + "".join(f"   {page}\n" for page in _PAGES),
    **{f"docs/{page}.rst": f"{page}\n========\n\n{_AUTO.format(page)}" for page in _PAGES[:-1]},
    "docs/exported.rst": "exported\n========\n\n.. autofunction:: pkg.chosen\n\n.. autoclass:: pkg.Derived\n   :members:\n",
    "docs/conf.py": "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "extensions = ['sphinx.ext.autodoc', 'sphinx.ext.napoleon', 'sphinx_aidoc']\n",
    "src/pkg/__init__.py": '"""The package."""\n\nfrom pkg.derived import Derived\nfrom pkg.uses import first as chosen\n',
    "src/pkg/alone.py": "def single(left, right):\n    return left + right\n\n\ndef other(left):\n    return left\n",
    "src/pkg/limits.py": "LIMIT = 3\nFLOOR = 1\n\n\ndef refuse(number):\n    raise ValueError(number)\n",
    "src/pkg/base.py": "class Base:\n    size: int = 1\n\n    def act(self, how):\n        return how\n\n"
    "    def rest(self, how):\n        return None\n",
    "src/pkg/derived.py": "from pkg.base import Base\n\n\nclass Derived(Base):\n    def act(self, how):\n        return super().act(how)\n",
    "src/pkg/uses.py": "from pkg.limits import LIMIT, refuse\n\n\ndef first(number=LIMIT):\n    refuse(number)\n    return number\n\n\n"
    "def second(number):\n    return number\n",
}
_KINDS: dict[str, tuple[str, str, str, set[str] | None]] = {
    "a body": ("alone", "return left + right", "return right + left", {"alone"}),
    "lines": ("base", "class Base", "# A comment.\n\n\nclass Base", None),
    "a new function": ("alone", "def other", "def newest(left):\n    return -left\n\n\ndef other", {"alone"}),
    "a signature": ("alone", "def other(left", "def other(more, left", {"alone"}),
    "a docstring": ("alone", "def other(left):\n", 'def other(left):\n    """Said by hand."""\n', {"alone"}),
    "a docstring of a base": (
        "base",
        "def act(self, how):\n",
        'def act(self, how):\n        """Said by hand."""\n',
        None,
    ),
    "a base with more": ("base", "    def rest", "    def more(self):\n        return 1\n\n    def rest", None),
    "another base": ("derived", "Derived(Base)", "Derived(Base, dict)", None),
    "a constant elsewhere": ("limits", "LIMIT = 3", "LIMIT = 4", None),
    "what is raised elsewhere": ("limits", "raise ValueError", "raise KeyError", None),
    "what is exported": ("__init__", "import first as chosen", "import second as chosen", None),
    "what is private": ("uses", "def second", "def _second", None),
}


@pytest.fixture
def project(tmp_path: Path, azure: LocalAzure) -> Project:
    """A project whose answers are all there."""
    made = Project(tmp_path, files=FILES, azure=azure.url)
    assert made.build("html", fresh=True).error == ""
    return made


def _edit(project: Project, kind: str) -> None:
    module, old, new, _ = _KINDS[kind]
    project.edit(f"src/pkg/{module}.py", old, new)


def _filled(status: str) -> set[str] | None:
    found = re.search(r"aidoc: something changed for \d of \d documents: (.*)", status)
    return set(found[1].split(", ")) if found else None


@pytest.mark.parametrize("kind", [kind for kind, edit in _KINDS.items() if edit[-1] is not None])
def test_what_does_not_rest_on_an_edit_is_told_again(project: Project, kind: str) -> None:
    """Of documents of other modules nothing is worked out, be the answers there or not."""
    before = project.build("html", fresh=True, aidoc_offline="1", aidoc_on_miss="ignore")
    assert _filled(before.status) is None
    _edit(project, kind)
    for _ in range(2):  # from what the last build has kept of the others, too
        built = project.build("html", fresh=True, aidoc_offline="1", aidoc_on_miss="ignore")
        assert (built.error, built.warnings) == ("", [])
        assert _filled(built.status) == _KINDS[kind][-1]
        _comment(project)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_the_site_is_that_of_a_clean_build(project: Project, seed: int) -> None:
    """After each of some edits: what was told again in part, then all, and nothing."""
    chosen = random.Random(seed)
    for kind in chosen.sample([*_KINDS], 4):
        _edit(project, kind)
        assert project.build("html", fresh=True).error == ""  # asks for what is new
        first = site(project, readers=chosen.choice((1, 1, 2)))
        assert first == site(project), kind
        forget(project)
        assert first == site(project), kind


@pytest.mark.parametrize("seed", [5, pytest.param(6, marks=pytest.mark.slow)])
def test_answers_that_are_missing_stay_missing(project: Project, seed: int) -> None:
    """Offline, nobody asks for what is new: sites, warnings and reports are those of a clean build, each time."""
    chosen = random.Random(seed)

    def made() -> tuple[object, ...]:
        built = project.build("html", fresh=True, aidoc_offline="1")
        files = sorted(built.out.glob("*.html"))
        pages = {file.name: file.read_bytes() for file in files}
        return pages, sorted(built.warnings), without_run(built.report)

    made()
    for kind in chosen.sample([*_KINDS], 4):
        _edit(project, kind)
        first = made()
        assert first == made(), kind
        forget(project)
        assert first == made(), kind


def test_uses_are_counted_where_a_part_of_the_documents_is_read(project: Project) -> None:
    """The report tells how often names are used in all code, also in that of documents which are not read again."""
    options: dict[str, Any] = {"aidoc_offline": "1", "aidoc_on_miss": "ignore"}
    project.build("html", fresh=True, **options)
    project.edit("src/pkg/uses.py", "    refuse(number)\n", "    refuse(number)\n    refuse(number)\n")
    part = project.build("html", **options)
    assert "limits" not in part.read
    forget(project)
    whole = project.build("html", fresh=True, **options)
    told = [{row["path"]: (row["uses"], row["importance"]) for row in one.report["objects"]} for one in (part, whole)]
    assert told[0] == told[1]
    assert told[0]["pkg.limits.refuse"][0] == 2


def test_uses_are_counted_where_the_other_documents_were_only_compared(project: Project) -> None:
    """So they are after a first build that asked, when nobody has noted the names in any code."""
    options: dict[str, Any] = {"aidoc_offline": "1", "aidoc_on_miss": "ignore"}
    for calls in (1, 2):
        body = "    single(left, left)\n" * calls
        (project.root / "src/pkg/alone.py").write_text(f"{FILES['src/pkg/alone.py']}{body}", encoding="utf-8")
        part = project.build("html", **options)
        assert part.read == ["alone"]
        assert _uses(part)["pkg.limits.refuse"][0] == 1
        assert _uses(part)["pkg.alone.single"][0] == calls
    forget(project)
    assert _uses(part) == _uses(project.build("html", fresh=True, **options))


def _uses(built: Built) -> dict[str, tuple[int, float]]:
    return {row["path"]: (row["uses"], row["importance"]) for row in built.report["objects"]}


def test_documents_become_known_one_by_one(project: Project) -> None:
    """The first build asks, and keeps nothing: from then on, what each build reads or compares is added to the rest."""
    options: dict[str, Any] = {"aidoc_offline": "1", "aidoc_on_miss": "ignore"}
    project.edit("src/pkg/base.py", "return None", "return how")
    first = project.build("html", **options)
    assert {*first.read} == {"base", "derived"}
    for body in ("right + left", "left - right"):
        project.edit("src/pkg/alone.py", re.findall("left . right|right . left", _text(project, "alone"))[0], body)
        assert project.build("html", **options).read == ["alone"]
    _comment(project)
    (project.root / "docs/derived.rst").write_text(f"{FILES['docs/derived.rst']}\n.. Edited.\n", encoding="utf-8")
    built = project.build("html", **options)
    assert (built.error, built.warnings, {*built.read}) == ("", [], {"alone", "derived"})
    assert _filled(built.status) == {"alone"}


def test_what_was_compared_once_is_not_compared_again(project: Project) -> None:
    """Documents that are not read are looked at until they are known: then an edit costs what rests on it costs."""
    options: dict[str, Any] = {"aidoc_offline": "1", "aidoc_on_miss": "ignore"}
    found = []
    for _ in range(2):
        _comment(project)
        built = project.build("html", **options)
        assert (built.error, built.warnings, built.read) == ("", [], ["alone"])
        found.append(re.findall(r"aidoc: (\d+) objects", built.status)[0])
    assert found == ["18", "3"]


def _comment(project: Project) -> None:
    """Edit a module outside of all bodies, by what no document shows."""
    (project.root / "src/pkg/alone.py").write_text(f"{_text(project, 'alone')}\n# More.\n", encoding="utf-8")


def _text(project: Project, module: str) -> str:
    return (project.root / f"src/pkg/{module}.py").read_text(encoding="utf-8")
