"""What a build came to for one module, as plain data: all that the next one needs of it where nothing touches it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.usage import Usage
from aidoc_core.build.approval import approval
from aidoc_core.build.bills import spending
from aidoc_core.build.complexity import banded
from aidoc_core.build.kept_tally import plain_spending
from aidoc_core.build.next_steps import rank
from aidoc_core.build.prominence import names_in
from aidoc_core.build.provenance import is_other_model
from aidoc_core.build.readings import written

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from aidoc_core.build.authorship import Author
    from aidoc_core.build.coverage import Covered
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.tally import Standing, Tally
    from aidoc_core.settings import Settings

    Row = Mapping[str, Any]


def is_kept(tally: Tally, settings: Settings) -> bool:
    """Whether what a build came to for a module may be gone by in the next one.

    Not where a person has approved anything, as git may tell more of it; nor where a request would bring more.

    Args:
        tally: The module.
        settings: The options.
    """
    return not tally.reviewed and all(_is_plain(record, settings) for record in tally.records)


def _is_plain(record: Record, settings: Settings) -> bool:
    if record.outcome == "generated" or record.usage != Usage() or record.repeated != Usage():
        return False
    if record.waits(settings):
        return False
    if record.lacks_answer:
        return True
    # Of answers of other models a build tells, unless it is offline.
    return record.entry is None or settings.offline or not is_other_model(record.entry, settings)


def module_data(  # noqa: PLR0913 - keyword-only after what it is about
    tally: Tally,
    standing: Standing,
    rows: Sequence[Row],
    *,
    fields: Mapping[str, Author],
    exports: str,
    floor: Any,
    told: Sequence[Row],
    contradicted: int,
) -> dict[str, Any]:
    """What a build came to for a module.

    Args:
        tally: Its records.
        standing: How far they are documented.
        rows: Its rows in the report.
        fields: The fields that lists of attributes of the whole package describe.
        exports: Stands for what the `__all__` of the module and of those around it name.
        floor: The option `review_floor`.
        told: What the report tells of contradictions in people's docstrings.
        contradicted: How many there are.
    """
    records = tally.records
    read: dict[str, int] = {}
    for name in (name for record in records for name in names_in(record.obj)):
        read[name] = read.get(name, 0) + 1
    entries = [record.entry for record in records if record.entry is not None]
    ranked = rank(rows)
    here = {path: fields[path] for path in fields.keys() & tally.paths}
    return {
        "rows": json.dumps(list(rows), ensure_ascii=False)[1:-1],
        "paths": [record.obj.path for record in records],
        "names": [record.obj.name for record in records],
        "public": [int(record.obj.public) for record in records],
        "read": read,
        "has code": any(record.obj.code for record in records),
        "used": [row["uses"] for row in rows] if rows and rows[0]["uses"] is not None else None,
        "shown": [row["in_navigation"] for row in rows] if rows and rows[0]["in_navigation"] is not None else None,
        "exports": exports,
        "here": here,
        "fields": dict(tally.fields),
        "covers": [_bits(record, standing.covers[record.obj.path], here) for record in records],
        "by": [standing.by[record.obj.path] if _has_author(record) else "" for record in records],
        "before": standing.before.to_dict(),
        "after": standing.after.to_dict(),
        "authors": dict(standing.authors),
        "outcomes": dict(tally.outcomes),
        "spending": plain_spending(spending(records, lambda one: None if one.entry is None else one.entry.usage)),
        "approval": asdict(approval(records, floor)),
        "redacted": [[[one.kind, one.where] for one in some] for some in tally.redacted],
        "ranked": {need: [[one.importance, one.place] for one in found] for need, found in ranked.items()},
        "banded": banded(rows, standing.covers),
        "findings": [[row["path"], finding] for row in rows for finding in row["findings"]],
        "told": list(told),
        "contradicted": contradicted,
        "lacking": [_lacking(record) for record in tally.lacking],
        "answered": sorted({(one.deployment, one.date, one.model) for one in entries if one.model}),
        "human": any(record.obj.human for record in records),
        "filled": [record.obj.path for record in records if record.filled],
        "said": [record.obj.path for record in records if record.shown and not record.filled],
        "fingerprints": [one.fingerprint for one in records if one.fingerprint],
    }


def _bits(record: Record, covered: Covered, here: Container[str]) -> list[int]:
    """Whether it is documented in the source, filled, complete in the source, and complete with what was filled in."""
    whole, complete = covered.complete_before, covered.complete
    if record.obj.path in here:  # it is complete by a list of attributes, which another build may not have
        complete = whole or record.complete_after
    return [int(covered.before), int(record.filled), int(whole), int(complete)]


def _has_author(record: Record) -> bool:
    """Whether its own record tells who wrote its text."""
    return record.filled or record.documented_before


def _lacking(record: Record) -> dict[str, Any]:
    return {
        "obj": written(record.obj),
        "outcome": record.outcome,
        "gaps": asdict(record.gaps),
        "fingerprint": record.fingerprint,
        "reason": record.reason,
        "remembered": record.remembered,
    }
