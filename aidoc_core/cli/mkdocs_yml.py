"""A mkdocs.yml with aidoc among its plugins, all else byte for byte as it was.

The file is edited as text, at places that YAML's events give: tags (`!ENV`, `!!python/name:...`), comments and anchors
stay as they are, and nothing that the file names is loaded.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, MappingStartEvent, ScalarEvent

from aidoc_core.errors import ConfigError
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from yaml.events import Event

PLUGIN = "aidoc"
_DASH = regex(r"([ \t]*)-[ \t]+")
_BY_HAND = "has plugins in a form that cannot be edited safely. Add `- aidoc` to them by hand."


def plugins_of(config: Mapping[str, Any]) -> list[str]:
    """The names of the plugins that a configuration lists."""
    plugins = config.get("plugins")
    listed = plugins if isinstance(plugins, (list, dict)) else []
    return [str(next(iter(one), "") if isinstance(one, dict) else one) for one in listed]


def with_plugin(text: str, options: Mapping[str, str]) -> str:
    """The text of a mkdocs.yml with aidoc as the last of its plugins.

    Args:
        text: The file, with its own ends of lines.
        options: Options of aidoc to write, as text.

    Raises:
        ConfigError: It has a form that is not edited; the message says what to do.
    """
    try:
        before = yaml.compose(text, yaml.SafeLoader)
        events = list(yaml.parse(text, yaml.SafeLoader))[2:-2]
        edited = _edited(text, events, options)
        after = yaml.compose(edited, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ConfigError(_BY_HAND) from error
    if not _is_only_added(_tree(before), _tree(after)):
        raise ConfigError(_BY_HAND)
    return edited


def _edited(text: str, events: Sequence[Event], options: Mapping[str, str]) -> str:
    line = "\r\n" if "\r\n" in text else "\n"
    lines = [f"{name}: {_scalar(value)}" for name, value in options.items()]
    if not events:
        return _appended(text, lines, line)
    if not isinstance(events[0], MappingStartEvent) or events[0].flow_style:
        raise ConfigError(_BY_HAND)
    top = list(_nodes(events[1:-1]))
    found = [value for key, value in zip(top[::2], top[1::2], strict=True) if _is_scalar(key[0], "plugins")]
    if not found:
        return _appended(text, lines, line)
    value = found[-1]
    if not isinstance(value[0], CollectionStartEvent):
        raise ConfigError(_BY_HAND)
    inside = list(_nodes(value[1:-1]))
    is_mapping = isinstance(value[0], MappingStartEvent)
    if value[0].flow_style:
        place = _end(text, inside[-1]) if inside else _span(value[0])[1]
        given = f"{PLUGIN}: {{{', '.join(lines)}}}"
        added = given if is_mapping else f"{{{given}}}" if lines else PLUGIN
        return f"{text[:place]}{', ' if inside else ''}{added}{text[place:]}"
    if not inside:
        raise ConfigError(_BY_HAND)
    last = inside[-2] if is_mapping else inside[-1]
    head = _head(text, _span(last[0])[0], is_mapping=is_mapping)
    name = f"{head}{PLUGIN}:" if is_mapping else f"{head}- {PLUGIN}{':' if lines else ''}"
    block = [name, *(f"{head}{'  ' if is_mapping else '    '}{one}" for one in lines)]
    return _after_line(text, _end(text, inside[-1]), block, line)


def _appended(text: str, lines: Iterable[str], line: str) -> str:
    """Plugins where there are none: MkDocs then has `search`, which a list of plugins replaces."""
    named = f"  - {PLUGIN}:" if lines else f"  - {PLUGIN}"
    block = ["plugins:", "  - search", named, *(f"      {one}" for one in lines)]
    return f"{text}{'' if not text or text.endswith(line) else line}{''.join(f'{one}{line}' for one in block)}"


def _after_line(text: str, place: int, block: Iterable[str], line: str) -> str:
    end = text.find("\n", place)
    if end < 0:
        return f"{text}{line}{line.join(block)}"
    return f"{text[: end + 1]}{''.join(f'{one}{line}' for one in block)}{text[end + 1 :]}"


def _head(text: str, start: int, *, is_mapping: bool) -> str:
    """What a line of the collection begins with: its indent."""
    before = text[text.rfind("\n", 0, start) + 1 : start].removeprefix("\ufeff")
    dash = _DASH.fullmatch(before)
    if is_mapping and not before.strip(" "):
        return before
    if is_mapping or dash is None:
        raise ConfigError(_BY_HAND)
    return dash.group(1)


def _end(text: str, node: Sequence[Event]) -> int:
    """Where a node ends; block collections end at what comes next, so their last leaf tells."""
    for event in reversed(node):
        start, end = _span(event)
        if isinstance(event, ScalarEvent) and event.style in ("|", ">"):
            return len(text[:end].rstrip())
        if isinstance(event, (ScalarEvent, AliasEvent)) or (isinstance(event, CollectionEndEvent) and end > start):
            return end
    raise ConfigError(_BY_HAND)


def _span(event: Event) -> tuple[int, int]:
    if event.start_mark is None or event.end_mark is None:  # never of what was read from text
        raise ConfigError(_BY_HAND)
    return event.start_mark.index, event.end_mark.index


def _nodes(events: Iterable[Event]) -> Iterator[list[Event]]:
    """The events of each node in a collection."""
    depth, node = 0, []
    for event in events:
        node.append(event)
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if not depth:
            yield node
            node = []


def _is_scalar(event: Event, value: str) -> bool:
    return isinstance(event, ScalarEvent) and event.value == value


def _scalar(value: str) -> str:
    try:
        plain = bool(re.fullmatch(r"[\w./:-]+", value)) and yaml.safe_load(value) == value
    except yaml.YAMLError:
        plain = False
    return value if plain else json.dumps(value)


def _tree(node: yaml.Node | None) -> Any:
    """A document as plain values with their tags, so that two can be compared."""
    if isinstance(node, yaml.MappingNode):
        return node.tag, [(_tree(key), _tree(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return node.tag, [_tree(one) for one in node.value]
    return (node.tag, node.value) if node is not None else ("", [])


def _is_only_added(before: Any, after: Any) -> bool:
    """Whether two documents differ in the new plugin alone."""
    old, new = list(before[1]), list(after[1])
    places = [place for place, (key, _) in enumerate(old) if key[1] == "plugins"]
    if not places:
        return new[:-1] == old and new[-1][0][1] == "plugins"
    was, now = old[places[-1]][1], new[places[-1]][1]
    rest = new[: places[-1]] + new[places[-1] + 1 :] == old[: places[-1]] + old[places[-1] + 1 :]
    return rest and now[0] == was[0] and now[1][:-1] == was[1] and PLUGIN in json.dumps(now[1][-1])
