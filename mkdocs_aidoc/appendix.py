"""The appendix in a MkDocs site: a generated page, or several, written when all is known."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from aidoc_core.build.messages import TITLE
from mkdocs_aidoc.appendix_files import AppendixFiles
from mkdocs_aidoc.languages import several

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from aidoc_core.build.kept_modules import KeptModules
    from aidoc_core.build.modules import PackagePages
    from aidoc_core.build.repository import Repository
    from aidoc_core.render.outline import Outline
    from mkdocs_aidoc.drawing import Drawing
    from mkdocs_aidoc.rendered import Places, Rendered


class Appendix:
    """The pages of one build.

    Args:
        name: The option `report_page`.
        config: The site's configuration.
        files: Where the first page is added.
        repository: Finds out where the source is shown, if the site tells; asked when the pages are written.

    Attributes:
        files: The files of the pages.
        rendered: What the pages of its language show; `None` until it is written.
        drawn: The pages as they were drawn, plain data or packed; empty where they cannot be drawn before all is built.
    """

    def __init__(
        self, name: str, config: MkDocsConfig, files: Files, repository: Callable[[], Repository | None]
    ) -> None:
        self._config = config
        self._site_files = files
        self._find_repository = repository
        self._repository: Repository | None = None
        self._packs = True
        self.files = AppendixFiles(name, config, files)
        self.rendered: Rendered | None = None
        self.drawn: dict[str, Any] = {}

    def write(  # noqa: PLR0913 - keyword-only after what every page needs
        self,
        data: Mapping[str, Any],
        places: Mapping[str, Places],
        earlier: Mapping[str, Any] | None = None,
        held: dict[str, Any] | None = None,
        *,
        lasts: bool = True,
        kept: KeptModules | None = None,
    ) -> None:
        """Fill the pages in and render them.

        Args:
            data: The report.
            places: Where each object may be documented, by its path.
            earlier: What an earlier build has `drawn` of the same report.
            held: What the last build of this process holds, where it builds again; what is drawn is left there.
            lasts: Whether what is drawn is for an unchanged build as well.
            kept: Keeps further pages from build to build, where these are drawn once.
        """
        from mkdocs_aidoc.rendered import Rendered  # noqa: PLC0415 - where there is something to write

        self._packs = held is None
        if self.files.first.page is None:
            return
        self.rendered = Rendered(places, self._site_files)
        repository = self._find_repository()
        if earlier and not several(self._config) and self._take(earlier, repository, places):
            return
        from aidoc_core.build.appendix import appendix, further_pages  # noqa: PLC0415 - where there is something to write
        from aidoc_core.build.module_folds import Folds  # noqa: PLC0415 - likewise
        from aidoc_core.build.packed_rows import PackedRows  # noqa: PLC0415 - likewise
        from aidoc_core.code.packed import PackedTable  # noqa: PLC0415 - likewise
        from aidoc_core.render.outline import Outline  # noqa: PLC0415 - likewise

        folds = Folds(keeps=False) if held is None else held.setdefault("folds", Folds())
        outlines = further_pages(data, folds=folds)
        if several(self._config):
            from mkdocs_aidoc.frame import SPARE  # noqa: PLC0415 - for sites in several languages

            self.files.spare = self.files.new_page(SPARE, packed=self._packs)
            frame = Outline(title=f"{TITLE}: {SPARE}", blocks=())
            pages = {"": self.files.first, **({SPARE: self.files.spare} if outlines else {})}
            make = {"": lambda: appendix(data, folds=folds), SPARE: lambda: frame}
            kept = None
        else:
            self.files.further = self.files.further or {
                name: self.files.new_page(name, packed=self._packs) for name in outlines
            }
            pages = {"": self.files.first, **{name: self.files.further[name] for name in outlines}}
            make = {"": lambda: appendix(data, folds=folds)}
        drawing = self._draws(repository, [self.rendered], held)
        packed = isinstance(data["objects"], PackedRows)  # then the pages of so many are, too
        drawn: PackedTable | dict[str, Any] = PackedTable() if packed else {}
        for name, file in pages.items():
            draw = partial(_draw, drawing, file, make.get(name) or partial(outlines.__getitem__, name))
            drawn[name] = draw() if kept is None or not name else self._again(kept, drawing, outlines, name, draw)
            self.files.write_source(file)
            if self.files.spare is not None:
                from mkdocs_aidoc.frame import mark  # noqa: PLC0415

                mark(file)
        folds.figures.let_go()
        if self.files.spare is None and lasts:
            self.drawn = {"state": self._state(drawing, places), "pages": drawn}

    def conclude(self) -> None:
        """Let go what pages were drawn of and where they lead, where nothing is written into them any more."""
        self.rendered, self.drawn = None, {}

    def _take(self, earlier: Mapping[str, Any], repository: Repository | None, places: Mapping[str, Places]) -> bool:
        """Take over what an earlier build has drawn of the same report; whether its pages lead where they did."""
        self.files.further = {name: self.files.new_page(name, packed=self._packs) for name in earlier["pages"] if name}
        drawing = self._draws(repository, [self.rendered] if self.rendered is not None else [])
        if earlier["state"] != self._state(drawing, places):
            return False
        self.drawn = dict(earlier)
        for name, drawn_before in earlier["pages"].items():
            file = self.files.further[name] if name else self.files.first
            drawing.convert(file, *drawn_before)
            self.files.write_source(file)
        return True

    def _again(
        self, kept: KeptModules, drawing: Drawing, outlines: PackagePages, name: str, draw: Callable[[], list[Any]]
    ) -> list[Any]:
        """A further page as an earlier build has drawn it, or as it is drawn now."""
        drawn, before = kept.page(name, self._stands_for(drawing, outlines, name), draw)
        if before:
            drawing.convert(self.files.further[name], *drawn)
        return drawn

    def _stands_for(self, drawing: Drawing, outlines: PackagePages, name: str) -> str:
        """Stands for all that a further page rests on: what is on it, and where it leads."""
        found, paths = outlines.stands_for(name)
        led = [] if self.rendered is None else [self.rendered.url(path) for path in paths]
        return _digest(found, name, self.files.further[name].url, led, drawing.led_to)

    def _add(self, names: Iterable[str]) -> None:
        """Add further pages in place of those that there are."""
        self.files.further = {name: self.files.new_page(name, packed=self._packs) for name in names}

    def _draws(
        self, repository: Repository | None, shown: Sequence[Rendered], held: dict[str, Any] | None = None
    ) -> Drawing:
        """What draws all pages that there are by now."""
        from mkdocs_aidoc.drawing import Drawing  # noqa: PLC0415 - as in `write`

        self._repository = repository
        return Drawing(
            self._config, self.files.script, pages=self.files.by_name, repository=repository, shown=shown,
            held=None if held is None else held.setdefault("drawn", {}),
        )  # fmt: skip

    def _state(self, drawing: Drawing, places: Mapping[str, Places]) -> str:
        """Stands for all that the drawn pages lead to."""
        rendered = self.rendered
        led = [(path, rendered.url(path)) for path in sorted(places)] if rendered is not None else []
        return _digest(led, *drawing.led_to)

    def complete(self, data: Mapping[str, Any], others: Iterable[Appendix]) -> None:
        """Write the report of the whole site into the pages, when all languages are built.

        Args:
            data: The report.
            others: The pages of all languages; an object that this one does not show is linked where they show it.
        """
        spare = self.files.spare
        if self.rendered is None or spare is None:
            return
        from aidoc_core.build.appendix import appendix, further_pages  # noqa: PLC0415 - as in `write`
        from mkdocs_aidoc.frame import frame_of, remove  # noqa: PLC0415

        first, further = frame_of(self.files.first), frame_of(spare)
        remove(spare)
        if first is None:
            return
        outlines = further_pages(data) if further is not None else {}
        self._add(outlines)
        shown = [self.rendered, *(other.rendered for other in others if other is not self and other.rendered)]
        drawing = self._draws(self._repository, shown)
        drawing.draw(self.files.first, appendix(data, whole=not outlines))
        first.write(self.files.first)
        if further is not None:
            for name, file in self.files.further.items():
                drawing.draw(file, outlines[name])
                further.named(PurePosixPath(file.src_uri).stem).write(file)


def _draw(drawing: Drawing, file: File, make: Callable[[], Outline]) -> list[Any]:
    return drawing.draw(file, make())


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
