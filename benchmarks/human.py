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
EARLIER = {
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
FOURTH = {
    "pywavelets==1.9.0": "pywt",
    "imageio==2.38.1": "imageio",
    "falcon==4.4.0": "falcon",
    "websockets==17.4": "websockets",
    "boto3==1.44.8": "boto3",
    "pyramid==2.1": "pyramid",
    "peewee==4.5.3": "peewee",
    "lxml==6.1.3": "lxml",
    "tqdm==4.70.1": "tqdm",
    "h5py==3.16.0": "h5py",
}
FIFTH = {
    "netmiko==4.8.0": "netmiko",
    "control==0.10.2": "control",
    "uproot==5.7.7": "uproot",
    "gitpython==3.2.1": "git",
    "python-docx==1.2.0": "docx",
    "aiohttp==3.14.5": "aiohttp",
    "ansible-runner==2.4.3": "ansible_runner",
    "autograd==1.9.1": "autograd",
    "einops==0.8.2": "einops",
    "markdown-it-py==4.3.0": "markdown_it",
    "marshmallow==4.4.0": "marshmallow",
    "pdfminer.six==20260107": "pdfminer",
    "pexpect==4.9.0": "pexpect",
    "pvlib==0.16.1": "pvlib",
}
SIXTH = {
    "hvac==2.4.0": "hvac",
    "formulaic==1.2.2": "formulaic",
    "patsy==1.0.3": "patsy",
    "emcee==3.1.6": "emcee",
    "mlxtend==0.25.0": "mlxtend",
    "resampy==0.4.3": "resampy",
    "stevedore==5.10.0": "stevedore",
    "mido==1.3.3": "mido",
    "simpy==4.1.2": "simpy",
}
SLOW = {
    "fourth": (
        "networkx==3.6.1", "elasticsearch==9.5.1", "trio==0.35.0", "mitmproxy==11.0.2", "bokeh==3.9.2",
        "cryptography==50.0.2", "psycopg==3.3.9",
    ),
    "fifth": ("openpyxl==3.1.5", "pydicom==3.0.2", "nibabel==5.4.2", "thinc==9.1.1", "hypothesis==6.170.17"),
    "sixth": (
        "pyvisa==1.16.2", "lifelines==0.30.3", "imbalanced-learn==0.14.2", "python-gitlab==8.6.0", "tslearn==0.10.0",
        "plumbum==2.0.2", "pymodbus==3.16.1",
    ),
}  # fmt: skip
"""Read and judged once with their set, and too slow to be read each time."""
SETS = {"first to third": EARLIER, "fourth": FOURTH, "fifth": FIFTH, "sixth": SIXTH}
"""Packages that no rule was tuned on before they were read, in every style, with the names they are imported by."""
PACKAGES = EARLIER | FOURTH | FIFTH | SIXTH
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
        "first_read": first_read(verdicts),
        "unjudged": len(unjudged),
        "unjudged_findings": [" ".join(key) for key in unjudged],
        "rows": rows,
    }


def first_read(verdicts: dict[tuple[str, str, str, str], bool]) -> dict[str, dict[str, float]]:
    """What each set had when it was read for the first time, before what was false in it was mended as a kind."""
    by_set: dict[str, list[bool]] = {name: [] for name in SETS}
    names = {package: name for name, packages in SETS.items() for package in (*packages, *SLOW.get(name, ()))}
    for (package, *_), true in verdicts.items():
        by_set[names[package]].append(true)
    return {
        name: {"findings": len(all_), "true": sum(all_), "precision": round(sum(all_) / max(1, len(all_)), 3)}
        for name, all_ in by_set.items()
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
    lines += figures["unjudged_findings"]
    for name, row in figures["first_read"].items():
        lines.append(f"{name} set when first read: {', '.join(f'{key} {value}' for key, value in row.items())}")
    total = ("packages", "docstrings", "findings", "precision", "unjudged")
    return "\n".join([*lines, ", ".join(f"{key} {figures[key]}" for key in total)])
