"""The appendix by module: a map, and for each module a line that opens to what is not a person's words alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from aidoc_core.build.authorship import AUTHORS
from aidoc_core.build.coverage import Coverage
from aidoc_core.build.figures import count
from aidoc_core.build.ledger import FILLED
from aidoc_core.build.messages import outcome_name
from aidoc_core.build.overview import authors_bar
from aidoc_core.render.outline import (
    Code,
    Fold,
    Heading,
    Map,
    ObjectName,
    Paragraph,
    Table,
    Text,
    Tile,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.build.authorship import Author
    from aidoc_core.build.ledger import Outcome
    from aidoc_core.render.outline import Block, Line

    Data = Mapping[str, Any]
    Rows = Sequence[Data]

_LEAST = 3
"""Fewer modules than this need no map."""
_LINES = 60
"""So many modules have a line each; more are folded into their packages."""
_MOST = 80
"""So many modules have an area of their own; the smaller ones share one."""


def modules(report: Data) -> Iterator[Block]:
    """The blocks, for a report of at least one object.

    Args:
        report: The report of a build, as `report_data` gives it.
    """
    found = _by_public_module(report)
    yield Heading("By module")
    if len(found) >= _LEAST:
        yield Map(title="Modules by number of objects, and who wrote their texts", tiles=tuple(_tiles(found)))
    yield from _folds(found)
    yield Paragraph(
        text(
            "Complete: parameters, results, exceptions and listed attributes are all described. Objects that are "
            "hand-written and have all that is to be filled in are counted, and not listed."
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Module:
    """The figures and rows of one module, private ones within it included; or of a package."""

    before: Coverage = Coverage()
    after: Coverage = Coverage()
    authors: Mapping[Author, int] = field(default_factory=lambda: dict.fromkeys(AUTHORS, 0))
    objects: tuple[Data, ...] = ()

    def __add__(self, other: _Module) -> _Module:
        return _Module(
            before=self.before + other.before,
            after=self.after + other.after,
            authors={author: self.authors[author] + other.authors[author] for author in AUTHORS},
            objects=self.objects + other.objects,
        )


def _by_public_module(report: Data) -> dict[str, _Module]:
    """The modules that pages show objects of; a private one counts for the public one around it."""
    objects = iter(report["objects"])  # in the order of modules
    found: dict[str, _Module] = {}
    for row in report["modules"]:
        members = [next(objects) for _ in range(row["after"]["total"])]
        if members:
            before, after = Coverage.from_dict(row["before"]), Coverage.from_dict(row["after"])
            module = _Module(before=before, after=after, authors=row["authors"], objects=tuple(members))
            path = _public(row["path"])
            found[path] = found.get(path, _Module()) + module
    return dict(sorted(found.items()))


def _public(module: str) -> str:
    """A module's path up to its first private part; a package that is private itself keeps its name."""
    first, *others = module.split(".")
    public = takewhile(lambda name: not name.startswith("_") or name.endswith("__"), others)
    return ".".join((first, *public))


def _tiles(found: Mapping[str, _Module]) -> Iterator[Tile]:
    by_size = sorted(found.items(), key=lambda item: (-item[1].after.total, item[0]))
    packages = {path.partition(".")[0] for path in found}
    for path, module in by_size[:_MOST]:
        inner = path.partition(".")[2] if len(packages) == 1 else ""  # the name of one package says nothing
        yield Tile(name=inner or path, anchor=_anchor(path), bar=authors_bar(module.authors))
    rest = [module for _, module in by_size[_MOST:]]
    if rest:
        yield Tile(name=f"{len(rest):,} smaller modules", bar=authors_bar(sum(rest, _Module()).authors))


def _anchor(path: str) -> str:
    return f"aidoc-module-{path.replace('.', '-')}"


def _folds(found: Mapping[str, _Module]) -> Iterator[Fold]:
    """A line for each module, or for each package if there are more modules than a reader looks through."""
    if len(found) <= _LINES:
        for path, module in found.items():
            yield _fold(path, module)
        return
    for package, paths in _packages(list(found)).items():
        folds = tuple(_fold(path, found[path]) for path in paths)
        if len(folds) == 1:
            yield from folds
            continue
        whole = sum((found[path] for path in paths), _Module())
        yield Fold(anchor=f"aidoc-package-{package.replace('.', '-')}", line=_line(f"{package}.*", whole), blocks=folds)


def _packages(paths: Sequence[str]) -> dict[str, list[str]]:
    """Modules by the package that they have in common, the topmost that tells some from others."""
    for depth in range(1, max(path.count(".") for path in paths) + 2):
        groups: dict[str, list[str]] = {}
        for path in paths:
            groups.setdefault(".".join(path.split(".")[:depth]), []).append(path)
        if len(groups) > 2:  # noqa: PLR2004 - a package and its only child tell nothing
            return groups
    return groups


def _line(name: str, module: _Module) -> Line:
    after = module.after
    figures = (
        f"{_change(module.before.documented, after.documented)} of {count(after.total, 'object')} documented, "
        f"{_change(module.before.complete, after.complete)} complete"
    )
    return Code(name), Text(" "), authors_bar(module.authors), Text(f" {figures}")


def _fold(path: str, module: _Module) -> Fold:
    rows = tuple(_row(row, path) for row in module.objects if row["outcome"] != "human")
    headings = ("Object", "Kind", "Filled", "Outcome", "Details")
    table = Table(headings=headings, rows=rows, style="aidoc-objects")
    nothing = Paragraph(text("All objects are hand-written; there was nothing to fill in."))
    return Fold(
        anchor=_anchor(path),
        line=_line(path, module),
        blocks=(table if rows else nothing,),
    )


def _change(before: int, after: int) -> str:
    return f"{after:,}" if before == after else f"{before:,} → {after:,}"


def _row(row: Data, module: str) -> tuple[Line, ...]:
    name = (ObjectName(row["path"], row["path"].removeprefix(f"{module}.")),)
    filled = row["outcome"] in FILLED
    what = ("all" if "summary" in row["gaps"] else ", ".join(row["gaps"])) if filled else ""
    details = ", ".join(filter(None, (row["model"], row["date"]))) if filled else f"{row['reason']} ({row['source']})"
    return (name, *(text(words) for words in (row["kind"], what, _outcome(row), details)))


def _outcome(row: Data) -> str:
    outcome: Outcome = row["outcome"]
    return row["state"] if outcome == "reviewed" else outcome_name(outcome)
