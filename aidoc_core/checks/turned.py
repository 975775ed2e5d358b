"""Exceptions that a body names in an `except` and turns into another, or swallows: callers do not get these.

Who writes `except KeyError: raise Missing(name)` reckons with the one and gives the other. So of the code beside such a
`try` it is enough that nothing in sight raises the first: not Python for what is done there, and no function of the
package that is run.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.implied import of_call, of_node
from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import called, callees, resolve
from aidoc_core.code.outside import is_builtin_base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext

_OF_CALLS = frozenset({"ValueError", "RuntimeError", "OSError", "IOError"})
"""What any call may end with: nothing shows that one beside does not."""
_OF_ANYTHING = frozenset({"TypeError", "AttributeError", "Exception", "BaseException", "NotImplementedError"})
"""What any operation may end with."""
_DEEP = 2
"""How far calls are followed."""


def is_turned(name: str, subject: Target) -> bool:
    """Whether a body catches an exception by its name, and what leaves it instead is another one, or none.

    Args:
        name: The exception.
        subject: The object.
    """
    last, node, context = name.strip(" :").rpartition(".")[2], subject.function, subject.context
    if context is None or node is None or subject.is_stub or not subject.kept.raises or last in _OF_ANYTHING:
        return False
    closed = [one for one in ast.walk(node) if isinstance(one, ast.Try) and _turns(one, last)]
    if not closed:
        return False
    inside = {id(one) for each in closed for statement in each.body for one in ast.walk(statement)}
    beside = [one for statement in node.body for one in _run(statement) if id(one) not in inside]
    if last in _OF_CALLS:
        raised = {id(part) for one in beside if isinstance(one, ast.Raise) for part in ast.walk(one)}
        if any(isinstance(one, ast.Call) and id(one) not in raised for one in beside):
            return False
    return not any(_may_raise(one, last, context) for one in beside)


def _turns(node: ast.Try, last: str) -> bool:
    """Whether the first handler that may catch an exception names it, and does not raise it again."""
    for handler in node.handlers:
        names = [dotted(one).rpartition(".")[2] for one in _classes(handler.type)]
        if last in names:
            return not any(_raises_again(one, handler.name) for part in handler.body for one in ast.walk(part))
        if not names or any(is_builtin_base(one, last) for one in names):
            return False
    return False


def _classes(caught: ast.expr | None) -> list[ast.expr]:
    return [] if caught is None else caught.elts if isinstance(caught, ast.Tuple) else [caught]


def _raises_again(node: ast.AST, name: str | None) -> bool:
    """Whether a statement raises what was caught, or what nobody sees: `raise`, `raise error`, `raise make(error)`."""
    match node:
        case ast.Raise(exc=None):
            return True
        case ast.Raise(exc=ast.Name(id=raised)):
            return raised == name or not raised.lstrip("_")[:1].isupper()
        case ast.Raise(exc=ast.Call(func=made)):
            return not dotted(made).rpartition(".")[2].lstrip("_")[:1].isupper()
        case ast.Raise():
            return True
        case ast.Call(func=ast.Name(id="reraise") | ast.Attribute(attr="reraise" | "raise_from")):
            return True
    return False


def _run(node: ast.AST) -> Iterator[ast.AST]:
    """What runs of a statement, annotations aside."""
    yield node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "type_comment"):
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, ast.AST):
                yield from _run(one)


def _may_raise(node: ast.AST, last: str, context: CodeContext) -> bool:  # noqa: PLR0911 - a kind of node a line
    """Whether a part of a body may end with an exception, as far as can be seen."""
    match node:
        case ast.Raise(exc=ast.expr() as raised):
            made = raised.func if isinstance(raised, ast.Call) else raised
            return _is_one(dotted(made), last, context)
        case ast.Raise():
            return False  # of another handler, which has not caught it
        case ast.Subscript(ctx=ast.Store()) | ast.Subscript(slice=ast.Slice()):
            return False
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=attribute):
            owner = context.owner
            found = context.package.member(owner, attribute) if isinstance(owner, griffe.Class) else None
            return isinstance(found, griffe.Function) and _ends_with(found, last, context, _DEEP)
        case ast.Call():
            if last in of_call(node):
                return True
            return any(_ends_with(one, last, context, _DEEP) for one in called(context.package, context.obj, node))
    return last in of_node(node)


def _ends_with(found: griffe.Object, last: str, context: CodeContext, deep: int) -> bool:
    """Whether a function of the package, or the constructor of a class, may end with an exception."""
    package = context.package
    if found.path == context.obj.path:
        return False  # the function itself, or one of a builtin that is called like it
    if isinstance(found, griffe.Class):
        makers = [package.member(found, name) for name in ("__init__", "__new__", "__post_init__")]
        return any(_ends_with(one, last, context, deep) for one in makers if isinstance(one, griffe.Function))
    node, flow = package.node(found), package.flow(found)
    if node is None or flow is None:
        return True
    if any(name.rpartition(".")[2] == last for name in (*flow.raises, *flow.handed)):
        return True
    if any(last in (of_call(one) if isinstance(one, ast.Call) else of_node(one)) for one in _run(node)):
        return True
    return deep > 0 and any(_ends_with(one, last, context, deep - 1) for one in callees(package, found, flow))


def _is_one(raised: str, last: str, context: CodeContext) -> bool:
    """Whether what is raised is an exception of a class, or of one below it."""
    if not raised:
        return True
    name = raised.rpartition(".")[2]
    if name == last or is_builtin_base(last, name):
        return True
    found = resolve(context.package, context.obj, raised)
    for _ in range(_BASES):
        if not isinstance(found, griffe.Class):
            break
        names = [str(one).rpartition(".")[2] for one in found.bases]
        if any(one == last or is_builtin_base(last, one) for one in names):
            return True
        found = next((one for one in context.package.bases(found) if isinstance(one, griffe.Class)), None)
    return not name.lstrip("_")[:1].isupper()


_BASES = 8
