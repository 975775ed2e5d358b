"""A cache for which nothing was answered the last time: read as it is, and opened for writing with the first answer.

Opening a database for writing changes files, and so does each claim. Where a server watches the documents, and the
cache lies among them, a build that gets no answer would start the next one, without end.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aidoc_core.answers.cache import open_cache
from aidoc_core.answers.database import BROKEN, DEFERRED, FRUITLESS, text_of
from aidoc_core.answers.files import DATABASE
from aidoc_core.answers.fruitless import Fruitless
from aidoc_core.answers.read_only import ReadOnlyAnswers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from aidoc_core.answers.disk import DiskAnswers
    from aidoc_core.answers.entry import Entry
    from aidoc_core.answers.paid import PaidEntry
    from aidoc_core.answers.store import Question
    from aidoc_core.problems import Problem


class LateAnswers:
    """Reads a cache, and writes to it once there is something to keep; see `WritableStore`.

    Until then nothing is claimed: so whoever asks sends one request first, and all others when that was answered.

    Args:
        directory: The cache directory; it may be missing.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._reading = ReadOnlyAnswers(directory)
        self._writing: DiskAnswers | None = None
        self._refused = False
        self.problems: list[Problem] = []
        self._reading.problems = self.problems

    @property
    def waits(self) -> bool:
        """Whether it is not open for writing yet."""
        return self._writing is None

    @property
    def writable(self) -> bool:
        """Whether it takes entries, as far as can be seen without writing."""
        if self._writing is not None:
            return self._writing.writable
        database = self.directory / DATABASE
        above = next((one for one in (self.directory, *self.directory.parents) if one.exists()), self.directory)
        files = [above, *([database] if database.exists() else [])]
        return not self._refused and above.is_dir() and all(os.access(one, os.W_OK) for one in files)

    def get_many(self, questions: Sequence[Question]) -> Mapping[str, Entry]:
        """Look up many questions."""
        return (self._writing or self._reading).get_many(questions)

    def entries(self) -> Iterator[Entry]:
        """Every entry that can be read."""
        return (self._writing or self._reading).entries()

    def paid(self) -> Mapping[str, PaidEntry]:
        """What each entry cost."""
        return (self._writing or self._reading).paid()

    def put(self, entry: Entry) -> bool:
        """Keep an entry."""
        store = self._opened()
        return store is not None and store.put(entry)

    def forget(self, fingerprints: Iterable[str]) -> None:
        """Remove entries."""
        store = self._opened()
        if store is not None:
            store.forget(fingerprints)

    def deferred(self) -> frozenset[str]:
        """What an earlier build did not get to."""
        return frozenset(self._note(DEFERRED).split()) if self._writing is None else self._writing.deferred()

    def defer(self, fingerprints: Iterable[str]) -> None:
        """Remember what this build did not get to; only the order of requests hangs on it, so it may wait."""
        if self._writing is not None:
            self._writing.defer(fingerprints)

    def fruitless(self, how: str) -> Fruitless | None:
        """What an earlier build was paid for in vain."""
        if self._writing is not None:
            return self._writing.fruitless(how)
        return Fruitless.read(self._note(f"{FRUITLESS}{how}"))

    def remember_fruitless(self, how: str, found: Fruitless | None) -> None:
        """Keep that for the next build, where it is not what is known already."""
        if found != self.fruitless(how) and (store := self._opened()) is not None:
            store.remember_fruitless(how, found)

    def claim(self, fingerprints: Iterable[str], *, seconds: float) -> frozenset[str]:
        """Claim what is about to be requested; all is ours while nothing can be claimed."""
        wanted = frozenset(fingerprints)
        return wanted if self._writing is None else self._writing.claim(wanted, seconds=seconds)

    def release(self, fingerprints: Iterable[str]) -> None:
        """Give claims back."""
        if self._writing is not None:
            self._writing.release(fingerprints)

    def close(self) -> None:
        """Close files; they reopen on demand."""
        self._reading.close()
        if self._writing is not None:
            self._writing.close()

    def _note(self, key: str) -> str:
        try:
            return next((text_of(row) for _, row in self._reading.rows([key])), "")
        except BROKEN:
            return ""

    def _opened(self) -> DiskAnswers | None:
        if self._writing is None and not self._refused:
            self._reading.close()
            store, problems = open_cache(self.directory, offline=False)
            self.problems += [*problems, *store.problems]
            store.problems = self.problems
            if isinstance(store, ReadOnlyAnswers):
                self._refused = True
                store.close()
            else:
                self._writing = store
        return self._writing
