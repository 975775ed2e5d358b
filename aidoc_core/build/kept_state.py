"""What tells whether any answer may be another one by now: a digest of all files that answers come from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from aidoc_core.answers.files import DATABASE
from aidoc_core.answers.reviewed_files import files_in
from aidoc_core.code.steady import digest_of, steady_digest

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.settings import Settings

_EMPTY = digest_of(b"")


def answers_state(settings: Settings, root: Path) -> str:
    """A digest of all files that answers come from, as they are.

    Raises:
        OSError: One cannot be read.
    """
    total = hashlib.blake2b(digest_size=20)
    cache, reviewed = settings.where(settings.cache_dir, root), settings.where_reviewed(root)
    files = [cache / DATABASE, cache / f"{DATABASE}-wal"]
    texts = files_in(reviewed)
    for file in (*files, *texts):
        if file.exists() and (found := steady_digest(file, file.read_bytes)) != _EMPTY:
            total.update(f"{file} {found}\0".encode("utf-8", "surrogatepass"))
    if texts:  # the report tells in which commit each was approved
        from aidoc_core.build.commit import commit_of  # noqa: PLC0415 - where there are any
        from aidoc_core.code.history import telling, top_of  # noqa: PLC0415 - likewise

        top = top_of(reviewed.resolve())
        total.update(repr((commit_of(reviewed), top, top and telling(top))).encode())
    return total.hexdigest()
