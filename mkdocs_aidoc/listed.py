"""The Griffe extension among the options of mkdocstrings.

In a site that has the plugin too, it stands aside: the plugin fills what pages show, in one batch for the whole site;
the extension would fill each package once more.
"""

from __future__ import annotations

from typing import Any

EXTENSION = "mkdocs_aidoc.griffe"
"""How it is listed."""


def take_out(mkdocstrings: Any) -> None:
    """Take the extension off the list in mkdocstrings' options, before its handlers are set up."""
    extensions = _extensions(mkdocstrings)
    extensions[:] = [one for one in extensions if not _is_ours(one)]


def lists_extension(mkdocstrings: Any) -> bool:
    """Whether the options of mkdocstrings list the extension."""
    return any(map(_is_ours, _extensions(mkdocstrings)))


def _extensions(mkdocstrings: Any) -> list[Any]:
    """The list itself; an empty one if there is none."""
    found = mkdocstrings
    for key in ("handlers", "python", "options", "extensions"):
        found = found.get(key) if hasattr(found, "get") else None
    return found if isinstance(found, list) else []


def _is_ours(extension: Any) -> bool:
    name = next(iter(extension), "") if isinstance(extension, dict) else extension
    return str(name).startswith(EXTENSION)
