"""How aidoc grows: CPU time and memory for each object at 1,000, 10,000 and 100,000 objects, and lookups in the cache.

The packages are made of real ones; what has no docstring has an answer in the cache. What is measured is what the
MkDocs plugin does in a build without rendering: find, read, look up, check, attach, report, appendix. Each size is
built twice: the first build has nothing that earlier ones have worked out, the second has all of it.

It ends within ten minutes. What is prepared and measured by then is kept, so that another run goes on from there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

from benchmarks.scale.site import TOP_DIRECTORY, site_of
from benchmarks.twins import COMPILED
from benchmarks.words.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SIZES = (1_000, 10_000, 100_000)
"""Objects, at least."""
COPY = 760
"""Objects that pages show of one copy; see `made_up`."""
SECONDS = 570.0
_MARGIN = 1.3
"""A larger build may take that much more for each object until it is thought not to end."""
_BUILDS = ("first", "again")


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of one run."""

    end: float

    @property
    def left(self) -> float:
        """Seconds."""
        return self.end - time.monotonic()


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build each size twice, the small ones first."""
    clock = Clock(time.monotonic() + SECONDS)
    kept = Kept(TOP_DIRECTORY / "rows")
    rows: dict[str, dict[str, Any]] = {}
    for size in SIZES[: 2 if quick else None]:
        for build in _BUILDS:
            name = f"{size} {build}"
            known = kept.read().get(name)
            row = known[0] if known else _measure(size, build, rows.get(f"{size // 10} {build}"), clock)
            kept.add(name, row, [])
            rows[name] = row
    return {**sums(rows), "rows": rows}


def _measure(size: int, build: str, smaller: Mapping[str, Any] | None, clock: Clock) -> dict[str, Any]:
    """Build one size once; a row that tells why not where there is no time for it."""
    site = site_of(copies_for(size), lambda: clock.left > 0)
    if site is None:
        return {"not_run": "the answers are not all made"}
    expected = 0.0 if smaller is None else expected_seconds(smaller, size)
    if expected > clock.left:
        return {"not_run": f"would take {expected:.0f} s" if isfinite(expected) else "nor did the smaller one"}
    if build == "first":
        shutil.rmtree(site / ".aidoc/cache/memo", ignore_errors=True)
    command = [sys.executable, "-m", "benchmarks.scale.build", str(site), _small(site).name]
    try:
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=clock.left, env={**os.environ, **COMPILED}
        )
    except subprocess.TimeoutExpired:
        return {"not_run": "did not end in time"}
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def _small(site: Path) -> Path:
    """The smallest site that there is: it is built first, for the imports."""
    made = (one.parent for one in site.parent.glob("site-*/ready"))
    return min(made, key=lambda one: int(one.name.split("-")[1]))


def copies_for(size: int) -> int:
    """How many copies have as many objects."""
    return -(-size // COPY)


def expected_seconds(smaller: Mapping[str, Any], size: int) -> float:
    """How long a build may take by the clock, by one of fewer objects; forever, if that one was not built."""
    return inf if "not_run" in smaller else float(smaller["seconds"] / smaller["objects"] * size * _MARGIN)


def sums(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The figures of all rows: of the first builds, and growth of those that find what an earlier one has kept, too."""
    first, again = ([rows.get(f"{size} {build}", {}) for size in SIZES] for build in _BUILDS)
    largest: Mapping[str, Any] = next((row for row in reversed(first) if "objects" in row), {})
    reached = first[-1] if "objects" in first[-1] else {}
    return {
        "growth_per_object": growth(first),
        "growth_per_object_again": growth(again),
        "peak_gb_100k": round(reached["peak_mb"] / 1024, 2) if reached else None,
        "largest": largest.get("objects", 0),
        "peak_gb_largest": round(largest.get("peak_mb", 0) / 1024, 2),
        "kept_kb_per_object": largest.get("kept_kb_per_object"),
        "lookups_per_s": largest.get("lookups_per_s"),
        "not_reached": [name for name, row in rows.items() if "not_run" in row],
    }


def growth(rows: Sequence[Mapping[str, Any]]) -> float | None:
    """How much more CPU time the largest size takes for an object than the smallest; `None` of fewer than two."""
    costs = [row["us_per_object"] for row in rows if "us_per_object" in row]
    return round(costs[-1] / costs[0] - 1, 3) if len(costs) > 1 else None


_COLUMNS = ("objects", "us_per_object", "host_cpu_s", "host_mb", "peak_mb", "kept_kb_per_object", "lookups_per_s")


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = [f"| build | {' | '.join(_COLUMNS)} | CPU s |", f"|{'---|' * (len(_COLUMNS) + 2)}"]
    for name, row in figures["rows"].items():
        if "not_run" in row:
            lines.append(f"| {name} | not run: {row['not_run']} |")
            continue
        stages = ", ".join(f"{stage} {seconds}" for stage, seconds in row["cpu_s"].items())
        lines.append(f"| {name} | {' | '.join(str(row[column]) for column in _COLUMNS)} | {stages} |")
    lines += [f"{name}: {value}" for name, value in figures.items() if name != "rows"]
    return "\n".join(lines)
