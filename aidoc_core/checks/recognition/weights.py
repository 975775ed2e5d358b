"""The weights of a model, and what they say of a sentence."""

from __future__ import annotations

import gzip
import json
import math
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILE = "weights.json.gz"
_SCOPES = {
    **dict.fromkeys(("not", "no", "never", "neither", "nor", "without", "unlike", "hardly"), "!"),
    **dict.fromkeys(("if", "when", "unless", "whether", "may", "might", "could", "should"), "?"),
}
"""Words that deny what follows, or tie it to a condition."""
_ENDS = frozenset(",;:.!?()")
_USUAL, _FEW = 60, 12
"""How many features a sentence has as a rule, and at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A linear model for each claim, as it is kept in a file.

    Attributes:
        claims: The claims, in the order of the numbers.
        starts: Of each claim the score of a sentence without a known feature; above 0 it counts as made.
        unit: What one step of a number is worth.
        features: By feature, numbers in turns: the place of a claim, and steps for it.
        least: Of each claim the score from which on words are the second sign of what a pattern has read.
    """

    claims: list[str]
    starts: list[float]
    unit: float
    features: dict[str, list[int]]
    least: list[float] = field(default_factory=list)

    def claimed(self, tokens: Sequence[str], where: str) -> list[str]:
        """The claims that a sentence makes.

        Args:
            tokens: Its tokens.
            where: The sort of part that it stands in: `summary`, `parameter`.
        """
        return [claim for claim, score in self.scores(tokens, where).items() if score > 0]

    def seconds(self) -> dict[str, float]:
        """By claim, the score from which on words are the second sign of what a pattern has read."""
        return dict(zip(self.claims, self.least, strict=True))

    def scores(self, tokens: Sequence[str], where: str) -> dict[str, float]:
        """By claim, how far its words speak for it: above 0 it counts as made.

        Args:
            tokens: The tokens of a sentence.
            where: The sort of part that it stands in.
        """
        if not tokens:
            return {}
        steps, known, found = [0] * len(self.claims), self.features, set(features(tokens, where))
        for feature in found:
            numbers = known.get(feature, ())
            for at in range(0, len(numbers), 2):
                steps[numbers[at]] += numbers[at + 1]  # whole numbers add up to the same in any order
        unit = self.unit * evenly(len(found))
        scored = zip(self.claims, self.starts, steps, strict=True)
        return {claim: start + taken * unit for claim, start, taken in scored}


def evenly(count: int) -> float:
    """What each of some features counts, so that a long sentence says not much more than a short one.

    Args:
        count: How many there are of a sentence.
    """
    return math.sqrt(_USUAL / max(count, _FEW))


def features(tokens: Sequence[str], where: str) -> Iterator[str]:
    """What is looked at: words, their neighbours, what denies or ties them, the length and the place."""
    line = ["^", *tokens, "$"]
    yield from line
    ends = len(line)
    for at, word in enumerate(line):
        if at + 1 < ends:
            yield f"{word} {line[at + 1]}"
            if at + 2 < ends:
                yield f"{word} {line[at + 1]} {line[at + 2]}"
                yield f"{word} * {line[at + 2]}"
                if at + 3 < ends:
                    yield f"{word} ** {line[at + 3]}"
    yield from _in_scope(tokens)
    yield f"@{where}"
    yield f"@{min(len(tokens), 24) // 4}"
    if tokens:
        yield f"@{where} {tokens[0]}"


def _in_scope(tokens: Sequence[str]) -> Iterator[str]:
    """The words behind one that denies or ties them, up to the next sign."""
    scope = ""
    for word in tokens:
        if word in _ENDS:
            scope = ""
        elif word in _SCOPES:
            scope = _SCOPES[word]
        elif scope:
            yield f"{scope}{word}"


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights of the package, read when they are first asked for."""
    packed = (resources.files(__package__) / FILE).read_bytes()
    return Weights(**json.loads(gzip.decompress(packed)))


def packed(kept: Weights) -> bytes:
    """The bytes of a file of weights, the same for the same ones."""
    text = json.dumps(asdict(kept), separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return gzip.compress(text.encode(), mtime=0)
