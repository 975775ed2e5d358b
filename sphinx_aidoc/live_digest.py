"""What tells whether the objects of an imported module are as an earlier build met them: a digest of what they say.

Texts, signatures, owners and bases, as they are at run time: no file tells of what an environment variable or another
release of a base class makes of them. Nothing is computed that looking at a member does not compute; what cannot be
looked at is told as that.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import sys
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.util.inspect import safe_getattr

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sphinx_aidoc.importing import Imports

_PLAIN = (bool, int, float, complex, str, bytes, type(None))
_WRAPS = ("__func__", "func", "fget", "__wrapped__")
_WRAPPING = (
    *(classmethod, staticmethod, property, MethodType, functools.cached_property, functools.partial),
    *(functools.partialmethod, functools.singledispatchmethod, type(functools.lru_cache(_WRAPS.count))),
)
"""Kinds of objects around a function; of others nobody knows what they make of being asked."""
_LOOKED = ("__doc__", "__module__", "__qualname__", "__name__")
_SAME = frozenset({"builtins", "typing", "abc"})
"""Modules whose classes the release of Python tells."""
_SELF_MADE = frozenset(
    {"__annotations__", "__dict__", "__weakref__", "__builtins__", "__cached__", "__loader__", "__spec__"}
)
"""What Python makes, some of it when somebody looks; annotations are told by themselves."""


class _Home(NamedTuple):
    """The module that is looked at: lines of its file tell which of several definitions is live."""

    module: str
    file: str


_ELSEWHERE = _Home("", "")


class LiveDigests:
    """The digests of modules, each made once."""

    def __init__(self) -> None:
        self._modules: dict[str, str] = {}
        self._classes: dict[tuple[type, str], str] = {}

    def of(self, name: str) -> str:
        """The digest of an imported module; empty where there is none, or where it cannot be told.

        Args:
            name: The module.
        """
        if name not in self._modules:
            module = sys.modules.get(name)
            self._modules[name] = self._of(module) if isinstance(module, ModuleType) else ""
        return self._modules[name]

    def of_asked(self, asked: Iterable[Sequence[Any]], imports: Imports) -> dict[str, str]:
        """The modules that were asked for, each with its digest; empty of those that are not there.

        Args:
            asked: What was asked for (`Imports.asked`).
            imports: What is there.
        """
        modules = dict.fromkeys(module for module, _ in asked)
        return {module: self.of(module) if imports.there(module) else "" for module in modules}

    def _of(self, module: ModuleType) -> str:
        try:
            told = [*self._module(module)]
        except Exception:  # noqa: BLE001 - an object may be anything
            return ""
        return _digest(told)

    def _module(self, module: ModuleType) -> Iterator[object]:
        # Modules of a package are members of it as soon as anybody has imported them.
        inside = {name for name, one in vars(module).items() if _is_inside(one, f"{module.__name__}.{name}")}
        members = {name: one for name, one in vars(module).items() if name not in inside}
        home = _Home(module.__name__, str(members.get("__file__")))
        yield members.get("__file__"), [*members.get("__path__", ())], _names(module, inside)
        yield sorted(map(str, members.get("__annotations__", ())))
        exported = members.get("__all__")
        yield sorted(map(str, exported)) if isinstance(exported, list | tuple | set) else None
        for name, value in members.items():
            if name not in _SELF_MADE:
                yield name, self._value(value, home)

    def _value(self, value: Any, home: _Home) -> object:
        if isinstance(value, type):
            return self._class(value, home)
        if type(value) is FunctionType:
            return _function(value, home)
        if type(value) in _PLAIN:
            return type(value).__name__
        if isinstance(value, ModuleType):
            return "module", value.__name__
        wrapped = [safe_getattr(value, name, None) for name in _WRAPS] if isinstance(value, _WRAPPING) else []
        inner = [self._value(one, home) for one in wrapped if one is not None]
        return type(value).__qualname__, [_text(safe_getattr(value, name, None)) for name in _LOOKED], inner

    def _class(self, cls: type, home: _Home) -> str:
        key = cls, (home := home if _stands_in(cls, home) else _ELSEWHERE).module
        if key not in self._classes:
            self._classes[key] = ""  # while it is looked at, where it holds itself
            self._classes[key] = _digest([*self._in_class(cls, home)])
        return self._classes[key]

    def _in_class(self, cls: type, home: _Home) -> Iterator[object]:
        yield cls.__module__, cls.__qualname__, type(cls).__qualname__
        if cls.__module__ in _SAME:
            return
        members = vars(cls)
        yield _text(cls.__doc__), _names(cls), sorted(map(str, members.get("__annotations__", ())))
        slots = members.get("__slots__")
        yield sorted(slots.items()) if isinstance(slots, dict) else None
        yield [self._class(base, home) for base in inspect.getmro(cls)[1:]]
        for name, value in members.items():
            if name not in _SELF_MADE and name != "__doc__":
                yield name, self._value(value, home)


def _names(owner: object, but: Collection[str] = ()) -> list[str]:
    return [name for name in dir(owner) if name not in _SELF_MADE and name not in but]


def _stands_in(cls: type, home: _Home) -> bool:
    """Whether a class is of a module, whatever it says itself."""
    codes = (value.__code__ for value in vars(cls).values() if type(value) is FunctionType)
    return cls.__module__ == home.module or any(code.co_filename == home.file for code in codes)


def _is_inside(value: object, name: str) -> bool:
    return type(value) is ModuleType and value.__name__ == name


def _function(function: FunctionType, home: _Home) -> object:
    code, extra = function.__code__, vars(function)
    told = (_text(function.__doc__), function.__module__, function.__qualname__, *_signature(code, home))
    defaults = [type(one).__qualname__ for one in function.__defaults__ or ()]
    if not extra:
        return told, defaults
    wrapped = extra.get("__wrapped__")
    inner = _function(wrapped, home) if type(wrapped) is FunctionType else wrapped is not None
    return told, defaults, sorted(extra), str(extra.get("__signature__", "")), inner


def _signature(code: CodeType, home: _Home) -> tuple[object, ...]:
    stars = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + stars]
    line = code.co_firstlineno if code.co_filename == home.file else 0
    return code.co_filename, line, code.co_argcount, code.co_flags, names


def _text(value: object) -> object:
    return value if isinstance(value, str) else type(value).__qualname__


def _digest(told: object) -> str:
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
