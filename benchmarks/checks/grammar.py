"""Sentences from small interchangeable parts, to train with: each frame tells many of the same claim.

A file has, by claim (or `beside` one, for what speaks of the same and does not make it), frames: the part of the answer
that their sentences stand in (`where`, a description if there is none) and their parts in order, each a list of which
one is taken. Of each frame as many sentences are drawn as `EACH` says, always the same ones.
"""

from __future__ import annotations

import json
import math
import random
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EACH = 40
"""Sentences that are drawn of a frame at most."""


def expanded(path: Path, each: int = EACH) -> Iterator[tuple[str, str, str]]:
    """The claim, the place and the text of each sentence of a file of frames.

    Args:
        path: The file.
        each: How many of a frame at most.
    """
    for claim, frames in json.loads(path.read_text(encoding="utf-8")).items():
        for frame in frames:
            yield from ((claim, frame.get("where", "description"), text) for text in sentences(frame["parts"], each))


def sentences(parts: list[list[str]], each: int = EACH) -> list[str]:
    """Sentences of some parts, one of each, no sentence twice.

    Args:
        parts: What may stand in each place.
        each: How many at most.
    """
    draw: Any = random.Random(json.dumps(parts))
    most = min(each, math.prod(map(len, parts)))
    found: dict[str, None] = {}
    for _ in range(20 * most):
        if len(found) == most:
            break
        found[_joined(draw.choice(part) for part in parts)] = None
    return list(found)


def _joined(chosen: Iterator[str]) -> str:
    """Parts side by side, marks right behind the word before them."""
    return re.sub(r"\s+(?=[,.;:!](?:\s|$))", "", " ".join(part for part in chosen if part))
