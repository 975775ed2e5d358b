"""What each rule is worth: the wrong texts that it sees, and those that no other sees, beside its findings on people's.

`python -m benchmarks worth [--set read|blind]`. Wrong texts are the sentences of every bank that is open by now
(`blind_bank.BANKS`) and the mutations and sentences of `checks`; people's are the docstrings of one half of the mass
set, the one that is read where none is named. What was judged of a rule's findings, there and in the other sets of
people's docstrings, tells how often it is right. A rule that is mostly wrong there and sees hardly anything alone
costs more than it gives. Banks and packages are read in processes of their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aidoc_core.checks import RULES
from benchmarks.checks import mass, people
from benchmarks.checks.blind_bank import BANKS

SECONDS, WORKERS = 3_000.0, 2
"""For one bank, and how many are run at once."""
COLUMNS = ("bank", "bank alone", "mutations", "mutations alone", "right touched", "people", "rejects", "true", "false")


def run(*, quick: bool = False, only: str = "read") -> dict[str, Any]:
    """Run the banks, the mutations and one half of the mass set.

    Args:
        quick: One function a wording, and few packages.
        only: The half of the mass set.
    """
    commands = [("claims", "--bank", name) for name in BANKS] + [("checks",)]
    with ThreadPoolExecutor(WORKERS) as pool:
        *banks, mutated = pool.map(lambda command: _figures(*command, *(["--quick"] if quick else [])), commands)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for bank in banks:
        for rule, saw in bank["rules"].items():
            counted[rule].update({"bank": saw.get("false", 0), "bank alone": saw["alone"]})
            counted[rule]["right touched"] += saw.get("right", 0)
    for rule, count in mutated["seen_by"].items():
        counted[rule]["mutations"] += count
    for rule, count in mutated["alone"].items():
        counted[rule]["mutations alone"] += count
    texts = mass.run(quick=quick, only=only)["sets"][only]
    for rule, found in texts["by_rule"].items():
        counted[rule].update({"people": found["found"], "rejects": found["rejects"]})
    for rule, true in verdicts():
        counted[rule]["true" if true else "false"] += 1
    return {
        "rules": {rule.id: {column: counted[rule.id][column] for column in COLUMNS} for rule in RULES},
        "banks": {bank["bank"]: _sums(bank) for bank in banks},
        "people": {key: texts[key] for key in ("packages", "docstrings", "touched", "rejected", "cpu_ms", "not_read")},
    }


def verdicts() -> list[tuple[str, bool]]:
    """Rule and truth of each finding that somebody has judged."""
    return [(rule, true) for (_, rule, _, _), true in mass.judged().items()] + [
        (rule, one["true"]) for (_, rule, _, _), one in people.judged().items()
    ]


def _sums(bank: dict[str, Any]) -> dict[str, int]:
    false = [sorts.get("false", {}) for sorts in bank["kinds"].values()]
    return {
        "false": sum(one.get("tried", 0) for one in false),
        "seen": sum(one.get("hit", 0) for one in false),
        "right touched": len(bank["touched"]),
        "not reached": bank["not_reached"],
    }


def _figures(*command: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *command, "--json"],
        env=os.environ | {"AIDOC_CLAIMS_SECONDS": str(SECONDS)}, timeout=2 * SECONDS, check=True, capture_output=True,
    )  # fmt: skip
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown; precision is the share of the judged findings that are true."""
    lines = [f"| rule | {' | '.join(COLUMNS)} | precision % |", f"|---|{'---|' * (len(COLUMNS) + 1)}"]
    for rule, row in figures["rules"].items():
        judged = row["true"] + row["false"]
        precision = f"{100 * row['true'] / judged:.0f}" if judged else "-"
        lines.append(f"| {rule} | {' | '.join(str(row[column]) for column in COLUMNS)} | {precision} |")
    lines += ["", *(f"- {name}: {sums}" for name, sums in figures["banks"].items()), f"- people: {figures['people']}"]
    return "\n".join(lines)
