"""What the tests before a `raise` ask: of which thing, and what: its value, how many it has, or whether a fact holds.

`len(self.rows) > 3` asks for a count of `self.rows`, `key not in self.rows` for the fact `key in self.rows`. A claim
about one of them is tried by putting a value in its place (`Asked.into`) and asking whether the `raise` is reached.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from aidoc_core.checks.assigned import as_written, is_written_out
from aidoc_core.checks.guards import Guard, names_of
from aidoc_core.checks.words import stem, words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Sort: TypeAlias = Literal["value", "each", "count", "member", "same", "kind", "state"]
"""A value; that of each of several; how many a thing has; whether one is in another, equals another, is of a class;
what a call or flag says."""
PUT_IN = "."
"""The name that stands for what is asked of; no code has it."""
_TWO = 2
_WRITTEN = regex(r"\('([^']{1,20})'\)$")
_IDENTIFIER = regex(r"[A-Za-z_]\w*'?")
_OPERATES = regex(r" [-+*/%@|&^]+ ")
_OF_ONE = regex(r"^(?:len|type|set|list|str)\(|\.(?:shape|ndim|size|dtype|keys\(\))(?:\[-?\d\])?$|'")
"""What is asked of a thing by a name: how long it is, and its type."""
_DENIED = (ast.NotIn, ast.NotEq, ast.IsNot)
_COUNTS = frozenset({"size", "ndim", "shape"})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A thing that tests ask about.

    Attributes:
        code: The expression, as it is written.
        sort: What is asked of it.
        sides: Of a fact about two things, both; the thing itself otherwise.
        names: The names in it.
        aliases: Locals that are assigned it.
        bounds: The numbers that it is compared with.
        inside: The texts that are looked for in it.
    """

    code: str
    sort: Sort
    sides: tuple[str, ...]
    names: frozenset[str]
    aliases: frozenset[str] = frozenset()
    bounds: frozenset[float] = frozenset()
    inside: frozenset[str] = frozenset()

    @property
    def apart(self) -> tuple[frozenset[str], ...]:
        """The names of each side."""
        return tuple(frozenset(_IDENTIFIER.findall(side)) & self.names for side in self.sides[:2])

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of its identifiers, and of those of its locals; of a formula only these."""
        return self.words_of(*(one for one in self.sides if not _OPERATES.search(one)), *self.aliases)

    @property
    def marks(self) -> frozenset[str]:
        """The text that a call asks for: "#" of `text.startswith("#")`."""
        return frozenset(_WRITTEN.findall(self.code)) if self.sort == "state" else frozenset()

    @property
    def head(self) -> frozenset[str]:
        """Stems of the words of its last identifier, which all have to be said where it is spoken of as there."""
        return self.words_of(*_IDENTIFIER.findall(self.code.partition("(")[0])[-1:])

    def of_condition(self, said: frozenset[str]) -> bool:
        """Whether stems of a text have one of the thing that it is a state of, where that has a name: `self` has none.

        Args:
            said: The stems.
        """
        owners = self.words_of(*_IDENTIFIER.findall(self.code)[:-1]) - self.head
        return not owners or bool(owners & said)

    def is_called(self, name: str) -> bool:
        """Whether it, or one of its sides, goes by a name: `rows`, and `len(rows)` or `rows.shape` of one side.

        Args:
            name: The name.
        """
        return name in self.aliases or any(_OF_ONE.sub("", one).strip("()") == name for one in self.sides)

    @staticmethod
    def words_of(*code: str) -> frozenset[str]:
        """Stems of the identifiers of some code."""
        found = {stem(word) for one in code for word in words(one) if len(word) > 1}
        return frozenset(found) - _FRAME

    def into(self, place: Guard) -> Guard:
        """The place, with what stands for the thing in its tests.

        Args:
            place: What holds at a `raise`.
        """
        put = _Put(self)
        tests = tuple((put.into(test), so) for test, so in place.tests)
        passed = tuple(map(put.into, place.passed))
        return Guard(tests=tests, names=place.names, passed=passed)


_FRAME = frozenset(
    {"self", "cls", "len", "isinstanc", "typ", "get", "is", "has", "not", "in", "or", "and", "none", "str", "int"}
)


def normalised(function: ast.AST) -> frozenset[str]:
    """Names that get new values only by what they were before: `rows = list(rows)`, `rows = [rows]`.

    Args:
        function: The function.
    """
    own = [
        node.targets[0].id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id in names_of(node.value)
    ]
    stored = Counter(
        node.id for node in ast.walk(function) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    )
    return frozenset(name for name, times in Counter(own).items() if times == stored[name])


def asked(places: Iterable[Guard], known: Mapping[str, ast.expr]) -> list[Asked]:
    """All that the tests of places ask about, each thing once.

    Args:
        places: What holds at every `raise`.
        known: What locals are assigned.
    """
    aliases: dict[str, set[str]] = {}
    for name, value in known.items():
        aliases.setdefault(as_written(value), set()).add(name)
    found: dict[tuple[str, Sort], Asked] = {}
    for place in places:
        for test in (*(one for one, _ in place.tests), *place.passed):
            for node, sort, sides in _things(test):
                code = _fact_code(node) if sort in ("member", "same") else as_written(node)
                if code and (code, sort) not in found:
                    inner = frozenset().union(*(aliases.get(side, set()) for side in sides), aliases.get(code, set()))
                    found[code, sort] = Asked(
                        code=code,
                        sort=sort,
                        sides=sides,
                        names=frozenset(names_of(node)),
                        aliases=frozenset(inner),
                        bounds=_bounds(test, node),
                        inside=_inside(test, node),
                    )
    return list(found.values())


def _things(test: ast.expr) -> Iterator[tuple[ast.expr, Sort, tuple[str, ...]]]:
    match test:
        case ast.BoolOp(values=values):
            for value in values:
                yield from _things(value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _things(operand)
        case ast.Compare():
            yield from _compared(test)
        case ast.Call(func=ast.Name(id="any" | "all"), args=[ast.GeneratorExp() as made]):
            owners = tuple(as_written(one.iter) for one in made.generators)
            for node, sort, sides in _things(made.elt):
                yield node, ("each" if sort == "value" else sort), (*sides, *owners)
        case ast.Call(func=ast.Name(id="isinstance"), args=[thing, kinds]):
            yield test, "kind", (as_written(thing), as_written(kinds))
            yield thing, "value", (as_written(thing),)
        case ast.Name() | ast.Attribute() | ast.Subscript():
            yield test, "state", (as_written(test),)
            yield test, "value", (as_written(test),)
        case ast.Call():
            yield test, "state", (as_written(test),)
            yield from _values(test)


def _compared(test: ast.Compare) -> Iterator[tuple[ast.expr, Sort, tuple[str, ...]]]:
    """A fact about two things that are not written out, and the things themselves."""
    both = [test.left, *test.comparators]
    if len(both) == _TWO and not any(map(is_written_out, both)):
        sides = tuple(map(as_written, both))
        if isinstance(test.ops[0], ast.In | ast.NotIn):
            yield test, "member", sides
        elif isinstance(test.ops[0], ast.Eq | ast.NotEq | ast.Is | ast.IsNot):
            yield test, "same", sides
    for side in both:
        yield from _values(side)


def _bounds(test: ast.expr, thing: ast.expr) -> frozenset[float]:
    """The numbers that a thing is compared with in a test."""
    found: set[float] = set()
    for node in ast.walk(test):
        if isinstance(node, ast.Compare) and any(one is thing for one in (node.left, *node.comparators)):
            sides = (one for one in (node.left, *node.comparators) if isinstance(one, ast.Constant))
            found |= {float(one.value) for one in sides if isinstance(one.value, int | float)}
    return frozenset(found)


def _inside(test: ast.expr, thing: ast.expr) -> frozenset[str]:
    """The texts that a test looks for in a thing: `PADDED` of `"PADDED" in self.flags`."""
    compared = (node for node in ast.walk(test) if isinstance(node, ast.Compare) and node.comparators[-1] is thing)
    texts = (one.left for one in compared if isinstance(one.ops[-1], ast.In | ast.NotIn))
    return frozenset(one.value for one in texts if isinstance(one, ast.Constant) and isinstance(one.value, str))


def _values(side: ast.expr) -> Iterator[tuple[ast.expr, Sort, tuple[str, ...]]]:
    match side:
        case ast.Call(func=ast.Name(id="len"), args=[thing]):
            yield side, "count", (as_written(thing),)
            yield thing, "value", (as_written(thing),)
        case ast.Attribute(value=thing, attr=attr) if attr in _COUNTS:
            yield side, "count", (as_written(side),)
        case ast.Name() | ast.Attribute() | ast.Subscript() | ast.Call() | ast.BinOp():
            yield side, "value", (as_written(side),)


def _fact_code(node: ast.expr) -> str:
    """A comparison as what it affirms: `a == b` of `b != a`, and of `b is not a`."""
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return ""
    sides = [as_written(node.left), as_written(node.comparators[0])]
    if isinstance(node.ops[0], ast.In | ast.NotIn):
        return " in ".join(sides)
    return " == ".join(sorted(sides)) if isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.Is | ast.IsNot) else ""


class _Put(ast.NodeTransformer):
    """Puts a name in the place of a thing."""

    def __init__(self, thing: Asked) -> None:
        self.thing = thing

    def into(self, test: ast.expr) -> ast.expr:
        """A test with the name in it."""
        found: ast.expr = self.visit(copy.deepcopy(test))
        return found

    def visit(self, node: ast.AST) -> Any:
        if not isinstance(node, ast.expr):
            return self.generic_visit(node)
        put = ast.Name(id=PUT_IN, ctx=ast.Load())
        if self.thing.sort in ("member", "same"):
            if isinstance(node, ast.Compare) and _fact_code(node) == self.thing.code:
                return ast.UnaryOp(op=ast.Not(), operand=put) if isinstance(node.ops[0], _DENIED) else put
        elif as_written(node) == self.thing.code:
            return put
        match node:
            case ast.Call(func=ast.Name(id="any" | "all"), args=[ast.GeneratorExp(elt=elt)]) if (
                self.thing.sort == "each"
            ):
                return self.visit(elt)
        return self.generic_visit(node)
