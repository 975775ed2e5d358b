"""The Griffe extension among the options of a site that has the plugin too: it stands aside.

The plugin fills what pages show, in one batch for the whole site; the extension would fill each package once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs_aidoc.griffe import NAME

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def take_out(config: MkDocsConfig) -> None:
    """Take the extension off mkdocstrings' list, before mkdocstrings sets up its handlers."""
    options: Any = config.plugins.get("mkdocstrings")
    options = getattr(options, "config", {})
    for key in ("handlers", "python", "options"):
        options = options.get(key) if hasattr(options, "get") else None
    extensions = options.get("extensions") if hasattr(options, "get") else None
    if isinstance(extensions, list):
        extensions[:] = [one for one in extensions if not _is_ours(one)]


def _is_ours(extension: Any) -> bool:
    name = next(iter(extension), "") if isinstance(extension, dict) else extension
    return str(name).startswith(NAME)
