"""What a build has worked out for a whole site, for the next one in which nothing of it has changed.

One memo under one key, which stands for all that the build rests on: code, docstrings, answers, options, what reads
and judges, and what the adapter names. A build that finds it attaches ready texts; it reads no object, looks nothing up
and checks nothing. One that does not find it works as if there were none.
"""

from __future__ import annotations

import hashlib
import json
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from aidoc_core.build.kept_state import answers_state
from aidoc_core.build.remembered import Remembered
from aidoc_core.build.site_parts import found_in, memos_of
from aidoc_core.code.files import directory_of
from aidoc_core.code.outside import is_unchanged, looked_into
from aidoc_core.code.state import docstrings_of, sources_of, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import griffe

    from aidoc_core.answers.memo import Memos
    from aidoc_core.build.session import Session
    from aidoc_core.build.site_parts import Part
    from aidoc_core.code.packed import Pack

_UNREADABLE = (OSError, ValueError, RecursionError)
"""What files raise that are gone, no text any more, or nested too deeply."""
_FOLLOWS = frozenset({"source", "stale", "miss", "failed"})
"""Kinds of problems that follow from code and answers alone; others may be over by the next build."""
_HELD = "site"
"""Where a process holds it that builds the site again and again."""


class SiteMemo:
    """The memo of one site, in one build.

    Args:
        session: The build.
        known: Tells whether a dotted path is documented elsewhere.

    Attributes:
        is_damaged: Whether a part of it is not what was kept.
    """

    def __init__(self, session: Session, known: Callable[[str], bool]) -> None:
        self._session = session
        self._known = known
        self._packages: tuple[griffe.Module, ...] = ()
        self._state = self._sources = self._answers = ""
        self.is_damaged = False

    def find(self, packages: Sequence[griffe.Module], rests_on: object) -> Remembered | None:
        """What an earlier build came to, if nothing has changed since.

        Args:
            packages: All packages that pages show, as they are loaded, nothing filled in yet.
            rests_on: What else counts: values whose `repr` is the same in every process.
        """
        session = self._session
        if not packages or session.course is not None or session.journal is not None or session.settings.report_history:
            return None  # a command, a log and a history want to know of every object
        try:
            docstrings = [docstrings_of(package) for package in packages[:1]]
            if None in docstrings:
                return None
            self._sources, self._answers = sources_of(*packages), answers_state(session.settings, session.root)
            code = state_of(*packages, sources=self._sources)
            self._state = _digest(session.tool, session.root, session.settings, code, docstrings, rests_on)
            state = f"{self._state} {self._answers}"
            self._packages = tuple(packages)
            held: Kept | None = session.memory.held.get(_HELD)
            if held is not None and (held.name, held.state) == (self._name, state):
                return held.remembered if self._holds(held.rests_on) else None
            found = session.memory.memos.read(self._name, state)
            if not found or not self._holds(found):
                return None
            whole = found_in(self._name, found, session.memory.memos.read)
            self.is_damaged = whole is None
            return None if whole is None else Remembered.from_dict(whole)
        except _UNREADABLE:
            self._state = ""
            return None

    def begin(self) -> None:
        """Note what answers the build rests on, before any is looked up: opening the cache may have written to it."""
        if self._state:
            try:
                self._answers = answers_state(self._session.settings, self._session.root)
            except _UNREADABLE:
                self._state = ""

    def forget(self) -> None:
        """Keep nothing of this build: it shows more than the pages told before they were rendered."""
        self._state = ""

    @property
    def may_keep(self) -> bool:
        """Whether the next build may come to the same without looking; to be asked for when all is shown.

        Not where requests were sent or would be.
        """
        session = self._session
        if not self._state or not self._sources or session.counters.requests or session.ledger.on_demand:
            return False
        if any(record.waits(session.settings) for record in session.ledger):
            return False
        return bool(session.ledger) and self._follows

    @property
    def _follows(self) -> bool:
        return all(problem.kind in _FOLLOWS for problem in self._session.problems)

    @property
    def keeps(self) -> bool:
        """Whether that is still so: not where sources or answers have changed since they were read."""
        session = self._session
        if not self._state or not self._follows:
            return False
        try:
            same = answers_state(session.settings, session.root) == self._answers
            return same and sources_of(*self._packages, on_disk=True) == self._sources
        except _UNREADABLE:
            return False

    def keep(self, remembered: Remembered, parts: Mapping[str, Part] = MappingProxyType({})) -> Mapping[str, str]:
        """Keep what this build came to, if `keeps` says so; nothing may be open by now.

        A process that goes on to build the site again keeps it in mind, and writes it when it ends (`write_held`).

        Args:
            remembered: What this build came to.
            parts: Of modules that it has not read, what an earlier build has kept.

        Returns:
            Under what the part of each module is kept, in a large site.
        """
        session = self._session
        state, rests_on = f"{self._state} {self._answers}", self._rests_on()
        kept = Kept(session.memory.memos, self._name, state, remembered, rests_on)
        if session.memory.goes_on:
            session.memory.held[_HELD] = kept
            return {}
        return kept.write(parts)

    def keep_parts(self, remembered: Remembered, parts: Mapping[str, Part]) -> Pack:
        """Keep the parts of what this build came to ahead of the memo that tells of them, for a large site.

        Args:
            remembered: As `keep` takes it.
            parts: Likewise.

        Returns:
            That memo, packed.
        """
        from aidoc_core.code.packed import Pack  # noqa: PLC0415 - for large sites

        first, written = memos_of(self._name, remembered.to_divide(), parts)
        self._session.memory.memos.write_all(written)
        return Pack([json.dumps(first)])

    def keep_first(self, packed: Pack) -> Mapping[str, str]:
        """Keep the memo that tells of the parts, if `keeps` says so; nothing may be open by now.

        Args:
            packed: As `keep_parts` gave it.

        Returns:
            As `keep`.
        """
        state, first = f"{self._state} {self._answers}", json.loads(packed.rows()[0])
        self._session.memory.memos.write(self._name, state, {**first, **self._rests_on()})
        return dict(first["parts"])

    def _rests_on(self) -> dict[str, Any]:
        return {
            "outside": [looked_into(directory_of(package)) for package in self._packages],
            "known": self._session.looked_for,
        }

    def _holds(self, found: Mapping[str, Any]) -> bool:
        """Whether installed packages and inventories of the site say what they said."""
        pairs = zip(found["outside"], self._packages, strict=True)
        return all(is_unchanged(looked, directory_of(package)) for looked, package in pairs) and all(
            self._known(name) is known for name, known in found["known"].items()
        )

    @property
    def _name(self) -> str:
        return f"site {self._session.tool} {self._session.root}"


class Kept(NamedTuple):
    """What is kept of a build: where, under what, and what it rests on."""

    memos: Memos
    name: str
    state: str
    remembered: Remembered
    rests_on: Mapping[str, Any]

    def write(self, kept: Mapping[str, Part] = MappingProxyType({})) -> Mapping[str, str]:
        """Write it down for other processes.

        Args:
            kept: As `SiteMemo.keep` takes them.

        Returns:
            As that.
        """
        first, parts = memos_of(self.name, self.remembered.to_divide(), kept)
        self.memos.write_all(chain(parts, [(self.name, self.state, {**first, **self.rests_on})]))
        return dict(first["parts"])


def write_held(held: Mapping[str, Any]) -> None:
    """Write down what the last build of a process came to, when the process ends.

    Args:
        held: What its builds have held.
    """
    kept: Kept | None = held.get(_HELD)
    if kept is not None:
        kept.write()


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
