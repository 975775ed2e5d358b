"""A chat completion as it comes over the wire: foreign data, so pydantic stands at the door.

The SDK's own models let wrong types through, and pydantic then warns with the model's text in the message.
"""

from __future__ import annotations

from typing import Annotated, Any

import pydantic


def _or_nothing(value: Any, read: pydantic.ValidatorFunctionWrapHandler) -> Any:
    """What a service reports beside the answer may be of any form; the answer is worth more than that."""
    try:
        return read(value)
    except pydantic.ValidationError:
        return None


_Told = Annotated[int | None, pydantic.WrapValidator(_or_nothing)]


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

    cached_tokens: _Told = None


class CompletionDetails(pydantic.BaseModel):
    """Parts of the output."""

    reasoning_tokens: _Told = None


class Billed(pydantic.BaseModel):
    """Tokens, as the service counts them."""

    prompt_tokens: int
    completion_tokens: int = 0
    prompt_tokens_details: Annotated[PromptDetails | None, pydantic.WrapValidator(_or_nothing)] = None
    completion_tokens_details: Annotated[CompletionDetails | None, pydantic.WrapValidator(_or_nothing)] = None


class Completion(pydantic.BaseModel):
    """A chat completion, as far as we read it: foreign data. What we do not read may be anything."""

    model: Annotated[str | None, pydantic.WrapValidator(_or_nothing)] = None
    choices: list[Choice]
    usage: Annotated[Billed | None, pydantic.WrapValidator(_or_nothing)] = None
