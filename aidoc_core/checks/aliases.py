"""Names that may stand for an argument, for a part of it, or for something new with the same things in it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def aliases(name: str, nodes: list[ast.AST]) -> frozenset[str]:
    """Names that may stand for the argument or a part of it; `rows[]` where only what is in `rows` may be one.

    Args:
        name: The argument.
        nodes: What the function consists of.
    """
    names = {name}
    for _ in range(4):
        before = len(names)
        for one in nodes:
            names |= set(_named(one, names))
        if len(names) == before:
            break
    return frozenset(names)


def _named(node: ast.AST, names: set[str]) -> Iterator[str]:
    """The names that a node gives to a part of what some names stand for."""
    match node:
        case ast.Assign(value=value, targets=[ast.Name(id=target)]) if _is_shallow(value, names):
            yield f"{target}{_INSIDE}"
        case ast.Assign(value=value, targets=targets) if _may_be_part(value, names):
            yield from (each for target in targets for each in _bound(target))
        case (
            ast.AnnAssign(value=ast.expr() as value, target=target)
            | ast.NamedExpr(value=value, target=target)
            | ast.withitem(context_expr=value, optional_vars=ast.expr() as target)
        ) if _may_be_part(value, names):
            yield from _bound(target)
        case (
            ast.For(iter=value, target=target)
            | ast.AsyncFor(iter=value, target=target)
            | ast.comprehension(iter=value, target=target)
        ) if _may_be_part(value, names) or _is_shallow(value, names):
            yield from _bound(target)


_INSIDE = "[]"
_VIEWS = frozenset(
    """
    get items values keys cpu numpy detach expand_as expand view reshape squeeze unsqueeze transpose permute to ravel
    head tail groupby iterrows itertuples finditer find
    """.split()  # noqa: SIM905 - a plain list of names
)
"""Methods that may give what is in the thing itself."""
_HAND_ON = frozenset(
    """
    enumerate zip reversed iter filter next min max getattr cast memoryview asarray asanyarray ascontiguousarray
    asfortranarray atleast_1d atleast_2d atleast_3d ravel reshape squeeze transpose swapaxes moveaxis expand_dims
    broadcast_to nditer as_tensor from_numpy chain islice
    """.split()  # noqa: SIM905 - a plain list of names
)
"""Functions that may give what they are given, or what is in it."""
_SHALLOW = frozenset({"list", "dict", "set", "tuple", "sorted", "frozenset", "copy", "OrderedDict", "deque"})
"""What makes something new, with the same things in it."""
_PLACES = frozenset({"loc", "iloc", "at", "iat", "flat", "T", "values", "real", "imag"})
"""Attributes by which an array or a table is filled, and which a copy has anew."""


def _may_be_part(value: ast.expr, names: set[str]) -> bool:
    """Whether what gets a name may be the argument or a part of it, after a call, too."""
    match value:
        case ast.Call(func=ast.Attribute(value=inner, attr=attr)) if attr in _VIEWS and is_part(inner, names):
            return True
        case ast.Call(func=ast.Name(id=last) | ast.Attribute(attr=last), args=args) if last in _HAND_ON:
            return any(_may_be_part(one, names) or _is_shallow(one, names) for one in args)
    return is_part(value, names)


def _is_shallow(value: ast.expr, names: set[str]) -> bool:
    """Whether a value is new, and what is in it may be a part of what some names stand for."""
    match value:
        case ast.Name(id=name):
            return f"{name}{_INSIDE}" in names
        case ast.Call(func=ast.Attribute(value=inner, attr="copy"), args=[]):
            inside = [inner]
        case ast.Call(func=ast.Name(id=last) | ast.Attribute(attr=last), args=args) if last in _SHALLOW:
            inside = args
        case ast.Dict(keys=keys, values=values):
            inside = [one for key, one in zip(keys, values, strict=True) if key is None]
        case ast.List(elts=values) | ast.Tuple(elts=values) | ast.Set(elts=values):
            inside = [one.value for one in values if isinstance(one, ast.Starred)]
        case ast.ListComp(elt=one) | ast.SetComp(elt=one) | ast.DictComp(value=one):
            inside = [one]
        case _:
            return False
    return any(_may_be_part(one, names) or _is_shallow(one, names) for one in inside)


def _bound(target: ast.expr) -> Iterator[str]:
    yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store))


def is_part(  # noqa: PLR0911 - a kind of expression a line
    value: ast.expr, names: set[str] | frozenset[str]
) -> bool:
    """Whether a value may be one of some names, or a part of it.

    Args:
        value: The value.
        names: Names, as `aliases` gives them.
    """
    match value:
        case ast.Name(id=name):
            return name in names
        case ast.Subscript(value=ast.Name(id=name)) if f"{name}{_INSIDE}" in names:
            return True
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if f"{name}{_INSIDE}" in names:
            return attr not in _PLACES
        case (
            ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Starred(value=inner) | ast.Await(value=inner)
        ):
            return is_part(inner, names)
        case ast.IfExp(body=one, orelse=other):
            return is_part(one, names) or is_part(other, names)
        case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
            return any(is_part(one, names) for one in values)
        case ast.Call(func=ast.Attribute(value=inner, attr="get" | "items" | "values" | "keys")):
            return is_part(inner, names)
        case ast.Call(func=ast.Name(id="enumerate" | "zip" | "list" | "sorted" | "reversed" | "iter"), args=args):
            return any(is_part(one, names) for one in args)
    return False
