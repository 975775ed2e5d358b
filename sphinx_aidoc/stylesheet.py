"""The style sheet of marks and appendix, and its script: linked where they are of use, never over a project's file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.render.script import SCRIPT
from aidoc_core.render.stylesheet import MARKS, REPORT
from sphinx_aidoc.badge import is_report, is_styled

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_NAMES = ("aidoc", "aidoc-marks", "aidoc-plugin-marks")
_FILES = {".css": f"{MARKS}{REPORT}", ".js": SCRIPT}
# Themes have 200, extensions and conf.py 500, `html_css_files` 800.
_AFTER_THEME = 300


class Stylesheet:
    """The style sheet and the script of one build.

    Args:
        app: Sphinx.
    """

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._name = _free_name(app)

    def place(self) -> None:
        """Write the files before the first page: Sphinx puts their checksums into every link to them."""
        for suffix, content in _FILES.items():
            path = Path(self._app.outdir) / "_static" / f"{self._name}{suffix}"
            if not path.is_file() or path.read_text(encoding="utf-8") != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")

    def link(self, doctree: nodes.document | None, *, report: bool) -> None:
        """Link them from the page that is being written, after the theme's and before the project's own.

        Args:
            doctree: The document, if the page is one.
            report: Whether the page is a part of the report.
        """
        report = report or (doctree is not None and is_report(doctree))
        if report or (doctree is not None and is_styled(doctree)):
            self._app.add_css_file(f"{self._name}.css", priority=_AFTER_THEME)
        if report:
            self._app.add_js_file(f"{self._name}.js", priority=_AFTER_THEME, loading_method="defer")


def _free_name(app: Sphinx) -> str:
    """A name that no static file of the project has: Sphinx would not copy that over ours, and say so."""
    taken = [Path(app.confdir) / directory for directory in app.config.html_static_path]
    free = (
        name
        for name in _NAMES
        if not any((directory / f"{name}{suffix}").exists() for directory in taken for suffix in _FILES)
    )
    return next(free, _NAMES[-1])
