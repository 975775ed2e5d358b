"""While trees are built that stay, Python's garbage collector looks at all of them again and again, for nothing."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def growth() -> Iterator[None]:
    """Let the collector rest inside the `with` block; what has no cycles goes at once all the same."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
