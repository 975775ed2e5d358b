"""What is kept, as a release of aidoc writes it: read without a judge, which takes its time to be imported.

What is not plainly right is not read here at all: `kept_form` judges it, and says what is wrong with it. Whatever is
read here, `kept_form` reads as the same.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from aidoc_core.code.parts import PARTS
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = 2
"""The newest form of entries that this release writes; the one before has no `read`."""
PATH = r"[^./\\\x00-\x1f:]+(\.[^./\\\x00-\x1f:]+)*"
"""A dotted path: it becomes the name of a file."""
DATE = "([0-9]{4}-[0-9]{2}-[0-9]{2})?"
"""An ISO date, or none."""
_LARGEST = 2**53
"""Whole numbers above are no counts of tokens."""
_HALF = regex("[\ud800-\udfff]")
_NAMED = {part.field: part.named for part in PARTS}


def is_text(data: Any) -> bool:
    """Whether data is a text that a file can hold: no half of a character is in it."""
    return type(data) is str and (data.isascii() or not _HALF.search(data))


def is_plain_answer(data: Any) -> bool:
    """Whether data is an answer as `Answer.to_dict` gives it."""
    return type(data) is dict and all(
        name in _NAMED and (_is_texts(value) if _NAMED[name] else is_text(value)) for name, value in data.items()
    )


def plain_entry(text: str) -> dict[str, Any] | None:
    """The members of an entry that `Entry.to_json` has written, but for its version; `None` for any other text."""
    found = _mapping(text)
    if found is None or not found.keys() >= _MUST or found["version"] not in _VERSIONS:
        return None
    if not all(name in _MEMBERS and _MEMBERS[name](value) for name, value in found.items()):
        return None
    del found["version"]
    return found


def plain_paid(text: str) -> dict[str, Any] | None:
    """The same of an entry of which nothing but state and usage count."""
    found = _mapping(text)
    if found is None or not _PAID.keys() <= found.keys():
        return None
    return found if all(is_right(found[name]) for name, is_right in _PAID.items()) else None


def _mapping(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return found if type(found) is dict else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _is_texts(data: Any) -> bool:
    return type(data) is dict and all(is_text(name) and is_text(text) for name, text in data.items())


def _is_count(data: Any) -> bool:
    return type(data) is int and 0 <= data < _LARGEST


def _is_cost(data: Any) -> bool:
    return data is None or (type(data) is float and 0 <= data < float("inf"))


def _is_usage(data: Any) -> bool:
    return type(data) is dict and all(name in _USAGE and _USAGE[name](value) for name, value in data.items())


def _is(pattern: str) -> Callable[[Any], bool]:
    whole = re.compile(pattern)
    return lambda data: is_text(data) and whole.fullmatch(data) is not None


def _are(is_right: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda data: type(data) is list and all(map(is_right, data))


_COUNTS = ("input_tokens", "cached_input_tokens", "output_tokens", "reasoning_tokens")
_USAGE: dict[str, Callable[[Any], bool]] = {**dict.fromkeys(_COUNTS, _is_count), "cost_usd": _is_cost}
_TEXTS = ("fingerprint", "kind", "reason", "model", "deployment", "wanted_model", "build", "read")
_MEMBERS: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(_TEXTS, is_text),
    "version": _is_count,
    "path": _is(PATH),
    "module": _is(PATH),
    "state": _is("answered|failed"),
    "answer": is_plain_answer,
    "findings": _are(_is_texts),
    "date": _is(DATE),
    "prompt": _is_count,
    "withheld": _are(is_text),
    "usage": _is_usage,
}
_VERSIONS = (1, VERSION)
_MUST = {"version", "fingerprint", "path", "module", "kind", "state", "answer"}
_PAID = {name: _MEMBERS[name] for name in ("version", "state", "usage")}
