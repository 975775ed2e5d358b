"""What aidoc adds to a rebuild after an edit of one function: `mkdocs serve` at 10,000 objects, and Sphinx.

MkDocs: one process, the plugin kept from build to build as `serve` keeps it; mkdocstrings loads and collects everything
anew, as it does at every rebuild, and aidoc's hooks run. Pages are not rendered: the figure is what the hooks take.

Sphinx: sphinx-autobuild starts a process for each rebuild, so two sites of click, with aidoc and with the same texts in
the source, are rebuilt by turns after the same edit.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any

from benchmarks.scale import copies_for, expected_seconds
from benchmarks.scale.site import edit, site_of
from benchmarks.twins import COMPILED, pair

SECONDS = 540.0
SIZES = (1_000, 10_000)
"""Objects, at least; the larger site is built if there is time for it."""
EDITS = 2
_SPHINX_MODULE = "click/globals.py"
_SPHINX_SECONDS = 240.0
"""Making its sites may take so long."""


def run(*, quick: bool = False) -> dict[str, Any]:
    """Edit and rebuild a few times in each tool."""
    end = time.monotonic() + SECONDS
    edits = 1 if quick else EDITS
    cases: dict[str, dict[str, Any]] = {}
    smaller: dict[str, Any] = {"seconds": 0.0, "objects": 1}
    for size in SIZES[: 1 if quick else None]:
        smaller = cases[f"mkdocs {size}"] = _mkdocs(size, edits, end, smaller)
    if not quick:
        cases["sphinx click"] = _sphinx(edits, end)
    reached = [case["extra_cpu_ms"] for name, case in cases.items() if "mkdocs" in name and "extra_cpu_ms" in case]
    return {"extra_cpu_ms": reached[-1] if reached else None, "cases": cases}


def _mkdocs(size: int, edits: int, end: float, smaller: dict[str, Any]) -> dict[str, Any]:
    site = site_of(copies_for(size), lambda: time.monotonic() < end, name="serve")
    if site is None:
        return {"not_run": "the answers are not all made"}
    left, expected = end - time.monotonic(), expected_seconds(smaller, size)
    if expected > left:
        return {"not_run": f"would take {expected:.0f} s"}
    command = [sys.executable, "-m", "benchmarks.scale.build", str(site), "--edits", str(edits)]
    started = time.monotonic()
    try:
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=left, env={**os.environ, **COMPILED}
        )
    except subprocess.TimeoutExpired:
        return {"not_run": "did not end in time"}
    builds = json.loads(done.stdout)["builds"]
    seconds = round(time.monotonic() - started, 1)
    return {**middle(builds[1:]), "first_cpu_ms": builds[0]["cpu_ms"], "edits": edits, "seconds": seconds}


def middle(rebuilds: list[dict[str, Any]]) -> dict[str, Any]:
    """The medians over some rebuilds."""
    host = round(statistics.median(one["host_cpu_ms"] for one in rebuilds))
    extra = round(statistics.median(one["cpu_ms"] for one in rebuilds))
    return {"objects": rebuilds[-1]["objects"], "extra_cpu_ms": extra, "host_cpu_ms": host}


def _sphinx(edits: int, end: float) -> dict[str, Any]:
    if time.monotonic() > end - _SPHINX_SECONDS:
        return {"not_run": "the time was up"}
    sites = pair("click==8.1.8", "sphinx")
    before = {site.paths[0] / _SPHINX_MODULE: (site.paths[0] / _SPHINX_MODULE).read_bytes() for site in sites}
    extra: list[float] = []
    try:
        for turn in range(-1, edits):  # the first time brings a function that is edited then
            if time.monotonic() > end:
                break
            for file in before:
                edit(file)
            ours, plain = (site.build() for site in sites)
            if turn >= 0:
                extra.append(ours - plain)
    finally:
        for file, text in before.items():
            file.write_bytes(text)
    return {"extra_cpu_ms": round(1000 * statistics.median(extra)) if extra else None, "edits": len(extra)}


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    rows = [f"{name}: {row}" for name, row in figures["cases"].items()]
    return "\n".join([*rows, f"extra_cpu_ms: {figures['extra_cpu_ms']}"])
