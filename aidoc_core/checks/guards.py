"""Under which conditions a body raises an exception, where simple comparisons of parameters guard every `raise`."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from aidoc_core.code.nodes import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Tests: TypeAlias = "tuple[tuple[ast.expr, bool], ...]"
"""Conditions, each with whether it holds."""

_SAMPLES: tuple[object, ...] = (None, True, False, "", "text", (), (1,))
_COMPARES: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Is: lambda a, b: a is b,
    ast.IsNot: lambda a, b: a is not b,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
_LARGEST = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What has to hold for one `raise`.

    Attributes:
        tests: Conditions around it, each with whether it holds there.
        names: Names in them.
        passed: What must not hold, since something else would have been raised before.
    """

    tests: Tests
    names: frozenset[str]
    passed: tuple[ast.expr, ...] = ()

    @property
    def every(self) -> tuple[ast.expr, ...]:
        """All tests, whether they hold or not."""
        return (*(test for test, _ in self.tests), *self.passed)

    def asks_about(self, name: str) -> bool:
        """Whether a name is in what has to hold there."""
        return any(name in names_of(test) for test, _ in self.tests)

    def allows(self, values: Mapping[str, object], tried: dict[int, bool | None] | None = None) -> bool | None:
        """Whether it may be reached with values of parameters; `None` if others decide.

        Args:
            values: The values.
            tried: By tests what is known of them for these values, kept for other guards of the same tests.
        """
        tried = {} if tried is None else tried

        def verdict(test: ast.expr) -> bool | None:
            if id(test) not in tried:
                tried[id(test)] = holds(test, values)
            return tried[id(test)]

        verdicts = [verdict(test) if so else _not(verdict(test)) for test, so in self.tests]
        if False in verdicts or any(verdict(test) for test in self.passed):
            return False
        return None if None in verdicts else True


def guards(function: ast.AST, exception: str) -> list[Guard] | None:
    """The guards of every `raise` of an exception in a function; `None` where something else decides of one."""
    found: list[Guard] = []
    known: dict[int, set[str]] = {}
    for tests, simple in _raises(getattr(function, "body", []), exception, ()):
        if not tests or not simple:
            return None
        known.update({id(test): names_of(test) for test, _ in tests if id(test) not in known})
        names = frozenset().union(*(known[id(test)] for test, _ in tests))
        found.append(Guard(tests=tests, names=names))
    return found


def in_all(tests: Tests) -> frozenset[str]:
    """The names in some conditions."""
    return frozenset(name for test, _ in tests for name in names_of(test))


def guards_on(function: ast.AST, exception: str, name: str) -> list[Guard]:
    """The guards of an exception that test one parameter alone; none where something else may decide of it.

    Args:
        function: The function.
        exception: The exception.
        name: The parameter.
    """
    found: list[Guard] = []
    for node in getattr(function, "body", []):
        if not any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(node)):
            continue
        for tests, simple in _raises([node], exception, ()):
            own = tuple(test for test in tests if name in names_of(test[0]))
            if not simple or any(names_of(test) - _PLAIN - {name} for test, _ in own):
                return []
            if own:
                found.append(Guard(tests=tests, names=frozenset({name})))
    return found


def rejects(function: ast.AST, name: str, value: object) -> bool:
    """Whether a function surely raises something for a value of a parameter, before it gives the name another one."""
    for node in getattr(function, "body", []):
        if isinstance(node, ast.If):
            found = list(_raises([node], "", ()))
            if any(Guard(tests=tests, names=frozenset()).allows({name: value}) for tests, simple in found if simple):
                return True
        if any(
            isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Store) for one in ast.walk(node)
        ):
            return False
        if any(isinstance(one, ast.Return) for one in ast.walk(node)):
            return False
    return False


def names_of(test: ast.AST) -> set[str]:
    """The names in a piece of code."""
    return {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}


_PLAIN = frozenset({"len", "isinstance", "int", "float", "str", "bool", "list", "tuple", "dict", "set", "bytes"})


def _raises(body: list[ast.stmt], exception: str, tests: Tests) -> Iterator[tuple[Tests, bool]]:
    for node in body:
        match node:
            case ast.Raise():
                raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
                if raised is None or not isinstance(raised, ast.Name | ast.Attribute):
                    yield tests, False
                elif not exception or (raised.id if isinstance(raised, ast.Name) else raised.attr) == exception:
                    yield tests, True
            case ast.If():
                yield from _raises(node.body, exception, (*tests, (node.test, True)))
                yield from _raises(node.orelse, exception, (*tests, (node.test, False)))
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                pass
            case _:
                for child in ast.walk(node):  # in loops, handlers and the like, something else decides
                    if isinstance(child, ast.Raise) and may_be(child, exception):
                        yield tests, False


def may_be(node: ast.Raise, exception: str) -> bool:
    """Whether a statement may raise an exception: it names it, or names none."""
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    if not exception or not isinstance(raised, ast.Name | ast.Attribute):
        return True
    last = raised.id if isinstance(raised, ast.Name) else raised.attr
    return last == exception or not last[:1].isupper()


def holds(test: ast.expr, values: Mapping[str, object]) -> bool | None:  # noqa: PLR0911 - a sort of test a line
    """Whether a condition holds for values of parameters; `None` if that cannot be told."""
    match test:
        case ast.BoolOp(op=op, values=parts):
            verdicts = [holds(one, values) for one in parts]
            decisive = isinstance(op, ast.Or)
            return decisive if decisive in verdicts else None if None in verdicts else not decisive
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _not(holds(operand, values))
        case ast.Name(id=name) if name in values:
            return bool(values[name])
        case ast.Call(func=ast.Name(id="bool"), args=[inner], keywords=[]):
            return holds(inner, values)
        case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=name), kinds]) if name in values:
            return _is_of(values[name], kinds)
        case ast.Call(func=ast.Name(id="callable"), args=[ast.Name(id=name)]) if name in values:
            return callable(values[name])
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            return _compared([left, *comparators], ops, values)
        case _:
            return None


_TYPES: dict[str, type] = {one.__name__: one for one in (int, float, str, bool, tuple, list, dict, set, bytes)}


def _is_of(value: object, kinds: ast.expr) -> bool | None:
    """Whether a value is of one of some plain types; `None` where one of them is none."""
    names = [ast.unparse(one) for one in (kinds.elts if isinstance(kinds, ast.Tuple) else [kinds])]
    known = [_TYPES[name] for name in names if name in _TYPES]
    if isinstance(value, tuple(known)):
        return True
    return False if len(known) == len(names) else None


def _not(verdict: bool | None) -> bool | None:  # noqa: FBT001 - a verdict
    return None if verdict is None else not verdict


def _compared(sides: list[ast.expr], ops: list[ast.cmpop], values: Mapping[str, object]) -> bool | None:
    known: list[object] = []
    for side in sides:
        found = _value(side, values)
        if found is _UNKNOWN:
            return None
        known.append(found)
    try:
        return all(_COMPARES[type(op)](a, b) for op, a, b in zip(ops, known, known[1:], strict=False))
    except TypeError:
        return False  # another error comes first


_UNKNOWN = object()


def _value(side: ast.expr, values: Mapping[str, object]) -> object:  # noqa: PLR0911 - a form a line
    """The value of one side of a comparison: of a parameter, its length, whether it is `None`, or what is written."""
    match side:
        case ast.Name(id=name) if name in values:
            return values[name]
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]) if name in values:
            value = values[name]
            return len(value) if isinstance(value, str | tuple | list | dict | set | bytes) else _UNKNOWN
        case ast.Call(func=ast.Name(id="frozenset" | "set" | "tuple" | "list"), args=[inner], keywords=[]):
            return _value(inner, values)
        case ast.Dict(keys=keys) if None not in keys:
            return _value(ast.Tuple(elts=[key for key in keys if key is not None], ctx=ast.Load()), values)
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            verdict = holds(side, values)
            return _UNKNOWN if verdict is None else verdict
        case ast.Call(func=ast.Name(id="bool"), args=[inner]):
            verdict = holds(inner, values)
            return _UNKNOWN if verdict is None else verdict
    try:
        return value_of(side)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return _UNKNOWN


def samples(tests: Iterable[Guard], *numbers: float) -> list[object]:
    """Values on all sides of every number that conditions compare with."""
    found = {0.0, *numbers}
    for guard in tests:
        for test, _ in guard.tests:
            found |= {
                float(node.value)
                for node in ast.walk(test)
                if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and abs(node.value) < _LARGEST
            }
    near = sorted({around for number in found for around in (-number, number - 1, number - 0.5, number, number + 1)})
    return [*_SAMPLES, *(int(one) if one.is_integer() else one for one in near)]
