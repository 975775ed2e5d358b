"""A sentence for training, with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence for training.

    Attributes:
        text: The sentence.
        name: The name of the object that it is about.
        where: The sort of part that it stands in.
        claims: What it claims.
        denied: The claim that it is no case of, though it speaks of the same.
        package: The package that it is from; empty for wordings.
        borne_out: Claims that the code bears out, so that it is left open whether the sentence makes them.
        is_near: Whether it is one that has to be left alone, near to a claim as it may stand.
        judged: Claims of which somebody has read whether it makes them.
    """

    text: str
    name: str
    where: str
    claims: frozenset[str]
    denied: str = ""
    package: str = ""
    borne_out: frozenset[str] = frozenset()
    is_near: bool = False
    judged: frozenset[str] = frozenset()
