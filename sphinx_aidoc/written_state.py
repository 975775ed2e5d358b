"""What Sphinx' environment remembers as plain JSON, for memos: text alone, whatever stands in it.

A dataclass is an object with its name and what differs from its defaults; all else that JSON does not know is a list
with its kind in front. Only the classes named here are made again.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any

_NAME = ""
"""Where the name of a dataclass stands: no field is called that."""
_HOMES = {
    "Answer": "aidoc_core.answers.answer",
    "ApiObject": "aidoc_core.code.objects",
    "BuildState": "sphinx_aidoc.state",
    "Counters": "aidoc_core.asking.counters",
    "Declared": "aidoc_core.code.declared",
    "Described": "aidoc_core.answers.answer",
    "Documented": "aidoc_core.code.objects",
    "Entry": "aidoc_core.answers.entry",
    "Gaps": "aidoc_core.code.gaps",
    "Location": "aidoc_core.code.objects",
    "Outline": "sphinx_aidoc.remembered",
    "Parameter": "aidoc_core.code.objects",
    "Problem": "aidoc_core.problems",
    "Record": "aidoc_core.build.ledger",
    "Redacted": "aidoc_core.answers.redacted",
    "Said": "aidoc_core.code.objects",
    "Usage": "aidoc_core.answers.usage",
}
"""The classes of what is remembered; each is imported when one of it is read."""
_PLAIN = (str, int, float, type(None))
_KINDS: dict[str, Any] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
_MAPPING = "dict"
_DECIMAL = "decimal"


def to_plain(value: Any) -> Any:
    """A value as plain data.

    Args:
        value: What is remembered, or a part of it.

    Raises:
        ValueError: Nothing here knows what it is.
    """
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, set | frozenset):
        return [type(value).__name__, *map(to_plain, sorted(value))]
    if isinstance(value, list | tuple):
        return [type(value).__name__, *map(to_plain, value)]
    if isinstance(value, dict):
        return [_MAPPING, *([to_plain(key), to_plain(one)] for key, one in value.items())]
    if isinstance(value, Decimal):
        return [_DECIMAL, str(value)]
    cls: Any = type(value)
    if _HOMES.get(cls.__name__) != cls.__module__:
        raise ValueError(f"no part of what is remembered: {cls.__qualname__}")
    told: dict[str, Any] = {_NAME: cls.__name__}
    for name, default in _fields(cls):
        one = getattr(value, name)
        if one != default or type(one) is not type(default):
            told[name] = to_plain(one)
    return told


def from_plain(plain: Any) -> Any:
    """The inverse of `to_plain`.

    Args:
        plain: Plain data.

    Raises:
        ValueError: It is none that `to_plain` gives.
    """
    if isinstance(plain, dict):
        named = {name: from_plain(one) for name, one in plain.items() if name != _NAME}
        return _class(str(plain.get(_NAME)))(**named)
    if not isinstance(plain, list):
        return plain
    kind, *values = plain
    if kind in _KINDS:
        return _KINDS[kind](map(from_plain, values))
    if kind == _MAPPING:
        return {from_plain(key): from_plain(one) for key, one in values}
    if kind == _DECIMAL:
        return Decimal(values[0])
    raise ValueError(f"no part of what is remembered: {kind}")


def as_text(plain: Any) -> bytes:
    """Plain data as text."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_text(text: bytes) -> Any:
    """What such a text holds, made again: the inverse of `as_text` and `to_plain`."""
    return from_plain(json.loads(text.decode("utf-8", "surrogatepass")))


def is_text(packed: bytes) -> bool:
    """Whether something packed is such a text."""
    return packed.startswith(b"{")


@cache
def _class(name: str) -> Any:
    if name not in _HOMES:
        raise ValueError(f"no part of what is remembered: {name}")
    return getattr(import_module(_HOMES[name]), name)


@cache
def _fields(cls: Any) -> list[tuple[str, Any]]:
    """The fields of a dataclass that are part of its value, each with its default."""
    return [
        (one.name, one.default if one.default_factory is MISSING else one.default_factory())
        for one in fields(cls)
        if one.compare and one.init
    ]
