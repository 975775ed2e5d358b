"""Figures in words: numbers with their nouns, shares and dollars, as the log and the pages have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

LEAST = 0.0001
"""US dollars; what costs less is said to."""
_CENT = 0.01
_FINE = 1_000_000_000
"""How exactly a share is taken before it is rounded: 0.29 is a little less in binary digits."""


def count(number: int, noun: str) -> str:
    """A number and what it counts, e.g. `1 object`, `1,975 objects`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def shown_commit(commit: Mapping[str, str]) -> str:
    """A commit for readers, e.g. `1a2b3c4d5 (Ada Byron, 2026-01-02)`."""
    return f"{commit['id'][:9]} ({commit['author']}, {commit['date']})"


def percent(part: int, whole: int) -> str:
    """A share in whole per cent, rounded down: `100%` means all of it and `0%` none; `—` of nothing."""
    if not whole:
        return "—"
    return f"{max(100 * part // whole, min(part, 1))}%"


def percent_of_one(part: float) -> str:
    """A share between 0 and 1, rounded by the same rule."""
    return percent(int(part * _FINE + 0.5), _FINE)


def share(part: int, whole: int) -> str:
    """How many of some objects, e.g. `468 (99%)`."""
    return f"{part:,} ({percent(part, whole)})" if whole else percent(part, whole)


def shares(numbers: Sequence[int]) -> list[str]:
    """How many objects each part of a whole has, e.g. `84 (29%)` and `202 (70%)`.

    Each is rounded as everywhere (`percent`), so that one figure is the same on every page and in the terminal; the
    shares of a whole may add up to less than 100.
    """
    return [share(number, sum(numbers)) for number in numbers]


def dollars(cost: Decimal | float | None) -> str:
    """What was billed; `unknown` where the price is not known."""
    if cost is None:
        return "unknown"
    return f"less than ${LEAST}" if 0 < cost < LEAST else f"${cost:,.4f}"


def spent(usage: Mapping[str, Any]) -> str:
    """What the requests of a build were billed; what nobody knows of it is said.

    Args:
        usage: Their `usage` in a report; older ones do not tell how much is unknown.
    """
    unpriced = usage.get("unpriced", 0)
    if not unpriced:
        return dollars(usage["cost_usd"])
    if not usage["known_usd"]:
        return dollars(None)
    return f"at least {dollars(usage['known_usd'])} ({count(unpriced, 'request')} of unknown cost)"


def about(cost: Decimal) -> str:
    """An estimate, to two digits or so."""
    if 0 < cost < LEAST:
        return f"<${LEAST}"
    return f"~${cost:,.2f}" if cost >= _CENT else f"~${cost:,.4f}"
