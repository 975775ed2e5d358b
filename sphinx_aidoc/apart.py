"""Work that leaves nothing behind: in a process of its own, where the system makes one at once.

What runs other people's code once more than the site does may change what that code does next; `typing`, for one,
shows the members of a union in the order in which it met them first. One process does many pieces of work, one after
the other: one that fails, ends the process or comes to no end costs its own result alone.
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
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FORKS = os.name == "posix" and sys.platform != "darwin"
"""Whether a process can be had as a copy of this one; on macOS its libraries do not stand it."""
_SECONDS = 60.0
_PATIENCE = 10.0


@dataclass(slots=True, kw_only=True)
class Done:
    """What pieces of work have come to.

    Attributes:
        found: What each came to, by its number; one that failed in any way is not there.
        seconds: How long all took.
        waited: For how much of that nothing came of it: one was waited for in vain, or the rest had no time left.
    """

    found: dict[int, Any] = field(default_factory=dict)
    seconds: float = 0.0
    waited: float = 0.0


def apart(
    works: Sequence[Callable[[], Any]],
    *,
    forks: bool = FORKS,
    seconds: float = _SECONDS,
    patience: float = _PATIENCE,
) -> Done:
    """What pieces of work come to, as JSON has it.

    Args:
        works: The pieces; none opens anything that is to be used afterwards.
        forks: Whether they get a process of their own.
        seconds: The time that all have there.
        patience: How much of that may pass without an answer, where pieces wait for what never comes; one has half of
            it at most, so that the others have a chance.
    """
    done, began, number = Done(), time.monotonic(), 0
    while forks and number < len(works) and done.waited < patience:
        number += _copied(works, number, done, began + seconds, patience / 2)
        if time.monotonic() >= began + seconds:
            break
    for place, work in enumerate(works if not forks else ()):
        with suppress(Exception):  # it may do anything
            done.found[place] = json.loads(json.dumps(work()))
    done.seconds = time.monotonic() - began
    return done


def _copied(works: Sequence[Callable[[], Any]], first: int, done: Done, until: float, longest: float) -> int:
    """Do work in a copy of this process, from one piece on; how many were done, or were given up."""
    out, into = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of others are not copied, nor waited for
        process = os.fork()
    if process == 0:  # the copy: whatever happens, it goes no further than this
        try:
            _do(works, first, into)
        finally:
            os._exit(0)
    os.close(into)
    try:
        return _read(out, done, until, longest)
    finally:
        os.close(out)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _do(works: Sequence[Callable[[], Any]], first: int, into: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what the work prints has been printed, or will be
        os.dup2(nowhere, stream)
    with os.fdopen(into, "w", encoding="utf-8") as pipe:
        for number in range(first, len(works)):
            try:
                line = json.dumps([number, [works[number]()]])
            except BaseException:  # noqa: BLE001 - it may do anything, and end the process, too
                line = json.dumps([number, []])
            pipe.write(f"{line}\n")
            pipe.flush()


def _read(out: int, done: Done, until: float, longest: float) -> int:
    answers, rest, since = 0, b"", time.monotonic()
    while select.select([out], [], [], max(0, min(until, since + longest) - time.monotonic()))[0]:
        part = os.read(out, 1 << 16)
        if not part:  # it is done, or the next piece has ended it
            return answers + 1
        *lines, rest = (rest + part).split(b"\n")
        for number, answer in map(json.loads, lines):
            done.found.update((number, one) for one in answer)
        answers += len(lines)
        since = time.monotonic() if lines else since
    done.waited += time.monotonic() - since
    return answers + 1
