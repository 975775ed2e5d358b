"""Wrong sentences on packages and in wordings that no rule was made with, and findings on people's own sentences.

`python -m benchmarks sentences`: one wrong sentence is added to a right docstring and has to be seen; the docstring as
it is has to pass. Findings on people's texts are listed with their sentences, since some of them are true.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from typing import Any

from aidoc_core.asking.prompt import Ask, told
from aidoc_core.checks import Severity, check
from aidoc_core.code.gaps import whole_docstring
from benchmarks.checks.corpus import FAMILIES, Case, cases, fetch
from benchmarks.checks.sentences import PLAINEST, sentence_bank, wrong_sentences

SAMPLE, QUICK_SAMPLE, QUICK_PACKAGES = 40, 15, 3
RULES = frozenset(
    """
    AD109 AD114 AD123 AD124 AD206 AD207 AD208 AD303 AD404 AD508 AD509 AD510 AD511 AD512 AD513 AD801 AD802 AD804 AD902
    AD903 AD904 AD905 AD907
    """.split()  # noqa: SIM905 - a plain list of rules
)
"""The rules about single sentences."""


def run(*, quick: bool = False, bank: str = "families", packages: tuple[str, ...] = FAMILIES) -> dict[str, Any]:
    """Check right docstrings, and each with a wrong sentence of every kind.

    Args:
        quick: Fewer packages and functions.
        bank: The wordings.
        packages: What to read.
    """
    packages = packages[: QUICK_PACKAGES if quick else None]
    lines, tried, seen = sentence_bank(bank), Counter[str](), Counter[str]()
    decided, seen_of_decided = Counter[str](), Counter[str]()
    unseen: dict[str, list[str]] = defaultdict(list)
    claims: list[tuple[str, ...]] = []
    human, seconds, checked = 0, 0.0, 0
    for requirement in packages:
        site = fetch((requirement,))
        for case in cases(requirement, site, QUICK_SAMPLE if quick else SAMPLE):
            human += 1
            question = told(Ask(obj=case.obj, gaps=whole_docstring(case.obj)))
            check(case.said, case.obj, question=question)  # what it looks into is read once a build
            started = time.process_time()
            before = check(case.said, case.obj, question=question)
            seconds, checked = seconds + time.process_time() - started, checked + 1
            claims += [
                (f.rule, case.obj.path, f.where, f.message, f.quote)
                for f in before
                if f.rule in RULES and f.severity is not Severity.WARN
            ]
            known = {(f.rule, f.where, f.message) for f in before}
            plain = {
                kind for kind, _, answer in wrong_sentences(case, PLAINEST) if _is_seen(answer, case, known, question)
            }
            for kind, sentence, answer in wrong_sentences(case, lines) if case.complete else ():
                tried[kind] += 1
                sees, decides = _is_seen(answer, case, known, question), kind in plain or kind not in PLAINEST
                decided[kind] += decides
                seen_of_decided[kind] += sees and decides
                if sees:
                    seen[kind] += 1
                else:
                    unseen[kind].append(f"{case.obj.path}: {sentence}")
    return {
        "tried": dict(tried),
        "detection": {kind: round(seen[kind] / tried[kind], 4) for kind in sorted(tried)},
        "decided": dict(decided),
        "of_decided": {k: round(seen_of_decided[k] / decided[k], 4) if decided[k] else None for k in sorted(tried)},
        "unseen": {kind: found[:5] for kind, found in sorted(unseen.items())},
        "human": human,
        "claims": claims,
        "claimed": round(len({one[1] for one in claims}) / max(1, human), 4),
        "cpu_ms": round(1000 * seconds / max(1, checked), 3),
        "packages": list(packages),
    }


def _is_seen(answer: dict[str, Any], case: Case, known: set[tuple[str, str, str]], question: str) -> bool:
    found = check(answer, case.obj, question=question)
    return any((f.rule, f.where, f.message) not in known and f.severity is not Severity.WARN for f in found)


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = ["| kind | answers | seen % | decided | of these seen % |", "|---|---|---|---|---|"]
    for kind, share in figures["detection"].items():
        of = figures["of_decided"][kind]
        decided = f"{figures['decided'][kind]} | {'-' if of is None else f'{100 * of:.1f}'}"
        lines.append(f"| {kind} | {figures['tried'][kind]} | {100 * share:.1f} | {decided} |")
    lines += ["", f"{figures['human']} docstrings of people, {100 * figures['claimed']:.2f} % with a finding:"]
    lines += [
        f"- {rule} {path} ({where}): {message}: {quote[:200]}"
        for rule, path, where, message, quote in figures["claims"]
    ]
    return "\n".join([*lines, "", f"CPU: {figures['cpu_ms']} ms an answer."])


if __name__ == "__main__":
    print(json.dumps(run(quick="--quick" in sys.argv), indent=1))
