"""Markup in hand-written docstrings that nobody saw before: where only aidoc makes them appear, it adds no warning.

An undocumented class keeps its documented methods off the page. When aidoc lets the class appear, docutils reads their
docstrings for the first time. What is wrong in them is their authors' business, and must not fail a build (`-W`) that
passes without aidoc; so it is told, and not as a warning.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.logging import getLogger

from sphinx_aidoc import state as build_state
from sphinx_aidoc.autoapi_pages import object_at, page_and_line
from sphinx_aidoc.line_numbers import DOCUTILS
from sphinx_aidoc.references import is_below

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

_PLACE = ":docstring of "
_log = getLogger(__name__)


class RevealedMarkup(logging.Filter):
    """Lets through what docutils says of docstrings that the site shows anyway.

    Args:
        app: Sphinx.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app

    def attach(self) -> None:
        """Begin, once for a build."""
        DOCUTILS.addFilter(self)

    def detach(self) -> None:
        """End."""
        DOCUTILS.removeFilter(self)

    def _is_revealed(self, place: str, revealed: AbstractSet[tuple[str, str]]) -> bool:
        _, found, rest = place.partition(_PLACE)
        if found:
            return is_below(rest.partition(":")[0], {name for _, name in revealed})
        # sphinx-autoapi writes pages, and no docstring has a place in them.
        names = {name for document, name in revealed if document == build_state.ANY}
        return bool(names) and is_below(self._described(place), names)

    def _described(self, place: str) -> str:
        """The object that sphinx-autoapi describes at a place; empty for any other page."""
        name, line, row = page_and_line(place)
        page, root = Path(name), getattr(self._app.config, "autoapi_root", "")
        if not name or not page.is_relative_to(Path(self._app.srcdir) / root):
            return ""
        try:
            lines = page.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):  # not a page of its writing
            return ""
        return object_at(lines, line, row=row)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a message stays what it is."""
        if record.levelno < logging.WARNING or self._app.env is None:
            return True
        place = str(getattr(record, "location", ""))
        if not self._is_revealed(place, build_state.remembered(self._app.env).revealed):
            return True
        _log.info("aidoc: %s: %s (hand-written, and shown only with aidoc)", place, record.getMessage())
        return False
