"""What passed over the wire: the request seen, the usage billed, the reply to send.

Values only. Nothing here knows HTTP, Azure's rules or the code in the prompts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.azure.asked import AskedObject
    from tests.azure.messages import JsonObject
    from tests.azure.prompt_cache import Prompt


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """The tokens that one or more completions were billed for."""

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    reasoning_tokens: int = 0

    @property
    def total_tokens(self) -> int:
        """Prompt and completion together."""
        return self.prompt_tokens + self.completion_tokens

    def __add__(self, other: Usage) -> Usage:
        """Sum two bills, field by field."""
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            reasoning_tokens=self.reasoning_tokens + other.reasoning_tokens,
        )

    def as_json(self) -> JsonObject:
        """The `usage` member of a chat completion."""
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "total_tokens": self.total_tokens,
            "prompt_tokens_details": {"cached_tokens": self.cached_tokens, "audio_tokens": 0},
            "completion_tokens_details": {
                "reasoning_tokens": self.reasoning_tokens,
                "audio_tokens": 0,
                "accepted_prediction_tokens": 0,
                "rejected_prediction_tokens": 0,
            },
        }


@dataclass(kw_only=True, slots=True)
class SeenRequest:
    """One request as it arrived, and what became of it.

    `status`, `usage` and `finished` are set just before the last byte of the reply leaves, so a client that
    has its answer finds them filled in. A `status` of 0 means that the connection was closed without a reply.
    """

    number: int
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: JsonObject | None
    started: float
    deployment: str | None = None
    objects: tuple[AskedObject, ...] = ()
    finished: float | None = None
    usage: Usage | None = None
    status: int | None = None

    @property
    def asked(self) -> int:
        """How many objects the request asked for."""
        return len(self.objects)


@dataclass(kw_only=True, slots=True)
class Reply:
    """One reply, still open to faults; `raw` replaces the encoded `payload`."""

    status: int
    payload: Any = None
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    usage: Usage | None = None
    prompt: Prompt | None = None
    delay: float = 0.0
    drip: float = 0.0
    cut: bool = False
    reset: bool = False

    def encoded(self) -> bytes:
        """The bytes of the body."""
        body = json.dumps(self.payload).encode() if self.raw is None else self.raw
        return body[: len(body) // 2] if self.cut else body


def error_reply(status: int, code: str | None, message: str, /, **members: Any) -> Reply:
    """An error the way Azure words it; `members` go beside code and message."""
    return Reply(status=status, payload={"error": {"code": code, "message": message, **members}})


def invalid_request(message: str, *, code: str | None = None, param: str | None = None) -> Reply:
    """The 400 with which the model's own validation refuses a request."""
    return error_reply(400, code, message, type="invalid_request_error", param=param)
