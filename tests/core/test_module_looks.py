"""What is in mind of modules from build to build: found by the next process, for as long as a module is as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import griffe

from aidoc_core.answers.memo import Memos
from aidoc_core.build.module_looks import keep, recall
from aidoc_core.code.installed import reader_state
from aidoc_core.code.lookup import Package
from aidoc_core.code.run_time import remember_settings, settings_known
from aidoc_core.code.source import SourceFile
from tests.core.packages import load, write

if TYPE_CHECKING:
    from pathlib import Path

_CODE = "def one(a): ...\n\n\ndef two(a): ...\n\n\ntwo.__doc__ = one.__doc__\n"


def _package(root: Path, name: str) -> Package:
    """A package of which nothing is looked at yet."""
    module = load(root, name)
    assert isinstance(module, griffe.Module)
    return Package(module, lambda _: SourceFile.read(root / name / "__init__.py"))


def test_another_process_goes_by_what_is_kept(tmp_path: Path) -> None:
    """By nothing else: an edit of the module has it looked at again, and what is no memo of ours counts for nothing."""
    root, place = tmp_path / "code", tmp_path / "kept"
    place.mkdir()
    write(root, {"pkg_kept/__init__.py": _CODE, "pkg_other/__init__.py": _CODE})
    package = _package(root, "pkg_kept")
    outlines = package.outlines
    text, tree = outlines.text("pkg_kept"), outlines.trees["pkg_kept"]
    # As another process would have kept it, but for a value that nobody works out.
    kept = {"outlines": {"pkg_kept": [text, tree, "as kept"]}, "settings": {"pkg_kept": [text, []]}}
    Memos(place, b"k" * 32).write("looks pkg_kept", reader_state(), kept)
    memos = Memos(place, b"k" * 32)
    recall(memos, package)
    assert outlines.outline("pkg_kept") == "as kept"
    assert package.run_time.set_elsewhere == frozenset()
    keep(memos, package)
    assert Memos(place, b"k" * 32).read("looks pkg_kept", reader_state()) == kept

    write(root, {"pkg_kept/__init__.py": _CODE.replace("def one(a)", "def one(a, b)")})
    again = _package(root, "pkg_kept")
    recall(memos, again)
    assert again.outlines.outline("pkg_kept") not in ("as kept", "", None)
    assert again.run_time.set_elsewhere == {"pkg_kept.two"}
    keep(memos, again)
    now = Memos(place, b"k" * 32).read("looks pkg_kept", reader_state())
    assert now["outlines"]["pkg_kept"][2] == again.outlines.outline("pkg_kept")
    assert now["settings"] == settings_known(["pkg_kept"])
    other = _package(root, "pkg_other")
    recall(Memos(place, b"x" * 32), other)
    assert other.run_time.set_elsewhere == {"pkg_other.two"}


def test_statements_come_back_as_they_were(tmp_path: Path) -> None:
    """From plain data, to values that are the same."""
    write(tmp_path, {"pkg_back/__init__.py": _CODE})
    assert _package(tmp_path, "pkg_back").run_time.set_elsewhere == {"pkg_back.two"}
    known = settings_known(["pkg_back"])
    digest, settings = known["pkg_back"]
    remember_settings({"pkg_moved": [digest, settings]})
    assert settings_known(["pkg_moved"]) == {"pkg_moved": known["pkg_back"]}
    assert settings
