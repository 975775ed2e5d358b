"""Where a name may come from: the object's own code, its class, module, package, imports, and what is outside."""

from __future__ import annotations

import sys
from enum import Enum
from types import AsyncGeneratorType, GeneratorType
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.lookup import UNKNOWN, CodeContext, Package
from aidoc_core.code.lookup.callees import resolve
from aidoc_core.code.outside import is_builtin, outside

if TYPE_CHECKING:
    from aidoc_core.checks.target import Target

# What everybody writes for these, in packages that import them otherwise or not at all.
_SHORT = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "xr": "xarray", "tf": "tensorflow"}


_OF_WRAPPERS = frozenset({"cache_clear", "cache_info", "cache_parameters", "__wrapped__", "register", "dispatch"})
"""Attributes that `functools` gives to functions."""


class Verdict(Enum):
    """What looking a name up has brought."""

    FOUND = "found"
    ELSEWHERE = "elsewhere"
    """It would be outside of what can be looked into."""
    MISPLACED = "misplaced"
    """Not where the text says, so far as can be seen: the name stands elsewhere, or its place is out of sight."""
    MISSING = "missing"


def look_up(  # noqa: PLR0911 - one place to look a line
    name: str, subject: Target, *, call: bool = False
) -> Verdict:
    """Look a dotted name up.

    Args:
        name: Without parentheses.
        subject: The object whose text has the name.
        call: Whether the text calls it: then a plain word counts as a name too.
    """
    first, _, rest = name.partition(".")
    if subject.known(name):
        return Verdict.FOUND
    if name in subject.own_names or (first in ("self", "cls") and rest in subject.own_names):
        return Verdict.FOUND
    context = subject.context
    if context is None:
        return Verdict.FOUND if is_builtin(first) and not rest else Verdict.ELSEWHERE
    if rest and first in sys.stdlib_module_names and outside(name):
        return Verdict.FOUND  # also where the module has `from datetime import datetime`
    if rest and (first in ("object", "instance", "obj") or rest in _OF_WRAPPERS):
        return Verdict.ELSEWHERE
    if rest and first != context.package.name and _is_library(first, context):
        return Verdict.FOUND if context.package.outside(name) else Verdict.ELSEWHERE
    verdict = (
        _inside(name, context)
        or _of_variable(first, rest, subject, context)
        or _of_instance(first, rest, context)
        or _below_root(name, context)
        or _outside(name, context)
    )
    if verdict is Verdict.MISPLACED and first.islower() and first != context.package.name and name.count(".") == 1:
        return Verdict.ELSEWHERE  # as often something that is called like a module or class: `layout.legend2`
    if verdict is not Verdict.ELSEWHERE:
        return verdict
    return _anywhere(name, context, call=call)


def _is_library(first: str, context: CodeContext) -> bool:
    """Whether the module imports something from another package of this name: its members are for that to have."""
    targets = (m.target_path for m in context.module.members.values() if isinstance(m, griffe.Alias))
    return first not in sys.stdlib_module_names and any(target.startswith(f"{first}.") for target in targets)


def _inside(name: str, context: CodeContext) -> Verdict | None:
    """In scope, or under the package's name."""
    package = context.package
    first, _, rest = name.partition(".")
    if first in ("self", "cls") and context.owner is not None and rest:
        return _judge(package.descend(context.owner, rest), rest, package)
    owner = context.owner
    if owner is not None and (found := package.member(owner, first)) is not None and found is not UNKNOWN:
        return _judge(package.descend(found, rest), rest, package) if rest else Verdict.FOUND
    if context.obj.is_module and (found := package.descend(context.obj, name)) is not None:
        return _judge(found, name, package)
    if first == package.name or first in context.module.members:
        return _in_module(name, context)
    return None


def _in_module(name: str, context: CodeContext) -> Verdict:
    """Under the package's name, or a name of the module."""
    package = context.package
    first, _, rest = name.partition(".")
    member = context.module.members.get(first)
    if first == package.name:
        found = package.descend(package.root, rest)
        if found is None and _is_shadowed(rest, package):
            return Verdict.ELSEWHERE
        return Verdict.FOUND if found is None and _is_shown_above(rest, package) else _judge(found, name, package)
    found = resolve(package, context.obj, name)
    place = resolve(package, context.obj, first) if found is UNKNOWN and rest else None
    if _takes_all(place) or (isinstance(place, griffe.Attribute) and first.islower()):
        return Verdict.ELSEWHERE  # of a value: `torch = import_if_there("torch")`
    if found is UNKNOWN and isinstance(member, griffe.Alias) and not member.target_path.startswith(f"{package.name}."):
        return _imported(name, context)
    return _judge(found, name, package)


def _is_shadowed(path: str, package: Package) -> bool:
    """Whether a value stands in the place of a module on a path: `from .settings import settings` in the root."""
    module = package.descend(package.root, path.partition(".")[0])
    if not isinstance(module, griffe.Module) or "." not in path:
        return False
    value = module.members.get(module.name)
    return isinstance(value, griffe.Attribute)


def _takes_all(module: object) -> bool:
    """Whether a module of the package has whatever others have: `from PyQt6.QtGui import *`."""
    return isinstance(module, griffe.Object) and any("*" in name for name in module.members)


def _is_shown_above(rest: str, package: Package) -> bool:
    """Whether a path names a class of the package, which its root may show, and a member of it."""
    first, _, member = rest.partition(".")
    classes = (obj for obj in package.by_name.get(first, ()) if obj.is_class)
    return bool(member) and any(package.descend(one, member) is not None for one in classes)


def _imported(name: str, context: CodeContext) -> Verdict:
    """A name that the module imports from outside of the package."""
    first, _, rest = name.partition(".")
    member = context.module.members.get(first)
    target = member.target_path if isinstance(member, griffe.Alias) else ""
    if not target or not rest:
        return Verdict.FOUND
    exists = context.package.outside(f"{target}.{rest}")
    return Verdict.MISSING if exists is False else Verdict.FOUND if exists else Verdict.ELSEWHERE


def _judge(found: object, name: str, package: Package) -> Verdict:
    if found is None:
        return Verdict.MISPLACED if name.rpartition(".")[2] in package.words else Verdict.MISSING
    if found is UNKNOWN and _is_open(name, package):
        return Verdict.ELSEWHERE
    if found is UNKNOWN and name.rpartition(".")[2] not in package.words:
        # It may have members that no code shows; but one whose name stands nowhere in the package is doubtful.
        return Verdict.MISPLACED
    return Verdict.FOUND


def _is_open(name: str, package: Package) -> bool:
    """Whether a path under the package's name leaves what was read at a module: one with names that no code shows."""
    if name.partition(".")[0] != package.name.partition(".")[0]:
        return False
    found: object = package.root
    for part in name.removeprefix(package.name).strip(".").split("."):
        following = package.member(found, part) if isinstance(found, griffe.Object) else None
        if not isinstance(following, griffe.Object):
            break
        found = following
    return isinstance(found, griffe.Module)


def _of_variable(first: str, rest: str, subject: Target, context: CodeContext) -> Verdict | None:
    """`response.status`, where `response` is a parameter or variable: its type is unknown, its words are not."""
    if first not in subject.own_names or not rest:
        return None
    known = all(part in context.package.words or part in COMMON for part in rest.split("."))
    return Verdict.FOUND if known else Verdict.ELSEWHERE


def _of_instance(first: str, rest: str, context: CodeContext) -> Verdict | None:
    """`trace.data`, where the package has a class `Trace` with such a member."""
    if not rest or not first.islower():
        return None
    classes = context.package.by_name.get("".join(part.capitalize() for part in first.split("_")), ())
    known = any(context.package.descend(one, rest) is not None for one in classes if one.is_class)
    return Verdict.FOUND if known else None


def _below_root(name: str, context: CodeContext) -> Verdict | None:
    """A path that leaves the package's name out: `abc.Messageable` in a package with a module `abc`."""
    found = context.package.descend(context.package.root, name) if "." in name else None
    return Verdict.FOUND if isinstance(found, griffe.Object) else None


def _outside(name: str, context: CodeContext) -> Verdict:
    first, _, rest = name.partition(".")
    path = f"{_SHORT[first]}.{rest}".strip(".") if first in _SHORT else name
    exists = context.package.outside(path)
    if exists is False and rest and first in sys.stdlib_module_names:
        exists = context.package.outside(f"{first}.{name}")  # `datetime.isoformat` of the class
    if exists is None:
        return Verdict.ELSEWHERE
    if exists:
        return Verdict.FOUND
    return Verdict.MISPLACED if rest.rpartition(".")[2] in context.package.words else Verdict.MISSING


def _anywhere(  # noqa: PLR0911 - one place to look a line
    name: str, context: CodeContext, *, call: bool
) -> Verdict:
    """Anything of that name in the package: a class with the member, a path that ends so, or just the word."""
    package = context.package
    first, _, rest = name.partition(".")
    if not rest:
        known = name in COMMON or not package.words.isdisjoint((name, name.lower()))
        if known or _imported_beside(name, context) or _composed(name, package):
            return Verdict.FOUND
        if _is_of_library(name, context) or _is_kind_of_imported(name, context):
            return Verdict.ELSEWHERE
        if _is_made_of(name, package):
            return Verdict.FOUND
        return Verdict.MISSING if call or not name.islower() or "_" in name else Verdict.ELSEWHERE
    # Only classes: `client` in `client.get()` is somebody's variable more often than a module of that name.
    candidates = [obj for obj in package.by_name.get(first, ()) if obj.is_class]
    if not candidates:
        parts = name.split(".")
        stray = first[:1].isupper() and not any(part in package.words or part in COMMON for part in parts)
        return Verdict.MISPLACED if stray else Verdict.ELSEWHERE
    found = [package.descend(obj, rest) for obj in candidates]
    if any(one is not None for one in found):
        return Verdict.FOUND
    return _judge(None, name, package)


def _is_of_library(name: str, context: CodeContext) -> bool:
    """Whether a name is made of that of a library which the module imports: `SingletonPyMOL`."""
    targets = {m.target_path.partition(".")[0] for m in context.module.members.values() if isinstance(m, griffe.Alias)}
    others = (one.replace("_", "").lower() for one in targets - sys.stdlib_module_names - {context.package.name})
    bare = name.replace("_", "").lower()
    return any(len(one) > 3 and one in bare for one in others)  # noqa: PLR2004 - shorter names stand in words


def _is_kind_of_imported(name: str, context: CodeContext) -> bool:
    """Whether a class is called like one that the module takes from a library, with more in front: `BoolTensor`."""
    root = f"{context.package.name}."
    return any(
        isinstance(member, griffe.Alias)
        and len(one) > 3  # noqa: PLR2004 - shorter names end many words
        and one[:1].isupper()
        and name.endswith(one)
        and not member.target_path.startswith(root)
        for one, member in context.module.members.items()
    )


def _is_made_of(name: str, package: Package) -> bool:
    """Whether a name is several of a known one, or that with a letter in front: `exc_infos`, `b_axes` of `axes`."""
    if name.endswith("s") and "_" in name and name[:-1] in package.words:
        return True
    return name[1:2] == "_" and name[:1].isalpha() and len(name) > 4 and name[2:] in package.words  # noqa: PLR2004


def _imported_beside(name: str, context: CodeContext) -> bool:
    """Whether a module of the standard library, from which the object's module imports, has a name."""
    targets = {m.target_path.partition(".")[0] for m in context.module.members.values() if isinstance(m, griffe.Alias)}
    return any(outside(f"{first}.{name}") for first in sorted(targets & sys.stdlib_module_names))


def _composed(name: str, package: Package) -> bool:
    """Whether the code has a name in two parts: `MAGENTIC_BACKEND` of a prefix and a field."""
    if not name.isupper():
        return False
    cuts = [at + 1 for at, char in enumerate(name) if char == "_"]
    return any(name[:at] in package.words and {name[at:], name[at:].lower()} & package.words for at in cuts)


COMMON = frozenset(
    attribute
    for kind in (str, bytes, list, dict, set, int, float, tuple, object, Exception, GeneratorType, AsyncGeneratorType)
    for attribute in dir(kind)
)
"""Attributes that what Python itself brings has."""
