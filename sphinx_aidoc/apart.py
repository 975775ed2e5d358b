"""Work that leaves nothing behind: in a process of its own, where the system makes one at once.

What runs other people's code once more than the site does may change what that code does next; `typing`, for one,
shows the members of a union in the order in which it met them first.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

FORKS = os.name == "posix" and sys.platform != "darwin"
"""Whether a process can be had as a copy of this one; on macOS its libraries do not stand it."""
_SECONDS = 60


def apart(work: Callable[[], Any], *, forks: bool = FORKS, seconds: float = _SECONDS) -> Any:
    """What some work comes to, as JSON has it; `None` where it ends in any other way.

    Args:
        work: The work; it opens nothing that is to be used afterwards.
        forks: Whether it gets a process of its own.
        seconds: The time that it has there.
    """
    if not forks:
        return json.loads(json.dumps(work()))
    out, into = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of others are not copied, nor waited for
        process = os.fork()
    if process == 0:  # the copy: whatever happens, it goes no further than this
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for stream in (1, 2):  # what the work prints has been printed, or will be
                os.dup2(nowhere, stream)
            with os.fdopen(into, "w", encoding="utf-8") as pipe:
                json.dump(work(), pipe)
        finally:
            os._exit(0)
    os.close(into)
    try:
        return json.loads(_read(out, time.monotonic() + seconds))
    except ValueError:  # it ended before its end
        return None
    finally:
        os.close(out)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _read(out: int, until: float) -> bytes:
    found = b""
    while select.select([out], [], [], max(0, until - time.monotonic()))[0]:
        part = os.read(out, 1 << 16)
        if not part:
            return found
        found += part
    return b""
