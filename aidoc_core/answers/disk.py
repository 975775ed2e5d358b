"""The disk cache, on diskcache with a `Disk` that knows text and nothing else.

diskcache unpickles by default, and every release to 5.6.3 runs code from a planted row (CVE-2025-69872, no
fix). A cache directory may come from a pull request or a CI artefact, so `TextDisk` refuses every row that is
not plain text in the database, and never touches a file that a row names.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import diskcache
from diskcache.core import MODE_RAW

from aidoc_core.answers.entry import Entry
from aidoc_core.errors import CacheError
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aidoc_core.objects import ApiObject

_DATABASE = "cache.db"  # diskcache's name for its file
_BROKEN = (sqlite3.Error, diskcache.Timeout, CacheError, OSError, UnicodeError, ValueError, TypeError, KeyError)
_WAIT = 10.0
"""Seconds to wait for a database that another build has locked."""
_SELECT = "SELECT value FROM Cache WHERE key = ? AND raw = 1 AND mode = ? AND filename IS NULL"


class TextDisk(diskcache.Disk):  # type: ignore[misc]
    """Stores and reads text in the database itself; no pickle, no files."""

    def put(self, key: Any) -> tuple[str, bool]:
        """Accept text keys only."""
        if not isinstance(key, str):
            raise CacheError("keys are text")
        return key, True

    def get(self, key: Any, raw: Any) -> str:
        """Refuse keys that would have to be unpickled."""
        if not raw or not isinstance(key, str):
            raise CacheError("a row's key is not text")
        return key

    def store(self, value: Any, read: Any, key: Any = None) -> tuple[int, int, None, str]:  # noqa: ARG002
        """Keep text in the row, whatever its length."""
        if read or not isinstance(value, str):
            raise CacheError("values are text")
        return 0, MODE_RAW, None, value

    def fetch(self, mode: Any, filename: Any, value: Any, read: Any) -> str:
        """Refuse rows that name a file or would have to be unpickled."""
        if read or mode != MODE_RAW or filename is not None or not isinstance(value, str):
            raise CacheError("a row is not text")
        return value

    def remove(self, file_path: Any) -> None:
        """Never remove a file: our rows name none, so a row that does was planted."""


class _Reader:
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
        except _BROKEN as error:
            self._complain(
                f"cannot be read ({_reason(error)}); answers are missing. Delete the directory to start anew."
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


class DiskAnswers(_Reader):
    """Reads and writes the cache.

    Raises:
        CacheError: The directory cannot be opened for writing.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self._writable = True
        try:
            # Settings stand in the database too; giving them here makes a planted row of settings harmless.
            self._cache = diskcache.Cache(
                str(directory),
                timeout=_WAIT,
                disk=TextDisk,
                eviction_policy="none",  # the default drops the oldest answers, which were paid for
                cull_limit=0,
                size_limit=2**40,
                statistics=0,
                tag_index=0,
            )
        except _BROKEN as error:
            raise CacheError(_reason(error)) from error

    def _read(self, fingerprint: str) -> str | None:
        text: str | None = self._cache.get(fingerprint)
        return text

    def put(self, entry: Entry) -> None:
        """Keep an entry; it is on disk when this returns. A cache that cannot be written is told once."""
        if not self._writable:
            return
        try:
            self._cache.set(entry.fingerprint, entry.to_json())
        except _BROKEN as error:
            self._writable = False
            self.problems.append(
                Problem(
                    kind="cache",
                    message=f"The cache cannot be written ({_reason(error)}); new answers are shown, "
                    "but the next build asks and pays for them again. Free space or permissions, then build again.",
                    where=str(self.directory),
                )
            )

    def entries(self) -> Iterator[Entry]:
        """All entries that can be read, in order of their keys."""
        for key in sorted(self._cache):
            with suppress(CacheError):
                yield Entry.from_json(self._cache[key])

    def close(self) -> None:
        """Close the database; it opens again by itself when used."""
        self._cache.close()


class ReadOnlyAnswers(_Reader):
    """Reads a cache without opening it for writing: offline builds and directories that cannot be written.

    diskcache writes when it opens, so this asks SQLite itself.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self._connection: sqlite3.Connection | None = None
        self._broken = False

    def _read(self, fingerprint: str) -> str | None:
        file = self.directory / _DATABASE
        if self.directory.is_file():
            raise CacheError("it is a file, not a directory")
        if self._broken or (self._connection is None and (not file.is_file() or not file.stat().st_size)):
            return None
        try:
            self._connection = self._connection or self._connect(file)
            row = self._connection.execute(_SELECT, (fingerprint, MODE_RAW)).fetchone()
        except sqlite3.Error:
            self._broken = True  # told once, not once an object
            raise
        if row is not None and not isinstance(row[0], str):
            raise CacheError("a row is not text")
        return None if row is None else row[0]

    def _connect(self, file: Path) -> sqlite3.Connection:
        # `immutable` reads where SQLite may not even create its lock files; it does not see a write-ahead log.
        uri = file.resolve().as_uri()
        try:
            connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=_WAIT)
            connection.execute(_SELECT, ("", MODE_RAW)).fetchone()
        except sqlite3.OperationalError:
            connection = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, timeout=_WAIT)
        return connection

    def put(self, entry: Entry) -> None:
        """Keep nothing: this cache is only read."""

    def close(self) -> None:
        """Close the connection; it opens again by itself when used."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def open_cache(directory: Path, *, offline: bool) -> tuple[DiskAnswers | ReadOnlyAnswers, list[Problem]]:
    """The cache of a build: read only when offline, and when it cannot be written.

    Args:
        directory: The cache directory; created if missing, unless offline.
        offline: Whether the build may only read.

    Returns:
        The cache, and what to tell the user about it.
    """
    if offline:
        return ReadOnlyAnswers(directory), []
    try:
        return DiskAnswers(directory), []
    except CacheError as error:
        problem = Problem(
            kind="cache",
            message=f"The cache cannot be opened for writing ({error}); new answers are not kept. "
            "Correct its permissions, or delete it if it is damaged.",
            where=str(directory),
        )
        readable = ReadOnlyAnswers(directory)
        readable.told = True
        return readable, [problem]


def _reason(error: BaseException) -> str:
    return str(error) or type(error).__name__
