"""Which files of aidoc's own Sphinx would publish."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def publisher(file: Path, app: Sphinx) -> str:
    """What publishes a file: the output directory, or an option that copies files; empty if nothing does.

    Args:
        file: Its path.
        app: Sphinx, with its builder.
    """
    if file.is_relative_to(Path(app.outdir).resolve()):
        return "the output directory"
    if app.builder.format != "html":
        return ""
    config = app.config
    # As Sphinx copies them: hidden files are left out of one and not of the other.
    for option, patterns in (
        ("html_static_path", [*config.exclude_patterns, "**/.*"]),
        ("html_extra_path", list(config.exclude_patterns)),
    ):
        excluded = Matcher(patterns)
        for entry in config[option]:
            top = (Path(app.confdir) / entry).resolve()
            if file.is_relative_to(top) and not _is_excluded(file, top, excluded):
                return f"'{option}'"
    return ""


def _is_excluded(path: Path, top: Path, excluded: Matcher) -> bool:
    """Whether Sphinx passes a path over, or a directory that holds it, when it copies all of `top`."""
    below = path.relative_to(top)
    names = [one.as_posix() for one in (below, *below.parents) if one.name]
    # Sphinx spells what lies at the top with a dot in front.
    return any(excluded(name if "/" in name else posixpath.join(".", name)) for name in names)
