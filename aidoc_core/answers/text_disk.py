"""A `Disk` for diskcache that knows text and nothing else.

diskcache unpickles by default, and every release to 5.6.3 runs code from a planted row (CVE-2025-69872, no
fix). A cache directory may come from a pull request or a CI artefact, so `TextDisk` refuses every row that is
not plain text in the database, and never touches a file that a row names.
"""

from __future__ import annotations

from typing import Any

import diskcache
from diskcache.core import MODE_RAW

from aidoc_core.answers.database import text_of
from aidoc_core.errors import CacheError


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
        if read:
            raise CacheError("a row is not text")
        return text_of((mode, filename, value))

    def remove(self, file_path: Any) -> None:
        """Never remove a file: our rows name none, so a row that does was planted."""
