"""Where a site's own configuration says that packages are.

The file is read as plain YAML: no doc tool is imported, and nothing that it names is run.
"""

from __future__ import annotations

import ast
import glob
import os
import tomllib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import yaml

from aidoc_core.code.parsing import parse
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

MKDOCS_FILES = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml")
"""What MkDocs and ProperDocs read, in the directory of a site."""
ZENSICAL_FILE = "zensical.toml"
_MOST_PARENTS = 8
_PREFIX = "aidoc_"


class _Loader(yaml.SafeLoader):
    """Takes tags as they come: `!ENV` for its value, anything else that it does not know for nothing."""


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    """`!ENV NAME`, `!ENV [NAME, OTHER, default]`: the first that is set."""
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(node.value))
    *names, last = loader.construct_sequence(node, deep=True)
    if not names:
        names, last = [last], None
    return next((os.environ[name] for name in names if isinstance(name, str) and name in os.environ), last)


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)  # noqa: ARG005 - PyYAML's own signature


def search_paths(root: Path, site: Path | None = None) -> list[Path]:
    """Directories that hold the packages of a site, as mkdocstrings' handler for Python is told by `paths`.

    Args:
        root: The directory of mkdocs.yml; it is the answer where the file says nothing, or is not there.
        site: The file, if it has another name; a conf.py says nothing.

    Raises:
        ConfigError: The file cannot be read.
    """
    file = next((root / name for name in (*MKDOCS_FILES, ZENSICAL_FILE) if (root / name).is_file()), None)
    if site is not None:
        file = None if site.suffix == ".py" else site
    config = {} if file is None else site_config(file)
    handler: Any = _plugins(config).get("mkdocstrings")
    for key in ("handlers", "python", "paths"):
        handler = handler.get(key) if isinstance(handler, dict) else None
    patterns = [path for path in handler if isinstance(path, str)] if isinstance(handler, list) else []
    # Not `Path.glob`: a pattern may be absolute.
    found = [root / path for pattern in patterns for path in sorted(glob.glob(pattern, root_dir=root))]  # noqa: PTH207
    return found or [root]


def site_options(root: Path) -> dict[str, Any]:
    """The options of aidoc in mkdocs.yml, or in a conf.py as far as they are written out there; it is not run.

    Args:
        root: The directory of the file.

    Raises:
        ConfigError: The file cannot be read.
    """
    file = next((root / name for name in MKDOCS_FILES if (root / name).is_file()), None)
    if file is not None:
        options = _plugins(site_config(file)).get("aidoc")
        return dict(options) if isinstance(options, dict) else {}
    file = root / "conf.py"
    try:
        tree = parse(file.read_bytes()) if file.is_file() else ast.Module([], [])
    except (OSError, SyntaxError, ValueError, RecursionError) as error:
        raise ConfigError(f"{file}: cannot be read ({' '.join(str(error).split())}).") from error
    found: dict[str, Any] = {}
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(node, ast.Assign) and isinstance(target, ast.Name) and target.id.startswith(_PREFIX):
            with suppress(ValueError):
                found[target.id.removeprefix(_PREFIX)] = ast.literal_eval(node.value)
    return found


def site_config(file: Path) -> dict[str, Any]:
    """What a mkdocs.yml says, with all that it inherits, or a zensical.toml.

    Raises:
        ConfigError: A file cannot be read.
    """
    return _read(file, _MOST_PARENTS)


def defining_file(file: Path, key: str) -> Path:
    """The file that says something: a mkdocs.yml, or the one that it inherits it from.

    Raises:
        ConfigError: A file cannot be read.
    """
    place = file
    for _ in range(_MOST_PARENTS):
        config = _read(place, 0)
        if key in config or not isinstance(config.get("INHERIT"), str):
            return place if key in config else file
        place = place.parent / config["INHERIT"]
    return file


def _read(file: Path, parents: int) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        if file.suffix == ".toml":
            return dict(tomllib.loads(text).get("project", {}))
        config = yaml.load(text, _Loader)  # noqa: S506 - a kind of SafeLoader
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: it is not TOML.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ConfigError(f"{file}{f':{mark.line + 1}' if mark else ''}: it is not YAML.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"{file}: cannot be read ({error}).") from error
    if not isinstance(config, dict):
        return {}
    above = config.get("INHERIT")
    if isinstance(above, str) and parents:
        return _merged(_read(file.parent / above, parents - 1), config)
    return config


def _merged(above: dict[str, Any], config: dict[str, Any]) -> dict[str, Any]:
    """As MkDocs merges a configuration with the one that it inherits: mappings by their keys, all else replaced."""
    merged = dict(above)
    for key, value in config.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _plugins(config: dict[str, Any]) -> dict[Any, Any]:
    plugins = config.get("plugins")
    if isinstance(plugins, dict):
        return plugins
    named = [plugin for plugin in plugins if isinstance(plugin, dict)] if isinstance(plugins, list) else []
    return {name: options for plugin in named for name, options in plugin.items()}
