"""The appendix page in a MkDocs site: a generated file, placed last in the navigation, written when all is known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_relative_url

from aidoc_core.build import messages
from aidoc_core.build.appendix import appendix
from aidoc_core.build.messages import TITLE
from aidoc_core.build.report import report_data
from aidoc_core.render import outline_markdown
from mkdocs_aidoc.languages import directory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from aidoc_core.build.session import Session

Places: TypeAlias = "list[tuple[str, str]]"
"""Where an object may be documented: the URLs of pages, each with an anchor."""

_ID = re.compile(r'\bid="([^"]*)"')
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
    """

    def __init__(self, name: str, config: MkDocsConfig, files: Files) -> None:
        # Not in the navigation yet: whether it belongs there is known when the batch is done.
        self._file = File.generated(config, page_uri(name), content=_START, inclusion=InclusionLevel.NOT_IN_NAV)
        if language := directory(config):
            self._file.dest_uri = f"{language}{self._file.dest_uri}"
        files.append(self._file)
        self._source = Path(config.site_dir, "aidoc", f"{self._file.dest_uri.replace('/', '-')}.md")

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
        self._file.page = None

    def write(self, session: Session, places: Mapping[str, Places], config: MkDocsConfig, files: Files) -> None:
        """Fill the page in and render it.

        Args:
            session: The build.
            places: Where each object may be documented, by its path.
            config: The site's configuration.
            files: All files.
        """
        page = self._file.page
        if page is None:
            return
        rendered = _Rendered(files)

        def link(path: str) -> str:
            for url, anchor in places.get(path, ()):
                if rendered.holds(url, anchor):
                    return get_relative_url(url, self._file.url) + (f"#{anchor}" if anchor else "")
            return ""

        page.markdown = outline_markdown.page(appendix(report_data(session)), link=link)
        page.render(config, files)
        # Some themes (shadcn) read or copy the file of each page. Only now: what looks files up in git has run. And in
        # the site's directory: git refuses to look up what lies outside of its repository.
        self._source.parent.mkdir(parents=True, exist_ok=True)
        self._source.write_text(page.markdown, encoding="utf-8")
        self._file.abs_src_path = str(self._source)

    def remove_source(self) -> None:
        """Remove the file that the page had while the site was written."""
        self._source.unlink(missing_ok=True)


class _Rendered:
    """The pages of the site as rendered: an object that stayed hidden has no anchor to lead to."""

    def __init__(self, files: Files) -> None:
        self._pages = {file.url: file.page for file in files.documentation_pages()}
        self._anchors: dict[str, frozenset[str]] = {}

    def holds(self, url: str, anchor: str) -> bool:
        """Whether a page has an anchor; an empty one is the page's top."""
        page = self._pages.get(url)
        if not anchor or page is None or page.content is None:  # not rendered in this build (`--dirty`)
            return True
        if url not in self._anchors:
            self._anchors[url] = frozenset(_ID.findall(page.content))
        return anchor in self._anchors[url]
