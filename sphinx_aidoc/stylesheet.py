"""The style sheet of marks and appendix: written once, linked where it is of use, never over a project's file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.render.stylesheet import MARKS, REPORT
from sphinx_aidoc.badge import is_styled

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_NAMES = ("aidoc.css", "aidoc-marks.css", "aidoc-plugin-marks.css")
_STYLES = f"{MARKS}{REPORT}"
# Themes have 200, extensions and conf.py 500, `html_css_files` 800.
_AFTER_THEME = 300


class Stylesheet:
    """The style sheet of one build.

    Args:
        app: Sphinx.
    """

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._name = _free_name(app)

    def place(self) -> None:
        """Write the file before the first page: Sphinx puts its checksum into every link to it."""
        path = Path(self._app.outdir) / "_static" / self._name
        if not path.is_file() or path.read_text(encoding="utf-8") != _STYLES:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_STYLES, encoding="utf-8")

    def link(self, doctree: nodes.document | None) -> None:
        """Link it from the page that is being written, after the theme's and before the project's own."""
        if doctree is not None and is_styled(doctree):
            self._app.add_css_file(self._name, priority=_AFTER_THEME)


def _free_name(app: Sphinx) -> str:
    """A name that no static file of the project has: Sphinx would not copy that over ours, and say so."""
    taken = [Path(app.confdir) / directory for directory in app.config.html_static_path]
    free = (name for name in _NAMES if not any((directory / name).exists() for directory in taken))
    return next(free, _NAMES[-1])
