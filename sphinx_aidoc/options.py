"""The options as Sphinx knows them: `aidoc_<name>` in conf.py, `-D aidoc_<name>=value`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from aidoc_core import errors
from aidoc_core import settings as core_settings

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from aidoc_core.settings import Settings

_PREFIX = "aidoc_"
# A page of its own has to be asked for: a document that no toctree lists would surprise.
_DEFAULTS = {"report_page": ""}


def register(app: Sphinx) -> None:
    """Make every option a value of conf.py.

    No value makes Sphinx read all documents anew: which of them an option changes is found out by comparing texts.
    """
    for option in core_settings.options():
        app.add_config_value(_PREFIX + option.name, None, "")


def read(config: Config, confdir: Path) -> Settings:
    """The settings of this build.

    Args:
        config: Sphinx' configuration.
        confdir: The directory of conf.py.

    Raises:
        sphinx.errors.ConfigError: An option is unknown or its value is not allowed.
    """
    values: dict[str, Any] = {}
    for option in core_settings.options():
        value = getattr(config, _PREFIX + option.name)
        if value is None:
            continue
        if isinstance(option.default, list) and isinstance(value, str):  # from the command line
            value = [part.strip() for part in value.split(",") if part.strip()]
        values[option.name] = value
    for name in _misspelt(config, {option.name for option in core_settings.options()}):
        values[name] = None
    try:
        return core_settings.load_settings(values, root=confdir, origin="conf.py", defaults=_DEFAULTS)
    except errors.ConfigError as error:
        raise ConfigError(f"aidoc: {_with_prefix(str(error), error.option)}") from error


def _misspelt(config: Config, known: set[str]) -> list[str]:
    """Names in conf.py that look like ours and are none: Sphinx itself passes over them without a word."""
    # Sphinx has no public way to see them (checked in 7.4 to 9.2); without the attribute nothing is found.
    raw = getattr(config, "_raw_config", {})
    given = [*raw, *config.overrides]
    return [
        name.removeprefix(_PREFIX) for name in given if name.startswith(_PREFIX) and name[len(_PREFIX) :] not in known
    ]


def _with_prefix(message: str, option: str) -> str:
    """The option under the name that stands in conf.py."""
    return message.replace(f"'{option}'", f"'{_PREFIX}{option}'", 1) if option else message
