"""The inventories of a site: names that are documented elsewhere, which answers may refer to."""

from __future__ import annotations

from concurrent import futures
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE_S = 30.0
"""As long as mkdocstrings itself waits for its downloads."""


def known_names(handlers: Any) -> Callable[[str], bool]:
    """Tells whether a dotted path is in an inventory that mkdocstrings downloads for the site.

    Args:
        handlers: mkdocstrings' handlers. It keeps its downloads to itself until pages are rendered, and answers are
            checked before; where a release keeps them elsewhere, no name is known.
    """

    @cache
    def names() -> frozenset[str]:
        downloads: dict[Any, Any] = getattr(handlers, "_inv_futures", {})
        futures.wait(downloads, timeout=_PATIENCE_S)
        found: set[str] = set()
        for download, (handler, url, options) in downloads.items():
            if download.done() and download.exception() is None:  # mkdocstrings says what went wrong
                try:
                    found.update(name for name, _ in handler.load_inventory(BytesIO(download.result()), url, **options))
                except Exception:  # noqa: BLE001, S112 - whatever is in the file; mkdocstrings reads it again and says so
                    continue
        return frozenset(found)

    return lambda name: name in names()
