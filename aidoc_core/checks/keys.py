"""Keys that a `**mapping` may have by what others do with it: functions that are given it, callers that fill it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.target import is_empty
from aidoc_core.code.lookup.callees import called

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from aidoc_core.code.lookup import Package
    from aidoc_core.code.lookup.body import Body


def read_elsewhere(
    package: Package, function: griffe.Function, body: Body, node: ast.AST | None, mappings: AbstractSet[str]
) -> set[str]:
    """Keys that other functions read out of the mappings of a function, or write into them.

    Args:
        package: The package.
        function: The function.
        body: Its body.
        node: Its definition.
        mappings: The names of its mappings.
    """
    # A method that is there to be overridden reads nothing: its callers say what they pass.
    found = _passed(package, function) if is_empty(node) else set[str]()
    for call in body.calls:
        given = {one.id for one in (*call.args, *(k.value for k in call.keywords)) if isinstance(one, ast.Name)}
        if given & mappings:
            found |= {word for one in called(package, function, call) for word in _texts(package, one)}
    return found | _set_on_self(function, node, mappings)


def _set_on_self(function: griffe.Function, node: ast.AST | None, mappings: AbstractSet[str]) -> set[str]:
    """Members of a class of which a method sets those that a mapping names: `setattr(self, key, value)`."""
    owner = function.parent
    if not isinstance(owner, griffe.Class) or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return set()
    for loop in ast.walk(node):
        if isinstance(loop, ast.For) and any(
            isinstance(one, ast.Name) and one.id in mappings for one in ast.walk(loop.iter)
        ):
            keys = {one.id for one in ast.walk(loop.target) if isinstance(one, ast.Name)}
            if any(_sets(call, keys) for call in ast.walk(loop) if isinstance(call, ast.Call)):
                return set(owner.all_members)
    return set()


def _sets(call: ast.Call, keys: AbstractSet[str]) -> bool:
    """Whether a call sets the attribute of `self` that a key names."""
    match call:
        case ast.Call(func=ast.Name(id="setattr"), args=[ast.Name(id="self"), ast.Name(id=key), *_]):
            return key in keys
    return False


def _texts(package: Package, target: griffe.Object) -> set[str]:
    """The texts in the body of a function that is given a mapping: the keys that it reads are among them."""
    body = package.body(target) if isinstance(target, griffe.Function) else None
    return {value for _, value in body.constants if isinstance(value, str)} if body is not None else set()


def _passed(package: Package, function: griffe.Function) -> set[str]:
    """The keywords with which a module calls functions of a name."""
    found: set[str] = set()
    for node in package.file(function).nodes.values():
        for call in ast.walk(node) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else ():
            if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) == function.name:
                found |= {keyword.arg for keyword in call.keywords if keyword.arg}
    return found
