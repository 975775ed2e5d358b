"""Sentences from lines with interchangeable parts, to train with: "[It|The call] returns <whole>, [not|never] this".

In square brackets stand alternatives, of which one may be empty; a word in angle brackets is a list of the file's
`parts`, whose own alternatives are drawn in turn. Of each line some sentences are drawn, always the same ones.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EACH = 14
"""Sentences that are drawn of a line at most."""
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_PART = re.compile(r"<(\w+)>")
_DEPTH = 8
_TRIES = 3


def drawn(line: str, parts: Mapping[str, Sequence[str]], each: int = EACH) -> list[str]:
    """Sentences of a line, none twice.

    Args:
        line: As it is written.
        parts: The lists that it may take words from.
        each: How many at most.
    """
    draw = random.Random(line)
    found: dict[str, None] = {}
    for _ in range(_TRIES * each):
        if len(found) == each:
            break
        found[_one(line, parts, draw)] = None
    return list(found)


def _one(line: str, parts: Mapping[str, Sequence[str]], draw: random.Random) -> str:
    text = line
    for _ in range(_DEPTH):
        before = text
        text = _PART.sub(lambda found: draw.choice(parts[found[1]]), text)
        text = _CHOICE.sub(lambda found: draw.choice(found[1].split("|")), text)
        if text == before:
            break
    text = re.sub(r"\s+(?=[,.;:!](?:\s|$))", "", re.sub(r"\s{2,}", " ", text)).strip()
    text = re.sub(r"\b([Aa]) (?=[`{]*[AEIOaeio])(?!one\b|once\b)", r"\1n ", text)
    return text[:1].upper() + text[1:] if text[:1].isalpha() else text
