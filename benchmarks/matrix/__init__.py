"""Every set-up of `setups.toml` built without and with aidoc, and compared.

`python -m benchmarks matrix [--quick] [--part 1/2] [--again]`. Environments are made by uv below `benchmarks/work/`,
which takes the network the first time. `AIDOC_MATRIX` chooses by a part of a set-up's group or name. What could be
built before is not built again, unless `--again` is given. All that is known goes to `results.json`, and from there
into the page "Works with" of the documentation.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.matrix.compare import FIGURES, measure
from benchmarks.matrix.environment import NotInstalledError, interpreter, versions
from benchmarks.matrix.page import FILE, written
from benchmarks.matrix.setup import Environment, Setup, read_setups
from benchmarks.matrix.site import Site
from benchmarks.packages import WORK

RESULTS = Path(__file__).with_name("results.json")
TOP = WORK / "matrix"
SECONDS = 560
"""For all; what was not begun by then is not run."""
WORKERS = 2
_NAMED = {"python", "mkdocs", "properdocs", "mkdocstrings", "mkdocstrings-python", "griffe", "griffelib", "sphinx"}
_LISTED = 6
_FINE = ("filled", "not filled, told")
_FAILED = ("not installed", "too slow", "fails without aidoc")


def run(*, quick: bool = False, part: str = "1/1", again: bool = False) -> dict[str, Any]:
    """Build and compare all set-ups that were not measured before.

    Args:
        quick: One set-up of each group.
        part: Which part of how many.
        again: Measure what has a row, too.
    """
    until = time.time() + float(os.environ.get("AIDOC_MATRIX_SECONDS", SECONDS))
    setups, environments = read_setups()
    kept = _Results(RESULTS, setups)
    chosen = os.environ.get("AIDOC_MATRIX", "")
    before = {name: row["status"] for name, row in kept.rows.items()}
    wanted = [one for one in setups if chosen in _title(one)]
    if quick:
        wanted = [one for number, one in enumerate(wanted) if number == 0 or wanted[number - 1].group != one.group]
    number, _, parts = part.partition("/")
    left = [one for one in wanted[int(number) - 1 :: int(parts)] if again or not kept.has(_title(one))]
    pythons = {name: _environment(environments[name], until) for name in dict.fromkeys(one.environment for one in left)}
    kept.environments |= {name: exact for name, (_, exact) in pythons.items() if exact}
    with ThreadPoolExecutor(WORKERS) as pool:
        for setup, row in zip(
            left, pool.map(lambda one: _row(one, pythons[one.environment], until), left), strict=True
        ):
            if row is not None:
                kept.add(_title(setup), row)
                print(_line(setup, row), file=sys.stderr, flush=True)
    kept.write()
    not_run = [_title(one) for one in wanted if _title(one) not in kept.rows]
    worse = [name for name, row in kept.rows.items() if row["status"] not in (*_FINE, before.get(name))]
    return {"environments": kept.environments, "rows": kept.rows, "not_run": not_run, "worse": worse}


class _Results:
    """What is known of all set-ups, written with each row and with the page: whatever ends the run, nothing is lost."""

    def __init__(self, file: Path, setups: list[Setup]) -> None:
        self._file, self._setups = file, setups
        known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {"environments": {}, "rows": {}}
        self.environments: dict[str, dict[str, str]] = known["environments"]
        self.rows: dict[str, dict[str, Any]] = known["rows"]

    def has(self, name: str) -> bool:
        """Whether a set-up was built; what could not be is tried again."""
        return self.rows.get(name, {"status": _FAILED[0]})["status"] not in _FAILED

    def add(self, name: str, row: dict[str, Any]) -> None:
        """Keep a row."""
        self.rows[name] = row
        self.write()

    def write(self) -> None:
        """Write what is known of the set-ups that there are, in their order."""
        titles = [_title(one) for one in self._setups]
        self.rows = {one: self.rows[one] for one in titles if one in self.rows}
        used = {one.environment for one in self._setups}
        self.environments = {name: self.environments[name] for name in sorted(used & self.environments.keys())}
        found = {"environments": self.environments, "rows": self.rows}
        self._file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        page = written(FILE.read_text(encoding="utf-8"), self._setups, self.rows, self.environments)
        FILE.write_text(page, encoding="utf-8")


def _title(setup: Setup) -> str:
    return f"{setup.group}: {setup.name}"


def _environment(environment: Environment, until: float) -> tuple[Path | str, dict[str, str]]:
    """The interpreter, or the reason why there is none; and what is installed."""
    if time.time() > until:
        return "", {}
    try:
        python = interpreter(environment)
    except NotInstalledError as error:
        return str(error), {}
    wanted = {re.split(r"[\[<>=! ]", one)[0].lower() for one in environment.requires}
    return python, {name: exact for name, exact in versions(python).items() if name.lower() in wanted | _NAMED}


def _row(setup: Setup, known: tuple[Path | str, dict[str, str]], until: float) -> dict[str, Any] | None:
    """What is known of a set-up; nothing if there was no time left."""
    python = known[0]
    if not python or time.time() > until:
        return None
    if isinstance(python, str):
        return {"status": "not installed", "reason": python}
    try:
        figures, wrong = measure(Site(setup, TOP / "sites", python))
    except RuntimeError as error:
        return {"status": "fails without aidoc", "reason": str(error).strip().splitlines()[-1][:300]}
    except subprocess.TimeoutExpired as error:
        return {"status": "too slow", "reason": f"more than {error.timeout:.0f} s"}
    result, wrong = status(setup, figures, wrong)
    kept = {name: figures[name] for name in ("asked", "filled", "on_demand", *FIGURES) if figures[name]}
    row = {"status": result, **kept, "shown": figures["shown"]}
    return row | ({"wrong": wrong[:_LISTED]} if row["status"] == "differs" else {})


def status(setup: Setup, figures: dict[str, int], wrong: list[str]) -> tuple[str, list[str]]:
    """What came of a set-up, and what is wrong with it.

    Args:
        setup: The set-up.
        figures: What was counted.
        wrong: What differs, with the warning that aidoc owes to set-ups that it cannot fill.
    """
    told = [line for line in wrong if setup.says and setup.says in line and "aidoc" in line]
    figures["warnings_added"] -= len(told)
    left = [line for line in wrong if line not in told]
    if any(figures[name] for name in FIGURES):
        return "differs", left
    if setup.says:
        return "not filled, told" if told else "not filled, in silence", left
    return "filled" if figures["shown"] else "nothing filled", left


def _line(setup: Setup, row: dict[str, Any]) -> str:
    told = ", ".join(f"{name} {value}" for name, value in row.items() if name not in ("status", "wrong"))
    return "\n    ".join([f"{_title(setup)}: {row['status']} ({told})", *row.get("wrong", ())])


def table(figures: dict[str, Any]) -> str:
    """The set-ups as a Markdown table, and how many of each status there are."""
    lines = ["| set-up | result | objects filled |", "|---|---|---|"]
    lines += [f"| {name} | {row['status']} | {row.get('filled', '')} |" for name, row in figures["rows"].items()]
    statuses = [row["status"] for row in figures["rows"].values()]
    counts = [f"{statuses.count(status)} {status}" for status in dict.fromkeys(statuses)]
    return "\n".join([*lines, "", ", ".join(counts), *(f"not run: {name}" for name in figures["not_run"]),
                      *(f"worse than before: {name}" for name in figures["worse"])])  # fmt: skip
