"""The memo of a large site in parts: together they are what was kept, and a part that is missing is noticed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.answers.memo import Memos
from aidoc_core.build.packed_rows import PackedRows
from aidoc_core.build.remembered import Remembered
from aidoc_core.build.report_file import json_parts
from aidoc_core.build.site_parts import WHOLE, divided, found_in, memos_of, whole
from aidoc_core.build.verdict import Verdict
from aidoc_core.code.packed import PackedTable
from aidoc_core.render.added import Added

if TYPE_CHECKING:
    from pathlib import Path


def _found(modules: int, each: int) -> dict[str, Any]:
    """What a build came to, as plain data, as far as it matters here."""
    paths = [
        (f"pkg.m{module:03}", f"pkg.m{module:03}.f{number}") for module in range(modules) for number in range(each)
    ]
    return {
        "added": {path: [False, path, [], "", ""] for _, path in paths[::2]},
        "labels": {path: "ai" for _, path in paths[::3]},
        "places": {**{path: [["page/", path]] for _, path in paths}, "other.f": [["page/", ""]]},
        "shown": [path for _, path in paths],
        "report": {
            "version": 2,
            "modules": [{"path": f"pkg.m{module:03}", "after": {"total": each}} for module in range(modules)],
            "objects": [{"path": path, "kind": "function"} for _, path in paths],
        },
        "pages": {"state": "now", "pages": {name: [f"# {name}", {"<1>": "<p>"}] for name in ("", "pkg", "other")}},
    }


def _plain(found: dict[str, Any]) -> dict[str, Any]:
    """The same with its objects and pages as plain data; large sites have them packed."""
    pages, report = found["pages"], found["report"]
    return {
        **found,
        "report": {**report, "objects": list(report["objects"])},
        "pages": {**pages, "pages": dict(pages["pages"])},
    }


@pytest.mark.parametrize(("modules", "each"), [(3, 4), (31, 10), (WHOLE // 10 + 1, 10), (1, WHOLE + 1)])
def test_together_they_are_the_whole(tmp_path: Path, modules: int, each: int) -> None:
    """Small sites have no parts, large ones one for each module and page, and one for what is in no module."""
    found = _found(modules, each)
    rest, parts = divided(found)
    large = modules * each > WHOLE
    assert len(parts) == (modules + 1 + 3 if large else 0)
    assert _plain(whole(rest, list(parts.values()))) == found
    assert all(path.startswith(module) for module, part in parts.items() if module for path in part.get("added", ()))
    memos = Memos(tmp_path, b"k" * 32)
    first, further = memos_of("site", found)
    memos.write_all([*further, ("site", "now", first)])
    read = found_in("site", memos.read("site", "now"), memos.read)
    assert read is not None
    assert json.dumps(_plain(read)) == json.dumps({name: found[name] for name in read})
    for file in tmp_path.glob("memo/*.memo"):
        if large and file.stat().st_size < 20_000:
            text = file.read_bytes()
            file.unlink()
            left = memos.read("site", "now")
            assert not left or found_in("site", left, memos.read) is None
            file.write_bytes(text)
            break


def test_rows_are_written_once(tmp_path: Path) -> None:
    """What a build keeps of a site of some size, the next one writes as it stands, and reads when a row is asked for."""
    found = _found(31, 10)
    memos = Memos(tmp_path, b"k" * 32)
    first, _ = memos_of("site", found)
    memos.write("site", "now", first)
    read = found_in("site", memos.read("site", "now"), memos.read)
    assert read is not None
    rows = read["report"]["objects"]
    assert len(rows) == 310
    assert "".join(json_parts(read["report"])) == "".join(json_parts(found["report"])) == json.dumps(found["report"])
    assert (rows[0], rows[-1], rows[3:5]) == tuple(found["report"]["objects"][at] for at in (0, -1, slice(3, 5)))
    assert memos_of("site", read)[0] == first


def test_a_module_that_stays_has_the_part_it_had() -> None:
    """An edit of one module leaves the names and states of the other parts as they are."""
    found, later = _found(WHOLE // 10 + 1, 10), _found(WHOLE // 10 + 1, 10)
    later["report"]["objects"][15]["kind"] = "class"
    one, other = ({(name, state) for name, state, _ in memos_of("site", data)[1]} for data in (found, later))
    assert {name for name, _ in one ^ other} == {"site pkg.m001"}


def test_what_a_large_build_came_to_is_read_back(tmp_path: Path) -> None:
    """With rows and pages packed as a build has them, and what was added as values."""
    plain = _found(WHOLE // 10 + 1, 10)
    pages = PackedTable()
    for name, page in plain["pages"]["pages"].items():
        pages[name] = page
    came_to = Remembered(
        added={path: Added.from_list(one) for path, one in plain["added"].items()},
        labels=plain["labels"],
        shown=frozenset(plain["shown"]),
        filled=plain["shown"][:3],
        places=plain["places"],
        problems=(),
        lines=(),
        verdict=Verdict(),
        contradicted=0,
        report={**plain["report"], "objects": PackedRows([plain["report"]["objects"]])},
        pages={"state": "now", "pages": pages},
    )
    memos = Memos(tmp_path, b"k" * 32)
    first, further = memos_of("site", came_to.to_divide())
    memos.write_all([*further, ("site", "now", first)])
    read = found_in("site", memos.read("site", "now"), memos.read)
    assert read is not None
    again = Remembered.from_dict(read)
    assert (again.added, again.labels, again.shown) == (came_to.added, came_to.labels, came_to.shown)
    assert list(again.report["objects"]) == plain["report"]["objects"]
    assert {name: list(page) for name, page in again.pages["pages"].items()} == plain["pages"]["pages"]
    assert json.loads(json.dumps(came_to.to_dict()["added"])) == plain["added"]
