"""Whether all words of a sentence speak for a claim that a pattern read out of it.

Patterns look at some words, and the weights at all of them. Each alone errs now and then, hardly ever on the same
sentences; so what touches a text needs both (`aidoc_core.checks.grounds`). From which score on the words are that sign
is kept with the weights, for each claim: claims are made in more ways, or in fewer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import is_outweighed, scores
from aidoc_core.checks.recognition.weights import weights

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORT = 3
"""Words of a sentence of which a pattern reads them all: "It returns `None`."."""
_LONG = 24
"""Words of a sentence that says several things, and is removed with all of them; hardly a wrong one of any bank has
more."""


def is_recognised(claims: Sequence[str], sentence: str, where: str, name: str = "") -> bool:
    """Whether the words of a sentence speak for one of some claims.

    Args:
        claims: What was read out of it.
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in, as `Finding.where` names it.
        name: The name of the object.
    """
    if not claims or not is_short(sentence):
        return False
    if len(sentence.split()) <= _SHORT:
        return True
    known, least = scores(sentence, where, name), weights().seconds()
    return any(known[claim] >= least[claim] and not is_outweighed(claim, known) for claim in claims if claim in known)


def is_short(sentence: str) -> bool:
    """Whether a sentence has so few words that one thing is all that it says."""
    return len(sentence.split()) <= _LONG
