"""Opening the cache of a build, for writing or only for reading; with what is to be told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.answers.database import LOCAL, WAIT
from aidoc_core.answers.opening import OPENING
from aidoc_core.errors import CacheError, UnreachableError
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.answers.disk import DiskAnswers
    from aidoc_core.answers.read_only import ReadOnlyAnswers


def open_cache(
    directory: Path, *, offline: bool, wait: float = WAIT, limit: float = OPENING
) -> tuple[DiskAnswers | ReadOnlyAnswers, list[Problem]]:
    """The cache of a build: read only when offline, and when it cannot be written.

    Args:
        directory: The cache directory; created if missing, unless offline.
        offline: Whether the build may only read.
        wait: Seconds to wait for a database that another build has locked.
        limit: Seconds that opening may take.

    Returns:
        The cache, and what to tell the user about it.
    """
    from aidoc_core.answers.read_only import ReadOnlyAnswers  # noqa: PLC0415 - a database, where one is looked into

    if offline:
        return ReadOnlyAnswers(directory, limit=limit), []
    from aidoc_core.answers.disk import DiskAnswers  # noqa: PLC0415 - diskcache, where one is written

    reachable = True
    try:
        return DiskAnswers(directory, wait=wait, limit=limit), []
    except UnreachableError as error:
        message, reachable = f"The cache cannot be opened ({error}). {LOCAL}", False
    except CacheError as error:
        permissions = f"Correct its permissions, or {LOCAL[0].lower()}{LOCAL[1:]}"
        message = f"The cache cannot be opened for writing ({error}). {permissions}"
    readable = ReadOnlyAnswers(directory, reachable=reachable, limit=limit)
    readable.told = True
    return readable, [Problem(kind="cache", message=message, where=str(directory))]
