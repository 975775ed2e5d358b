"""The database of a cache as diskcache makes it for us, which it obeys: looked at before diskcache opens it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import diskcache

from aidoc_core.errors import CacheError

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = {
    **diskcache.DEFAULT_SETTINGS,  # all of them, so that none is taken from the database
    "eviction_policy": "none",  # the default drops the oldest answers, which were paid for
    "cull_limit": 0,
    "size_limit": 2**40,
}
"""Those of diskcache."""
_MADE = frozenset({
    "Settings", "Cache", "Cache_key_raw", "Cache_expire_time", "Settings_count_insert", "Settings_count_delete",
    "Settings_size_insert", "Settings_size_update", "Settings_size_delete",
})  # fmt: skip
"""What diskcache makes in a database; one that lacks any of it is opened by diskcache at once, which makes it."""


def is_ready(file: Path, wait: float) -> bool:
    """Look at a database before diskcache does: it obeys every row of settings, and waits a minute for a lock.

    Args:
        file: The database.
        wait: Seconds to wait for one that another build has locked.

    Returns:
        Whether it is one that diskcache has made for us, as it would leave it now.

    Raises:
        CacheError: It holds settings that are not ours.
        sqlite3.Error: It is damaged, locked, or cannot be written.
    """
    if not file.is_file() or not file.stat().st_size:
        return False
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=wait)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "Settings" not in names:
            return False
        found = dict(connection.execute("SELECT key, value FROM Settings"))
        if found.keys() - SETTINGS.keys() - diskcache.core.METADATA.keys():
            raise CacheError("it holds settings that aidoc does not write")
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    expected = {**dict.fromkeys(diskcache.core.METADATA), **SETTINGS}
    same = found.keys() == expected.keys() and all(found[key] == value for key, value in SETTINGS.items())
    return same and names >= _MADE and mode == SETTINGS["sqlite_journal_mode"]
