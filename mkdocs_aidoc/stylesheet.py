"""The style sheet of marks, as a file of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from aidoc_core.render.stylesheet import MARKS

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_NAMES = ("assets/aidoc.css", "assets/aidoc-marks.css", "assets/aidoc-plugin-marks.css")
"""Names for it; the first that no file of the site has."""
_MKDOCSTRINGS = "assets/_mkdocstrings.css"


def add_stylesheet(files: Files, config: MkDocsConfig) -> None:
    """Add it to the site, after mkdocstrings' own and before the site's, which have the last word."""
    name = next((name for name in _NAMES if files.get_file_from_path(name) is None), _NAMES[-1])
    files.append(File.generated(config, name, content=MARKS, inclusion=InclusionLevel.NOT_IN_NAV))
    config.extra_css.insert(_MKDOCSTRINGS in config.extra_css[:1], name)
