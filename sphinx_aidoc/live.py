"""The objects as they are at run time: imported the way autodoc imports them, and what they say of themselves.

autodoc shows the words of live objects, not those of their source. Nothing is imported here that autodoc is not going
to import for the same documents, and nothing before it is asked for: until then no object is known.
"""

from __future__ import annotations

import functools
import inspect
import re
import sys
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import FunctionType, MemberDescriptorType, ModuleType
from typing import TYPE_CHECKING, Any

from sphinx.ext.autodoc.importer import import_object
from sphinx.ext.autodoc.mock import ismock, mock  # type: ignore[attr-defined]  # moved in Sphinx 9, and still here
from sphinx.util.inspect import (
    getdoc,
    getslots,
    isattributedescriptor,
    isenumattribute,
    isproperty,
    object_description,
    safe_getattr,
    signature,
    stringify_signature,
    unpartial,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.config import Config

_NOTHING = object()
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}\b")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What autodoc would show for an object.

    Attributes:
        text: The words, as they are at run time; empty for none.
        inherited: Whether they are those of a base class.
        fixed: Whether they can be read, and are the same when read again.
    """

    text: str = ""
    inherited: bool = False
    fixed: bool = True


def path_of(obj: Any) -> str:
    """Where the code says that an object was defined: module and name; empty where it does not say."""
    module, name = safe_getattr(obj, "__module__", None), safe_getattr(obj, "__qualname__", None)
    return f"{module}.{name}" if isinstance(module, str) and isinstance(name, str) else ""


class Live:
    """Imports what autodoc is going to import, and knows the objects in it.

    Args:
        config: Sphinx' configuration.
    """

    def __init__(self, config: Config) -> None:
        self._mocks: Sequence[str] = getattr(config, "autodoc_mock_imports", ())
        self._inherit: bool = getattr(config, "autodoc_inherit_docstrings", True)
        self._open = False
        self._brought: dict[str, bool] = {}
        self._given: dict[tuple[str, str], Any] = {}  # what a module made when it was asked
        self._words: dict[str, Words | None] = {}

    def open(self) -> None:
        """From now on the objects of imported modules are known: documents are going to be read."""
        self._open = True

    def bring(self, module: str) -> bool:
        """Import a module that autodoc is going to import, with autodoc's own importer.

        What goes wrong is not told: autodoc tries again, and tells it.

        Args:
            module: Its name.

        Returns:
            Whether it is there.
        """
        self.open()
        if module not in self._brought:
            self._brought[module] = self._import(module)
        return self._brought[module]

    def get(self, module: str, names: Iterable[str] | None = None) -> None:
        """Get members of a module that autodoc is going to get: a lazy one makes them only then.

        Args:
            module: Its name; it has been brought.
            names: Their names; those that it lists if `None`.
        """
        if not self.there(module):
            return
        obj = sys.modules[module]
        with mock(list(self._mocks)):
            for name in _listed(obj) if names is None else names:
                if name in vars(obj) or (module, name) in self._given:
                    continue
                try:
                    self._given[module, name] = safe_getattr(obj, name)
                except Exception:  # noqa: BLE001, S112 - autodoc tells, and shows nothing
                    continue

    def member(self, module: str, name: str) -> Any:
        """What a module that is there has under a name, be there a module of that name or not; `None` if nothing."""
        found = self._member(sys.modules[module], name) if self.there(module) else _NOTHING
        return None if found is _NOTHING or ismock(found) else found

    def omits(self, module: str, name: str) -> bool:
        """Whether a module that is there does not list a name: autodoc takes it for no member, `__all__` or not."""
        if not self.there(module):
            return False
        obj = sys.modules[module]
        return name not in _listed(obj) and name not in safe_getattr(obj, "__annotations__", ())

    def failed(self, module: str) -> bool:
        """Whether autodoc will not be able to import a module that it is going to import."""
        return self._brought.get(module) is False

    def there(self, module: str) -> bool:
        """Whether a module has been imported, here or by autodoc itself."""
        found = sys.modules.get(module)
        return self._open and isinstance(found, ModuleType) and not _left_over(found, module)

    def find(self, path: str) -> LiveObject | None:
        """The object of a dotted name in modules that are there; `None` where there is none.

        Nothing is computed to get it: a module's `__getattr__` is asked by `get` alone.
        """
        parts = path.split(".")
        for end in range(len(parts), 0, -1):
            name = ".".join(parts[:end])
            if self.there(name):
                found = LiveObject(obj=sys.modules[name])
                for part in parts[end:]:
                    member = self._member(found.obj, part)
                    if member is _NOTHING:
                        return None
                    found = LiveObject(obj=member, owner=found.obj, name=part)
                return None if ismock(found.obj) else found
        return None

    def words(self, path: str) -> Words | None:
        """What autodoc would show for an object; `None` where the object is not known."""
        if path not in self._words:
            found = self.find(path)
            if found is None:
                return None  # perhaps its module comes later
            self._words[path] = self.words_of(found)
        return self._words[path]

    def words_of(self, found: LiveObject) -> Words:
        """What autodoc would show for a live object.

        Words that no person wrote are none: those that Python gives to a dataclass, a named tuple or its fields.
        """
        try:  # as autodoc does for every member, before it decides whether to show it
            getdoc(found.obj, allow_inherited=self._inherit, cls=found.owner, name=found.name)
        except Exception:  # noqa: BLE001 - autodoc tells, and shows nothing
            return Words(fixed=False)
        own = self._text(found, inherit=False)
        text = own if own or not self._inherit else self._text(found, inherit=True)
        again = self._text(found, inherit=not own and self._inherit)
        return Words(text=_ADDRESS.sub("0x…", text), inherited=not own and bool(text), fixed=text == again)

    def init_words(self, cls: Any) -> str:
        """What autodoc shows of a class' constructor where it shows it with the class."""
        for name in ("__init__", "__new__"):
            made = safe_getattr(cls, name, None)
            text = _doc(made, allow_inherited=self._inherit, cls=cls if name == "__init__" else object, name=name)
            if text and not _by_python(text, LiveObject(obj=made)):
                return text
        return ""

    def belongs(self, module: str, name: str) -> bool | None:
        """Whether autodoc takes a class or function for a module's own; `None` where that is open.

        Args:
            module: The module that it is found in.
            name: Its name there.
        """
        found = self.find(f"{module}.{name}")
        if found is None or not (isinstance(found.obj, type) or inspect.isroutine(unpartial(found.obj))):
            return None
        return found.module in ("", module)

    def of_bases(self, path: str) -> frozenset[str]:
        """The names that autodoc takes for those of a class' bases, though it may annotate or set them, too."""
        found = self.find(path)
        if found is None or not isinstance(found.obj, type):
            return frozenset()
        own, *above = inspect.getmro(found.obj)
        return frozenset(chain.from_iterable(map(vars, above))) - vars(own).keys() - _slots(own).keys()

    def describes(self, path: str) -> bool:
        """Whether autodoc can describe an object that it would not show without words: without an error or a warning.

        Args:
            path: The object.
        """
        found = self.find(path)
        try:
            if found is None:
                owner, _, name = path.rpartition(".")
                holder = self.find(owner)
                return holder is None or _got(holder.obj, name) is _NOTHING  # else it says that it is what it is not
            if found.owner is None:
                return True
            if isinstance(found.obj, type):
                issubclass(found.obj, BaseException)
            # A descriptor without `__set__`, such as a cached property, counts as a routine.
            routine = inspect.isroutine(unpartial(found.obj)) and callable(found.obj)
            if isinstance(found.obj, type) or routine:
                stringify_signature(_signature(found.obj))
            elif not isproperty(found.obj):
                object_description(found.obj)
        except Exception:  # noqa: BLE001 - an object may be anything
            return False
        return True

    def takes(self, module: str, namespace: str, name: str) -> bool:
        """Whether a member without words may be given some, and autodoc shows no more objects for it than it would.

        Args:
            module: The module that autodoc finds it in.
            namespace: The class around it, empty for none.
            name: Its name.
        """
        path = ".".join(filter(None, (module, namespace, name)))
        words = self.words(path)
        if self.failed(module) or (words is not None and (words.text or not words.fixed)):
            return False
        return bool(namespace) or self.belongs(module, name) is not False or name in self._exports(module)

    def home(self, module: str, namespace: str, name: str) -> tuple[str, str, str]:
        """Where autodoc looks for the comment on a member: in the module that its class says it belongs to."""
        found = self.find(f"{module}.{namespace}") if namespace else None
        if found is None or not isinstance(found.obj, type) or not found.module:
            return module, namespace, name
        return found.module, safe_getattr(found.obj, "__qualname__", namespace), name

    def _exports(self, module: str) -> Sequence[str]:
        exported = safe_getattr(sys.modules.get(module), "__all__", ())
        return exported if isinstance(exported, list | tuple) else ()

    def _text(self, found: LiveObject, *, inherit: bool) -> str:
        obj, owner, name = found.obj, found.owner, found.name
        if owner is None:
            text = _doc(obj)
        elif isinstance(obj, type):
            text = "" if found.renamed else _doc(obj)
        elif not isinstance(owner, type):
            data = not (inspect.isroutine(obj) or isinstance(unpartial(obj), FunctionType))
            text = "" if data else _doc(obj, allow_inherited=inherit, cls=owner, name=name)
        elif isproperty(obj) or (inspect.isroutine(obj) and not isattributedescriptor(obj)):
            text = _doc(obj, allow_inherited=inherit, cls=owner, name=name)
        else:
            text = _of_attribute(obj, owner, name)
        return "" if _by_python(text, found) else text

    def _member(self, owner: Any, name: str) -> Any:
        given = self._given.get((owner.__name__, name), _NOTHING) if isinstance(owner, ModuleType) else _NOTHING
        return _member(owner, name) if given is _NOTHING else given

    def _import(self, module: str) -> bool:
        before = frozenset(sys.modules)
        try:
            with mock(list(self._mocks)):
                import_object(module, [])
        except ImportError as error:
            _forget(module, before)
            if _interrupted(error):
                raise KeyboardInterrupt from error
            return False
        return isinstance(sys.modules.get(module), ModuleType)


def _left_over(module: ModuleType, name: str) -> bool:
    """Whether a module is from an earlier build in this process: its package has been imported anew from elsewhere."""
    above, _, last = name.rpartition(".")
    package = sys.modules.get(above)
    if not isinstance(package, ModuleType) or vars(package).get(last) is module or vars(module).get("__name__") != name:
        return False
    places = [place for place in (*_places(module), vars(module).get("__file__")) if isinstance(place, str)]
    inside = set(_places(package))
    return bool(inside and places) and not any(str(Path(place).parent) in inside for place in places)


def _places(package: ModuleType) -> list[str]:
    """The directories of a package; of a namespace package, there are several."""
    try:
        return list(vars(package).get("__path__", ()))
    except Exception:  # noqa: BLE001 - a module may set it to anything
        return []


def _forget(module: str, before: frozenset[str]) -> None:
    """Leave a package that fails as it was: autodoc's own attempt goes the same way, to the same message."""
    package = module.partition(".")[0]
    for name in sys.modules.keys() - before:
        if name == package or name.startswith(f"{package}."):
            del sys.modules[name]


def _interrupted(error: BaseException) -> bool:
    """Whether Ctrl-C came while a module was imported; autodoc's importer takes it for an error of the module."""
    cause = error.__cause__
    return cause is not None and bool(cause.args) and isinstance(cause.args[0], KeyboardInterrupt)


def _member(owner: Any, name: str) -> Any:
    """A member as autodoc gets it, where it is one; a module's or metaclass' `__getattr__` makes none."""
    try:  # an object may be anything
        member = _got(owner, name)
        lies = any(isinstance(member, kind) and not issubclass(type(member), kind) for kind in (type, ModuleType))
    except Exception:  # noqa: BLE001
        return _NOTHING
    return _NOTHING if lies else member


def _signature(obj: Any) -> inspect.Signature:
    inspect.unwrap(obj)
    try:
        return signature(obj)
    except ValueError:  # none, as of built-in functions
        return inspect.Signature()


def _got(owner: Any, name: str) -> Any:
    if isinstance(owner, ModuleType):
        return vars(owner).get(name, _NOTHING)
    if not isinstance(owner, type):
        return _NOTHING
    if name.startswith("__") and not name.endswith("__"):
        name = f"_{owner.__name__.lstrip('_')}{name}"
    static = inspect.getattr_static(owner, name, _NOTHING)
    if static is _NOTHING or isinstance(static, property | functools.cached_property | FunctionType | type):
        return static
    return safe_getattr(owner, name, _NOTHING)


def _listed(module: ModuleType) -> Sequence[str]:
    """The names that a module says it has."""
    try:
        return dir(module)
    except Exception:  # noqa: BLE001 - a module may have a `__dir__` of its own
        return tuple(vars(module))


def _doc(obj: Any, **how: Any) -> str:
    """The docstring as autodoc finds it; what is no text is none, and so is what cannot be read."""
    try:
        text = getdoc(obj, **how)
    except Exception:  # noqa: BLE001 - an object may be anything
        return ""
    return text if isinstance(text, str) and text.strip() else ""


def _slots(cls: type) -> Mapping[str, Any]:
    """The slots of a class, those that it inherits if it has none, and what they are for where that is said."""
    try:
        return getslots(cls) or {}
    except (TypeError, ValueError):
        return {}


def _of_attribute(obj: Any, owner: type, name: str) -> str:
    """What autodoc shows for an attribute that has no comment: the words of a descriptor, never those of a value."""
    slots = _slots(owner)
    if name in slots:
        said = slots.get(name)
        return said if isinstance(said, str) else ""
    if isenumattribute(obj):
        obj = safe_getattr(obj, "value", None)
    return _doc(obj, cls=owner, name=name) if isattributedescriptor(obj) else ""


def _by_python(text: str, found: LiveObject) -> bool:
    """Whether Python wrote the text for want of one."""
    if text in (object.__init__.__doc__, object.__new__.__doc__):
        return True
    obj = found.obj
    if isinstance(obj, type):
        call = text.startswith(f"{obj.__name__}(") and text.endswith(")") and "\n" not in text
        return call and ("__dataclass_fields__" in vars(obj) or isinstance(getattr(obj, "_fields", None), tuple))
    fields = safe_getattr(found.owner, "_fields", None)
    given = isinstance(fields, tuple) and found.name in fields and text.startswith("Alias for field number ")
    return given or (isinstance(obj, MemberDescriptorType) and not text.strip())
