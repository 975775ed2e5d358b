"""What a build keeps little room for: texts of many objects, which are packed, and modules that are only read."""

from __future__ import annotations

from pathlib import Path

import pytest

from aidoc_core.build.memory import MANY
from aidoc_core.build.report import report_data
from aidoc_core.build.session import Session
from aidoc_core.code.packed import is_packed
from aidoc_core.code.parsed import ROOM, ROOM_TO_READ
from aidoc_core.settings import Settings
from tests.core.packages import collect

CODE = '"""Documented."""\n\ndef f(a, b):\n    """Documented in part."""\n    return a\n\nclass A:\n    size: int\n'


def _session(root: Path, held: int) -> Session:
    """A session that holds some objects already, as those of a large site, and then those of the package."""
    session = Session(Settings(offline=True, on_miss="ignore"), root=root, tool="tests", environment={})
    session.memory.objects = held
    objects = list(collect(root, CODE).values())
    session.rest(objects)
    session.fill(objects)
    session.close()
    return session


@pytest.mark.parametrize(("held", "packs"), [(0, False), (MANY, True)])
def test_the_texts_of_many_objects_are_packed(tmp_path: Path, held: int, packs: bool) -> None:
    """Those of a site of usual size are not: to unpack them would cost more than the room is worth."""
    session = _session(tmp_path, held)
    records = list(session.ledger)
    assert [is_packed(record.obj) for record in records] == [packs] * len(records)
    assert session.memory.packs is packs
    assert session.memory.objects == held + len(records)


def test_a_report_of_many_says_the_same(tmp_path: Path) -> None:
    """Packed or not, the rows are equal."""
    few, many = (report_data(_session(tmp_path, held), packed=held > 0) for held in (0, MANY))
    assert not isinstance(many["objects"], list)
    assert list(many["objects"]) == few["objects"] != []


def test_a_process_that_builds_again_packs_nothing(tmp_path: Path) -> None:
    """Its next build needs the texts again."""
    session = Session(Settings(offline=True, on_miss="ignore"), root=tmp_path, tool="tests", environment={})
    session.memory.objects = MANY + 1
    before = session.memory.packs
    session.memory.hold({})
    assert (before, session.memory.packs) == (True, False)
    session.close()


def test_modules_stay_parsed_where_objects_are_asked_for(tmp_path: Path) -> None:
    """Pages are looked through module by module; who asks for a text looks into callees all over the package."""
    session = Session(Settings(offline=True, on_miss="ignore"), root=tmp_path, tool="tests", environment={})
    rooms = [session.memory.parsed.room]
    session.fill(collect(tmp_path, CODE).values())
    rooms.append(session.memory.parsed.room)
    session.close()
    assert rooms == [ROOM_TO_READ, ROOM]


def test_a_process_that_builds_again_keeps_modules_parsed(tmp_path: Path) -> None:
    """Its next build needs them again."""
    session = Session(Settings(offline=True, on_miss="ignore"), root=tmp_path, tool="tests", environment={})
    session.memory.hold({})
    assert session.memory.parsed.room == ROOM
    session.close()
