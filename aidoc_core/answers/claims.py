"""Who is about to request an answer: so that builds that run at once on one cache do not all pay for it."""

from __future__ import annotations

import json
import os
import socket
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A process that has claimed a question.

    Attributes:
        host: The name of its machine.
        pid: Its process id there.
    """

    host: str
    pid: int

    @classmethod
    def here(cls) -> Owner:
        """This process; after a fork the child, not its parent."""
        return cls(host=socket.gethostname(), pid=os.getpid())

    @classmethod
    def read(cls, text: str) -> Owner | None:
        """The owner that a claim names; `None` for a text that is no claim."""
        try:
            data = json.loads(text)
            return cls(host=str(data["host"]), pid=int(data["pid"]))
        except (ValueError, TypeError, KeyError, RecursionError):
            return None

    def to_json(self) -> str:
        """As a text that `read` takes."""
        return json.dumps({"host": self.host, "pid": self.pid})

    def is_gone(self) -> bool:
        """Whether the process is known to have ended; of another machine's nobody knows, their claims expire."""
        if self.host != socket.gethostname() or sys.platform == "win32":  # there, asking about a process may end it
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except (PermissionError, OverflowError):
            return False
        return False
