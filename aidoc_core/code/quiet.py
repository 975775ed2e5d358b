"""Griffe's remarks on people's code, kept out of the log while it is read ahead: whoever shows the code tells them."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_lock = threading.Lock()
# Answers are checked in threads of their own, so several may be at it at once; the last one out restores the log.
_before: list[bool] = []


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what Griffe remarks out of the log."""
    logger = logging.getLogger("griffe")
    with _lock:
        _before.append(logger.disabled)
        logger.disabled = True
    try:
        yield
    finally:
        with _lock:
            disabled = _before.pop()
            if not _before:
                logger.disabled = disabled
