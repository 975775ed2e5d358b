"""How well sentences are recognised that no training has seen: one bank is left out, and judged.

    python -m benchmarks.checks.learning --judge

Of each bank in `LEFT` weights are trained with all others. Left out, too, are a fifth of people's packages and the
fifth of the near sentences that no training has (`near.fold`). Told are the bank's false wordings that are recognised
as what they claim, its harmless ones that are taken for it, and people's and near sentences of which anything would be
held against them that patterns do not read. It is about words alone: no code is looked at.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import ALONE, guarded
from aidoc_core.checks.recognition.tokens import tokens
from benchmarks.checks import taught
from benchmarks.checks.blind_bank import BANKS
from benchmarks.checks.learning import CLAIMS, fifth, is_alarm, train
from benchmarks.checks.near import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.checks.recognition.weights import Weights
    from benchmarks.checks.taught import Example

LEFT = ("blind3", "blind4", "blind5", "blind6")
_PEOPLE = 1
"""The fifth of people's packages that is only judged by."""


def judge(left: Sequence[str] = LEFT) -> None:
    """Train without each of some banks, and print what is recognised of it.

    Args:
        left: Names of banks.
    """
    people, near = list(taught.of_people()), list(taught.near())
    known = [one for one in people if fifth(one.package) != _PEOPLE]
    held = [one for one in people if fifth(one.package) == _PEOPLE]
    missed: dict[str, list[int]] = {claim: [] for claim in CLAIMS}
    for bank in left:
        weights = train([*taught.wordings(bank), *(one for one in near if fold(one.text)), *known])
        found = _counted(weights, list(_wordings(bank)))
        for claim in CLAIMS:
            missed[claim] += [found["false", claim, "recognised"], found["false", claim, "all"]]
        sums = {(sort, what): sum(found[sort, claim, what] for claim in CLAIMS) for sort, _, what in found}
        print(
            f"{bank}: false {sums['false', 'recognised']} (alone {sums['false', 'alone']}) of {sums['false', 'all']},"
            f" harmless {sums.get(('harmless', 'recognised'), 0)} of {sums['harmless', 'all']},"
            f" people {_alarms(weights, held)} of {len(held)},"
            f" near {_alarms(weights, [one for one in near if not fold(one.text)])}",
            flush=True,
        )
    for claim, counts in missed.items():
        print(f"| {claim} | " + " | ".join(f"{a}/{b}" for a, b in zip(counts[::2], counts[1::2], strict=True)) + " |")


def _wordings(bank: str) -> Iterator[tuple[str, str, Example]]:
    """Sort, kind and sentence of the false and harmless wordings of a bank, each filled in once."""
    draw = random.Random(2)
    for kind, sort, where, text in taught.lines(BANKS[bank].kinds()):
        if sort != "true" and kind in CLAIMS:
            yield sort, kind, taught.filled(text, where, draw, frozenset({kind} if sort == "false" else ()))


def _counted(weights: Weights, those: Sequence[tuple[str, str, Example]]) -> Counter[tuple[str, str, str]]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for sort, kind, one in those:
        score = _scores(weights, one).get(kind, 0.0)
        counts[sort, kind, "all"] += 1
        counts[sort, kind, "recognised"] += score > 0
        counts[sort, kind, "alone"] += score > ALONE
    return counts


def _alarms(weights: Weights, those: Sequence[Example]) -> int:
    """How many sentences anything would be held against, in error."""
    return sum(any(is_alarm(claim, one) for claim in _scores(weights, one)) for one in those)


def _scores(weights: Weights, one: Example) -> Mapping[str, float]:
    """By claim, what is left of the scores behind the guard, of those above 0."""
    lower = one.text.lower()
    known = weights.scores(tokens(one.text, one.name), one.where)
    held = {claim: guarded(claim, score, lower) for claim, score in known.items() if score > 0}
    return {claim: score for claim, score in held.items() if score > 0}
