"""The weights of a model, and what they say of a sentence."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILE = "weights.json.gz"
_SCOPES = {
    **dict.fromkeys(("not", "no", "never", "neither", "nor", "without", "unlike", "hardly"), "!"),
    **dict.fromkeys(("if", "when", "unless", "whether", "may", "might", "could", "should"), "?"),
}
"""Words that deny what follows, or tie it to a condition."""
_ENDS = frozenset(",;:.!?()")


class Kept(BaseModel):
    """Weights as they are kept in a file: of each claim what it starts from, and of each feature the numbers.

    Attributes:
        claims: The claims, in the order of the numbers.
        starts: Of each claim the score of a sentence without a known feature; at 0 it counts as made.
        unit: What one step of a number is worth.
        features: By feature, numbers in turns: the place of a claim, and steps for it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    claims: list[str]
    starts: list[float]
    unit: float
    features: dict[str, list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A linear model for each claim.

    Attributes:
        claims: The claims.
        starts: Their scores without a known feature.
        features: By feature, what it adds to which claim.
    """

    claims: tuple[str, ...]
    starts: tuple[float, ...]
    features: dict[str, tuple[tuple[int, float], ...]]

    @classmethod
    def of(cls, kept: Kept) -> Weights:
        """Weights from their file's form."""
        worth = {
            feature: tuple((place, steps * kept.unit) for place, steps in _by_twos(numbers))
            for feature, numbers in kept.features.items()
        }
        return cls(claims=tuple(kept.claims), starts=tuple(kept.starts), features=worth)

    def claimed(self, tokens: Sequence[str], where: str) -> list[str]:
        """The claims that a sentence makes.

        Args:
            tokens: Its tokens.
            where: The sort of part that it stands in: `summary`, `parameter`.
        """
        scores, known = list(self.starts), self.features
        for feature in set(features(tokens, where)):
            for place, weight in known.get(feature, ()):
                scores[place] += weight
        return [claim for claim, score in zip(self.claims, scores, strict=True) if score > 0]


def _by_twos(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers by twos."""
    return zip(numbers[::2], numbers[1::2], strict=True)


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
    return Weights.of(Kept.model_validate_json(gzip.decompress(packed)))


def packed(kept: Kept) -> bytes:
    """The bytes of a file of weights, the same for the same weights."""
    text = json.dumps(kept.model_dump(), separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return gzip.compress(text.encode(), mtime=0)
