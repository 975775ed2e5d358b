"""How well sentences are recognised that no training has seen: one bank is left out, and judged.

    python -m benchmarks.checks.learning --judge

Of each bank in `LEFT` weights are trained with all others. Left out, too, are a fifth of people's packages, of the near
sentences and a fourth of the mined ones, others each time. Told are the bank's false wordings that are recognised as
what they claim, its harmless ones that are taken for it, and people's, mined and near sentences of which anything would
be held against them that patterns do not read. It is about words alone: no code is looked at.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import ALONE, guarded
from aidoc_core.checks.recognition.tokens import tokens
from benchmarks.checks import marks, taught
from benchmarks.checks.blind_bank import BANKS
from benchmarks.checks.learning import CLAIMS, fifth, is_alarm, train
from benchmarks.checks.mined import fourth, mined
from benchmarks.checks.near import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.checks.recognition.weights import Weights
    from benchmarks.checks.example import Example
    from benchmarks.checks.marks import Mark

LEFT = ("blind3", "blind4", "blind5", "blind6")
_FIFTHS, _NEAR = (1, 2, 3, 4), (0, 2, 3, 4)
"""The fifths of people's packages and of near sentences that are left out with each bank. The first of the one and the
second of the other tell thresholds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Weights and what they have not seen.

    Attributes:
        bank: The name of the bank that was left out.
        weights: The weights.
        wordings: Sort, kind and sentence of the bank's false and harmless wordings.
        people: Sentences of people.
        mined: Sentences of people of which somebody has read what they claim.
        near: Sentences near to a claim.
    """

    bank: str
    weights: Weights
    wordings: Sequence[tuple[str, str, Example]]
    people: Sequence[Example]
    mined: Sequence[Example]
    near: Sequence[Example]


def rounds(left: Sequence[str] = LEFT, of_claims: Mapping[str, Mark] | None = None) -> Iterator[Round]:
    """Train without each of some banks.

    Args:
        left: Names of banks.
        of_claims: By claim, its marks; 0 is the threshold itself if there are none.
    """
    people, near = list(taught.of_people()), list(taught.near())
    read = list(mined(frozenset(one.package for one in people)))
    for at, bank in enumerate(left):
        known = (
            *taught.wordings(bank),
            *(one for one in read if fourth(one.text) != at),
            *(one for one in near if fold(one.text) != _NEAR[at]),
            *(one for one in people if fifth(one.package) != _FIFTHS[at]),
        )
        yield Round(
            bank=bank,
            weights=train(known, of_claims=of_claims),
            wordings=list(bank_wordings(bank)),
            people=[one for one in people if fifth(one.package) == _FIFTHS[at]],
            mined=[one for one in read if fourth(one.text) == at],
            near=[one for one in near if fold(one.text) == _NEAR[at]],
        )


def judge(left: Sequence[str] = LEFT) -> None:
    """Train without each of some banks, and print what is recognised of it.

    Args:
        left: Names of banks.
    """
    missed: dict[str, list[int]] = {claim: [] for claim in CLAIMS}
    for one in rounds(left, marks.read()):
        found = _counted(one.weights, one.wordings)
        for claim in CLAIMS:
            missed[claim] += [found["false", claim, "alone"], found["false", claim, "all"]]
        sums = {(sort, what): sum(found[sort, claim, what] for claim in CLAIMS) for sort, _, what in found}
        alarms = ", ".join(
            f"{name} {_alarms(one.weights, those)} of {len(those)}"
            for name, those in (("people", one.people), ("mined", one.mined), ("near", one.near))
        )
        print(
            f"{one.bank}: false {sums['false', 'recognised']} (alone {sums['false', 'alone']}) of"
            f" {sums['false', 'all']}, harmless {sums.get(('harmless', 'recognised'), 0)}"
            f" (alone {sums.get(('harmless', 'alone'), 0)}) of {sums['harmless', 'all']}, {alarms}",
            flush=True,
        )
    for claim, counts in missed.items():
        print(f"| {claim} | " + " | ".join(f"{a}/{b}" for a, b in zip(counts[::2], counts[1::2], strict=True)) + " |")


def bank_wordings(bank: str) -> Iterator[tuple[str, str, Example]]:
    """Sort, kind and sentence of the false and harmless wordings of a bank, each filled in once.

    Args:
        bank: Its name.
    """
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
    """How many sentences anything would be held against, in error, by their words alone."""
    return sum(
        any(score > ALONE and is_alarm(claim, one) for claim, score in _scores(weights, one).items()) for one in those
    )


def _scores(weights: Weights, one: Example) -> Mapping[str, float]:
    """By claim, what is left of the scores behind the guard, of those above 0."""
    lower = one.text.lower()
    known = weights.scores(tokens(one.text, one.name), one.where)
    held = {claim: guarded(claim, score, lower) for claim, score in known.items() if score > 0}
    return {claim: score for claim, score in held.items() if score > 0}
