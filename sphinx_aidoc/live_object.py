"""One object at run time: what it says of itself, and how autodoc gets it from its owner."""

from __future__ import annotations

import functools
import inspect
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

from sphinx.util.inspect import isproperty, safe_getattr, unpartial

NOTHING = object()
"""Where an owner has no such member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveObject:
    """An object at run time.

    Attributes:
        obj: The object, as autodoc gets it from its owner.
        owner: The class or module that it is a member of; `None` for a module.
        name: Its name there.
    """

    obj: Any
    owner: Any = None
    name: str = ""

    @property
    def renamed(self) -> bool:
        """Whether it is a class under another name than its own: autodoc shows "alias of" it, and no members."""
        own = safe_getattr(self.obj, "__name__", None)
        return isinstance(self.obj, type) and self.owner is not None and own != self.name

    @property
    def inherited(self) -> bool:
        """Whether its owner is a class that has it from a base alone."""
        if not isinstance(self.owner, type) or (self.name.startswith("__") and not self.name.endswith("__")):
            return False  # the names of what is private to a class are others
        return self.name not in vars(self.owner)

    @property
    def module(self) -> str:
        """The module that it says it belongs to, empty if it does not say; autodoc goes by it."""
        name = safe_getattr(unpartial(self.obj), "__module__", None)
        return name if isinstance(name, str) else ""

    @property
    def place(self) -> tuple[str, int] | None:
        """File and first line of its code, decorators included; `None` for what is no Python function."""
        function = self.obj
        if isproperty(function):
            function = safe_getattr(function, "fget", None) or safe_getattr(function, "func", None)
        try:
            function = inspect.unwrap(safe_getattr(function, "__func__", function))
        except Exception:  # noqa: BLE001 - an object that answers everything answers `__wrapped__` for ever
            return None
        code = function.__code__ if isinstance(function, FunctionType) else None
        return None if code is None else (code.co_filename, code.co_firstlineno)


def path_of(obj: Any) -> str:
    """Where the code says that an object was defined: module and name; empty where it does not say."""
    module, name = safe_getattr(obj, "__module__", None), safe_getattr(obj, "__qualname__", None)
    return f"{module}.{name}" if isinstance(module, str) and isinstance(name, str) else ""


def member_of(owner: Any, name: str) -> Any:
    """A member as autodoc gets it, where it is one; a module's or metaclass' `__getattr__` makes none."""
    try:  # an object may be anything
        member = got(owner, name)
        lies = any(isinstance(member, kind) and not issubclass(type(member), kind) for kind in (type, ModuleType))
    except Exception:  # noqa: BLE001
        return NOTHING
    return NOTHING if lies else member


def got(owner: Any, name: str) -> Any:
    """A member of a module or class, whatever it says it is; nothing is computed to get one of a module."""
    if isinstance(owner, ModuleType):
        return vars(owner).get(name, NOTHING)
    if not isinstance(owner, type):
        return NOTHING
    if name.startswith("__") and not name.endswith("__"):
        name = f"_{owner.__name__.lstrip('_')}{name}"
    static = inspect.getattr_static(owner, name, NOTHING)
    if static is NOTHING or isinstance(static, property | functools.cached_property | FunctionType | type):
        return static
    return safe_getattr(owner, name, NOTHING)
