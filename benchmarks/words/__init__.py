"""People's words on whole sites: built without and with aidoc, and compared word by word, page by page.

`python -m benchmarks words [--quick] [--part 1/2] [--again]`. Every site is a real package in MkDocs or Sphinx, as its
own project documents it where that is known; the model is the tests' local Azure. Beside the sites, people's docstrings
are completed one by one. What is wrong is listed below the table, and so is what was not reached within the time.

A run takes what earlier ones have measured of the same code: run again, or in parts, it ends with one table of all.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from itertools import zip_longest
from multiprocessing import TimeoutError as NobodyIsDoneError
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeAlias

from benchmarks.checks.corpus import fetch
from benchmarks.packages import package
from benchmarks.words.compare import FIGURES, ROWS
from benchmarks.words.docstrings import PACKAGES, measure_docstrings
from benchmarks.words.docstrings import QUICK as QUICK_PACKAGES
from benchmarks.words.kept import Kept
from benchmarks.words.site import TOP, OutOfTimeError, measure
from benchmarks.words.sites import MKDOCS, QUICK, SPHINX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from benchmarks.words.site import Site

Row: TypeAlias = tuple[dict[str, Any], list[str]]
"""The figures of a site or of some docstrings, and what is wrong, one line each."""
Job: TypeAlias = "tuple[Callable[[Any, float], Row], str, Any, float]"
"""What measures, the name of the row, what is measured, and until when."""
WORKERS = 2
SECONDS = 570
"""For all; what was not reached by then is not run, whatever the machine."""
_GRACE = 15
"""Seconds after that in which a comparison may end."""
_COLUMNS = ("filled", "failed", "sent", *ROWS, *FIGURES, "cpu_s")
_SUMS = ("not_built", "not_run", "docstrings", "docstrings_changed")
_LISTED = 12
"""Lines printed for each figure of a site; the JSON has all."""


def run(*, quick: bool = False, part: str = "1/1", again: bool = False, top: Path = TOP) -> dict[str, Any]:
    """Build and compare all sites; `quick` takes two of each tool.

    `AIDOC_WORDS` chooses by a part of the name; `AIDOC_WORDS_SECONDS` gives a slow machine another time.

    Args:
        quick: A small part of each tool.
        part: Which part of how many is measured, as `1/2`; the table has what is known of the others, too.
        again: Measure what earlier runs have measured of this code, too.
        top: Where the rows of earlier runs are.
    """
    started = time.time()
    until = started + float(os.environ.get("AIDOC_WORDS_SECONDS", SECONDS))
    jobs = _jobs(os.environ.get("AIDOC_WORDS", ""), until, quick=quick)
    kept = Kept(top / "rows")
    known = {} if again else kept.read()
    number, _, parts = part.partition("/")
    left = [job for job in jobs[int(number) - 1 :: int(parts)] if job[1] not in known]
    for get, requirement in _downloads(left):
        if time.time() < until:
            get(requirement)
    done = {name: known[name] for _, name, _, _ in jobs if name in known}
    earlier = len(done)
    for name, row, wrong in _measured(left, until):
        done[name] = row, wrong
        kept.add(name, row, wrong)
        print(f"[{len(done) - earlier}/{len(left)}] {_line(name, row)}", file=sys.stderr, flush=True)
    rows = {name: done[name][0] if name in done else {"not_run": 1, "cpu_s": 0} for _, name, _, _ in jobs}
    total: Counter[str] = Counter()
    for row in rows.values():
        total.update({key: row.get(key, 0) for key in FIGURES})
    return {
        "packages": len({name.partition(": ")[2].partition(" ")[0].partition("==")[0] for name in rows}),
        **{figure: total[figure] for figure in FIGURES},
        **{name: sum(row.get(name, 0) for row in rows.values()) for name in _SUMS},
        "measured_earlier": earlier,
        "cpu_s": round(sum(row["cpu_s"] for row in rows.values())),
        "seconds": round(time.time() - started),
        "rows": dict(sorted(rows.items())),
        "offenders": {name: wrong for name, (_, wrong) in sorted(done.items()) if wrong},
    }


def _jobs(chosen: str, until: float, *, quick: bool) -> list[Job]:
    """All that there is to measure; the two tools by turns of two, so that half of it is half of each."""
    sites = [site for site in _in_turn(MKDOCS, SPHINX) if (not quick or site.name in QUICK) and chosen in site.name]
    packages = () if chosen else QUICK_PACKAGES if quick else PACKAGES
    jobs: list[Job] = [(_site, site.name, site, until) for site in sites]
    return [*jobs, *((_docstrings, f"docstrings: {one}", one, until) for one in packages)]


def _measured(jobs: Sequence[Job], until: float) -> Iterator[tuple[str, dict[str, Any], list[str]]]:
    """The rows as they come, while there is time."""
    if not jobs or time.time() >= until:
        return
    # Ctrl-C, or the end of whoever runs this: what is done is told all the same.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        # Not forked: each local Azure has threads.
        with get_context("spawn").Pool(WORKERS, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
            done = pool.imap_unordered(_timed, jobs)
            with suppress(NobodyIsDoneError, KeyboardInterrupt):
                for _ in jobs:
                    yield done.next(max(until + _GRACE - time.time(), 0.1))
    finally:
        signal.signal(signal.SIGTERM, before)


def _in_turn(*tools: Sequence[Site]) -> Iterator[Site]:
    """The sites of each tool by turns of two: if time is short, it is short for both, and so it is in each half."""
    turns = zip_longest(*(zip_longest(tool[::2], tool[1::2]) for tool in tools), fillvalue=(None, None))
    return (site for turn in turns for pair in turn for site in pair if site is not None)


def _downloads(jobs: Iterable[Job]) -> Iterator[tuple[Callable[[str], object], str]]:
    jobs = list(jobs)
    for requirement in dict.fromkeys(one for work, _, site, _ in jobs if work is _site for one in site.requirements):
        yield package, requirement
    for work, _, requirement, _ in jobs:
        if work is _docstrings:
            yield (lambda one: fetch((one,))), requirement


def _timed(job: Job) -> tuple[str, dict[str, Any], list[str]]:
    """A row with the CPU time that it took; it says so if there was none left."""
    work, name, one, until = job
    before = sum(os.times()[:4])
    row: dict[str, Any] = {"not_run": 1}
    wrong: list[str] = []
    with suppress(OutOfTimeError):
        if time.time() < until:
            row, wrong = work(one, until)
    return name, {**row, "cpu_s": round(sum(os.times()[:4]) - before, 1)}, wrong


def _site(site: Site, until: float) -> Row:
    try:
        found, counts = measure(site, until=until)
    except (OSError, RuntimeError, ValueError) as error:  # told in its row; the other sites go on
        return {"not_built": 1}, [str(error)]
    return {**counts, **found.figures}, found.offenders


def _docstrings(requirement: str, until: float) -> Row:
    number, wrong = measure_docstrings(requirement, until=until)
    return {"docstrings": number, "docstrings_changed": len({line.partition(":")[0] for line in wrong})}, wrong


def table(figures: dict[str, Any]) -> str:
    """The figures as a Markdown table, and what is wrong."""
    rows: dict[str, dict[str, Any]] = {}
    docstrings: dict[str, dict[str, Any]] = {}
    for name, row in figures["rows"].items():
        (docstrings if name.startswith("docstrings") else rows)[name] = row
    lines = [f"| site | {' | '.join(_COLUMNS)} |", f"|---|{'---|' * len(_COLUMNS)}"]
    lines += [f"| {name} | {' | '.join(str(row.get(key, '')) for key in _COLUMNS)} |" for name, row in rows.items()]
    lines += ["", *(f"not run, the time was up: {name}" for name, row in figures["rows"].items() if "not_run" in row)]
    lines += [_line(name, row) for name, row in docstrings.items() if "not_run" not in row]
    for name, found in figures["offenders"].items():
        seen: Counter[str] = Counter()
        for line in found:
            kind = next((figure for figure in FIGURES if f"{figure}: " in line), "changed")
            seen[kind] += 1
            if seen[kind] <= _LISTED:
                lines.append(f"{name}: {line}")
        lines += [f"{name}: {kind}: and {number - _LISTED} more" for kind, number in seen.items() if number > _LISTED]
    keys = ("packages", *FIGURES, *_SUMS, "measured_earlier", "cpu_s", "seconds")
    return "\n".join([*lines, ", ".join(f"{key} {figures[key]}" for key in keys)])


def _line(name: str, row: dict[str, Any]) -> str:
    return f"{name}: {', '.join(f'{key} {value}' for key, value in row.items() if value or key in FIGURES[:4])}"
