"""Signs: what a text must have for a pattern to match, looked for first, since most texts have none."""

from __future__ import annotations


def has_any(signs: tuple[str, ...], text: str) -> bool:
    """Whether a text has one of some signs, which takes a fraction of the time of a search for all of them."""
    for sign in signs:  # noqa: SIM110 - a generator takes twice the time, here where it counts
        if sign in text:
            return True
    return False
