"""The files of the appendix in a MkDocs site: its pages, their style sheet and script, and where these stand."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from aidoc_core.build import messages
from aidoc_core.build.messages import TITLE
from aidoc_core.render.script import SCRIPT
from aidoc_core.render.stylesheet import REPORT
from mkdocs_aidoc.languages import directory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

_START = f"---\ntitle: {TITLE}\nsearch:\n  exclude: true\n---\n\n# {TITLE}\n"


def page_uri(name: str) -> str:
    """The source file that a page of this name would have, relative to the documentation's directory."""
    return f"{name.removesuffix('.md')}.md"


class AppendixFiles:
    """The files of one build and language.

    Args:
        name: The option `report_page`.
        config: The site's configuration.
        files: Where the first page is added.

    Attributes:
        first: The first page.
        further: The other pages, by name.
        spare: A page more, for sites in several languages.
    """

    def __init__(self, name: str, config: MkDocsConfig, files: Files) -> None:
        self._name = page_uri(name).removesuffix(".md")
        self._config = config
        self._files = files
        self._directory = directory(config)  # now: when all is known, the last language is being built
        self.first = self._generated(page_uri(name))
        # Files of these names that the site has take the place of ours.
        self._assets = {
            uri: File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
            for uri, content in (("assets/aidoc-report.css", REPORT), ("assets/aidoc-report.js", SCRIPT))
        }
        for uri, file in self._assets.items():
            if files.get_file_from_path(uri) is None:
                files.append(file)
        self.further: dict[str, File] = {}
        self.spare: File | None = None
        self._sources: list[Path] = []

    @property
    def script(self) -> File:
        """The script of all pages."""
        return next(file for uri, file in self._assets.items() if uri.endswith(".js"))

    @property
    def by_name(self) -> dict[str | None, File]:
        """The pages by name; that of the first one is empty, and the spare one has none."""
        found: dict[str | None, File] = {"": self.first}
        found.update(self.further)
        if self.spare is not None:
            found[None] = self.spare
        return found

    @property
    def where(self) -> str:
        """The page as the log names it: its title and its file in the site."""
        return messages.page_place(TITLE, self.first.dest_uri)

    def link_from(self, urls: Iterable[str]) -> None:
        """Let pages of the site lead to the first page, at their foot.

        Args:
            urls: Which.
        """
        from aidoc_core.render.foot import foot  # noqa: PLC0415 - where texts were filled in

        pages = {file.url: file.page for file in self._files.documentation_pages()}
        for page in filter(None, map(pages.get, urls)):
            if page.content is not None:
                page.content += f"\n{foot(get_relative_url(self.first.url, page.url), TITLE)}"

    def listed(self, nav: Navigation) -> bool:
        """Whether the site's own `nav` lists the page."""
        return self.first.page in nav.pages

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
        page = self.first.page
        if page is None or self.listed(nav):
            return
        if nav.pages:
            last = nav.pages[-1]
            last.next_page, page.previous_page = page, last
        nav.items.append(page)
        nav.pages.append(page)
        self.first.inclusion = InclusionLevel.INCLUDED

    def withdraw(self) -> None:
        """Take the page out again: the build has nothing to show for itself."""
        self._files.remove(self.first)
        for uri, file in self._assets.items():
            if self._files.get_file_from_path(uri) is file:
                self._files.remove(file)
        self.first.page = None

    def _all(self) -> Iterator[File]:
        yield from self.by_name.values()

    def _generated(self, uri: str) -> File:
        # Not in the navigation yet: whether it belongs there is known when the batch is done.
        file = File.generated(self._config, uri, content=_START, inclusion=InclusionLevel.NOT_IN_NAV)
        if self._directory:
            file.dest_uri = f"{self._directory}{file.dest_uri}"
        self._files.append(file)
        return file

    def new_page(self, name: str, *, packed: bool) -> File:
        """A further page; one of its name that the site has stays.

        Args:
            name: Its name.
            packed: Whether its text lies packed.
        """
        uri = f"{self._name}/{name}.md"
        while self._files.get_file_from_path(uri) is not None:
            uri = f"{uri.removesuffix('.md')}-.md"
        file = self._generated(uri)
        from mkdocs_aidoc.written_page import WrittenPage  # noqa: PLC0415 - where there is something to write

        page = WrittenPage(None, file, self._config) if packed else Page(None, file, self._config)
        page.meta = {"search": {"exclude": True}}
        return file

    def write_source(self, file: File) -> None:
        """Give a page a file of its own while the site is written: some themes (shadcn) read or copy it.

        Only now: what looks files up in git has run. And in the site's directory: git refuses to look up what lies
        outside of its repository.

        Args:
            file: The file of the page.
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
