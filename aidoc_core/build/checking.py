"""What is wrong with documentation as it stands: missing, failed, stale, unreviewed and contradicted texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.answers import ReviewedAnswers
from aidoc_core.build import messages
from aidoc_core.build.coverage import coverage
from aidoc_core.build.drifting import drift_rows
from aidoc_core.build.figures import count
from aidoc_core.build.report import contradiction
from aidoc_core.checks import RULES, check_human
from aidoc_core.code.history import top_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from pathlib import Path

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session
    from aidoc_core.code.drift import Severity
    from aidoc_core.code.objects import Location
    from aidoc_core.problems import Problem
    from aidoc_core.settings import Settings

_PAGES = {rule.id: rule.url for rule in RULES}
_LACKING = ("missing", "failing")
_MISSED = {"waits for review": "unreviewed", "its reviewed file cannot be read": "unreadable"}


def check(
    session: Session,
    records: Iterable[Record],
    *,
    approved: bool = False,
    people: bool = False,
    drift: Severity | None = None,
) -> dict[str, Any]:
    """Check the texts of a build, none of them requested.

    Args:
        session: The build.
        records: Those of its records that are looked at.
        approved: Whether a person must have approved every text; so it is where pages show no other.
        people: Whether hand-written docstrings are checked instead of answers.
        drift: The least severity of what is told of docstrings whose code changed after them; nothing without it.

    Raises:
        ConfigError: There is no history of the code to look at.
    """
    records = list(records)
    places = Places(session.root)
    problems = session.new_problems()
    unreadable = [{"source": one.where, "message": one.message} for one in problems if one.kind == "source"]
    if people:
        rows = _people(records, session.settings, places)
        drifted, notes = drift_rows([one.obj for one in records], session.root, least=drift) if drift else ([], [])
        rows += drifted
    else:
        notes = []
        rows = [row for record in records for row in _rows(session, record, places)]
        rows = _with_stale(rows, problems, {record.obj.path: record for record in records}, places)
        unreadable += _unreadable_files(session.settings, session.root)
    if session.settings.on_miss == "ignore":  # as in builds: counted, and no matter of each object
        left = [row for row in rows if row["kind"] in _LACKING]
        rows = [row for row in rows if row["kind"] not in _LACKING]
        notes += [_left(len(left))] if left else []
    unreviewed = sum(row["kind"] == "unreviewed" for row in rows)
    if not (approved or session.for_review):
        rows = [row for row in rows if row["kind"] != "unreviewed"]
    told = ("source", "stale")
    return {
        "objects": len(records),
        "findings": sorted(rows, key=lambda row: (row["file"], row["line"], row["path"], row["rule"])),
        "unreadable": unreadable,
        "unreviewed": unreviewed,
        "coverage": figures(records),
        "problems": [*(str(one) for one in problems if one.kind not in told and not people), *notes],
    }


def _left(number: int) -> str:
    """One line for what `on_miss: ignore` leaves out."""
    return f"{count(number, 'object')} without a text. Nothing is requested here, and `on_miss: ignore` lets it pass."


def _with_stale(
    rows: list[dict[str, Any]], problems: Iterable[Problem], records: Mapping[str, Record], places: Places
) -> list[dict[str, Any]]:
    """Rows with those of stale texts, each in the place of the answer that is missing for it."""
    stale = {
        path: _row(records[path], places, kind="stale", rule="stale", message=problem.message)
        for problem in problems
        if problem.kind == "stale" and (path := _object_of(problem.message, records))
    }
    return [row for row in rows if not (row["kind"] == "missing" and row["path"] in stale)] + list(stale.values())


def _people(records: Iterable[Record], settings: Settings, places: Places) -> list[dict[str, Any]]:
    """What the code says against hand-written docstrings."""
    return [
        {
            **contradiction(record.obj, finding),
            "url": _PAGES[finding.rule],
            "kind": "contradicted",
            **places.of(record.obj.location),
        }
        for record in records
        for finding in check_human(record.obj, levels=settings.checks)
    ]


def figures(records: Iterable[Record]) -> dict[str, dict[str, int]]:
    """How much is documented, complete and approved: for each figure a part and the whole."""
    records = list(records)
    before, after = coverage(records)
    texts = [record for record in records if record.filled and record.entry is not None]
    approved = sum(record.entry.reviewed for record in texts if record.entry is not None)
    return {
        "documented": {"part": after.documented, "whole": after.total},
        "complete": {"part": after.complete, "whole": after.total},
        "human": {"part": before.documented, "whole": before.total},
        "human-complete": {"part": before.complete, "whole": before.total},
        "approved": {"part": approved, "whole": len(texts)},
    }


def _unreadable_files(settings: Settings, root: Path) -> list[dict[str, str]]:
    """Reviewed files that cannot be read, also those of modules that were not looked at."""
    reviewed = ReviewedAnswers(settings.where(settings.reviewed_dir, root))
    for _ in reviewed.entries():
        pass
    return [{"source": problem.where, "message": problem.message} for problem in reviewed.problems]


class Places:
    """Where objects are, for tools that look at a whole repository.

    Args:
        root: What locations are relative to.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._top = top_of(root) or root

    def of(self, location: Location) -> dict[str, Any]:
        """The file, relative to the top of the repository where it is in it, and the line."""
        file = (self._root / location.file).resolve()
        inside = file.is_file() and file.is_relative_to(self._top)
        name = file.relative_to(self._top).as_posix() if inside else location.file
        return {"file": name, "line": location.line}


def _rows(session: Session, record: Record, places: Places) -> Iterator[dict[str, Any]]:
    if record.lacks_answer:
        reason = record.reason or messages.outcome_name(record.outcome)
        kind = "failing" if record.outcome == "failed" else _MISSED.get(record.reason, "missing")
        if kind != "unreadable":  # the file itself is told
            yield _row(record, places, kind=kind, rule=record.outcome, message=f"no answer ({reason})")
        return
    if record.entry is None:
        return
    for finding in session.findings(record):
        row = _row(record, places, kind="contradicted", rule=finding.rule, message=finding.message)
        yield {**row, **finding.to_dict(), "url": _PAGES[finding.rule]}
    if record.filled and not record.entry.reviewed:
        yield _row(record, places, kind="unreviewed", rule="unreviewed", message="no person has approved its text")


def _row(record: Record, places: Places, *, kind: str, rule: str, message: str) -> dict[str, Any]:
    location = record.obj.location
    return {
        "path": record.obj.path,
        "source": str(location),
        "rule": rule,
        "severity": "",
        "message": message,
        "where": "",
        "kind": kind,
        **places.of(location),
    }


def _object_of(message: str, paths: Container[str]) -> str:
    """The object that a message is about: the first word in it that is one."""
    return next((word for word in message.replace(",", " ").split() if word.rstrip(".:") in paths), "").rstrip(".:")
