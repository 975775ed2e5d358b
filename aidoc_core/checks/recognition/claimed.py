"""The claims of a sentence, by the weights of the package."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.passages import LONGEST
from aidoc_core.checks.recognition.clear import is_clear, is_spoken_of
from aidoc_core.checks.recognition.tokens import tokens
from aidoc_core.checks.recognition.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAKEN_BACK = 1.0
"""What a score loses where the guard takes a claim back: only a claim that is beyond doubt outweighs it."""
_OPPOSITES = {
    one: other
    for pair in (
        ("coroutine, claimed", "coroutine, denied"),
        ("generator, claimed", "generator, denied"),
        ("says nothing is returned", "says something is returned"),
        ("changes its argument", "leaves its argument alone"),
        ("default on", "default off"),
        ("required", "optional"),
    )
    for one, other in (pair, pair[::-1])
}
"""Claims of which no object bears out both."""
ALONE = 0.3
"""A score that nearly no sentence has that only comes near a claim; from 0 to here another sign has to be there.

Of what was found by words alone in 15,454 docstrings of people, nearly all was wrong, and most of it below.
"""


@lru_cache(maxsize=2_048)
def scores(sentence: str, where: str, name: str = "") -> Mapping[str, float]:
    """By claim, how far the words of a sentence speak for it: above 0 it counts as made.

    Args:
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in, as `Finding.where` names it.
        name: The name of the object.
    """
    return weights().scores(tokens(sentence, name), where.partition(" ")[0])


@lru_cache(maxsize=2_048)
def claimed(sentence: str, where: str, name: str = "") -> frozenset[str]:
    """The claims that a sentence makes by its words alone.

    Args:
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in, as `Finding.where` names it.
        name: The name of the object.
    """
    if len(sentence) > LONGEST or sentence.count("|") > 1:  # a text without an end, or a table
        return frozenset()
    return frozenset(claim for claim, score in scores(sentence, where, name).items() if score > 0)


@lru_cache(maxsize=2_048)
def clearly_claimed(sentence: str, where: str, name: str = "") -> Mapping[str, float]:
    """By claim, the scores of those that what denies, ties or says them of something else does not outweigh.

    Args:
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in.
        name: The name of the object.
    """
    found = claimed(sentence, where, name)
    if not found:
        return {}
    lower, known = sentence.lower(), scores(sentence, where, name)
    held = {claim: guarded(claim, known[claim], lower) for claim in sorted(found)}
    return {claim: score for claim, score in held.items() if score > 0}


def guarded(claim: str, score: float, lower: str) -> float:
    """A score, less what it loses where a sentence denies the claim, ties it or says it of something else.

    A claim whose matter the sentence has no word for is not made, however much the others speak for it.

    Args:
        claim: The claim, as the weights name it.
        score: How far the words speak for it.
        lower: The sentence in lower case.
    """
    if not is_spoken_of(claim, lower):
        return min(score - _TAKEN_BACK, 0.0)
    return score if is_clear(claim, lower) else score - _TAKEN_BACK


def surely_claimed(sentence: str, where: str, name: str = "") -> tuple[str, ...]:
    """The claims that a sentence makes without doubt, so that no pattern has to read them, too, in one order.

    Args:
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in.
        name: The name of the object.
    """
    return tuple(claim for claim, score in clearly_claimed(sentence, where, name).items() if score > ALONE)


def is_claimed(claim: str, sentence: str, where: str, name: str = "") -> bool:
    """Whether a sentence makes one claim by its words alone, where no pattern has read it: clearly, and without doubt.

    Args:
        claim: The claim, as the weights name it.
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in.
        name: The name of the object.
    """
    return claim in surely_claimed(sentence, where, name)


def is_outweighed(claim: str, known: Mapping[str, float]) -> bool:
    """Whether the words of a sentence speak for the opposite of a claim, and more than for the claim.

    Args:
        claim: The claim, as the weights name it.
        known: The scores of the sentence.
    """
    other = known.get(_OPPOSITES.get(claim, ""), 0.0)
    return other > max(0.0, known.get(claim, 0.0))
