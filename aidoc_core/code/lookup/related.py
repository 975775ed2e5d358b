"""What of the package an object rests on: constants, types, callees, and what it overrides."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import callees, resolve
from aidoc_core.code.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.lookup.context import CodeContext

_LONGEST_ANNOTATION = 500
"""Characters of an annotation in quotes that are worth reading."""


def constants(context: CodeContext) -> Iterator[griffe.Object]:
    """Names of modules and fields of its class that a function uses, in the order of their use."""
    package, obj = context.package, context.obj
    body = package.body(obj)
    if body is None:
        return
    module = context.module
    for name in body.uses:
        found = package.follow(module.members[name]) if name in module.members else None
        if isinstance(found, griffe.Attribute):
            yield found
    owner = context.owner
    for name in sorted(body.reads) if owner is not None else ():
        found = package.member(owner, name)  # type: ignore[arg-type] # there is an owner
        if isinstance(found, griffe.Attribute) and "property" not in found.labels:
            yield found


def types(context: CodeContext) -> Iterator[griffe.Class]:
    """Classes of the package that the signature names, those of the parameters first."""
    package, obj = context.package, context.obj
    node = package.node(obj)
    if node is None:
        return
    arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg)
    annotations = [argument.annotation for argument in arguments if argument is not None]
    for annotation in (*annotations, node.returns):
        for name in _names(annotation):
            found = resolve(package, obj, name)
            if isinstance(found, griffe.Class) and found is not context.owner:
                yield found


def overridden(context: CodeContext) -> griffe.Object | None:
    """What a method overrides or implements in the next base of its package that has it."""
    package, obj = context.package, context.obj
    owner = obj.parent
    if not isinstance(owner, griffe.Class) or obj.is_class:
        return None
    for base in package.bases(owner):
        found = package.member(base, obj.name) if isinstance(base, griffe.Object) else None
        if isinstance(found, griffe.Object):
            return found
    return None


def called(context: CodeContext) -> Iterator[griffe.Object]:
    """Functions of the package that a function runs."""
    package, obj = context.package, context.obj
    body = package.body(obj)
    if body is not None:
        yield from (found for found in callees(package, obj, body, guess=False) if found is not obj)


def _names(annotation: ast.expr | None) -> Iterator[str]:
    """Dotted names in an annotation, in quotes or not."""
    todo = [annotation] if annotation is not None else []
    while todo:
        node = todo.pop(0)
        if name := dotted(node):
            yield name
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str) and len(node.value) <= _LONGEST_ANNOTATION:
                todo += _quoted(node.value)
        else:
            todo += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]


def _quoted(text: str) -> list[ast.expr]:
    try:
        statements = parse(text.strip()).body
    except (SyntaxError, ValueError, RecursionError):
        return []
    return [statement.value for statement in statements if isinstance(statement, ast.Expr)]
