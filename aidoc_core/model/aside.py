"""Work beside the event loop: what takes long must hold up neither other requests nor a time limit."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


async def aside(work: Callable[[], T], *, seconds: float) -> T:
    """Do something in a thread of its own.

    A thread cannot be stopped: work that takes too long is left behind, and what becomes of it is not looked at. It
    must change nothing that others use.

    Args:
        work: What to do.
        seconds: How long to wait for it.

    Raises:
        TimeoutError: It took longer.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.done():  # nobody waits any more
            return
        if error is None:
            done.set_result(result)  # type: ignore[arg-type]
        else:
            done.set_exception(error)

    def run() -> None:
        result: T | None = None
        failed: BaseException | None = None
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            failed = error
        with suppress(RuntimeError):  # the loop is closed: it was left behind
            loop.call_soon_threadsafe(settle, result, failed)

    # A daemon, so that work which never ends does not keep the process.
    threading.Thread(target=run, name="aidoc-aside", daemon=True).start()
    async with asyncio.timeout(seconds):
        return await done
