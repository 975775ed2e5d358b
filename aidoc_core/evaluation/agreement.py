"""How much two texts say the same: by the words that they share, or by what a small model makes of them.

Both are on a scale from 0 to 1, and neither tells whether a text is true.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any, Protocol

from aidoc_core.checks.words import content, stems
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Agreement(Protocol):
    """Says how much two texts agree."""

    @property
    def name(self) -> str:
        """What it goes by, for the report."""
        ...

    def between(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The agreement of each pair, from 0 to 1."""
        ...


class SharedWords:
    """The F1 score of the stems of the words that say something; a text without any is compared by all its words."""

    name = "words"

    def between(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The agreement of each pair, from 0 to 1."""
        return [_f1(_stems(one), _stems(other)) for one, other in pairs]


class Embedding:
    """The cosine of two vectors, which a static embedding (model2vec) gives; it reads its files and opens no socket.

    Args:
        directory: The model's directory, with `config.json`, `tokenizer.json` and `model.safetensors`.

    Raises:
        ConfigError: The extra is not installed, or there is no model.
    """

    def __init__(self, directory: Path) -> None:
        self.name = f"embedding {directory.name}"
        if not (directory / "config.json").is_file():
            raise ConfigError(
                f"{directory}: is no directory of a model2vec model (config.json is missing). "
                "Download one, for example potion-base-8M, and pass its directory."
            )
        try:
            from model2vec import StaticModel  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise ConfigError(
                "--embedding needs the package model2vec. Install it: pip install 'aidoc-plugins[eval]'."
            ) from error
        try:
            self._model: Any = StaticModel.from_pretrained(str(directory))
        except Exception as error:  # the library raises what its readers of files raise
            raise ConfigError(f"{directory}: cannot be read as a model2vec model ({type(error).__name__}).") from error

    def between(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The agreement of each pair, from 0 to 1."""
        if not pairs:
            return []
        vectors = self._model.encode([text for pair in pairs for text in pair])
        return [_cosine(vectors[i].tolist(), vectors[i + 1].tolist()) for i in range(0, len(vectors), 2)]


def open_agreement(embedding: Path | None) -> Agreement:
    """Shared words, or the embedding in a directory."""
    return SharedWords() if embedding is None else Embedding(embedding)


def _stems(text: str) -> frozenset[str]:
    return content(text) or stems(text)


def _f1(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return 2 * shared / (len(one) + len(other)) if shared else 0.0


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    lengths = sqrt(sum(x * x for x in one)) * sqrt(sum(x * x for x in other))
    return min(1.0, max(0.0, sum(x * y for x, y in zip(one, other, strict=True)) / lengths)) if lengths else 0.0
