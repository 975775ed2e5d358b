"""What aidoc costs a Sphinx build for which nothing has changed, against the twin with the same texts in the source."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from benchmarks.twins import Ratios, figures, pair

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 300.0
"""No pair of builds is begun after these, shared by the packages, once their sites are there."""
PACKAGES = ("click==8.1.8", "httpx==0.28.1")


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build each site and its twin by turns, when all is built already."""
    rows = {name.partition("==")[0]: _measure(name, 1 if quick else 7) for name in _chosen(quick=quick)}
    return figures(rows)


def _chosen(*, quick: bool) -> Sequence[str]:
    return PACKAGES[: 1 if quick else None]


def _measure(requirement: str, rounds: int) -> Ratios:
    ours, plain = pair(requirement, "sphinx")
    row = Ratios()
    end = time.monotonic() + SECONDS / len(PACKAGES)
    for turn in range(-2, rounds):  # the first two build what there is, and settle
        if turn > 0 and time.monotonic() > end:
            break
        row.add(ours.build(), plain.build(), counts=turn >= 0)
    return row


def table(found: dict[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(f"{name}: {one}" for name, one in found["cases"].items())
