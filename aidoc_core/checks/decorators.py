"""What decorators leave as it is: whether callers pass and get what the function under them shows."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.lookup import CodeContext

_PLAIN = frozenset(
    """
    abstractmethod asynccontextmanager cache cached_property classmethod contextmanager final lru_cache overload
    override property staticmethod wraps runtime_checkable dataclass setter total_ordering singledispatch
    singledispatchmethod no_grad inference_mode njit deleter
    """.split()  # noqa: SIM905 - a plain list of names
)
"""Those of the standard library and of others that everybody uses, which change neither arguments nor results."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def is_plain_name(name: str) -> bool:
    """Whether a decorator of a name is known to leave arguments and results alone."""
    return name in _PLAIN


def leaves_as_is(decorator: ast.expr, context: CodeContext | None) -> bool:
    """Whether a decorator is known to leave arguments and results alone, or is seen to do so.

    Args:
        decorator: As it is written, called or not.
        context: The way to the code; without one only names tell.
    """
    called = isinstance(decorator, ast.Call)
    name = dotted(decorator.func if isinstance(decorator, ast.Call) else decorator) or ""
    last = name.rpartition(".")[2]
    if last in _PLAIN:
        return True
    if context is None or not name:
        return False
    found = resolve(context.package, context.module, name)
    if not isinstance(found, griffe.Function):
        alike = [one for one in context.package.by_name.get(last, ()) if isinstance(one, griffe.Function)]
        found = alike[0] if found is None and len(alike) == 1 else None
    node = context.package.node(found) if isinstance(found, griffe.Function) else None
    if not isinstance(node, _Function):
        return False
    if called:  # what it returns is the decorator
        inner = {one.name: one for one in node.body if isinstance(one, _Function)}
        names = [one.id for one in _returned(node) if isinstance(one, ast.Name)]
        return (
            bool(names)
            and len(names) == len(list(_returned(node)))
            and all(name in inner and _hands_on(inner[name]) for name in names)
        )
    return _hands_on(node)


def _hands_on(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a decorator returns its argument, or a wrapper that passes all on and returns what comes back."""
    arguments = [one.arg for one in (*node.args.posonlyargs, *node.args.args) if one.arg not in ("self", "cls")]
    inner = {one.name: one for one in node.body if isinstance(one, _Function)}
    returned = list(_returned(node))
    return bool(returned and arguments) and all(
        isinstance(one, ast.Name) and (one.id == arguments[0] or _passes_on(inner.get(one.id), arguments[0]))
        for one in returned
    )


def _passes_on(wrapper: ast.FunctionDef | ast.AsyncFunctionDef | None, wrapped: str) -> bool:
    """Whether a wrapper is `def wrapper(*args, **kwargs)` and returns only `wrapped(*args, **kwargs)`."""
    if wrapper is None or wrapper.args.vararg is None or wrapper.args.kwarg is None or wrapper.args.args:
        return False
    passed = f"{wrapped}(*{wrapper.args.vararg.arg}, **{wrapper.args.kwarg.arg})"
    returned = [one.value if isinstance(one, ast.Await) else one for one in _returned(wrapper)]
    names = {wrapper.args.vararg.arg, wrapper.args.kwarg.arg}
    changed = any(
        isinstance(one, ast.Name) and one.id in names and not isinstance(one.ctx, ast.Load) for one in ast.walk(wrapper)
    )
    touched = any(
        isinstance(one, ast.Subscript | ast.Attribute) and getattr(one.value, "id", "") in names
        for one in ast.walk(wrapper)
    )
    return bool(returned) and not (changed or touched) and all(ast.unparse(one) == passed for one in returned)


def _returned(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr]:
    """The values that a function returns, those of functions inside left out."""
    todo: list[ast.AST] = list(node.body)
    while todo:
        one = todo.pop()
        if isinstance(one, ast.Return) and one.value is not None:
            yield one.value
        elif not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            todo += ast.iter_child_nodes(one)
