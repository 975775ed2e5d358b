"""The body of a response -> a completion, as far as it came."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pydantic
import pydantic_core

from aidoc_core.model.completion import Completion
from aidoc_core.model.streamed import is_streamed, joined

_MOST_DIGITS = 100


def _number_of(digits: str) -> float:
    """A whole number; Python would not read one that is too long to count anything."""
    return int(digits) if len(digits) < _MOST_DIGITS else float("inf")


DECODER = json.JSONDecoder(strict=False, parse_int=_number_of)
"""JSON as servers write it, with raw line breaks in strings."""


def read_completion(body: bytes) -> tuple[Completion, bool]:
    """A response, also one with a byte order mark, raw line breaks, halves of characters or bytes that are not UTF-8.

    Args:
        body: What came over the wire, unpacked.

    Returns:
        The completion as far as it came, and whether it is whole.

    Raises:
        pydantic.ValidationError: It is no completion.
    """
    try:
        return Completion.model_validate_json(body), True
    except pydantic.ValidationError:
        try:
            value, whole = _parted(_text(body))
            return Completion.model_validate_json(sound(value)), whole
        except (ValueError, TypeError, AttributeError, RecursionError):  # a ValidationError is a ValueError
            pass
        raise


def _parted(text: str) -> tuple[Any, bool]:
    """The JSON in a body or a stream, whatever stands around it, as far as it came, and whether it is whole."""
    if is_streamed(text):
        with suppress(ValueError):
            return joined(text)
    start = max(0, text.find("{"))
    try:
        return DECODER.raw_decode(text, start)[0], True
    except ValueError:
        return pydantic_core.from_json(text[start:].encode("utf-8", "replace"), allow_partial="trailing-strings"), False


def _text(body: bytes) -> str:
    """A body as text: in the encoding of its byte order mark, in UTF-8, or as Windows writes Western languages."""
    encoding = json.detect_encoding(body)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        text = body.decode("cp1252", "replace")
    return text.lstrip("\ufeff").strip()


def sound(value: Any) -> bytes:
    """JSON of a value, with a question mark for each half of a character."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
