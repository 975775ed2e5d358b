"""Which files of aidoc's own MkDocs would publish or remove."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from aidoc_core.answers.files import DATABASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files, InclusionLevel

    from aidoc_core.settings import Settings


def is_emptied(path: Path, config: MkDocsConfig) -> bool:
    """Whether MkDocs removes a path at each build: all of the site's directory but hidden files at its top."""
    site = Path(config.site_dir).resolve()
    return path == site or (path.is_relative_to(site) and not path.relative_to(site).parts[0].startswith("."))


def refuse(settings: Settings, config: MkDocsConfig, root: Path) -> None:
    """Stop a build that could fill nothing, or would pay for everything at each build.

    Raises:
        PluginError: It is one.
    """
    if "mkdocstrings" not in config.plugins:
        raise PluginError("aidoc fills what mkdocstrings shows: add 'mkdocstrings' to the plugins, or remove aidoc.")
    if is_emptied(settings.where(settings.cache_dir, root), config):
        raise PluginError(
            "aidoc: 'cache_dir' lies in 'site_dir', which MkDocs empties at each build, so every build would pay "
            "for all answers again. Set 'cache_dir' to a path outside."
        )


def has_cache(settings: Settings, root: Path) -> bool:
    """Whether there is a cache."""
    return (settings.where(settings.cache_dir, root) / DATABASE).exists()


def makes_listed_cache(settings: Settings, config: MkDocsConfig, root: Path) -> bool:
    """Whether a cache will be made among the files that MkDocs is about to list."""
    cache = settings.where(settings.cache_dir, root).resolve()
    listed = (Path(one).resolve() for one in (config.docs_dir, *config.theme.dirs))
    return settings.may_request and any(map(cache.is_relative_to, listed))


def publisher(file: Path, config: MkDocsConfig, files: Files, shown: Callable[[InclusionLevel], bool]) -> str:
    """What publishes a file: the site's own directory, or files that MkDocs copies; empty if nothing does.

    Args:
        file: Its path.
        config: MkDocs' options.
        files: What the site is made of; what `exclude_docs` leaves out is not shown.
        shown: Whether files of a level are part of the site.
    """
    if file.is_relative_to(Path(config.site_dir).resolve()):
        return "'site_dir'"
    identity = _identity(file)
    for one in files:
        if identity is None:  # what is not there, nobody copies
            break
        if one.abs_src_path and shown(one.inclusion) and _identity(one.abs_src_path) == identity:
            return "'docs_dir'" if file.is_relative_to(Path(config.docs_dir).resolve()) else "the theme's directory"
    return ""


def _identity(file: Path | str) -> tuple[int, int] | None:
    """What a file is, by whatever name; `None` where there is none."""
    try:
        found = os.stat(file)  # noqa: PTH116 - of each file of the site, at each build
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
