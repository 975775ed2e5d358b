"""Whether all words of a sentence speak for a claim that a pattern read out of it.

Patterns look at some words, and the weights at all of them. Each alone errs now and then, hardly ever on the same
sentences; so what touches a text needs both (`aidoc_core.checks.grounds`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import scores

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST = -0.35
"""A score from which on the words speak for a claim that a pattern has read, too."""
_LEAST_OF = {
    "coroutine, denied": 0.0,
    "generator, denied": -0.59,
    "invented parameter": -0.44,
    "order of a tuple": -0.67,
    "prompt leak": -0.8,
    "says something is returned": -0.8,
    "talk about the excerpt": -0.5,
}
"""Claims made in more ways, or in fewer, so that their sentences score lower. Nine of ten wordings of the sixth
bank reach these, by weights without it: `python -m benchmarks.checks.doubts blind6 --weights FILE`. Talk, of which
phrases tell as well, is weighed as in `aidoc_core.checks.manners`, and results, of which sentences without a subject
tell ("The sum is returned."), more mildly."""


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
    known = scores(sentence, where, name)
    return any(known[claim] >= _LEAST_OF.get(claim, _LEAST) for claim in claims if claim in known)


def is_short(sentence: str) -> bool:
    """Whether a sentence has so few words that one thing is all that it says."""
    return len(sentence.split()) <= _LONG
