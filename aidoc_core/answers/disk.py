"""The disk cache, on diskcache with a `Disk` that knows text and nothing else."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import diskcache

from aidoc_core.answers.claims import Owner
from aidoc_core.answers.database import BROKEN as UNREADABLE
from aidoc_core.answers.database import DEFERRED, FRUITLESS, LOCAL, WAIT, Reader, is_damage, one_line
from aidoc_core.answers.files import DATABASE
from aidoc_core.answers.fruitless import Fruitless
from aidoc_core.answers.made_database import SETTINGS, is_ready
from aidoc_core.answers.opening import OPENING, opened
from aidoc_core.answers.read_only import ReadOnlyAnswers
from aidoc_core.answers.text_disk import TextDisk
from aidoc_core.errors import CacheError, UnreachableError
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aidoc_core.answers.entry import Entry

BROKEN = (*UNREADABLE, diskcache.Timeout)
"""What damaged or planted files, and others that write to them, make all that is used here raise."""
# Rows that are no entries have a space in their keys.
_CLAIM = "claim "
_WRITABLE = "Free space or correct its permissions, then build again."

_IGNORE = """\
# Written by aidoc when it made this directory. It holds the cache of answers: do not commit it.
# Keep it in CI between runs, or commit the reviewed files instead: `aidoc export` writes them to aidoc-reviewed/.
# To commit the cache anyway, delete this file; aidoc does not write it again.
*
"""


class DiskAnswers(Reader):
    """Reads and writes the cache.

    A database that is damaged is set aside, and a new one started with what could be rescued.

    Args:
        directory: The cache directory; created if missing.
        wait: Seconds to wait for a database that another build has locked.
        limit: Seconds that opening may take.

    Raises:
        CacheError: The directory cannot be opened for writing.
        UnreachableError: Opening took too long.
    """

    def __init__(self, directory: Path, *, wait: float = WAIT, limit: float = OPENING) -> None:
        super().__init__(directory, limit=limit)
        self._wait = wait
        self._writable = True
        self._reading: sqlite3.Connection | None = None
        self._opened: diskcache.Cache | None = None
        try:
            self._opened = self._open()
        except UnreachableError:
            raise
        except BROKEN as error:
            if not is_damage(error) or not (directory / DATABASE).is_file():
                raise CacheError(one_line(error)) from error
            try:
                self._start_anew(error)
            except BROKEN as other:
                raise CacheError(one_line(other)) from other

    @property
    def _cache(self) -> diskcache.Cache:
        """What writes, for the hand. Opening it writes, too: so the file is another one though no answer is."""
        if self._opened is None:
            is_ready(self.directory / DATABASE, self._wait)  # it may be locked by now
            self._opened = self._open_to_write()
        return self._opened

    def _open(self) -> diskcache.Cache | None:
        return opened(self._open_here, seconds=self._limit)

    def _open_here(self) -> diskcache.Cache | None:
        """Open it, where there is anything to write at once."""
        if self.directory.is_file():
            raise CacheError("it is a file, not a directory")
        return None if is_ready(self.directory / DATABASE, self._wait) else self._open_to_write()

    def _open_to_write(self) -> diskcache.Cache:
        ours = not self.directory.exists() or not any(self.directory.iterdir())
        cache = diskcache.Cache(str(self.directory), timeout=self._wait, disk=TextDisk, **SETTINGS)
        if ours:  # nobody keeps anything else here
            with suppress(OSError):
                (self.directory / ".gitignore").write_text(_IGNORE, encoding="utf-8")
        cache.close()  # each thread has a connection of its own, and opens it on demand
        return cache

    def _start_anew(self, error: BaseException) -> None:
        """Set a damaged database aside and start a new one with what can be read of it."""
        rescued: list[Entry] = []
        with suppress(*BROKEN), closing(ReadOnlyAnswers(self.directory)) as damaged:
            rescued = list(damaged.entries())
        aside = _set_aside(self.directory / DATABASE)
        cache = self._opened = opened(self._open_to_write, seconds=self._limit)
        with cache.transact():
            for entry in rescued:
                cache.set(entry.fingerprint, entry.to_json())
        answers = "1 answer was" if len(rescued) == 1 else f"{len(rescued)} answers were"
        self.problems.append(
            Problem(
                kind="cache",
                message=f"The cache is damaged ({one_line(error)}). A new one was started: {answers} rescued, the rest "
                f"is requested again. The damaged file is now {aside}; delete it when you do not need it.",
                where=str(self.directory),
            )
        )

    def _connect(self) -> sqlite3.Connection | None:
        # diskcache looks one key up at a time; many at once are read beside it.
        if self._reading is None:
            self._reading = self._hand.do(self._connect_here, drop=sqlite3.Connection.close)
        return self._reading

    def _connect_here(self) -> sqlite3.Connection:
        uri = f"{(self.directory / DATABASE).resolve().as_uri()}?mode=ro"
        return sqlite3.connect(uri, uri=True, timeout=self._wait, check_same_thread=False)

    @property
    def writable(self) -> bool:
        """Whether it takes entries; see `WritableStore.writable`."""
        return self._writable and not self._hand.lost

    def put(self, entry: Entry) -> bool:
        """Keep an entry; see `WritableStore.put`. A cache that cannot be written is told once."""
        if not self._writable:
            return False
        try:
            self._hand.do(lambda: self._cache.set(entry.fingerprint, entry.to_json()))
        except BROKEN as error:
            return self._put_anew(entry, error)
        return True

    def _put_anew(self, entry: Entry, error: BaseException) -> bool:
        """Keep an entry that the database did not take: in a new one, if it is damaged."""
        if is_damage(error):
            with suppress(*BROKEN):
                self.close()
                self._start_anew(error)
                self._hand.do(lambda: self._cache.set(entry.fingerprint, entry.to_json()))
                return True
        self._writable = False
        unreachable = isinstance(error, UnreachableError)
        if not (unreachable and self.told):
            message = f"The cache cannot be written ({one_line(error)}). {LOCAL if unreachable else _WRITABLE}"
            self.problems.append(Problem(kind="cache", message=message, where=str(self.directory)))
        self.told = self.told or unreachable
        return False

    def forget(self, fingerprints: Iterable[str]) -> None:
        """Remove entries; those that are not there are passed over.

        Raises:
            CacheError: The cache cannot be written.
        """

        def forget() -> None:
            with self._cache.transact():
                for fingerprint in fingerprints:
                    self._cache.delete(fingerprint)

        try:
            self._hand.do(forget)
        except BROKEN as error:
            raise CacheError(f"{self.directory}: the cache cannot be written ({one_line(error)})") from error

    def deferred(self) -> frozenset[str]:
        """Fingerprints that an earlier build did not get to; they come first now."""
        try:
            return frozenset((self._hand.do(lambda: self._cache.get(DEFERRED)) or "").split())
        except BROKEN:  # only the order of requests hangs on it
            return frozenset()

    def defer(self, fingerprints: Iterable[str]) -> None:
        """Remember what this build did not get to, in place of what was remembered."""
        text = " ".join(sorted(fingerprints))

        def defer() -> None:
            if text != (self._cache.get(DEFERRED) or ""):
                self._cache.set(DEFERRED, text)

        with suppress(*BROKEN):
            if self._writable:
                self._hand.do(defer)

    def fruitless(self, how: str) -> Fruitless | None:
        """What an earlier build was paid for in vain; see `WritableStore.fruitless`."""
        try:
            return Fruitless.read(self._hand.do(lambda: self._cache.get(f"{FRUITLESS}{how}")) or "")
        except BROKEN:
            return None

    def remember_fruitless(self, how: str, found: Fruitless | None) -> None:
        """Keep that for the next build; `None` forgets it."""
        key = f"{FRUITLESS}{how}"
        with suppress(*BROKEN):
            if found is None:
                self._hand.do(lambda: self._cache.delete(key))
            else:
                self._hand.do(lambda: self._cache.set(key, found.to_json()))

    def claim(self, fingerprints: Iterable[str], *, seconds: float) -> frozenset[str]:
        """Claim what is about to be requested; see `WritableStore.claim`.

        Where claims cannot be written, everything is ours: an answer paid twice is better than one never requested.
        """
        wanted = list(fingerprints)

        def claim() -> frozenset[str]:
            with self._cache.transact():
                return frozenset(one for one in wanted if self._claim(one, seconds))

        try:
            return self._hand.do(claim)
        except BROKEN:
            return frozenset(wanted)

    def _claim(self, fingerprint: str, seconds: float) -> bool:
        us, key = Owner.here(), f"{_CLAIM}{fingerprint}"
        if self._cache.add(key, us.to_json(), expire=seconds):
            return True
        owner = Owner.read(self._cache.get(key) or "")
        if owner is not None and owner != us and not owner.is_gone():
            return False
        self._cache.set(key, us.to_json(), expire=seconds)
        return True

    def release(self, fingerprints: Iterable[str]) -> None:
        """Give claims of this process back; those of others stay."""
        ours, keys = Owner.here(), [f"{_CLAIM}{fingerprint}" for fingerprint in fingerprints]

        def release() -> None:
            with self._cache.transact():
                for key in keys:
                    if Owner.read(self._cache.get(key) or "") == ours:
                        self._cache.delete(key)

        with suppress(*BROKEN):
            self._hand.do(release)

    def close(self) -> None:
        """Close the database; it reopens on demand. One that hangs is left behind."""
        reading, self._reading = self._reading, None

        def close() -> None:
            if reading is not None:
                reading.close()
            if self._opened is not None:
                self._opened.close()

        try:
            self._hand.do(close)
        except UnreachableError:
            pass
        finally:
            self._hand.rest()


def _set_aside(file: Path) -> str:
    """Rename a database with its log, and give the new name."""
    aside = f"{file.name}.broken-{datetime.datetime.now(datetime.UTC):%Y%m%d-%H%M%S}"
    for end in ("-wal", "-shm", ""):
        part = file.with_name(file.name + end)
        if part.exists():
            part.rename(file.with_name(aside + end))
    return aside
