"""JSON objects as requests and replies hold them, and the text of the messages among them."""

from __future__ import annotations

from typing import Any

JsonObject = dict[str, Any]


def message_text(message: JsonObject) -> str:
    """The text of one chat message, its parts joined."""
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "".join(str(part.get("text", "")) for part in content)
