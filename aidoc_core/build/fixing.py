"""New texts for hand-written docstrings whose code changed after them, where `propose_fixes` asks for them.

They lie in reviewed files of their own, in a directory that no build reads: so none is shown on a page. A person takes
one over with `aidoc patch --fixes` or by hand, or rejects it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.decisions import Written
from aidoc_core.answers.entry import Entry
from aidoc_core.answers.reviewing import Reviewing
from aidoc_core.asking.counters import Counters
from aidoc_core.build import reviewing
from aidoc_core.build.drifted import find_drifts, told_of
from aidoc_core.build.errand import Errand
from aidoc_core.build.kept import REJECTED
from aidoc_core.build.session import Session
from aidoc_core.code.objects import Documented, Said
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aidoc_core.build.errand import Kind
    from aidoc_core.build.ledger import Record
    from aidoc_core.code.drift import Drift
    from aidoc_core.code.drift_changes import Severity
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings

DIRECTORY = "fixes"
"""In the directory of reviewed files, and in the cache."""
_HINT = "The docstring in the code is from {date}. Since then {changed}. Keep its words where they still hold."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixes:
    """The new texts for docstrings that the code has left behind.

    Attributes:
        items: Those that wait for a person, as `aidoc review` has them.
        drifted: How many docstrings are older than their code.
        written: What has come into the files.
        counters: What was sent for it, and what that took.
        problems: What went wrong, and what git could not tell.
        lacking: How many docstrings got no new text, though one was to be requested.
    """

    items: tuple[dict[str, Any], ...] = ()
    drifted: int = 0
    written: Written = Written()
    counters: Counters = field(default_factory=Counters)
    problems: tuple[str, ...] = ()
    lacking: int = 0


def options_of_fixes(settings: Settings) -> Settings:
    """The options under which new texts are requested and looked up: files and a cache of their own."""
    reviewed, cache = (str(Path(name, DIRECTORY)) for name in (settings.reviewed_dir, settings.cache_dir))
    return replace(settings, reviewed_dir=reviewed, cache_dir=cache, require_review=False)


def without_docstring(obj: ApiObject) -> ApiObject:
    """An object of which the whole docstring is to be written; the old one still stands in its source."""
    return replace(obj, human="", documented=Documented(), said=Said(), beside=False)


def find_fixes(session: Session, records: Iterable[Record], *, kind: Kind) -> Fixes:
    """Request new texts, or list those that are there.

    Args:
        session: The build; what it may still spend counts.
        records: Those of its records that are looked at.
        kind: `fill` requests and writes; `review` sends nothing.
    """
    asked = session.settings.propose_fixes
    least: Severity = asked if kind == "fill" and asked != "none" else "low"  # people decide on all that `check` lists
    objects = {record.obj.path: record.obj for record in records}
    try:
        drifts, notes = _drifts(session, objects, least)
    except ConfigError as error:  # what was paid for before is told in any case
        return Fixes(problems=(f"no fixes of older docstrings: {error}",))
    settings = _within_budget(options_of_fixes(session.settings), session)
    if settings is None or not drifts:
        return Fixes(drifted=len(drifts), problems=tuple(notes), lacking=len(drifts))
    other = Session(settings, root=session.root, tool=session.tool, errand=Errand(kind=kind))
    if other.course is not None:
        other.course.hints = {
            path: _HINT.format(date=one.commit.date, changed=", ".join(one.changed)) for path, one in drifts.items()
        }
    try:
        found = other.fill(without_docstring(objects[path]) for path in drifts)
        written = _write(other, found) if kind == "fill" else Written()
        items = _items(other, found, objects, drifts)
        problems = [*notes, *(str(one) for one in other.new_problems() if one.kind != "miss")]
    finally:
        other.close()
    return Fixes(
        items=tuple(items),
        drifted=len(drifts),
        written=written,
        counters=other.counters,
        problems=tuple(problems),
        lacking=sum(record.lacks_answer for record in found),
    )


def still_holding(session: Session, objects: Iterable[ApiObject]) -> set[str]:
    """The docstrings of which a person has said that they hold for the present code: the new text was rejected.

    Args:
        session: The build.
        objects: Those whose docstrings are older than their code.

    Returns:
        The paths of their objects.
    """
    other = Session(
        options_of_fixes(session.settings), root=session.root, tool=session.tool, errand=Errand(kind="check")
    )
    try:
        found = other.fill(without_docstring(obj) for obj in objects)
    finally:
        other.close()
    return {record.obj.path for record in found if record.reason == REJECTED}


def _items(
    session: Session, records: Iterable[Record], objects: Mapping[str, ApiObject], drifts: Mapping[str, Drift]
) -> list[dict[str, Any]]:
    """What waits for a person: new texts, and docstrings without one, of which a person may say that they hold."""
    bare = {record.obj.path for record in records if record.lacks_answer and record.fingerprint}
    shown = [_without_text(record) if record.obj.path in bare else record for record in records]
    items = reviewing.items(session, shown)
    return [
        {
            **item,
            "human": objects[item["path"]].human,
            "drift": told_of(drifts[item["path"]]),
            **({"state": "drift", "findings": []} if item["path"] in bare else {}),
        }
        for item in items
    ]


def _without_text(record: Record) -> Record:
    obj = record.obj
    entry = Entry(fingerprint=record.fingerprint, path=obj.path, module=obj.module, kind=obj.kind, state="answered")
    return replace(record, outcome="cached", entry=entry)


def _drifts(session: Session, objects: dict[str, ApiObject], least: Severity) -> tuple[dict[str, Drift], list[str]]:
    files = {file for obj in objects.values() if (file := session.places.file(obj.location)) is not None}
    found, notes = find_drifts(objects.values(), files, session.root, least=least)
    return {one.path: one for one, _ in found}, notes


def _within_budget(settings: Settings, session: Session) -> Settings | None:
    """The options with what is left of the budget; `None` if nothing is."""
    if settings.budget_usd is None:
        return settings
    left = settings.budget_usd - float(session.counters.known_usd)
    return replace(settings, budget_usd=left) if left > 0 else None


def _write(session: Session, records: Iterable[Record]) -> Written:
    """Put new texts into the reviewed files, as proposals; what people have decided there stays."""
    records = list(records)
    directory = session.settings.where_reviewed(session.root)
    objects = {record.obj.path: record.obj for record in records}
    current = {record.obj.path: record.fingerprint for record in records if record.fingerprint}
    new = [one.entry for one in records if one.outcome in ("cached", "generated") and one.entry is not None]
    return Reviewing(directory, objects, current).propose([*new, *session.results.newer(records)])
