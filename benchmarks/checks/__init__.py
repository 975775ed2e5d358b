"""How much of what is wrong the checks see, and how often they complain about what is right.

Packages are downloaded from PyPI (pinned, wheels, never installed or imported). `table` also shows three linters on
the same wrong docstrings, where they are installed.
"""

from __future__ import annotations

import platform
import time
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from benchmarks.checks.corpus import HELD_OUT, Case, cases, fetch
from benchmarks.checks.measure import Counters, measure, measure_sentences
from benchmarks.checks.rivals import RIVALS, Rival, seen_by
from benchmarks.checks.sentences import sentence_bank
from benchmarks.checks.wordings import bank

SAMPLE, QUICK_SAMPLE, QUICK_PACKAGES = 30, 12, 5


def run(*, quick: bool) -> dict[str, Any]:
    """Measure on the held-out packages with the held-out wordings.

    Args:
        quick: Fewer packages and functions.
    """
    packages = HELD_OUT[:QUICK_PACKAGES] if quick else HELD_OUT
    site, counters = fetch(packages), Counters()
    words, stating = bank("held_out"), sentence_bank("held_out")
    index = {"objects": 0, "seconds": 0.0}
    everything: list[Case] = []
    for requirement in packages:
        found = cases(requirement, site, QUICK_SAMPLE if quick else SAMPLE)
        if found:
            _index(found[0], index)
        measure(found, words, counters)
        measure_sentences(found, stating, counters)
        everything += found
    rivals = {rival.name: seen_by(rival, everything, words) for rival in RIVALS if rival.installed}
    return {
        "detection": {name: round(counters.seen[name] / counters.tried[name], 4) for name in sorted(counters.tried)},
        "tried": dict(sorted(counters.tried.items())),
        "warned": {
            name: round(counters.warned[name] / counters.tried[name], 4)
            for name in ("j same module", "j other module")
            if counters.tried[name]
        },
        "by_rule": {name: dict(found.most_common(4)) for name, found in sorted(counters.by_rule.items())},
        "alone": dict(sorted(counters.alone.items())),
        "seen_by": dict(sorted(sum(counters.by_rule.values(), Counter()).items())),
        "false_claims": round(counters.flagged["complete"] / max(1, counters.human["complete"]), 4),
        "soft_claims": round(counters.flagged["complete, soft"] / max(1, counters.human["complete"]), 4),
        "false_claims_all": round(counters.flagged["all"] / max(1, counters.human["all"]), 4),
        "complaints": dict(sorted(counters.false_claims["complete"].items())),
        "human": dict(counters.human),
        "places": counters.examples,
        "cpu_ms": round(1000 * counters.cpu / max(1, counters.checked), 3),
        "index_s_per_10k": round(index["seconds"] / max(1, index["objects"]) * 10_000, 3),
        "rivals": rivals,
        "versions": {"python": platform.python_version(), "packages": list(packages)}
        | {name: _version(name) for name in ("griffe", *(rival.name for rival in RIVALS))},
    }


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    rivals: dict[str, dict[str, float | None]] = figures["rivals"]
    lines = ["| type | answers | seen % | " + " | ".join(f"{name} %" for name in rivals) + " | rules |"]
    lines.append("|---|---|---|" + "---|" * len(rivals) + "---|")
    for name, share in figures["detection"].items():
        others = [_percent(rival.get(name)) for rival in rivals.values()]
        rules = ", ".join(figures["by_rule"].get(name, {}))
        lines.append(
            f"| {name} | {figures['tried'][name]} | {_percent(share)} | " + " | ".join([*others, rules]) + " |"
        )
    lines += [
        "",
        _complaints(figures),
        f"CPU: {figures['cpu_ms']} ms an answer; index {figures['index_s_per_10k']} s for 10,000 objects.",
        f"Seen with warnings counted: {figures['warned']}.",
        *(f"- {place}" for place in figures["places"]),
    ]
    return "\n".join(lines)


def _complaints(figures: dict[str, Any]) -> str:
    hard, soft, every = (_percent(figures[name]) for name in ("false_claims", "soft_claims", "false_claims_all"))
    human = figures["human"]
    return (
        f"Complaints that the code contradicts a complete human docstring: {hard} %, less sure ones {soft} % of "
        f"{human['complete']}; of all {human['all']}: {every} %."
    )


def _index(case: Case, index: dict[str, float]) -> None:
    if case.obj.context is None:
        return
    started = time.process_time()
    package = case.obj.context.package
    index["objects"] += sum(len(objects) for objects in package.by_name.values())
    assert package.words
    index["seconds"] += time.process_time() - started


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


__all__ = ["Rival", "run", "table"]
