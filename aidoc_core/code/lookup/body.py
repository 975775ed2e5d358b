"""What a function does, by its code: the one reader of bodies, for what is asked and for what is checked.

`Own` is what its docstring has to tell; `Body` adds what rules look up: what it calls, names, reads from `**kwargs`.
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aidoc_core.code.canonical import is_text
from aidoc_core.code.nodes import inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.source import Function

_SCOPES = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda})
# The kinds of nodes that are looked at: most of a body is of another kind, and a pattern for each takes its time.
_OWN = frozenset({ast.Return, ast.Yield, ast.YieldFrom, ast.Raise})
_STATEMENTS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ExceptHandler, ast.Raise, ast.Assert})
_EXPRESSIONS = frozenset({
    ast.Name, ast.Attribute, ast.Constant, ast.keyword, ast.Call, ast.Subscript, ast.Compare, ast.If, ast.Assign,
    ast.AnnAssign,
})  # fmt: skip
_EXCEPTIONS = ("Error", "Exception", "Warning")
_ASK_FOR_CLASSES = frozenset({"isinstance", "issubclass", "suppress"})
"""What takes a class of exceptions and does not raise it."""
_READS = frozenset({"get", "pop", "setdefault"})


@dataclass(slots=True, kw_only=True)
class Own:
    """What a function does itself, nested functions left out: what is asked of its docstring, and what it is held to.

    Attributes:
        returns: Values of its `return` statements.
        yields: Whether it is a generator.
        raised: Classes that it raises by name, the last part of each, in order, once each: not `NotImplementedError`,
            which only says that a subclass is to do it.
    """

    returns: list[ast.expr] = field(default_factory=list)
    yields: bool = False
    raised: list[str] = field(default_factory=list)

    @property
    def gives(self) -> bool:
        """Whether it returns something other than `None`."""
        return any(not (isinstance(value, ast.Constant) and value.value is None) for value in self.returns)


@dataclass(slots=True, kw_only=True)
class Body(Own):
    """A function's whole body; here nested functions are included, since what they do may be done through it.

    Attributes:
        raises: Expressions after `raise`, as written and without their call; caught names for a re-raise.
        handed: Classes of exceptions that are made and handed to a call, which may raise them: `fail(ValueError(…))`.
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
    """

    raises: list[str] = field(default_factory=list)
    handed: set[str] = field(default_factory=set)
    calls: list[ast.Call] = field(default_factory=list)
    reads: set[str] = field(default_factory=set)
    inner: dict[str, Function] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    forwards: list[tuple[str, ast.Call]] = field(default_factory=list)
    uses: Counter[str] = field(default_factory=Counter)
    explained: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)
    constants: set[tuple[type, object]] = field(default_factory=set)


def own_of(node: Function) -> Own:
    """Read what a function does itself: the quick part of `body_of`, for what is asked."""
    own = Own()
    _read_own(node, own)
    return own


def _read_own(node: Function, own: Own) -> None:
    todo: list[ast.AST] = [*reversed(node.body)]
    while todo:
        child = todo.pop()
        kind = type(child)
        if kind in _SCOPES:
            continue
        if kind in _OWN:
            _note(child, own)
        todo += reversed(inside(child))


def _note(node: ast.AST, own: Own) -> None:
    match node:
        case ast.Return(value=ast.expr() as value):
            own.returns.append(value)
        case ast.Yield() | ast.YieldFrom():
            own.yields = True
        case ast.Raise() if (name := _raised(node)) and name not in own.raised:
            own.raised.append(name)


def _raised(node: ast.Raise) -> str:
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    name = raised.id if isinstance(raised, ast.Name) else raised.attr if isinstance(raised, ast.Attribute) else ""
    # A lower-case name is a variable that holds an exception (`raise error`): its class is not known here.
    return name if name[:1].isupper() and name != "NotImplementedError" else ""


def body_of(node: Function) -> Body:
    """Read a function whole."""
    body = Body()
    _read_own(node, body)
    reader = _Reader(body)
    for argument in ast.walk(node.args):
        if isinstance(argument, ast.arg):
            body.words.add(argument.arg)
        elif isinstance(argument, ast.Constant):
            reader.constant(argument)
    for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
        reader.hand(default)
    for statement in node.body[1:] if is_text(node.body[0]) else node.body:
        reader.read(statement, caught=())
    for variable in reader.raised_variables:
        body.raises += reader.assigned.get(variable, ())
    return body


class _Reader:
    def __init__(self, body: Body) -> None:
        self.body = body
        self.assigned: dict[str, list[str]] = {}
        self.raised_variables: list[str] = []

    def read(self, node: ast.AST, *, caught: tuple[str, ...]) -> None:
        """Read a node; `caught`: what an `except` around it has caught."""
        kind = type(node)
        if kind in _STATEMENTS:
            caught = self._statement(node, caught)
        elif kind in _EXPRESSIONS:
            self._expression(node)
        for child in inside(node):
            self.read(child, caught=caught)

    def _statement(self, node: ast.AST, caught: tuple[str, ...]) -> tuple[str, ...]:
        """Read a statement; what is caught inside of it."""
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
        return caught

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
        if getattr(node.func, "id", getattr(node.func, "attr", "")) not in _ASK_FOR_CLASSES:
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                self.hand(argument)
        starred = [argument.value for argument in node.args if isinstance(argument, ast.Starred)]
        for value in [*starred, *(keyword.value for keyword in node.keywords if keyword.arg is None)]:
            if isinstance(value, ast.Name):
                body.forwards.append((value.id, node))
                body.explained[value.id] += 1

    def hand(self, node: ast.expr) -> None:
        """Note an exception that is handed on: to what raises it, most often."""
        named = node.func if isinstance(node, ast.Call) else node
        name = named.id if isinstance(named, ast.Name) else named.attr if isinstance(named, ast.Attribute) else ""
        if name.endswith(_EXCEPTIONS):
            self.body.handed.add(name)

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
            return
        names = _names(node.exc)
        self.body.raises += names
        variable = node.exc.id if isinstance(node.exc, ast.Name) else ""
        if variable and not names:
            self.raised_variables.append(variable)


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
        case ast.Name(id=last) | ast.Attribute(attr=last):
            yield dotted(node) or last


def dotted(node: ast.expr) -> str:
    """`a.b.c` of names and attributes; empty for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])
