"""The appendix page in a MkDocs site: a generated file, placed last in the navigation, written when all is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from aidoc_core.report import page_markdown

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from aidoc_core.ledger import Record
    from aidoc_core.session import Session

_TITLE = "Documentation coverage"
_START = f"---\ntitle: {_TITLE}\nsearch:\n  exclude: true\n---\n\n# {_TITLE}\n"


class Appendix:
    """The page of one build.

    Args:
        name: The option `report_page`.
        config: The site's configuration.
        files: Where the page is added.
    """

    def __init__(self, name: str, config: MkDocsConfig, files: Files) -> None:
        self._uri = f"{name.removesuffix('.md')}.md"
        # Not in the navigation yet: whether it belongs there is known when the batch is done.
        self._file = File.generated(config, self._uri, content=_START, inclusion=InclusionLevel.NOT_IN_NAV)
        self._in_nav = files.get_file_from_path(self._uri) is not None
        if not self._in_nav:
            files.append(self._file)

    def place(self, nav: Navigation, config: MkDocsConfig) -> None:
        """Put the page at the end of the navigation, unless the site's own `nav` lists it."""
        if any(page.file is self._file for page in nav.pages):
            return
        page = Page(_TITLE, self._file, config)
        if nav.pages:
            last = nav.pages[-1]
            last.next_page, page.previous_page = page, last
        nav.items.append(page)
        nav.pages.append(page)
        self._file.inclusion = InclusionLevel.INCLUDED

    def withdraw(self, nav: Navigation, files: Files) -> None:
        """Take the page out again, unless the site's own `nav` lists it: the build has nothing to show for itself."""
        if not any(page.file is self._file for page in nav.pages):
            files.remove(self._file)
            self._file.page = None

    def write(self, session: Session, anchors: dict[str, tuple[str, str]], config: MkDocsConfig, files: Files) -> None:
        """Fill the page in and render it.

        Args:
            session: The build.
            anchors: Where each object is documented, by its path: the page's URL and the anchor.
            config: The site's configuration.
            files: All files.
        """
        page = self._file.page
        if page is None:
            return

        def link(record: Record) -> str:
            place = anchors.get(record.obj.path)
            if place is None:
                return ""
            url, anchor = place
            return get_relative_url(url, self._file.url) + (f"#{anchor}" if anchor else "")

        page.markdown = page_markdown(session, link=link)
        page.render(config, files)
