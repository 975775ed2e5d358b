"""A conf.py with aidoc among its extensions, all else byte for byte as it was. The file is read, and never run."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING

from aidoc_core.code.parsing import parse
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EXTENSION = "sphinx_aidoc"
_NAME = "extensions"
_BY_HAND = f'sets its extensions in a way that cannot be edited safely. Add "{EXTENSION}" to them by hand.'
_COMMENT = re.compile(rb"#[^\r\n]*")


def has_extension(source: bytes) -> bool:
    """Whether the code of a conf.py names the extension anywhere."""
    return any(isinstance(node, ast.Constant) and node.value == EXTENSION for node in ast.walk(_parse(source)))


def with_extension(source: bytes, options: Mapping[str, str]) -> bytes:
    """A conf.py with aidoc as its last extension, and some options.

    Args:
        source: The file.
        options: Options of aidoc to write, as text.

    Raises:
        ConfigError: It has a form that is not edited; the message says what to do.
    """
    tree = _parse(source)
    line = b"\r\n" if b"\r\n" in source else b"\n"
    written = [f"aidoc_{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in options.items()]
    about = [node for node in tree.body if any(_is_about(inside) for inside in ast.walk(node))]
    value = _literal(about)
    if value is not None:
        edited = _with_element(_after(source, about[-1], written, line), value, line)
    elif about:
        edited = _after(source, about[-1], [f'{_NAME} = [*{_NAME}, "{EXTENSION}"]', *written], line)
    elif any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in tree.body):
        raise ConfigError(_BY_HAND)  # the list may come from there
    else:
        edited = _after(source, None, [f'{_NAME} = ["{EXTENSION}"]', *written], line)
    if not has_extension(edited) or _without(_parse(edited)) != _without(tree):
        raise ConfigError(_BY_HAND)
    return edited


def _parse(source: bytes) -> ast.Module:
    try:
        return parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        number = f"line {error.lineno}: " if isinstance(error, SyntaxError) and error.lineno else ""
        raise ConfigError(f"{number}it is not Python that can be read.") from error


def _is_about(node: ast.AST) -> bool:
    """Whether a statement sets or changes the extensions."""
    if isinstance(node, ast.Assign):
        return any(_is_name(target) for target in node.targets)
    if isinstance(node, (ast.AnnAssign, ast.AugAssign)):
        return _is_name(node.target)
    call = node.func if isinstance(node, ast.Call) else None
    return isinstance(call, ast.Attribute) and _is_name(call.value)


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == _NAME


def _literal(about: list[ast.stmt]) -> ast.List | None:
    """The list that an element can be added to: set once, at the top of the file, before all that changes it."""
    sets = [
        node
        for statement in about
        for node in ast.walk(statement)
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and _is_about(node)
    ]
    one = sets[0] if len(sets) == 1 and sets[0] is about[0] else None
    return one.value if one is not None and isinstance(one.value, ast.List) else None


def _after(source: bytes, node: ast.stmt | None, block: Iterable[str], line: bytes) -> bytes:
    """The source with lines after a statement, or at its end."""
    lines = source.splitlines(keepends=True)
    place = len(lines) if node is None else node.end_lineno or len(lines)
    written = [text.encode() + line for text in block]
    if written and place and not lines[place - 1].endswith((b"\n", b"\r")):
        lines[place - 1] += line
    return b"".join([*lines[:place], *written, *lines[place:]])


def _with_element(source: bytes, value: ast.List, line: bytes) -> bytes:
    lines = source.splitlines(keepends=True)
    starts = [0]
    for one in lines:
        starts.append(starts[-1] + len(one))
    close = starts[(value.end_lineno or 1) - 1] + (value.end_col_offset or 0) - 1
    if not value.elts:
        place = starts[value.lineno - 1] + value.col_offset + 1
        return source[:place] + f'"{EXTENSION}"'.encode() + source[place:]
    last = value.elts[-1]
    end = starts[(last.end_lineno or 1) - 1] + (last.end_col_offset or 0)
    quote = source[end - 1 : end].decode("ascii", "replace")
    new = f"{quote}{EXTENSION}{quote}" if quote in "'\"" else f'"{EXTENSION}"'
    rest = _COMMENT.sub(lambda found: b" " * len(found.group()), source[end:close])
    comma = rest.find(b",")
    if rest.replace(b",", b"", 1).strip():  # a bracket around the last element
        raise ConfigError(_BY_HAND)
    after = end + comma + 1
    if b"\n" not in rest[max(comma, 0) :]:
        place = after if comma >= 0 else end
        added = f" {new}," if comma >= 0 else f", {new}"
        return source[:place] + added.encode() + source[place:]
    begun = lines[last.lineno - 1]
    indent = begun[: len(begun) - len(begun.lstrip())]
    place = source.index(b"\n", after if comma >= 0 else end) + 1
    head = source[:place] if comma >= 0 else source[:end] + b"," + source[end:place]
    return head + indent + new.encode() + b"," + line + source[place:]


def _without(tree: ast.Module) -> list[str]:
    """The statements of a file, without what aidoc adds."""
    kept = []
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name.startswith("aidoc_") or (name == _NAME and _names_only_ours(node.value)):
                continue
        for inside in ast.walk(node):
            if isinstance(inside, ast.List):
                inside.elts = [one for one in inside.elts if not _is_ours(one)]
        kept.append(ast.dump(node))
    return kept


def _names_only_ours(value: ast.expr) -> bool:
    others = [one for one in value.elts if not _is_ours(one)] if isinstance(value, ast.List) else [value]
    return all(isinstance(one, ast.Starred) and _is_name(one.value) for one in others)


def _is_ours(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == EXTENSION
