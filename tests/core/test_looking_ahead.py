"""The code around an object is parsed once: what reading it has parsed, the checks look at before it is let go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import griffe
import pytest

from aidoc_core.answers import DiskAnswers, Entry
from aidoc_core.answers.answer import Answer
from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.build.session import Session
from aidoc_core.code.collect import Collector
from aidoc_core.code.parsed import ParsedFiles
from aidoc_core.settings import Settings
from tests.core.packages import load, write

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aidoc_core.checks import Finding
    from aidoc_core.code.objects import ApiObject

_MODULES = 5
_MODULE = '''"""Module {n}."""


def told(a):
    """Tell.

    Args:
        b: There is no such parameter.

    Raises:
        KeyError: If `a` is missing.
    """
    return a


def untold(a):
    if a:
        raise ValueError(a)
    return a
'''


def _package(root: Path) -> list[griffe.Object]:
    """The modules of a package, each with its functions behind it."""
    write(root, {"pkg/__init__.py": "", **{f"pkg/m{n}.py": _MODULE.format(n=n) for n in range(_MODULES)}})
    package = load(root)
    return [one for name, one in sorted(package.members.items()) if isinstance(one, griffe.Module)]


def _read(collector: Collector, module: griffe.Object) -> list[ApiObject]:
    inside = (one for one in module.members.values() if isinstance(one, griffe.Object))
    return [found for one in (module, *inside) if (found := collector.read(one)) is not None]


def _keep(root: Path, objects: Iterable[ApiObject], settings: Settings) -> None:
    """Answers that invent a parameter, and an exception that only the body tells of."""
    store = DiskAnswers(root / ".aidoc/cache")
    answer = Answer.from_plain({
        "summary": "Give it back.", "parameters": {"a": "What comes back."},
        "raises": {"LookupError": "If it is false."},
    })  # fmt: skip
    for obj in objects:
        store.put(
            Entry(
                fingerprint=fingerprint(obj, settings), path=obj.path, module=obj.module, kind=obj.kind,
                state="answered", answer=answer, model="m",
            )
        )  # fmt: skip
    store.close()


def _told(session: Session) -> tuple[list[tuple[Any, ...]], list[tuple[str, Finding]]]:
    """What became of all objects, and what is said of people's words."""
    records = [(one.obj.path, one.outcome, one.reason, one.entry and one.entry.answer) for one in session.ledger]
    return records, [(obj.path, finding) for obj, finding in session.results.contradictions]


@pytest.mark.parametrize("reviewed", [False, True])
def test_what_was_looked_at_is_not_parsed_again(tmp_path: Path, reviewed: bool) -> None:
    """With room for one tree alone: one parsing of a module for reading, answers and people's words; the same is told.

    Where reviewed files come first, nobody knows yet which answer counts, so that its module is parsed once more.
    """
    settings = Settings(offline=True)
    modules = _package(tmp_path)
    plain = Collector(tmp_path)
    before = [one for module in modules for one in _read(plain, module)]
    _keep(tmp_path, [one for one in before if one.path.endswith(".untold")], settings)
    if reviewed:
        (tmp_path / "aidoc-reviewed").mkdir()
    expected = Session(settings, root=tmp_path, tool="tests")
    expected.fill(before)
    told = _told(expected)
    assert [path for path, *_ in told[1]] == [f"pkg.m{n}.told" for n in range(_MODULES)]
    assert sum(entry is not None for *_, entry in told[0]) == _MODULES

    collector = Collector(tmp_path, parsed=ParsedFiles(0))
    session = Session(settings, root=tmp_path, tool="tests")
    objects: list[ApiObject] = []
    for module in modules:
        found = _read(collector, module)
        session.look_ahead(found)
        objects += found
    assert len(session.ledger) == 0
    assert session.new_problems() == []
    once = collector.parsed.read
    assert once == _MODULES
    session.fill(objects)
    assert _told(session) == told
    assert collector.parsed.read == once + (_MODULES if reviewed else 0)


def test_what_was_not_foreseen_is_looked_at_after_all(tmp_path: Path) -> None:
    """An object that a later page shows under a public name is another question."""
    settings = Settings(offline=True, include=["pkg.*"])
    (module, *_) = _package(tmp_path)
    found = _read(Collector(tmp_path), module)
    session = Session(settings, root=tmp_path, tool="tests")
    session.look_ahead(found)
    public = [replace(one, public=True) for one in found]
    records = session.fill(public)
    assert [record.obj for record in records] == public
    session.look_ahead(public)  # known by now
    assert [record.obj.public for record in session.ledger] == [True] * len(public)
