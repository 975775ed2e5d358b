"""What is wrong with a reviewed file: on which line, in the words of people who edit YAML."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import yaml

from aidoc_core.errors import CacheError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pydantic_core

UNREADABLE = (OSError, UnicodeDecodeError, RecursionError, yaml.YAMLError, CacheError)
_FAULTS: Mapping[str, str] = {
    "missing": "'{}' is missing",
    "extra_forbidden": "'{}' is not known here",
    "string_type": "'{}' must be text",
    "int_parsing": "'{}' must be a number",
    "date_from_datetime_parsing": "'{}' must be a date (2026-11-25)",
    "date_parsing": "'{}' must be a date (2026-11-25)",
}


class WrongFileError(CacheError):
    """A file that is not a reviewed file.

    Attributes:
        line: Where, from 1.
        remedy: What to do about it.
    """

    def __init__(self, message: str, *, line: int, remedy: str = "Correct it") -> None:
        super().__init__(message)
        self.line = line
        self.remedy = remedy


def fault(path: Path, error: Exception) -> tuple[str, str]:
    """Where a file is wrong and how, in words: the file, with its line if that is known."""
    if isinstance(error, WrongFileError):
        return f"{path}:{error.line}", str(error)
    if isinstance(error, yaml.MarkedYAMLError):
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        return f"{path}{line}", f"it is not YAML ({error.problem})"
    if isinstance(error, UnicodeDecodeError):
        number = error.object.count(b"\n", 0, error.start) + 1
        return f"{path}:{number}", f"it is not text in UTF-8 (byte 0x{error.object[error.start]:02x})"
    if isinstance(error, OSError):
        return str(path), _of_system(error)[0]
    return str(path), f"it cannot be read ({' '.join(str(error).split())})"


def directory_fault(path: Path, error: OSError) -> tuple[str, str]:
    """What is wrong with the directory of all files, and what to do about it, in words."""
    if isinstance(error, FileNotFoundError) and (link := dead_link(path)):
        what = "it" if link == path else f"{link.name}, in which it should be,"
        return f"{what} is a link to a directory that is not there", "Correct the link"
    if isinstance(error, NotADirectoryError):
        file = next((one for one in (path, *path.parents) if one.is_file()), path)
        what = "it" if file == path else f"{file.name}, in which it should be,"
        return f"{what} is a file, not a directory", f"Move {file.name} away"
    return _of_system(error)


def dead_link(directory: Path) -> Path | None:
    """The link on the way to a directory that leads to nothing, if there is one."""
    if directory.is_dir():
        return None
    return next((one for one in (directory, *directory.parents) if one.is_symlink() and not one.exists()), None)


def remedy(error: Exception) -> str:
    """What to do about a file that is wrong."""
    if isinstance(error, WrongFileError):
        return error.remedy
    return _of_system(error)[1] if isinstance(error, OSError) else "Correct it"


def _of_system(error: OSError) -> tuple[str, str]:
    if isinstance(error, IsADirectoryError):
        return "it is a directory, not a file", "Remove it"
    if error.errno == errno.ELOOP:
        return "it is a link that leads back to itself", "Remove the link"
    if isinstance(error, PermissionError):
        return "it cannot be read (no permission)", "Make it readable"
    return f"it cannot be read ({error.strerror or error})", "Correct it"


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
