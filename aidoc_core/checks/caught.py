"""Which exceptions a body catches itself, with nothing outside of that `try` that could raise them; which leave it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.turned import is_turned
from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.outside import is_builtin_base, is_builtin_exception

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.checks.target import Target

_MAY_RAISE = (
    ast.Call, ast.Subscript, ast.BinOp, ast.AugAssign, ast.Raise, ast.Assert, ast.Await, ast.Yield, ast.YieldFrom,
    ast.Import, ast.ImportFrom, ast.For, ast.AsyncFor, ast.comprehension, ast.With, ast.AsyncWith, ast.Starred,
    ast.Match, ast.ClassDef, ast.Compare, ast.JoinedStr,
)  # fmt: skip
"""What runs other code, or raises by itself."""
_HARMLESS = frozenset({"str", "repr", "len", "isinstance", "type", "bool", "id", "print", "callable"})
_LOGS = frozenset({"debug", "info", "warning", "warn", "error", "exception", "critical", "log"})
_LOGGERS = frozenset({"log", "logger", "logging", "_log", "_logger", "LOG", "LOGGER", "warnings"})
_SIMPLE = (ast.Name, ast.Constant)


def is_caught(name: str, subject: Target) -> bool:
    """Whether a body catches an exception, and has nothing else that could raise it, or nothing that anybody sees.

    Args:
        name: The exception.
        subject: The object.
    """
    last, node = name.strip(" :").rpartition(".")[2], subject.definition
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or not subject.is_plain or subject.is_stub:
        return False
    if last in subject.obj.raises:
        return False
    if is_turned(name, subject):
        return True
    return _catches(node, last) and not any(_lets_out(one, last, subject) for one in node.body)


def uncaught(node: ast.AST) -> Iterator[str]:
    """The exceptions, as they are written, that a body raises itself where nothing in it could catch them.

    Args:
        node: The function, or a part of it.
    """
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Raise(exc=ast.expr() as raised):
                yield ast.unparse(raised.func if isinstance(raised, ast.Call) else raised)[:80]
            case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=finalbody):
                for handler in handlers:
                    yield from uncaught(handler)
                yield from uncaught(ast.Module(body=[*orelse, *finalbody], type_ignores=[]))
                inside = uncaught(ast.Module(body=body, type_ignores=[]))
                yield from (name for name in inside if _passes_all(name, handlers))
            case ast.With(items=items) if not all(map(_hands_on, items)):
                continue  # it may keep what is raised inside
            case (
                ast.AsyncWith()
                | ast.TryStar()
                | ast.FunctionDef()
                | ast.AsyncFunctionDef()
                | ast.Lambda()
                | ast.ClassDef()
            ):
                continue
            case _:
                yield from uncaught(child)


def _passes_all(name: str, handlers: list[ast.ExceptHandler]) -> bool:
    """Whether no handler can be for a builtin exception: all are for other builtin ones, and none is for all."""
    classes = [part for one in handlers for part in _classes([one.type] if one.type is not None else [])]
    plain = all(is_builtin_exception(dotted(one)) for one in classes) and is_builtin_exception(name)
    return plain and all(one.type is not None for one in handlers) and not _is_among(name, classes)


def _hands_on(item: ast.withitem) -> bool:
    """Whether a context manager is a file or a lock, which keep no exception."""
    made = item.context_expr
    return (isinstance(made, ast.Call) and dotted(made.func) == "open") or (
        isinstance(made, ast.Attribute | ast.Name) and dotted(made).rpartition(".")[2].lower().endswith("lock")
    )


def _catches(node: ast.AST, name: str) -> bool:
    return any(
        (isinstance(one, ast.Try) and _is_closed(one, name)) or (isinstance(one, ast.With) and _suppresses(one, name))
        for one in ast.walk(node)
    )


def _lets_out(node: ast.AST, name: str, subject: Target) -> bool:
    """Whether a part of a body could end with an exception that nothing in it catches."""
    if isinstance(node, ast.Try):
        parts: Iterable[ast.AST] = (*node.handlers, *node.orelse, *node.finalbody)
        parts = parts if _is_closed(node, name) else (*node.body, *parts)
        return any(_lets_out(one, name, subject) for one in parts)
    if isinstance(node, ast.ExceptHandler):
        return any(_lets_out(one, name, subject) for one in node.body)
    if isinstance(node, ast.With) and _suppresses(node, name):
        return False
    if _is_harmless(node):
        return any(_lets_out(one, name, subject) for one in _arguments(node))
    if isinstance(node, _MAY_RAISE) or _is_of_property(node, subject):
        return True
    return any(_lets_out(one, name, subject) for one in ast.iter_child_nodes(node))


def _is_closed(node: ast.Try, name: str) -> bool:
    """Whether a `try` catches an exception, and no handler raises anything."""
    if any(isinstance(one, ast.Raise) for handler in node.handlers for one in ast.walk(handler)):
        return False
    return any(handler.type is None or _is_among(name, [handler.type]) for handler in node.handlers)


def _suppresses(node: ast.With, name: str) -> bool:
    return any(
        isinstance(one.context_expr, ast.Call)
        and dotted(one.context_expr.func) in ("suppress", "contextlib.suppress")
        and _is_among(name, one.context_expr.args)
        for one in node.items
    )


def _is_among(name: str, caught: list[ast.expr]) -> bool:
    """Whether one of some classes is an exception's own, or a builtin one above it."""
    names = [dotted(one).rpartition(".")[2] for one in _classes(caught)]
    return any(one == name or is_builtin_base(one, name) for one in names)


def _classes(caught: list[ast.expr]) -> list[ast.expr]:
    return [part for one in caught for part in (one.elts if isinstance(one, ast.Tuple) else [one])]


def _is_harmless(node: ast.AST) -> bool:
    """Whether a call writes to a log, or asks Python for what no sentence on an exception is about."""
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name in _HARMLESS
        case ast.Call(func=ast.Attribute(value=value, attr=method)) if method in _LOGS:
            return dotted(value).rpartition(".")[2] in _LOGGERS
        case ast.Compare(ops=[ast.Is() | ast.IsNot()]):
            return True
    return False


def _arguments(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        return [*node.args, *(keyword.value for keyword in node.keywords)]
    return [one for one in ast.iter_child_nodes(node) if isinstance(one, ast.expr)]


def _is_of_property(node: ast.AST, subject: Target) -> bool:
    """Whether an attribute may run code: of `self`, one that its class has as a property; of all else, any."""
    if not isinstance(node, ast.Attribute):
        return False
    context = subject.context
    owner = context.owner if context is not None else None
    if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")) or not isinstance(
        owner, griffe.Class
    ):
        return True
    found = context.package.member(owner, node.attr) if context is not None else None
    if isinstance(found, griffe.Object):
        return "property" in found.labels or found.is_function or found.is_class
    return True
