"""Answers that a model has written as Python (`{'n': 1, 'summary': None}`) and not as JSON. Linear in the text."""

from __future__ import annotations

import json
import re

from aidoc_core.patterns import regex

START = regex(r"[\[{]\s*+(?:\{\s*+)?'(?:n|name|path|summary|answers)'\s*+:")
"""Where answers in Python begin."""
_TOKEN = regex(
    r"""(?P<quote>["'])(?P<text>(?:(?!(?P=quote))[^\\]|\\.)*+)(?P<end>(?P=quote)|\Z)|(?P<word>\b(?:None|True|False)\b)""",
    re.DOTALL,
)
_ESCAPE = regex(r"""\\x(?P<two>[0-9a-fA-F]{2})|\\U(?P<eight>[0-9a-fA-F]{8})|\\(?P<other>.)|(?P<quote>")""", re.DOTALL)
_WORDS = {"None": "null", "True": "true", "False": "false"}
_OF_JSON = frozenset('"\\/bfnrtu')


def as_json(text: str) -> str:
    """Python's literals as JSON; a string that is cut stays so.

    Args:
        text: Begins with the first bracket: an apostrophe of the prose before it would turn everything round.
    """
    return _TOKEN.sub(_token, text)


def _token(found: re.Match[str]) -> str:
    if found["word"]:
        return _WORDS[found["word"]]
    return '"' + _ESCAPE.sub(_escape, found["text"]) + ('"' if found["end"] else "")


def _escape(found: re.Match[str]) -> str:
    if found["quote"]:
        return '\\"'
    if code := found["two"] or found["eight"]:
        number = int(code, 16)
        return json.dumps(chr(number))[1:-1] if number <= 0x10FFFF else ""  # noqa: PLR2004 - the last of Unicode
    other = found["other"]
    return f"\\{other}" if other in _OF_JSON else other
