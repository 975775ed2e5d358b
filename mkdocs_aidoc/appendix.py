"""The appendix in a MkDocs site: a generated page, or several, written when all is known."""

from __future__ import annotations

import hashlib
import html
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from aidoc_core.build import messages
from aidoc_core.build.messages import TITLE
from aidoc_core.render.script import SCRIPT
from aidoc_core.render.stylesheet import REPORT
from mkdocs_aidoc.languages import directory, several

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from aidoc_core.build.repository import Repository
    from mkdocs_aidoc.drawing import Drawing
    from mkdocs_aidoc.rendered import Places, Rendered

_START = f"---\ntitle: {TITLE}\nsearch:\n  exclude: true\n---\n\n# {TITLE}\n"


def page_uri(name: str) -> str:
    """The source file that a page of this name would have, relative to the documentation's directory."""
    return f"{name.removesuffix('.md')}.md"


class Appendix:
    """The pages of one build.

    Args:
        name: The option `report_page`.
        config: The site's configuration.
        files: Where the first page is added.
        repository: Finds out where the source is shown, if the site tells; asked when the pages are written.

    Attributes:
        rendered: What the pages of its language show; `None` until it is written.
        drawn: The pages as they were drawn, plain data or packed; empty where they cannot be drawn before all is built.
    """

    def __init__(
        self, name: str, config: MkDocsConfig, files: Files, repository: Callable[[], Repository | None]
    ) -> None:
        self._name = page_uri(name).removesuffix(".md")
        self._config = config
        self._files = files
        self._find_repository = repository
        self._repository: Repository | None = None
        self._directory = directory(config)  # now: when all is known, the last language is being built
        self._file = self._generated(page_uri(name))
        # Files of these names that the site has take the place of ours.
        self._assets = {
            uri: File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
            for uri, content in (("assets/aidoc-report.css", REPORT), ("assets/aidoc-report.js", SCRIPT))
        }
        for uri, file in self._assets.items():
            if files.get_file_from_path(uri) is None:
                files.append(file)
        self._further: dict[str, File] = {}
        self._spare: File | None = None
        self._sources: list[Path] = []
        self._packs = True
        self.rendered: Rendered | None = None
        self.drawn: dict[str, Any] = {}

    @property
    def where(self) -> str:
        """The page as the log names it: its title and its file in the site."""
        return messages.page_place(TITLE, self._file.dest_uri)

    def link_from(self, urls: Iterable[str]) -> None:
        """Let pages of the site lead to the first page, at their foot.

        Args:
            urls: Which.
        """
        from aidoc_core.render.foot import foot  # noqa: PLC0415 - where texts were filled in

        pages = {file.url: file.page for file in self._files.documentation_pages()}
        for page in filter(None, map(pages.get, urls)):
            if page.content is not None:
                page.content += f"\n{foot(get_relative_url(self._file.url, page.url), TITLE)}"

    def listed(self, nav: Navigation) -> bool:
        """Whether the site's own `nav` lists the page."""
        return self._file.page in nav.pages

    def is_on(self, page: Page) -> bool:
        """Whether a page is one of these."""
        return any(page is file.page for file in self._all())

    def with_head(self, output: str, page: Page) -> str:
        """A rendered page with what its head has to say: a style sheet of its own, and nothing for search engines."""
        style = next(file for uri, file in self._assets.items() if uri.endswith(".css"))
        link = html.escape(get_relative_url(style.url, page.file.url))
        head = f'<meta name="robots" content="noindex"><link rel="stylesheet" href="{link}">'
        return output.replace("</head>", f"{head}</head>", 1)

    def without_entry(self, sitemap: str) -> str:
        """The site map without the pages."""
        for file in self._all():
            address = (file.page.canonical_url or "") if file.page is not None else ""
            at = sitemap.find(f"<loc>{html.escape(address)}</loc>") if address else -1
            start, end = sitemap.rfind("<url>", 0, max(at, 0)), sitemap.find("</url>", max(at, 0))
            if min(at, start, end) >= 0:
                sitemap = sitemap[:start] + sitemap[end + len("</url>") :].lstrip()
        return sitemap

    def place(self, nav: Navigation) -> None:
        """Put the page at the end of the navigation, unless it has its place there."""
        page = self._file.page
        if page is None or self.listed(nav):
            return
        if nav.pages:
            last = nav.pages[-1]
            last.next_page, page.previous_page = page, last
        nav.items.append(page)
        nav.pages.append(page)
        self._file.inclusion = InclusionLevel.INCLUDED

    def withdraw(self) -> None:
        """Take the page out again: the build has nothing to show for itself."""
        self._files.remove(self._file)
        for uri, file in self._assets.items():
            if self._files.get_file_from_path(uri) is file:
                self._files.remove(file)
        self._file.page = None

    def write(
        self,
        data: Mapping[str, Any],
        places: Mapping[str, Places],
        earlier: Mapping[str, Any] | None = None,
        held: dict[str, Any] | None = None,
        *,
        lasts: bool = True,
    ) -> None:
        """Fill the pages in and render them.

        Args:
            data: The report.
            places: Where each object may be documented, by its path.
            earlier: What an earlier build has `drawn` of the same report.
            held: What the last build of this process holds, where it builds again; what is drawn is left there.
            lasts: Whether what is drawn is for an unchanged build as well.
        """
        from mkdocs_aidoc.rendered import Rendered  # noqa: PLC0415 - where there is something to write

        self._packs = held is None
        if self._file.page is None:
            return
        self.rendered = Rendered(places, self._files)
        repository = self._find_repository()
        if earlier and not several(self._config):
            self._further = {name: self._new_page(name) for name in earlier["pages"] if name}
            drawing = self._draws(repository, [self.rendered])
            if earlier["state"] == self._state(drawing, places):
                self.drawn = dict(earlier)
                for name, (markdown, html) in earlier["pages"].items():
                    file = self._further[name] if name else self._file
                    drawing.convert(file, markdown, html)
                    self._write_source(file)
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

            self._spare = self._new_page(SPARE)
            frame = Outline(title=f"{TITLE}: {SPARE}", blocks=())
            pages = iter([(self._file, appendix(data, folds=folds)), (self._spare, frame)])
        else:
            self._further = self._further or {name: self._new_page(name) for name in outlines}
            first = (self._file, appendix(data, folds=folds))
            pages = chain([first], ((self._further[name], outlines[name]) for name in outlines))
        drawing = self._draws(repository, [self.rendered], held)
        packed = isinstance(data["objects"], PackedRows)  # then the pages of so many are, too
        drawn: PackedTable | dict[str, Any] = PackedTable() if packed else {}
        for name, (file, outline) in zip(("", *outlines), pages, strict=False):
            drawn[name] = drawing.draw(file, outline)
            self._write_source(file)
            if self._spare is not None:
                from mkdocs_aidoc.frame import mark  # noqa: PLC0415

                mark(file)
        folds.figures.let_go()
        if self._spare is None and lasts:
            self.drawn = {"state": self._state(drawing, places), "pages": drawn}

    def _draws(
        self, repository: Repository | None, shown: Sequence[Rendered], held: dict[str, Any] | None = None
    ) -> Drawing:
        """What draws all pages that there are by now."""
        from mkdocs_aidoc.drawing import Drawing  # noqa: PLC0415 - as in `write`

        pages: dict[str | None, File] = {"": self._file}
        pages.update(self._further)
        if self._spare is not None:
            pages[None] = self._spare
        script = next(file for uri, file in self._assets.items() if uri.endswith(".js"))
        self._repository = repository
        return Drawing(
            self._config, script, pages=pages, repository=repository, shown=shown,
            held=None if held is None else held.setdefault("drawn", {}),
        )  # fmt: skip

    def _state(self, drawing: Drawing, places: Mapping[str, Places]) -> str:
        """Stands for all that the drawn pages lead to."""
        rendered = self.rendered
        led = [(path, rendered.url(path)) for path in sorted(places)] if rendered is not None else []
        found = repr((led, *drawing.led_to))
        return hashlib.blake2b(found.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()

    def complete(self, data: Mapping[str, Any], others: Iterable[Appendix]) -> None:
        """Write the report of the whole site into the pages, when all languages are built.

        Args:
            data: The report.
            others: The pages of all languages; an object that this one does not show is linked where they show it.
        """
        spare = self._spare
        if self.rendered is None or spare is None:
            return
        from aidoc_core.build.appendix import appendix, further_pages  # noqa: PLC0415 - as in `write`
        from mkdocs_aidoc.frame import frame_of, remove  # noqa: PLC0415

        first, further = frame_of(self._file), frame_of(spare)
        remove(spare)
        if first is None:
            return
        outlines = further_pages(data) if further is not None else {}
        self._further = {name: self._new_page(name) for name in outlines}
        shown = [self.rendered, *(other.rendered for other in others if other is not self and other.rendered)]
        drawing = self._draws(self._repository, shown)
        drawing.draw(self._file, appendix(data, whole=not outlines))
        first.write(self._file)
        if further is not None:
            for name, file in self._further.items():
                drawing.draw(file, outlines[name])
                further.named(PurePosixPath(file.src_uri).stem).write(file)

    def _all(self) -> Iterator[File]:
        yield self._file
        yield from self._further.values()
        if self._spare is not None:
            yield self._spare

    def _generated(self, uri: str) -> File:
        # Not in the navigation yet: whether it belongs there is known when the batch is done.
        file = File.generated(self._config, uri, content=_START, inclusion=InclusionLevel.NOT_IN_NAV)
        if self._directory:
            file.dest_uri = f"{self._directory}{file.dest_uri}"
        self._files.append(file)
        return file

    def _new_page(self, name: str) -> File:
        """A further page; one of its name that the site has stays."""
        uri = f"{self._name}/{name}.md"
        while self._files.get_file_from_path(uri) is not None:
            uri = f"{uri.removesuffix('.md')}-.md"
        file = self._generated(uri)
        from mkdocs_aidoc.written_page import WrittenPage  # noqa: PLC0415 - as in `write`

        page = WrittenPage(None, file, self._config) if self._packs else Page(None, file, self._config)
        page.meta = {"search": {"exclude": True}}
        return file

    def _write_source(self, file: File) -> None:
        """Give a page a file of its own while the site is written: some themes (shadcn) read or copy it.

        Only now: what looks files up in git has run. And in the site's directory: git refuses to look up what lies
        outside of its repository.
        """
        source = Path(self._config.site_dir, "aidoc", f"{file.dest_uri.replace('/', '-')}.md")
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(file.page.markdown or "" if file.page is not None else "", encoding="utf-8")
        file.abs_src_path = str(source)
        self._sources.append(source)

    def remove_source(self) -> None:
        """Remove the files that the pages had while the site was written."""
        for source in self._sources:
            source.unlink(missing_ok=True)
