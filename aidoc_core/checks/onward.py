"""Where the values of a function go on to, and whether what is called with them raises an exception for them.

Of functions of the package each place that raises it is tried with the values that they get, some calls deep. What
cannot be seen may raise any builtin exception.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import griffe

from aidoc_core.checks.guards import names_of
from aidoc_core.checks.implied import of_call
from aidoc_core.checks.raising import derived, sites, steps
from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import called, callees, functions, resolve
from aidoc_core.code.outside import is_builtin_exception

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aidoc_core.checks.guards import Guard
    from aidoc_core.checks.raising import Step
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext
    from aidoc_core.code.source import Function

Cases: TypeAlias = "Sequence[Mapping[str, object]]"
"""What values may be, by names; anything, if there are none."""
_QUIET = frozenset(
    """
    len isinstance issubclass callable type repr str hasattr sorted bool int float abs min max round range print format
    sleep asyncio.sleep time.sleep
    """.split()  # noqa: SIM905 - a plain list of names
)
"""Functions that refuse no value of what they are for."""
_SELF = frozenset({"self", "cls"})
_DEEP, _MOST = 3, 60


def may_be_refused_elsewhere(  # noqa: PLR0913 - keyword-only after what everyone needs
    names: AbstractSet[str],
    exception: str,
    reached: Iterable[Step],
    subject: Target,
    *,
    seen: bool = False,
    cases: Cases = (),
) -> bool:
    """Whether values go on to code that raises an exception for them, too.

    Args:
        names: The names of the values, and of all that is made of them; attributes as `self.rows`.
        exception: The exception, without modules.
        reached: The steps that are run with them.
        subject: The object.
        seen: Whether code that is out of sight does not count; otherwise it may raise any builtin exception.
        cases: What the values may be, by parameters; anything, if there are none.
    """
    if subject.context is None:
        calls = _calls(reached, names)
        return any(not seen or exception in of_call(call) for call in calls)
    stored = {name.partition(".")[2] for name in names if name.startswith("self.")}
    if subject.definition is not None:
        stored |= _stored(subject.definition, names)
    ways = _Ways(context=subject.context, exception=exception, seen=seen, stored=frozenset(stored))
    return ways.lead_there(subject.context.obj, reached, names, cases)


def is_raised_around(exception: str, subject: Target, *, deep: bool = True) -> bool:
    """Whether a decorator of the package raises an exception, before the function is called.

    Args:
        exception: The exception, without modules.
        subject: The object.
        deep: Whether what the decorator calls counts, too.
    """
    context = subject.context
    flow = context.package.flow(context.obj) if context is not None else None
    if context is None or flow is None:
        return False
    level: list[griffe.Object] = []
    for name in flow.decorators:
        made = resolve(context.package, context.obj, name)
        level += [made] if isinstance(made, griffe.Function) else []
    for _ in range(_DEEP if deep else 1):
        bodies = [(one, body) for one in level if (body := context.package.flow(one)) is not None]
        if any(name.rpartition(".")[2] == exception for _, body in bodies for name in body.raises):
            return True
        level = [other for one, body in bodies[:_MOST] for other in callees(context.package, one, body)]
    return False


@dataclass(slots=True, kw_only=True)
class _Ways:
    """The ways to a `raise` through functions of the package.

    Attributes:
        context: The way to the code.
        exception: What is raised.
        seen: Whether what is out of sight does not count.
        stored: Attributes of `self` that have the values.
        through: The functions on the way.
        left: How many more are looked into.
    """

    context: CodeContext
    exception: str
    seen: bool
    stored: AbstractSet[str] = frozenset()
    through: tuple[str, ...] = ()
    left: int = _MOST

    def lead_there(self, caller: griffe.Object, reached: Iterable[Step], names: AbstractSet[str], cases: Cases) -> bool:
        """Whether a call in some steps of a function leads to such a place, for values of some names."""
        package = self.context.package
        for call in _calls(reached, names):
            if dotted(call.func) in _QUIET and not (self.seen and self.exception in of_call(call)):
                continue
            targets = [one for found in called(package, caller, call, guess=False) for one in functions(package, found)]
            if not targets:
                if self._may_by_itself(call) and not _is_of_numbers(call, cases):
                    return True
            elif any(self._refuses(one, call, names, cases) for one in targets):
                return True
        return False

    def _may_by_itself(self, call: ast.Call) -> bool:
        """Whether what is called outside of the package may raise the exception."""
        if not self.seen and not self.through:
            return is_builtin_exception(self.exception)
        first = dotted(call.func).partition(".")[0]
        place = self.context.module.imports.get(first, "builtins").partition(".")[0]
        return place in (*sys.stdlib_module_names, self.context.package.name) and self.exception in of_call(call)

    def _refuses(self, function: griffe.Object, call: ast.Call, names: AbstractSet[str], cases: Cases) -> bool:
        if function.path in (*self.through, self.context.obj.path):
            return False  # with parts of the values, as a rule, of which the same is asked
        node = self.context.package.node(function)
        self.left -= 1
        if node is None or len(self.through) == _DEEP or self.left < 0:
            return node is not None and self._names_it(function)
        every, passed = steps(node), _passed(call, node)
        known = {name: value for name, value in passed.items() if names_of(value) & names}
        touched = derived(node, known.keys())
        self.stored |= _stored(node, touched)
        within = [
            {name: case[value.id] for name, value in known.items() if isinstance(value, ast.Name) and value.id in case}
            for case in cases
        ]
        for place in sites(every, self.exception, again=False):
            near = not place.tests or bool(place.names & (touched - _SELF)) or self._asks_self(place, function)
            if near and (not within or any(place.allows(case) is not False for case in within)):
                return True
        before = self.through
        self.through = (*before, function.path)
        found = self.lead_there(function, every, touched, within)
        self.through = before
        return found

    def _asks_self(self, place: Guard, function: griffe.Object) -> bool:
        """Whether tests ask for an attribute that has the values, or for what may work it out."""
        for node in (one for test in place.every for one in ast.walk(test)):
            match node:
                case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
                    owner = function.parent
                    made = self.context.package.member(owner, name) if isinstance(owner, griffe.Class) else None
                    if name in self.stored or (isinstance(made, griffe.Object) and not made.is_attribute):
                        return True
        return False

    def _names_it(self, function: griffe.Object) -> bool:
        flow = self.context.package.flow(function)
        return flow is not None and any(name.rpartition(".")[2] == self.exception for name in flow.raises)


def _is_of_numbers(call: ast.Call, cases: Cases) -> bool:
    """Whether a call makes a number of numbers, of which none is refused."""
    values = [value for case in cases for value in case.values()]
    return bool(values) and dotted(call.func) in _OF_NUMBERS and all(isinstance(one, int | float) for one in values)


_OF_NUMBERS = frozenset({"int", "float", "max", "min"})


def _stored(function: ast.AST, names: AbstractSet[str]) -> frozenset[str]:
    """The attributes of `self` that get values of some names."""
    found: set[str] = set()
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=targets, value=value) if names_of(value) & (names - _SELF):
                found |= {one.attr for one in targets if isinstance(one, ast.Attribute)}
            case ast.AnnAssign(target=ast.Attribute(attr=name), value=ast.expr() as value):
                found |= {name} if names_of(value) & (names - _SELF) else set()
    return frozenset(found)


def _passed(call: ast.Call, node: Function) -> dict[str, ast.expr]:
    """What the parameters of a function get in a call; of those behind a `*` each may get it all."""
    arguments = node.args
    names = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    if names[:1] in (["self"], ["cls"]):
        names = names[1:]
    found: dict[str, ast.expr] = {}
    spread: list[ast.expr] = []
    for position, value in enumerate(call.args):
        if isinstance(value, ast.Starred) or position >= len(names):
            spread.append(value)
        else:
            found[names[position]] = value
    every = {*names, *(one.arg for one in arguments.kwonlyargs)}
    for keyword in call.keywords:
        if keyword.arg in every:
            found[keyword.arg] = keyword.value
        else:
            spread.append(keyword.value)
    if spread:
        rest = [one.arg for one in (arguments.vararg, arguments.kwarg) if one is not None]
        wild = [name for name in (*sorted(every), *rest) if name not in found]
        found |= {name: ast.Tuple(elts=spread, ctx=ast.Load()) for name in wild}
    if isinstance(call.func, ast.Attribute):
        found.setdefault("self", call.func.value)
    return found


def _calls(reached: Iterable[Step], names: AbstractSet[str]) -> Iterator[ast.Call]:
    """Calls with values of some names in steps that raise nothing themselves."""
    nodes = (node for step in reached for node in step.nodes if not isinstance(node, ast.Raise))
    for call in (one for node in nodes for one in ast.walk(node)):
        if isinstance(call, ast.Call) and _handed_on(call) & names:
            yield call


def _handed_on(node: ast.AST) -> set[str]:
    """The names of values that code may go on with; those that are only compared are none."""
    if isinstance(node, ast.Compare):
        return set()
    own = {node.id} if isinstance(node, ast.Name) else set()
    return own.union(*map(_handed_on, ast.iter_child_nodes(node)))
