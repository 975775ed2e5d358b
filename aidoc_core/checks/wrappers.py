"""The function that a decorator puts in the place of another: what it passes on, hands back and lets through."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.code.source import Function

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_READS = frozenset({"get", "items", "keys", "values", "copy"})


class Wrapper:
    """What takes the place of a function.

    Args:
        node: The function that does; `None` where it is the wrapped one itself.
        wrapped: The name of the wrapped one inside.
    """

    def __init__(self, node: Function | None, wrapped: str) -> None:
        self.node = node
        self.wrapped = wrapped

    @cached_property
    def _nodes(self) -> list[ast.AST]:
        return [*_own(self.node.body)] if self.node is not None else []

    @cached_property
    def _calls(self) -> list[ast.Call]:
        """The calls of what it wraps."""
        return [one for one in self._nodes if isinstance(one, ast.Call) and self._is_call(one)]

    def _is_call(self, value: ast.expr | None) -> bool:
        value = value.value if isinstance(value, ast.Await) else value
        return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == self.wrapped

    @cached_property
    def hands_back(self) -> bool:
        """Whether every call ends with what the wrapped function gives, or with an exception."""
        if self.node is None:
            return True
        set_to: dict[str, list[ast.expr]] = {}
        for one in self._nodes:
            if isinstance(one, ast.Assign):
                for target in one.targets:
                    if isinstance(target, ast.Name):
                        set_to.setdefault(target.id, []).append(one.value)
        given = [one.value for one in self._nodes if isinstance(one, ast.Return)]
        held = {name for name, values in set_to.items() if all(self._is_call(value) for value in values)}
        is_given = [self._is_call(one) or (isinstance(one, ast.Name) and one.id in held) for one in given]
        return bool(given) and all(is_given) and _ends(self.node.body)

    @cached_property
    def lets_through(self) -> bool:
        """Whether no `try` or `with` stands around the call: what is raised under it leaves the wrapper."""
        return not any(isinstance(one, ast.Try | ast.With | ast.AsyncWith) for one in self._nodes)

    @cached_property
    def keys(self) -> frozenset[str] | None:
        """The keyword arguments that it sets itself; `None` where it may do anything to what callers pass."""
        node = self.node
        if node is None:
            return frozenset()
        arguments = node.args
        if arguments.vararg is None or arguments.kwarg is None or arguments.kwonlyargs or not self._calls:
            return None
        first = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
        passed = ", ".join([*first, f"*{arguments.vararg.arg}", f"**{arguments.kwarg.arg}"])
        if any(ast.unparse(call) != f"{self.wrapped}({passed})" for call in self._calls):
            return None
        fixed = {*first, arguments.vararg.arg}
        changed = any(isinstance(one, ast.Name) and one.id in fixed and _is_set(one) for one in self._nodes)
        return None if changed else _keys(self._nodes, arguments.kwarg.arg)

    @cached_property
    def remade(self) -> list[tuple[ast.Call, str | int]]:
        """Calls whose result takes the place of the keyword arguments, with which of their arguments these are."""
        name = self.node.args.kwarg.arg if self.node is not None and self.node.args.kwarg is not None else ""
        return [(call, at) for call in _remaking(self._nodes, name) if (at := _place(call, name)) is not None]


def written_keys(node: Function, argument: str | int) -> frozenset[str] | None:
    """The keys that a function sets or removes in a mapping that it is given, or in a copy; `None` if any may be.

    Args:
        node: The function.
        argument: The argument that takes the mapping: its name, or where it stands.
    """
    names = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    name = argument if isinstance(argument, str) else names[argument] if argument < len(names) else ""
    if name not in names:
        return None
    nodes = [*_own(node.body)]
    found = _keys(nodes, name)
    copies = {
        target.id
        for one in nodes
        if isinstance(one, ast.Assign) and _is_copy(one.value, name)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    for copy in sorted(copies - {name}):
        more = _keys(nodes, copy, name)
        found = None if found is None or more is None else found | more
    given = {one.value.id for one in nodes if isinstance(one, ast.Return) and isinstance(one.value, ast.Name)}
    return found if given <= copies | {name} else None


def _is_copy(value: ast.expr, name: str) -> bool:
    return ast.unparse(value) in (f"{name}.copy()", f"dict({name})", f"copy({name})", f"{{**{name}}}")


def _keys(nodes: Sequence[ast.AST], name: str, source: str = "") -> frozenset[str] | None:
    """Keys that are set or removed in a mapping of a name, if all are written out; `source`: what it is a copy of."""
    found: frozenset[str] = frozenset()
    for one in nodes:
        more: frozenset[str] | None = frozenset()
        match one:
            case ast.Subscript(value=ast.Name(id=other), slice=key, ctx=ast.Store() | ast.Del()) if other == name:
                more = _text(key)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=other), attr=method)) if other == name:
                more = _keys_of_call(one, method)
            case ast.Assign(targets=targets, value=value) if any(_is_named(target, name) for target in targets):
                copied = _is_copy(value, name) or _is_copy(value, source)
                if not copied and not (isinstance(value, ast.Call) and _place(value, name) is not None):
                    more = None
            case ast.AugAssign(target=ast.Name(id=other)) if other == name:
                more = None
        if more is None:
            return None
        found |= more
    return found


def _text(key: ast.expr | None) -> frozenset[str] | None:
    return frozenset({key.value}) if isinstance(key, ast.Constant) and isinstance(key.value, str) else None


def _keys_of_call(call: ast.Call, method: str) -> frozenset[str] | None:
    """The keys that a method of a mapping sets or removes."""
    if method in _READS:
        return frozenset()
    if method == "update" and not call.args and all(word.arg for word in call.keywords):
        return frozenset(word.arg for word in call.keywords if word.arg)
    return _text(call.args[0]) if method in ("pop", "setdefault") and call.args else None


def _remaking(nodes: Sequence[ast.AST], name: str) -> Iterator[ast.Call]:
    for one in nodes:
        set_anew = isinstance(one, ast.Assign) and any(_is_named(target, name) for target in one.targets)
        value = one.value if isinstance(one, ast.Assign) and set_anew else None
        if isinstance(value, ast.Call) and not _is_copy(value, name):
            yield value


def _place(call: ast.Call, name: str) -> str | int | None:
    """Which argument of a call a name is."""
    for at, value in enumerate(call.args):
        if isinstance(value, ast.Name) and value.id == name:
            return at
    words = ((word.arg, word.value) for word in call.keywords)
    return next((key for key, value in words if isinstance(value, ast.Name) and value.id == name), None)


def _is_named(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Name) and target.id == name


def _is_set(name: ast.Name) -> bool:
    return not isinstance(name.ctx, ast.Load)


def _own(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of a body, those of functions and classes inside left out."""
    todo: list[ast.AST] = [*body]
    while todo:
        one = todo.pop()
        if isinstance(one, _SCOPES):
            continue
        yield one
        todo += ast.iter_child_nodes(one)


def _ends(body: Sequence[ast.stmt]) -> bool:
    """Whether a body always ends in `return` or `raise`, so that nothing falls through to `None`."""
    match body[-1]:
        case ast.Return(value=value):
            return value is not None
        case ast.Raise():
            return True
        case ast.If(body=one, orelse=other):
            return bool(other) and _ends(one) and _ends(other)
        case ast.With(body=one) | ast.AsyncWith(body=one):
            return _ends(one)
        case ast.Try(body=one, orelse=other, handlers=handlers, finalbody=last):
            return bool(last and _ends(last)) or (_ends(other or one) and all(_ends(each.body) for each in handlers))
    return False
