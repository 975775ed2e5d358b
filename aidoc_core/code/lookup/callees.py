"""Which functions of the same package a function runs, and what they raise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.lookup.flow import ANYTHING, SUPER, Flow, decorators_of, spelled

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from aidoc_core.code.lookup.body import Body
    from aidoc_core.code.lookup.context import CodeContext
    from aidoc_core.code.lookup.package import Package
    from aidoc_core.code.lookup.tree import Found

_ALIKE = 4
"""Methods of one name in a package, at most, for a call on an unknown object to count as a call of each."""
_CONSTRUCTORS = ("__init__", "__new__", "__post_init__", "__call__")


@dataclass(slots=True)
class Raised:
    """Names of exception classes that may leave a function.

    Attributes:
        names: Last parts of the names, as the code spells them.
        handed: Those that are made and handed to a call, which may raise them.
        paths: The objects of this package among them.
    """

    names: set[str] = field(default_factory=set)
    handed: set[str] = field(default_factory=set)
    paths: dict[str, griffe.Object] = field(default_factory=dict)


def resolve(package: Package, scope: griffe.Object, name: str) -> Found:
    """What a dotted name means inside a function, class or module of the package."""
    first, _, rest = name.partition(".")
    place: griffe.Object | None = scope
    while place is not None:
        visible = place.is_module or place is scope
        if visible and first in place.members:
            found = package.follow(place.members[first])
            return package.descend(found, rest) if isinstance(found, griffe.Object) else found
        if place.is_module:
            break
        place = place.parent
    return package.find(name)


def callees(
    package: Package, caller: griffe.Object, body: Body | Flow, *, guess: bool = True
) -> Iterator[griffe.Object]:
    """Functions of the package that a body runs: calls, constructors, properties, its decorators.

    Args:
        package: The package.
        caller: The function.
        body: Its body, or what it runs.
        guess: Whether a method that is called on something unknown counts as each of the few methods of that name.
    """
    for written in body.runs if isinstance(body, Flow) else (spelled(call.func) for call in body.calls):
        for found in meant(package, caller, written, guess=guess):
            yield from functions(package, found)
    owner = caller.parent
    if owner is not None and owner.is_class:
        for name in body.reads:
            member = package.member(owner, name)
            if isinstance(member, griffe.Object) and "property" in member.labels:
                yield member
    for name in body.decorators if isinstance(body, Flow) else decorators_of(package.node(caller)):
        wrapper = resolve(package, caller.module, name)
        if isinstance(wrapper, griffe.Object):
            yield from functions(package, wrapper)


def called(package: Package, caller: griffe.Object, call: ast.Call, *, guess: bool = True) -> Iterator[griffe.Object]:
    """The objects of the package that a call may mean; see `callees` for `guess`."""
    yield from meant(package, caller, spelled(call.func), guess=guess)


def meant(package: Package, caller: griffe.Object, written: str, *, guess: bool) -> Iterator[griffe.Object]:
    """The same, by what is called as `spelled` has it; see `callees` for `guess`."""
    value, dot, name = written.rpartition(".")
    if dot:
        yield from _method(package, caller, value, name, guess=guess)
    elif name:
        found = resolve(package, caller, name)
        if name == "cls" and caller.parent is not None and caller.parent.is_class:
            found = caller.parent
        if isinstance(found, griffe.Object):
            yield found


def _method(package: Package, caller: griffe.Object, value: str, name: str, *, guess: bool) -> Iterator[griffe.Object]:
    owner = caller.parent if caller.parent is not None and caller.parent.is_class else None
    if owner is not None and value == SUPER:
        for base in package.bases(owner):  # type: ignore[arg-type]
            found = package.member(base, name) if isinstance(base, griffe.Object) else None
            if isinstance(found, griffe.Object):
                yield found
        return
    if owner is not None and value in ("self", "cls"):
        found = package.member(owner, name)
        if isinstance(found, griffe.Object):
            yield found
    elif value not in (SUPER, ANYTHING):
        found = resolve(package, caller, f"{value}.{name}")
        if isinstance(found, griffe.Object):
            yield found
            return
    if not guess:
        return
    yield from package.methods(name, most=_ALIKE)


def functions(package: Package, found: griffe.Object) -> Iterator[griffe.Object]:
    """What a call of an object runs: a function itself, of a class what makes an instance.

    Args:
        package: The package.
        found: The object.
    """
    if found.is_class:
        for name in _CONSTRUCTORS:
            member = package.member(found, name)
            if isinstance(member, griffe.Object) and member.is_function:
                yield member
    elif found.is_function:
        yield found


def raised_within(context: CodeContext, depth: int) -> Raised:
    """What the object raises itself (depth 0), and what its callees in the package raise."""
    package, raised = context.package, Raised()
    level: list[griffe.Object] = list(functions(package, context.obj)) or [context.obj]
    if context.obj.is_attribute:
        level = [context.obj]
    seen: set[str] = set()
    for step in range(depth + 1):
        following: list[griffe.Object] = []
        for function in level:
            if function.path in seen:
                continue
            seen.add(function.path)
            flow = package.flow(function)
            if flow is None:
                continue
            _note(package, function, flow, raised)
            if step < depth:
                following += callees(package, function, flow)
        level = following
    return raised


def _note(package: Package, function: griffe.Object, flow: Flow, raised: Raised) -> None:
    raised.handed.update(flow.handed)
    for name in flow.raises:
        raised.names.add(name.rpartition(".")[2])
        found = resolve(package, function, name)
        if isinstance(found, griffe.Object):
            raised.paths[found.path] = found
            raised.names.add(found.name)
