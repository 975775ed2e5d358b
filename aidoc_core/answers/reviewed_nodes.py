"""Places in a reviewed file, and what is wrong at one, in the words of people who edit YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from aidoc_core.answers.reviewed_faults import WrongFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pydantic_core

_FAULTS: Mapping[str, str] = {
    "missing": "'{}' is missing",
    "extra_forbidden": "'{}' is not known here",
    "string_type": "'{}' must be text",
    "int_parsing": "'{}' must be a number",
    "date_from_datetime_parsing": "'{}' must be a date (2026-11-25)",
    "date_parsing": "'{}' must be a date (2026-11-25)",
}


def doubled_key(root: yaml.Node | None) -> yaml.ScalarNode | None:
    """A key that stands twice in one mapping; YAML would take the last."""
    todo, known = [] if root is None else [root], set[int]()
    while todo:
        node = todo.pop()
        if id(node) in known:  # an alias may lead back to what it stands in
            continue
        known.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            todo += node.value
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in seen:
                        return key
                    seen.add(key.value)
                todo.append(value)
    return None


def node_at(root: yaml.Node | None, place: tuple[int | str, ...], *, value: bool = False) -> yaml.Node | None:
    """The node at a place, or the last one on the way to it that is there; its key, unless the value is wanted."""
    found, node = root, root
    for part in place:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if pair is None:
                break
            found, node = pair
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = node = node.value[part]
        else:
            break
    return node if value else found


def line_of(node: yaml.Node | None) -> int:
    """The line of a node, from 1."""
    return 1 if node is None else node.start_mark.line + 1


def not_yaml(error: yaml.YAMLError) -> WrongFileError:
    """What the parser says about a file, as aidoc says it."""
    if isinstance(error, yaml.MarkedYAMLError):
        line = error.problem_mark.line + 1 if error.problem_mark else None
        return WrongFileError(f"it is not YAML ({error.problem})", line=line)
    return WrongFileError(f"it cannot be read ({' '.join(str(error).split())})", line=None)


def in_words(fault: pydantic_core.ErrorDetails) -> str:
    """A fault in the words of people who edit YAML."""
    name = ".".join(str(part) for part in fault["loc"]) or "the file"
    if fault["type"] == "literal_error":
        return f"'{name}' can be {fault['ctx']['expected']}"
    if fault["type"] in ("model_type", "dict_type", "model_attributes_type"):
        return f"{repr(name) if fault['loc'] else name} must be a mapping (`name: value`)"
    if fault["type"] == "list_type":
        return f"'{name}' must be a list"
    return _FAULTS.get(fault["type"], "'{}': " + fault["msg"]).format(name)
