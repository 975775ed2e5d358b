"""What one function body does, read in one walk: what it raises, calls, returns, reads from `**kwargs`, names."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.source import Function

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_READS = frozenset({"get", "pop", "setdefault"})


@dataclass(slots=True, kw_only=True)
class Body:
    """A function's body, nested functions included where not said otherwise.

    Attributes:
        raises: Expressions after `raise`, as written and without their call; caught names for a re-raise.
        reraises_anything: An exception is raised whose class the body does not show.
        calls: Every call.
        reads: Attributes of `self` or `cls` that are read: properties run code of their own.
        inner: Functions defined inside, by name.
        keys: Texts looked up in a mapping, or compared with `in`: the keys that a `**kwargs` may have.
        forwards: Calls that pass a `**mapping` on, with the names of the mappings.
        uses: How often each name is used.
        explained: How many of these uses show what a mapping of that name may hold: a key looked up, a call that it
            is passed on to.
        words: Every identifier in the body, and every text constant that is one.
        constants: Literal values in the body, each with its type: `1` is not `True`.
        returns: Values of the function's own `return` statements.
        yields: Whether the function itself is a generator.
        awaits: Whether it awaits.
    """

    raises: list[str] = field(default_factory=list)
    reraises_anything: bool = False
    calls: list[ast.Call] = field(default_factory=list)
    reads: set[str] = field(default_factory=set)
    inner: dict[str, Function] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    forwards: list[tuple[str, ast.Call]] = field(default_factory=list)
    uses: Counter[str] = field(default_factory=Counter)
    explained: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)
    constants: set[tuple[type, object]] = field(default_factory=set)
    returns: list[ast.expr] = field(default_factory=list)
    yields: bool = False
    awaits: bool = False


def body_of(node: Function) -> Body:
    """Read a function."""
    body = Body()
    reader = _Reader(body)
    for argument in ast.walk(node.args):
        if isinstance(argument, ast.arg):
            body.words.add(argument.arg)
        elif isinstance(argument, ast.Constant):
            reader.constant(argument)
    for statement in _without_docstring(node.body):
        reader.read(statement, own=True, caught=())
    for variable in reader.raised_variables:
        classes = reader.assigned.get(variable, ())
        body.raises += classes
        body.reraises_anything |= not classes
    return body


def _without_docstring(statements: list[ast.stmt]) -> list[ast.stmt]:
    first = statements[0] if statements else None
    text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return statements[1:] if text else statements


class _Reader:
    def __init__(self, body: Body) -> None:
        self.body = body
        self.assigned: dict[str, list[str]] = {}
        self.raised_variables: list[str] = []

    def read(self, node: ast.AST, *, own: bool, caught: tuple[str, ...]) -> None:
        """Read a node; `own`: not inside a nested function; `caught`: what an `except` around it has caught."""
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.body.inner[node.name] = node
                self.body.words.update(a.arg for a in ast.walk(node.args) if isinstance(a, ast.arg))
            case ast.ExceptHandler():
                caught = _names(node.type) or ("BaseException",)
                if node.name:
                    self.assigned.setdefault(node.name, []).extend(caught)
            case ast.Raise():
                self._raise(node, caught)
            case ast.Assert():
                self.body.raises.append("AssertionError")
            case ast.Return() if own and node.value is not None:
                self.body.returns.append(node.value)
            case ast.Yield() | ast.YieldFrom() if own:
                self.body.yields = True
            case ast.Await() | ast.AsyncFor() | ast.AsyncWith():
                self.body.awaits = True
            case _:
                self._expression(node)
        own = own and not isinstance(node, _SCOPES)
        for child in ast.iter_child_nodes(node):
            self.read(child, own=own, caught=caught)

    def _expression(self, node: ast.AST) -> None:  # noqa: C901 - one kind of node a case
        body = self.body
        match node:
            case ast.Name():
                body.words.add(node.id)
                body.uses[node.id] += 1
            case ast.Attribute():
                body.words.add(node.attr)
                if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
                    body.reads.add(node.attr)
            case ast.Constant():
                self.constant(node)
            case ast.keyword() if node.arg:
                body.words.add(node.arg)
            case ast.Call():
                self._call(node)
            case ast.Subscript(slice=ast.Constant(value=str() as key)):
                body.keys.add(key)
                self._explain(node.value)
            case ast.Compare(
                left=ast.Constant(value=str() as key), ops=[ast.In() | ast.NotIn()], comparators=[mapping]
            ):
                body.keys.add(key)
                self._explain(mapping)
            case ast.If(test=ast.Name() as test) | ast.If(test=ast.UnaryOp(operand=ast.Name() as test)):
                self._explain(test)
            case ast.Assign() | ast.AnnAssign():
                self._assign(node)

    def _explain(self, node: ast.expr) -> None:
        """Note a use of a mapping that shows which keys it may have."""
        if isinstance(node, ast.Name):
            self.body.explained[node.id] += 1

    def constant(self, node: ast.Constant) -> None:
        """Note a literal; a text that is an identifier counts as a word too."""
        if isinstance(node.value, str | int | float | bool | bytes | None):
            self.body.constants.add((type(node.value), node.value))
        if isinstance(node.value, str) and node.value.isidentifier():
            self.body.words.add(node.value)

    def _call(self, node: ast.Call) -> None:
        body = self.body
        body.calls.append(node)
        if isinstance(node.func, ast.Attribute):
            first = node.args[0] if node.args else None
            if node.func.attr in _READS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                body.keys.add(first.value)
                self._explain(node.func.value)
            if node.func.attr in ("throw", "set_exception", "fail"):
                body.raises += [name for argument in node.args for name in _names(argument)]
        starred = [argument.value for argument in node.args if isinstance(argument, ast.Starred)]
        for value in [*starred, *(keyword.value for keyword in node.keywords if keyword.arg is None)]:
            if isinstance(value, ast.Name):
                body.forwards.append((value.id, node))
                body.explained[value.id] += 1

    def _assign(self, node: ast.Assign | ast.AnnAssign) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if node.value is None or not (classes := _names(node.value)):
            return
        for target in targets:
            if isinstance(target, ast.Name):
                self.assigned.setdefault(target.id, []).extend(classes)

    def _raise(self, node: ast.Raise, caught: tuple[str, ...]) -> None:
        if node.exc is None:
            self.body.raises += caught
            self.body.reraises_anything |= not caught
            return
        names = _names(node.exc)
        self.body.raises += names
        variable = node.exc.id if isinstance(node.exc, ast.Name) else ""
        if variable and not names:
            self.raised_variables.append(variable)
        elif not names:
            self.body.reraises_anything = True


def _names(node: ast.expr | None) -> tuple[str, ...]:
    """Dotted names of classes in an expression: `E`, `m.E(...)`, `(A, B)`, `A if x else B`."""
    return tuple(name for name in _class_names(node) if name.rpartition(".")[2].lstrip("_")[:1].isupper())


def _class_names(node: ast.expr | None) -> Iterator[str]:
    match node:
        case ast.Call():
            yield from _class_names(node.func)
        case ast.Tuple():
            for element in node.elts:
                yield from _class_names(element)
        case ast.IfExp():
            yield from _class_names(node.body)
            yield from _class_names(node.orelse)
        case ast.Name() | ast.Attribute():
            if name := dotted(node):
                yield name


def dotted(node: ast.expr) -> str:
    """`a.b.c` of names and attributes; empty for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])
