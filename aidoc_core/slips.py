"""What somebody likely meant who wrote a name that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LIKELY = 0.6


def meant(name: str, known: Iterable[str], *, likely: float = _LIKELY) -> str:
    """The known name that comes closest to one; empty where none is close.

    Args:
        name: As somebody wrote it.
        known: The names that there are.
        likely: How much alike the two must be, from 0 to 1.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - takes its time, and most names are right

    return next(iter(get_close_matches(name, known, n=1, cutoff=likely)), "")
