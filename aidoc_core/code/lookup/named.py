"""What a name in an object's documentation stands for, by the scopes around the object.

Needs no index of the package: it is asked on every build, also where nothing was generated.
"""

from __future__ import annotations

import griffe

_CONSTRUCTORS = ("__init__", "__new__", "__call__")


def named(name: str, obj: griffe.Object) -> griffe.Object | None:
    """The object that a dotted name stands for where an object is described.

    Args:
        name: As the text has it, without parentheses: `Client.get`, `self.close`, `timeout`.
        obj: The object that the text describes.

    Returns:
        The object, aliases and inheritance followed; `None` for a parameter, for the object itself, for a name that
        is not in scope, and for what is outside of the loaded packages.
    """
    first, *rest = name.split(".")
    owner = obj if obj.is_class else obj.parent if obj.parent is not None and obj.parent.is_class else None
    found: griffe.Object | None
    if first in ("self", "cls"):
        found = owner if rest else None
    elif first in _parameters(obj):
        return None
    else:
        found = _in_scope(first, obj, owner)
    for part in rest:
        found = None if found is None else _member(found, part)
    return None if found is obj or (found is owner and obj.name in _CONSTRUCTORS) else found


def _parameters(obj: griffe.Object) -> set[str]:
    functions: list[griffe.Object | griffe.Alias | None] = [obj]
    if obj.is_class:  # its text may be shown with its constructor's
        functions = [obj.members.get(name) for name in _CONSTRUCTORS]
    return {
        parameter.name.lstrip("*")
        for function in functions
        if isinstance(function, griffe.Function)
        for parameter in function.parameters
    }


def _in_scope(first: str, obj: griffe.Object, owner: griffe.Object | None) -> griffe.Object | None:
    """Siblings count though Python does not see them: a method's text says `close` of the method beside it."""
    module = obj if isinstance(obj, griffe.Module) else obj.module
    for scope in (owner, owner.parent if owner is not None else None, module):
        if scope is not None and (found := _member(scope, first)) is not None:
            return found
        if scope is not None and first in scope.members:
            return None  # it hides what is further out, even if it leads nowhere
    if owner is not None and first == owner.name:
        return owner
    package = module.package
    return package if first == package.name else None


def _member(obj: griffe.Object, name: str) -> griffe.Object | None:
    found: griffe.Object | griffe.Alias | None = obj.members.get(name)
    try:
        if found is None and isinstance(obj, griffe.Class):
            # Not `inherited_members`: it makes an alias of each, which hosts list as further names of the object.
            found = next((base.members[name] for base in bases(obj) if name in base.members), None)
        return found.final_target if isinstance(found, griffe.Alias) else found
    except griffe.GriffeError:  # an alias that leads out of the loaded packages, or round in a circle
        return None


def bases(cls: griffe.Class) -> list[griffe.Class]:
    """The base classes in the loaded packages, nearest first."""
    try:
        return cls.mro()
    except ValueError:  # an impossible order: Python will say so
        return []
