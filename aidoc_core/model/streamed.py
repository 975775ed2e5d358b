"""A completion that a server streams though nobody asked it to: server-sent events, put together."""

from __future__ import annotations

import json
from typing import Any

_DATA = "data:"
_FIELDS = (_DATA, "event:", "id:", "retry:", ":")


def is_streamed(text: str) -> bool:
    """Whether a body is a stream of events."""
    return text.startswith(_FIELDS)


def joined(text: str) -> Any:
    """The completion whose parts the events of a stream bring; JSON as it would have come in one piece.

    Raises:
        ValueError: The stream was cut, or holds something else.
    """
    whole: dict[str, Any] = {}
    content: list[str] = []
    finish = None
    for line in text.splitlines():
        data = line.removeprefix(_DATA).strip()
        if not line.startswith(_DATA) or data == "[DONE]":
            continue
        event = json.loads(data)
        if not isinstance(event, dict) or "error" in event:
            raise ValueError("an event is no part of a completion")
        whole |= {name: event[name] for name in ("model", "usage") if event.get(name)}
        choice = next(iter(event.get("choices") or []), None) or {}
        content.append(choice.get("delta", {}).get("content") or "")
        finish = choice.get("finish_reason") or finish
    if finish is None:
        raise ValueError("the stream has no end")
    return whole | {"choices": [{"message": {"content": "".join(content)}, "finish_reason": finish}]}
