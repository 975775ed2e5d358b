"""The figures of a report by module, as the readers of a package know its modules."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import chain, repeat, takewhile
from operator import is_
from typing import TYPE_CHECKING, Any, NamedTuple

from aidoc_core.build.authorship import AUTHORS
from aidoc_core.build.coverage import Coverage
from aidoc_core.build.division import pages

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from aidoc_core.build.authorship import Author

    Data = Mapping[str, Any]


class _Part(NamedTuple):
    """The rows of one module: those of a list from one place to another."""

    home: str
    rows: Sequence[Data]
    start: int
    stop: int

    @property
    def size(self) -> int:
        """How many."""
        return self.stop - self.start

    def each(self) -> Iterator[Data]:
        """They, in order."""
        return map(self.rows.__getitem__, range(self.start, self.stop))

    def is_same(self, other: _Part) -> bool:
        """Whether these are the very same rows."""
        if self.rows is other.rows:
            return self[2:] == other[2:]
        return self.size == other.size and all(map(is_, self.each(), other.each()))


@dataclass(frozen=True, slots=True)
class Members:
    """The rows of some modules. They are looked up in the report each time: a large one has them packed.

    Attributes:
        parts: Where they are.
    """

    parts: tuple[_Part, ...] = ()

    def __iter__(self) -> Iterator[tuple[str, Data]]:
        """Each row, with the module that the object is in."""
        for part in self.parts:
            yield from zip(repeat(part.home), part.each(), strict=False)

    def __len__(self) -> int:
        return sum(part.size for part in self.parts)

    @property
    def paths(self) -> Iterator[str]:
        """The paths of the objects; rows that are only written down are not read for that."""
        for part in self.parts:
            known = getattr(part.rows, "paths", None)
            yield from known if known is not None else (row["path"] for row in part.each())

    @property
    def written(self) -> Iterator[tuple[str, str]]:
        """The rows of each module as JSON, with the module."""
        for part in self.parts:
            text = getattr(part.rows, "text", "") or ", ".join(
                json.dumps(row, ensure_ascii=False) for row in part.each()
            )
            yield part.home, text

    @property
    def homes(self) -> Iterator[str]:
        """The modules."""
        return (part.home for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleFigures:
    """The figures and rows of one module, private ones within it included; or of a package.

    Attributes:
        before: What is documented in the source.
        after: What is documented on the pages.
        authors: How many objects each has written.
        objects: The rows of the report, each with the module that the object is in.
    """

    before: Coverage = Coverage()
    after: Coverage = Coverage()
    authors: Mapping[Author, int] = field(default_factory=lambda: dict.fromkeys(AUTHORS, 0))
    objects: Members = Members()


def whole(modules: Iterable[ModuleFigures]) -> ModuleFigures:
    """The figures and rows of some modules together, in one pass: a large report has thousands of them."""
    modules = list(modules)
    return ModuleFigures(
        before=sum((one.before for one in modules), Coverage()),
        after=sum((one.after for one in modules), Coverage()),
        authors={author: sum(one.authors[author] for one in modules) for author in AUTHORS},
        objects=Members(tuple(chain.from_iterable(one.objects.parts for one in modules))),
    )


def modules_of(report: Data, paths: Collection[str] | None = None) -> dict[str, str]:
    """The module that each object is in.

    Args:
        report: The report of a build.
        paths: The objects that are asked for, if not all of them.
    """
    parts = {part.home: part for part in _parts(report)}
    if paths is not None:
        homes = {path: home for path in paths if (home := _around(path, parts)) is not None}
        if all(any(row["path"] == path for row in parts[home].each()) for path, home in homes.items()):
            return homes
    found = ((row["path"], part.home) for part in parts.values() for row in part.each())
    return {path: home for path, home in found if paths is None or path in paths}


def rows_by_module(report: Data) -> dict[str, Sequence[Data]]:
    """The rows of each module that has any, in order.

    Args:
        report: The report of a build.
    """
    parts = (part for part in _parts(report) if part.size)
    return {part.home: part.rows if part.size == len(part.rows) else list(part.each()) for part in parts}


def _around(path: str, modules: Container[str]) -> str | None:
    """The module that an object is in by its path: itself, or the innermost one around it."""
    while path and path not in modules:
        path = path.rpartition(".")[0]
    return path or None


def by_public_module(report: Data) -> dict[str, ModuleFigures]:
    """The modules that pages show objects of; a private one counts for the public one around it.

    Args:
        report: The report of a build, as `report_data` gives it.
    """
    return KnownFigures().of(report)


class KnownFigures:
    """The figures of reports, one after the other: a module of which nothing has changed has the very same."""

    def __init__(self) -> None:
        self._report: Data | None = None
        self._found: dict[str, ModuleFigures] = {}
        self._pages: dict[str, list[str]] | None = None
        self._own: dict[str, tuple[Data, _Part, ModuleFigures]] = {}
        self._public: dict[str, tuple[list[ModuleFigures], ModuleFigures]] = {}

    def of(self, report: Data) -> dict[str, ModuleFigures]:
        """As `by_public_module` tells."""
        if self._report is not report:
            found: dict[str, list[ModuleFigures]] = {}
            for row, part in zip(report["modules"], _parts(report), strict=True):
                if part.size:
                    found.setdefault(public_module(row["path"]), []).append(self._module(row, part))
            self._found = {path: self._together(path, modules) for path, modules in sorted(found.items())}
            self._report, self._pages = report, None
        return self._found

    def pages(self, report: Data) -> dict[str, list[str]]:
        """The modules by their pages, as `pages` tells."""
        found = self.of(report)
        if self._pages is None:
            self._pages = pages({path: module.after.total for path, module in found.items()})
        return self._pages

    def homes(self, report: Data) -> dict[str, str]:
        """The page of a divided report that each module stands on."""
        return {path: package for package, paths in self.pages(report).items() for path in paths}

    def let_go(self) -> None:
        """Let the report go; what was made of it stays."""
        self._report, self._found, self._pages = None, {}, None

    def _module(self, row: Data, part: _Part) -> ModuleFigures:
        known = self._own.get(part.home)
        if known is None or known[0] is not row or not known[1].is_same(part):
            before, after = Coverage.from_dict(row["before"]), Coverage.from_dict(row["after"])
            module = ModuleFigures(before=before, after=after, authors=row["authors"], objects=Members((part,)))
            known = self._own[part.home] = row, part, module
        return known[2]

    def _together(self, path: str, modules: list[ModuleFigures]) -> ModuleFigures:
        if len(modules) == 1:
            return modules[0]
        known = self._public.get(path)
        if known is None or not are_same(known[0], modules):
            known = self._public[path] = modules, whole(modules)
        return known[1]


def are_same(some: Sequence[object], others: Sequence[object]) -> bool:
    """Whether these are the very same, in the same order."""
    return len(some) == len(others) and all(map(is_, some, others))


def _parts(report: Data) -> Iterator[_Part]:
    """Where the rows of each module are, in the order of modules."""
    objects = report["objects"]
    by_module = getattr(objects, "modules", ())
    if list(map(len, by_module)) != [row["after"]["total"] for row in report["modules"]]:
        by_module = None  # rows that come from elsewhere
    start = 0
    for place, row in enumerate(report["modules"]):
        stop = start + row["after"]["total"]
        if by_module is None:
            yield _Part(row["path"], objects, start, stop)
        else:
            yield _Part(row["path"], by_module[place], 0, len(by_module[place]))
        start = stop


def public_module(module: str) -> str:
    """A module's path up to its first private part; a package that is private itself keeps its name.

    Args:
        module: The path of a module.
    """
    first, *others = module.split(".")
    public = takewhile(lambda name: not name.startswith("_") or name.endswith("__"), others)
    return ".".join((first, *public))


def anchor(module: str) -> str:
    """Where the line of a module stands on its page.

    Args:
        module: The path of the module.
    """
    return f"aidoc-module-{module.replace('.', '-')}"
