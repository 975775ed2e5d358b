"""A problem to tell the user: what, where, what to do. The core returns them as data, adapters log them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message
