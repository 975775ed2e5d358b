"""The objects of report.json: what a build knows of each of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, cast

from aidoc_core.answers.committed import Committed
from aidoc_core.build.approval import approved_in
from aidoc_core.build.bills import is_paid
from aidoc_core.build.costs import dollars
from aidoc_core.build.kept_tally import KeptTally, Place
from aidoc_core.build.next_steps import needs
from aidoc_core.build.prominence import Uses, prominences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.answers import Entry
    from aidoc_core.answers.answer import Answer
    from aidoc_core.answers.usage import Usage
    from aidoc_core.build.authorship import Author
    from aidoc_core.build.complexity import Complexity
    from aidoc_core.build.costs import Paid
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.prominence import Prominence
    from aidoc_core.build.session import Session
    from aidoc_core.build.tally import Standing, Tally
    from aidoc_core.code.objects import ApiObject

    Data = Mapping[str, Any]
    Places = Sequence[tuple[int | None, Prominence]]

_PROSE = ("summary", "description")
"""Parts of a text that need no name above them."""


def object_rows(
    session: Session, paid: Paid, complexity: Complexity, contradicted: frozenset[str], earlier: Data
) -> Iterator[Sequence[dict[str, Any]]]:
    """The rows of each module, in the order of modules and paths; the same list where nothing of it has changed.

    Args:
        session: The build.
        paid: What texts cost.
        complexity: Measures code.
        contradicted: The paths of objects whose docstrings the code contradicts.
        earlier: The report of the build before; it may be empty.
    """
    committed = Committed()
    stale = frozenset(session.results.stale)
    tallies = session.results.tallies
    for tally, standing, known in zip(
        tallies.modules, tallies.standings, placed(session, complexity, earlier), strict=True
    ):

        def make(tally: Tally = tally, standing: Standing = standing, known: Any = known) -> list[dict[str, Any]]:
            return [
                _row(record, place, standing.by[record.obj.path], paid, committed, stale, contradicted)
                for record, place in zip(tally.records, known, strict=True)
            ]

        if isinstance(tally, KeptTally):
            yield tally.rows(cast("Place", known), standing, contradicted)
        elif tally.reviewed:  # git may tell something else, and the cache another price
            yield make()
        else:
            rests_on = (known, standing.by, stale & tally.paths, contradicted & tally.paths)
            yield tally.made("rows", rests_on, make)


def _row(  # noqa: PLR0913, PLR0917 - all that is told of one object
    record: Record,
    place: tuple[int | None, Prominence],
    author: Author,
    paid: Paid,
    committed: Committed,
    stale: frozenset[str],
    contradicted: frozenset[str],
) -> dict[str, Any]:
    complexity, prominence = place
    row = {
        **_object(record, author, paid, committed),
        "stale": record.obj.path in stale or (record.entry is not None and record.entry.stale),
        "complexity": complexity,
        "uses": prominence.uses,
        "exported": prominence.exported,
        "in_navigation": prominence.in_navigation,
        "importance": prominence.importance(record.obj.path, record.obj.kind, complexity, public=record.obj.public),
    }
    return {**row, "needs": needs(row, contradicted)}


def placed(session: Session, complexity: Complexity, earlier: Data) -> Iterator[Places | Place]:
    """Complexity and prominence of the objects of each module; what was carried over without its code keeps its own.

    So do the uses of all others where any was and nobody knows the names in its code: that was not read again.

    Args:
        session: The build.
        complexity: Measures code.
        earlier: The report of the build before; it may be empty.
    """
    modules = session.results.tallies.modules
    known = {row["path"]: row for row in earlier.get("objects", ())}
    objects = [one.obj for tally in modules for one in tally.records]
    carried = [obj for obj in objects if obj.path in known and (obj.context is None or _is_carried(obj))]
    counted = all(obj.path in session.names_read for obj in carried if _is_carried(obj))
    memory = session.memory
    uses = memory.held.setdefault("uses", Uses()) if memory.goes_on else Uses(keeps=False)
    for tally, found in zip(
        modules, prominences(modules, uses, session.in_navigation, session.names_read), strict=True
    ):
        if isinstance(found, Place):
            yield found
            continue
        measured = tally.made("complexity", None, partial(_measured, complexity, tally))
        if not carried:
            yield tally.made("places", (measured, found), partial(list, zip(measured, found, strict=True)))
        else:
            yield [
                _carried(record.obj, number, prominence, known.get(record.obj.path), counted=counted)
                for record, number, prominence in zip(tally.records, measured, found, strict=True)
            ]


def _measured(complexity: Complexity, tally: Tally) -> list[int | None]:
    return [complexity.of(record.obj) for record in tally.records]


def _is_carried(obj: ApiObject) -> bool:
    """Whether an object was carried over from an earlier build: what lacks an answer has kept its source."""
    return not obj.skip and (not obj.source or obj.context is None)


def _carried(
    obj: ApiObject, complexity: int | None, prominence: Prominence, before: Data | None, *, counted: bool
) -> tuple[int | None, Prominence]:
    if before is None:
        return complexity, prominence
    if not counted:
        prominence = replace(prominence, uses=before["uses"])
    if obj.context is None:  # it alone knows the modules around
        prominence = replace(prominence, exported=before["exported"])
    measured = obj.source and not _is_carried(obj)
    return complexity if measured else before["complexity"], prominence


def _object(record: Record, author: Author, paid: Paid, committed: Committed) -> dict[str, Any]:
    entry = record.entry
    usage = record.usage
    cost = paid.of_text(record) if is_paid(record) else None
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
        "reviewed": _reviewed(entry, committed),
        "tokens": _tokens(record.usage),
        "cost_usd": dollars(usage.cost_usd),
        "kept_usd": dollars(cost.cost_usd) if cost is not None else None,
        "withheld": len(record.redacted),
        "findings": list(entry.findings) if entry else [],
        "source": str(record.obj.location),
        "summary": entry.answer.summary if entry is not None and record.filled else "",
        "text": _text(entry.answer) if entry is not None and record.outcome == "generated" else "",
    }


@lru_cache(maxsize=64)
def _tokens(usage: Usage) -> Data:
    """Tokens that were billed; most objects have none, and share one mapping."""
    return {
        "input": usage.input_tokens,
        "cached_input": usage.cached_input_tokens,
        "output": usage.output_tokens,
        "reasoning": usage.reasoning_tokens,
    }


def _text(answer: Answer) -> str:
    """All texts of an answer, each part under its name."""
    parts = (
        f"{where}: {text}" if (where := part.where(name)) not in _PROSE else text for part, name, text in answer.texts()
    )
    return "\n\n".join(parts)


def _reviewed(entry: Entry | None, committed: Committed) -> dict[str, Any] | None:
    """Of a text from a reviewed file: who approved it and when, what of the code changed since, whom it followed."""
    if entry is None or not entry.place:
        return None
    return {
        "by": entry.by,
        "on": entry.on,
        "commit": approved_in(entry, committed),
        "changed": list(entry.changed),
        "followed": entry.followed,
        "proposal": entry.proposal is not None,
    }
