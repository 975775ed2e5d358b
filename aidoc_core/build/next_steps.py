"""What needs a person next, and what to do about it."""

from __future__ import annotations

from collections import Counter
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, get_args

from aidoc_core.build.complexity import COMPLEX
from aidoc_core.build.ledger import FILLED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

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


class Ranked(NamedTuple):
    """What the order of steps goes by, and the place of the row in its module."""

    importance: float
    depth: int
    path: str
    place: int


class Needing(NamedTuple):
    """The objects of a module that need a person.

    Attributes:
        module: The public module that they are in.
        rows: All objects of the module in a report, with their needs.
        ranked: Those that have each need, most important first.
    """

    module: str
    rows: Sequence[Data]
    ranked: Mapping[Need, Sequence[Ranked]]


def rank(rows: Sequence[Data]) -> dict[Need, list[Ranked]]:
    """The objects that have each need, most important first.

    Args:
        rows: Objects in a report, with their needs.
    """
    found: dict[Need, list[Ranked]] = {}
    for place, row in enumerate(rows):
        if row["needs"]:
            ranked = Ranked(-row["importance"], row["path"].count("."), row["path"], place)
            for need in row["needs"]:
                found.setdefault(need, []).append(ranked)
    return {need: sorted(ranked) for need, ranked in found.items()}


def next_steps(modules: Sequence[Needing], contradictions: Iterable[Data]) -> dict[str, Any]:
    """`next` of a report.

    Args:
        modules: What needs a person in each module.
        contradictions: What in hand-written docstrings the code contradicts.
    """
    told = {row["path"]: row for row in contradictions}
    by_need: dict[Need, list[tuple[int, Sequence[Ranked]]]] = {need: [] for need in NEEDS}
    for number, one in enumerate(modules):
        for need, ranked in one.ranked.items():
            by_need[need].append((number, ranked))
    counts = {need: sum(len(ranked) for _, ranked in found) for need, found in by_need.items()}
    steps = [_steps(modules, found, need, told) for need, found in by_need.items()]
    return {"counts": {need: number for need, number in counts.items() if number}, "first": _in_turn(steps)}


_Item = TypeVar("_Item")


def _in_turn(lists: Iterable[Sequence[_Item]]) -> list[_Item]:
    """The first of each list, then the second of each, up to the most that are told: so none hides another."""
    return list(islice((one for one in chain.from_iterable(zip_longest(*lists)) if one is not None), MOST))


def _steps(
    modules: Sequence[Needing],
    having: Iterable[tuple[int, Sequence[Ranked]]],
    need: Need,
    contradictions: Mapping[str, Data],
) -> list[Data]:
    """The steps of a need: those of one module are most important first, and so are the modules by their first."""
    having = list(having)
    alike: Counter[str] = Counter()
    for number, ranked in having:
        alike[modules[number].module] += len(ranked)
    most = _turns(alike.values())
    by_module: dict[str, list[tuple[Ranked, int]]] = {}
    for number, ranked in having:
        by_module.setdefault(modules[number].module, []).extend((found, number) for found in ranked[:most])
    groups = sorted(sorted(found)[:most] for found in by_module.values())
    return [
        {**_step(modules[number].rows[found.place], need, contradictions), "module": module, "alike": alike[module]}
        for found, number in _in_turn(groups)
        for module in (modules[number].module,)
    ]


def _turns(sizes: Collection[int]) -> int:
    """How many of each list are told at most, where all are told in turn."""
    turns = 1
    while turns < MOST and sum(min(size, turns) for size in sizes) < MOST:
        turns += 1
    return turns


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
