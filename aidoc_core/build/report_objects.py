"""The objects of report.json: what a build knows of each of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.committed import Committed
from aidoc_core.build.approval import approved_in
from aidoc_core.build.costs import dollars
from aidoc_core.build.next_steps import needs
from aidoc_core.build.prominence import prominences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aidoc_core.answers import Entry
    from aidoc_core.answers.answer import Answer
    from aidoc_core.answers.usage import Usage
    from aidoc_core.build.authorship import Author
    from aidoc_core.build.complexity import Complexity
    from aidoc_core.build.costs import Paid
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.prominence import Prominence
    from aidoc_core.build.session import Session

    Data = Mapping[str, Any]

_PROSE = ("summary", "description")
"""Parts of a text that need no name above them."""


def object_rows(
    session: Session,
    by: Mapping[str, Author],
    paid: Paid,
    places: Mapping[str, tuple[int | None, Prominence]],
    contradicted: frozenset[str],
) -> Iterator[dict[str, Any]]:
    """The rows, in the order of modules and paths.

    Args:
        session: The build.
        by: Who has written each object.
        paid: What texts cost.
        places: Complexity and prominence of each object, as `placed` gives them.
        contradicted: The paths of objects whose docstrings the code contradicts.
    """
    committed = Committed()
    for record in session.ledger:
        path = record.obj.path
        complexity, prominence = places[path]
        row = {
            **_object(record, by[path], paid, committed),
            "stale": path in session.stale or (record.entry is not None and record.entry.stale),
            "complexity": complexity,
            "uses": prominence.uses,
            "exported": prominence.exported,
            "in_navigation": prominence.in_navigation,
            "importance": prominence.importance(record.obj, complexity),
        }
        yield {**row, "needs": needs(row, contradicted)}


def placed(session: Session, complexity: Complexity, earlier: Data) -> dict[str, tuple[int | None, Prominence]]:
    """Complexity and prominence of each object; what was carried over without its code keeps what was measured then.

    So do the uses of all others where any was: the code that uses them was not read again.

    Args:
        session: The build.
        complexity: Measures code.
        earlier: The report of the build before; it may be empty.
    """
    known = {row["path"]: row for row in earlier.get("objects", ())}
    whole = all(one.obj.source or one.obj.skip or one.obj.path not in known for one in session.ledger)
    found: dict[str, tuple[int | None, Prominence]] = {}
    for path, prominence in prominences((record.obj for record in session.ledger), session.in_navigation).items():
        obj, before = session.ledger[path].obj, known.get(path)
        if before is None or whole:
            found[path] = complexity.of(obj), prominence
        elif obj.source:
            found[path] = complexity.of(obj), replace(prominence, uses=before["uses"])
        else:
            then = replace(prominence, uses=before["uses"], exported=before["exported"])
            found[path] = before["complexity"], then
    return found


def _object(record: Record, author: Author, paid: Paid, committed: Committed) -> dict[str, Any]:
    entry = record.entry
    usage = record.usage
    cost = paid.texts.get(record.obj.path)
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
