"""report.json, version 1: everything a machine may want to know of a build."""

from __future__ import annotations

import datetime
import json
import os
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.usage import Usage
from aidoc_core.build.approval import approval
from aidoc_core.build.authorship import authors, count_authors
from aidoc_core.build.badges import write_badges
from aidoc_core.build.coverage import coverage
from aidoc_core.build.messages import BADGES
from aidoc_core.checks.authors import place
from aidoc_core.model import prices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from pathlib import Path

    from aidoc_core.answers import Entry
    from aidoc_core.build.authorship import Author
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session
    from aidoc_core.checks import Finding
    from aidoc_core.code.objects import ApiObject

VERSION = 1


def report_data(session: Session) -> dict[str, Any]:
    """The report of a build as plain data.

    Shape: `version`, `build`, `coverage`, `authors` (how many objects each has written; modules have the same of their
    own), `approval` (texts that people have approved, `stale` of them before a change of the code; `floor` and `met`
    tell of the option `review_floor`), `outcomes`, `usage`, `prices`, `models`, `modules`, `objects`, `withheld`
    (literals that look like secrets and were not sent: `literals`, `objects`, `kinds`; an object's row has its own
    number), `contradictions` (people's docstrings against the code), `system`; dollars as numbers (`null` where the
    price is not known), times in seconds.
    """
    records = list(session.ledger)
    before, after = coverage(records)
    by = authors(records)
    saved = [record.entry.usage for record in records if record.outcome == "cached" and record.entry]
    source, table = prices.source()
    return {
        "version": VERSION,
        "build": {
            "id": session.build,
            "tool": session.tool,
            "aidoc": aidoc_version(),
            "started": datetime.datetime.fromtimestamp(session.started, datetime.UTC).isoformat(timespec="seconds"),
            "duration_s": round(time.time() - session.started, 3),
            "offline": session.settings.offline,
            "stages_s": {name: round(seconds, 3) for name, seconds in session.stages.seconds.items()},
        },
        "coverage": {"before": before.to_dict(), "after": after.to_dict()},
        "authors": count_authors(by.values()),
        "approval": approval(records, session.settings.review_floor).to_dict(),
        "outcomes": dict(session.ledger.outcomes()),
        "on_demand": len(session.ledger.on_demand),
        "usage": {
            "requests": session.counters.requests,
            "throttled": session.counters.throttled,
            "max_in_flight": session.counters.max_in_flight,
            **session.counters.usage.to_dict(),
            "saved_usd": _dollars(sum(saved, Usage()).cost_usd),
            "batch": False,
        },
        "withheld": session.ledger.redacted().to_dict(),
        "prices": {"source": source, "version": table},
        "models": sorted({record.entry.model for record in records if record.entry and record.entry.model}),
        "modules": _modules(records, by),
        "objects": [_object(record, by[record.obj.path]) for record in records],
        "contradictions": [contradiction(obj, finding) for obj, finding in session.contradictions],
        "system": {"cpu_s": round(time.process_time(), 3), "peak_rss_mb": _peak_rss()},
    }


def contradiction(obj: ApiObject, finding: Finding) -> dict[str, str]:
    """What in a hand-written docstring the code contradicts: where, what, and what its author can do."""
    return {"path": obj.path, "source": str(place(obj, finding)), **finding.to_dict(), "hint": finding.hint}


def write_data(data: Mapping[str, Any], path: Path) -> None:
    """Write report.json whole or not at all, and the badges beside it."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(path)
    write_badges(data, path.parent / BADGES)


def aidoc_version() -> str:
    """The installed version of the distribution."""
    try:
        return version("aidoc-plugins")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "unknown"


def _modules(records: list[Record], by: Mapping[str, Author]) -> list[dict[str, Any]]:
    rows = []
    for module, group in groupby(records, key=lambda record: record.obj.module):
        members = list(group)
        before, after = coverage(members)
        wrote = count_authors(by[record.obj.path] for record in members)
        rows.append({"path": module, "before": before.to_dict(), "after": after.to_dict(), "authors": wrote})
    return rows


def _object(record: Record, author: Author) -> dict[str, Any]:
    entry = record.entry
    usage = record.usage
    return {
        "path": record.obj.path,
        "kind": record.obj.kind,
        "author": author,
        "outcome": record.outcome,
        "reason": record.reason,
        "gaps": record.gaps.names(),
        "fingerprint": record.fingerprint,
        "state": entry.state if entry else "",
        "model": entry.model if entry else "",
        "date": entry.date if entry else "",
        "reviewed": _reviewed(entry),
        "tokens": {
            "input": usage.input_tokens,
            "cached_input": usage.cached_input_tokens,
            "output": usage.output_tokens,
        },
        "cost_usd": _dollars(usage.cost_usd),
        "withheld": len(record.redacted),
        "findings": list(entry.findings) if entry else [],
        "source": str(record.obj.location),
    }


def _reviewed(entry: Entry | None) -> dict[str, Any] | None:
    """Of a text from a reviewed file: who approved it and when, what of the code changed since, whom it followed."""
    if entry is None or not entry.place:
        return None
    return {
        "by": entry.by,
        "on": entry.on,
        "changed": list(entry.changed),
        "followed": entry.followed,
        "proposal": entry.proposal is not None,
    }


def _dollars(cost: Decimal | None) -> float | None:
    return None if cost is None else float(cost)


def _peak_rss() -> float | None:
    """The process's largest resident size so far, in MB; `None` where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10), 1)  # bytes on macOS, KiB on Linux
