"""Which objects appear: those of the plain site, but for what a text reveals; and what is imported for it. Real builds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import sphinx

from tests.sphinx.project import Project

if TYPE_CHECKING:
    from pathlib import Path

CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
extensions = ["sphinx_aidoc", "sphinx.ext.napoleon"]
"""
MOVED = {
    "docs/conf.py": CONF,
    "docs/index.rst": """\
Moved
=====

.. automodule:: mover
   :members:
   :undoc-members:

.. automodule:: mover._frame
   :members:
   :undoc-members:
""",
    "src/mover/__init__.py": '''\
"""A package that takes what its parts define."""
from mover._frame import Frame, merge
''',
    "src/mover/_frame.py": '''\
"""The part."""


def set_module(name):
    """Say where it belongs."""

    def move(obj):
        obj.__module__ = name
        return obj

    return move


@set_module("mover")
class Frame:
    def rows(self, first):
        return first

    size: int = 3


@set_module("mover")
def merge(left):
    return left


def kept(right):
    return right
''',
}
ALIASES = {
    "docs/conf.py": CONF,
    "docs/index.rst": "Names\n=====\n\n.. automodule:: namer\n   :members:\n   :undoc-members:\n",
    "src/namer.py": '''\
"""Names of names."""


class Row:
    def first(self, x):
        return x


class Table:
    """A table by hand."""

    Row = Row
    Line = Row

    def rows(self):
        return []


Motor = Row
''',
}
NAME = re.compile(r"(?:class |exception )[\w.]+|(?:mover|namer)[\w.]+|[a-z]+\(")


def headings(page: str) -> list[str]:
    """The signatures of a page."""
    return [line.strip() for line in page.splitlines() if NAME.match(line.strip())]


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("files", [MOVED, ALIASES], ids=["moved", "aliases"])
def test_the_same_objects(tmp_path, azure, files, legacy):
    """With `:undoc-members:` nothing appears that the plain site does not show, and each has a text where it may."""
    if legacy and sphinx.version_info < (9,):
        pytest.skip("Sphinx has but one implementation")
    project = Project(tmp_path, files=files, azure=azure.url)
    conf: dict[str, Any] = {"autodoc_use_legacy_class_based": True} if legacy else {}
    plain = project.build(aidoc_enabled="0", **conf)
    before = (plain.out / "index.txt").read_text(encoding="utf-8")
    built = project.build(fresh=True, **conf)
    page = (built.out / "index.txt").read_text(encoding="utf-8")
    assert headings(page) == headings(before)
    assert page.count("alias of") == before.count("alias of")
    assert built.warnings == plain.warnings
    shown = {line.partition("(")[0].split()[-1].rpartition(".")[2] for line in headings(page)}
    asked = {one.path.rpartition(".")[2] for request in azure.requests for one in request.objects}
    assert asked - {"size", "Line"} <= shown  # fields have no parentheses


def test_members_that_are_not_the_modules_own(tmp_path, azure):
    """What says that it belongs elsewhere is shown there, with its text, and nowhere else."""
    project = Project(tmp_path, files=MOVED, azure=azure.url)
    built = project.build()
    page = built.text()
    assert page.count("class mover.Frame") == page.count("mover.merge(left)") == 1
    assert "mover._frame.Frame" not in page
    assert built.warnings == []
    assert {"mover._frame.Frame", "mover._frame.Frame.rows", "mover._frame.merge"} <= set(built.filled())
    after = page.partition("class mover.Frame")[2].partition("mover._frame.kept(")[0]
    assert after.count("Generated ·") == 4


PLACES = {
    "docs/conf.py": CONF + 'autodoc_mock_imports = ["absent"]\n',
    "docs/index.rst": "Index\n=====\n\n.. toctree::\n\n   one\n   two\n",
    "docs/one.rst": "One\n===\n\n.. autofunction:: placed.one.first\n",
    "docs/two.rst": "Two\n===\n\n.. automodule:: placed.two\n   :members:\n\n.. automodule:: placed.broken\n   :members:\n",
    "src/placed/__init__.py": '"""Placed."""\n',
    "src/placed/log.py": '"""A log."""\n',
    "src/placed/one.py": '''\
"""One."""
import absent
from pathlib import Path

with open(Path(__file__).parents[2] / "imported.txt", "a") as log:
    log.write("one\\n")
print("noise")


def first(x):
    return x
''',
    "src/placed/two.py": '''\
"""Two."""
from pathlib import Path

with open(Path(__file__).parents[2] / "imported.txt", "a") as log:
    log.write("two\\n")


def second(x):
    return x
''',
    "src/placed/broken.py": '''\
"""Broken."""
import sys


def third(x):
    return x


sys.exit(3)
''',
    "src/placed/unshown.py": 'raise RuntimeError("never imported")\n',
}


def imported(root: Path) -> list[str]:
    """The modules that were imported since the last call."""
    log = root / "imported.txt"
    found = log.read_text(encoding="utf-8").split() if log.exists() else []
    log.unlink(missing_ok=True)
    return sorted(found)


def test_imports_are_those_of_autodoc(tmp_path, azure):
    """What autodoc imports is imported, once; an unchanged build imports nothing; errors are told as without aidoc."""
    project = Project(tmp_path, files=PLACES, azure=azure.url)
    plain = project.build(aidoc_enabled="0")
    assert imported(tmp_path) == ["one", "two"]
    built = project.build(fresh=True)
    assert imported(tmp_path) == ["one", "two"]
    assert [line for line in built.warnings if "aidoc" not in line] == plain.warnings
    assert len([line for line in plain.warnings if "failed to import" in line]) == 1
    assert {"placed.one.first", "placed.two.second"} <= set(built.filled())
    asked = len(azure.requests)
    project.build()  # autodoc itself reads a document again where an import failed
    assert imported(tmp_path) == ["two"]
    project.write({"docs/two.rst": "Two\n===\n\n.. automodule:: placed.two\n   :members:\n"})
    project.build()
    imported(tmp_path)
    unchanged = project.build()
    assert unchanged.read == []
    assert imported(tmp_path) == []
    project.write({"src/placed/one.py": PLACES["src/placed/one.py"] + "\n\n# a remark\n"})
    edited = project.build()
    assert edited.read == ["one"]
    assert imported(tmp_path) == ["one"]
    assert len(azure.requests) == asked


def test_parallel_readers(tmp_path, azure):
    """Readers of `-j` find what was imported before they were made."""
    project = Project(tmp_path, files=PLACES, azure=azure.url)
    built = project.build(readers=2)
    assert imported(tmp_path) == ["one", "two"]
    assert {"placed.one.first", "placed.two.second"} <= set(built.filled())


LATE = '''\
"""Late."""


def late(x):
    return x


late.__doc__ = "Late by hand."
'''


def test_words_are_remembered(tmp_path, azure):
    """A build that imports nothing knows the words of the last one: what a module beside it says changes nothing."""
    files = {
        "docs/conf.py": CONF,
        "docs/index.rst": "Index\n=====\n\n.. toctree::\n\n   late\n   other\n",
        "docs/late.rst": "Late\n====\n\n.. automodule:: later\n   :members:\n",
        "docs/other.rst": "Other\n=====\n\n.. automodule:: others\n   :members:\n",
        "src/later.py": LATE,
        "src/others.py": '"""Others."""\n\n\ndef one(x):\n    return x\n',
    }
    project = Project(tmp_path, files=files, azure=azure.url)
    built = project.build()
    assert [(one.path, one.only) for request in azure.requests for one in request.objects] == [
        ("later.late", ("parameter x", "returns")),
        ("others.one", None),
    ]
    page = built.text("late")
    assert page.index("Late by hand.") < page.index("Completed (x, returns)")
    asked = len(azure.requests)
    project.write({"src/others.py": files["src/others.py"] + "\n# a remark\n"})
    edited = project.build()
    assert edited.read == ["other"]
    assert len(azure.requests) == asked
    assert edited.text("late") == page
    assert project.build().read == []


ALIASES = {
    "docs/conf.py": CONF.replace('"sphinx.ext.napoleon"', '"numpydoc"') + "numpydoc_class_members_toctree = False\n",
    "src/hall.py": '''\
"""Hand-written."""

from collections import UserDict


class Holder:
    """A person's holder."""

    klass = list
    mapping = UserDict
''',
}


@pytest.mark.parametrize("listed", ["", "   :undoc-members:\n"], ids=["revealed", "listed"])
def test_an_alias_of_another_class_shows_no_members(tmp_path, azure, listed):
    """The members that numpydoc lists of whatever class it is told of: without aidoc, it is not told of these."""
    page = "Hall\n====\n\n.. automodule:: hall\n   :members:\n"
    project = Project(tmp_path, files={**ALIASES, "docs/index.rst": page + "   :undoc-members:\n"}, azure=azure.url)
    before = project.build(aidoc_enabled="0")
    project.write("docs/index.rst", page + listed)
    built = project.build(fresh=True)
    assert before.warnings == built.warnings == []
    assert built.filled() == []
    for words in ("Methods", "alias of"):
        assert built.text().count(words) == before.text().count(words)
