"""What is said under Zensical, which reads mkdocs.yml and passes over plugins that it does not know, without a word.

mkdocstrings asks installed packages for templates when it sets up its handler, in every host. aidoc has none; it is the
one place where a site that lists the plugin alone can be told that nothing is filled.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from aidoc_core.errors import ConfigError
from mkdocs_aidoc.listed import EXTENSION, lists_extension

_PLUGIN = "aidoc"
_ADVICE = (
    "aidoc: Zensical runs no MkDocs plugins, so nothing is filled and there is no appendix. Add to the options of "
    f"mkdocstrings' Python handler: `extensions: [{EXTENSION}]`"
)


def templates() -> Path:
    """No templates; but a word, where a site lists the plugin and Zensical builds it without the extension."""
    zensical = sys.modules.get("zensical.config")
    if zensical is not None:
        with suppress(AttributeError, KeyError, TypeError, OSError, ConfigError, ValueError):  # no TOML is one
            config: dict[str, Any] = zensical.get_config()
            options = config["mdx_configs"]["zensical.extensions.mkdocstrings"]
            if not lists_extension(options) and _lists_plugin(Path(config["root_dir"])):
                logging.getLogger("mkdocs.plugins.aidoc").warning("%s", _ADVICE)
    return Path(__file__).with_name("no-templates")


def _lists_plugin(root: Path) -> bool:
    import tomllib  # noqa: PLC0415 - under Zensical alone

    from aidoc_core.cli.mkdocs_yml import plugins_of  # noqa: PLC0415 - under Zensical alone
    from aidoc_core.cli.search_paths import site_config  # noqa: PLC0415

    file = root / "zensical.toml"
    if file.is_file():
        return _PLUGIN in plugins_of(tomllib.loads(file.read_text(encoding="utf-8")).get("project", {}))
    file = next((root / name for name in ("mkdocs.yml", "mkdocs.yaml") if (root / name).is_file()), None) or file
    return _PLUGIN in plugins_of(site_config(file))
