"""The claims of a sentence, by the weights of the package."""

from __future__ import annotations

from functools import lru_cache

from aidoc_core.checks.recognition.clear import is_clear
from aidoc_core.checks.recognition.doubt import stands_alone
from aidoc_core.checks.recognition.tokens import tokens
from aidoc_core.checks.recognition.weights import weights

_LONGEST = 600
"""Characters of what is read as one sentence: texts without an end are none."""


@lru_cache(maxsize=2_048)
def claimed(sentence: str, where: str, name: str = "") -> frozenset[str]:
    """The claims that a sentence makes by its words alone.

    Args:
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in, as `Finding.where` names it.
        name: The name of the object.
    """
    if len(sentence) > _LONGEST or sentence.count("|") > 1:  # a text without an end, or a table
        return frozenset()
    return frozenset(weights().claimed(tokens(sentence, name), where.partition(" ")[0]))


@lru_cache(maxsize=2_048)
def clearly_claimed(sentence: str, where: str, name: str = "") -> tuple[str, ...]:
    """Those of its claims that nothing in the sentence denies, ties or says of something else, in one order.

    Args:
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in.
        name: The name of the object.
    """
    found = claimed(sentence, where, name)
    lower = sentence.lower() if found else ""
    return tuple(claim for claim in sorted(found) if is_clear(claim, lower))


def is_claimed(claim: str, sentence: str, where: str, name: str = "") -> bool:
    """Whether a sentence makes one claim by its words alone, where no pattern has read it: clearly, and without doubt.

    Args:
        claim: The claim, as the weights name it.
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in.
        name: The name of the object.
    """
    return claim in clearly_claimed(sentence, where, name) and stands_alone(claim, sentence, where, name)
