"""The appendix as an outline of plain data: what its figures and rows are, whatever writes it."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.build.appendix import appendix, further_pages
from aidoc_core.build.appendix_costs import cost
from aidoc_core.build.appendix_trends import complexity, history
from aidoc_core.build.division import pages
from aidoc_core.build.messages import TITLE
from aidoc_core.build.next_lines import lines
from aidoc_core.build.next_steps import next_steps
from aidoc_core.build.overview import overview
from aidoc_core.build.report import report_data
from aidoc_core.build.session import Session
from aidoc_core.render import picture
from aidoc_core.render.outline import Chart, Fold, Heading, Items, Map, Outline, Paragraph, Table
from aidoc_core.render.outline_markdown import page
from aidoc_core.render.pieces import Bar, ObjectName, Strong, Text, text
from aidoc_core.settings import Settings
from tests.core.needing import needing
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
        "0 of 5 texts approved by people; 5 of them are missing",
        "$0 paid by this build",
    ]


def test_modules_are_those_that_readers_know(tmp_path: Path, objects: list[ApiObject]) -> None:
    """No module without objects; a private one counts for the public one around it, if there is one."""
    data = report_data(build(tmp_path, objects, offline=True))
    none, some = ({"documented": number, "complete": number, "total": number} for number in (0, 2))
    names = {"_own._a": some, "pkg": some, "pkg._impl.deep": some, "pkg.__main__": some, "pkg.sub": none}
    modules = [
        {
            "path": path,
            "before": none | {"total": row["total"]},
            "after": row,
            "authors": {**NOBODY, "people": 2},
            "cost": None,
        }
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
        modules.append(
            {"path": f"p.m{number:03}", "before": figures, "after": figures, "authors": authors, "cost": None}
        )
    (shown,) = (b for b in appendix({**data, "modules": modules, "objects": rows}).blocks if isinstance(b, Map))
    assert [tile.name for tile in shown.tiles] == ["40 smaller modules", *(f"m{n:03}" for n in range(120, 40, -1))]
    assert sum(share.number for tile in shown.tiles for share in tile.bar.shares) == total


def test_many_modules_fold_into_their_packages(tmp_path: Path, objects: list[ApiObject]) -> None:
    """More lines than anybody reads are one for each package; each module has its line in there, once."""
    data = report_data(build(tmp_path, objects, offline=True))
    names = ["p", "p.alone", *(f"p.{package}.m{number:02}" for package in "ab" for number in range(40))]
    figures = {"documented": 0, "complete": 0, "total": 1}
    authors = {**NOBODY, "nobody": 1}
    modules = [{"path": name, "before": figures, "after": figures, "authors": authors, "cost": None} for name in names]
    rows = [data["objects"][0]] * len(names)
    folds = [b for b in appendix({**data, "modules": modules, "objects": rows}).blocks if isinstance(b, Fold)]
    assert [said(fold.line).split()[0] for fold in folds] == ["p", "p.a.*", "p.alone", "p.b.*"]
    assert said(folds[1].line) == "p.a.* 0 of 40 objects documented, 0 complete"
    inner = [one.anchor for fold in folds for one in fold.blocks if isinstance(one, Fold)]
    assert inner == [f"aidoc-module-{name.replace('.', '-')}" for name in names[2:]]


def test_each_kind_of_work_is_among_the_first(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Five lines, each kind in turn, the most important first; behind them how many there are in all."""
    data = report_data(build(tmp_path, objects, offline=True))
    row = {"source": "a.py:1", "reason": "no answer", "importance": 0}
    made = [
        *({**row, "path": f"p.{name}", "needs": ["unreviewed"]} for name in ("c", "b", "a")),
        {**row, "path": "p.deep.er.x", "needs": ["unreviewed"], "importance": 1},
        {**row, "path": "p.bad", "needs": ["failed"]},
        {**row, "path": "p.late", "needs": ["missing"]},
        {**row, "path": "p.old", "needs": ["contradicted"]},
    ]
    told = [{"path": "p.old", "source": "a.py:2", "message": "there is no parameter x", "rule": "AD101"}]
    homes = {str(row["path"]): str(row["path"]).rpartition(".")[0] for row in made}
    data["next"] = next_steps(needing(made, homes), told)
    blocks = list(overview(data))
    place = blocks.index(Heading("What needs a person next"))
    items, rest = blocks[place + 1 : place + 3]
    assert isinstance(items, Items)
    assert [said(line) for line in items.lines] == [
        "p.deep.er.x: filled in, not approved yet",
        "p.bad: without a usable answer: no answer (a.py:1)",
        "p.late: no answer (a.py:1)",
        "p.old: there is no parameter x (a.py:2)",
        "p.a: filled in, not approved yet; 2 more in p",
    ]
    counted = "4 not approved, 1 without a usable answer, 1 without an answer yet, 1 contradicted by the code"
    assert rest == Paragraph(text(f"In all: {counted}."))


def test_steps_of_one_kind_and_module_are_one_line() -> None:
    """Lines tell different things: other modules before more of one, and together what is the same."""
    row = {"source": "a.py:1", "reason": "offline", "importance": 0, "complexity": 12}
    many = [{**row, "path": f"p.big.f{number}", "needs": ["unreviewed"], "importance": 9} for number in range(40)]
    few = [{**row, "path": f"p.{name}.g", "needs": ["unreviewed"]} for name in "abcde"]
    lacking = [{**row, "path": f"p.m.{name}", "needs": ["missing"], "reason": name} for name in "xyyz"]
    homes = {str(row["path"]): str(row["path"]).rpartition(".")[0] for row in (*many, *few, *lacking)}

    def told(*rows: dict[str, Any]) -> list[tuple[list[str], str, int]]:
        report = {"next": next_steps(needing(rows, homes), []), "objects": [], "contradictions": []}
        return [([step["path"] for step in line.steps], line.words, line.more) for line in lines(report)]

    words = "filled in, not approved yet"
    assert told(*many, *few) == [(["p.big.f0"], words, 39), *(([f"p.{name}.g"], words, 0) for name in "abcd")]
    assert told(*many) == [([f"p.big.f{number}" for number in (0, 1, 10, 11, 12)], words, 35)]
    assert told(*many, *lacking) == [
        (["p.big.f0", "p.big.f1", "p.big.f10"], words, 37),
        (["p.m.x"], "x", 0),
        (["p.m.y", "p.m.y"], "y", 1),
    ]
    assert told() == []
    steps = next_steps(needing([*many, *lacking], homes), [])["first"]
    earlier = [{key: value for key, value in step.items() if key not in ("module", "alike")} for step in steps]
    report = {"next": {"first": earlier}, "objects": [], "contradictions": []}
    assert [(len(line.steps), line.more) for line in lines(report)] == [(1, 0)] * 5


def test_a_build_without_requests_has_paid_nothing(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Tokens of no request are not listed."""
    blocks = appendix(report_data(build(tmp_path, objects, offline=True))).blocks
    place = blocks.index(Heading("Cost"))
    assert blocks[place + 1] == Paragraph(text("This build sent no requests, and paid nothing."))
    assert not [block for block in blocks[place:] if isinstance(block, Table)]


BILL = {"input_tokens": 1200, "cached_input_tokens": 200, "output_tokens": 30, "reasoning_tokens": 4, "cost_usd": 0.5}


def test_costs_are_told_in_full(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Builds, what was paid in vain, saved and is to come, by model and by module; what is not known is not 0."""
    data = report_data(build(tmp_path, objects, offline=True))
    unknown = {**BILL, "cost_usd": None}
    none = dict.fromkeys(BILL, 0)
    data["usage"] |= {**BILL, "requests": 7}
    data["costs"] = {
        "shown": {**BILL, "texts": 3, "unpriced": 1},
        "kept": {**unknown, "texts": 9, "unpriced": 9},
        "models": [{"model": "m", "build": BILL, "shown": {**BILL, "texts": 3, "unpriced": 0}}],
        "in_vain": {"failures": BILL, "repeated": none, "kept_failures": {**none, "texts": 0, "unpriced": 0}},
        "saved": {"cache_usd": 0.25, "prompt_cache_usd": None, "bundle_tokens": 0, "bundles_usd": 0, "batch_usd": 0},
        "missing": {"objects": 5, "requests": 1, "input_tokens": 9, "output_tokens": 9, "cost_usd": None, "model": ""},
    }
    blocks = list(cost(data))
    table = blocks[1]
    assert isinstance(table, Table)
    rows = [[said(cell) for cell in row] for row in table.rows]
    tokens = ["1,200", "200", "30", "4"]
    assert rows == [
        ["This build", "$0.5000", "7", *tokens],
        ["Texts on these pages, in all builds", "$0.5000, and 1 text of unknown cost", "3", *tokens],
        ["Everything in the cache", "unknown (no price for this model)", "9", *tokens],
        ["In vain: this build's requests without an answer", "$0.5000", "", *tokens],
    ]
    words = [said(block.line) for block in blocks if isinstance(block, Paragraph)]
    assert words[:2] == [
        "Not paid: $0.2500 by answers from the cache; unknown by the service's cache of prompts.",
        "5 missing answers would take 1 request and an unknown amount, estimated.",
    ]
    assert [fold.anchor for fold in blocks if isinstance(fold, Fold)] == ["aidoc-cost-models"]


def test_builds_of_the_past_are_columns(tmp_path: Path, objects: list[ApiObject]) -> None:
    """One for each build and one for this, as high as their objects; no picture without a past."""
    data = report_data(build(tmp_path, objects, offline=True))
    assert list(history(data)) == []
    past = {
        "commit": "0123456789", "date": "2026-11-20", "total": 4, "documented_before": 1, "documented": 3,
        "complete_before": 1, "complete": 2, "people": 1, "approved": 1, "model": 1, "nobody": 1, "cost_usd": None,
        "kept_usd": 0.5,
    }  # fmt: skip
    data["history"]["builds"] = [past]
    blocks = list(history(data))
    charts = [block for block in blocks if isinstance(block, Chart)]
    words = "2026-11-20 0123456: 1 hand-written, 1 filled in and approved, 1 filled in, not approved, 1 undocumented"
    assert [column.words for column in charts[0].columns] == [words, "this build: 2 hand-written, 6 undocumented"]
    assert [column.whole for column in charts[0].columns] == [4, 8]
    assert charts[1].columns[0].words == "2026-11-20 0123456: $0.5000"
    fold = blocks[-1]
    assert isinstance(fold, Fold)
    (table,) = fold.blocks
    assert isinstance(table, Table)
    assert [said(cell) for cell in table.rows[1]] == [
        "2026-11-20 0123456", "4", "75%", "50%", "1 of 2", "unknown", "$0.5000",
    ]  # fmt: skip
    drawn = picture.chart(charts[0])
    assert drawn.count("<title>") == 3
    assert "<title>Who wrote the texts of each build, in shares of all objects</title><desc>2 builds. First" in drawn
    assert '<rect class="aidoc-part-people" y="75%" width="100%" height="25%"/>' in drawn
    assert "style=" not in drawn


def test_complexity_stands_against_coverage() -> None:
    """A bar for each range that has functions, in the parts and colours of all others."""
    bands = [
        {"least": 0, "most": 5, "objects": 4, "before": 1, "after": 3, "complete": 2},
        {"least": 6, "most": 15, "objects": 0, "before": 0, "after": 0, "complete": 0},
        {"least": 16, "most": None, "objects": 2, "before": 0, "after": 2, "complete": 2},
    ]
    wrote = [
        (0, "people"),
        (5, "model"),
        (5, "approved"),
        (2, "nobody"),
        (16, "model"),
        (99, "model"),
        (None, "people"),
    ]
    rows = [{"complexity": measured, "author": author} for measured, author in wrote]
    told = {"source": "complexipy 9", "note": "", "bands": bands}
    table = list(complexity({"complexity": told, "objects": rows}))[1]
    assert isinstance(table, Table)
    bars = [piece.words for row in table.rows for piece in row[2] if isinstance(piece, Bar)]
    assert bars == [
        "1 hand-written, 1 filled in and approved, 1 filled in, not approved, 1 undocumented", "2 filled in, not approved",
    ]  # fmt: skip
    assert [[said(cell) for cell in row][::3] for row in table.rows] == [["0 to 5", "50%"], ["16 and more", "100%"]]
    unmeasured = {"source": "", "note": "not installed", "bands": []}
    assert list(complexity({"complexity": unmeasured, "objects": rows})) == []


def test_a_long_report_has_a_page_for_each_package(tmp_path: Path, objects: list[ApiObject]) -> None:
    """From 301 objects on; every object on one page, and on the first page none; all of them on one if it must be."""
    data = report_data(build(tmp_path, objects, offline=True))
    assert further_pages(data) == {}
    names = [f"p.{package}.m{number:02}" for package in "abc" for number in range(4)]
    figures = {"documented": 0, "complete": 0, "total": 30}
    modules = [
        {"path": name, "before": figures, "after": figures, "authors": {**NOBODY, "nobody": 30}, "cost": None}
        for name in names
    ]
    rows = [{**data["objects"][1], "path": f"{name}.f{number}"} for name in names for number in range(30)]
    data |= {"modules": modules, "objects": rows}
    found = further_pages(data)
    assert list(found) == ["p.a", "p.b", "p.c"]
    shown = [_objects(page) for page in found.values()]
    assert [len(one) for one in shown] == [120, 120, 120]
    assert [*chain.from_iterable(shown)] == [row["path"] for row in rows]
    assert _objects(appendix(data)) == []
    assert _objects(appendix(data, whole=True)) == [row["path"] for row in rows]


def test_small_modules_share_a_page() -> None:
    """Only what is too long is divided, and what is too small for a page stands on that of the package around it."""
    sizes = {
        "p": 3, "p.big": 20, "p.big.long": 900, "p.big.longer": 1_200, "p.big.tiny": 4, "p.big.wee": 9,
        "p.middle.a": 400, "p.middle.b": 2, "p.tiny": 5,
    }  # fmt: skip
    assert pages(sizes) == {
        "p": ["p", "p.tiny"],
        "p.big": ["p.big", "p.big.tiny", "p.big.wee"],
        "p.big.long": ["p.big.long"],
        "p.big.longer": ["p.big.longer"],
        "p.middle": ["p.middle.a", "p.middle.b"],
    }
    deep = {f"a.b.{name}": 200 for name in "cd"}
    assert pages(deep) == {"a.b.c": ["a.b.c"], "a.b.d": ["a.b.d"]}
    even = {f"a.m{number:02}": 10 for number in range(60)}
    assert pages(even) == {"a": [*even]}


def _objects(page: Outline) -> list[str]:
    """The objects in the tables of a page."""
    tables = [inner for fold in page.blocks if isinstance(fold, Fold) for inner in fold.blocks]
    found = [piece for table in tables if isinstance(table, Table) for row in table.rows for piece in row[0]]
    return [piece.path for piece in found if isinstance(piece, ObjectName)]


ODD = {
    "long": "p." + "very_long_name_" * 14,
    "wide": "p.\u540d\u524d\u306e\u9577\u3044\u95a2\u6570",
    "right to left": "p.\u05e9\u05dd_\u05d0\u05e8\u05d5\u05da",
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("number", [0, 1, 5_000])
def test_odd_reports(name: str, number: int) -> None:
    """No object, one, or a module of thousands; all failed, of unknown price, with odd names: all of them stand there."""
    module = ODD[name]
    tokens = {**BILL, "cost_usd": None}
    rows = [
        {
            "path": f"{module}.f{n}", "kind": "function", "author": "nobody", "outcome": "failed", "reason": "refused",
            "gaps": ["summary"], "state": "", "model": "", "date": "", "source": f"{module}.py:{n}", "findings": [],
        }
        for n in range(number)
    ]  # fmt: skip
    figures = {"documented": 0, "complete": 0, "total": number}
    authors = {**NOBODY, "nobody": number}
    report = {
        "coverage": {"before": figures, "after": figures}, "authors": authors, "objects": rows,
        "approval": {"approved": 0, "texts": number, "stale": 0}, "next": {"counts": {}, "first": []},
        "outcomes": {"human": 0, "reviewed": 0, "cached": 0, "generated": 0, "failed": number, "missed": 0, "skipped": 0},
        "usage": {**tokens, "requests": number, "saved_usd": None}, "costs": None, "withheld": {"literals": 0, "objects": 0},
        "modules": [{"path": module, "before": figures, "after": figures, "authors": authors, "cost": None}],
        "complexity": {"source": "", "note": "", "bands": []}, "history": {"file": "", "builds": [], "unreadable": []},
        "hosts": [], "models": [], "findings": [], "contradictions": [], "prices": {"source": "", "version": ""},
    }  # fmt: skip
    pages = [appendix(report), *further_pages(report).values()]
    assert len(pages) == (2 if number > 300 else 1)
    assert [path for outline in pages for path in _objects(outline)] == [row["path"] for row in rows]
    written = "".join(map(page, pages))
    assert ("unknown (no price for this model)" in written) is (number > 0)
    assert written.count("refused") == number
