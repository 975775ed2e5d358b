"""autodoc's word for an object, by what it is at run time: handlers of its events are told it, and go by it."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import TYPE_CHECKING

from sphinx.util.inspect import isattributedescriptor, isproperty, safe_getattr, unpartial

if TYPE_CHECKING:
    from sphinx_aidoc.live_object import LiveObject


def object_type(found: LiveObject) -> str:
    """What autodoc takes an object for, where no directive says otherwise.

    Args:
        found: The object.
    """
    obj, owner = found.obj, found.owner
    if owner is None and isinstance(obj, ModuleType):
        return "module"
    if isinstance(obj, type):
        return "exception" if issubclass(obj, BaseException) else "class"
    routine = inspect.isroutine(unpartial(obj))
    if not isinstance(owner, type):
        return "function" if routine else "data"
    own = safe_getattr(owner, "__dict__", {}).get(found.name)
    if isproperty(obj) or (isinstance(own, classmethod) and isproperty(own.__func__)):
        return "property"
    return "method" if routine and not isattributedescriptor(obj) else "attribute"
