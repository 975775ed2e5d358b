"""Reads which sorts of things a sentence only speaks of: no claim by itself, but one where no code has a word of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = {
    "coroutine": regex(
        r"\bcoroutines?\b|\bawait(?:s|ed|able)?\b|\basyncio\b|\bevent\s+loop\b|\basync\b|\basynchronous(?:ly)?\b"
    ),
    "generator": regex(
        r"\b(?:a|the|this|lazy|python)\s+generators?\b"
        r"(?!\s+(?:of\s+(?:pseudo-?)?random|that\s+draws|matri\w+|polynom\w+|seed|state))"
        r"|\bgenerator\s+(?:function|expression|object)s?\b|\bconcept\s+of\s+generators\b|\blazily\b|\bon\s+(?:demand|the\s+fly)\b"
        r"|`{0,2}\bnext\(\)"
    ),
    "context manager": regex(
        r"\bcontext[ -]managers?\b|\b(?:in|inside|within|of|leaving|entering)"
        r"\s+(?:an?|the)\s+with\s+(?:block|statement)\b"
    ),
}  # fmt: skip
_DENIED = regex(
    r"\b(?:not|cannot|never|no|instead|rather|unlike|than|without|neither|if|unless|other|random)\b|n['\u2019]t"
)
EVIDENCE = {
    "coroutine": ("async", "await", "corout", "future", "event loop", "event_loop", "trio", "greenlet", "promise",
                  "callback"),
    "generator": ("yield", "iter", "generator", "lazy", "lazi", "next(", "stream", "map(", "filter(", "zip(", "demand"),
    "context manager": ("contextmanager", "__enter__", "context manager", "with_", "exitstack", "closing", "__await__",
                        "__aenter__"),
}  # fmt: skip
"""Of each sort, parts of words of which the module has one if there may be something of it."""


def named(lower: str) -> Iterator[str]:
    """The sorts that a sentence in lower case has a word of, and does not deny."""
    for sort, pattern in _WORDS.items():
        match = pattern.search(lower)
        if match is not None and (
            not _DENIED.search(lower[max(0, match.start() - 30) : match.start()]) or _FORGET.search(lower)
        ):
            yield sort


_FORGET = regex(r"\b(?:without\s+`{0,2}await|not\s+forget\s+to\s+`{0,2}await|(?:if|unless)\b[^.,]{0,40}\bawaited)\b")
"""What goes wrong without it, says that it is needed."""
