"""Running the checks over right and wrong answers, and counting."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aidoc_core.asking.excerpt import LEFT_OUT
from aidoc_core.asking.prompt import system_message
from aidoc_core.checks import RULES, Severity, check
from aidoc_core.settings import Settings
from benchmarks.checks.mutations import mutants, right_defaults
from benchmarks.checks.sentences import wrong_sentences

if TYPE_CHECKING:
    from aidoc_core.checks import Finding
    from benchmarks.checks.corpus import Case
    from benchmarks.checks.sentences import Wordings
    from benchmarks.checks.wordings import Bank

FALSE_CLAIMS = ("AD101", "AD103", "AD111", "AD121", "AD201", "AD203", "AD204", "AD301", "AD401", "AD801", "AD802")
"""Rules that say outright: the text claims what the code contradicts. On a complete human docstring they ought to be
silent, but for real mistakes."""
SOFT_CLAIMS = ("AD107", "AD112", "AD113", "AD122", "AD803")
"""Rules of the same kind that are less sure; what they find is dropped from an answer, never asked about."""

_QUESTION = f"{system_message(Settings())}\n{LEFT_OUT}"

_SAME = {"k restated": {"AD501", "AD502"}, "k placeholder": {"AD501", "AD502"}, "k parameter": {"AD105"}}
"""Where the person's text has that fault already, making it so is no mutation."""


@dataclass(slots=True)
class Counters:
    """Counts over one set of packages.

    Attributes:
        tried: Wrong answers by type.
        seen: Those with a finding that the right answer had not, warnings left out.
        warned: Those with at least a warning.
        by_rule: Which rules saw them, by type.
        alone: How many a rule saw that no other saw, by rule.
        human: Human docstrings, and complete ones.
        false_claims: Rules that fired on human docstrings, and on complete ones.
        cpu: Seconds in `check`.
        checked: Answers checked.
        examples: Places where a rule fired on a complete human docstring.
        unseen: Some wrong answers that were not seen.
    """

    tried: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    warned: Counter[str] = field(default_factory=Counter)
    by_rule: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    alone: Counter[str] = field(default_factory=Counter)
    human: Counter[str] = field(default_factory=Counter)
    false_claims: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    flagged: Counter[str] = field(default_factory=Counter)
    cpu: float = 0.0
    checked: int = 0
    examples: list[str] = field(default_factory=list)
    unseen: list[tuple[str, str, Any]] = field(default_factory=list)

    def saw(self, name: str, findings: list[Finding]) -> None:
        """Count the rules that have seen a wrong answer of a type."""
        rules = {finding.rule for finding in findings}
        self.by_rule[name].update(rules)
        if len(rules) == 1:
            self.alone.update(rules)


def measure(cases: list[Case], bank: Bank, counters: Counters) -> None:
    """Check every case as it is, and every wrong answer made of the complete ones."""
    complete = [case for case in cases if case.complete]
    for case in cases:
        findings = _checked(case.said, case, counters)
        for name in ("all", *(["complete"] if case.complete else [])):
            counters.human[name] += 1
            rules = {finding.rule for finding in findings}
            counters.false_claims[name].update(rules)
            counters.flagged[name] += bool(rules & set(FALSE_CLAIMS))
            counters.flagged[f"{name}, soft"] += bool(rules & set(SOFT_CLAIMS))
        if case.complete:
            counters.examples += [
                f"{case.obj.path}: {f.rule} {f.message}" for f in findings if f.rule in FALSE_CLAIMS + SOFT_CLAIMS
            ]
            _mutate(case, complete, bank, counters, findings)


def measure_sentences(cases: list[Case], bank: Wordings, counters: Counters) -> None:
    """Check every wrong sentence that a bank has for the complete cases; kinds are counted as `sentence: …`."""
    for case in cases:
        if not case.complete:
            continue
        known = {_key(finding) for finding in _checked(case.said, case, counters)}
        for kind, _, answer in wrong_sentences(case, bank):
            name = f"sentence: {kind}"
            new = [
                f for f in _checked(answer, case, counters) if _key(f) not in known and f.severity is not Severity.WARN
            ]
            counters.tried[name] += 1
            counters.seen[name] += bool(new)
            counters.saw(name, new)


def _mutate(case: Case, complete: list[Case], bank: Bank, counters: Counters, before: list[Finding]) -> None:
    known = {_key(finding) for finding in before}
    rules = {finding.rule for finding in before}
    for mutant in mutants(case, complete, bank):
        if rules & _SAME.get(mutant.type, set()):
            continue
        new = [f for f in _checked(mutant.answer, case, counters) if _key(f) not in known]
        counters.tried[mutant.type] += 1
        strong = [finding for finding in new if finding.severity is not Severity.WARN]
        counters.seen[mutant.type] += bool(strong)
        counters.warned[mutant.type] += bool(new)
        counters.saw(mutant.type, strong)
        if not strong:
            counters.unseen.append((mutant.type, case.obj.path, mutant.answer))
    for answer in right_defaults(case, bank):
        new = [f for f in _checked(answer, case, counters) if _key(f) not in known and f.rule in ("AD121", "AD122")]
        counters.tried["g right (must pass)"] += 1
        counters.seen["g right (must pass)"] += bool(new)


def _checked(answer: dict[str, Any], case: Case, counters: Counters) -> list[Finding]:
    started = time.process_time()
    findings = check(answer, case.obj, question=_QUESTION)
    counters.cpu += time.process_time() - started
    counters.checked += 1
    return findings


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.where, finding.message


def rule_ids() -> list[str]:
    """The ids of all rules."""
    return [rule.id for rule in RULES]
