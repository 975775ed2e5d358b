"""The canonical form of code: a syntax tree as text that neither formatting nor the version of Python changes.

Answers are identified by it, so what it writes must stay as it is, byte for byte.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Fields of ast nodes that differ between Python versions or carry no meaning of their own.
_UNSTABLE = frozenset({"ctx", "kind", "type_comment", "type_ignores"})


def dump(node: ast.AST) -> str:
    """The node's meaning as text: no docstrings, comments or formatting; equal on every Python version.

    `ast.dump` and `ast.unparse` change between versions of Python; a cache that follows them would be paid
    again after an upgrade.
    """
    parts: list[str] = []
    try:
        _dump(node, parts.append)
    except RecursionError:
        parts.clear()
        _dump_deep(node, parts)
    return "".join(parts)


def _dump(value: object, write: Callable[[str], None]) -> None:
    """Write a node and what is in it, by recursion: three times as fast as with a stack of its own."""
    kind = value.__class__
    if kind is ast.Name:  # half of all nodes are names and constants
        write(f"Name(id={value.id!a},)")  # type: ignore[attr-defined]
    elif kind is ast.Constant and value.value is not None:  # type: ignore[attr-defined]
        write(f"Constant(value={value.value!a},)")  # type: ignore[attr-defined]
    elif isinstance(value, ast.AST):
        write(f"{kind.__name__}(")
        for name, child in _fields(value):
            write(f"{name}=")
            _dump(child, write)
            write(",")
        write(")")
    elif isinstance(value, list):
        write("[")
        for child in value:
            _dump(child, write)
            write(",")
        write("]")
    else:
        write(ascii(value))  # not repr: which characters are printable changes with Unicode's tables


def _dump_deep(root: object, parts: list[str]) -> None:
    """Write the same with a stack of its own: a sum of a thousand terms is deeper than Python's."""
    todo: list[object] = [root]
    while todo:
        value = todo.pop()
        if isinstance(value, _Text):
            parts.append(value)
        elif isinstance(value, ast.AST):
            todo.append(_Text(")"))
            for name, child in reversed(_fields(value)):
                todo += [_Text(","), child, _Text(f"{name}=")]
            parts.append(f"{type(value).__name__}(")
        elif isinstance(value, list):
            todo.append(_Text("]"))
            for child in reversed(value):
                todo += [_Text(","), child]
            parts.append("[")
        else:
            parts.append(ascii(value))


class _Text(str):
    """Text for the dump itself, told from the strings of the code."""

    __slots__ = ()


_stable: dict[type[ast.AST], tuple[str, ...]] = {}


def _fields(node: ast.AST) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    names = _stable.get(node.__class__)
    if names is None:
        names = _stable[node.__class__] = tuple(name for name in node._fields if name not in _UNSTABLE)
    for name in names:
        child = getattr(node, name, None)
        if child is None:
            continue
        if isinstance(child, list):
            if not child:
                continue
            if name == "body":
                child = _without_docstring(node, child)
            elif name == "values" and isinstance(node, ast.JoinedStr):
                # Python 3.12 ends some format specifications with an empty text.
                child = [part for part in child if not (isinstance(part, ast.Constant) and part.value == "")]
        found.append((name, child))
    return found


def _without_docstring(node: ast.AST, body: list[ast.stmt]) -> list[ast.stmt]:
    documented = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    if documented and body and is_text(body[0]):
        # A body that held nothing else means what `pass` means.
        return body[1:] or [ast.Pass()]
    return body


def is_text(statement: ast.stmt) -> bool:
    """Whether a statement is a bare text: a docstring, where it is the first."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )
