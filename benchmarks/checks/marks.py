"""The marks of each claim, as `python -m benchmarks.checks.marking` has derived them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_name("marks.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the scores of one claim have to reach.

    Attributes:
        margin: How far beyond the threshold of the training a score counts as recognised: 0 is there in the weights.
        least: From which score on, counted from there, words are the second sign of what a pattern has read.
    """

    margin: float
    least: float


_OF_MOST = Mark(margin=0.52, least=-0.35)
_OF_SOME = {
    "coroutine, denied": Mark(margin=0.52, least=0.0),
    "generator, denied": Mark(margin=0.52, least=-0.59),
    "invented parameter": Mark(margin=0.52, least=-0.44),
    "order of a tuple": Mark(margin=0.52, least=-0.67),
    "prompt leak": Mark(margin=0.75, least=-0.8),
    "says something is returned": Mark(margin=0.52, least=-0.95),
    "talk about the excerpt": Mark(margin=0.75, least=-0.5),
}


def usual(claim: str) -> Mark:
    """The marks that a claim would have if they were not derived for each: nearly all have the same.

    Args:
        claim: The claim.
    """
    return _OF_SOME.get(claim, _OF_MOST)


def read() -> dict[str, Mark]:
    """By claim, its marks."""
    found: dict[str, dict[str, float]] = json.loads(FILE.read_text(encoding="utf-8"))
    return {claim: Mark(**mark) for claim, mark in found.items()}


def write(marks: Mapping[str, Mark]) -> None:
    """Keep them.

    Args:
        marks: By claim, its marks.
    """
    lines = (f"  {json.dumps(claim)}: {json.dumps(asdict(mark))}" for claim, mark in sorted(marks.items()))
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
