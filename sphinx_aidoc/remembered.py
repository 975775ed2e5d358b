"""What Sphinx' environment remembers, packed: a build in which nothing has changed reads no more than an outline of it.

Sphinx reads the whole environment at the start of every build. What is in here is read when it is first looked at, and
what nobody has looked at is written as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

from sphinx_aidoc.written_state import from_text, is_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from aidoc_core.settings import Settings

_PROTOCOL = pickle.HIGHEST_PROTOCOL


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
        token: Tells the whole of what is remembered from all else; empty where it has changed since it was given.
        unread: The values of `second_reading` by which any answer would be read a second time, or repaired.
    """

    showing: frozenset[str] = frozenset()
    silent: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    reports: frozenset[str] = frozenset()
    waiting: bool = False
    revealed: frozenset[tuple[str, str]] = frozenset()
    token: str = ""
    unread: frozenset[str] = frozenset()

    def waits(self, settings: Settings) -> bool:
        """Whether a build with these options would request anything."""
        reads = settings.reads_again and settings.second_reading in self.unread
        return reads or (self.waiting and settings.may_request)

    def are_silent(self, files: Iterable[tuple[str, Path]]) -> bool:
        """Whether documents are known to show nothing, and stand as they were read.

        Args:
            files: The documents, each with its file.
        """
        return bool(self.showing) and all(
            document not in self.reports and (known := self.silent.get(document)) and known == text_digest(file)
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
        self._report: dict[str, Any] | None = {}
        self._packed_report = b""
        self._process = os.getpid()

    @property
    def report(self) -> dict[str, Any]:
        """The report of the last build, as plain data."""
        if self._report is None:
            self._report = json.loads(self._packed_report)
        return self._report

    @report.setter
    def report(self, report: dict[str, Any]) -> None:
        self._report, self._packed_report = report, b""

    @property
    def opened(self) -> bool:
        """Whether this process has looked at it: only then may it have changed."""
        return self._state is not None

    @property
    def state(self) -> S:
        """All of it."""
        if self._state is None:
            self._state = _opened(self._packed)
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

    def note_report(self, document: str) -> None:
        """Remember that the report stands in a document."""
        if document not in self.reports:
            self.state.reports.add(document)

    def take_up(self, outline: Outline, text: bytes) -> None:
        """Go on from what another build has written down.

        Args:
            outline: The outline of it.
            text: All of it (`written_state`).
        """
        self._outline, self._packed, self._state = outline, text, None

    def reset(self, state: S) -> None:
        """Go on from nothing.

        Args:
            state: What is remembered of nothing.
        """
        self._outline, self._packed, self._state, self.report = Outline(), b"", state, {}

    def is_as(self, other: Remembered[S]) -> bool:
        """Whether a copy that was in another process is known to be the same."""
        return self._state is None and other._state is None and self._packed == other._packed

    def __getstate__(self) -> tuple[Outline, bytes, bytes]:
        """The outline, and the rest packed; from a reader of `-j`, what it has found, without a report."""
        reads = os.getpid() != self._process
        if self._state is not None and reads:
            return self.outline, pickle.dumps(self._state.of_reader(), _PROTOCOL), b"{}"
        if self._report is not None and not self._packed_report and not reads:
            self._packed_report = json.dumps(self._report, separators=(",", ":")).encode("utf-8", "surrogatepass")
        packed = self._packed if self._state is None else pickle.dumps(self._state, _PROTOCOL)
        return self.outline, packed, self._packed_report or b"{}"

    def __setstate__(self, found: tuple[Outline, bytes, bytes]) -> None:
        self._outline, self._packed, self._packed_report = found
        self._state = self._report = None
        self._process = os.getpid()


def _opened(packed: bytes) -> Any:
    """What was remembered: a part of what Sphinx pickles, and no less trusted, or what a memo told."""
    return from_text(packed) if is_text(packed) else pickle.loads(packed)  # noqa: S301 - as above


def text_digest(file: Path) -> str:
    """What tells the text of a document from all others; empty where other files have a part in it, or it is gone."""
    try:
        text = file.read_bytes()
    except OSError:
        return ""
    return "" if b"include" in text else hashlib.sha256(text).hexdigest()
