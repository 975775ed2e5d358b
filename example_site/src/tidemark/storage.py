from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tidemark.readings import Quality, Reading

#: Statement that creates the only table of a store.
SCHEMA = """
CREATE TABLE IF NOT EXISTS reading (
    station TEXT, time REAL, level REAL, quality INTEGER, PRIMARY KEY (station, time)
)
"""


class Store:
    """Keeps readings in an SQLite file.

    Flags of readings are not kept. A store is its own context manager and is
    closed at the end of the block.
    """

    def __init__(self, path: str | Path = ":memory:", *, timeout: float = 5.0) -> None:
        self._connection = sqlite3.connect(path, timeout=timeout)
        self._connection.execute(SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Closing a second time does nothing."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        with self._connection:
            yield self._connection

    def save(self, station_id: str, readings: Iterable[Reading]) -> int:
        """Save readings, replacing those already kept for the same times.

        Args:
            station_id: The station the readings belong to.

        Returns:
            How many readings were saved.
        """
        rows = [(station_id, r.time.timestamp(), r.level, int(r.quality)) for r in readings]
        with self.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)", rows)
        return len(rows)

    def load(self, station_id: str, *, since: datetime | None = None, until: datetime | None = None) -> list[Reading]:
        """Load the readings of one station in the order of time."""
        low = since.timestamp() if since else float("-inf")
        high = until.timestamp() if until else float("inf")
        rows = self._connection.execute(
            "SELECT time, level, quality FROM reading WHERE station = ? AND time >= ? AND time < ? ORDER BY time",
            (station_id, low, high),
        )
        return [_to_reading(*row) for row in rows]


def _to_reading(time: float, level: float, quality: int) -> Reading:
    return Reading(datetime.fromtimestamp(time, UTC), level, Quality(quality))
