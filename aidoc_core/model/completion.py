"""A chat completion as it comes over the wire: foreign data, so pydantic stands at the door.

The SDK's own models let wrong types through, and pydantic then warns with the model's text in the message.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated, Any

import pydantic

from aidoc_core.answers.usage import Usage


def _or_nothing(value: Any, read: pydantic.ValidatorFunctionWrapHandler) -> Any:
    """What a service reports beside the answer may be of any form; the answer is worth more than that."""
    try:
        return read(value)
    except pydantic.ValidationError:
        return None


_ANSWERS = ("{", "[", "```")
"""How an answer begins; real thoughts begin with words."""
LARGEST_COUNT = 10**8
"""Tokens of one request that are believed."""

_Count = Annotated[int, pydantic.Field(ge=0, le=LARGEST_COUNT)]
_Told = Annotated[_Count | None, pydantic.WrapValidator(_or_nothing)]


def _joined(value: Any) -> Any:
    """Some services give the text in parts, thoughts among them, or as the JSON that it is."""
    if isinstance(value, dict):
        return json.dumps(value)
    if not isinstance(value, list):
        return value
    texts = [
        part.get("text") if isinstance(part, dict) and part.get("type", "text") in ("text", "output_text") else part
        for part in value
    ]
    return "".join(text for text in texts if isinstance(text, str))


_Joined = Annotated[str | None, pydantic.BeforeValidator(_joined)]


class _Function(pydantic.BaseModel):
    arguments: _Joined = None


class _Call(pydantic.BaseModel):
    function: _Function


_Text = Annotated[str | None, pydantic.WrapValidator(_or_nothing)]


class Message(pydantic.BaseModel):
    """What the model wrote."""

    content: _Joined = None
    refusal: _Text = None
    reasoning_content: _Text = None
    reasoning: _Text = None
    tool_calls: Annotated[list[_Call] | None, pydantic.WrapValidator(_or_nothing)] = None
    function_call: Annotated[_Function | None, pydantic.WrapValidator(_or_nothing)] = None

    @property
    def written(self) -> str:
        """The text of the answer, also where a server takes it for the arguments of a call or for a thought."""
        if self.content:
            return self.content
        calls = [*(call.function for call in self.tool_calls or ()), *filter(None, [self.function_call])]
        if calls:
            return calls[0].arguments or ""
        thought = self.reasoning_content or self.reasoning or ""
        return thought if thought.lstrip().startswith(_ANSWERS) else ""


class Choice(pydantic.BaseModel):
    """One answer of several; we ask for one."""

    finish_reason: _Text = None
    message: Message = Message()


class PromptDetails(pydantic.BaseModel):
    """Parts of the input."""

    cached_tokens: _Told = None


class CompletionDetails(pydantic.BaseModel):
    """Parts of the output."""

    reasoning_tokens: _Told = None


class Billed(pydantic.BaseModel):
    """Tokens, as the service counts them."""

    prompt_tokens: _Count
    completion_tokens: _Count = 0
    prompt_tokens_details: Annotated[PromptDetails | None, pydantic.WrapValidator(_or_nothing)] = None
    completion_tokens_details: Annotated[CompletionDetails | None, pydantic.WrapValidator(_or_nothing)] = None


class Completion(pydantic.BaseModel):
    """A chat completion, as far as we read it: foreign data. What we do not read may be anything."""

    model: Annotated[str | None, pydantic.WrapValidator(_or_nothing)] = None
    choices: list[Choice]
    usage: Annotated[Billed | None, pydantic.WrapValidator(_or_nothing)] = None

    @property
    def choice(self) -> Choice | None:
        """The answer: the first choice that says something, else the first; `None` where there is none."""
        return next((one for one in self.choices if one.message.written), next(iter(self.choices), None))

    @property
    def billed(self) -> Usage | None:
        """What was billed, its cost left open; `None` where the service does not say, or says what cannot be.

        Services that count what they had cached beside the input, and not as part of it, are told by the numbers.
        """
        told = self.usage
        if told is None:
            return None
        cached = (told.prompt_tokens_details or PromptDetails()).cached_tokens or 0
        reasoning = (told.completion_tokens_details or CompletionDetails()).reasoning_tokens or 0
        return Usage(
            input_tokens=told.prompt_tokens,
            cached_input_tokens=min(cached, told.prompt_tokens),
            output_tokens=told.completion_tokens,
            reasoning_tokens=min(reasoning, told.completion_tokens),
            cost_usd=None if cached > told.prompt_tokens or reasoning > told.completion_tokens else Decimal(0),
        )
