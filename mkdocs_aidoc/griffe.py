"""The Griffe extension: fills packages as they are loaded, for every tool that reads them with Griffe.

It needs neither MkDocs nor mkdocstrings: Zensical, `griffe dump`, griffe2md and whatever else loads extensions run it.
In a MkDocs site that has the plugin it stands aside, since the plugin knows the pages. It does not: it takes whole
packages, so it requests nothing unless `offline: false` says so.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import griffe

from aidoc_core.errors import ConfigError
from aidoc_core.settings import load_settings
from mkdocs_aidoc import loaded
from mkdocs_aidoc.listed import EXTENSION


class AidocExtension(griffe.Extension):
    """Fills missing docstrings of the packages that Griffe loads.

    Args:
        options: aidoc's options, over those of `[tool.aidoc]`.

    Raises:
        griffe.ExtensionError: An option is unknown, or its value is not allowed.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self._root = _root()
        self._following = False
        try:
            self._settings = load_settings(options, root=self._root, origin=EXTENSION, defaults={"offline": True})
        except ConfigError as error:
            raise griffe.ExtensionError(f"aidoc: {error}") from error

    def on_module_instance(self, *, agent: Any, **kwargs: Any) -> None:
        """Before anything is loaded: take the last place among all extensions, wherever this one is listed."""
        del kwargs
        if self._settings.enabled and not self._following:
            self._following = True
            agent.extensions.add(loaded.AfterOthers(self._settings, self._root))


def _root() -> Path:
    """The directory of the configuration file. Griffe does not tell; Zensical does, everywhere else it is this one."""
    zensical = sys.modules.get("zensical.config")
    try:
        return Path(zensical.get_config()["root_dir"]).resolve()  # type: ignore[union-attr]
    except (AttributeError, KeyError, TypeError):
        return Path.cwd()
