"""A cache that is only read, without diskcache: offline builds, and directories that cannot be written."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from pathlib import Path

from aidoc_core.answers.database import WAIT, Reader
from aidoc_core.answers.files import DATABASE
from aidoc_core.answers.opening import OPENING
from aidoc_core.errors import CacheError, UnreachableError

_COPIES = 5
_Copy = tempfile.TemporaryDirectory[str]


class ReadOnlyAnswers(Reader):
    """Reads a cache and leaves its directory as it is.

    diskcache writes when it opens, and so does SQLite where a build was killed and left a write-ahead log: then
    a copy is read.

    Args:
        directory: The cache directory; it may be missing.
        reachable: Whether its file system answers; if it does not, nothing is read.
        limit: Seconds that opening may take.
    """

    _ADVICE = " Delete it to start a new cache."

    def __init__(self, directory: Path, *, reachable: bool = True, limit: float = OPENING) -> None:
        super().__init__(directory, limit=limit)
        self._connection: sqlite3.Connection | None = None
        self._copy: _Copy | None = None
        self._broken = not reachable

    def _connect(self) -> sqlite3.Connection | None:
        if self._broken or self._connection is not None:
            return None if self._broken else self._connection
        try:
            found = self._hand.do(self._connect_here, drop=_drop)
        except (sqlite3.Error, OSError, UnreachableError):
            self._broken = True
            raise
        if found is not None:
            self._connection, self._copy = found
        return self._connection

    def _connect_here(self) -> tuple[sqlite3.Connection, _Copy | None] | None:
        file = self.directory / DATABASE
        if self.directory.is_file():
            raise CacheError("it is a file, not a directory")
        log = file.with_name(f"{DATABASE}-wal")
        logged = _size(log) > 0
        if not file.is_file() or not (logged or _size(file)):
            return None
        if not logged:
            uri = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
            return _open(uri), None
        copy = tempfile.TemporaryDirectory(prefix="aidoc-", ignore_cleanup_errors=True)
        uri = f"{_copied(file, log, Path(copy.name)).resolve().as_uri()}?mode=rw"
        return _open(uri), copy

    def close(self) -> None:
        """Close the connection; it reopens on demand."""
        self._hand.rest()
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._copy is not None:
            self._copy.cleanup()
            self._copy = None


def _open(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=WAIT, check_same_thread=False)


def _drop(found: tuple[sqlite3.Connection, _Copy | None] | None) -> None:
    if found is not None:
        connection, copy = found
        connection.close()
        if copy is not None:
            copy.cleanup()


def _size(path: Path) -> int:
    """The bytes of a file; none where there is no file, or none any more, as another build may remove it."""
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_size if path.is_file() else 0
    return 0


def _copied(file: Path, log: Path, directory: Path) -> Path:
    """A copy of a database and its log as of one moment, also while another build writes."""
    for _ in range(_COPIES):
        before = _state(file), _state(log)
        _copy_now(file, directory)
        _copy_now(log, directory)
        if before == (_state(file), _state(log)):
            break
    return directory / file.name


def _copy_now(path: Path, directory: Path) -> None:
    """Copy a file as it is now: if it is gone by now, so is the copy."""
    try:
        shutil.copyfile(path, directory / path.name)
    except FileNotFoundError:
        (directory / path.name).unlink(missing_ok=True)


def _state(path: Path) -> tuple[int, int] | None:
    with contextlib.suppress(FileNotFoundError):
        state = path.stat()
        return state.st_size, state.st_mtime_ns
    return None
