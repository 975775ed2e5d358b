"""What other plugins do not see of a page: the search no marks and no appendix, mkdocs-llmstxt no marks if so wanted.

Search plugins read a page's HTML in `on_page_context`. Only Material's honours `data-search-exclude` and the front
matter's `search.exclude`; MkDocs' own reads everything. So the marks are taken out before any plugin reads the page,
and put back afterwards, and MkDocs' plugin enters the appendix into an index that nobody writes. mkdocs-llmstxt reads
the page in `on_page_content`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import CombinedEvent, event_priority

from aidoc_core.patterns import regex
from aidoc_core.render.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from aidoc_core.build.session import Session
    from aidoc_core.settings import Settings
    from mkdocs_aidoc.appendix import Appendix

_FIRST, _LAST = 150, -150
_BADGE = '<p class="aidoc-'
_LABEL = "doc-label-"
_LABELS = "|".join(sorted(LABELS))
_MARK = regex(
    r'<p class="aidoc-(?:badge|foot)[^>]*>.*?</p>'
    rf"|<(\w+)\b[^<>]*\bdoc-label-(?:{_LABELS})\b(?!-)[^<>]*>.*?</\1>",
    re.DOTALL,
)
_PLACE = regex(r"<!--aidoc-mark-(\d+)-->")


class Unsearched:
    """What has been taken out of the page that MkDocs is about to write."""

    def __init__(self) -> None:
        self._marks: list[str] = []
        self._indexes: list[tuple[Any, Any]] = []

    def hide_marks(self, page: Page) -> None:
        """Put a comment in the place of every mark; no search reads comments, and other plugins leave them alone."""
        page.content = self.without_marks(page.content or "")

    def without_marks(self, html: str) -> str:
        """The same for the content of a page, until `with_marks`."""
        self._marks = []
        parts: list[str] = []
        done = 0
        for start in _starts(html):
            found = _MARK.match(html, start) if start >= done else None
            if found is not None:
                parts += html[done:start], f"<!--aidoc-mark-{len(self._marks)}-->"
                self._marks.append(found[0])
                done = found.end()
        return "".join((*parts, html[done:])) if parts else html

    def with_marks(self, html: str) -> str:
        """Every mark back in its place."""
        html = _PLACE.sub(self._given, html) if self._marks else html
        self._marks = []
        return html

    def hide_page(self, config: MkDocsConfig) -> None:
        """Have MkDocs' own search plugin enter the page into a spare index."""
        from mkdocs.contrib.search import SearchPlugin  # noqa: PLC0415 - it may bring lunr along
        from mkdocs.contrib.search.search_index import SearchIndex  # noqa: PLC0415

        for plugin in config.plugins.values():
            if isinstance(plugin, SearchPlugin) and hasattr(plugin, "search_index"):
                self._indexes.append((plugin, plugin.search_index))
                plugin.search_index = SearchIndex(**plugin.config)

    def restore(self, page: Page) -> None:
        """Put everything back, into what other plugins have made of the page meanwhile."""
        for plugin, index in self._indexes:
            plugin.search_index = index
        self._indexes = []
        page.content = self.with_marks(page.content or "")

    def _given(self, found: re.Match[str]) -> str:
        number = int(found[1])
        return self._marks[number] if number < len(self._marks) else found[0]


def _starts(html: str) -> Iterator[int]:
    """Where marks may start, in order: to look for their signs first is much sooner done than to try each element."""
    badge, label = html.find(_BADGE), html.find(_LABEL)
    while badge >= 0 or label >= 0:
        start = html.rfind("<", 0, label) if label >= 0 else -1
        if badge >= 0 and (label < 0 or badge <= start):
            yield badge
            badge = html.find(_BADGE, badge + 1)
            continue
        if start >= 0:
            yield start
        label = html.find(_LABEL, label + 1)


class HidesMarks:
    """The hooks around those in which other plugins read a page."""

    _settings: Settings
    _session: Session | None
    _appendix: Appendix | None
    _unsearched: Unsearched

    @event_priority(_FIRST)
    def _unmark(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Before mkdocs-llmstxt reads the page: keep marks from it, if that is wanted."""
        del page, config, files
        return html if self._settings.llms_txt_marks or self._session is None else self._unsearched.without_marks(html)

    @event_priority(_LAST)
    def _mark(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """When it has read the page: put them back."""
        del page, config, files
        return self._unsearched.with_marks(html)

    on_page_content = CombinedEvent(_unmark, _mark)

    @event_priority(_FIRST)
    def _hide(self, context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Before any search plugin reads the page: keep marks and appendix from it."""
        del context, nav
        if self._session is None:
            return
        self._unsearched.hide_marks(page)
        if self._appendix is not None and self._appendix.files.is_on(page):
            self._unsearched.hide_page(config)

    @event_priority(_LAST)
    def _show(self, context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """When all have read it: put everything back."""
        del context, config, nav
        self._unsearched.restore(page)

    on_page_context = CombinedEvent(_hide, _show)
