"""A log for operators: what was sent, what it cost and what failed, as JSON lines. No source, no answers, no keys."""

from __future__ import annotations

import datetime
import json
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from aidoc_core.asking.plan import Plan
from aidoc_core.asking.sent import Retry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aidoc_core.asking.counters import Counters
    from aidoc_core.asking.sent import Sent
    from aidoc_core.build.ledger import Ledger, Record
    from aidoc_core.problems import Problem
    from aidoc_core.settings import Settings

LARGEST = 5 * 2**20
"""Bytes of the file before it becomes `<name>.1` and a new one begins; one old file is kept."""
_LEVELS = ("debug", "info", "warning")


@dataclass(slots=True, kw_only=True)
class Journal:
    """The log of one build.

    Attributes:
        file: Where lines are added.
        level: The lowest level that is written.
        build: The build's id, in every line.
        broken: Why nothing is written any more; empty while all is well.
        largest: Bytes of the file before it is turned over.
    """

    file: Path
    level: str
    build: str
    broken: str = ""
    largest: int = LARGEST

    def sent(self, event: Sent | Plan | Retry) -> None:
        """Write what is going to be requested, a request that is over, or that one is sent again."""
        if isinstance(event, Plan):
            self._write(
                "info",
                "plan",
                host=event.host,
                objects=event.objects,
                requests=event.requests,
                input_tokens=event.input_tokens,
                output_tokens=event.output_tokens,
                cost_usd=None if event.cost_usd is None else float(event.cost_usd),
            )
            return
        told: dict[str, Any] = {"request": event.number, "objects": len(event.paths)}
        if isinstance(event, Retry):
            self._write("info", "retry", **told, retry=event.retry, wait=round(event.wait, 3), why=event.why)
            return
        told |= {"request_id": event.request_id, "retries": event.retries, "seconds": round(event.seconds, 3)}
        told |= event.usage.to_dict()
        if event.failure:
            self._write("warning", "failed", **told, failure=event.failure)
        else:
            self._write("info", "answered", **told, model=event.model)
        self._write("debug", "requested", request=event.number, paths=event.paths)

    def problem(self, problem: Problem) -> None:
        """Write a problem that users are told."""
        self._write("warning", "problem", kind=problem.kind, message=problem.message, where=problem.where)

    def lacking(self, record: Record) -> None:
        """Write an object that has no answer, with what was paid for it."""
        place = str(record.obj.location)
        told = {"path": record.obj.path, "where": place, "outcome": record.outcome, "reason": record.reason}
        self._write("warning", "no answer", **told, **record.usage.to_dict())

    def end(self, **numbers: Any) -> None:
        """Write how the build ended.

        Args:
            numbers: Outcomes, requests and what they cost.
        """
        self._write("info", "end", **numbers)

    def close(self, ledger: Ledger, counters: Counters) -> None:
        """Write which objects have no answer, and how the build ended.

        Args:
            ledger: What became of each object.
            counters: Requests and what they cost.
        """
        for record in ledger:
            if record.lacks_answer:
                self.lacking(record)
        self.end(
            outcomes=ledger.outcomes(),
            requests=counters.requests,
            throttled=counters.throttled,
            seconds=round(counters.seconds, 3),
            **counters.billed(),
        )

    def _write(self, level: str, event: str, **members: Any) -> None:
        if self.broken or _LEVELS.index(level) < _LEVELS.index(self.level):
            return
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now, "level": level, "build": self.build, "event": event} | members)
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            _turn_over(self.file, self.largest)
            # One write of one line, past all buffers: builds at once may share the file.
            with open(self.file, "ab", buffering=0, opener=_at_once) as file:
                file.write(f"{line}\n".encode())
        except OSError as error:
            self.broken = f"'log_file' cannot be written ({error.strerror or type(error).__name__})"


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe that nobody reads would hold the build up for good."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o666)


def _turn_over(file: Path, largest: int) -> None:
    """Give a file that is too large another name. Of builds at once, one does it: the next would take the new file."""
    try:
        if file.stat().st_size <= largest:
            return
        old = file.with_name(f"{file.name}.1")
        if sys.platform == "win32":  # nobody can rename a file there that is open
            file.replace(old)
            return
        with file.open("ab") as large, _alone(large) as alone:
            # Whoever had the lock before may have turned it over by now, and this be the new file.
            opened = os.fstat(large.fileno())
            if alone and opened.st_size > largest and os.path.samestat(opened, file.stat()):
                file.replace(old)
    except FileNotFoundError:  # it is being turned over just now
        return


@contextmanager
def _alone(file: IO[bytes]) -> Iterator[bool]:
    """Whether nobody else has locked a file; it is locked inside the `with` block."""
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        yield False
    else:
        yield True  # closing the file unlocks it


def open_journal(settings: Settings, root: Path, build: str) -> Journal | None:
    """The log that the options name, if they name one.

    Args:
        settings: The options `log_file` and `log_level`.
        root: The directory that `log_file` is relative to.
        build: The build's id.
    """
    if not settings.log_file:
        return None
    return Journal(file=settings.where(settings.log_file, root), level=settings.log_level, build=build)
