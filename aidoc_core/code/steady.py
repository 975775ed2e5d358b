"""Digests of files, remembered for as long as their stamps say that nobody has changed them.

For a process that builds a site again and again. A stamp says so only if it is older than the grain of the times in it:
a file that was changed a moment ago may be changed once more and keep its stamp.
"""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

from aidoc_core.code.files import stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aidoc_core.code.files import Stamp

GRAIN = 2_000_000_000
"""Nanoseconds: no file system that is in use keeps times more coarsely."""
_MOST = 50_000
_KNOWN: dict[tuple[str, Path], tuple[tuple[int, int, int], str]] = {}


def steady_digest(
    file: Path, read: Callable[[], bytes], *, how: str = "", now: Callable[[], int] = time.time_ns
) -> str:
    """A digest of a file.

    Args:
        file: The file.
        read: Reads of it what counts.
        how: Stands for that, where not all of it counts.
        now: The time, in nanoseconds as the stamps have it.

    Raises:
        OSError: As `read` does.
        ValueError: Likewise.
    """
    stamp, present = stamp_of(file), now()  # before it is read: what changes meanwhile has another stamp
    known = _KNOWN.get((how, file))
    if known is not None and known[0] == stamp:
        return known[1]
    found = digest_of(read())
    if is_steady(stamp, present):
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        _KNOWN[how, file] = stamp, found  # type: ignore[assignment] # there is one
    return found


def is_steady(stamp: Stamp, present: int) -> bool:
    """Whether a file that is changed from now on will have another stamp.

    Args:
        stamp: Its stamp.
        present: The time at which it was taken, in nanoseconds.
    """
    return stamp is not None and bool(stamp[2]) and max(stamp[1:]) < present - GRAIN


def digest_of(content: bytes) -> str:
    """The digest of what was read of a file."""
    return hashlib.blake2b(content, digest_size=20).hexdigest()
