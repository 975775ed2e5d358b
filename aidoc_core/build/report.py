"""report.json, version 2: everything a machine may want to know of a build, as `report_shape` describes it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from aidoc_core.build.complexity import Complexity, banded, bands
from aidoc_core.build.costs import dollars
from aidoc_core.build.history import history_data
from aidoc_core.build.module_figures import public_module
from aidoc_core.build.module_rows import ModuleRows
from aidoc_core.build.next_steps import Needing, next_steps, rank
from aidoc_core.build.packed_rows import PackedRows
from aidoc_core.build.report_objects import object_rows
from aidoc_core.build.report_run import VERSION, run_data
from aidoc_core.build.told_findings import finding_data
from aidoc_core.checks.authors import place
from aidoc_core.model import prices
from aidoc_core.model.address import shown_host

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.build.complexity import Band
    from aidoc_core.build.costs import Paid
    from aidoc_core.build.session import Session
    from aidoc_core.build.tally import Standing, Tallies, Tally
    from aidoc_core.checks import Finding
    from aidoc_core.code.objects import ApiObject

    Data = Mapping[str, Any]
    Rows = Sequence[Data]

_PATH = itemgetter("path")
MOST_NAMED = 10
"""So many findings of a rule are told in full beside the rule."""


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
    tallies = session.results.tallies
    before, after = tallies.coverage
    paid = session.results.paid()
    source, table = prices.source()
    contradictions = _contradictions(session, earlier)
    complexity: Complexity = session.memory.held.setdefault("complexity", Complexity())
    contradicted = frozenset(row["path"] for row in contradictions)
    by_module = object_rows(session, paid, complexity, contradicted, earlier)
    objects: Rows = PackedRows(by_module) if packed else ModuleRows(by_module)
    requests = session.counters.requests
    return {
        "coverage": {"before": before.to_dict(), "after": after.to_dict()},
        "authors": tallies.authors,
        "approval": tallies.approval(session.settings.review_floor).to_dict(),
        "outcomes": dict(tallies.outcomes),
        "usage": {
            "requests": requests,
            "throttled": session.counters.throttled,
            "max_in_flight": session.counters.max_in_flight,
            **session.counters.billed(),
            "saved_usd": dollars(paid.spent.saved.cost_usd),
            "batch": False,
        },
        "costs": paid.to_dict(),
        "withheld": tallies.redacted.to_dict(),
        "prices": {"source": source, "version": table},
        "models": list(paid.spent.models),
        "modules": [_module(*one, paid) for one in zip(tallies.modules, tallies.standings, strict=True)],
        "objects": objects,
        "next": next_steps(list(_needing(tallies, objects)), contradictions),
        "complexity": {
            "source": complexity.source,
            "note": complexity.note,
            "bands": bands(_banded(tallies, objects)),
        },
        "hosts": [{"host": shown_host(session.settings), "requests": requests}] if requests else [],
        "findings": _findings(tallies, objects, session),
        "contradictions": contradictions,
        "history": history_data(session),
    }


def _by_module(tallies: Tallies, rows: Rows) -> Iterator[tuple[Tally, Rows]]:
    """The rows of each module."""
    if isinstance(rows, ModuleRows | PackedRows):
        yield from zip(tallies.modules, rows.modules, strict=True)


def _needing(tallies: Tallies, rows: Rows) -> Iterator[Needing]:
    """What needs a person in each module."""
    for tally, here in _by_module(tallies, rows):
        yield Needing(public_module(tally.module), here, tally.made("ranked", here, partial(rank, here)))


def _banded(tallies: Tallies, rows: Rows) -> Iterator[Mapping[int, Band]]:
    """How many functions of each range of complexity are documented, for each module."""
    for (tally, here), standing in zip(_by_module(tallies, rows), tallies.standings, strict=True):
        yield tally.made("banded", (here, standing), partial(banded, here, standing.covers))


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
    found += [row for tally in session.results.kept.values() for row in tally.data["told"]]
    if not earlier:
        return sorted(found, key=_PATH)
    read = {record.obj.path for record in session.ledger if record.obj.source}
    paths = {record.obj.path for record in session.ledger} - read - {row["path"] for row in found}
    return sorted([*(row for row in earlier.get("contradictions", ()) if row["path"] in paths), *found], key=_PATH)


def contradiction(obj: ApiObject, finding: Finding, page: str) -> dict[str, str]:
    """What in a hand-written docstring the code contradicts: where, what, what to do, and the page of the rule."""
    kept = replace(finding, cut="")  # nothing of a person's words is removed
    return {
        "path": obj.path,
        "source": str(place(obj, finding)),
        **finding_data(kept),
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
            "cost": paid.of_module(tally).all.to_dict(),
        }

    return make() if tally.reviewed else tally.made("row", standing, make)


def _findings(tallies: Tallies, rows: Rows, session: Session) -> list[dict[str, Any]]:
    """What the checks say of texts that were filled in, by rule."""
    found: dict[str, list[tuple[str, Data]]] = {}
    for tally, here in _by_module(tallies, rows):
        for path, finding in tally.made("findings", here, partial(_told, here)):
            found.setdefault(finding["rule"], []).append((path, finding))
    told = []
    for rule, findings in sorted(found.items()):
        # AD100 is no rule of its own: there was nothing to check.
        title, url = session.opened.verdicts.pages.get(rule, ("no usable answer", ""))
        told.append(
            {
                "rule": rule,
                "title": title,
                "url": url,
                "findings": len(findings),
                "objects": list(dict.fromkeys(path for path, _ in findings)),
                "first": [{"path": path, **finding} for path, finding in findings[:MOST_NAMED]],
            }
        )
    return told


def _told(rows: Rows) -> list[tuple[str, Data]]:
    return [(row["path"], finding) for row in rows for finding in row["findings"]]
