"""The contradictions that people are shown in their own docstrings: how many of them are true.

Every finding was judged by a person's reading of the source: `human_judged.jsonl` holds one a line, with the source
lines beside it, and `human_sets.json` the packages of each set. No rule was tuned on these packages before they were
read; the kinds of what was false then are mended, and those verdicts are kept, so that a change of the rules which
brings one back is counted. What it brings up newly is `unjudged` until somebody has read it, and counts as neither.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from math import sqrt
from pathlib import Path
from typing import Any

from aidoc_core.checks import check_human
from aidoc_core.code.packages import read_package
from benchmarks.checks.corpus import fetch

HERE = Path(__file__).parent
JUDGED = HERE / "human_judged.jsonl"
"""`package`, `object`, `rule` and `message` of each finding, `source`, and the verdict: `true` with its `reason`."""
SETS: dict[str, dict[str, str]] = json.loads((HERE / "human_sets.json").read_text(encoding="utf-8"))
"""By set, the packages that no rule was tuned on before they were read, with the names they are imported by."""
SECONDS = 540.0
"""For all of it; a package that is not read by then is told, and keeps its verdicts for the next run."""
WORKERS = 2
QUICK = 3
_Key = tuple[str, str, str, str]


def run(*, quick: bool = False, seconds: float = SECONDS) -> dict[str, Any]:
    """Check every docstring of the packages, and look each finding up; `quick` takes three of them."""
    end = time.monotonic() + seconds
    packages = {requirement: name for one in reversed(SETS.values()) for requirement, name in one.items()}
    wanted = list(packages)[: QUICK if quick else None]
    verdicts = judged()
    with ThreadPoolExecutor(WORKERS) as pool:  # each waits for a process, which can be ended
        read = dict(zip(wanted, pool.map(lambda one: _read(one, packages[one], end), wanted), strict=True))
    rows, unjudged = {}, []
    for requirement, row in read.items():
        if row is None:
            continue
        keys: list[_Key] = [(requirement, *found) for found in row.pop("found")]
        known = [verdicts[key] for key in keys if key in verdicts]
        unjudged += [key for key in keys if key not in verdicts]
        rows[requirement] = {**row, "findings": len(keys), "true": sum(known), "false": len(known) - sum(known)}
    true, false = (sum(row[key] for row in rows.values()) for key in ("true", "false"))
    return {
        "packages": len(rows),
        "not_read": [requirement for requirement, row in read.items() if row is None],
        "docstrings": sum(row["docstrings"] for row in rows.values()),
        "findings": sum(row["findings"] for row in rows.values()),
        "precision": round(true / max(1, true + false), 3),
        "first_read": first_read(verdicts),
        "unjudged": len(unjudged),
        "unjudged_findings": [" ".join(key) for key in unjudged],
        "rows": rows,
    }


def first_read(verdicts: dict[_Key, bool]) -> dict[str, dict[str, Any]]:
    """What each set had when it was read for the first time, before what was false in it was mended as a kind."""
    names = {package: name for name, packages in SETS.items() for package in packages}
    by_set: dict[str, list[bool]] = {name: [] for name in SETS}
    for (package, *_), true in verdicts.items():
        by_set[names[package]].append(true)
    return {
        name: {
            "packages": len(SETS[name]),
            "findings": len(all_),
            "true": sum(all_),
            "precision": round(sum(all_) / max(1, len(all_)), 3),
            "interval": interval(sum(all_), len(all_)),
        }
        for name, all_ in by_set.items()
    }


def interval(true: int, all_: int) -> tuple[float, float]:
    """Where the share lies with a confidence of 95 % (Wilson), if the findings were drawn one by one."""
    if not all_:
        return 0.0, 1.0
    z, share = 1.96, true / all_
    middle = share + z * z / (2 * all_)
    half = z * sqrt(share * (1 - share) / all_ + z * z / (4 * all_ * all_))
    return round((middle - half) / (1 + z * z / all_), 3), round((middle + half) / (1 + z * z / all_), 3)


def judged() -> dict[_Key, bool]:
    """Whether each finding that somebody has read is true."""
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    return {(one["package"], one["object"], one["rule"], one["message"]): one["true"] for one in entries}


def _read(requirement: str, name: str, end: float) -> dict[str, Any] | None:
    """A package read in a process of its own; `None` if there is no time left."""
    command = [sys.executable, "-m", "benchmarks.human", requirement, name]
    left = end - time.monotonic()
    try:
        done = subprocess.run(command, timeout=max(left, 0.01), check=True, capture_output=True)
    except subprocess.TimeoutExpired:
        return None
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def read(requirement: str, name: str) -> dict[str, Any]:
    """The findings in one package."""
    site = fetch((requirement,))
    started = time.process_time()
    objects = [obj for obj in read_package(name, [site]) if obj.human.strip()]
    found = [(obj.path, finding.rule, finding.message) for obj in objects for finding in check_human(obj)]
    seconds = round(time.process_time() - started, 1)
    return {"docstrings": len(objects), "found": found, "cpu_s": seconds}


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = [f"{name}: {', '.join(f'{key} {value}' for key, value in row.items())}"
             for name, row in figures["rows"].items()]  # fmt: skip
    lines += figures["unjudged_findings"]
    lines += [f"not read in time: {name}" for name in figures["not_read"]]
    for name, row in figures["first_read"].items():
        lines.append(f"{name} set when first read: {', '.join(f'{key} {value}' for key, value in row.items())}")
    total = ("packages", "docstrings", "findings", "precision", "unjudged")
    return "\n".join([*lines, ", ".join(f"{key} {figures[key]}" for key in total)])


if __name__ == "__main__":
    json.dump(read(*sys.argv[1:]), sys.stdout)
