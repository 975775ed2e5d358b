"""What is wrong with documentation as it stands: missing, failed, stale, unreviewed and contradicted texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aidoc_core.answers import ReviewedAnswers
from aidoc_core.build import messages
from aidoc_core.build.approval import approval
from aidoc_core.build.coverage import coverage
from aidoc_core.build.drifted import drift_rows, find_drifts
from aidoc_core.build.figures import count
from aidoc_core.build.fixing import options_of_fixes, still_holding
from aidoc_core.build.report import contradiction
from aidoc_core.build.told_findings import finding_data
from aidoc_core.checks import RULES, check_human

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from pathlib import Path

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.places import Places
    from aidoc_core.build.session import Session
    from aidoc_core.code.drift_changes import Severity
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
        drift: The least severity of hand-written docstrings to list whose code changed after them; `None` for none.
    """
    records = list(records)
    places = session.places
    problems, notes = session.new_problems(), list[str]()
    unreadable = [{"source": one.where, "message": one.message} for one in problems if one.kind == "source"]
    if people:
        rows = _people(records, session.settings, places)
        drifted, notes = _drifted(session, records, drift) if drift else ([], [])
        rows += drifted
        unreadable += _unreadable_files(options_of_fixes(session.settings), session.root) if drift else []
    else:
        rows = [row for record in records for row in _rows(session, record, places)]
        unreadable += _unreadable_files(session.settings, session.root)
        rows = _with_stale(rows, problems, {record.obj.path: record for record in records}, places)
    if session.settings.on_miss == "ignore":  # as in builds: counted, and no matter of each object
        left = [row for row in rows if row["kind"] in _LACKING]
        rows = [row for row in rows if row["kind"] not in _LACKING]
        notes += [_left(len(left))] if left else []
    unreviewed = sum(row["kind"] == "unreviewed" for row in rows)
    if not (approved or session.for_review):
        rows = [row for row in rows if row["kind"] != "unreviewed"]
    if not people and (failure := approval(records, session.settings.review_floor).failure):
        rows.append(_of_all("floor", "review_floor", failure))
    listed = {(row["source"], row["message"]) for row in unreadable}
    return {
        "objects": len(records),
        "findings": sorted(rows, key=lambda row: (row["file"], row["line"], row["path"], row["rule"])),
        "unreadable": [{**row, **places.inside(row["source"])} for row in unreadable],
        "unreviewed": unreviewed,
        "coverage": figures(records),
        "notes": notes,
        "problems": [
            str(one)
            for one in problems
            if one.kind not in ("source", "stale") and (one.where, one.message) not in listed and not people
        ],
    }


def _left(number: int) -> str:
    """One line for what `on_miss: ignore` leaves out."""
    return f"{count(number, 'object')} without a text. Nothing is requested here, and `on_miss: ignore` lets it pass."


def _with_stale(
    rows: list[dict[str, Any]], problems: Iterable[Problem], records: Mapping[str, Record], places: Places
) -> list[dict[str, Any]]:
    """Rows with those of stale texts, each in the place of the answer that is missing for it."""
    stale: list[dict[str, Any]] = []
    for problem in problems:
        if problem.kind != "stale":
            continue
        if path := _object_of(problem.message, records):
            stale.append(_row(records[path], places, kind="stale", rule="stale", message=problem.message))
        else:  # entries that have followed their code, or lost it
            stale.append(
                {**_of_all("stale", "stale", problem.message, where=problem.where), **places.inside(problem.where)}
            )
    told = {row["path"] for row in stale}
    return [row for row in rows if not (row["kind"] in ("missing", "unreviewed") and row["path"] in told)] + stale


def _of_all(kind: str, rule: str, message: str, *, where: str = "") -> dict[str, Any]:
    """A row that is about no single object."""
    row = {"path": "", "source": where, "rule": rule, "severity": "", "message": message, "where": ""}
    return {**row, "kind": kind, "file": where, "line": 0}


def _people(records: Iterable[Record], settings: Settings, places: Places) -> list[dict[str, Any]]:
    """What the code says against hand-written docstrings."""
    return [
        {
            **contradiction(record.obj, finding, _PAGES[finding.rule]),
            "kind": "contradicted",
            **places.of(record.obj.location),
        }
        for record in records
        for finding in check_human(record.obj, levels=settings.checks)
    ]


def _drifted(session: Session, records: Iterable[Record], least: Severity) -> tuple[list[dict[str, Any]], list[str]]:
    places = session.places
    objects = {record.obj.path: record.obj for record in records}
    files = {file for obj in objects.values() if (file := places.file(obj.location)) is not None}
    found, notes = find_drifts(objects.values(), files, session.root, least=least)
    holding = still_holding(session, [objects[one.path] for one, _ in found])
    rows = drift_rows(found, fixes=_fixes(session), holding=holding)
    return [
        {**row, "kind": "drift", **places.of(_at(objects[row["path"]].location, row["source"]))} for row in rows
    ], notes


def _fixes(session: Session) -> dict[str, str]:
    """The files in which new texts for older docstrings wait for a person, by the path of the object."""
    settings = options_of_fixes(session.settings)
    reviewed = ReviewedAnswers(settings.where_reviewed(session.root))
    return {entry.path: entry.place for entry in reviewed.entries() if entry.state != "rejected"}


def _at(location: Location, source: str) -> Location:
    return replace(location, line=int(source.rpartition(":")[2]))


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
    reviewed = ReviewedAnswers(settings.where_reviewed(root))
    reviewed.read_all()
    return [{"source": problem.where, "message": problem.message} for problem in reviewed.problems]


def _rows(session: Session, record: Record, places: Places) -> Iterator[dict[str, Any]]:
    if record.lacks_answer:
        reason = record.reason or messages.outcome_name(record.outcome)
        kind = "failing" if record.outcome == "failed" else _MISSED.get(record.reason, "missing")
        if kind != "unreadable":  # the file itself is told
            yield _row(record, places, kind=kind, rule=record.outcome, message=_lacks(reason))
        return
    if record.entry is None:
        return
    for finding in session.results.findings(record):
        row = _row(record, places, kind="contradicted", rule=finding.rule, message=finding.message)
        yield {**row, **finding_data(finding), "url": _PAGES[finding.rule]}
    if record.filled and not record.entry.reviewed:
        yield _row(record, places, kind="unreviewed", rule="unreviewed", message="no person has approved its text")


def _lacks(reason: str) -> str:
    """That there is no answer, and why; a check is offline whatever the option says, so that is no reason."""
    return "no answer yet" if reason == "offline" else f"no answer ({reason})"


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
