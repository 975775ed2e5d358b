"""What needs a person next, and what to do about it."""

from __future__ import annotations

from collections import Counter
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, get_args

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
    rows: Sequence[Data], contradictions: Iterable[Data], modules: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """`next` of a report.

    Args:
        rows: The objects, with their needs.
        contradictions: What in hand-written docstrings the code contradicts.
        modules: The public module that each object is in, by its path.
    """
    told = {row["path"]: row for row in contradictions}
    by_need: dict[Need, list[_Ranked]] = {need: [] for need in NEEDS}
    for place, row in enumerate(rows):
        if row["needs"]:
            ranked = _Ranked(-row["importance"], row["path"].count("."), row["path"], place)
            for need in row["needs"]:
                by_need[need].append(ranked)
    steps = (_steps(rows, found, need, told, modules or {}) for need, found in by_need.items())
    counts = Counter({need: len(found) for need, found in by_need.items() if found})
    return {"counts": dict(counts), "first": _in_turn(steps)[:MOST]}


class _Ranked(NamedTuple):
    """What the order of steps goes by, and the place of the row: rows of a large report are packed."""

    importance: float
    depth: int
    path: str
    place: int


_Item = TypeVar("_Item")


def _in_turn(lists: Iterable[Sequence[_Item]]) -> list[_Item]:
    """The first of each list, then the second of each: so none hides another."""
    return [one for one in chain.from_iterable(zip_longest(*lists)) if one is not None]


def _steps(
    rows: Sequence[Data],
    ranked: Iterable[_Ranked],
    need: Need,
    contradictions: Mapping[str, Data],
    modules: Mapping[str, str],
) -> list[Data]:
    """The steps of a need: those of one module are most important first, and so are the modules by their first."""
    by_module: dict[str, list[_Ranked]] = {}
    for one in sorted(ranked):
        by_module.setdefault(modules.get(one.path, ""), []).append(one)
    first = _in_turn([(module, one) for one in found[:MOST]] for module, found in by_module.items())[:MOST]
    return [
        {**_step(rows[one.place], need, contradictions), "module": module, "alike": len(by_module[module])}
        for module, one in first
    ]


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
