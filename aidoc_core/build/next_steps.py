"""What needs a person next, and what to do about it."""

from __future__ import annotations

from collections import Counter
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, Literal, get_args

from aidoc_core.build.complexity import COMPLEX
from aidoc_core.build.ledger import FILLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Data = Mapping[str, Any]

Need = Literal["stale", "unreviewed", "failed", "missing", "contradicted", "undocumented"]
"""`stale`: the code has changed since people approved the text. `unreviewed`: filled in, and nobody has approved it.
`failed`, `missing`: no answer. `contradicted`: the code contradicts a hand-written docstring. `undocumented`: complex,
and left alone without a text."""

NEEDS: tuple[Need, ...] = get_args(Need)
MOST = 50
"""Steps that a report lists; the rows of objects tell all of them."""


def needs(row: Data, contradicted: frozenset[str]) -> list[Need]:
    """What an object needs of a person.

    Args:
        row: The object in a report, without its needs.
        contradicted: The paths of objects whose docstrings the code contradicts.
    """
    found: dict[Need, bool] = {
        "stale": row["stale"],
        "unreviewed": row["outcome"] in FILLED and row["author"] == "model",
        "failed": row["outcome"] == "failed",
        "missing": row["outcome"] == "missed",
        "contradicted": row["path"] in contradicted,
        "undocumented": row["outcome"] in ("human", "skipped")
        and row["author"] == "nobody"
        and (row["complexity"] or 0) >= COMPLEX,
    }
    return [need for need in NEEDS if found[need]]


def next_steps(
    rows: Iterable[Data], contradictions: Iterable[Data], modules: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """`next` of a report.

    Args:
        rows: The objects, with their needs.
        contradictions: What in hand-written docstrings the code contradicts.
        modules: The public module that each object is in, by its path.
    """
    told = {row["path"]: row for row in contradictions}
    by_need: dict[Need, list[Data]] = {need: [] for need in NEEDS}
    for row in rows:
        for need in row["needs"]:
            by_need[need].append(row)
    steps = (_steps(found, need, told, modules or {}) for need, found in by_need.items())
    counts = Counter({need: len(found) for need, found in by_need.items() if found})
    return {"counts": dict(counts), "first": _in_turn(steps)[:MOST]}


def _in_turn(lists: Iterable[Sequence[Data]]) -> list[Data]:
    """The first of each list, then the second of each: so none hides another."""
    return [one for one in chain.from_iterable(zip_longest(*lists)) if one is not None]


def _rank(row: Data) -> tuple[float, int, str]:
    return -row["importance"], row["path"].count("."), row["path"]


def _steps(
    rows: Iterable[Data], need: Need, contradictions: Mapping[str, Data], modules: Mapping[str, str]
) -> list[Data]:
    """The steps of a need: those of one module are most important first, and so are the modules by their first."""
    by_module: dict[str, list[Data]] = {}
    for row in sorted(rows, key=_rank):
        by_module.setdefault(modules.get(row["path"], ""), []).append(row)
    return _in_turn(
        [{**_step(row, need, contradictions), "module": module, "alike": len(found)} for row in found[:MOST]]
        for module, found in by_module.items()
    )[:MOST]


def _step(row: Data, need: Need, contradictions: Mapping[str, Data]) -> dict[str, Any]:
    contradiction = contradictions.get(row["path"], row) if need == "contradicted" else row
    return {
        "path": row["path"],
        "needs": need,
        "words": _words(row, need, contradiction),
        "source": contradiction["source"],
        "importance": row["importance"],
    }


def _words(row: Data, need: Need, contradiction: Data) -> str:
    if need == "stale":
        return "its code has changed since people approved the text"
    if need == "unreviewed":
        return "filled in, not approved yet"
    if need == "contradicted":
        return ". ".join(filter(None, (contradiction["message"], contradiction.get("hint"))))
    if need == "undocumented":
        return f"complex ({row['complexity']}) and undocumented"
    return str(row["reason"])
