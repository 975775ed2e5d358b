"""Where values come from.

Later wins: the default, `[tool.aidoc]` in pyproject.toml, the doc tool's own configuration, the environment
(`AIDOC_<NAME>`). Where an address comes from the environment, none of a file counts: files of a repository must not
lead a key elsewhere. Secrets come from the environment only.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import typing
from typing import TYPE_CHECKING, Any

from aidoc_core.errors import ConfigError
from aidoc_core.glossary import read_glossary
from aidoc_core.patterns import regex
from aidoc_core.settings.described import types
from aidoc_core.settings.table import GLOSSARY, Settings
from aidoc_core.settings.values import NAMES_OF_SECRETS, check_name, check_value
from aidoc_core.slips import meant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ADDRESS = ("endpoint", "base_url")
_SMALL: dict[str, Any] = {"bundle": 4, "request_timeout": 300.0}
"""Defaults for a server that is likely to run on few machines."""


def _address(options: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, str]:
    """The address as the environment says it; aidoc's own variables before Azure's."""
    said = {name: options[name] for name in _ADDRESS if options.get(name)}
    if not said and environment.get("AZURE_OPENAI_ENDPOINT"):
        said = {"endpoint": environment["AZURE_OPENAI_ENDPOINT"]}
    return said


def _is_small(base_url: str) -> bool:
    """Whether a server is likely to run on few machines: the context is short there, and answers take minutes."""
    host = base_url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].lower()
    return bool(base_url) and not re.fullmatch(r"api\.openai\.com|.+\.azure\.(?:com|us|cn)", host)


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for variable, text in environment.items():
        name = variable.removeprefix("AIDOC_").lower()
        if not variable.startswith("AIDOC_"):
            continue
        if name not in types():
            # A slip that is passed over can cost money (AIDOC_OFLINE=1); other names are other people's.
            if name in NAMES_OF_SECRETS or meant(name, types(), likely=0.8):
                values[name] = text
            continue
        if not text and name != "report_page":
            continue  # CI systems pass on as empty what is not set
        annotation = types()[name]
        value: Any = text
        if typing.get_origin(annotation) is list:
            value = [part.strip() for part in text.split(",") if part.strip()]
        elif typing.get_origin(annotation) is dict or (annotation == GLOSSARY and text.lstrip().startswith("{")):
            value = _json(name, text)
        elif type(None) in typing.get_args(annotation) and text.lower() == "none":
            value = None
        values[name] = value
    return values


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ConfigError(f"environment AIDOC_{name.upper()}: is not JSON ({error}).", option=name) from error


def _from_pyproject(root: Path) -> tuple[dict[str, Any], Path | None]:
    """`[tool.aidoc]` of the nearest pyproject.toml at or above `root`, and the file if it lies above."""
    for directory in (root, *root.parents):
        file = directory / "pyproject.toml"
        if not file.is_file():
            continue
        data = _read_toml(file)
        tools = data.get("tool", {})
        section = tools.get("aidoc", {}) if isinstance(tools, dict) else None
        if not isinstance(section, dict):
            raise ConfigError(f"{file}: [tool.aidoc] must be a table of options.")
        return section, None if directory == root else file
    return {}, None


_MENTIONS = regex(
    r"""
    tool["']?+[ \t]*+\.[ \t]*+["']?+aidoc
    | ^[ \t]*+(?:\[[ \t]*+){0,2}+["']?+tool["']?+[ \t]*+[\]=]
    | \\[uU]
    """,
    re.MULTILINE | re.VERBOSE,
)
"""Every way to write a table `tool.aidoc`: in one, as `[tool]` or `tool =` with the rest inside, in escapes."""


def _read_toml(file: Path) -> dict[str, Any]:
    """What a file says, if it can have options of aidoc: most have none, and reading them all takes its time."""
    try:
        text = file.read_text(encoding="utf-8")
        if not _MENTIONS.search(text):
            return {}
        import tomllib  # noqa: PLC0415 - for files with options

        return tomllib.loads(text)
    except (OSError, ValueError) as error:  # what no TOML raises is a ValueError
        raise ConfigError(f"{file}: cannot be read as TOML ({error}). Correct the file.") from error


def load_settings(
    values: Mapping[str, Any],
    *,
    root: Path,
    origin: str = "settings",
    defaults: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """The settings of a build.

    Args:
        values: What the doc tool's configuration says; only options that were set.
        root: The directory of the configuration file; pyproject.toml is looked up from here.
        origin: How to name that configuration in errors, e.g. `mkdocs.yml`.
        defaults: The doc tool's own defaults, where they differ from the table's.
        environment: The environment, `os.environ` if not given.

    Raises:
        ConfigError: An option is unknown, or its value is not allowed.
    """
    environment = os.environ if environment is None else environment
    merged: dict[str, Any] = dict(defaults or {})
    project, above = _from_pyproject(root)
    from_environment = _from_environment(environment)
    glossary_from = origin
    for source, given in (
        ("pyproject.toml [tool.aidoc]", project),
        (origin, values),
        ("environment", from_environment),
    ):
        for name, value in given.items():
            where = f"environment AIDOC_{name.upper()}" if source == "environment" else source
            check_name(name, where)
            merged[name] = check_value(name, value, where)
            glossary_from = where if name == "glossary" else glossary_from
    said = _address(from_environment, environment)
    if said:
        merged |= {"endpoint": "", "base_url": ""} | said
    elif above is not None and any(project.get(name) and name not in values for name in _ADDRESS):
        merged["address_from"] = str(above)
    if _is_small(str(merged.get("base_url") or "")):
        merged = _SMALL | merged
    if merged.get("glossary"):
        merged["words"] = read_glossary(merged["glossary"], root, glossary_from)
    return Settings(**merged)


def with_options(settings: Settings, values: Mapping[str, Any], *, root: Path, origin: str) -> Settings:
    """Settings with some options changed, whatever the environment says.

    Args:
        settings: All the others.
        values: The options.
        root: The directory that files are relative to.
        origin: How to name where they come from in errors.

    Raises:
        ConfigError: An option is unknown, or its value is not allowed.
    """
    for name in values:
        check_name(name, origin)
    checked = {name: check_value(name, values[name], origin) for name in values}
    if "glossary" in checked:
        checked["words"] = read_glossary(checked["glossary"], root, origin)
    if any(checked.get(name) for name in _ADDRESS):
        checked = {"endpoint": "", "base_url": "", "address_from": ""} | checked
    if _is_small(str(checked.get("base_url") or "")):
        table = Settings()
        checked = {
            name: value for name, value in _SMALL.items() if getattr(settings, name) == getattr(table, name)
        } | checked
    return dataclasses.replace(settings, **checked)
