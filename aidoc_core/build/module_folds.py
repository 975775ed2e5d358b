"""One module in the appendix: a line that opens to the table of its objects.

Where a process makes the appendix again (`mkdocs serve`), a module of which nothing has changed has the same line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from aidoc_core.build.figures import count, shown_commit
from aidoc_core.build.ledger import FILLED
from aidoc_core.build.messages import outcome_name
from aidoc_core.build.module_figures import KnownFigures, anchor
from aidoc_core.build.overview import authors_bar
from aidoc_core.render.outline import Facets, Fold, Table
from aidoc_core.render.pieces import Code, Entry, ObjectName, Place, Text, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aidoc_core.build.ledger import Outcome
    from aidoc_core.build.module_figures import ModuleFigures
    from aidoc_core.render.pieces import Line

    Data = Mapping[str, Any]

_Made = TypeVar("_Made")

_COUNTED = ("parameter", "attribute")
"""What has a plural among the parts of a text."""


@dataclass(slots=True)
class Folds:
    """The lines of modules, and those of the appendix before.

    Attributes:
        keeps: Whether they stay, for a process that makes the appendix again.
        made: They, by the paths of the modules.
        figures: The figures of modules.
    """

    keeps: bool = True
    made: dict[str, tuple[ModuleFigures, Fold]] = field(default_factory=dict)
    figures: KnownFigures = field(default_factory=KnownFigures)
    _others: dict[str, tuple[list[object], Any]] = field(default_factory=dict, repr=False)

    def again(self, name: str, rests_on: list[object], make: Callable[[], _Made]) -> _Made:
        """What was made before, or is made now.

        Args:
            name: What it is.
            rests_on: All that it rests on: the very same values, or equal names and numbers.
            make: Makes it.
        """
        known = self._others.get(name)
        if known is None or not _rests_on_same(known[0], rests_on):
            known = rests_on, make()
            if self.keeps:
                self._others[name] = known
        found: _Made = known[1]
        return found

    def of(self, path: str, module: ModuleFigures) -> Fold:
        """The line of a module, which opens to its objects."""
        known = self.made.get(path)
        if known is None or not _is_same(known[0], module):
            made = _fold(path, module)
            if known is not None and known[1] == made:  # what has changed is nothing that it shows
                made = known[1]
            known = module, made
            if self.keeps:
                self.made[path] = known
        return known[1]


def _is_same(one: ModuleFigures, other: ModuleFigures) -> bool:
    if one is other:
        return True
    figures = (one.before, one.after, one.authors) == (other.before, other.after, other.authors)
    if not figures or len(one.objects.parts) != len(other.objects.parts):
        return False
    pairs = zip(one.objects.parts, other.objects.parts, strict=True)
    return all(mine.home == its.home and mine.is_same(its) for mine, its in pairs)


def _rests_on_same(some: list[object], others: list[object]) -> bool:
    pairs = zip(some, others, strict=False)
    return len(some) == len(others) and all(a is b or (isinstance(a, str | bool) and a == b) for a, b in pairs)


def figures_line(name: str, module: ModuleFigures, more: str = "") -> Line:
    """What is always seen of a module or a package.

    Args:
        name: Its path.
        module: Its figures.
        more: Words behind the path.
    """
    after = module.after
    figures = (
        f"{change(module.before.documented, after.documented)} of {count(after.total, 'object')} documented, "
        f"{change(module.before.complete, after.complete)} complete"
    )
    return Code(name), Text(f"{more} "), authors_bar(module.authors), Text(f" {figures}")


def _fold(path: str, module: ModuleFigures) -> Fold:
    rows = tuple(_row(row, path, home) for home, row in module.objects)
    facets = tuple(_facets(row) for _, row in module.objects)
    headings = ("Object", "Kind", "Filled", "Outcome", "Details")
    table = Table(headings=headings, rows=rows, style="aidoc-objects", facets=facets)
    return Fold(anchor=anchor(path), line=figures_line(path, module), blocks=(table,))


def change(before: int, after: int) -> str:
    """A number before and after, one of them where they are the same."""
    return f"{after:,}" if before == after else f"{before:,} → {after:,}"


def _row(row: Data, module: str, home: str) -> tuple[Line, ...]:
    name = ObjectName(row["path"], row["path"].removeprefix(f"{module}."))
    where = (Text(" "), Place(row["path"], home, row["source"])) if row["source"] else ()
    filled = row["outcome"] in FILLED
    what = ("all" if "summary" in row["gaps"] else _filled(row["gaps"])) if filled else ""
    details = (row["model"], _when(row), *_rules(row)) if filled else (row["reason"],)
    outcome = Entry(home, _state(row)) if row["outcome"] == "reviewed" else Text(_state(row))
    return ((name, *where), text(row["kind"]), text(what), (outcome,), text(", ".join(filter(None, details))))


def _filled(gaps: Sequence[str]) -> str:
    """What was filled in, e.g. `parameters path, mode; returns`: names of one kind after each other."""
    kinds: dict[str, list[str]] = {}
    for gap in gaps:
        kind, _, name = gap.partition(" ")
        kinds.setdefault(kind, []).append(name)
    several = (f"{kind}s" if len(names) > 1 and kind in _COUNTED else kind for kind, names in kinds.items())
    lists = zip(several, map(", ".join, kinds.values()), strict=True)
    return "; ".join(f"{kind} {names}".strip() for kind, names in lists)


def _when(row: Data) -> str:
    """The commit that approved a text, if git tells; else when the model wrote it."""
    commit = (row.get("reviewed") or {}).get("commit")
    return row["date"] if commit is None else f"approved in {shown_commit(commit)}"


def _facets(row: Data) -> Facets:
    return Facets(state=_state(row), kind=row["kind"], model=row["model"], finding=" ".join(_rules(row)))


def _rules(row: Data) -> tuple[str, ...]:
    """Rules that have something to say of a text, each once."""
    return tuple(dict.fromkeys(finding["rule"] for finding in row["findings"]))


def _state(row: Data) -> str:
    outcome: Outcome = row["outcome"]
    return row["state"] if outcome == "reviewed" else outcome_name(outcome)
