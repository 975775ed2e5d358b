"""Reading the database of a cache: which rows count, many keys at once, and what damage makes of them.

A cache directory may come from anywhere: a row counts only if it is plain text in the database itself.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.entry import Entry
from aidoc_core.answers.opening import OPENING, Hand
from aidoc_core.answers.paid import PaidEntry
from aidoc_core.errors import CacheError, NewerEntryError, UnreachableError
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from aidoc_core.answers.store import Question

BROKEN = (sqlite3.Error, CacheError, OSError, UnicodeError, ValueError, TypeError, KeyError)
"""What damaged or planted files make SQLite and our own readers raise."""
WAIT = 8.0
"""Seconds to wait for a database that another build has locked. Less than opening may take: the lock is told."""
LOCAL = "Set 'cache_dir' to a directory on a local disk."
"""What to do about a file system that a cache cannot live on."""
_RAW = 1
"""diskcache's mode of rows that are text; whoever only reads does not import it."""
_KEYS = 900
"""Keys in one query; SQLite before 3.32 takes 999 (https://www.sqlite.org/limits.html)."""
# Keys with a space in them are rows of our own that are no entries: claims, what was deferred.
DEFERRED = "left out"
FRUITLESS = "fruitless "
_SELECT_ALL = "SELECT mode, filename, value FROM Cache WHERE raw = 1 AND instr(key, ' ') = 0 ORDER BY key"
_SELECT_KEYED = "SELECT key, mode, filename, value FROM Cache WHERE raw = 1 AND instr(key, ' ') = 0"
_SELECT_ONE = "SELECT key, mode, filename, value FROM Cache WHERE rowid = ? AND raw = 1 AND instr(key, ' ') = 0"

Row = tuple[Any, Any, Any]
"""Mode, file name and value, as diskcache writes them."""


class Reader:
    """Reads entries; whoever inherits says how the database is opened.

    A row that cannot be read is a missing answer and a problem, told once.
    """

    _ADVICE = ""
    """What to do about a cache that cannot be read, with a space before it."""

    def __init__(self, directory: Path, *, limit: float = OPENING) -> None:
        self.directory = directory
        self._limit = limit
        self._hand = Hand(limit)
        self.problems: list[Problem] = []
        self.known: dict[str, tuple[bytes, Entry]] = {}
        """Digests of rows that were read before, and what stands in them; a process that goes on hands on its own."""
        self.told = False
        """Whether a problem of this cache was told; one a build is enough."""

    def get_many(self, questions: Sequence[Question]) -> Mapping[str, Entry]:
        """Look up many questions; see `AnswerStore.get_many`."""
        wanted = {question.fingerprint: question.obj.path for question in questions}
        found = {}
        for key, row in self.rows(list(wanted)):
            entry = self._entry(key, row)
            if entry is not None:
                found[wanted[key]] = entry
        return found

    def others(self, keys: Mapping[str, bool]) -> set[str]:
        """Those of some keys under which there is by now another row than this process has read, or one more or less.

        Args:
            keys: They, each with whether there was a row.
        """
        rows = self.digests(keys)

        def is_same(key: str, *, there: bool) -> bool:
            known = self.known.get(key)
            return key not in rows if not there else known is not None and rows.get(key) == known[0]

        return {key for key, there in keys.items() if not is_same(key, there=there)}

    def digests(self, keys: Iterable[str]) -> dict[str, bytes]:
        """What stands for the rows under some keys, of those that are there; empty for a row that is no text.

        Args:
            keys: They.
        """
        return {key: _digest(row) for key, row in self.rows(list(keys))}

    def entries(self) -> Iterator[Entry]:
        """Every entry that can be read, in the order of the keys.

        Raises:
            CacheError: The database cannot be read at all.
        """
        try:
            connection = self._connect()
            rows = _all_rows(connection) if connection else []
        except BROKEN as error:
            raise CacheError(f"{self.directory}: the cache cannot be read ({one_line(error)})") from error
        for row in rows:
            with suppress(CacheError):
                yield Entry.from_json(text_of(row))

    def paid(self) -> dict[str, PaidEntry]:
        """What each entry cost, by its fingerprint; those that cannot be read are passed over.

        Raises:
            CacheError: The database cannot be read.
        """
        found = {}
        try:
            connection = self._connect()
            for key, mode, filename, value in connection.execute(_SELECT_KEYED) if connection else ():
                with suppress(CacheError):
                    found[str(key)] = self._paid(str(key), (mode, filename, value))
        except BROKEN as error:
            raise CacheError(f"{self.directory}: the cache cannot be read ({one_line(error)})") from error
        return found

    def _paid(self, key: str, row: Row) -> PaidEntry:
        known = self.known.get(key)
        if known is not None and known[0] == _digest(row):  # read whole by this process
            return PaidEntry(failed=known[1].state == "failed", usage=known[1].usage)
        return PaidEntry.from_json(text_of(row))

    def _connect(self) -> sqlite3.Connection | None:
        """A connection to read from, `None` where there is nothing to read."""
        raise NotImplementedError

    def rows(self, keys: list[str]) -> Iterator[tuple[str, Row]]:
        """The rows under some keys, of those that are there."""
        try:
            connection = self._connect()
        except BROKEN as error:
            self._complain_of(error)
            return
        if connection is not None:
            for start in range(0, len(keys), _KEYS):
                yield from self._select(connection, keys[start : start + _KEYS])

    def _select(self, connection: sqlite3.Connection, keys: list[str]) -> list[tuple[str, Row]]:
        marks = ", ".join("?" * len(keys))
        query = f"SELECT key, mode, filename, value FROM Cache WHERE raw = 1 AND key IN ({marks})"  # noqa: S608 - marks
        try:
            rows = self._hand.do(lambda: connection.execute(query, keys).fetchall())
            return [(key, (mode, filename, value)) for key, mode, filename, value in rows]
        except (sqlite3.OperationalError, UnreachableError) as error:  # the other keys would wait as long
            self._complain_of(error)
            return []
        except (*BROKEN, OverflowError) as error:
            if len(keys) == 1:
                self._complain_of(error)
                return []
            # A damaged page takes its own entries along, not the others: these were paid for.
            middle = len(keys) // 2
            return self._select(connection, keys[:middle]) + self._select(connection, keys[middle:])

    def _entry(self, key: str, row: Row) -> Entry | None:
        known, digest = self.known.get(key), _digest(row)
        if known is not None and known[0] == digest:
            return known[1]
        try:
            entry = Entry.from_json(text_of(row))
        except NewerEntryError as error:
            self._complain(f"{str(error).capitalize()}. It is left as it is; upgrade aidoc to show its answers.")
            return Entry(fingerprint=key, path="", module="", kind="", state="newer")
        except BROKEN as error:
            self._complain_of(error)
            return None
        if entry.fingerprint != key:
            self._complain("Ignoring a cache entry stored under the wrong key.")
            return None
        self.known[key] = digest, entry
        return entry

    def _complain_of(self, error: BaseException) -> None:
        advice = f" {LOCAL}" if isinstance(error, UnreachableError) else self._ADVICE
        self._complain(f"The cache cannot be read ({one_line(error)}); answers are missing.{advice}")

    def _complain(self, message: str) -> None:
        if not self.told:
            self.told = True
            self.problems.append(Problem(kind="cache", message=message, where=str(self.directory)))


def is_damage(error: BaseException) -> bool:
    """Whether an error says that the database itself is unsound: not locked, full, or out of reach."""
    if isinstance(error, UnreachableError):
        return False
    if isinstance(error, sqlite3.DatabaseError):
        return not isinstance(error, sqlite3.OperationalError)
    return isinstance(error, CacheError | ValueError | TypeError | KeyError)


def _all_rows(connection: sqlite3.Connection) -> list[Row]:
    try:
        return connection.execute(_SELECT_ALL).fetchall()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # one by one: what sound pages hold was paid for
        return _sound_rows(connection)


def _sound_rows(connection: sqlite3.Connection) -> list[Row]:
    (last,) = connection.execute("SELECT max(rowid) FROM Cache").fetchone()
    rows = []
    for number in range(1, (last or 0) + 1):
        with suppress(sqlite3.Error):
            rows += connection.execute(_SELECT_ONE, (number,)).fetchall()
    return [row for _, *row in sorted(rows)]


def _digest(row: Row) -> bytes:
    """Stands for a row, whose text takes more room than what is made of it."""
    mode, filename, value = row
    plain = mode == _RAW and filename is None and isinstance(value, str)
    return hashlib.blake2b(value.encode("utf-8", "surrogatepass"), digest_size=16).digest() if plain else b""


def text_of(row: Row) -> str:
    """The text of a row.

    Raises:
        CacheError: It is none, or would have to be unpickled or read from a file.
    """
    mode, filename, value = row
    if mode != _RAW or filename is not None or not isinstance(value, str):
        raise CacheError("a row is not text")
    return value


def one_line(error: BaseException) -> str:
    """An error's message without its line breaks."""
    return " ".join(str(error).split()) or type(error).__name__
