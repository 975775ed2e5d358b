"""The words of live objects, as autodoc would show them."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from types import FunctionType, MemberDescriptorType
from typing import TYPE_CHECKING, Any

from sphinx.util.docstrings import separate_metadata
from sphinx.util.inspect import (
    getdoc,
    getslots,
    isattributedescriptor,
    isenumattribute,
    isproperty,
    safe_getattr,
    unpartial,
)

from aidoc_core.patterns import regex
from sphinx_aidoc.live_object import LiveObject

if TYPE_CHECKING:
    from collections.abc import Mapping

_ADDRESS = regex(r"\b0x[0-9a-fA-F]{4,}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What autodoc would show for an object.

    Attributes:
        text: The words, as they are at run time; empty for none.
        inherited: Whether they are those of a base class.
        fixed: Whether they can be read, and are the same when read again.
        failing: Whether they cannot be read: autodoc tells it, and leaves the member out.
    """

    text: str = ""
    inherited: bool = False
    fixed: bool = True
    failing: bool = False


def words_of(found: LiveObject, *, inherit: bool) -> Words:
    """What autodoc would show for a live object.

    Words that no person wrote are none: those that Python gives to a dataclass, a named tuple or its fields.
    """
    try:  # as autodoc does for every member, before it decides whether to show it
        said = getdoc(found.obj, allow_inherited=inherit, cls=found.owner, name=found.name)
        separate_metadata(said if isinstance(said, str) else None)
    except Exception:  # noqa: BLE001 - autodoc tells, and shows nothing
        return Words(fixed=False, failing=True)
    own = _text(found, inherit=False)
    text = own if own or not inherit else _text(found, inherit=True)
    # What a plain function says is a value of its own; all else may compute it when it is asked.
    fixed = bool(own and isinstance(found.obj, FunctionType)) or text == _text(found, inherit=not own and inherit)
    return Words(text=_ADDRESS.sub("0x…", text), inherited=not own and bool(text), fixed=fixed)


def init_words(cls: Any, *, inherit: bool) -> str:
    """What autodoc shows of a class' constructor where it shows it with the class."""
    for name in ("__init__", "__new__"):
        made = safe_getattr(cls, name, None)
        text = _doc(made, allow_inherited=inherit, cls=cls if name == "__init__" else object, name=name)
        if text and not _by_python(text, LiveObject(obj=made)):
            return text
    return ""


def _text(found: LiveObject, *, inherit: bool) -> str:
    obj, owner, name = found.obj, found.owner, found.name
    if owner is None:
        text = _doc(obj)
    elif isinstance(obj, type):
        text = "" if found.renamed else _doc(obj)
    elif not isinstance(owner, type):
        data = not (inspect.isroutine(obj) or isinstance(unpartial(obj), FunctionType))
        text = "" if data else _doc(obj, allow_inherited=inherit, cls=owner, name=name)
    elif isproperty(obj) or (inspect.isroutine(unpartial(obj)) and not isattributedescriptor(obj)):
        text = _doc(obj, allow_inherited=inherit, cls=owner, name=name)
    else:
        text = _of_attribute(obj, owner, name)
    return "" if _by_python(text, found) else text


def _doc(obj: Any, **how: Any) -> str:
    """The docstring as autodoc finds it; what is no text is none, and so is what cannot be read."""
    try:
        text = getdoc(obj, **how)
    except Exception:  # noqa: BLE001 - an object may be anything
        return ""
    plain = str.__str__(text) if isinstance(text, str) else ""  # a subclass may do anything
    return plain if plain.strip() else ""


def slots_of(cls: type) -> Mapping[str, Any]:
    """The slots of a class, those that it inherits if it has none, and what they are for where that is said."""
    try:
        return getslots(cls) or {}
    except (TypeError, ValueError):
        return {}


def _of_attribute(obj: Any, owner: type, name: str) -> str:
    """What autodoc shows for an attribute that has no comment: the words of a descriptor, never those of a value."""
    slots = slots_of(owner)
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
