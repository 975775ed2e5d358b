"""A site in several languages: static-i18n builds it once for each, the second and later ones inside of the first.

They show the same objects, so they are one build to us: one session, one report, and each language has its own page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig


def directory(config: MkDocsConfig) -> str:
    """Where the pages of this build lie in the site, e.g. `de/`; empty for the top."""
    plugin = config.plugins.get("i18n")
    if plugin is None or getattr(plugin, "is_default_language_build", True):
        return ""
    return f"{getattr(plugin, 'current_language', '')}/".lstrip("/")


def several(config: MkDocsConfig) -> bool:
    """Whether the site is built once more after this: no page can tell of the whole site before all are built."""
    return len(getattr(config.plugins.get("i18n"), "build_languages", ())) > 1


def forget_anchors(config: MkDocsConfig, paths: Iterable[str]) -> None:
    """Let references to objects lead to the language that is about to be rendered.

    autorefs keeps the anchors of the languages before, and would warn that an object has several.

    Args:
        config: The site's configuration.
        paths: The objects.
    """
    autorefs = config.plugins.get("autorefs")
    # It has no public way to forget one; without these, its warnings stay.
    for anchors in (getattr(autorefs, name, {}) for name in ("_primary_url_map", "_secondary_url_map")):
        for path in paths:
            anchors.pop(path, None)
