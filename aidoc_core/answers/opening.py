"""Opening what may never open: a file system over a network can hang, and nothing ends a call that waits for it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

from aidoc_core.errors import UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

OPENING = 10.0
"""Seconds that opening a cache may take."""


class _Attempt(Generic[T]):
    """Work in a thread of its own, and what came of it."""

    def __init__(self, work: Callable[[], T], drop: Callable[[T], None]) -> None:
        self._work = work
        self._drop = drop
        self._lock = threading.Lock()
        self._abandoned = False
        self._result: list[T] = []
        self._error: BaseException | None = None
        # A daemon, so that a call which never returns does not keep the process.
        self._thread = threading.Thread(target=self._run, name="aidoc-opening", daemon=True)

    def _run(self) -> None:
        try:
            result = self._work()
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            self._error = error
            return
        with self._lock:
            if not self._abandoned:
                self._result.append(result)
                return
        self._drop(result)

    def wait(self, seconds: float) -> T:
        self._thread.start()
        self._thread.join(seconds)
        with self._lock:
            if self._result:
                return self._result[0]
            self._abandoned = True
        if self._error is not None:
            raise self._error
        raise UnreachableError(f"its file system does not answer within {seconds:g} s")


def opened(work: Callable[[], T], *, seconds: float, drop: Callable[[T], None] = lambda _: None) -> T:
    """Open something, or leave it behind: a thread that waits for a file system cannot be stopped.

    Args:
        work: Opens it.
        seconds: How long to wait for it.
        drop: Closes it again where it opens after all, when nobody waits any more.

    Raises:
        UnreachableError: It took longer.
    """
    return _Attempt(work, drop).wait(seconds)
