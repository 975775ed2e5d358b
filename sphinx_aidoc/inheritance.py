"""Whether a member without a text of its own inherits one: autodoc shows a person's inherited text, and so it stays."""

from __future__ import annotations

import builtins
import inspect
import sys
from typing import TYPE_CHECKING, Any

import griffe
from sphinx.errors import PycodeError
from sphinx.pycode import ModuleAnalyzer

from aidoc_core.code.inherited import Inherited
from aidoc_core.code.lookup import bases
from sphinx_aidoc.markers import marked_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_aidoc.words import LivePackages


def inherited(obj: griffe.Object, packages: LivePackages) -> Inherited | None:
    """What a base class says of the member: at run time, or as far as it can be told of what is not imported.

    Args:
        obj: A member of a class.
        packages: The loaded packages.
    """
    cls = obj.parent
    if not isinstance(cls, griffe.Class):
        return None
    owner = packages.live.find(cls.path)
    if owner is not None and isinstance(owner.obj, type):
        words = packages.live.words(obj.path)
        if words is not None and words.text:
            return _of_live(owner.obj, obj.name, words.text) if words.inherited else None
        if words is not None or obj.is_attribute:
            comment = inherited_comment(owner.obj, obj.name) if obj.is_attribute else []
            return _of_live(owner.obj, obj.name, "\n".join(comment)) if comment else None
    return _from_source(cls, obj, packages)


def _from_source(cls: griffe.Class, obj: griffe.Object, packages: LivePackages) -> Inherited | None:
    for base in bases(cls):
        member = base.members.get(obj.name)
        if isinstance(member, griffe.Object):
            api = packages.read(member)
            if api is not None and api.human:
                return Inherited(text=api.human, path=member.path)
    value = obj.is_attribute and "property" not in obj.labels
    for outside in _outside(cls):
        text = "\n".join(live_comment(outside, obj.name)) if value else live_text(outside, obj.name)
        if text:
            return Inherited(text=text, path=_path(outside, obj.name))
    return None


def _of_live(cls: type, name: str, text: str) -> Inherited:
    """Words with the first base class that has any; else with the first that has the member."""
    above = [base for base in cls.__mro__[1:] if name in vars(base)]
    speaking = [base for base in above if live_text(base, name) or live_comment(base, name)]
    found = next(iter(speaking or above), None)
    return Inherited(text=text, path="a base class" if found is None else _path(found, name))


def _path(cls: type, name: str) -> str:
    return f"{cls.__module__}.{cls.__qualname__}.{name}"


def _outside(cls: griffe.Class) -> Iterator[Any]:
    """Base classes outside of the loaded packages that Python has already imported for some other reason."""
    for one in (cls, *bases(cls)):
        for base in one.bases:
            path = base if isinstance(base, str) else base.canonical_path
            live = _live(path)
            if isinstance(live, type):
                yield from (each for each in live.__mro__ if each is not object)
    yield object  # the last of all bases: it says what `__eq__` does


def _live(path: str) -> Any:
    if "." not in path:
        return getattr(builtins, path, None)
    module, _, name = path.rpartition(".")
    return getattr(sys.modules.get(module), name, None) or getattr(builtins, name, None)


def inherited_comment(parent: Any, name: str) -> list[str]:
    """The `#:` comment or text that autodoc finds for an attribute of a class in one of its bases, as lines."""
    for base in getattr(parent, "__mro__", ())[1:]:
        if lines := live_comment(base, name):
            return lines
    return []


def live_comment(cls: type, name: str) -> list[str]:
    """What a person says of an attribute where a class, imported already, assigns it."""
    if cls.__module__ not in sys.modules or cls.__module__ == "builtins":
        return []
    try:
        found = ModuleAnalyzer.for_module(cls.__module__).find_attr_docs()
    except PycodeError:  # no source
        return []
    lines = list(found.get((cls.__qualname__, name), ()))
    return [] if marked_path(lines) else lines


def live_text(cls: type, name: str) -> str:
    """What a class says of a method or property that it defines itself."""
    member = vars(cls).get(name)
    if isinstance(member, staticmethod | classmethod):
        member = member.__func__
    if not (inspect.isroutine(member) or isinstance(member, property)):
        return ""
    text = member.__doc__
    defaults = (object.__init__.__doc__, object.__new__.__doc__)
    return text if isinstance(text, str) and text not in defaults else ""
