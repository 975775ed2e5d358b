"""The contradictions that people are shown in their own docstrings: how many of them are true.

Every finding was judged by a person's reading of the source: `human_judged.jsonl` holds one a line, with the source
lines beside it. No rule was tuned on these packages before they were read; the kinds of what was false then are mended,
and those verdicts are kept, so that a change of the rules which brings one back is counted. What it brings up newly is
`unjudged` until somebody has read it, and counts as neither.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from aidoc_core.checks import check_human
from aidoc_core.code.packages import read_package
from benchmarks.checks.corpus import fetch

JUDGED = Path(__file__).with_name("human_judged.jsonl")
"""`package`, `object`, `rule` and `message` of each finding, `source`, and the verdict: `true` with its `reason`."""
PACKAGES = {
    "astroid==4.3.4": "astroid",
    "dateparser==1.5.0": "dateparser",
    "lmfit==1.3.4": "lmfit",
    "prompt_toolkit==3.0.53": "prompt_toolkit",
    "tenacity==9.2.1": "tenacity",
    "treq==26.7.0": "treq",
    "gspread==6.2.1": "gspread",
    "invoke==3.0.3": "invoke",
    "jira==3.10.5": "jira",
    "pandera==0.35.0": "pandera",
    "arrow==1.4.0": "arrow",
    "klein==24.8.0": "klein",
    "logilab-common==2.1.0": "logilab.common",
}
"""Packages that the rules were not tuned on, in every style, with the names that they are imported by."""
QUICK = 3


def run(*, quick: bool = False) -> dict[str, Any]:
    """Check every docstring of the packages, and look each finding up; `quick` takes three of them."""
    requirements = tuple(PACKAGES)[: QUICK if quick else None]
    site = fetch(requirements)
    verdicts = judged()
    rows = {}
    unjudged = []
    for requirement in requirements:
        started = time.process_time()
        objects = [obj for obj in read_package(PACKAGES[requirement], [site]) if obj.human.strip()]
        findings = [(obj.path, finding) for obj in objects for finding in check_human(obj)]
        found = [(requirement, path, finding.rule, finding.message) for path, finding in findings]
        known = [verdicts[key] for key in found if key in verdicts]
        unjudged += [key for key in found if key not in verdicts]
        rows[requirement] = {
            "docstrings": len(objects),
            "findings": len(found),
            "true": sum(known),
            "false": len(known) - sum(known),
            "cpu_s": round(time.process_time() - started, 1),
        }
    true, false = (sum(row[key] for row in rows.values()) for key in ("true", "false"))
    return {
        "packages": len(rows),
        "docstrings": sum(row["docstrings"] for row in rows.values()),
        "findings": sum(row["findings"] for row in rows.values()),
        "precision": round(true / max(1, true + false), 3),
        "precision_when_first_read": round(sum(verdicts.values()) / len(verdicts), 3),
        "unjudged": len(unjudged),
        "unjudged_findings": [" ".join(key) for key in unjudged],
        "rows": rows,
    }


def judged() -> dict[tuple[str, str, str, str], bool]:
    """Whether each finding that somebody has read is true."""
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    return {(one["package"], one["object"], one["rule"], one["message"]): one["true"] for one in entries}


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = [f"{name}: {', '.join(f'{key} {value}' for key, value in row.items())}"
             for name, row in figures["rows"].items()]  # fmt: skip
    total = {
        key: figures[key]
        for key in ("packages", "docstrings", "findings", "precision", "precision_when_first_read", "unjudged")
    }
    last = ", ".join(f"{key} {value}" for key, value in total.items())
    return "\n".join([*lines, *figures["unjudged_findings"], last])
