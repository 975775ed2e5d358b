"""What one document tells of an object counts on the others at once, whichever of them is edited."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.sphinx.project import Project
from tests.sphinx.test_signature_handlers import CONF, _objects

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure
    from tests.sphinx.project import Built

CODE = '''\
"""Mills."""


def grind(grain, rounds=1):
    return grain * rounds


def sift(flour, mesh=2):
    return flour * mesh


class Mill:
    """A mill, said by a person."""

    def turn(self, wind, hours=2):
        return wind * hours
'''
SHORT = "if app.env.docname == 'second' and what in ('function', 'method'): return '(short)', returns"
FIRST = "F\n=\n\n.. automodule:: mills\n   :members:\n   :undoc-members:\n"
HEAD = "S\n=\n\n"
GRIND = ".. autofunction:: mills.grind\n   :no-index:\n"
WRITTEN = ".. autofunction:: mills.grind(grain)\n   :no-index:\n"
SIFT = ".. autofunction:: mills.sift\n   :no-index:\n"
MILL = ".. autoclass:: mills.Mill\n   :no-index:\n   :members:\n   :undoc-members:\n"
SAYS = GRIND + "\n   :param rounds: How often, said by a person.\n"
BY_HAND = ".. currentmodule:: mills\n\n.. py:function:: grind(grain)\n\n   By a person.\n\n.. currentmodule:: None\n"
EDITS = {
    "it comes": ("Nothing.\n", GRIND),
    "it goes": (GRIND, "Nothing.\n"),
    "one more": (GRIND, GRIND + "\n" + SIFT),
    "a class": ("Nothing.\n", MILL),
    "a class goes": (MILL + "\n" + SIFT, SIFT),
    "a signature by hand": (SIFT, SIFT + "\n" + WRITTEN),
    "none by hand any more": (WRITTEN, SIFT),
    "words": (GRIND, SAYS),
    "no words": (SAYS, GRIND),
    "described by hand": ("Nothing.\n", BY_HAND),
}


def project(tmp_path: Path, azure: LocalAzure, second: str, sign: str) -> Project:
    """A project with two documents that show the same objects, and four that show none."""
    files = {
        "docs/conf.py": CONF.format(extensions=["sphinx_aidoc"], sign=sign, before="return None"),
        "docs/index.rst": "I\n=\n\n.. toctree::\n\n   first\n   second\n",
        "docs/first.rst": FIRST,
        "docs/second.rst": HEAD + second,
        "src/mills.py": CODE,
        **{f"docs/other{number}.rst": f":orphan:\n\nO\n=\n\n{number}\n" for number in range(4)},
    }
    return Project(tmp_path, files=files, azure=azure.url)


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("sign", [SHORT, "return None"], ids=["handler", "plain"])
def test_an_edit_of_one_document(tmp_path: Path, azure: LocalAzure, edit: str, sign: str) -> None:
    """The build after an edit is the same as one from nothing, reads no more than the two, and the next reads nothing."""
    before, after = EDITS[edit]
    site = project(tmp_path, azure, before, sign)
    site.build("html")
    site.write({"docs/second.rst": HEAD + after})
    built = site.build("html")
    shown = _objects(built), {row["path"]: row["reason"] for row in built.report["objects"]}
    assert set(built.read) <= {"first", "second"}
    again = site.build("html")
    assert again.read == []
    whole = site.build("html", fresh=True)
    assert (_objects(whole), {row["path"]: row["reason"] for row in whole.report["objects"]}) == shown
    # Which of two descriptions Sphinx calls the other one depends on which of the documents is read last.
    assert [line for line in built.warnings if "duplicate object" not in line] == [
        line for line in whole.warnings if "duplicate object" not in line
    ]


@pytest.mark.parametrize("readers", [1, 2])
def test_a_document_that_goes(tmp_path: Path, azure: LocalAzure, readers: int) -> None:
    """What it said of objects no longer counts."""
    site = project(tmp_path, azure, "Nothing.\n", "return None")
    site.build("html", readers=readers)
    site.write({"docs/second.rst": HEAD + SAYS})
    assert _objects(site.build("html", readers=readers))["mills.grind"][1] == {"grain"}
    (site.root / "docs/second.rst").unlink()
    site.write({"docs/index.rst": "I\n=\n\n.. toctree::\n\n   first\n"})
    built = site.build("html", readers=readers)
    assert set(built.read) == {"first", "index"}
    shown = _objects(built)
    assert shown["mills.grind"][1] == {"grain", "rounds"}
    assert _objects(site.build("html", fresh=True, readers=readers)) == shown


def test_an_edit_that_tells_nothing_else(tmp_path: Path, azure: LocalAzure) -> None:
    """No other document is read for it."""
    site = project(tmp_path, azure, GRIND + "\n" + MILL, SHORT)
    site.build("html")
    site.write({"docs/second.rst": HEAD + "More words.\n\n" + GRIND + "\n" + MILL})
    assert site.build("html").read == ["second"]
    site.write({"docs/second.rst": HEAD + "More words.\n\n" + GRIND + "\n" + MILL + "\n" + WRITTEN})
    assert site.build("html").read == ["second"]
    site.write({"docs/second.rst": HEAD + "More words.\n\n" + SAYS + "\n" + MILL})
    assert set(site.build("html").read) == {"first", "second"}


OWN = ".. py:function:: mills.grind(own)\n\n   By a person.\n\n   :param own: By a person, too.\n"
INCLUDED = ".. include:: /part.txt\n"
STEPS: dict[str, list[str | tuple[str, str]]] = {
    "by hand": [GRIND, "Nothing.\n", OWN, GRIND, OWN + "\n" + SIFT, "Nothing.\n"],
    "words": ["Nothing.\n", SAYS, GRIND, WRITTEN, MILL, SAYS + "\n" + MILL, SIFT],
    "included": [INCLUDED + "\nMore.\n", INCLUDED, (INCLUDED, SAYS), (INCLUDED, GRIND), (INCLUDED, WRITTEN), OWN],
}


def _pages(built: Built) -> dict[str, str]:
    """The pages of the project, as they are."""
    return {name: (built.out / f"{name}.html").read_text(encoding="utf-8") for name in ("first", "second")}


@pytest.mark.parametrize("readers", [1, 2])
@pytest.mark.parametrize("steps", STEPS)
def test_one_edit_after_the_other(tmp_path: Path, azure: LocalAzure, steps: str, readers: int) -> None:
    """After each, the pages and the report are those of a build from nothing."""
    site = project(tmp_path / "site", azure, "Nothing.\n", "return None")
    whole = project(tmp_path / "whole", azure, "Nothing.\n", "return None")
    site.build("html", readers=readers)
    for step in STEPS[steps]:
        text, part = step if isinstance(step, tuple) else (step, "Nothing.\n")
        files = {"docs/second.rst": HEAD + text, "docs/part.txt": part}
        for one in (site, whole):
            one.write({name: found for name, found in files.items() if _is_new(one.root / name, found)})
        shutil.copytree(site.root / "docs/.aidoc", whole.root / "docs/.aidoc", dirs_exist_ok=True)
        built, anew = site.build("html", readers=readers), whole.build("html", fresh=True, readers=readers)
        assert _pages(built) == _pages(anew), step
        assert _rows(built) == _rows(anew), step
        assert site.build("html", readers=readers).read == []


def _rows(built: Built) -> dict[str, tuple[str, str]]:
    """The rows of the report; a build that reads nothing leaves the report of the one before."""
    rows = ((row["path"], row["reason"], row["outcome"]) for row in built.report["objects"])
    return {path: (reason, outcome.replace("generated", "cached")) for path, reason, outcome in rows}


def _is_new(file: Path, text: str) -> bool:
    return not file.is_file() or file.read_text(encoding="utf-8") != text
