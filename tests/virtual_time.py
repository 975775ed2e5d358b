"""An event loop whose time passes at once: where nothing is left to do, its clock goes to what is due next."""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

_T = TypeVar("_T")
_LEAST = 1e-6
"""Seconds that pass in any case: less than a clock can tell would not end a wait."""


class _Selector(selectors.SelectSelector):
    """Waits for nothing: nobody outside of the loop is waited for."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        found = super().select(0)
        if not found:
            if timeout is None:
                raise RuntimeError("everybody waits for somebody else")
            self.passed += max(_LEAST, timeout)
        return found


class VirtualTime(asyncio.SelectorEventLoop):
    """The loop; `time` is its clock, in seconds from 0."""

    def __init__(self) -> None:
        self._own = _Selector()
        super().__init__(self._own)

    def time(self) -> float:
        """Seconds that have passed."""
        return self._own.passed


def run(main: Coroutine[Any, Any, _T], loop: VirtualTime) -> _T:
    """Run a coroutine to its end in virtual time, and close the loop."""
    try:
        return loop.run_until_complete(main)
    finally:
        loop.close()
