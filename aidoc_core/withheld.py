"""What was withheld from what was sent, as values: kind and place, never the secret."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A literal that is not sent because it looks like a secret; not the literal itself.

    Attributes:
        kind: What it looks like, in words.
        where: File and line; empty where only an earlier build knew.
    """

    kind: str
    where: str = ""
