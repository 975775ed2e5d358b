"""Where the rendered pages of one language show objects, for links of the appendix."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mkdocs.structure.files import Files

Places: TypeAlias = "list[tuple[str, str]]"
"""Where an object may be documented: the URLs of pages, each with an anchor."""
Seen: TypeAlias = "tuple[dict[str, Places], dict[str, frozenset[str] | None]]"
"""Places, and the anchors of pages by their URLs."""

_ID = regex(r'id="(?<!\wid=")(?!__codelineno-)([^"]*)"')
"""Begins with plain letters, which are found much sooner than a boundary of words."""


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
        self._anchors: dict[str, frozenset[str] | None] = {}

    def url(self, path: str) -> str:
        """Where an object is documented, relative to the site; empty for nowhere."""
        for url, anchor in self._places.get(path, ()):
            if self._holds(url, anchor):
                return url + (f"#{anchor}" if anchor else "")
        return ""

    def seen(self, last: Seen | None = None) -> Seen:
        """All that `url` goes by: places, and the anchors of their pages.

        Args:
            last: The same of an earlier build, which may have had the same places.
        """
        if last is not None and last[0] == self._places:
            urls: Iterable[str] = last[1]
        else:
            urls = {url for found in self._places.values() for url, _ in found}
        return dict(self._places), {url: self._anchors_of(url) for url in urls}

    def _holds(self, url: str, anchor: str) -> bool:
        """Whether a page has an anchor; an empty one is the page's top."""
        anchors = self._anchors_of(url) if anchor else None
        return anchors is None or anchor in anchors

    def _anchors_of(self, url: str) -> frozenset[str] | None:
        """The anchors of a page; `None` for what is not rendered in this build (`--dirty`)."""
        if url not in self._anchors:
            page = self._pages.get(url)
            self._anchors[url] = None if page is None or page.content is None else anchors_in(page.content)
        return self._anchors[url]


def anchors_in(html: str) -> frozenset[str]:
    """The identifiers of a page: the quoted values of `id`, as a word of its own; those of lines of source left out.

    A page has one for each line of the source that it shows, ten times as many as of all else.
    """
    return frozenset(_ID.findall(html))
