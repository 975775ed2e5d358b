"""report.json, version 2: everything a machine may want to know of a build, as `report_shape` describes it."""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.usage import Usage
from aidoc_core.build.approval import approval
from aidoc_core.build.complexity import Complexity, bands
from aidoc_core.build.costs import dollars
from aidoc_core.build.history import history_data
from aidoc_core.build.module_figures import public_module
from aidoc_core.build.next_steps import next_steps
from aidoc_core.build.packed_rows import PackedRows
from aidoc_core.build.report_objects import object_rows
from aidoc_core.build.report_run import VERSION, run_data
from aidoc_core.checks.authors import place
from aidoc_core.model import prices
from aidoc_core.model.address import shown_host

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aidoc_core.build.costs import Paid
    from aidoc_core.build.session import Session
    from aidoc_core.build.tally import Standing, Tallies, Tally
    from aidoc_core.checks import Finding
    from aidoc_core.code.objects import ApiObject

    Data = Mapping[str, Any]
    Rows = Sequence[Data]

_PATH = itemgetter("path")


def report_data(session: Session, earlier: Data | None = None, *, packed: bool = False) -> dict[str, Any]:
    """The report of a build as plain data; `aidoc_core.build.report_shape` tells what is in it.

    Args:
        session: The build, when all is shown.
        earlier: The report of the build before, for what this one has not read anew.
        packed: Whether its objects are packed rather than a list.
    """
    with session.measure("report"):
        counted = _counted(session, earlier or {}, packed=packed)
    return {"version": VERSION, **run_data(session, counted["objects"]), **counted}


def _counted(session: Session, earlier: Data, *, packed: bool) -> dict[str, Any]:
    records = list(session.ledger)
    tallies = session.results.tallies
    before, after = tallies.coverage
    paid = session.results.paid()
    saved = sum((record.entry.usage for record in records if record.outcome == "cached" and record.entry), Usage())
    source, table = prices.source()
    contradictions = _contradictions(session, earlier)
    complexity: Complexity = session.memory.held.setdefault("complexity", Complexity())
    contradicted = frozenset(row["path"] for row in contradictions)
    by_module = object_rows(session, paid, complexity, contradicted, earlier)
    objects: Rows = PackedRows(by_module) if packed else list(chain.from_iterable(by_module))
    requests = session.counters.requests
    return {
        "coverage": {"before": before.to_dict(), "after": after.to_dict()},
        "authors": tallies.authors,
        "approval": approval(records, session.settings.review_floor).to_dict(),
        "outcomes": dict(session.ledger.outcomes()),
        "usage": {
            "requests": requests,
            "throttled": session.counters.throttled,
            "max_in_flight": session.counters.max_in_flight,
            **session.counters.billed(),
            "saved_usd": dollars(saved.cost_usd),
            "batch": False,
        },
        "costs": paid.to_dict(),
        "withheld": session.ledger.redacted().to_dict(),
        "prices": {"source": source, "version": table},
        "models": sorted({record.entry.model for record in records if record.entry and record.entry.model}),
        "modules": [_module(*one, paid) for one in zip(tallies.modules, tallies.standings, strict=True)],
        "objects": objects,
        "next": next_steps(objects, contradictions, _public_modules(tallies)),
        "complexity": {
            "source": complexity.source,
            "note": complexity.note,
            "bands": bands(objects, tallies.covers),
        },
        "hosts": [{"host": shown_host(session.settings), "requests": requests}] if requests else [],
        "findings": _findings(objects, session),
        "contradictions": contradictions,
        "history": history_data(session),
    }


def _public_modules(tallies: Tallies) -> dict[str, str]:
    """The public module that each object is in."""
    found = ((tally, public_module(tally.module)) for tally in tallies.modules)
    return {path: module for tally, module in found for path in tally.paths}


def _contradictions(session: Session, earlier: Data) -> list[Data]:
    """What the code contradicts now, and what it did of objects that were carried over without their code."""
    known: dict[tuple[str, Finding], tuple[ApiObject, Data]] = session.memory.held.get("contradicted", {})
    told: dict[tuple[str, Finding], tuple[ApiObject, Data]] = {}
    for obj, finding in session.results.contradictions:
        before = known.get((obj.path, finding))
        if before is None or before[0] is not obj:  # its place is looked for in the source
            before = obj, contradiction(obj, finding, session.opened.verdicts.pages[finding.rule][1])
        told[obj.path, finding] = before
    session.memory.held["contradicted"] = told
    found = [row for _, row in told.values()]
    read = {record.obj.path for record in session.ledger if record.obj.source}
    paths = {record.obj.path for record in session.ledger} - read - {row["path"] for row in found}
    return sorted([*(row for row in earlier.get("contradictions", ()) if row["path"] in paths), *found], key=_PATH)


def contradiction(obj: ApiObject, finding: Finding, page: str) -> dict[str, str]:
    """What in a hand-written docstring the code contradicts: where, what, what to do, and the page of the rule."""
    return {
        "path": obj.path,
        "source": str(place(obj, finding)),
        **finding.to_dict(),
        "hint": finding.hint,
        "url": page,
    }


def _module(tally: Tally, standing: Standing, paid: Paid) -> dict[str, Any]:
    def make() -> dict[str, Any]:
        return {
            "path": tally.module,
            "before": standing.before.to_dict(),
            "after": standing.after.to_dict(),
            "authors": dict(standing.authors),
            "cost": paid.of_module(tally.records),
        }

    return make() if tally.reviewed else tally.made("row", standing, make)


def _findings(rows: Rows, session: Session) -> list[dict[str, Any]]:
    """What the checks say of texts that were filled in, by rule."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for finding in row["findings"]:
            found.setdefault(finding["rule"], []).append(row["path"])
    told = []
    for rule, paths in sorted(found.items()):
        # AD100 is no rule of its own: there was nothing to check.
        title, url = session.opened.verdicts.pages.get(rule, ("no usable answer", ""))
        told.append(
            {"rule": rule, "title": title, "url": url, "findings": len(paths), "objects": list(dict.fromkeys(paths))}
        )
    return told
