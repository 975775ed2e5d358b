"""What an object has to do with other libraries: which it uses, calls, or hands its work to where nobody sees it.

An exception of a library that a body never names may leave it all the same: by a method of a client that was made
elsewhere, `self.client.get(url).raise_for_status()`.
"""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.closed import own_code
from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import called
from aidoc_core.code.outside import is_builtin
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext

_PLACES = regex(r"\b(\w+)\.")
"""What a name is taken from: `u` in `u.K`."""


def is_used(name: str, subject: Target) -> bool:
    """Whether the body or the signature uses the library that a dotted name begins with, by whatever name: `u.K`.

    Args:
        name: The name of an exception.
        subject: The object.
    """
    context, first = subject.context, name.strip(" :").partition(".")[0]
    members = context.module.members if context is not None else {}
    names = [
        one
        for one, member in members.items()
        if isinstance(member, griffe.Alias) and member.target_path.partition(".")[0] == first
    ]
    if first in sys.stdlib_module_names and names:
        return True  # the module works with it, and the body calls what may: `ElementTree.ParseError`
    used = subject.own_names | frozenset(_PLACES.findall(subject.obj.signature))
    return not used.isdisjoint(names)


def may_hand_on(name: str, subject: Target) -> bool:
    """Whether an exception of a library may come out of what a method's object was made with, as of a client.

    The module imports the library, and not all that the method runs can be seen.

    Args:
        name: The name of an exception, with that of its library in front.
        subject: The object.
    """
    context, first = subject.context, name.strip(" :").partition(".")[0]
    if context is None or context.owner is None:
        return False
    imported = any(target.partition(".")[0] == first for target in context.module.imports.values())
    return imported and own_code(subject) is None


def calls_library(context: CodeContext, subject: Target) -> bool:
    """Whether the body calls what the module imports from another package than Python's own.

    Args:
        context: The way to the code around the object.
        subject: The object.
    """
    root = context.package.name
    for call in subject.body.calls if subject.body is not None else ():
        member = context.module.members.get(dotted(call.func).partition(".")[0])
        first = member.target_path.partition(".")[0] if isinstance(member, griffe.Alias) else root
        if first != root and first not in sys.stdlib_module_names:
            return True
    return False


def calls_out_of_sight(context: CodeContext, subject: Target) -> bool:
    """Whether the body calls what is neither builtin nor found in the package: a library, a method of any object.

    Args:
        context: The way to the code around the object.
        subject: The object.
    """
    if calls_library(context, subject):
        return True
    for call in subject.body.calls if subject.body is not None else ():
        if isinstance(call.func, ast.Name) and is_builtin(call.func.id):
            continue
        if not any(called(context.package, context.obj, call, guess=False)):
            return True
    return False


_NAMESAKES = 40
"""Methods of one name that are looked into."""


def is_raised_by_namesakes(last: str, context: CodeContext, subject: Target) -> bool:
    """Whether one of many methods of a name raises an exception, and the body calls one on what nobody knows.

    So packages are written that have an engine for each system, and leave gaps in some: `self.impl.sort(rows)`.

    Args:
        last: The name of the exception, without a path.
        context: The way to the code around the object.
        subject: The object.
    """
    package = context.package
    if last not in package.raised:
        return False
    for call in subject.body.calls if subject.body is not None else ():
        if isinstance(call.func, ast.Attribute) and not any(called(package, context.obj, call, guess=False)):
            flows = (package.flow(one) for one in package.methods(call.func.attr, most=_NAMESAKES))
            if any(last == name.rpartition(".")[2] for flow in flows if flow is not None for name in flow.raises):
                return True
    return False


def calls_unread(context: CodeContext, subject: Target) -> bool:
    """Whether the body calls functions of a module of the package that cannot be read, as compiled ones.

    Args:
        context: The way to the code around the object.
        subject: The object.
    """
    package = context.package
    for call in subject.body.calls if subject.body is not None else ():
        first = dotted(call.func).partition(".")[0]
        member = context.module.members.get(first)
        if isinstance(member, griffe.Alias) and member.target_path.startswith(f"{package.name}."):
            path = member.target_path
            if package.is_unread(path) or package.is_unread(path.rpartition(".")[0]):
                return True
    return False


def is_at_hand(name: str, subject: Target) -> bool:
    """Whether the body uses the library that a dotted name begins with, or the package has the name.

    Args:
        name: The name of an exception.
        subject: The object.
    """
    first, _, rest = name.strip(" :").partition(".")
    words: AbstractSet[str] = subject.context.package.words if subject.context is not None else frozenset()
    return first in subject.own_names if rest else first in words
