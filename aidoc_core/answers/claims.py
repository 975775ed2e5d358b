"""Who is about to request an answer: so that builds that run at once on one cache do not all pay for it."""

from __future__ import annotations

import json
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

_STARTED = 19
"""The place of the start time behind the name of the program, in `/proc/<pid>/stat`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A process that has claimed a question.

    Attributes:
        host: The name of its machine, and of the container in it: several may share the machine's name.
        pid: Its process id there.
        started: When it started, by the machine's own count: another process may get its id. Empty where nobody knows.
    """

    host: str
    pid: int
    started: str = ""

    @classmethod
    def here(cls) -> Owner:
        """This process; after a fork the child, not its parent."""
        return cls(host=_here(), pid=os.getpid(), started=_started(os.getpid()))

    @classmethod
    def read(cls, text: str) -> Owner | None:
        """The owner that a claim names; `None` for a text that is no claim."""
        try:
            data = json.loads(text)
            return cls(host=str(data["host"]), pid=int(data["pid"]), started=str(data.get("started", "")))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def to_json(self) -> str:
        """As a text that `read` takes."""
        return json.dumps({"host": self.host, "pid": self.pid, "started": self.started})

    def is_gone(self) -> bool:
        """Whether the process is known to have ended; of another machine's nobody knows, their claims expire."""
        if self.host != _here() or sys.platform == "win32":  # there, asking about a process may end it
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except (PermissionError, OverflowError):
            pass
        return bool(self.started) and _started(self.pid) not in ("", self.started)


def _here() -> str:
    """The name of this machine, and of the container's own list of processes where there is one."""
    try:
        return f"{socket.gethostname()} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return socket.gethostname()


def _started(pid: int) -> str:
    """When a process started, in ticks since the machine did; empty where the system does not say."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return said.rpartition(")")[2].split()[_STARTED]
