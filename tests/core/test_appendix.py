"""The appendix as an outline of plain data: what its figures and rows are, whatever writes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aidoc_core.build.appendix import appendix
from aidoc_core.build.messages import TITLE
from aidoc_core.build.report import report_data
from aidoc_core.build.session import Session
from aidoc_core.render.outline import Code, Heading, Paragraph, Strong, Table, Text, text
from aidoc_core.settings import Settings
from tests.core.test_session import build, objects

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject

__all__ = ["objects"]  # a fixture


def test_it_is_made_of_what_report_json_holds(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Plain data is enough, also when it was written and read again; no figure of a run is in it."""
    data = report_data(build(tmp_path, objects, offline=True))
    outline = appendix(data)
    assert outline.title == TITLE
    other = {**data, "build": {}, "system": {}, "on_demand": 7}
    assert appendix(json.loads(json.dumps(other))) == outline


def test_outcomes_that_no_object_had_are_left_out(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Names that readers know, no rows of zeros, and a sum that adds up."""
    blocks = appendix(report_data(build(tmp_path, objects, offline=True))).blocks
    table = blocks[blocks.index(Heading("Outcomes")) + 1]
    assert isinstance(table, Table)
    rows = [
        [piece.text for cell in row[:2] for piece in cell if isinstance(piece, Text | Strong)] for row in table.rows
    ]
    assert rows == [["hand-written", "1"], ["missing", "5"], ["skipped", "2"], ["all", "8"]]


def test_pages_without_objects_have_no_share(tmp_path: Path) -> None:
    """Nothing of nothing is not all of it."""
    session = Session(Settings(offline=True), root=tmp_path, tool="tests")
    outline = appendix(report_data(session))
    session.close()
    assert outline.blocks[0] == Paragraph(text("These pages show no API objects."))
    assert [block.text for block in outline.blocks if isinstance(block, Heading)] == ["Cost"]
    assert "%" not in repr(outline)


def test_nearly_all_is_not_all(tmp_path: Path, objects: list[ApiObject]) -> None:
    """The page rounds as the log does."""
    data = report_data(build(tmp_path, objects, offline=True))
    figures = {"documented": 468, "complete": 1, "total": 469}
    first = appendix({**data, "coverage": {"before": figures, "after": figures}}).blocks[0]
    assert isinstance(first, Paragraph)
    said = "".join(piece.text for piece in first.line if isinstance(piece, Text | Strong))
    assert said.startswith(
        "These pages show 469 API objects. Documented: 468 (99%) in the source, 468 (99%) with the text that was "
        "filled in. Complete: 1 (1%) in the source, 1 (1%) with that text."
    )


def test_modules_are_those_that_readers_know(tmp_path: Path, objects: list[ApiObject]) -> None:
    """No module without objects; a private one counts for the public one around it, if there is one."""
    data = report_data(build(tmp_path, objects, offline=True))
    none, some = ({"documented": number, "complete": number, "total": number} for number in (0, 2))
    names = {"_own._a": some, "pkg": some, "pkg._impl.deep": some, "pkg.__main__": some, "pkg.sub": none}
    modules = [{"path": path, "before": none | {"total": row["total"]}, "after": row} for path, row in names.items()]
    blocks = appendix({**data, "modules": modules}).blocks
    table = blocks[blocks.index(Heading("By module")) + 1]
    assert isinstance(table, Table)
    rows = [[piece.text for cell in row for piece in cell if isinstance(piece, Text | Code)] for row in table.rows]
    assert rows == [
        ["_own", "0 of 2", "2 of 2", "0 of 2", "2 of 2"],
        ["pkg", "0 of 4", "4 of 4", "0 of 4", "4 of 4"],
        ["pkg.__main__", "0 of 2", "2 of 2", "0 of 2", "2 of 2"],
    ]


def test_a_build_without_requests_has_only_its_cost(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Tokens of no request are not listed."""
    blocks = appendix(report_data(build(tmp_path, objects, offline=True))).blocks
    table = blocks[blocks.index(Heading("Cost")) + 1]
    assert table == Table(rows=((text("Cost of this build"), text("$0.0000")),))
