"""A completion that a server streams though nobody asked it to: server-sent events, put together."""

from __future__ import annotations

import json
from typing import Any

from aidoc_core.patterns import regex

_DATA = "data:"
_LINE = regex(r"\r\n|\n|\r")
"""The ends of lines in a stream; JSON may hold others."""
_FIELDS = (_DATA, "event:", "id:", "retry:", ":")


def is_streamed(text: str) -> bool:
    """Whether a body is a stream of events."""
    return text.startswith(_FIELDS)


def joined(text: str) -> tuple[Any, bool]:
    """The completion whose parts the events of a stream bring, and whether the stream has come to its end.

    Returns:
        JSON as it would have come in one piece, as far as it came.

    Raises:
        ValueError: The stream holds something else.
    """
    whole: dict[str, Any] = {}
    content: list[str] = []
    finish = None
    for line in _LINE.split(text):
        data = line.removeprefix(_DATA).strip()
        if not line.startswith(_DATA) or data == "[DONE]":
            continue
        try:
            event = json.loads(data)
        except ValueError:
            break  # it broke off here
        if not isinstance(event, dict) or "error" in event:
            raise ValueError("an event is no part of a completion")
        whole |= {name: event[name] for name in ("model", "usage") if event.get(name)}
        choice = next(iter(event.get("choices") or []), None) or {}
        content.append((choice.get("delta") or {}).get("content") or "")
        finish = choice.get("finish_reason") or finish
    if finish is None and not any(content):
        raise ValueError("the stream holds no text")
    return whole | {
        "choices": [{"message": {"content": "".join(content)}, "finish_reason": finish}]
    }, finish is not None
