"""What a build works out is remembered: the next one does not check it again, and the site is the same."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.project import run_python

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.mkdocs.project import Built, Project

_CODE = """\
import json, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
build(load_config("mkdocs.yml"))
print(json.dumps("aidoc_core.checks.rules" in sys.modules))
"""
_SOURCE = "src/small/weather.py"
_RUN = ("aidoc/report.json",)
"""What tells of the run itself."""


def _memos(project: Project) -> list[Path]:
    return sorted(project.root.glob(".aidoc/cache/memo/*.memo"))


def _forget(project: Project) -> None:
    shutil.rmtree(project.root / ".aidoc/cache/memo", ignore_errors=True)


def _site(built: Built) -> dict[str, bytes]:
    assert built.error is None
    return built.files(without=_RUN)


def test_a_warm_build_checks_nothing_again(project: Project) -> None:
    """The rules are not even imported; a change of what they look at, in code or beside it, has them look again."""
    project.build()
    project.configure(aidoc={"offline": True})
    done = [run_python(["-c", _CODE], cwd=project.root, environment=os.environ) for _ in range(2)]
    assert [one.stdout.splitlines()[-1:] for one in done] == [["true"], ["false"]], done[1].stderr
    for file, text in ((_SOURCE, (project.root / _SOURCE).read_text("utf-8") + "\n\nLATER = 1\n"), ("README.md", "A")):
        before = _memos(project)
        project.write({file: text})
        project.build(aidoc={"offline": True})
        after = _memos(project)
        assert len(after) == len(before) + 2  # of what was read, and of what was checked
        project.build(aidoc={"offline": True})
        assert _memos(project) == after


def test_a_planted_verdict_does_not_count(project: Project) -> None:
    """A memo that comes with the repository, signed with the key of somebody else, is not believed, and replaced."""
    project.build()
    _forget(project)
    project.build(aidoc={"offline": True})
    before = {file.name: file.read_bytes() for file in _memos(project)}
    assert before
    for file in _memos(project):
        file.write_bytes(b"\0" * 32 + file.read_bytes()[32:])
    project.build(aidoc={"offline": True})
    assert {file.name: file.read_bytes() for file in _memos(project)} == before


def _edits(project: Project) -> list[tuple[str, Callable[[], None]]]:
    """Kinds of edits, by the words that tell of them."""
    source = project.root / _SOURCE

    def rewrite(change: Callable[[str], str]) -> None:
        source.write_text(change(source.read_text(encoding="utf-8")), encoding="utf-8")

    return [
        ("a function more", lambda: rewrite(lambda text: f"{text}\n\ndef more{len(text)}(a, b=2):\n    return a\n")),
        ("another body", lambda: rewrite(lambda text: text.replace("return", "assert True\n    return", 1))),
        ("a docstring", lambda: rewrite(lambda text: text.replace("):\n    ", '):\n    """Said by hand."""\n    ', 1))),
        ("an option of blocks", lambda: project.write({"docs/more.md": f"::: small\n\n{random.random()}\n"})),
        ("comments", lambda: rewrite(lambda text: f"# {len(text)}\n{text}")),
        ("other words beside", lambda: project.write({"src/README.md": f"# Words {random.random()}\n"})),
        ("another option", lambda: project.aidoc.update(checks={"AD501": "off"}) if project.aidoc else None),
        ("no option", lambda: project.aidoc.pop("checks", None) if project.aidoc else None),
        ("nothing", lambda: None),
    ]


@pytest.mark.slow
def test_the_site_is_the_same_without_memos(project: Project) -> None:
    """After each of some edits: built with what was remembered, and built with nothing remembered."""
    project.build()
    chosen = random.Random(16)
    for _ in range(6):
        told, edit = chosen.choice(_edits(project))
        edit()
        project.build()  # asks for what is new
        remembered = _site(project.build(aidoc={"offline": True}))
        assert _memos(project)
        _forget(project)
        assert _site(project.build(aidoc={"offline": True})) == remembered, told
