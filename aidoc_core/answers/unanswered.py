"""Whether the last build that requested anything got an answer: remembered outside of the project and the cache."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from aidoc_core.answers.own_key import own_directory

if TYPE_CHECKING:
    from pathlib import Path


class Unanswered:
    """What is known of the last build; true where it got no answer.

    Args:
        cache: The cache directory.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def __bool__(self) -> bool:
        try:
            return self._mark.is_file()
        except (OSError, RuntimeError):  # no home directory
            return False

    def remember(self, *, answered: bool) -> None:
        """Remember it for the next build; where that cannot be, it opens the cache as ever.

        Args:
            answered: Whether anything came that is kept.
        """
        with suppress(OSError, RuntimeError):
            if answered:
                self._mark.unlink(missing_ok=True)
            else:
                self._mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._mark.touch(mode=0o600)

    @property
    def _mark(self) -> Path:
        name = hashlib.sha256(str(self._cache.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        return own_directory() / "unanswered" / name
