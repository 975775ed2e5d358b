"""People's words in code that only running code tells: `field(metadata=make())`, `Field(description=TEXT())`.

The source says that words are there, the live objects which. Nothing is called: only what classes and annotations hold.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Mapping
from dataclasses import replace
from types import UnionType
from typing import TYPE_CHECKING, Any

from sphinx.util.inspect import safe_getattr

from aidoc_core.code.holders import METADATA_KEYS
from aidoc_core.code.said import with_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.objects import ApiObject, Said
    from sphinx_aidoc.live import Live

_HOLDERS = ("documentation", "description", "help", "doc")
"""Attributes in which what stands in an annotation or a default holds words, those meant for documentation first."""
_AROUND = (typing.Union, UnionType, typing.ClassVar, typing.Final, typing.Required, typing.NotRequired)
_DEEPEST = 12


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
    hints, defaults = _hints(found.obj), _defaults(found.obj)
    parameters = tuple(
        (name, text or _first(_words(one) for one in (*_metadata(hints.get(bare)), defaults.get(bare))))
        for name, text in said.parameters
        for bare in [name.lstrip("*")]
    )
    returns = _first(map(_words, _metadata(hints.get("return")))) if said.returns == "" else said.returns
    return replace(said, parameters=parameters, returns=returns)


def with_told(api: ApiObject, said: Said) -> ApiObject:
    """An object of which people say this."""
    return api if said == api.said else replace(api, said=said, documented=with_said(api.documented, said))


def _of_field(cls: type, name: str) -> str:
    """The words on a field of a dataclass, an attrs class, a model of pydantic, or in its annotation."""
    return _first(map(_words, _metadata(_hints(cls).get(name)))) or _first(_words(one) for one in _fields(cls, name))


def _fields(cls: type, name: str) -> Iterator[Any]:
    for holder in ("__dataclass_fields__", "model_fields", "__fields__"):
        fields = safe_getattr(cls, holder, None)
        if isinstance(fields, Mapping) and name in fields:
            yield fields[name]
            yield safe_getattr(fields[name], "field_info", None)  # pydantic before 2
    attributes = safe_getattr(cls, "__attrs_attrs__", ())
    yield from (one for one in attributes if one.name == name) if isinstance(attributes, tuple) else ()


def _hints(obj: Any) -> dict[str, Any]:
    """The annotations, evaluated as autodoc does it."""
    try:
        return typing.get_type_hints(obj, include_extras=True)
    except Exception:  # noqa: BLE001 - a name that only type checkers know, or anything that an annotation may do
        found = safe_getattr(obj, "__annotations__", None)
        return found if isinstance(found, dict) else {}


def _defaults(function: Any) -> dict[str, Any]:
    try:
        return {one.name: one.default for one in inspect.signature(function).parameters.values()}
    except Exception:  # noqa: BLE001 - an object may be anything
        return {}


def _metadata(hint: Any, depth: int = 0) -> Iterator[Any]:
    """What `Annotated` holds beside the type, where that stands for the whole."""
    if depth > _DEEPEST:
        return
    if typing.get_origin(hint) is typing.Annotated:
        yield from hint.__metadata__
        yield from _metadata(hint.__origin__, depth + 1)
    elif typing.get_origin(hint) in _AROUND:
        for one in typing.get_args(hint):
            yield from _metadata(one, depth + 1)


def _words(holder: Any) -> str:
    """The words that a field, a default or a part of an annotation holds."""
    if holder is None or isinstance(holder, str | type):
        return ""
    metadata = safe_getattr(holder, "metadata", None)
    held = [safe_getattr(holder, name, None) for name in _HOLDERS]
    if isinstance(metadata, Mapping):
        held += [metadata.get(key) for key in METADATA_KEYS]
    return _first(inspect.cleandoc(one).strip() for one in held if isinstance(one, str))


def _first(found: typing.Iterable[str]) -> str:
    return next(filter(None, found), "")
