"""A chat completion as it comes over the wire: foreign data, so pydantic stands at the door.

The SDK's own models let wrong types through, and pydantic then warns with the model's text in the message.
"""

from __future__ import annotations

import pydantic


class Message(pydantic.BaseModel):
    """What the model wrote."""

    content: str | None = None
    refusal: str | None = None


class Choice(pydantic.BaseModel):
    """One answer of several; we ask for one."""

    finish_reason: str | None = None
    message: Message = Message()


class PromptDetails(pydantic.BaseModel):
    """Parts of the input."""

    cached_tokens: int | None = None


class CompletionDetails(pydantic.BaseModel):
    """Parts of the output."""

    reasoning_tokens: int | None = None


class Billed(pydantic.BaseModel):
    """Tokens, as the service counts them."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: PromptDetails | None = None
    completion_tokens_details: CompletionDetails | None = None


class Completion(pydantic.BaseModel):
    """A chat completion, as far as we read it: foreign data. What we do not read may be anything."""

    model: str = ""
    choices: list[Choice]
    usage: Billed | None = None
