"""A cache that is only read, without diskcache: offline builds, and directories that cannot be written."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path

from aidoc_core.answers.database import WAIT, Reader
from aidoc_core.answers.store import DATABASE
from aidoc_core.errors import CacheError

_COPIES = 5


class ReadOnlyAnswers(Reader):
    """Reads a cache and leaves its directory as it is.

    diskcache writes when it opens, and so does SQLite where a build was killed and left a write-ahead log: then
    a copy is read.

    Args:
        directory: The cache directory; it may be missing.
    """

    _ADVICE = " Delete it to start a new cache."

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self._connection: sqlite3.Connection | None = None
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._broken = False

    def _connect(self) -> sqlite3.Connection | None:
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
            self._connection = sqlite3.connect(uri, uri=True, timeout=WAIT, check_same_thread=False)
        except (sqlite3.Error, OSError):
            self._broken = True
            raise
        return self._connection

    def close(self) -> None:
        """Close the connection; it reopens on demand."""
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
