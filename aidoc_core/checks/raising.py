"""Where a body raises an exception, and all that holds there: branches around, branches that ended before, locals."""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.checks.assigned import constants, is_plain, names_bound, once_assigned
from aidoc_core.checks.guards import Guard, in_all, may_be, names_of
from aidoc_core.code.lookup.body import dotted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    import griffe

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


def steps(function: ast.AST, module: griffe.Module | None = None) -> tuple[Step, ...]:
    """All statements of a body, in loops and handlers, too, with what holds where each is reached.

    What is asked of once assigned locals, and of constants of the module, is asked of what they are assigned. A branch
    that ends before a place is reached counts as a condition of it: `if ready: return`, and what follows.

    Args:
        function: The function.
        module: Its module.
    """
    known = once_assigned(function)
    if module is not None:
        known = constants(function, module) | known
    return tuple(_Path(known=known).steps(getattr(function, "body", [])))


def sites(every: Iterable[Step], exception: str, *, again: bool = True) -> list[Guard]:
    """What holds at every place that may raise an exception; a `raise` that names none may raise any.

    Args:
        every: The steps of a body.
        exception: The exception.
        again: Whether places count that only hand on what was raised before.
    """
    raising = ((node, step) for step in every for node in step.nodes if isinstance(node, ast.Raise))
    return [step.guard for node, step in raising if may_be(node, exception) and (again or not _hands_on(node))]


def _hands_on(node: ast.Raise) -> bool:
    """Whether a statement raises what was caught: `raise`, `raise error`."""
    return node.exc is None or (isinstance(node.exc, ast.Name) and not node.exc.id[:1].isupper())


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
        if not is_plain(test):
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


def ways_into(place: Guard) -> list[Guard]:
    """The ways to a place, of which each is enough: two where `a or b` has to hold.

    Args:
        place: What holds there.
    """
    found: list[Tests] = [()]
    for test, so in place.tests:
        each = list(_choices(test, holds=so))
        if len(found) * len(each) > _WAYS:
            return [place]
        found = [(*before, part) for before in found for part in each]
    return [Guard(tests=tests, names=in_all(tests), passed=place.passed) for tests in found]


_WAYS = 8
"""Ways that are told apart."""


def _choices(test: ast.expr, *, holds: bool) -> Iterator[tuple[ast.expr, bool]]:
    """The parts of a test of which one has to hold, or not to, for the whole one to do so: `a` and `b` of `a or b`."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _choices(operand, holds=not holds)
        case ast.BoolOp(op=op, values=values) if isinstance(op, ast.Or) == holds:
            for value in values:
                yield from _choices(value, holds=holds)
        case _:
            yield test, holds


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
