"""Files that may never answer: a file system over a network can hang, and nothing ends a call that waits for it."""

from __future__ import annotations

import functools
import queue
import threading
import weakref
from typing import TYPE_CHECKING, Generic, TypeVar

from aidoc_core.errors import UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable

    _Tasks = queue.SimpleQueue[Callable[[], None] | None]

T = TypeVar("T")

OPENING = 10.0
"""Seconds that opening a cache may take, and each thing that is done with it."""
THREAD = "aidoc-cache"
"""The name of threads that wait for files."""


class _Attempt(Generic[T]):
    """Work that another thread does, and what came of it."""

    def __init__(self, work: Callable[[], T], drop: Callable[[T], None]) -> None:
        self._work = work
        self._drop = drop
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._abandoned = False
        self._result: list[T] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        """Do it."""
        try:
            result = self._work()
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            self._error = error
        else:
            with self._lock:
                if not self._abandoned:
                    self._result.append(result)
            if not self._result:
                self._drop(result)
        self._over.set()

    def wait(self, seconds: float) -> T:
        """What came of it.

        Raises:
            UnreachableError: It took longer.
        """
        self._over.wait(seconds)
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
    attempt = _Attempt(work, drop)
    _start(attempt.run)
    return attempt.wait(seconds)


class Hand:
    """A thread that does everything with the files of one store, so that nobody else waits for them without end.

    One thread for all, since a connection to a database belongs to the thread that has opened it. Once it has not come
    back, nothing more is tried.

    Args:
        seconds: How long to wait for each thing that it does.

    Attributes:
        lost: Why it has not come back; empty while all is well.
    """

    def __init__(self, seconds: float) -> None:
        self.lost = ""
        self._seconds = seconds
        self._tasks: _Tasks = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def do(self, work: Callable[[], T], *, drop: Callable[[T], None] = lambda _: None) -> T:
        """Do something with the files.

        Args:
            work: Does it; may not use this hand itself.
            drop: Undoes it where nobody waits any more.

        Raises:
            UnreachableError: It took too long, or something did before.
        """
        if self.lost:
            raise UnreachableError(self.lost)
        if self._thread is None:
            self._thread = _start(functools.partial(_work_off, self._tasks))
            # Where nobody closes the store, the thread ends with it all the same.
            weakref.finalize(self, self._tasks.put, None).atexit = False
        attempt = _Attempt(work, drop)
        self._tasks.put(attempt.run)
        try:
            return attempt.wait(self._seconds)
        except UnreachableError as error:
            self.lost = str(error)
            raise

    def rest(self) -> None:
        """End the thread: none may be left over a fork. The next thing to do starts another one."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._tasks.put(None)
        if thread is not None and not self.lost:
            thread.join()


def _work_off(tasks: _Tasks) -> None:
    """What the thread of a hand does. It does not know the hand, so that one which nobody needs any more can go."""
    while (task := tasks.get()) is not None:
        task()


def _start(work: Callable[[], None]) -> threading.Thread:
    # A daemon, so that a call which never returns does not keep the process.
    thread = threading.Thread(target=work, name=THREAD, daemon=True)
    thread.start()
    return thread
