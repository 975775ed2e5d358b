"""People's docstrings at scale: all rules on those of some 130 packages of many fields, taken as answers.

`python -m benchmarks mass [--set NAME]`. `mass_sets.json` has the packages, divided by a hash of their
names: findings of one half were read and mended as kinds, those of the other half were judged first, a sample of them.
The others were chosen later, when the rules had been mended by those before them.
`mass_judged.jsonl` has the verdicts on the sample. Each package is read in a process of its own, which may take so much
CPU; what it takes longer for is told as not read. Gaps, markup and warnings are not counted, as in `people`.
"""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.asking.prompt import Ask, told
from aidoc_core.checks import Severity, check
from aidoc_core.checks.human import read_human
from aidoc_core.code.collect import from_griffe
from aidoc_core.code.gaps import whole_docstring
from benchmarks.checks.corpus import as_answer, fetch, with_whole_fields
from benchmarks.checks.people import counts

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
SAMPLE = {"function": 80, "class": 20}
"""Documented objects of each kind that are read of a package."""
SMALLER = {"function": 60, "class": 10}
SMALL = frozenset({"grounds", "grounds, second"})
"""Sets of which fewer are read."""
_PLURAL = {"function": "functions", "class": "classes"}
QUICK = 4
SECONDS, WORKERS = 120.0, 2
"""For one package, and how many are read at once."""
_APART = frozenset({"tests", "testing", "conftest", "test"})
_Row = dict[str, Any]


def sets() -> dict[str, dict[str, list[str]]]:
    """By set and requirement, the names that the package is imported by."""
    found: dict[str, dict[str, list[str]]] = json.loads((HERE / "mass_sets.json").read_text(encoding="utf-8"))
    return found


def half_of(name: str) -> str:
    """The set of a package: by its name, so that nobody chooses."""
    return "blind" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 else "read"


def judged() -> dict[tuple[str, str, str, str], bool]:
    """Whether each finding of the sample is true."""
    lines = (HERE / "mass_judged.jsonl").read_text(encoding="utf-8").splitlines()
    return {(one["object"], one["rule"], one["where"], one["message"]): one["true"] for one in map(json.loads, lines)}


def quoted() -> list[tuple[str, _Row]]:
    """Rule and line of each finding of the sample."""
    lines = (HERE / "mass_judged.jsonl").read_text(encoding="utf-8").splitlines()
    return [(one["rule"], one) for one in map(json.loads, lines)]


def run(*, quick: bool = False, only: str = "") -> dict[str, Any]:
    """Read the packages of both sets, or of one; `quick` takes a few of each."""
    if only and only not in sets():
        raise SystemExit(f"no set is called {only!r}; there are {', '.join(map(repr, sets()))}")
    verdicts = judged()
    rows = {}
    for name, packages in sets().items():
        if only in ("", name):
            with ThreadPoolExecutor(WORKERS) as pool:  # each waits for a process, which can be ended
                chosen = list(packages.items())[: QUICK if quick else None]
                sizes = [SMALLER if name in SMALL else SAMPLE] * len(chosen)
                rows_read = pool.map(_read, *zip(*chosen, strict=True), sizes)
                found = {requirement: row for (requirement, _), row in zip(chosen, rows_read, strict=True)}
            rows[name] = _counted(found, verdicts)
    return {"sets": rows}


def _counted(read: dict[str, _Row | None], verdicts: dict[tuple[str, str, str, str], bool]) -> _Row:
    known = [row for row in read.values() if row is not None]
    findings = [one for row in known for one in row["findings"]]
    keys = {(one["object"], one["rule"], one["where"], one["message"]) for one in findings}
    seen = [verdicts[key] for key in keys if key in verdicts]
    return {
        "packages": len(known),
        "not_read": [name for name, row in read.items() if row is None],
        "docstrings": sum(row["docstrings"] for row in known),
        "touched": len({one["object"] for one in findings}),
        "rejected": len({one["object"] for one in findings if one["severity"] == Severity.REJECT.value}),
        "cpu_ms": round(
            1_000 * sum(row["cpu_s"] for row in known) / max(1, sum(row["docstrings"] for row in known)), 1
        ),
        "judged": len(seen),
        "judged_false": seen.count(False),
        "rules": dict(Counter(rule for _, rule in {(one["object"], one["rule"]) for one in findings}).most_common()),
        "by_rule": _by_rule(findings, verdicts),
    }


def _by_rule(findings: list[_Row], verdicts: dict[tuple[str, str, str, str], bool]) -> dict[str, dict[str, int]]:
    """By rule, its findings, how many reject, and how many are known to be true or false."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in findings:
        counted = found[one["rule"]]
        verdict = verdicts.get((one["object"], one["rule"], one["where"], one["message"]))
        counted.update(["found", *(["true" if verdict else "false"] if verdict is not None else [])])
        counted["rejects"] += one["severity"] == Severity.REJECT.value
    return {rule: dict(counted) for rule, counted in sorted(found.items())}


def _read(requirement: str, names: list[str], sample: dict[str, int]) -> _Row | None:
    command = [sys.executable, "-m", "benchmarks.checks.mass", json.dumps(sample), requirement, *names]
    try:
        done = subprocess.run(command, timeout=SECONDS, check=True, capture_output=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    row: _Row = json.loads(done.stdout)
    return row


def read(requirement: str, names: list[str], sample: dict[str, int]) -> _Row:
    """What all rules say against the docstrings of one package.

    Args:
        requirement: The distribution and its version.
        names: What it is imported by.
        sample: How many documented objects of each kind are read.
    """
    site = fetch((requirement,))
    loader = griffe.GriffeLoader(search_paths=[site], allow_inspection=False)
    found: dict[str, list[griffe.Object]] = {kind: [] for kind in SAMPLE}
    for name in names:
        for obj in _documented(loader.load(name)):
            found[obj.kind.value].append(obj)
    row: _Row = {"docstrings": 0, "cpu_s": 0.0, "findings": []}
    for kind, objects in found.items():
        objects.sort(key=lambda obj: obj.path)
        random.Random(f"1{requirement.partition('==')[0]}{_PLURAL[kind]}").shuffle(objects)
        left = sample[kind]
        for one in objects:
            left -= _judge(one, row)
            if not left:
                break
    return row


def _judge(one: griffe.Object, row: _Row) -> bool:
    """Put a docstring to all rules, if it has sections."""
    obj = from_griffe(one)
    if obj is None or not obj.source:
        return False
    said = read_human(with_whole_fields(obj.human))
    if not (said["parameters"] or said.get("returns") or said.get("yields") or said["raises"]):
        return False
    question = told(Ask(obj=obj, gaps=whole_docstring(obj)))
    started = time.process_time()
    findings = check(as_answer(said), obj, question=question)
    row["cpu_s"] += time.process_time() - started
    row["docstrings"] += 1
    row["findings"] += [
        {"object": obj.path, "rule": f.rule, "severity": f.severity.value, "where": f.where, "message": f.message}
        for f in findings
        if counts(f)
    ]
    return True


def _documented(module: griffe.Object | griffe.Alias) -> Iterator[griffe.Object]:
    """Public functions and classes with a docstring."""
    for member in module.members.values():
        if isinstance(member, griffe.Alias) or member.name in _APART:
            continue
        if isinstance(member, griffe.Function | griffe.Class) and not member.name.startswith("_") and member.docstring:
            yield member
        if isinstance(member, griffe.Class | griffe.Module):
            yield from _documented(member)


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(
        f"{name}: {', '.join(f'{key} {value}' for key, value in row.items() if key != 'by_rule')}"
        for name, row in figures["sets"].items()
    )


if __name__ == "__main__":
    json.dump(read(sys.argv[2], sys.argv[3:], json.loads(sys.argv[1])), sys.stdout)
