"""Whether all words of a sentence speak against a claim that a pattern read out of it.

Patterns look at some words, and the weights at all of them. Each alone errs now and then, hardly ever on the same
sentences; so what touches a text needs both. The weights need not recognise the claim, only not speak against it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.tokens import tokens
from aidoc_core.checks.recognition.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LEAST = -0.5
"""A score that sentences with a claim have nearly always: one counts as recognised from 0 on.

All but a few of the wordings of the fifth bank reach it, or what stands below, by weights that were trained without
that bank: `python -m benchmarks.checks.doubts`.
"""
_LEAST_OF = {
    "context manager": -0.8,
    "coroutine, denied": -0.75,
    "generator, claimed": -0.75,
    "generator, denied": -0.8,
    "hedge": -1.0,
    "invented parameter": -1.1,
    "leaves its argument alone": -0.8,
    "marketing": -1.0,
    "optional": -1.3,
    "prompt leak": -1.2,
    "returns a copy": -0.8,
    "says something is returned": -1.3,
    "security": -1.0,
    "talk about the excerpt": -1.0,
    "thread safety": -0.9,
}
"""Claims that are made in more ways, so that their sentences score lower."""


_SHORT = 3
"""Words of a sentence of which a pattern reads them all: "It returns `None`."."""
_ALONE = 0.25
"""A score that nearly no sentence has that only comes near a claim; from 0 to here another sign has to be there."""


def stands_alone(claim: str, sentence: str, where: str, name: str = "") -> bool:
    """Whether the words of a sentence make a claim without doubt, where nothing else reads it out of it.

    Args:
        claim: The claim, as the weights name it.
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in.
        name: The name of the object.
    """
    return _scores(sentence, where.partition(" ")[0], name).get(claim, 0.0) > _ALONE


def is_doubtful(claims: Sequence[str], sentence: str, where: str, name: str = "") -> bool:
    """Whether the words of a sentence speak against each of some claims.

    Args:
        claims: What was read out of it. Where the weights know none of them, there is no second sign to ask for.
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in, as `Finding.where` names it.
        name: The name of the object.
    """
    if not claims or len(sentence.split()) <= _SHORT:
        return False
    scores = _scores(sentence, where.partition(" ")[0], name)
    known = [scores[claim] - _LEAST_OF.get(claim, _LEAST) for claim in claims if claim in scores]
    return bool(known) and max(known) < 0


@lru_cache(maxsize=256)
def _scores(sentence: str, where: str, name: str) -> Mapping[str, float]:
    return weights().scores(tokens(sentence, name), where)
