"""The appendix as an outline of plain data: what its figures and rows are, whatever writes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aidoc_core.build.appendix import appendix
from aidoc_core.build.messages import TITLE
from aidoc_core.build.overview import overview
from aidoc_core.build.report import report_data
from aidoc_core.build.session import Session
from aidoc_core.render.outline import Bar, Fold, Heading, Items, Map, Paragraph, Strong, Table, Text, text
from aidoc_core.settings import Settings
from tests.core.test_session import build, objects
from tests.test_appendix import said

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject

__all__ = ["objects"]  # a fixture

NOBODY = dict.fromkeys(("people", "approved", "model", "nobody"), 0)


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
    shown = appendix({**data, "coverage": {"before": {**figures, "documented": 0}, "after": figures}}).blocks[1]
    assert isinstance(shown, Items)
    assert [said(line) for line in shown.lines] == [
        "0% → 99% documented: 0 → 468 of 469",
        "1% complete: 1 of 469",
        "$0 paid by this build",
    ]


def test_modules_are_those_that_readers_know(tmp_path: Path, objects: list[ApiObject]) -> None:
    """No module without objects; a private one counts for the public one around it, if there is one."""
    data = report_data(build(tmp_path, objects, offline=True))
    none, some = ({"documented": number, "complete": number, "total": number} for number in (0, 2))
    names = {"_own._a": some, "pkg": some, "pkg._impl.deep": some, "pkg.__main__": some, "pkg.sub": none}
    modules = [
        {"path": path, "before": none | {"total": row["total"]}, "after": row, "authors": {**NOBODY, "people": 2}}
        for path, row in names.items()
    ]
    folds = [block for block in appendix({**data, "modules": modules}).blocks if isinstance(block, Fold)]
    assert [said(fold.line) for fold in folds] == [
        "_own 0 → 2 of 2 objects documented, 0 → 2 complete",
        "pkg 0 → 4 of 4 objects documented, 0 → 4 complete",
        "pkg.__main__ 0 → 2 of 2 objects documented, 0 → 2 complete",
    ]
    assert [fold.anchor for fold in folds] == ["aidoc-module-_own", "aidoc-module-pkg", "aidoc-module-pkg-__main__"]
    assert [bar.words for fold in folds for bar in fold.line if isinstance(bar, Bar)][1] == "4 hand-written"


def test_a_module_lists_its_objects(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Names as the module's readers know them, with what became of each and where to look."""
    fold = next(b for b in appendix(report_data(build(tmp_path, objects, offline=True))).blocks if isinstance(b, Fold))
    (table,) = fold.blocks
    assert isinstance(table, Table)
    rows = [[said(cell) for cell in row] for row in table.rows]
    assert [row[:4] for row in rows][:2] == [
        ["pkg __init__.py:1", "module", "", "hand-written"],
        ["A __init__.py:14", "class", "", "missing"],
    ]
    names = ["pkg", "A", "A.method", "A.size", "_hidden", "f", "g", "skipped"]
    assert [row[0].split()[0] for row in rows] == names
    assert [row[4] for row in rows[:2]] == ["", "offline"]
    assert [(facets.state, facets.kind) for facets in table.facets] == [(row[3], row[1]) for row in rows]


def test_many_modules_share_the_map(tmp_path: Path, objects: list[ApiObject]) -> None:
    """The largest have an area each, the rest one together; areas add up to all objects."""
    data = report_data(build(tmp_path, objects, offline=True))
    row, total = data["objects"][0], 0
    rows, modules = [], []
    for number in range(1, 121):
        total += number
        rows += [row] * number
        figures = {"documented": 0, "complete": 0, "total": number}
        authors = {**NOBODY, "nobody": number}
        modules.append({"path": f"p.m{number:03}", "before": figures, "after": figures, "authors": authors})
    (shown,) = (b for b in appendix({**data, "modules": modules, "objects": rows}).blocks if isinstance(b, Map))
    assert [tile.name for tile in shown.tiles] == [f"m{n:03}" for n in range(120, 40, -1)] + ["40 smaller modules"]
    assert sum(share.number for tile in shown.tiles for share in tile.bar.shares) == total


def test_many_modules_fold_into_their_packages(tmp_path: Path, objects: list[ApiObject]) -> None:
    """More lines than anybody reads are one for each package; each module has its line in there, once."""
    data = report_data(build(tmp_path, objects, offline=True))
    names = ["p", "p.alone", *(f"p.{package}.m{number:02}" for package in "ab" for number in range(40))]
    figures = {"documented": 0, "complete": 0, "total": 1}
    authors = {**NOBODY, "nobody": 1}
    modules = [{"path": name, "before": figures, "after": figures, "authors": authors} for name in names]
    rows = [data["objects"][0]] * len(names)
    folds = [b for b in appendix({**data, "modules": modules, "objects": rows}).blocks if isinstance(b, Fold)]
    assert [said(fold.line).split()[0] for fold in folds] == ["p", "p.a.*", "p.alone", "p.b.*"]
    assert said(folds[1].line) == "p.a.* 0 of 40 objects documented, 0 complete"
    inner = [one.anchor for fold in folds for one in fold.blocks if isinstance(one, Fold)]
    assert inner == [f"aidoc-module-{name.replace('.', '-')}" for name in names[2:]]


def test_each_kind_of_work_is_among_the_first(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Five steps, each kind in turn, public names near the top first; behind them how many there are in all."""
    data = report_data(build(tmp_path, objects, offline=True))
    row = {"source": "a.py:1", "reason": "no answer", "author": "model", "gaps": ["summary"], "state": ""}
    made = [
        *({**row, "path": f"p.{name}", "outcome": "cached"} for name in ("deep.er.x", "_y", "b", "a")),
        {**row, "path": "p.bad", "outcome": "failed"},
        {**row, "path": "p.late", "outcome": "missed"},
    ]
    told = [{"path": "p.old", "source": "a.py:2", "message": "there is no parameter x", "rule": "AD101"}]
    blocks = list(overview({**data, "objects": made, "contradictions": told}))
    place = blocks.index(Heading("What needs a person next"))
    items, rest = blocks[place + 1 : place + 3]
    assert isinstance(items, Items)
    assert [said(line) for line in items.lines] == [
        "p.a: filled in, and nobody has approved it yet",
        "p.bad: no answer (a.py:1)",
        "p.late: no answer (a.py:1)",
        "p.old: there is no parameter x (a.py:2)",
        "p.b: filled in, and nobody has approved it yet",
    ]
    counted = "4 not approved, 1 without a usable answer, 1 without an answer yet, 1 contradicted by the code"
    assert rest == Paragraph(text(f"In all: {counted}."))


def test_a_build_without_requests_has_only_its_cost(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Tokens of no request are not listed."""
    blocks = appendix(report_data(build(tmp_path, objects, offline=True))).blocks
    table = blocks[blocks.index(Heading("Cost")) + 1]
    assert table == Table(rows=((text("Cost of this build"), text("$0.0000")),))
