"""The corpus of hostile answers through real MkDocs and Sphinx, by every route, with and without the escapers.

`effects` and `broken_builds` are what comes of it; `effects_without_escaper` says how many cases act when the escapers
are taken out of a copy of aidoc, so that a reader sees that the corpus bites.

It is done in parts: some pages of cases in one tool by one route, each with a twin. A run takes those that earlier ones
have measured of the same code, ends within ten minutes, and tells what was not reached; run again, it goes on.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from benchmarks.packages import WORK
from benchmarks.words.kept import Kept
from tests.azure import LocalAzure
from tests.hostile.browser import canary, visit, why_not
from tests.hostile.corpus import Case, cases, twins
from tests.hostile.effects import effects, missing
from tests.hostile.project import ROUTES, Built, Project
from tests.hostile.sites import build_mkdocs, build_sphinx
from tests.hostile.unescaped import unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Job: TypeAlias = tuple[str, int | None, int]
"""The tool, which route the first case takes (`None`: without escapers), and which slice of the cases."""
TOOLS = ("mkdocs", "napoleon", "numpydoc")
SECONDS = 560.0
SLICES = 3
_ONE_IN = 8
_MOST_REPEATS = 40


def run(*, quick: bool = False, part: str = "1/1", again: bool = False) -> dict[str, Any]:
    """Build every case by every route and in every style; `quick` takes one in eight, by one route.

    Args:
        quick: Smaller input, same figures.
        part: Which part of how many is measured, as `1/2`; the table has what is known of the others, too.
        again: Measure what earlier runs have measured of this code, too.
    """
    until = time.monotonic() + float(os.environ.get("AIDOC_HOSTILE_SECONDS", SECONDS))
    kept = Kept(WORK / "hostile" / ("quick" if quick else "rows"), also=("tests/hostile", "tests/project.py"))
    done = {} if again else {name: row for name, (row, _) in kept.read().items()}
    jobs = {_named(job): job for job in _jobs(quick=quick)}
    number, _, parts = part.partition("/")
    left = [name for name in list(jobs)[int(number) - 1 :: int(parts)] if name not in done]
    for count, name in enumerate(left, 1):
        row = _in_time(jobs[name], quick, until)
        if row is None:
            break
        done[name] = row
        kept.add(name, row, [])
        print(f"[{count}/{len(left)}] {name}: {row}", file=sys.stderr, flush=True)
    return _summed({name: done.get(name) for name in jobs})


def _jobs(*, quick: bool) -> Iterator[Job]:
    """All that there is to measure: the first route of all tools first."""
    slices = range(1 if quick else SLICES)
    for turn in range(1 if quick else len(ROUTES)):
        yield from ((tool, turn, number) for number in slices for tool in TOOLS)
    yield from ((tool, None, number) for number in slices for tool in TOOLS[:2])


def _named(job: Job) -> str:
    tool, turn, number = job
    return f"{tool}, {'without escapers' if turn is None else f'{ROUTES[turn]} first'}, slice {number + 1}"


def _in_time(job: Job, quick: bool, until: float) -> dict[str, Any] | None:  # noqa: FBT001 - passed on
    """The row of a job, made in a process of its own; `None` if the time is up first."""
    if time.monotonic() >= until:
        return None
    context = get_context("spawn")  # not forked: the local Azure and the canary have threads
    results = context.Queue()
    process = context.Process(target=_work, args=(job, quick, results))
    process.start()
    row: dict[str, Any] | None = None
    try:
        while row is None and process.is_alive() and time.monotonic() < until:
            with suppress(Exception):  # nothing yet
                row = results.get(timeout=0.5)
        with suppress(Exception):
            row = row or results.get(timeout=1.0)
    finally:
        if process.is_alive() and row is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid or 0, signal.SIGKILL)  # with the builds that it has started
        process.join()
    if row is not None and "failed" in row:
        raise RuntimeError(f"{_named(job)}:\n{row['failed']}")
    return row


def _work(job: Job, quick: bool, results: Any) -> None:  # noqa: FBT001 - passed on
    os.setsid()
    tool, turn, number = job
    try:
        with tempfile.TemporaryDirectory() as directory, canary() as (elsewhere, hits):
            root = Path(directory)
            found = cases(elsewhere)[::_ONE_IN] if quick else _slice(cases(elsewhere), number)
            started = time.monotonic()
            if turn is None:
                row: dict[str, Any] = {"without": _without(tool, root, found, elsewhere)}
            else:
                row = _measure(tool, root, found, turn, elsewhere)
                if turn == 0 and not why_not():
                    row["browser"] = _browse(root / "hostile", root / "twin", hits)
            results.put({"cases": len(found), **row, "seconds": round(time.monotonic() - started)})
    except Exception:  # noqa: BLE001 - told where it is seen
        results.put({"failed": traceback.format_exc()})


def _slice(found: Sequence[Case], number: int) -> list[Case]:
    """Some of the pages, with all cases that are on them."""
    pages = [list(group) for _, group in groupby(found, key=lambda case: case.page)]
    return [case for page in pages[number::SLICES] for case in page]


def _summed(rows: dict[str, dict[str, Any] | None]) -> dict[str, Any]:
    builds: dict[str, dict[str, Any]] = {}
    browser: Counter[str] = Counter()
    without: Counter[str] = Counter()
    for name, row in rows.items():
        if row is None:
            continue
        build = name.rpartition(", ")[0]
        if "without" in row:
            without[build.partition(",")[0]] += row["without"]
            continue
        total = builds.setdefault(build, {"cases": 0, "effects": [], "warnings": [], "broken": 0})
        for key in total:
            total[key] += row[key]
        browser.update(row.get("browser", {}))
    return {
        "cases": max((row["cases"] for row in builds.values()), default=0),
        "effects": sum(len(row["effects"]) for row in builds.values()),
        "broken_builds": sum(row["broken"] for row in builds.values()),
        "effects_without_escaper": dict(without),
        "browser": {"skipped": why_not()} if why_not() else dict(browser),
        "builds": builds,
        "seconds": sum(row["seconds"] for row in rows.values() if row is not None),
        "not_run": [name for name, row in rows.items() if row is None],
    }


def _measure(tool: str, root: Path, found: Sequence[Case], turn: int, elsewhere: str) -> dict[str, Any]:
    built = _build(tool, root / "hostile", found, turn)
    twin = _build(tool, root / "twin", twins(found), turn)
    said = effects(built.site, twin.site, found, elsewhere=elsewhere) + missing(built.site, found)
    return {"effects": said, "warnings": built.warnings, "broken": int(bool(built.code or built.warnings))}


def _build(tool: str, root: Path, found: Sequence[Case], turn: int | None, code: Path | None = None) -> Built:
    project = Project(root=root, cases=found)
    project.write_package()
    with LocalAzure() as azure:
        if tool == "mkdocs":
            return build_mkdocs(project, azure, "site", turn=turn, code=code)
        also = "numpydoc" if tool == "numpydoc" else "sphinx.ext.napoleon"
        return build_sphinx(project, azure, "site", also=also, turn=turn, code=code)


def _browse(root: Path, twin: Path, hits: list[str]) -> dict[str, Any]:
    seen = visit(root / "site" / "site")
    beyond = seen.beyond(visit(twin / "site" / "site", most=3))
    return {
        "pages": seen.pages,
        "requests_in_site": seen.requests,
        "requests_outside": len(seen.outside) + len(hits),
        "dialogs": len(seen.dialogs),
        "scripts": len(seen.ran),
        "elements_that_could_act": len(beyond),
    }


def _without(tool: str, root: Path, found: Sequence[Case], elsewhere: str) -> int:
    """How many cases act without escapers: each on a page of its own; one that stops the build is taken out."""
    directory = {"mkdocs": "markdown", "napoleon": "rest"}[tool]
    left = [replace(case, page=case.identifier) for case in found if case.name.startswith((directory, "answers"))]
    code = unescaped(root / "code")
    twin = _build(tool, root / "twin", [case.twin() for case in left], None)
    stopped: set[str] = set()
    for number in range(_MOST_REPEATS):
        built = _build(tool, root / f"raw-{number}", left, None, code)
        if len(list(built.site.rglob("*.html"))) >= len(left):
            lines = [*effects(built.site, twin.site, left, elsewhere=elsewhere), *built.warnings]
            return len(stopped) + sum(any(_names(case, line) for line in lines) for case in left)
        said = reversed(built.log.splitlines())
        guilty = next((case for line in said for case in left if _names(case, line)), None)
        if guilty is None:
            raise RuntimeError(f"a build without escapers stopped, and does not say where:\n{built.log[-2000:]}")
        stopped.add(guilty.identifier)
        left = [case for case in left if case is not guilty]
    raise RuntimeError(f"builds without escapers were stopped by {_MOST_REPEATS} cases: {sorted(stopped)}")


def _names(case: Case, line: str) -> bool:
    """Whether a line is about the page of a case."""
    return re.search(rf"(?<![a-z0-9_]){case.identifier}(?![a-z0-9_])", line) is not None


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = [
        f"{figures['cases']} cases: {figures['effects']} effects, {figures['broken_builds']} broken builds",
        "| builds | cases | effects | warnings | broken |",
        "|---|---|---|---|---|",
    ]
    for name, row in figures["builds"].items():
        said = [row["cases"], len(row["effects"]), len(row["warnings"]), row["broken"]]
        lines.append(f"| {name} | {' | '.join(map(str, said))} |")
        lines += [f"{name}: {line}" for line in (*row["effects"], *row["warnings"])]
    lines += [f"{tool} without escapers: {number} cases act"
              for tool, number in figures["effects_without_escaper"].items()]  # fmt: skip
    lines.append(f"browser: {', '.join(f'{name} {value}' for name, value in figures['browser'].items())}")
    lines += [f"not run, the time was up: {name}" for name in figures["not_run"]]
    return "\n".join([*lines, f"{figures['seconds']} seconds in all runs"])
