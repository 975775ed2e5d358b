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

_LEAST = -0.9
"""A score that a sentence with the claim has nearly always: it counts as recognised from 0 on."""
_LEAST_OF = {"hedge": -1.4, "marketing": -1.3, "security": -1.3}
"""Claims with more to say them by, so that their sentences score lower."""


def is_doubtful(claims: Sequence[str], sentence: str, where: str, name: str = "") -> bool:
    """Whether the words of a sentence speak against each of some claims.

    Args:
        claims: What was read out of it. Where the weights know none of them, there is no second sign to ask for.
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in, as `Finding.where` names it.
        name: The name of the object.
    """
    if not claims:
        return False
    scores = _scores(sentence, where.partition(" ")[0], name)
    known = [scores[claim] - _LEAST_OF.get(claim, _LEAST) for claim in claims if claim in scores]
    return bool(known) and max(known) < 0


@lru_cache(maxsize=256)
def _scores(sentence: str, where: str, name: str) -> Mapping[str, float]:
    return weights().scores(tokens(sentence, name), where)
