"""People's words in code that only running code tells: `field(metadata=make())`, `Field(description=TEXT())`.

The source says that words are there, the live objects which. Nothing is called: only what classes and annotations hold.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx.util.inspect import isenumattribute, safe_getattr

from aidoc_core.code.holders import METADATA_KEYS
from aidoc_core.code.said import with_said
from sphinx_aidoc.annotations import beside_types
from sphinx_aidoc.signatures import signature_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.code.objects import ApiObject, Said
    from sphinx_aidoc.live import Live

_HOLDERS = ("documentation", "description", "help", "doc")
"""Attributes in which what stands in an annotation or a default holds words, those meant for documentation first."""


def told(api: ApiObject, live: Live) -> Said:
    """What people say of an object in its code, with the words that only its live object tells."""
    said = api.said
    if api.kind == "field" and not said.summary and (said.summary == "" or not api.documented.summary):
        owner = live.find(api.path.rpartition(".")[0])
        words = _of_field(owner.obj, api.name) if owner is not None and isinstance(owner.obj, type) else ""
        return replace(said, summary=words) if words else said
    if api.kind != "function" or (said.returns != "" and all(text for _, text in said.parameters)):
        return said
    found = live.find(api.path)
    if found is None:
        return said
    obj, defaults = found.obj, _defaults(found.obj)
    parameters = tuple(
        (name, text or _first(_words(one) for one in (*beside_types(obj, bare), defaults.get(bare))))
        for name, text in said.parameters
        for bare in [name.lstrip("*")]
    )
    returns = _first(map(_words, beside_types(obj, "return"))) if said.returns == "" else said.returns
    return replace(said, parameters=parameters, returns=returns)


def with_told(api: ApiObject, said: Said) -> ApiObject:
    """An object of which people say this."""
    return api if said == api.said else replace(api, said=said, documented=with_said(api.documented, said))


def _of_field(cls: type, name: str) -> str:
    """The words on a field of a dataclass, an attrs class, a model of pydantic, an enum member, or in an annotation."""
    found = _first(map(_words, beside_types(cls, name))) or _first(_words(one) for one in _fields(cls, name))
    return found or _of_enum_member(cls, name)


def _of_enum_member(cls: type, name: str) -> str:
    """The docstring that a member of an enumeration has for itself: autodoc does not show it."""
    member = safe_getattr(cls, name, None)
    words = safe_getattr(member, "__dict__", {}).get("__doc__") if isenumattribute(member) else None
    return inspect.cleandoc(words).strip() if isinstance(words, str) else ""


def _fields(cls: type, name: str) -> Iterator[Any]:
    for holder in ("__dataclass_fields__", "model_fields", "__fields__"):
        fields = safe_getattr(cls, holder, None)
        if isinstance(fields, Mapping) and name in fields:
            yield fields[name]
            yield safe_getattr(fields[name], "field_info", None)  # pydantic before 2
    attributes = safe_getattr(cls, "__attrs_attrs__", ())
    yield from (one for one in attributes if one.name == name) if isinstance(attributes, tuple) else ()


def _defaults(function: Any) -> dict[str, Any]:
    try:
        return {one.name: one.default for one in signature_of(function).parameters.values()}
    except Exception:  # noqa: BLE001 - an object may be anything
        return {}


def _words(holder: Any) -> str:
    """The words that a field, a default or a part of an annotation holds."""
    if holder is None or isinstance(holder, str | type):
        return ""
    metadata = safe_getattr(holder, "metadata", None)
    held = [safe_getattr(holder, name, None) for name in _HOLDERS]
    if isinstance(metadata, Mapping):
        held += [metadata.get(key) for key in METADATA_KEYS]
    return _first(inspect.cleandoc(one).strip() for one in held if isinstance(one, str))


def _first(found: Iterable[str]) -> str:
    return next(filter(None, found), "")
