"""Whether what a body returns is made by it: no object that was there before."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import resolve

if TYPE_CHECKING:
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext

_DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp)
_MAKE = frozenset({"list", "dict", "set", "sorted", "bytearray"})
_OWN = frozenset({"type(self)", "self.__class__", "cls"})
_LISTS = ("list", "List[", "list[", "typing.List")
_BASES = frozenset({"object", "ABC", "Generic", "Protocol"})
_MARKS = frozenset({"dataclass", "total_ordering", "final", "runtime_checkable", "define", "frozen"})
_DEEPEST = 8


def gives_new(subject: Target, *, containers: bool = False) -> bool:
    """Whether every `return` makes what it gives: a list, a dict, an object of a class of the package.

    Args:
        subject: The object.
        containers: Whether only lists and the like count, which are copies of what they are made of.
    """
    body = subject.body
    if body is None or not body.returns or body.yields or subject.is_stub or not subject.kept.results:
        return False
    return all(_is_new(value, subject, containers=containers) for value in body.returns)


def _is_new(value: ast.expr, subject: Target, *, containers: bool) -> bool:
    match value:
        case ast.Call(func=ast.Name(id=name)) if name in _MAKE:
            return True
        case ast.Subscript(slice=ast.Slice(lower=None, upper=None, step=None)):
            return subject.annotation.startswith(_LISTS)
        case ast.Call(func=function):
            return not containers and _is_made(function, subject)
    return isinstance(value, _DISPLAYS)


def _is_made(function: ast.expr, subject: Target) -> bool:
    """Whether a call makes an object: of a class of the package, which has nothing of its own to say about that."""
    context = subject.context
    if context is None:
        return False
    if ast.unparse(function) in _OWN:
        found: object = context.owner
    else:
        found = resolve(context.package, context.obj, dotted(function)) if dotted(function) else None
    return isinstance(found, griffe.Class) and _is_ordinary(found, context)


def _is_ordinary(found: griffe.Class, context: CodeContext, depth: int = 0) -> bool:
    """Whether each call of a class makes another object: no `__new__`, no metaclass, no enumeration."""
    node = context.package.statement(found)
    if depth > _DEEPEST or "__new__" in found.members or not isinstance(node, ast.ClassDef) or node.keywords:
        return False
    marks = (one.func if isinstance(one, ast.Call) else one for one in node.decorator_list)
    if any(dotted(one).rpartition(".")[2] not in _MARKS for one in marks):
        return False
    for written, base in zip(node.bases, context.package.bases(found), strict=False):
        name = dotted(written.value if isinstance(written, ast.Subscript) else written).rpartition(".")[2]
        if name not in _BASES and not (isinstance(base, griffe.Class) and _is_ordinary(base, context, depth + 1)):
            return False
    return len(node.bases) == len(found.bases)
