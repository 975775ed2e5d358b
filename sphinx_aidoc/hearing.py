"""What handlers of others log while aidoc asks them: it is not heard, but whether the site would hear a warning is."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.util.logging import is_suppressed_warning, suppress_logging

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(slots=True)
class Heard:
    """What was heard.

    Attributes:
        warns: Whether a warning was among it that the site does not suppress.
    """

    warns: bool = False


@contextmanager
def hearing(suppressed: Sequence[str]) -> Iterator[Heard]:
    """While this is open, nothing that is logged is told.

    Args:
        suppressed: The warnings that the site suppresses (`suppress_warnings`).
    """
    heard = Heard()
    with suppress_logging() as memory:
        try:
            yield heard
        finally:
            heard.warns = any(_counts(record, suppressed) for record in memory.buffer)


def _counts(record: logging.LogRecord, suppressed: Sequence[str]) -> bool:
    kind, subkind = getattr(record, "type", ""), getattr(record, "subtype", "")
    return record.levelno >= logging.WARNING and not is_suppressed_warning(kind, subkind, suppressed)
