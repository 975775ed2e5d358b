"""The appendix by module: a map, and a line for each module that opens to its objects.

A long one is divided: each package has a page of its own, and the first page has a line for each package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from aidoc_core.build.appendix_page import is_divided
from aidoc_core.build.division import packages
from aidoc_core.build.figures import count
from aidoc_core.build.module_figures import KnownFigures, anchor, whole
from aidoc_core.build.module_folds import Folds, change, figures_line
from aidoc_core.build.overview import authors_bar, growth, legend
from aidoc_core.code.lookup.digests import digest
from aidoc_core.render.outline import Fold, Heading, Items, Map, Outline, Paragraph, Table, Tile
from aidoc_core.render.pieces import PageName, Text, text

if TYPE_CHECKING:
    from aidoc_core.build.module_figures import ModuleFigures
    from aidoc_core.render.outline import Block
    from aidoc_core.render.pieces import Line

    Data = Mapping[str, Any]

_LEAST = 3
"""Fewer modules than this need no map."""
_LINES = 60
"""So many modules have a line each; more are folded into their packages."""
_MOST = 80
"""So many modules have an area of their own; the smaller ones share one."""
_MAP = "Modules by number of objects, and who wrote their texts"
_MAP_WORDS = "Each area is a module, and leads to it. The lines below the map say the same in words."


def modules(report: Data, *, whole: bool, folds: Folds) -> Iterator[Block]:
    """The blocks, for a report of at least one object.

    Args:
        report: The report of a build, as `report_data` gives it.
        whole: Whether all objects stand on this page.
        folds: The lines of modules.
    """
    found = folds.figures.of(report)
    yield Heading("By module")
    if whole or not is_divided(report):
        yield from _map(found)
        yield from _folds(found, folds)
    else:
        yield from _map(found, folds.figures.homes(report))
        yield from _package_lines(found, folds.figures.pages(report), folds)
    yield from _private(found)


class PackagePages(Mapping[str, Outline]):
    """The further pages of a report, by name: one for each package, or none if one page is enough.

    A page is made when it is asked for: all pages of a large report at once take as much room as all else.

    Args:
        report: The report of a build.
        title: That of the first page.
        folds: The lines of modules.
    """

    def __init__(self, report: Data, title: str, folds: Folds) -> None:
        self._title = title
        self._folds = folds
        self._modules = folds.figures.of(report) if is_divided(report) else {}
        self._pages = folds.figures.pages(report) if self._modules else {}

    def __getitem__(self, package: str) -> Outline:
        found = {path: self._modules[path] for path in self._pages[package]}
        title = f"{self._title}: {package}"

        def make() -> Outline:
            return Outline(title=title, blocks=tuple(_package_page(found, self._title, self._folds)))

        return self._folds.again(f"page {package}", [title, *found, *found.values()], make)

    def stands_for(self, package: str) -> tuple[str, list[str]]:
        """What stands for all that is on a page but where it leads, and the paths of its objects.

        Args:
            package: The name of the page.
        """
        found = {path: self._modules[path] for path in self._pages[package]}
        figures = [(path, one.before, one.after, one.authors, *one.objects.written) for path, one in found.items()]
        return digest(self._title, figures), [path for one in found.values() for path in one.objects.paths]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


def page_names(report: Data) -> list[str]:
    """The names of these pages.

    Args:
        report: The report of a build.
    """
    return list(KnownFigures().pages(report)) if is_divided(report) else []


def _package_page(found: Mapping[str, ModuleFigures], title: str, folds: Folds) -> Iterator[Block]:
    together = whole(found.values())
    yield Paragraph((PageName("", title), Text(f": {count(together.after.total, 'object')} on this page")))
    yield Items(tuple(_growth(together)), style="aidoc-figures")
    yield Table(rows=((text("Who wrote it"), (authors_bar(together.authors),)),), style="aidoc-bars")
    yield from legend(together.authors)
    yield from _map(found)
    for path, module in found.items():
        yield folds.of(path, module)
    yield from _private(found)


def _private(found: Mapping[str, ModuleFigures]) -> Iterator[Paragraph]:
    if any(home != path for path, module in found.items() for home in module.objects.homes):
        yield Paragraph(text("Private modules count for the public ones around them."))


def _growth(module: ModuleFigures) -> Iterator[Line]:
    yield growth("documented", module.before.documented, module.after.documented, module.after.total)
    yield growth("complete", module.before.complete, module.after.complete, module.after.total)


def _package_lines(
    found: Mapping[str, ModuleFigures], divided: Mapping[str, list[str]], folds: Folds
) -> Iterator[Fold]:
    """A line for each package, which opens to the figures of its modules."""
    for package, paths in divided.items():
        others = len(paths) > 1 and any(other.startswith(f"{package}.") for other in divided)
        some = {path: found[path] for path in paths}
        make = partial(_package_line, package, some, others=others)
        yield folds.again(f"package {package}", [others, *some, *some.values()], make)


def _package_line(package: str, found: Mapping[str, ModuleFigures], *, others: bool) -> Fold:
    rows = tuple(tuple(_module_cells(package, path, module)) for path, module in found.items())
    table = Table(headings=("Module", "Objects", "Documented", "Complete"), rows=rows, style="aidoc-modules")
    more = Paragraph((PageName(package, "The objects of these modules"),))
    return Fold(
        anchor=f"aidoc-package-{package.replace('.', '-')}",
        line=figures_line(package, whole(found.values()), " and its smaller modules" * others),
        blocks=(more, table),
    )


def _module_cells(package: str, path: str, module: ModuleFigures) -> Iterator[Line]:
    yield (PageName(package, path, anchor(path)),)
    yield text(f"{module.after.total:,}")
    yield text(change(module.before.documented, module.after.documented))
    yield text(change(module.before.complete, module.after.complete))


def _map(found: Mapping[str, ModuleFigures], homes: Mapping[str, str] | None = None) -> Iterator[Map]:
    if len(found) >= _LEAST:
        yield Map(title=_MAP, words=_MAP_WORDS, tiles=tuple(_tiles(found, homes or {})))


def _tiles(found: Mapping[str, ModuleFigures], homes: Mapping[str, str]) -> list[Tile]:
    """An area for each module, from the largest on, as they are laid out."""
    by_size = sorted(found.items(), key=lambda item: (-item[1].after.total, item[0]))
    common = _common(list(found))
    sized: list[tuple[int, Tile]] = []
    for path, module in by_size[:_MOST]:
        inner = path.removeprefix(f"{common}.") if common else path  # what all have says nothing
        bar = authors_bar(module.authors)
        sized.append((module.after.total, Tile(name=inner, anchor=anchor(path), page=homes.get(path, ""), bar=bar)))
    if smaller := [module for _, module in by_size[_MOST:]]:
        rest = whole(smaller)
        tile = Tile(name=f"{len(smaller):,} smaller modules", bar=authors_bar(rest.authors))
        sized.append((rest.after.total, tile))
    return [tile for _, tile in sorted(sized, key=lambda one: -one[0])]


def _common(paths: list[str]) -> str:
    """The package that all are in."""
    first, last = min(paths).split("."), max(paths).split(".")
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return ".".join(name for name, _ in same)


def _folds(found: Mapping[str, ModuleFigures], folds: Folds) -> Iterator[Fold]:
    """A line for each module, or for each package if there are more modules than a reader looks through."""
    if len(found) <= _LINES:
        for path, module in found.items():
            yield folds.of(path, module)
        return
    for package, paths in packages(list(found)).items():
        inner = tuple(folds.of(path, found[path]) for path in paths)
        if len(inner) == 1:
            yield from inner
            continue
        line = figures_line(f"{package}.*", whole(found[path] for path in paths))
        yield Fold(anchor=f"aidoc-package-{package.replace('.', '-')}", line=line, blocks=inner)
