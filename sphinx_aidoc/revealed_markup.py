"""Markup in hand-written docstrings that nobody saw before: where only aidoc makes them appear, it adds no warning.

An undocumented class keeps its documented methods off the page. When aidoc lets the class appear, docutils reads their
docstrings for the first time. What is wrong in them is their authors' business, and must not fail a build (`-W`) that
passes without aidoc; so it is told, and not as a warning.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE, getLogger

from sphinx_aidoc import state as build_state
from sphinx_aidoc.references import is_below

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_DOCUTILS = logging.getLogger(f"{NAMESPACE}.sphinx.util.docutils")
"""Where Sphinx sends what docutils says of a document."""
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
        _DOCUTILS.addFilter(self)

    def detach(self) -> None:
        """End."""
        _DOCUTILS.removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a message stays what it is."""
        place = str(getattr(record, "location", ""))
        _, found, rest = place.partition(_PLACE)
        if not found or record.levelno < logging.WARNING or self._app.env is None:
            return True
        if not is_below(rest.partition(":")[0], {name for _, name in build_state.of(self._app.env).revealed}):
            return True
        _log.info("aidoc: %s: %s (hand-written, and shown only with aidoc)", place, record.getMessage())
        return False
