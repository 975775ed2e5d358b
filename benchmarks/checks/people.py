"""People's docstrings taken as answers: what all rules say against them, each finding judged by the code.

`python -m benchmarks people [--set NAME]`. `people_sets.json` has the packages of each set, which no rule had been
tried on before its findings were read; `people_blind.json` and its six successors have sets of docstrings that were
chosen by somebody who had not opened the checks; `people_judged.jsonl` every finding that somebody has read, with its
verdict and reason. Gaps, markup and warnings are not counted: people write reST, and leave parts out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.asking.prompt import Ask, told
from aidoc_core.checks import RULES, Severity, check
from aidoc_core.code.gaps import whole_docstring
from benchmarks.checks.corpus import cases, fetch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks import Finding
    from aidoc_core.code.objects import ApiObject

HERE = Path(__file__).parent
SAMPLE, QUICK_SAMPLE = 80, 10
ALL = 100_000
"""Functions read of a package of which the docstrings are named."""
_SORTS = {rule.id: rule.sort for rule in RULES}


def sets() -> dict[str, list[str]]:
    """By set, its packages."""
    found: dict[str, list[str]] = json.loads((HERE / "people_sets.json").read_text(encoding="utf-8"))
    return found | {name: list(packages) for name, packages in named().items()}


def named() -> dict[str, dict[str, list[str]]]:
    """By set and package, the objects whose docstrings are read; of sets that are not here it is a sample."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(HERE.glob("people_blind*.json")):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


def judged() -> dict[tuple[str, str, str, str], dict[str, Any]]:
    """By object, rule, place and message, what was judged."""
    lines = (HERE / "people_judged.jsonl").read_text(encoding="utf-8").splitlines()
    return {(one["object"], one["rule"], one["where"], one["message"]): one for one in map(json.loads, lines)}


def findings(requirement: str, sample: int) -> Iterator[tuple[ApiObject, list[Finding]]]:
    """Documented functions of a package, each with what counts against its docstring."""
    paths = next((by_package[requirement] for by_package in named().values() if requirement in by_package), None)
    read = cases(requirement, fetch((requirement,)), sample if paths is None else ALL, whole=True)
    for case in read if paths is None else [case for case in read if case.obj.path in paths][:sample]:
        question = told(Ask(obj=case.obj, gaps=whole_docstring(case.obj)))
        found = check(case.said, case.obj, question=question)
        yield case.obj, [one for one in found if counts(one)]


def counts(finding: Finding) -> bool:
    """Whether a finding says something against a text that is complete and well-formed."""
    return finding.severity is not Severity.WARN and _SORTS[finding.rule] in ("contradiction", "style")


def run(*, quick: bool = False, only: str = "") -> dict[str, Any]:
    """Judge the docstrings of every set, or of one; `quick` takes a few of each package."""
    if only and only not in sets():
        raise SystemExit(f"no set is called {only!r}; there are {', '.join(map(repr, sets()))}")
    verdicts = judged()
    rows: dict[str, dict[str, Any]] = {}
    unjudged: list[str] = []
    for name, packages in sets().items():
        if only not in ("", name):
            continue
        counted: Counter[str] = Counter()
        rules: Counter[str] = Counter()
        for requirement in packages:
            for obj, found in findings(requirement, QUICK_SAMPLE if quick else SAMPLE):
                known = [(one, verdicts.get((obj.path, one.rule, one.where, one.message))) for one in found]
                unjudged += [f"{obj.path}: {one.rule} {one.message}" for one, verdict in known if verdict is None]
                false = [one for one, verdict in known if verdict is not None and not verdict["true"]]
                counted["docstrings"] += 1
                counted["touched"] += bool(found)
                counted["falsely"] += bool(false)
                counted["falsely rejected"] += any(one.severity is Severity.REJECT for one in false)
                counted["falsely rejected by style"] += any(
                    one.severity is Severity.REJECT and _SORTS[one.rule] == "style" for one in false
                )
                rules.update({one.rule for one in false})
        rows[name] = {"packages": packages, **counted, "false by rule": dict(sorted(rules.items()))}
    return {"sets": rows, "unjudged": unjudged}


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = [
        "| set | docstrings | with a finding | falsely | rejected falsely | of these by style | by rule |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, row in figures["sets"].items():
        counted = [row.get(key, 0) for key in ("touched", "falsely", "falsely rejected", "falsely rejected by style")]
        shares = [f"{count} ({100 * count / max(1, row.get('docstrings', 0)):.1f} %)" for count in counted]
        by_rule = ", ".join(f"{rule} {count}" for rule, count in row["false by rule"].items())
        lines.append(f"| {name} | {row.get('docstrings', 0)} | {' | '.join(shares)} | {by_rule} |")
    return "\n".join(
        [*lines, "", f"Not judged: {len(figures['unjudged'])}", *(f"- {one}" for one in figures["unjudged"])]
    )


def show(requirement: str) -> None:
    """Print what there is to judge in a package: findings with the docstring and the code."""
    verdicts = judged()
    for obj, found in findings(requirement, SAMPLE):
        print(f"# {obj.path}" if found else ".", end="\n" if found else "")
        for one in found:
            if (obj.path, one.rule, one.where, one.message) not in verdicts:
                print(f"  {one.rule} {one.severity} [{one.where}] {one.message}\n    QUOTE {one.quote!r}")
        if found:
            print(f"    SIG {obj.signature}")


if __name__ == "__main__":
    for each in sys.argv[1:]:
        show(each)
