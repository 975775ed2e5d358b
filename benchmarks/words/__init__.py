"""People's words on whole sites: built without and with aidoc, and compared word by word, page by page.

`python -m benchmarks words [--quick]`. Every site is a real package in MkDocs or Sphinx, as its own project
documents it where that is known; the model is the tests' local Azure. Beside the sites, people's docstrings are
completed one by one. What is wrong is listed below the table.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any

from benchmarks.checks.corpus import fetch
from benchmarks.packages import package
from benchmarks.words.compare import FIGURES, Found
from benchmarks.words.docstrings import PACKAGES, measure_docstrings
from benchmarks.words.docstrings import QUICK as QUICK_PACKAGES
from benchmarks.words.site import Site, measure
from benchmarks.words.sites import MKDOCS, QUICK, SPHINX

WORKERS = 2
_COLUMNS = ("filled", "failed", "sent", *FIGURES, "seconds")
_LISTED = 12
"""Lines printed for each figure of a site; the JSON has all."""


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build and compare all sites; `quick` takes two of each tool. `AIDOC_WORDS` chooses by a part of the name."""
    part = os.environ.get("AIDOC_WORDS", "")
    sites = [site for site in (*MKDOCS, *SPHINX) if (not quick or site.name in QUICK) and part in site.name]
    packages = () if part else QUICK_PACKAGES if quick else PACKAGES
    for requirement in dict.fromkeys(one for site in sites for one in site.requirements):
        package(requirement)
    fetch(packages)
    rows: dict[str, dict[str, Any]] = {}
    offenders: dict[str, list[str]] = {}
    # Not forked: each local Azure has threads.
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        works = {pool.submit(_site, site): site.name for site in sites}
        works |= {pool.submit(_docstrings, one): f"docstrings: {one}" for one in packages}
        for number, work in enumerate(as_completed(works), 1):
            name = works[work]
            rows[name], offenders[name] = work.result()
            print(f"[{number}/{len(works)}] {_line(name, rows[name])}", file=sys.stderr, flush=True)
    total: Counter[str] = Counter()
    for row in rows.values():
        total.update({key: row.get(key, 0) for key in FIGURES})
    return {
        "packages": len({name.partition(": ")[2].partition(" ")[0].partition("==")[0] for name in rows}),
        **{figure: total[figure] for figure in FIGURES},
        "not_built": sum(row.get("not_built", 0) for row in rows.values()),
        "docstrings": sum(row.get("docstrings", 0) for row in rows.values()),
        "docstrings_changed": sum(row.get("docstrings_changed", 0) for row in rows.values()),
        "rows": dict(sorted(rows.items())),
        "offenders": {name: lines for name, lines in sorted(offenders.items()) if lines},
    }


def _site(site: Site) -> tuple[dict[str, Any], list[str]]:
    started = time.monotonic()
    try:
        found, counts = measure(site)
    except (OSError, RuntimeError, ValueError) as error:  # told in its row; the other sites go on
        found, counts = Found(offenders=[str(error)]), {"not_built": 1}
    return {**counts, **found.figures, "seconds": round(time.monotonic() - started, 1)}, found.offenders


def _docstrings(requirement: str) -> tuple[dict[str, Any], list[str]]:
    started = time.monotonic()
    number, wrong = measure_docstrings(requirement)
    changed = len({line.partition(":")[0] for line in wrong})
    seconds = round(time.monotonic() - started, 1)
    return {"docstrings": number, "docstrings_changed": changed, "seconds": seconds}, wrong


def table(figures: dict[str, Any]) -> str:
    """The figures as a Markdown table, and what is wrong."""
    rows: dict[str, dict[str, Any]] = {}
    docstrings: dict[str, dict[str, Any]] = {}
    for name, row in figures["rows"].items():
        (docstrings if "docstrings" in row else rows)[name] = row
    lines = [f"| site | {' | '.join(_COLUMNS)} |", f"|---|{'---|' * len(_COLUMNS)}"]
    lines += [f"| {name} | {' | '.join(str(row.get(key, '')) for key in _COLUMNS)} |" for name, row in rows.items()]
    lines += [_line(name, row) for name, row in docstrings.items()]
    for name, found in figures["offenders"].items():
        seen: Counter[str] = Counter()
        for line in found:
            kind = next((figure for figure in FIGURES if f"{figure}: " in line), "changed")
            seen[kind] += 1
            if seen[kind] <= _LISTED:
                lines.append(f"{name}: {line}")
        lines += [f"{name}: {kind}: and {number - _LISTED} more" for kind, number in seen.items() if number > _LISTED]
    keys = ("packages", *FIGURES, "not_built", "docstrings", "docstrings_changed")
    return "\n".join([*lines, ", ".join(f"{key} {figures[key]}" for key in keys)])


def _line(name: str, row: dict[str, Any]) -> str:
    return f"{name}: {', '.join(f'{key} {value}' for key, value in row.items() if value or key in FIGURES[:4])}"
