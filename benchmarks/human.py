"""The checks over people's own docstrings of popular packages, in three styles: crashes and findings."""

from __future__ import annotations

import time
from typing import Any

from aidoc_core.checks import check_human
from aidoc_core.code.packages import read_package
from benchmarks.checks.corpus import DEVELOPMENT, HELD_OUT, TOP, fetch


def run(*, quick: bool = False) -> dict[str, Any]:
    """Check every docstring of the packages; `quick` takes five of them."""
    requirements = (DEVELOPMENT + HELD_OUT)[: 5 if quick else None]
    site = fetch(requirements)
    rows = {}
    for requirement in requirements:
        name = requirement.partition("==")[0]
        objects = [obj for obj in read_package(TOP.get(name, name), [site]) if obj.human.strip()]
        started = time.process_time()
        crashes, findings = 0, 0
        for obj in objects:
            try:
                findings += len(check_human(obj))
            except Exception as error:  # noqa: BLE001 - what is counted here
                crashes += 1
                print(f"{obj.location}: {obj.path}: {error!r}")
        rows[requirement] = {
            "docstrings": len(objects),
            "findings": findings,
            "crashes": crashes,
            "cpu_ms_each": round(1000 * (time.process_time() - started) / max(1, len(objects)), 2),
        }
    return {
        "packages": len(rows),
        "docstrings": sum(row["docstrings"] for row in rows.values()),
        "crashes": sum(row["crashes"] for row in rows.values()),
        "findings": sum(row["findings"] for row in rows.values()),
        "rows": rows,
    }


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = [f"{name}: {', '.join(f'{key} {value}' for key, value in row.items())}"
             for name, row in figures["rows"].items()]  # fmt: skip
    total = {key: figures[key] for key in ("packages", "docstrings", "crashes", "findings")}
    return "\n".join([*lines, ", ".join(f"{key} {value}" for key, value in total.items())])
