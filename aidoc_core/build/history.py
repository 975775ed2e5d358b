"""The history of a site's figures: JSON lines, one for each commit, in the file that `report_history` names.

The file may be committed, cached or merged by others: a line that cannot be read stays where it is, and is told.
"""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aidoc_core.build.commit import commit_of
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from aidoc_core.build.commit import Commit
    from aidoc_core.build.session import Session
    from aidoc_core.settings import Settings

    Data = Mapping[str, Any]

VERSION = 1
_COUNTS = (
    "total",
    "documented_before",
    "documented",
    "complete_before",
    "complete",
    "people",
    "approved",
    "model",
    "nobody",
)
_DOLLARS = ("cost_usd", "kept_usd")
_TOLD = 5
"""Lines that a problem names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A file of the past, as it stands.

    Attributes:
        lines: All lines.
        points: What those say that can be read, by their place in the file.
        unreadable: The numbers of the others, from 1.
    """

    lines: tuple[str, ...] = ()
    points: tuple[tuple[int, Data], ...] = ()
    unreadable: tuple[int, ...] = ()

    @property
    def builds(self) -> list[Data]:
        """The last line of each commit, the oldest first."""
        newest = {_key(point): point for _, point in self.points}
        return sorted(newest.values(), key=lambda point: point["date"])


def read_history(file: Path) -> History:
    """Read a history; a file that is not there has none.

    Raises:
        OSError: It cannot be read.
    """
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return History()
    lines = tuple(text.split("\n")[:-1] if text.endswith("\n") else text.split("\n"))
    points, unreadable = [], []
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        point = _point(line)
        if point is None:
            unreadable.append(number + 1)
        else:
            points.append((number, point))
    return History(lines=lines, points=tuple(points), unreadable=tuple(unreadable))


def history_data(session: Session) -> dict[str, Any]:
    """`history` of a report: the builds before this one. A file that cannot be read is told when it is written."""
    settings = session.settings
    if not settings.report_history:
        return {"file": "", "builds": [], "unreadable": []}
    try:
        history = read_history(settings.where(settings.report_history, session.root))
    except OSError:
        history = History()
    present = session.commit.id or _today()
    builds = [point for point in history.builds if _key(point) != present]
    return {"file": settings.report_history, "builds": builds, "unreadable": list(history.unreadable)}


def remember(report: Data, settings: Settings, root: Path) -> list[Problem]:
    """Enter a report into the history that the options name; a commit that is there already has its line replaced.

    One of no objects is not entered: nothing was there to count, e.g. because no import has worked.

    Args:
        report: The report of a build.
        settings: The option `report_history`.
        root: The directory that it is relative to.

    Returns:
        What to tell the user.
    """
    if not settings.report_history or report["build"].get("part") or not report["objects"]:
        return []
    file = settings.where(settings.report_history, root)
    try:
        history = read_history(file)
        lines = _with(history, point_of(report, commit_of(root)))
        if lines != list(history.lines):
            _write(file, lines)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"'report_history' cannot be written ({reason}). Correct the option, or the permissions."
        return [Problem(kind="history", message=message, where=str(file))]
    if not history.unreadable:
        return []
    numbers = ", ".join(map(str, history.unreadable[:_TOLD])) + ", …" * (len(history.unreadable) > _TOLD)
    message = f"The history has lines that are not aidoc's (line {numbers}); they are left as they are. Correct them."
    return [Problem(kind="history", message=message, where=str(file))]


def point_of(report: Data, commit: Commit) -> dict[str, Any]:
    """The line of a report.

    Args:
        report: The report of a build.
        commit: What it documents.
    """
    before, after = report["coverage"]["before"], report["coverage"]["after"]
    costs = report["costs"] or {}
    return {
        "version": VERSION,
        "commit": commit.id,
        "date": commit.date or _today(),
        "aidoc": report["build"]["aidoc"],
        "total": after["total"],
        "documented_before": before["documented"],
        "documented": after["documented"],
        "complete_before": before["complete"],
        "complete": after["complete"],
        **report["authors"],
        "cost_usd": report["usage"]["cost_usd"],
        "kept_usd": (costs.get("kept") or {}).get("cost_usd"),
    }


def _with(history: History, point: dict[str, Any]) -> list[str]:
    """All lines, with a new one: in the place of the commit's earlier ones, whose costs were paid for it as well."""
    earlier = {number: old for number, old in history.points if _key(old) == _key(point)}
    if earlier:
        last = earlier[max(earlier)]
        costs = [last["cost_usd"], point["cost_usd"]]
        point = {**point, "cost_usd": None if None in costs else round(sum(costs), 9)}
    lines = [line for number, line in enumerate(history.lines) if number not in earlier or number == max(earlier)]
    text = json.dumps(point, ensure_ascii=False)
    if not earlier:
        return [*lines, text]
    return [text if line is history.lines[max(earlier)] else line for line in lines]


def _write(file: Path, lines: list[str]) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", errors="replace", newline="\n")
    part.replace(file)


def _key(point: Data) -> str:
    return str(point["commit"] or point["date"])


def _today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _point(line: str) -> Data | None:
    """What a line says, if it is one of ours and of no newer release."""
    try:
        data = json.loads(line)
        datetime.date.fromisoformat(data["date"])
        fits = (
            data["version"] == VERSION
            and isinstance(data["commit"], str)
            and all(_is_number(data[name], int) for name in _COUNTS)
            and all(data[name] is None or _is_number(data[name], int | float) for name in _DOLLARS)
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return data if fits else None


def _is_number(value: object, kind: Any) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool) and 0 <= value < float("inf")
