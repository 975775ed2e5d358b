"""The appendix page in a MkDocs site: a generated file, written when all is known."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_relative_url

from aidoc_core.build import messages
from aidoc_core.build.appendix import appendix
from aidoc_core.build.messages import TITLE
from aidoc_core.render import outline_markdown
from aidoc_core.render.stylesheet import REPORT
from mkdocs_aidoc.languages import directory, several

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

Places: TypeAlias = "list[tuple[str, str]]"
"""Where an object may be documented: the URLs of pages, each with an anchor."""

_ID = re.compile(r'\bid="([^"]*)"')
_STYLESHEET = "assets/aidoc-report.css"
_MARKER = "<i data-aidoc-report></i>"
"""Stands before and behind the report where it is completed later; an element, for minifiers take comments out."""
_MARKED = re.compile(r"<i data-aidoc-report[^<>]*></i>")
_START = f"---\ntitle: {TITLE}\nsearch:\n  exclude: true\n---\n\n# {TITLE}\n"


def page_uri(name: str) -> str:
    """The source file that a page of this name would have, relative to the documentation's directory."""
    return f"{name.removesuffix('.md')}.md"


class Appendix:
    """The page of one build.

    Args:
        name: The option `report_page`.
        config: The site's configuration.
        files: Where the page is added.

    Attributes:
        rendered: What the pages of its language show; `None` until it is written.
    """

    def __init__(self, name: str, config: MkDocsConfig, files: Files) -> None:
        # Not in the navigation yet: whether it belongs there is known when the batch is done.
        self._file = File.generated(config, page_uri(name), content=_START, inclusion=InclusionLevel.NOT_IN_NAV)
        if language := directory(config):
            self._file.dest_uri = f"{language}{self._file.dest_uri}"
        files.append(self._file)
        # A file of this name that the site has takes the place of ours.
        self._style = File.generated(config, _STYLESHEET, content=REPORT, inclusion=InclusionLevel.NOT_IN_NAV)
        if files.get_file_from_path(_STYLESHEET) is None:
            files.append(self._style)
        self._source = Path(config.site_dir, "aidoc", f"{self._file.dest_uri.replace('/', '-')}.md")
        self.rendered: Rendered | None = None

    @property
    def where(self) -> str:
        """The page as the log names it: its title and its file in the site."""
        return messages.page_place(TITLE, self._file.dest_uri)

    def listed(self, nav: Navigation) -> bool:
        """Whether the site's own `nav` lists the page."""
        return self._file.page in nav.pages

    def is_on(self, page: Page) -> bool:
        """Whether a page is this one."""
        return page is self._file.page

    def with_head(self, output: str) -> str:
        """The rendered page with what its head has to say: a style sheet of its own, and nothing for search engines."""
        style = get_relative_url(self._style.url, self._file.url)
        head = f'<meta name="robots" content="noindex"><link rel="stylesheet" href="{html.escape(style)}">'
        return output.replace("</head>", f"{head}</head>", 1)

    def without_entry(self, sitemap: str) -> str:
        """The site map without the page."""
        address = (self._file.page.canonical_url or "") if self._file.page is not None else ""
        at = sitemap.find(f"<loc>{html.escape(address)}</loc>") if address else -1
        start, end = sitemap.rfind("<url>", 0, max(at, 0)), sitemap.find("</url>", max(at, 0))
        return sitemap if at < 0 or start < 0 or end < 0 else sitemap[:start] + sitemap[end + len("</url>") :].lstrip()

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

    def withdraw(self, files: Files) -> None:
        """Take the page out again: the build has nothing to show for itself."""
        files.remove(self._file)
        if files.get_file_from_path(_STYLESHEET) is self._style:
            files.remove(self._style)
        self._file.page = None

    def write(self, data: Mapping[str, Any], places: Mapping[str, Places], config: MkDocsConfig, files: Files) -> None:
        """Fill the page in and render it.

        Args:
            data: The report.
            places: Where each object may be documented, by its path.
            config: The site's configuration.
            files: All files.
        """
        page = self._file.page
        if page is None:
            return
        self.rendered = Rendered(places, files)
        self._render(page, data, [self.rendered], config)
        # Some themes (shadcn) read or copy the file of each page. Only now: what looks files up in git has run. And in
        # the site's directory: git refuses to look up what lies outside of its repository.
        self._source.parent.mkdir(parents=True, exist_ok=True)
        self._source.write_text(page.markdown or "", encoding="utf-8")
        self._file.abs_src_path = str(self._source)
        if several(config):
            page.content = f"{_MARKER}{page.content}{_MARKER}"

    def complete(self, data: Mapping[str, Any], others: Iterable[Appendix], config: MkDocsConfig) -> None:
        """Write the report of the whole site into the page, when all languages are built.

        Args:
            data: The report.
            others: The pages of all languages; an object that this one does not show is linked where they show it.
            config: The site's configuration.
        """
        page, file = self._file.page, Path(self._file.abs_dest_path)
        if page is None or self.rendered is None or not file.is_file():
            return
        parts = _MARKED.split(file.read_text(encoding="utf-8"))
        if len(parts) == 3:  # noqa: PLR2004 - before, between and behind the markers
            shown = [self.rendered, *(other.rendered for other in others if other is not self and other.rendered)]
            self._render(page, data, shown, config)
            file.write_text(f"{parts[0]}{page.content}{parts[2]}", encoding="utf-8")

    def _render(self, page: Page, data: Mapping[str, Any], shown: Sequence[Rendered], config: MkDocsConfig) -> None:
        def link(path: str) -> str:
            url = next(filter(None, (one.url(path) for one in shown)), "")
            return get_relative_url(url, self._file.url) if url else ""

        page.markdown = outline_markdown.page(appendix(data), link=link)
        page.render(config, shown[0].files)

    def remove_source(self) -> None:
        """Remove the file that the page had while the site was written."""
        self._source.unlink(missing_ok=True)


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
