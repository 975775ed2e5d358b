"""The figures of a report by module, as the readers of a package know its modules."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, repeat, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from aidoc_core.build.authorship import AUTHORS
from aidoc_core.build.coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aidoc_core.build.authorship import Author

    Data = Mapping[str, Any]


_SMALL, _LARGE = 50, 1_000
"""A package of fewer objects has no page of its own; one of more is divided further, where that gives such pages."""


class _Part(NamedTuple):
    """The rows of one module: those of a report from one place to another."""

    home: str
    rows: Sequence[Data]
    start: int
    stop: int


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
            yield from zip(repeat(part.home), map(part.rows.__getitem__, range(part.start, part.stop)), strict=False)

    def __len__(self) -> int:
        return sum(part.stop - part.start for part in self.parts)

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


def modules_of(report: Data) -> dict[str, str]:
    """The module that each object is in.

    Args:
        report: The report of a build.
    """
    objects = iter(report["objects"])  # in the order of modules
    sized = ((row["path"], row["after"]["total"]) for row in report["modules"])
    return {next(objects)["path"]: module for module, total in sized for _ in range(total)}


def by_public_module(report: Data) -> dict[str, ModuleFigures]:
    """The modules that pages show objects of; a private one counts for the public one around it.

    Args:
        report: The report of a build, as `report_data` gives it.
    """
    start = 0  # the objects are in the order of modules
    found: dict[str, list[ModuleFigures]] = {}
    for row in report["modules"]:
        part = _Part(row["path"], report["objects"], start, start + row["after"]["total"])
        start, members = part.stop, Members((part,))
        if members:
            before, after = Coverage.from_dict(row["before"]), Coverage.from_dict(row["after"])
            module = ModuleFigures(before=before, after=after, authors=row["authors"], objects=members)
            found.setdefault(public_module(row["path"]), []).append(module)
    return {path: whole(modules) for path, modules in sorted(found.items())}


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


def page_by_module(found: Mapping[str, ModuleFigures]) -> dict[str, str]:
    """The page of a divided report that each module stands on.

    Args:
        found: The modules.
    """
    return {path: package for package, paths in pages(found).items() for path in paths}


def packages(paths: Sequence[str]) -> dict[str, list[str]]:
    """Modules by the package that they have in common, the topmost that tells some from others.

    Args:
        paths: The modules.
    """
    for depth in range(1, _deepest(paths) + 1):
        groups = _at(depth, paths)
        if len(groups) > 2:  # noqa: PLR2004 - a package and its only child tell nothing
            return groups
    return groups


def pages(found: Mapping[str, ModuleFigures]) -> dict[str, list[str]]:
    """Modules by the package that has a page; what is too small for one shares that of the package around it.

    Args:
        found: The modules.
    """
    sizes = {path: module.after.total for path, module in found.items()}
    groups = _at(1, list(found))
    divided = (_divided(package, paths, sizes, alone=len(groups) == 1) for package, paths in groups.items())
    return {package: paths for group in divided for package, paths in group.items()}


def _divided(package: str, paths: list[str], sizes: Mapping[str, int], *, alone: bool) -> dict[str, list[str]]:
    """One package: a page, or if that would be all there is or too long, one for each large package within, too."""
    if not alone and sum(sizes[path] for path in paths) <= _LARGE:
        return {package: paths}
    inner = _at(package.count(".") + 2, paths)
    large = {
        child: members
        for child, members in inner.items()
        if child != package and sum(sizes[path] for path in members) >= _SMALL
    }
    rest = [path for child, members in inner.items() if child not in large for path in members]
    divided = {package: rest} if rest else {}
    for child, members in large.items():
        divided |= _divided(child, members, sizes, alone=alone and not rest and len(large) == 1)
    return divided


def _at(depth: int, paths: Sequence[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(".".join(path.split(".")[:depth]), []).append(path)
    return groups


def _deepest(paths: Sequence[str]) -> int:
    return max(path.count(".") for path in paths) + 1
