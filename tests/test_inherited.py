"""What inherits the words of a base class is a row of the report, in both tools, with the same state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mkdocs.project import Project as MkDocs
from tests.sphinx.project import Project as Sphinx

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE = '''\
"""Pkg."""


class Base:
    """The base."""

    level: int = 1
    """How high."""

    def turn(self, by: int) -> int:
        """Turn it.

        Args:
            by: How far.

        Returns:
            How far it went.
        """
        return by

    @property
    def size(self) -> int:
        """How big."""
        return 1

    def bare(self, x: int) -> int:
        return x


class Child(Base):
    level: int = 2

    def turn(self, by: int) -> int:
        return by + 1

    @property
    def size(self) -> int:
        return 2

    def bare(self, x: int) -> int:
        return x

    def own(self, x: int) -> int:
        """Do it by hand.

        Args:
            x: What.

        Returns:
            The same.
        """
        return x


class Last(Child):
    def turn(self, by: int) -> int:
        return by + 2
'''
INHERITS = '''\
"""A Griffe extension that lets members inherit docstrings, as autodoc does."""

import griffe


class Inherits(griffe.Extension):
    def on_package(self, *, pkg, **_):
        for cls in pkg.classes.values():
            for member in cls.members.values():
                for base in cls.mro():
                    above = base.members.get(member.name)
                    if member.docstring is None and above is not None and above.docstring is not None:
                        member.docstring = above.docstring
'''
CONF = (
    "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "sys.dont_write_bytecode = True\nextensions = ['sphinx.ext.napoleon', 'sphinx_aidoc']\nproject = 'pkg'\n"
)
INDEX = "I\n=\n\n.. automodule:: pkg\n   :members:\n   :undoc-members:\n"
INHERITED = {
    "pkg.Child.level": "inherits the words of pkg.Base.level",
    "pkg.Child.size": "inherits the words of pkg.Base.size",
    "pkg.Child.turn": "inherits the words of pkg.Base.turn",
    "pkg.Last.turn": "inherits the words of pkg.Base.turn",
}


def _states(report: Mapping[str, Any]) -> dict[str, tuple[str, str, str, tuple[str, ...]]]:
    """Of each row what a reader is told, answers of this build and of an earlier one alike."""
    filled = {"generated": "filled", "cached": "filled"}
    return {
        row["path"]: (filled.get(row["outcome"], row["outcome"]), row["reason"], row["author"], tuple(row["gaps"]))
        for row in report["objects"]
    }


def _sphinx(tmp_path, azure, code: str = CODE, index: str = INDEX) -> Sphinx:
    files = {"docs/conf.py": CONF, "docs/index.rst": index, "src/pkg/__init__.py": code}
    return Sphinx(tmp_path / "sphinx", files=files, azure=azure.url)


def _mkdocs(tmp_path, azure) -> MkDocs:
    project = MkDocs(tmp_path / "mkdocs", azure)
    project.write({"src/pkg/__init__.py": CODE, "docs/index.md": "# I\n\n::: pkg\n", "inherits.py": INHERITS})
    return project


def test_both_tools_count_alike(tmp_path, azure):
    """A method, a property and a field of inherited words are hand-written; a class inherits none, and is filled."""
    project = _mkdocs(tmp_path, azure)
    project.extensions = ["inherits.py"]
    site = project.build()
    assert site.error is None
    assert site.logged == []
    built = _sphinx(tmp_path, azure).build()
    assert built.warnings == []
    states = _states(built.report)
    assert states == _states(site.report)
    assert built.report["coverage"] == site.report["coverage"]
    assert {path: (state, why, by) for path, (state, why, by, _) in states.items() if why} == {
        path: ("human", why, "people") for path, why in INHERITED.items()
    }
    assert sorted(path for path, (state, *_) in states.items() if state == "filled") == [
        "pkg.Base.bare",
        "pkg.Child",
        "pkg.Child.bare",
        "pkg.Last",
    ]
    text = built.text()
    assert text.count("Turn it.") == 3
    assert text.count("How high.") == text.count("How big.") == 2
    assert text.count("*Generated") == 4


def test_a_tool_that_inherits_no_words_has_the_same_rows(tmp_path, azure):
    """By itself mkdocstrings shows no words of a base: there the rows are the same, and the words are requested."""
    site = _mkdocs(tmp_path, azure).build()
    built = _sphinx(tmp_path, azure).build()
    plain, inheriting = _states(site.report), _states(built.report)
    assert plain.keys() == inheriting.keys()
    assert {path for path in plain if plain[path] != inheriting[path]} == INHERITED.keys()
    assert {plain[path][0] for path in INHERITED} == {"filled"}


def test_what_is_not_read_again_is_still_counted(tmp_path, azure):
    """A second build reads nothing anew for want of an answer that nobody wants, and its report is the same."""
    project = _sphinx(tmp_path, azure)
    project.write({"docs/more.rst": ":orphan:\n\nMore\n====\n\nWords.\n"})
    first = project.build()
    project.write({"docs/more.rst": ":orphan:\n\nMore\n====\n\nOther words.\n"})
    again = project.build()
    assert again.read == ["more"]
    assert _states(again.report) == _states(first.report)
    assert again.report["coverage"] == first.report["coverage"]


def test_inherited_words_that_leave_something_out(tmp_path, azure):
    """They count as documented, not as complete; nothing is requested for them."""
    code = (
        '"""Pkg."""\n\n\nclass Base(dict):\n    """The base."""\n\n    def turn(self, by):\n        """Turn it."""\n\n\n'
        'class Child(Base):\n    """The child."""\n\n    def turn(self, by, *, far):\n        self.by = by, far\n\n'
        "    def get(self, key, default=None):\n        return default\n"
    )
    built = _sphinx(tmp_path, azure, code, INDEX.replace("   :undoc-members:\n", "")).build()
    assert built.warnings == []
    assert [one.path for request in azure.requests for one in request.objects] == ["pkg.Base.turn"]
    rows = _states(built.report)
    assert rows["pkg.Child.turn"] == (
        "human",
        "inherits the words of pkg.Base.turn",
        "people",
        ("parameter by", "parameter far"),
    )
    assert rows["pkg.Child.get"][:3] == ("human", "inherits the words of builtins.dict.get", "people")
    assert built.report["coverage"]["before"] == {"documented": 6, "complete": 3, "total": 6}
    assert built.report["on_demand"] == 0


def test_inherited_words_that_are_not_shown(tmp_path, azure):
    """Without `autodoc_inherit_docstrings` members have no words, and are filled."""
    built = _sphinx(tmp_path, azure).build(autodoc_inherit_docstrings=False)
    assert built.warnings == []
    rows = _states(built.report)
    assert rows["pkg.Child.turn"][0] == rows["pkg.Child.size"][0] == "filled"
    assert [path for path, (_, why, *_) in rows.items() if why] == ["pkg.Child.level"]
    assert built.text().count("How high.") == 2  # autodoc shows a comment of a base in any case
    assert built.text().count("How big.") == 1
