"""The appendix in a MkDocs site: a generated page, or several, written when all is known."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from aidoc_core.build import messages
from aidoc_core.build.appendix import appendix, further_pages
from aidoc_core.build.messages import TITLE
from aidoc_core.render import outline_markdown
from aidoc_core.render.foot import foot
from aidoc_core.render.pieces import Addresses
from aidoc_core.render.script import SCRIPT
from aidoc_core.render.stylesheet import REPORT
from mkdocs_aidoc.languages import directory, several

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from aidoc_core.build.repository import Repository
    from aidoc_core.render.outline import Outline

Places: TypeAlias = "list[tuple[str, str]]"
"""Where an object may be documented: the URLs of pages, each with an anchor."""

_ID = re.compile(r'\bid="([^"]*)"')
_MARKER = "<i data-aidoc-report></i>"
"""Stands before and behind the report where it is completed later; an element, for minifiers take comments out."""
_MARKED = re.compile(r"<i data-aidoc-report[^<>]*></i>")
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
        repository: Where the source is shown, if the site tells.

    Attributes:
        rendered: What the pages of its language show; `None` until it is written.
    """

    def __init__(self, name: str, config: MkDocsConfig, files: Files, repository: Repository | None) -> None:
        self._name = page_uri(name).removesuffix(".md")
        self._config = config
        self._files = files
        self._repository = repository
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
        self._sources: list[Path] = []
        self.rendered: Rendered | None = None

    @property
    def where(self) -> str:
        """The page as the log names it: its title and its file in the site."""
        return messages.page_place(TITLE, self._file.dest_uri)

    def link_from(self, urls: Iterable[str]) -> None:
        """Let pages of the site lead to the first page, at their foot.

        Args:
            urls: Which.
        """
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

    def write(self, data: Mapping[str, Any], places: Mapping[str, Places]) -> None:
        """Fill the pages in and render them.

        Args:
            data: The report.
            places: Where each object may be documented, by its path.
        """
        if self._file.page is None:
            return
        self.rendered = Rendered(places, self._files)
        for name in further_pages(data):
            self._further[name] = self._new_page(name)
        for file, outline in self._outlines(data):
            self._render(file, outline, [self.rendered])
            self._write_source(file)
            if several(self._config) and file.page is not None:
                file.page.content = f"{_MARKER}{file.page.content}{_MARKER}"

    def complete(self, data: Mapping[str, Any], others: Iterable[Appendix]) -> None:
        """Write the report of the whole site into the pages, when all languages are built.

        Args:
            data: The report.
            others: The pages of all languages; an object that this one does not show is linked where they show it.
        """
        if self.rendered is None:
            return
        shown = [self.rendered, *(other.rendered for other in others if other is not self and other.rendered)]
        for file, outline in self._outlines(data):
            written = Path(file.abs_dest_path)
            parts = _MARKED.split(written.read_text(encoding="utf-8")) if written.is_file() else []
            if len(parts) == 3 and file.page is not None:  # noqa: PLR2004 - before, between and behind the markers
                self._render(file, outline, shown)
                written.write_text(f"{parts[0]}{file.page.content}{parts[2]}", encoding="utf-8")

    def _all(self) -> Iterator[File]:
        yield self._file
        yield from self._further.values()

    def _generated(self, uri: str) -> File:
        # Not in the navigation yet: whether it belongs there is known when the batch is done.
        file = File.generated(self._config, uri, content=_START, inclusion=InclusionLevel.NOT_IN_NAV)
        if language := directory(self._config):
            file.dest_uri = f"{language}{file.dest_uri}"
        self._files.append(file)
        return file

    def _new_page(self, name: str) -> File:
        """A further page; one of its name that the site has stays."""
        uri = f"{self._name}/{name}.md"
        while self._files.get_file_from_path(uri) is not None:
            uri = f"{uri.removesuffix('.md')}-.md"
        file = self._generated(uri)
        page = Page(None, file, self._config)
        page.meta = {"search": {"exclude": True}}
        return file

    def _outlines(self, data: Mapping[str, Any]) -> Iterator[tuple[File, Outline]]:
        """What stands on each page; where other languages have shown more packages than this one, all on the first."""
        further = further_pages(data)
        yield self._file, appendix(data, whole=further.keys() != self._further.keys())
        for name, file in self._further.items():
            if name in further:
                yield file, further[name]

    def _render(self, file: File, outline: Outline, shown: Sequence[Rendered]) -> None:
        page = file.page
        if page is None:
            return

        def relative(url: str) -> str:
            return get_relative_url(url, file.url) if url else ""

        def docs(path: str) -> str:
            return relative(next(filter(None, (one.url(path) for one in shown)), ""))

        def report_page(name: str) -> str:
            found = self._further.get(name) if name else self._file
            return relative(found.url) if found is not None else ""

        addresses = Addresses(docs=docs, page=report_page)
        if (known := self._repository) is not None:
            addresses = replace(addresses, source=known.source, entry=known.entry)
        page.markdown = outline_markdown.page(outline, addresses)
        page.render(self._config, shown[0].files)
        script = next(file for uri, file in self._assets.items() if uri.endswith(".js"))
        # In the content, where themes that change pages without loading them (Material) look for scripts.
        page.content = f'{page.content}\n<script src="{html.escape(relative(script.url))}" defer></script>'

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


class Rendered:
    """What the pages of one language show, as rendered: an object that stayed hidden has no anchor to lead to.

    Args:
        places: Where each object may be documented, by its path.
        files: All files of the language.
    """

    def __init__(self, places: Mapping[str, Places], files: Files) -> None:
        self.files = files
        self._places = places
        self._pages = {file.url: file.page for file in files.documentation_pages()}
        self._anchors: dict[str, frozenset[str]] = {}

    def url(self, path: str) -> str:
        """Where an object is documented, relative to the site; empty for nowhere."""
        for url, anchor in self._places.get(path, ()):
            if self._holds(url, anchor):
                return url + (f"#{anchor}" if anchor else "")
        return ""

    def _holds(self, url: str, anchor: str) -> bool:
        """Whether a page has an anchor; an empty one is the page's top."""
        page = self._pages.get(url)
        if not anchor or page is None or page.content is None:  # not rendered in this build (`--dirty`)
            return True
        if url not in self._anchors:
            self._anchors[url] = frozenset(_ID.findall(page.content))
        return anchor in self._anchors[url]
