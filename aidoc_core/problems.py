"""A problem to tell the user: what, where, what to do. The core returns them as data, adapters log them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aidoc_core.patterns import regex

_COMMAND = regex(r"#{2,}|\A:{2,}")
"""How CI services recognise commands in a log, anywhere in a line or at its beginning."""

ProblemKind = Literal[
    "miss", "failed", "cache", "reviewed", "model", "source", "budget", "stale", "history", "idle", "fault"
]
"""`miss` and `failed` follow the option `on_miss`; the others are warnings. `fault` is one of aidoc itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem.

    Attributes:
        kind: What sort of problem; adapters map it to their own warning types.
        message: One or two sentences: what happened and what to do.
        where: `file:line`, or a file or directory; may be empty.
    """

    kind: ProblemKind
    message: str
    where: str = ""

    def __post_init__(self) -> None:
        """Keep what stands in files, stores and responses from writing lines of its own into a log."""
        object.__setattr__(self, "message", one_line(self.message))
        object.__setattr__(self, "where", one_line(self.where))

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


def one_line(text: str) -> str:
    """A text on one line: what can be printed of it, and no command of a CI service."""
    if not text.isprintable():
        text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return _COMMAND.sub(lambda found: found[0][0], text)
