"""The benchmark of hostile answers, without building anything: its parts, what they add up to, and that it ends."""

from __future__ import annotations

import multiprocessing
import time
from typing import TYPE_CHECKING, Any

from benchmarks import hostile
from tests.hostile.corpus import cases

if TYPE_CHECKING:
    import pytest


def test_the_parts_have_all_cases_once() -> None:
    """Each case is in one slice, and all cases of a page are in the same."""
    found = cases("http://127.0.0.1:1")
    slices = [hostile._slice(found, number) for number in range(hostile.SLICES)]
    assert sorted(case.identifier for one in slices for case in one) == sorted(case.identifier for case in found)
    pages = [{case.page for case in one} for one in slices]
    assert sum(map(len, pages)) == len(set.union(*pages))


def test_each_tool_takes_each_route_and_goes_without_escapers() -> None:
    """No job is there twice."""
    jobs = list(hostile._jobs(quick=False))
    assert len({hostile._named(job) for job in jobs}) == len(jobs) == hostile.SLICES * (3 * 3 + 2)
    assert len(list(hostile._jobs(quick=True))) == 5


def test_the_table_adds_parts_up_and_tells_what_is_left() -> None:
    """Effects are listed, and what was not reached is named."""
    part: dict[str, Any] = {"cases": 2, "effects": [], "warnings": [], "broken": 0, "seconds": 3}
    seen = {"pages": 1, "requests_outside": 0}
    figures = hostile._summed({
        "mkdocs, model first, slice 1": {**part, "browser": seen},
        "mkdocs, model first, slice 2": {**part, "effects": ["<b>"], "broken": 1, "browser": seen},
        "mkdocs, without escapers, slice 1": {"cases": 2, "without": 2, "seconds": 1},
        "napoleon, model first, slice 1": None,
    })  # fmt: skip
    assert (figures["cases"], figures["effects"], figures["broken_builds"]) == (4, 1, 1)
    assert figures["effects_without_escaper"] == {"mkdocs": 2}
    table = hostile.table(figures)
    assert "| mkdocs, model first | 4 | 1 | 0 | 1 |\nmkdocs, model first: <b>" in table
    assert "not run, the time was up: napoleon, model first, slice 1" in table


def test_it_ends_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without time nothing is begun; what has been begun is ended with all that it started."""
    monkeypatch.setenv("AIDOC_HOSTILE_SECONDS", "0")
    figures = hostile.run(quick=True, again=True)
    assert len(figures["not_run"]) == 5
    assert hostile._in_time(("mkdocs", 0, 0), True, time.monotonic() + 0.5) is None
    assert multiprocessing.active_children() == []
