"""The model client: the openai SDK behind one method, every one of its errors translated in one place.

Azure's v1 API (and any OpenAI-compatible server) goes through `AsyncOpenAI`, a dated `api_version` through
`AsyncAzureOpenAI`; the two must not be mixed (a v1 address under the classic client is a 404).
"""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import pydantic

from aidoc_core.answer import WireReply, wire_schema
from aidoc_core.errors import ConfigError, GiveUp
from aidoc_core.model import prices
from aidoc_core.model.failures import translate, truncated
from aidoc_core.usage import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import openai
    from openai.types.chat import ChatCompletion

    from aidoc_core.settings import Settings

_SCOPE = "https://cognitiveservices.azure.com/.default"


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
            raw = await self._sdk.chat.completions.with_raw_response.create(
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
            )
            completion = raw.parse()
        except Exception as error:  # the SDK raises its own tree, json's and httpx's errors: translated in one place
            raise translate(error, self._settings) from error
        return self._read(completion, {name.lower(): value for name, value in raw.headers.items()})

    def _read(self, completion: ChatCompletion, headers: dict[str, str]) -> Reply:
        model = getattr(completion, "model", None) or ""
        usage = self._usage(completion, model)
        choices = getattr(completion, "choices", None)
        if not choices:
            raise GiveUp("the response holds no choice", usage=usage)
        choice = choices[0]
        if choice.finish_reason == "length":
            raise truncated(usage)
        if choice.finish_reason == "content_filter":
            raise GiveUp("the service's content filter stopped the answer", usage=usage)
        if choice.message.refusal:
            raise GiveUp("the model refused to answer", usage=usage)
        if not choice.message.content:
            raise GiveUp("the answer is empty", usage=usage)
        try:
            content = WireReply.model_validate_json(choice.message.content)
        except pydantic.ValidationError as error:
            raise GiveUp(f"the answer is not the JSON that was asked for ({_first(error)})", usage=usage) from error
        return Reply(content=content, usage=usage, model=model, headers=headers)

    def _usage(self, completion: ChatCompletion, model: str) -> Usage:
        told = getattr(completion, "usage", None)
        if told is None:
            return Usage(cost_usd=None)
        read, written = told.prompt_tokens_details, told.completion_tokens_details
        usage = Usage(
            input_tokens=told.prompt_tokens or 0,
            cached_input_tokens=(read.cached_tokens if read else 0) or 0,
            output_tokens=told.completion_tokens or 0,
            reasoning_tokens=(written.reasoning_tokens if written else 0) or 0,
        )
        name = self._settings.model or model
        return Usage(**{**_fields(usage), "cost_usd": prices.cost(name, usage)})

    async def close(self) -> None:
        """Close the connections."""
        await self._sdk.close()


def connect(
    settings: Settings,
    *,
    build: str,
    environment: Mapping[str, str] | None = None,
    token_provider: Callable[[], str] | None = None,
) -> OpenAIClient:
    """Open a client as the settings say. Nothing is sent yet.

    Args:
        settings: Endpoint, deployment, API version and kind of authentication.
        build: The id of the build.
        environment: Where keys come from; `os.environ` if not given.
        token_provider: For `auth: entra`, what gives a bearer token; azure-identity if not given.

    Raises:
        ConfigError: No endpoint, no deployment, no key, or azure-identity is not installed.
    """
    environment = os.environ if environment is None else environment
    if not settings.deployment:
        raise ConfigError(
            "No deployment is set, so nothing can be asked. Set 'deployment' to the name of your Azure deployment (or "
            "of the model behind 'base_url'), or build with 'offline: true'.",
            option="deployment",
        )
    if not settings.base_url and not settings.endpoint:
        raise ConfigError(
            "No endpoint is set, so nothing can be asked. Set 'endpoint' or AZURE_OPENAI_ENDPOINT to "
            "https://NAME.openai.azure.com, or 'base_url' for another server, or build with 'offline: true'.",
            option="endpoint",
        )
    entra = settings.auth == "entra" and not settings.base_url
    key = "" if entra else _key(settings, environment)
    provider = (token_provider or _entra()) if entra else None
    return OpenAIClient(_sdk(settings, key, provider), settings, build=build)


def _sdk(settings: Settings, key: str, provider: Callable[[], str] | None) -> openai.AsyncOpenAI:
    import openai  # noqa: PLC0415 - takes seconds, and not needed when everything is cached

    async def token() -> str:
        return await asyncio.to_thread(provider) if provider else key

    # 429 needs one pause for all workers and a deadline for the build, so the SDK retries nothing.
    if settings.base_url:
        return openai.AsyncOpenAI(base_url=settings.base_url, api_key=key or "none", max_retries=0)
    endpoint = settings.endpoint.rstrip("/")
    try:
        if settings.api_version == "v1":
            return openai.AsyncOpenAI(
                base_url=f"{endpoint}/openai/v1/", api_key=token if provider else key, max_retries=0
            )
        if provider:
            return openai.AsyncAzureOpenAI(
                azure_endpoint=endpoint,
                api_version=settings.api_version,
                azure_ad_token_provider=token,
                max_retries=0,
            )
        return openai.AsyncAzureOpenAI(
            azure_endpoint=endpoint, api_version=settings.api_version, api_key=key, max_retries=0
        )
    except OSError as error:  # a wrong SSL_CERT_FILE is read in the constructor
        raise ConfigError(
            f"The HTTP client cannot start: {error}. Check SSL_CERT_FILE and the proxy settings."
        ) from error


def _key(settings: Settings, environment: Mapping[str, str]) -> str:
    if settings.base_url:
        return environment.get("OPENAI_API_KEY", "")  # local servers need none
    key = environment.get("AZURE_OPENAI_API_KEY") or environment.get("OPENAI_API_KEY")
    if not key:
        raise ConfigError(
            "No key is set, so nothing can be asked. Set AZURE_OPENAI_API_KEY in the environment, or 'auth: entra', "
            "or build with 'offline: true'.",
            option="auth",
        )
    return key


def _entra() -> Callable[[], str]:
    try:
        from azure.identity import DefaultAzureCredential, get_bearer_token_provider  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ConfigError(
            "'auth: entra' needs azure-identity. Install it with: pip install 'aidoc-plugins[azure]'", option="auth"
        ) from error
    return get_bearer_token_provider(DefaultAzureCredential(), _SCOPE)


def _fields(usage: Usage) -> dict[str, Any]:
    return {name: getattr(usage, name) for name in Usage.__slots__}


def _first(error: pydantic.ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else json.dumps(first["msg"])
