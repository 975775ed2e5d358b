"""What a build has read is remembered: with it, the next one makes the same site as without."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.code.lookup import CodeContext
from sphinx_aidoc.settled import Settled
from tests.sphinx.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable

_CODE = """\
import os

LIMIT = 3


def noted(function):
    function.__doc__ = os.environ.get("WORDS")
    return function


@noted
def first(left, right=LIMIT):
    return left + right


class Thing:
    size: int = 1

    def __init__(self, how):
        self.how = how

    def act(self, how):
        raise ValueError(how)
"""
FILES = {
    "docs/index.rst": "pkg\n===\n\n.. toctree::\n\n   one\n   two\n",
    "docs/one.rst": "one\n===\n\n.. automodule:: pkg\n\n.. automodule:: pkg.one\n   :members:\n   :undoc-members:\n",
    "docs/two.rst": "two\n===\n\n.. automodule:: pkg.two\n   :members:\n   :inherited-members:\n",
    "docs/conf.py": "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "extensions = ['sphinx.ext.autodoc', 'sphinx.ext.napoleon', 'sphinx_aidoc']\n",
    "src/pkg/__init__.py": '"""The package."""\n\nfrom pkg.two import Other\n\n__all__ = ["Other"]\n',
    "src/pkg/one.py": _CODE,
    "src/pkg/two.py": "from pkg.one import Thing\n\n\nclass Other(Thing):\n    def act(self, how):\n        return how\n",
}
_ONE = "src/pkg/one.py"


def _memos(project: Project) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(project.root.glob("docs/.aidoc/cache/memo/*.memo"))}


def forget(project: Project) -> None:
    """Forget all that builds have worked out."""
    shutil.rmtree(project.root / "docs/.aidoc/cache/memo", ignore_errors=True)


def site(project: Project, readers: int = 1) -> dict[str, bytes]:
    """The files of a site that is built from scratch, offline; nothing is warned of."""
    built = project.build("html", fresh=True, readers=readers, aidoc_offline="1", aidoc_report_page="report")
    assert (built.warnings, built.error) == ([], "")
    files = (file for file in sorted(built.out.rglob("*")) if file.is_file())
    found = {file.relative_to(built.out).as_posix(): file.read_bytes() for file in files}
    return {
        name: body for name, body in found.items() if not name.startswith((".", "aidoc/report.json", "aidoc/badges"))
    }


def _edits(project: Project, environment: pytest.MonkeyPatch) -> dict[str, Callable[[], None]]:
    """Kinds of edits, by the words that tell of them."""
    source = project.root / _ONE

    def rewrite(old: str, new: str) -> None:
        source.write_text(source.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    return {
        "words at run time, and no file has changed": lambda: environment.setenv("WORDS", f"Said {random.random()}."),
        "no words at run time": lambda: environment.delenv("WORDS", raising=False),
        "another signature": lambda: rewrite("def first(left", "def first(more, left"),
        "a docstring": lambda: rewrite("class Thing:\n", 'class Thing:\n    """Said by hand."""\n\n'),
        "comments": lambda: rewrite("import os", "# A comment.\nimport os"),
        "what the last definition is": lambda: rewrite(
            "class Thing", "if LIMIT > 9:\n    def first(): ...\n\n\nclass Thing"
        ),
        "the text of a document": lambda: project.edit(
            "docs/two.rst", "   :members:\n", "   :members:\n   :undoc-members:\n"
        ),
    }


@pytest.mark.parametrize("number", [2, pytest.param(7, marks=pytest.mark.slow)])
def test_the_site_is_the_same_without_memos(tmp_path, azure, monkeypatch, number):
    """After each of some edits, also of what no file tells: with what was remembered, in part and all, and without."""
    project = Project(tmp_path, files=FILES, azure=azure.url)
    chosen = random.Random(16)
    monkeypatch.setenv("WORDS", "Said when it runs.")
    for told, edit in chosen.sample([*_edits(project, monkeypatch).items()], number):
        edit()
        assert project.build("html", fresh=True).error == ""  # asks for what is new, also where no file tells of it
        first = site(project, readers=chosen.choice((1, 2)))
        kept = _memos(project)
        assert kept
        again = site(project)
        assert _memos(project) == kept, told  # nothing was read anew
        forget(project)
        assert first == again == site(project), told


def test_memos_that_cannot_be_right_are_none(tmp_path, azure):
    """Cut, changed, put in the place of another, or where nothing can be kept: the site is the same, and no worse."""
    project = Project(tmp_path, files=FILES, azure=azure.url)
    project.build("html")
    forget(project)
    place = project.root / "docs/.aidoc/cache/memo"
    right, good = site(project), _memos(project)
    assert len(good) > 1
    names = [*good]
    for spoilt in (
        {name: body[: len(body) // 2] for name, body in good.items()},
        {name: b"\0" * 32 + body[32:] for name, body in good.items()},
        dict(zip(names, [good[name] for name in (*names[1:], names[0])], strict=True)),
    ):
        for name, body in spoilt.items():
            (place / name).write_bytes(body)
        assert site(project) == right
        assert _memos(project) == good
    forget(project)
    place.write_text("no directory")
    assert site(project) == right


class _Memory:
    def of(self, context: CodeContext, read: Callable[[Any], Any]) -> Any:
        del context, read
        return "as it was"


def test_what_is_remembered_holds_until_objects_say_something_else():
    """Before all have their words nothing is looked up, and nothing once one has others."""
    settled = Settled(_Memory())
    context = CodeContext(package=None, obj=None)  # type: ignore[arg-type]

    def of() -> Any:
        return settled.of(context, lambda _: "as it is")  # type: ignore[arg-type,return-value]

    settled.disturb()
    assert of() == "as it is"
    settled.settle()
    assert of() == "as it was"
    settled.disturb()
    assert of() == "as it is"
