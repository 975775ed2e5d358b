"""Every regular expression of the packages, found by looking: in what modules hold, and in what functions write out."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from aidoc_core.patterns import OnUse

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = ("aidoc_core", "mkdocs_aidoc", "sphinx_aidoc")
ANCHORED = frozenset({"match", "fullmatch"})
ANYWHERE = frozenset({"search", "sub", "subn", "split", "findall", "finditer"})
_CONTAINERS = (list, tuple, set, frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A regular expression and how it is used.

    Attributes:
        where: Module and name or line.
        pattern: The expression.
        anywhere: Whether it is looked for at every place of a text, not just at one.
    """

    where: str
    pattern: re.Pattern[Any]
    anywhere: bool


def modules() -> list[ModuleType]:
    """All modules of the packages, imported."""
    names = []
    for package in PACKAGES:
        path = importlib.import_module(package).__path__
        names += [package, *(one.name for one in pkgutil.walk_packages(path, f"{package}."))]
    return [importlib.import_module(name) for name in names if not name.endswith("__main__")]


def tree_of(module: ModuleType) -> ast.Module:
    """The source of a module, parsed."""
    assert module.__file__ is not None
    return ast.parse(Path(module.__file__).read_text(encoding="utf-8"))


def all_patterns() -> list[Found]:
    """Every regular expression, each once."""
    found: dict[tuple[str, int, bool], Found] = {}
    for module in modules():
        tree = tree_of(module)
        used = _methods(tree)
        held = [(name, one) for name, value in vars(module).items() for one in _held(value, set())]
        for name, pattern in held:
            methods = used.get(name, set())
            # Whoever cannot be seen to use it only at one place is taken to look everywhere.
            for anywhere in {method in ANYWHERE for method in methods} or {True}:
                key = (pattern.pattern, pattern.flags, anywhere)
                found.setdefault(key, Found(where=f"{module.__name__}.{name}", pattern=pattern, anywhere=anywhere))
        for call in _inside(tree):
            inside = written(call)
            if inside is not None:
                anywhere = _method(call) not in ANCHORED
                key = (inside.pattern, inside.flags, anywhere)
                where = f"{module.__name__}:{call.lineno}"
                found.setdefault(key, Found(where=where, pattern=inside, anywhere=anywhere))
    return list(found.values())


def made_inside() -> list[str]:
    """Functions that put a pattern together when they are called: which it is cannot be seen from outside."""
    return sorted(
        {
            f"{module.__name__}.{name}"
            for module in modules()
            for name, call in inside_of(tree_of(module))
            if written(call) is None
        }
    )


def _held(value: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
        return
    if isinstance(value, OnUse):
        yield value.compiled()
        return
    if id(value) in seen or isinstance(value, ModuleType | type | str):
        return
    seen.add(id(value))
    parts: Any = ()
    if isinstance(value, dict):
        parts = [*value, *value.values()]
    elif isinstance(value, _CONTAINERS):
        parts = value
    elif is_dataclass(value):
        parts = [getattr(value, field.name, None) for field in fields(value)]
    for part in parts:
        yield from _held(part, seen)


def _methods(tree: ast.Module) -> dict[str, set[str]]:
    """The methods that a module calls on each name, and on what a table of that name holds."""
    used: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ANCHORED | ANYWHERE:
            of = node.value.value if isinstance(node.value, ast.Subscript) else node.value
            if isinstance(of, ast.Name):
                used.setdefault(of.id, set()).add(node.attr)
    return used


def _method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def inside_of(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Calls of `re` and of `regex` in functions, with the function's name."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            name = getattr(function, "name", "lambda")
            body = function.body if isinstance(function.body, list) else [function.body]
            for node in (node for part in body for node in ast.walk(part)):
                if isinstance(node, ast.Call) and _is_of_patterns(node.func):
                    yield name, node


def _is_of_patterns(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        of = function.value
        return isinstance(of, ast.Name) and of.id == "re" and function.attr in {"compile", *ANCHORED, *ANYWHERE}
    return isinstance(function, ast.Name) and function.id == "regex"


def compiled_at_import(tree: ast.Module) -> list[int]:
    """Lines of a module that compile an expression when it is imported."""
    inside = {id(call) for _, call in inside_of(tree)}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and id(node) not in inside
        and isinstance(node.func, ast.Attribute)
        and _is_of_patterns(node.func)
    ]


def _inside(tree: ast.Module) -> Iterator[ast.Call]:
    return (call for _, call in inside_of(tree))


def written(call: ast.Call) -> re.Pattern[str] | None:
    """The pattern of a call, if it is written out in it."""
    first = call.args[0] if call.args else None
    return re.compile(first.value) if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
