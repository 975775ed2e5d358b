"""The objects as they are at run time: imported the way autodoc imports them, and what they say of themselves.

autodoc shows the words of live objects, not those of their source. Nothing is imported here that autodoc is not going
to import for the same documents, and nothing before it is asked for: until then no object is known.
"""

from __future__ import annotations

import inspect
import sys
from contextlib import suppress
from itertools import chain
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sphinx.ext.autodoc.mock import ismock  # type: ignore[attr-defined]  # moved in Sphinx 9, and still here
from sphinx.util.inspect import (
    getdoc,
    isproperty,
    object_description,
    safe_getattr,
    stringify_signature,
    unpartial,
)

from sphinx_aidoc.importing import Imports
from sphinx_aidoc.live_object import NOTHING, LiveObject, got, member_of
from sphinx_aidoc.live_words import Words, init_words, slots_of, words_of
from sphinx_aidoc.new_autodoc import uninitialized
from sphinx_aidoc.signatures import signature_of
from sphinx_aidoc.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.config import Config


class Live(Imports):
    """Imports what autodoc is going to import, and knows the objects in it.

    Args:
        config: Sphinx' configuration.

    Attributes:
        typed: The names for which classes and modules have types.
    """

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._inherit: bool = getattr(config, "autodoc_inherit_docstrings", True)
        self._uninitialized = uninitialized(config)
        self.typed = Typed()
        self._words: dict[str, Words | None] = {}
        self._found: dict[str, tuple[str, ModuleType, LiveObject]] = {}  # with the module that each was found in
        self._described: dict[str, tuple[LiveObject, bool]] = {}

    def member(self, module: str, name: str) -> Any:
        """What a module that is there has under a name, be there a module of that name or not; `None` if nothing."""
        found = self._member(sys.modules[module], name) if self.there(module) else NOTHING
        return None if found is NOTHING or ismock(found) else found

    def find(self, path: str) -> LiveObject | None:
        """The object of a dotted name in modules that are there; `None` where there is none.

        Nothing is computed to get it: a module's `__getattr__` is asked by `get` alone.
        """
        if path in self._found:
            name, module, known = self._found[path]
            if sys.modules.get(name) is module:
                return known
        parts = path.split(".")
        for end in range(len(parts), 0, -1):
            name = ".".join(parts[:end])
            if self.there(name):
                found = LiveObject(obj=sys.modules[name])
                for part in parts[end:]:
                    member = self._member(found.obj, part)
                    if member is NOTHING:
                        return None
                    found = LiveObject(obj=member, owner=found.obj, name=part)
                if ismock(found.obj):
                    return None
                self._found[path] = name, sys.modules[name], found
                return found
        return None

    def standing(self, path: str) -> LiveObject | None:
        """The same; of what a class only declares, what autodoc has in its place."""
        found, (owner, _, name) = self.find(path), path.rpartition(".")
        above = self.find(owner) if found is None else None
        if above is None or not isinstance(above.obj, type):
            return found
        return LiveObject(obj=self._uninitialized, owner=above.obj, name=name)

    def module_of(self, path: str) -> str:
        """The module that is there in which a dotted name is found; empty for none."""
        parts = path.split(".")
        names = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
        return next((name for name in names if self.there(name)), "")

    def words(self, path: str) -> Words | None:
        """What autodoc would show for an object; `None` where the object is not known."""
        if path not in self._words:
            found = self.find(path)
            if found is None:
                return None  # perhaps its module comes later
            self._words[path] = self.words_of(found)
        return self._words[path]

    def words_of(self, found: LiveObject) -> Words:
        """What autodoc would show for a live object."""
        return words_of(found, inherit=self._inherit)

    def init_words(self, cls: Any) -> str:
        """What autodoc shows of a class' constructor where it shows it with the class."""
        return init_words(cls, inherit=self._inherit)

    def speaks(self, path: str) -> bool:
        """Whether autodoc keeps a class without a docstring: Python gave it one, or it has a base with one."""
        found = self.find(path)
        if found is None or not isinstance(found.obj, type):
            return False
        try:  # as autodoc's own filter does
            text = getdoc(found.obj, safe_getattr, self._inherit, found.owner, found.name)
            return isinstance(text, str) and bool(text) and text != safe_getattr(type(found.obj), "__doc__", None)
        except Exception:  # noqa: BLE001 - an object may be anything
            return False

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
        return frozenset(chain.from_iterable(map(vars, above))) - vars(own).keys() - slots_of(own).keys()

    def describes(self, path: str) -> bool:
        """Whether autodoc can describe an object that it would not show without words: without an error or a warning.

        Args:
            path: The object.
        """
        found = self.find(path)
        if found is None:
            owner, _, name = path.rpartition(".")
            holder = self.find(owner)
            return holder is None or _has_not(holder.obj, name)  # else it says that it is what it is not
        if path not in self._described or self._described[path][0] is not found:
            self._described[path] = found, _is_describable(found)
        return self._described[path][1]

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

    def _member(self, owner: Any, name: str) -> Any:
        given = self._given.get((owner.__name__, name), NOTHING) if isinstance(owner, ModuleType) else NOTHING
        return member_of(owner, name) if given is NOTHING else given


def _signature(obj: Any) -> inspect.Signature:
    inspect.unwrap(obj)
    try:
        return signature_of(obj)
    except ValueError:  # none, as of built-in functions
        return inspect.Signature()


def _has_not(owner: Any, name: str) -> bool:
    try:
        return got(owner, name) is NOTHING
    except Exception:  # noqa: BLE001 - an object may be anything
        return False


def _is_describable(found: LiveObject) -> bool:
    try:
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
            if callable(found.obj):  # autodoc notes the types of whatever can be called
                with suppress(TypeError, ValueError):
                    signature_of(found.obj)
    except Exception:  # noqa: BLE001 - an object may be anything
        return False
    return True
