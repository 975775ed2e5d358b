"""Commands carried out in a build: what a doc tool's scan has found is planned, filled, checked or listed."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from aidoc_core.answers.reviewing import Reviewing
from aidoc_core.build import checking, planning, reviewing
from aidoc_core.build.fixing import Fixes, find_fixes, options_of_fixes
from aidoc_core.build.report import report_data
from aidoc_core.code.packages import Packages
from aidoc_core.errors import CacheError, ConfigError
from aidoc_core.settings import options

if TYPE_CHECKING:
    from aidoc_core.build.errand import Course, Errand
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session

VERSION = 1
"""Of the JSON that commands print; it grows, and what is there keeps its meaning."""


def finish(session: Session) -> NoReturn:
    """Write down what a command wanted to know, and end the doc tool: its pages are not to be rendered.

    Args:
        session: The build, all that the pages show being entered.
    """
    course = session.course
    if course is None or course.errand.result is None:
        raise ValueError("nobody wants anything of this build")
    try:
        told = carry_out(session, course)
    except (ConfigError, CacheError) as error:
        told = {"error": str(error)}
    except OSError as error:
        told = {"error": f"{error.filename or 'a file'}: cannot be written ({error.strerror or type(error).__name__})."}
    finally:
        session.close()
    part = course.errand.result.with_suffix(".part")
    part.write_text(json.dumps(told), encoding="utf-8")
    part.replace(course.errand.result)
    raise SystemExit(0)


def carry_out(session: Session, course: Course) -> dict[str, Any]:
    """What a command wanted to know, as plain data; what it wanted done is done.

    Args:
        session: The build, all that the pages show being entered.
        course: What is wanted.

    Raises:
        ConfigError: It cannot be done with these settings.
    """
    errand = course.errand
    if errand.everything:
        _whole_packages(session, course)
    records = [record for record in session.ledger if course.wants(record.obj)]
    told: dict[str, Any] = {
        "version": VERSION,
        "tool": session.tool,
        "root": str(session.root),
        "cache_dir": str(session.settings.where(session.settings.cache_dir, session.root)),
        "reviewed_dir": str(session.settings.where_reviewed(session.root)),
    }
    if errand.plans:
        told |= planning.plan(session, course.asks, model=errand.model) | {"selected": len(records)}
        told["lacking"] = len({record.obj.path for record in records if record.lacks_answer} - set(told["paths"]))
    elif errand.kind == "check":
        told |= checking.check(session, records, approved=errand.approved, people=errand.people, drift=errand.drift)
    elif errand.kind == "eval":
        told |= _to_evaluate(session, records)
    elif errand.kind == "review":
        told |= _to_review(session, errand, records)
    elif errand.kind == "report":
        told["report"] = report_data(session)
    else:
        told |= _filled(session, course, records)
    told.setdefault("problems", []).extend(str(problem) for problem in session.new_problems())
    if not len(session.ledger) and session.tool != "cli":
        told["problems"].append("the pages show no Python object, as far as the scan sees.")
    return told


def _to_review(session: Session, errand: Errand, records: list[Record]) -> dict[str, Any]:
    if errand.fixes:
        found = find_fixes(session, records, kind="review")
        settings = options_of_fixes(session.settings)
        directory = str(settings.where_reviewed(session.root))
        return {"items": list(found.items), "missing": 0, "reviewed_dir": directory, "problems": list(found.problems)}
    return {"items": reviewing.items(session, records), "missing": sum(one.lacks_answer for one in records)}


def _to_evaluate(session: Session, records: list[Record]) -> dict[str, Any]:
    """What a site shows that people have documented, and the options that it is built with."""
    values = asdict(session.settings)
    return {
        "objects": [record.obj.path for record in records if record.obj.human],
        "packages": sorted({record.obj.module.partition(".")[0] for record in records}),
        "options": {option.name: values[option.name] for option in options()},
        "search": sys.path,  # of the tool, which may have changed it
    }


def _filled(session: Session, course: Course, records: list[Record]) -> dict[str, Any]:
    asked = {ask.obj.path for ask in course.asks}
    counted: dict[str, int] = {}
    for record in records:
        counted[record.outcome] = counted.get(record.outcome, 0) + 1
    lacking = [record for record in records if record.lacks_answer]
    entries = [
        record.entry for record in records if record.outcome in ("cached", "generated") and record.entry is not None
    ]
    added = replaced = 0
    reviewed = Reviewing(
        session.settings.where_reviewed(session.root),
        {record.obj.path: record.obj for record in records},
        {record.obj.path: record.fingerprint for record in records if record.fingerprint},
    )
    if course.errand.kind == "refresh":
        new = [entry for entry in entries if entry.path in asked and entry.build == session.build]
        replaced = reviewed.renew(new)
    beside = [entry for entry in entries if session.for_review or entry.path in session.results.stale]
    proposals = [*session.results.newer(records), *beside]
    if proposals:  # beside what people have approved of older code, shown or not, a new text always stands
        done = reviewed.propose(proposals)
        added = done.added + done.beside
    fixes, counters = Fixes(), session.counters
    if course.errand.kind == "fill" and session.settings.propose_fixes != "none" and not course.interrupted:
        fixes = find_fixes(session, records, kind="fill")
        counters += fixes.counters
    renewed = course.errand.kind == "refresh" and bool(course.errand.hint)
    return {
        "items": reviewing.items(session, records) if renewed else [],
        "requested": len(asked),
        "outcomes": counted,
        "usage": {"requests": counters.requests, **counters.billed()},
        "proposed": added,
        "replaced": replaced,
        "fixes": {
            "drifted": fixes.drifted,
            "proposed": fixes.written.added + fixes.written.beside,
            "lacking": fixes.lacking,
        },
        "problems": list(fixes.problems),
        "kept": session.settings.offline or session.keeps,
        "offline": session.settings.offline,
        "interrupted": course.interrupted,
        "lacking": [
            {"path": one.obj.path, "source": str(one.obj.location), "outcome": one.outcome, "reason": one.reason}
            for one in lacking
        ],
    }


def _whole_packages(session: Session, course: Course) -> None:
    """Enter all objects of the packages that the pages show anything of."""
    seconds = session.settings.extraction_timeout
    code = Packages([*map(Path, course.errand.search), *sys.path], root=session.root, seconds=seconds)
    for package in sorted({record.obj.module.partition(".")[0] for record in session.ledger}):
        session.fill(code.objects(package))
    session.tell(code.new_problems())
