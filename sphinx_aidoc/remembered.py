"""What Sphinx' environment remembers, packed: a build in which nothing has changed reads no more than an outline of it.

Sphinx reads the whole environment at the start of every build. What is in here is read when it is first looked at, and
what nobody has looked at is written as it was.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outline:
    """What decides whether there is anything to do.

    Attributes:
        showing: Documents that show objects.
        silent: Documents that showed none when they were read, each with a digest of its text.
        files: The source files that the last build read.
        reports: Documents with the report.
        waiting: Whether any object lacks an answer.
        revealed: What only aidoc makes appear: document, and name as it is shown there.
    """

    showing: frozenset[str] = frozenset()
    silent: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    reports: frozenset[str] = frozenset()
    waiting: bool = False
    revealed: frozenset[tuple[str, str]] = frozenset()

    def are_silent(self, files: Iterable[tuple[str, Path]]) -> bool:
        """Whether documents are known to show nothing, and stand as they were read.

        Args:
            files: The documents, each with its file.
        """
        return bool(self.showing) and all(
            document in self.silent and document not in self.reports and self.silent[document] == text_digest(file)
            for document, file in files
        )


class State(Protocol):
    """What an environment can remember."""

    reports: set[str]
    revealed: set[tuple[str, str]]

    def outline(self) -> Outline:
        """The outline of it."""

    def of_reader(self) -> Self:
        """What another process that reads documents has to send back of it."""


S = TypeVar("S", bound=State)


class Remembered(Generic[S]):
    """What is remembered, read when it is first looked at.

    Args:
        state: What.
    """

    def __init__(self, state: S) -> None:
        self._state: S | None = state
        self._outline = Outline()
        self._packed = b""
        self._process = os.getpid()

    @property
    def opened(self) -> bool:
        """Whether this process has looked at it: only then may it have changed."""
        return self._state is not None

    @property
    def state(self) -> S:
        """All of it."""
        if self._state is None:
            self._state = pickle.loads(self._packed)  # noqa: S301 - a part of what Sphinx pickles, and no less trusted
        return self._state

    @property
    def outline(self) -> Outline:
        """The outline of it, as it is now."""
        return self._outline if self._state is None else self._state.outline()

    @property
    def revealed(self) -> AbstractSet[tuple[str, str]]:
        """What only aidoc makes appear: document, and name as it is shown there."""
        return self._outline.revealed if self._state is None else self._state.revealed

    @property
    def reports(self) -> AbstractSet[str]:
        """Documents with the report."""
        return self._outline.reports if self._state is None else self._state.reports

    def is_as(self, other: Remembered[S]) -> bool:
        """Whether a copy that was in another process is known to be the same."""
        return self._state is None and other._state is None and self._packed == other._packed

    def __getstate__(self) -> tuple[Outline, bytes]:
        """The outline, and the rest packed; from a reader of `-j`, what it has found."""
        if self._state is None:
            return self._outline, self._packed
        state = self._state if os.getpid() == self._process else self._state.of_reader()
        return self.outline, pickle.dumps(state, pickle.HIGHEST_PROTOCOL)

    def __setstate__(self, found: tuple[Outline, bytes]) -> None:
        self._outline, self._packed = found
        self._state = None
        self._process = os.getpid()


def text_digest(file: Path) -> str:
    """What tells the text of a document from all others; empty where other files have a part in it, or it is gone."""
    try:
        text = file.read_bytes()
    except OSError:
        return ""
    return "" if b"include" in text else hashlib.sha256(text).hexdigest()
