"""Where a body raises an exception, and all that holds there: branches around, branches that ended before, locals."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.checks.guards import Guard, in_all, may_be, names_of
from aidoc_core.code.lookup.body import dotted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from aidoc_core.checks.guards import Tests


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A statement of a body; of one with statements in it, what stands in its first line.

    Attributes:
        nodes: Its parts.
        guard: What holds where it is reached. A parameter that has got another value until then is called `name'`.
    """

    nodes: tuple[ast.AST, ...]
    guard: Guard


def steps(function: ast.AST) -> list[Step]:
    """All statements of a body, in loops and handlers, too, with what holds where each is reached.

    What is asked of once assigned locals is asked of what they are assigned. A branch that ends before a place is
    reached counts as a condition of it: `if ready: return`, and what follows.
    """
    return list(_Path(known=once_assigned(function)).steps(getattr(function, "body", [])))


def sites(every: Iterable[Step], exception: str) -> list[Guard]:
    """What holds at every place that may raise an exception; a `raise` that names none may raise any.

    Args:
        every: The steps of a body.
        exception: The exception.
    """
    raising = ((node, step) for step in every for node in step.nodes if isinstance(node, ast.Raise))
    return [step.guard for node, step in raising if may_be(node, exception)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Path:
    """The way to a place.

    Attributes:
        known: What locals are assigned.
        tests: What holds there.
        passed: What does not, as an exception would have been raised before; no reason for what is raised there.
        bound: Names that have got another value.
        names: Names in the tests.
    """

    known: Mapping[str, ast.expr]
    tests: Tests = ()
    passed: tuple[ast.expr, ...] = ()
    bound: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def steps(self, body: list[ast.stmt]) -> Iterator[Step]:
        path = self
        for node in body:
            yield from path._at(node)
            path = path._behind(node)

    def _at(self, node: ast.stmt) -> Iterator[Step]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return
        if isinstance(node, ast.If):
            path = self
            while True:  # one `elif` after the other, however many there are
                yield path._step(node.test)
                yield from path._where(node.test, so=True).steps(node.body)
                path = path._where(node.test, so=False)
                if len(node.orelse) != 1 or not isinstance(node.orelse[0], ast.If):
                    yield from path.steps(node.orelse)
                    return
                node = node.orelse[0]
        inner = [part for name in ("body", "orelse", "finalbody") for part in getattr(node, name, ())]
        parts = [*getattr(node, "handlers", ()), *getattr(node, "cases", ())]
        if not inner and not parts:
            yield self._step(node)
            return
        inside = {*inner, *(part for one in parts for part in one.body)}
        yield self._step(*(part for part in ast.iter_child_nodes(node) if part not in inside))
        path = self.having(bound=names_bound(node))
        for name in ("body", "orelse", "finalbody"):
            yield from path.steps(getattr(node, name, []))
        for part in parts:
            yield from path.steps(part.body)

    def _behind(self, node: ast.stmt) -> _Path:
        if not isinstance(node, ast.If):
            return self.having(bound=names_bound(node))
        if isinstance(node.body[-1], ast.Raise):
            return self.having(passed=(self._tested(node.test),), bound=names_bound(*node.orelse))
        if ends(node.body):
            return self._where(node.test, so=False).having(bound=names_bound(*node.orelse))
        if node.orelse and ends(node.orelse):
            return self._where(node.test, so=True).having(bound=names_bound(*node.body))
        return self.having(bound=names_bound(node))

    def _step(self, *nodes: ast.AST) -> Step:
        return Step(nodes=nodes, guard=Guard(tests=self.tests, names=self.names, passed=self.passed))

    def _where(self, test: ast.expr, *, so: bool) -> _Path:
        return self.having(tests=((self._tested(test), so),), bound=names_bound(test))

    def having(
        self, *, tests: Tests = (), passed: tuple[ast.expr, ...] = (), bound: AbstractSet[str] = frozenset()
    ) -> _Path:
        return _Path(
            known=self.known,
            tests=(*self.tests, *tests),
            passed=(*self.passed, *passed),
            bound=self.bound | bound,
            names=self.names | in_all(tests),
        )

    def _tested(self, test: ast.expr) -> ast.expr:
        if not _is_plain(test):
            return ast.Tuple(elts=[self._named(name) for name in sorted(names_of(test))], ctx=ast.Load())
        inlined: ast.expr = _Inlined(self.known).visit(copy.deepcopy(test))
        bound = self.bound | names_bound(test)
        for node in ast.walk(inlined):
            if isinstance(node, ast.Name) and node.id in bound:
                node.id += ANEW
        return inlined

    def _named(self, name: str) -> ast.expr:
        return ast.Name(id=f"{name}{ANEW}" if name in self.bound else name, ctx=ast.Load())


ANEW = "'"
"""Behind the name of a parameter with another value than it was passed."""


_DEEPEST, _LARGEST = 40, 1000


def _is_plain(test: ast.expr) -> bool:
    """Whether a test is no deeper or larger than people write: nothing is tried of what a machine has written."""
    level: list[ast.AST] = [test]
    size = 0
    for _ in range(_DEEPEST):
        size += len(level)
        level = [child for one in level for child in ast.iter_child_nodes(one)]
        if not level:
            return size <= _LARGEST
    return False


def names_bound(*nodes: ast.AST) -> set[str]:
    """The names that get a value in some code; parameters are none."""
    return {name for node in nodes for one in ast.walk(node) for name in _binds(one)}


def _binds(node: ast.AST) -> Iterator[str]:
    """The names that a node gives a value: a target, a capture of `case`, `except ... as name`, an import."""
    match node:
        case ast.Name(id=name) if is_stored(node):
            yield name
        case (
            ast.MatchAs(name=str(name))
            | ast.MatchStar(name=str(name))
            | ast.MatchMapping(rest=str(name))
            | ast.ExceptHandler(name=str(name))
            | ast.FunctionDef(name=name)
            | ast.AsyncFunctionDef(name=name)
            | ast.ClassDef(name=name)
        ):
            yield name
        case ast.alias(name=name, asname=other):
            yield other or name.partition(".")[0]


def ends(body: list[ast.stmt]) -> bool:
    """Whether nothing goes on behind some statements."""
    while True:
        match body[-1]:
            case ast.Return() | ast.Raise() | ast.Continue() | ast.Break():
                return True
            case ast.If(body=then, orelse=[_, *_] as body) if ends(then):
                continue
            case ast.With(body=body):
                continue
        return False


def atoms(test: ast.expr, *, holds: bool) -> Iterator[tuple[ast.expr, bool]]:
    """The single tests that have to hold, or not to, for a whole one to do so: two of `not a and b`.

    Args:
        test: The test.
        holds: Whether the whole one holds.
    """
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from atoms(operand, holds=not holds)
        case ast.BoolOp(op=op, values=values) if isinstance(op, ast.And) == holds:
            for value in values:
                yield from atoms(value, holds=holds)
        case _:
            yield test, holds


def once_assigned(function: ast.AST) -> dict[str, ast.expr]:
    """What locals are assigned that have one value all the time; none of what a loop, a parameter or `with` binds."""
    nodes = [*ast.walk(function)]
    bound = Counter(name for node in nodes for name in _binds(node))
    arguments = {node.arg for node in nodes if isinstance(node, ast.arg)}
    found: dict[str, ast.expr] = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if bound[name] == 1 and name not in arguments:
                if not isinstance(value, ast.Await | ast.Yield | ast.YieldFrom) and not _is_filled(value):
                    found[name] = value
    return found


_FILLED = frozenset({"list()", "dict()", "set()", "[]", "{}"})


def _is_filled(value: ast.expr) -> bool:
    """Whether it is an empty container, which nobody makes but to fill it; or too much to put anywhere."""
    return not _is_plain(value) or ast.unparse(value) in _FILLED


def is_stored(node: ast.Name) -> bool:
    """Whether a name is bound here, or deleted."""
    return not isinstance(node.ctx, ast.Load)


def derived(function: ast.AST, names: AbstractSet[str]) -> frozenset[str]:
    """Names, and those of everything that is made of them, or that they are put into.

    Args:
        function: The function.
        names: The names.
    """
    found, before = set(names), 0
    flows = list(_flows(function))
    while len(found) > before:
        before = len(found)
        for targets, values in flows:
            if values & found:
                found |= targets
    return frozenset(found | {f"{name}{ANEW}" for name in found})


def _flows(function: ast.AST) -> Iterator[tuple[set[str], set[str]]]:
    """Of each place at which a value gets a name or goes into something: the names there, and those in the value."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=targets, value=value):
                yield set().union(*map(names_of, targets)), names_of(value)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield names_of(target), names_of(value)
            case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
                yield names_of(target), names_of(value)
            case ast.For(target=target, iter=value) | ast.AsyncFor(target=target, iter=value):
                yield names_of(target), names_of(value)
            case ast.comprehension(target=target, iter=value):
                yield names_of(target), names_of(value)
            case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
                yield names_of(target), names_of(value)
            case ast.Call(func=ast.Attribute(value=target), args=args, keywords=keywords):
                yield names_of(target), set().union(*map(names_of, (*args, *keywords)))


_ROOM = 20
"""Names that are replaced in one test."""
_COPIES = frozenset({"copy.copy", "copy.deepcopy", "deepcopy"})


class _Inlined(ast.NodeTransformer):
    """Puts what locals are assigned in the place of their names; a copy is taken for what it is of."""

    def __init__(self, known: Mapping[str, ast.expr], deep: int = 3, room: list[int] | None = None) -> None:
        self.known, self.deep = known, deep
        self.room = [_ROOM] if room is None else room

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self.known.get(node.id)
        if value is None or not self.deep or self.room[0] <= 0:
            return node
        self.room[0] -= 1
        inlined: ast.expr = _Inlined(self.known, self.deep - 1, self.room).visit(copy.deepcopy(value))
        return inlined

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        return node.args[0] if len(node.args) == 1 and dotted(node.func) in _COPIES else node
