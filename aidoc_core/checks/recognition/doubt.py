"""Whether all words of a sentence speak against a claim that a pattern read out of it.

Patterns look at some words, and the weights at all of them. Each alone errs now and then, hardly ever on the same
sentences; so what touches a text needs both. The weights need not recognise the claim, only not speak against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import clearly_claimed, scores

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST = -0.5
"""A score that sentences with a claim have nearly always.

All but one of the wordings of the sixth bank reach it, or what stands below, by weights that were trained without that
bank: `python -m benchmarks.checks.doubts blind6`.
"""
_LEAST_OF = {
    "class or static method": -0.65,
    "coroutine, denied": 0.0,
    "generator, denied": -0.8,
    "hedge": -1.25,
    "invented parameter": -1.1,
    "marketing": -1.2,
    "optional": -0.6,
    "order of a tuple": -0.9,
    "other trash": -2.2,
    "prompt leak": -1.2,
    "says nothing is returned": -1.2,
    "says something is returned": -0.8,
    "security": -0.9,
    "talk about the excerpt": -0.7,
    "thread safety": -0.7,
    "type of a parameter": -1.6,
    "type of a result": -1.8,
}
"""Claims that are made in more ways, so that their sentences score lower, or in fewer."""


_SHORT = 3
"""Words of a sentence of which a pattern reads them all: "It returns `None`."."""
_ALONE = 0.1
"""A score that nearly no sentence has that only comes near a claim; from 0 to here another sign has to be there."""


def stands_alone(claim: str, sentence: str, where: str, name: str = "") -> bool:
    """Whether the words of a sentence make a claim without doubt, where nothing else reads it out of it.

    Args:
        claim: The claim, as the weights name it.
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in.
        name: The name of the object.
    """
    return clearly_claimed(sentence, where, name).get(claim, 0.0) > _ALONE


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
    found = scores(sentence, where, name)
    known = [found[claim] - _LEAST_OF.get(claim, _LEAST) for claim in claims if claim in found]
    return bool(known) and max(known) < 0
