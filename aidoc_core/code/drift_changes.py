"""What changed in a definition from one commit to another, in words, and how likely that makes its docstring wrong."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Literal

from aidoc_core.code.canonical import is_text
from aidoc_core.code.source import Definition, Function

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
"""As docvet has them: the signature, the body, and imports that it uses."""

_SHAPING = ("property", "classmethod", "staticmethod", "cached_property", "contextmanager", "asynccontextmanager")
"""Decorators that change how an object is used, and so what is to be said of it."""


def changed(
    old: Definition, new: Definition, *, before: Mapping[str, str], now: Mapping[str, str]
) -> tuple[Severity | None, list[str]]:
    """What changed in a definition.

    Args:
        old: As it was.
        new: As it is.
        before: What the names that its file imported stood for.
        now: The same as it is.

    Returns:
        The severity, `None` where nothing changed, and the changes in words.
    """
    told = list(_signature_changes(old, new))
    if told:
        return "high", told
    if _body(old) != _body(new):
        return "medium", ["its fields changed" if isinstance(new, ast.ClassDef) else "its body changed"]
    used = {node.id for node in ast.walk(new) if isinstance(node, ast.Name)}
    moved = [name for name in sorted(used) if name in before and now.get(name, "") != before[name]]
    return ("low", [f"the import of `{name}` changed" for name in moved]) if moved else (None, [])


def rank(severity: Severity | None) -> int:
    """The place of a severity, from nothing changed to the highest."""
    return 0 if severity is None else len(SEVERITIES) - SEVERITIES.index(severity)


def _signature_changes(old: Definition, new: Definition) -> Iterator[str]:
    if isinstance(old, ast.ClassDef) or isinstance(new, ast.ClassDef):
        yield from _class_changes(old, new)
        return
    was, is_now = dict(_parameters(old)), dict(_parameters(new))
    yield from (f"parameter `{name}` was removed" for name in was if name not in is_now)
    yield from (f"parameter `{name}` was added" for name in is_now if name not in was)
    for name in was.keys() & is_now.keys():
        if was[name][1] != is_now[name][1]:
            default = is_now[name][1]
            yield f"the default of `{name}` is now {default}" if default else f"`{name}` has no default any more"
        if was[name][0] != is_now[name][0]:
            yield f"`{name}` is passed otherwise"
    if not was.keys() ^ is_now.keys() and list(was) != list(is_now):
        yield "the order of parameters changed"
    if isinstance(old, ast.AsyncFunctionDef) != isinstance(new, ast.AsyncFunctionDef):
        yield "it became async" if isinstance(new, ast.AsyncFunctionDef) else "it is async no more"
    shaped, shapes = _shaping(old), _shaping(new)
    yield from (f"`@{name}` was removed" for name in sorted(shaped - shapes))
    yield from (f"`@{name}` was added" for name in sorted(shapes - shaped))


def _class_changes(old: Definition, new: Definition) -> Iterator[str]:
    if not (isinstance(old, ast.ClassDef) and isinstance(new, ast.ClassDef)):
        yield "it became a class" if isinstance(new, ast.ClassDef) else "it is a class no more"
        return
    if _bases(old) != _bases(new):
        yield "its bases changed"
    was, is_now = _constructor(old), _constructor(new)
    if was is not None and is_now is not None:
        yield from (f"{change} (of `__init__`)" for change in _signature_changes(was, is_now))


def _bases(node: ast.ClassDef) -> list[str]:
    """The bases as names, without what only type checkers and old Pythons look at."""
    names = [_code(base.value if isinstance(base, ast.Subscript) else base) for base in node.bases]
    return [name for name in names if name.rpartition(".")[2] not in ("object", "Generic", "Protocol", "ABC")]


def _constructor(node: ast.ClassDef) -> Function | None:
    return next((one for one in node.body if isinstance(one, Function) and one.name == "__init__"), None)


def _parameters(node: Function) -> Iterator[tuple[str, tuple[str, str]]]:
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(plain) - len(given.defaults)) + list(given.defaults)
    for place, (one, default) in enumerate(zip(plain, defaults, strict=True)):
        name = one.arg.removeprefix("__")  # how positional-only was written before Python 3.8
        is_positional = place < len(given.posonlyargs) or name != one.arg
        if place or name not in ("self", "cls"):
            yield name, ("positional" if is_positional else "plain", _code(default))
    for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        yield one.arg, ("keyword", _code(default))
    for star, name in ((given.vararg, "*"), (given.kwarg, "**")):
        if star is not None:
            yield name + star.arg, (name, "")


def _code(node: ast.expr | None) -> str:
    return "" if node is None else ast.unparse(node)


def _shaping(node: Function) -> set[str]:
    return {name for decorator in node.decorator_list if (name := last_name(decorator)) in _SHAPING}


def last_name(node: ast.expr) -> str:
    """The last part of the name of a decorator."""
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _body(node: Definition) -> list[str]:
    """The statements of a definition without its docstring; of a class, without its methods and classes."""
    body = node.body[1:] if docstring_of(node) is not None else node.body
    if isinstance(node, ast.ClassDef):
        body = [one for one in body if not isinstance(one, Definition)]
    told = [_without_annotations(one) for one in body if not isinstance(one, ast.Pass)]
    return [one for one in told if one]


def _without_annotations(statement: ast.stmt) -> str:
    if isinstance(statement, ast.AnnAssign):
        value = "" if statement.value is None else ast.dump(statement.value)
        return f"{ast.dump(statement.target)} = {value}"
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        return f"{ast.dump(statement.targets[0])} = {ast.dump(statement.value)}"
    return ast.dump(statement)


def docstring_of(node: Definition) -> ast.Expr | None:
    """The statement that is the docstring of a definition."""
    first = node.body[0] if node.body else None
    return first if isinstance(first, ast.Expr) and is_text(first) else None
