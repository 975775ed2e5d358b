"""What of a page the search does not get to see: marks, and the whole appendix.

Search plugins read a page's HTML in `on_page_context`. Only Material's honours `data-search-exclude` and the front
matter's `search.exclude`; MkDocs' own reads everything. So the marks are taken out before any plugin reads the page,
and put back afterwards, and MkDocs' plugin enters the appendix into an index that nobody writes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aidoc_core.render.mark import LABELS

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_HINTS = ("aidoc-badge", "aidoc-foot", *(f"doc-label-{label}" for label in LABELS))
_LABELS = "|".join(sorted(LABELS))
_MARKS = re.compile(
    rf'<p class="aidoc-(?:badge|foot)[^>]*>.*?</p>|<(\w+)\b[^<>]*\bdoc-label-(?:{_LABELS})\b(?!-)[^<>]*>.*?</\1>',
    re.DOTALL,
)
_PLACE = re.compile(r"<!--aidoc-mark-(\d+)-->")


class Unsearched:
    """What has been taken out of the page that MkDocs is about to write."""

    def __init__(self) -> None:
        self._marks: list[str] = []
        self._indexes: list[tuple[Any, Any]] = []

    def hide_marks(self, page: Page) -> None:
        """Put a comment in the place of every mark; no search reads comments, and other plugins leave them alone."""
        self._marks = []
        if page.content and any(hint in page.content for hint in _HINTS):
            page.content = _MARKS.sub(self._taken, page.content)

    def _taken(self, found: re.Match[str]) -> str:
        self._marks.append(found[0])
        return f"<!--aidoc-mark-{len(self._marks) - 1}-->"

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
        if self._marks and page.content:
            page.content = _PLACE.sub(self._given, page.content)
        self._marks = []

    def _given(self, found: re.Match[str]) -> str:
        number = int(found[1])
        return self._marks[number] if number < len(self._marks) else found[0]
