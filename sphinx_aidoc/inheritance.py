"""Whether a member without a text of its own inherits one: autodoc shows a person's inherited text, and so it stays."""

from __future__ import annotations

import builtins
import sys
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.inherited import Inherited
from aidoc_core.code.lookup import bases
from sphinx_aidoc.comments import inherited_comment, live_comment, live_text

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
