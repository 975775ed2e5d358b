"""Reading a cache without diskcache: offline builds, directories that cannot be written, and what all readers share.

A cache directory may come from anywhere: a row counts only if it is plain text in the database itself.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import diskcache
from diskcache.core import MODE_RAW

from aidoc_core.answers.entry import Entry
from aidoc_core.errors import CacheError
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.code.objects import ApiObject

DATABASE = "cache.db"
"""diskcache's name for its file."""
BROKEN = (sqlite3.Error, diskcache.Timeout, CacheError, OSError, UnicodeError, ValueError, TypeError, KeyError)
"""What damaged or planted files make SQLite, diskcache and our own readers raise."""
WAIT = 10.0
"""Seconds to wait for a database that another build has locked."""
_COPIES = 5
_SELECT = "SELECT mode, filename, value FROM Cache WHERE key = ? AND raw = 1"
_SELECT_ALL = "SELECT mode, filename, value FROM Cache WHERE raw = 1 ORDER BY key"


class Reader:
    """What both ways of reading share: a bad row is a miss with a problem, told once."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[Problem] = []
        self.told = False
        """Whether a problem of this cache was told; one a build is enough."""

    def get(self, obj: ApiObject, fingerprint: str) -> Entry | None:
        """The entry of a fingerprint; a row that cannot be read is a miss and a problem."""
        del obj
        try:
            text = self._read(fingerprint)
            entry = None if text is None else Entry.from_json(text)
        except BROKEN as error:
            self._complain(
                f"cannot be read ({one_line(error)}); answers are missing. Delete the directory to start anew."
            )
            return None
        if entry is not None and entry.fingerprint != fingerprint:
            self._complain("holds an entry under a wrong key; it is left out.")
            return None
        return entry

    def _read(self, fingerprint: str) -> str | None:
        raise NotImplementedError

    def _complain(self, message: str) -> None:
        if not self.told:
            self.told = True
            self.problems.append(Problem(kind="cache", message=f"The cache {message}", where=str(self.directory)))


class ReadOnlyAnswers(Reader):
    """Reads a cache and leaves its directory as it is: offline builds, and directories that cannot be written.

    diskcache writes when it opens, and so does SQLite where a build was killed and left a write-ahead log: then
    a copy is read.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self._connection: sqlite3.Connection | None = None
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._broken = False

    def _read(self, fingerprint: str) -> str | None:
        connection = self._open()
        if connection is None:
            return None
        try:
            row = connection.execute(_SELECT, (fingerprint,)).fetchone()
        except sqlite3.Error:
            self._broken = True  # told once, not once an object
            raise
        return None if row is None else text_of(row)

    def entries(self) -> Iterator[Entry]:
        """All entries that can be read, in order of their keys.

        Raises:
            CacheError: The database cannot be read at all.
        """
        try:
            connection = self._open()
            rows = connection.execute(_SELECT_ALL).fetchall() if connection else []
        except BROKEN as error:
            raise CacheError(f"{self.directory}: the cache cannot be read ({one_line(error)})") from error
        for row in rows:
            with suppress(CacheError):
                yield Entry.from_json(text_of(row))

    def _open(self) -> sqlite3.Connection | None:
        file = self.directory / DATABASE
        if self.directory.is_file():
            raise CacheError("it is a file, not a directory")
        if self._broken or self._connection is not None:
            return None if self._broken else self._connection
        log = file.with_name(f"{DATABASE}-wal")
        logged = log.is_file() and log.stat().st_size > 0
        if not file.is_file() or not (logged or file.stat().st_size):
            return None
        try:
            if logged:
                self._copy = tempfile.TemporaryDirectory(prefix="aidoc-", ignore_cleanup_errors=True)
                uri = f"{_copied(file, log, Path(self._copy.name)).resolve().as_uri()}?mode=rw"
            else:
                uri = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, timeout=WAIT)
        except (sqlite3.Error, OSError):
            self._broken = True
            raise
        return self._connection

    def put(self, entry: Entry) -> None:
        """Keep nothing: this cache is only read."""

    def left_out(self) -> frozenset[str]:
        """Nothing: who only reads does not ask."""
        return frozenset()

    def leave_out(self, fingerprints: Iterable[str]) -> None:
        """Remember nothing: this cache is only read."""

    def close(self) -> None:
        """Close the connection; it opens again by itself when used."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._copy is not None:
            self._copy.cleanup()
            self._copy = None


def _copied(file: Path, log: Path, directory: Path) -> Path:
    """A copy of a database and its log as of one moment, also while another build writes."""
    for _ in range(_COPIES):
        before = [(path.stat().st_size, path.stat().st_mtime_ns) for path in (file, log)]
        for path in (file, log):
            shutil.copyfile(path, directory / path.name)
        if before == [(path.stat().st_size, path.stat().st_mtime_ns) for path in (file, log)]:
            break
    return directory / file.name


def text_of(row: tuple[Any, Any, Any]) -> str:
    """The text of a row (mode, file name, value).

    Raises:
        CacheError: It is none, or would have to be unpickled or read from a file.
    """
    mode, filename, value = row
    if mode != MODE_RAW or filename is not None or not isinstance(value, str):
        raise CacheError("a row is not text")
    return value


def one_line(error: BaseException) -> str:
    """An error's message without its line breaks."""
    return " ".join(str(error).split()) or type(error).__name__
