"""The model client: the openai SDK behind one method, every one of its errors translated in one place.

Azure's v1 API (and any OpenAI-compatible server) goes through `AsyncOpenAI`, a dated `api_version` through
`AsyncAzureOpenAI`; the two must not be mixed (a v1 address under the classic client is a 404).
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import pydantic

from aidoc_core.answers.answer import WireReply, wire_schema
from aidoc_core.answers.usage import Usage
from aidoc_core.errors import GiveUp
from aidoc_core.model import prices
from aidoc_core.model.completion import Completion, CompletionDetails, PromptDetails
from aidoc_core.model.failures import not_a_completion, request_id, translate, truncated

if TYPE_CHECKING:
    import openai

    from aidoc_core.settings import Settings


LARGEST = 8 * 2**20
"""Bytes of a response that are read at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request.

    Attributes:
        system: The system message, the same for every request of a build.
        user: The user message.
        max_output_tokens: The limit on what is written, reasoning included.
    """

    system: str
    user: str
    max_output_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a request brought back.

    Attributes:
        content: The answers as they came over the wire.
        usage: What was billed.
        model: The model as the response names it.
        headers: The response's headers, names in lower case.
    """

    content: WireReply
    usage: Usage
    model: str
    headers: dict[str, str]


class Client(Protocol):
    """Something that answers requests; tests pass in their own."""

    async def ask(self, request: Request) -> Reply:
        """Send one request.

        Raises:
            aidoc_core.errors.ModelError: One leaf for each way to react.
        """
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...


class OpenAIClient:
    """The real client.

    Args:
        sdk: An `openai.AsyncOpenAI` or `AsyncAzureOpenAI`.
        settings: Deployment, model name and limits.
        build: The id of the build, sent along as a header.
    """

    def __init__(self, sdk: openai.AsyncOpenAI, settings: Settings, *, build: str) -> None:
        self._sdk = sdk
        self._settings = settings
        self._build = build

    async def ask(self, request: Request) -> Reply:
        """Send one request; see `Client.ask`."""
        settings = self._settings
        extra: dict[str, Any] = {}
        if settings.reasoning_effort:
            extra["reasoning_effort"] = settings.reasoning_effort
        try:
            # The SDK's timeout is for each read: a body that drips would pass it for hours.
            async with asyncio.timeout(settings.request_timeout):
                async with self._sdk.chat.completions.with_streaming_response.create(
                    model=settings.deployment,
                    messages=[{"role": "system", "content": request.system}, {"role": "user", "content": request.user}],
                    max_completion_tokens=request.max_output_tokens,
                    response_format={
                        "type": "json_schema",
                        "json_schema": {"name": "answers", "strict": True, "schema": wire_schema()},
                    },
                    extra_headers={"x-aidoc-build": self._build},
                    timeout=settings.request_timeout,
                    **extra,
                ) as response:
                    headers = {name.lower(): value for name, value in response.headers.items()}
                    body = await _body(response)
        except Exception as error:  # the SDK raises its own tree, and those of httpx and asyncio
            raise translate(error, settings) from error
        return self._read(body, headers)

    def _read(self, body: bytes, headers: dict[str, str]) -> Reply:
        try:
            # Read with a model of our own: the SDK's passes wrong types on, and warns with the text in the message.
            completion = Completion.model_validate_json(body)
        except pydantic.ValidationError as error:
            raise not_a_completion(self._settings, headers) from error
        usage = self._usage(completion)
        if not completion.choices:
            raise GiveUp(f"the response holds no choice{request_id(headers)}", usage=usage, divisible=True)
        choice = completion.choices[0]
        if choice.finish_reason == "length":
            raise truncated(usage)
        if choice.finish_reason == "content_filter":
            raise GiveUp(
                f"the service's content filter stopped the answer{request_id(headers)}", usage=usage, divisible=True
            )
        if choice.message.refusal:
            raise GiveUp(f"the model refused to answer{request_id(headers)}", usage=usage, divisible=True)
        if not choice.message.content:
            raise GiveUp(f"the answer is empty{request_id(headers)}", usage=usage, divisible=True)
        try:
            content = WireReply.model_validate_json(choice.message.content)
        except pydantic.ValidationError as error:
            raise GiveUp(
                f"the answer is not the JSON that was asked for ({_first(error)})", usage=usage, divisible=True
            ) from error
        return Reply(content=content, usage=usage, model=completion.model or "", headers=headers)

    def _usage(self, completion: Completion) -> Usage:
        told = completion.usage
        if told is None:
            return Usage(cost_usd=None)
        usage = Usage(
            input_tokens=told.prompt_tokens,
            cached_input_tokens=(told.prompt_tokens_details or PromptDetails()).cached_tokens or 0,
            output_tokens=told.completion_tokens,
            reasoning_tokens=(told.completion_tokens_details or CompletionDetails()).reasoning_tokens or 0,
        )
        return replace(usage, cost_usd=prices.cost(self._settings.model or completion.model or "", usage))

    async def close(self) -> None:
        """Close the connections."""
        await self._sdk.close()


async def _body(response: openai.AsyncAPIResponse[Any]) -> bytes:
    """The response's body, up to a limit: no answer to one request is this long."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.iter_bytes():
        size += len(chunk)
        if size > LARGEST:
            raise GiveUp(f"the response is longer than {LARGEST // 2**20} MiB", divisible=True)
        chunks.append(chunk)
    return b"".join(chunks)


def _first(error: pydantic.ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else json.dumps(first["msg"])
