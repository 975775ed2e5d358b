"""Derives what the scores of each claim have to reach: by sentences that no training has seen.

    python -m benchmarks.checks.marking    # trains four times, and writes `marks.json`; then train as usual

On one side are the false wordings of banks that were left out (`left_out.rounds`), and people's sentences that
somebody has read to make the claim; on the other what it would be an error to hold it against: harmless wordings,
people's sentences, those near to a claim, and findings on people's sentences that were judged to be false. Each mark is
the one that costs least. A miss costs 1, and an alarm as much as brings all alarms of its
group below what they are with the marks of before (`marks.usual`); where no code looks at a claim
afterwards, `_OF_MANNER` times that. To leave the mark of before costs `_INERTIA`, so that a few sentences do not
move one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import ALONE, guarded
from aidoc_core.checks.recognition.clear import OF_MANNER
from aidoc_core.checks.recognition.tokens import tokens
from aidoc_core.checks.statements.statement import Sentence
from benchmarks.checks import marks
from benchmarks.checks.doubts import OF_RULES, verdicts
from benchmarks.checks.learning import CLAIMS, is_alarm
from benchmarks.checks.left_out import rounds
from benchmarks.checks.marks import Mark, usual
from benchmarks.checks.taught import read_claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from benchmarks.checks.example import Example
    from benchmarks.checks.left_out import Round

_FAR, _NEAR_BY, _LOWEST = 9, 5, -0.4
"""How many steps of 0.05 a margin and a second sign may be from the usual ones, and the lowest score of a mark."""
_PRICES = tuple(3 * 1.15**step for step in range(40))
"""What all alarms of one group cost together, where they are as many as with one mark for all claims."""
_OF_MANNER = 4.0
_SHARE = 0.9
"""How many of the alarms of before there may be: where marks are not derived from the sentences there are some more."""
_NO_WORDS = -9.0
"""The score of what has none: "..."."""
_INERTIA = 10.0
"""What it costs to be one away from the mark of all claims: the wordings that have to be gained for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A sentence that no training has seen, with its score for one claim.

    Attributes:
        claim: The claim.
        group: Where an alarm counts; empty where the claim is made.
        score: How far beyond the threshold its words speak for it, the guard asked.
        plain: The same, the guard not asked.
        is_read: Whether a pattern reads the claim as well.
    """

    claim: str
    group: str
    score: float
    plain: float
    is_read: bool


def scored(one: Round) -> Iterator[Scored]:
    """The sentences that a training has not seen, by each claim that they make, or that would be an alarm.

    Args:
        one: The round.
    """
    for sort, kind, wording in one.wordings:
        if sort == "false" or is_alarm(kind, wording):
            yield _scored(one, wording, kind, "" if sort == "false" else "harmless")
    for group, those in (("people", one.people), ("near", one.near)):
        for sentence in those:
            yield from _alarms(one, sentence, group)
    for sentence in one.mined:
        for claim in sentence.judged:
            if claim in sentence.claims or is_alarm(claim, sentence):
                yield _scored(one, sentence, claim, "" if claim in sentence.claims else "people")
    for rule, is_true, where, text, path in verdicts():
        known = one.weights.scores(tokens(text, path.rpartition(".")[2]), where.partition(" ")[0])
        claim = max((claim for claim in OF_RULES[rule] if claim in known), key=lambda each: known[each], default="")
        if claim:
            yield Scored(
                claim=claim, group="" if is_true else "findings", score=_NO_WORDS, plain=known[claim], is_read=True
            )


def _alarms(one: Round, sentence: Example, group: str) -> Iterator[Scored]:
    known = one.weights.scores(tokens(sentence.text, sentence.name), sentence.where)
    near = [claim for claim in known if known[claim] > _LOWEST]
    yield from (_scored(one, sentence, claim, group) for claim in near if is_alarm(claim, sentence))


def _scored(one: Round, sentence: Example, claim: str, group: str) -> Scored:
    plain = one.weights.scores(tokens(sentence.text, sentence.name), sentence.where).get(claim, _NO_WORDS)
    where = f"{sentence.where} x" if sentence.where in ("parameter", "attribute") else sentence.where
    is_read = claim in read_claims(Sentence(text=sentence.text, where=where, name=sentence.name))
    score = guarded(claim, plain, sentence.text.lower())
    return Scored(claim=claim, group=group, score=score, plain=plain, is_read=is_read)


def derived(those: Sequence[Scored]) -> dict[str, Mark]:
    """By claim, its marks.

    Args:
        those: What was scored.
    """
    alone = (
        (one.claim, one.group, one.score - (0 if one.claim in OF_MANNER else ALONE))  # as `checks.manners` asks
        for one in those
        if not one.is_read
    )
    margins = _cheapest(alone, {claim: usual(claim).margin for claim in CLAIMS}, _FAR)
    read = ((one.claim, one.group, one.plain) for one in those if one.is_read)
    seconds = _cheapest(read, {claim: usual(claim).margin + usual(claim).least for claim in CLAIMS}, _NEAR_BY)
    return {
        claim: Mark(margin=round(margins[claim], 2), least=round(seconds[claim] - margins[claim], 2))
        for claim in CLAIMS
    }


def _cheapest(
    scores: Iterable[tuple[str, str, float]], former: Mapping[str, float], most_steps: int
) -> dict[str, float]:
    """By claim, the mark that costs least, at a price at which no group has too many alarms.

    Args:
        scores: Claim, group and score of each sentence.
        former: By claim, the mark that it would have.
        most_steps: How far it may be from that.
    """
    of_claims: dict[str, dict[str, list[float]]] = {claim: defaultdict(list) for claim in CLAIMS}
    for claim, group, score in sorted(scores):
        of_claims[claim][group].append(score)
    groups = {group for known in of_claims.values() for group in known if group}
    most = {group: sum(_above(known[group], former[claim]) for claim, known in of_claims.items()) for group in groups}
    found = dict(former)
    for price in _PRICES:
        for claim, known in of_claims.items():
            of_claim = price * (_OF_MANNER if claim in OF_MANNER else 1)
            steps = (round(former[claim] + 0.05 * step, 2) for step in range(-most_steps, most_steps + 1))
            choices = [former[claim], *(mark for mark in steps if mark >= _LOWEST)]
            costs = {
                mark: _INERTIA * abs(mark - former[claim])
                - _above(known[""], mark)
                + sum(of_claim / max(1, most[group]) * _above(known[group], mark) for group in groups)
                for mark in choices
            }
            found[claim] = min(costs, key=lambda mark: costs[mark])
        alarms = {
            group: sum(_above(known[group], found[claim]) for claim, known in of_claims.items()) for group in groups
        }
        if all(alarms[group] <= _SHARE * most[group] for group in groups):
            break
    return found


def _above(scores: Sequence[float], mark: float) -> int:
    """How many of some sorted scores exceed a mark."""
    return len(scores) - bisect_right(scores, mark)


def main() -> None:
    """Train, derive and write."""
    those = [each for one in rounds() for each in scored(one)]
    found = derived(those)
    marks.write(found)
    for claim, mark in found.items():
        print(f"{claim}: margin {usual(claim).margin} -> {mark.margin}, least {usual(claim).least} -> {mark.least}")


if __name__ == "__main__":
    main()
