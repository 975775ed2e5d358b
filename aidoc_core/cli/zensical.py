"""A site's configuration with aidoc's Griffe extension among mkdocstrings' options, all else as it was.

Zensical runs no plugins of MkDocs; the extension is what it runs. Its configuration is a zensical.toml or a mkdocs.yml.
Both are edited as text, and read again to see that nothing else has changed.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import yaml

from aidoc_core.cli.search_paths import site_config
from aidoc_core.errors import ConfigError
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from pathlib import Path

EXTENSION = "mkdocs_aidoc.griffe"
STYLE_SHEET = "stylesheets/aidoc.css"
"""Where the style sheet of marks goes, below the documents."""
_PLUGIN = "mkdocstrings"
_WAY = ("plugins", _PLUGIN, "handlers", "python", "options")
_TABLE = f"[project.{'.'.join(_WAY)}]"
_HEAD = regex(r"^[ \t]*\[project\.plugins\.mkdocstrings\.handlers\.python\.options\][^\n]*\n?", re.MULTILINE)
_NEXT = regex(r"^[ \t]*\[", re.MULTILINE)
_LIST = regex(r"^[ \t]*extensions[ \t]*=[ \t]*\[", re.MULTILINE)
_BY_HAND = (
    f"has options of mkdocstrings in a form that cannot be edited safely. Add `extensions: [{EXTENSION}]` by hand."
)
_NO_HANDLER = (
    f"does not list mkdocstrings. Add it, and to the options of its Python handler `extensions: [{EXTENSION}]`."
)


def docs_directory(file: Path) -> str:
    """Where a site's documents are, relative to its configuration."""
    if file.suffix == ".toml":
        found = _at(tomllib.loads(file.read_text(encoding="utf-8")), "project", "docs_dir")
    else:
        found = site_config(file).get("docs_dir")
    return found if isinstance(found, str) else "docs"


def extension_in_toml(text: str) -> str:
    """A zensical.toml with the extension; the text itself if it has it.

    Raises:
        ConfigError: It cannot be edited; the message says what to do.
    """
    try:
        before = tomllib.loads(text)
        if EXTENSION in _names(_at(before.get("project"), *_WAY, "extensions")):
            return text
        after = tomllib.loads(edited := _edited_toml(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_BY_HAND) from error
    options = _at(after.get("project"), *_WAY)
    options["extensions"].remove(EXTENSION)
    if not options["extensions"] and _at(before.get("project"), *_WAY, "extensions") is None:
        del options["extensions"]
    if options == {} and _at(before.get("project"), *_WAY) is None:
        return edited  # the whole table is new
    if after != before:
        raise ConfigError(_BY_HAND)
    return edited


def _edited_toml(text: str) -> str:
    line = "\r\n" if "\r\n" in text else "\n"
    head = _HEAD.search(text)
    if head is None:
        gap = "" if not text or text.endswith("\n") else line
        return f'{text}{gap}{line}{_TABLE}{line}extensions = ["{EXTENSION}"]{line}'
    following = _NEXT.search(text, head.end())
    found = _LIST.search(text, head.end(), following.start() if following else len(text))
    if found is not None:
        rest = text[found.end() :]
        return f'{text[: found.end()]}"{EXTENSION}"{"" if rest.lstrip().startswith("]") else ", "}{rest}'
    gap = "" if head.group().endswith("\n") else line
    return f'{text[: head.end()]}{gap}extensions = ["{EXTENSION}"]{line}{text[head.end() :]}'


def extension_in_yaml(text: str) -> str:
    """A mkdocs.yml with the extension; the text itself if it has it.

    Raises:
        ConfigError: It cannot be edited; the message says what to do.
    """
    try:
        found, lacking = _reach(yaml.compose(text, yaml.SafeLoader))
        before = [] if lacking else _written(found)
        if EXTENSION in before:
            return text
        edited = _with_keys(text, found, lacking) if lacking else _with_entry(text, found)
        now, missing = _reach(yaml.compose(edited, yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError) as error:
        raise ConfigError(_BY_HAND) from error
    if missing or sorted(_written(now)) != sorted([*before, EXTENSION]):
        raise ConfigError(_BY_HAND)
    return edited


def _with_keys(text: str, found: yaml.Node, keys: tuple[str, ...]) -> str:
    """With keys that are missing, in a mapping on lines or in place of the plugin's bare name."""
    line = "\r\n" if "\r\n" in text else "\n"
    place, end = found.start_mark, found.end_mark.index
    rest = ""
    if isinstance(found, yaml.MappingNode):
        names = [key.value for key, _ in found.value]
        if found.flow_style or not names or "<<" in names:  # what is merged would be replaced
            raise ConfigError(_BY_HAND)
        place = found.value[0][0].start_mark
        end = place.index
        rest = line + " " * place.column
    elif keys[0] != _PLUGIN:
        raise ConfigError(_BY_HAND)
    lines = [f"{'  ' * depth}{key}:" for depth, key in enumerate(keys)]
    nested = f"{line}{' ' * place.column}".join(lines)
    return f"{text[: place.index]}{nested} [{EXTENSION}]{rest}{text[end:]}"


def _with_entry(text: str, extensions: yaml.Node) -> str:
    line = "\r\n" if "\r\n" in text else "\n"
    if not isinstance(extensions, yaml.SequenceNode) or (not extensions.flow_style and not extensions.value):
        raise ConfigError(_BY_HAND)
    if extensions.flow_style:
        place = extensions.start_mark.index + 1
        return f"{text[:place]}{EXTENSION}{', ' if extensions.value else ''}{text[place:]}"
    place = extensions.value[0].start_mark
    dash = text[place.index - place.column : place.index]
    return f"{text[: place.index]}{EXTENSION}{line}{dash}{text[place.index :]}"


def _reach(root: yaml.Node | None) -> tuple[yaml.Node, tuple[str, ...]]:
    """How far the file goes towards the list of extensions: the last node, and the keys that are missing below it."""
    plugins = _value(root, "plugins")
    by_lines = isinstance(plugins, yaml.SequenceNode) and not plugins.flow_style
    listed = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    keys = (*_WAY[2:], "extensions")
    for one in listed:
        node = _value(one, _PLUGIN)
        if node is None and isinstance(one, yaml.ScalarNode) and one.value == _PLUGIN and by_lines:
            return one, (_PLUGIN, *keys)
        if node is None:
            continue
        for position, key in enumerate(keys):
            below = _value(node, key)
            if below is None:
                return node, keys[position:]
            node = below
        return node, ()
    raise ConfigError(_NO_HANDLER)


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for key, value in pairs if key.value == name), None)


def _written(extensions: yaml.Node) -> list[str]:
    """The names in a list; of an extension with options, its name."""
    found = extensions.value if isinstance(extensions, yaml.SequenceNode) else []
    return [str(one.value[0][0].value if isinstance(one, yaml.MappingNode) else one.value) for one in found]


def _names(extensions: Any) -> list[str]:
    found = extensions if isinstance(extensions, list) else []
    return [str(next(iter(one), "") if isinstance(one, dict) else one) for one in found]


def _at(data: Any, *way: str) -> Any:
    for key in way:
        data = data.get(key) if isinstance(data, dict) else None
    return data
