"""The model client: the openai SDK behind one method, every one of its errors translated in one place.

Azure's v1 API (and any OpenAI-compatible server) goes through `AsyncOpenAI`, a dated `api_version` through
`AsyncAzureOpenAI`; the two must not be mixed (a v1 address under the classic client is a 404).
"""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import pydantic

from aidoc_core.answer import WireReply, wire_schema
from aidoc_core.errors import ConfigError, GiveUp, StopAsking
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
            # The SDK's own limit starts anew with every byte that arrives.
            async with asyncio.timeout(settings.request_timeout):
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
            if isinstance(completion, str):  # the SDK hands on what is declared to be a page
                raise json.JSONDecodeError("a page", "", 0)  # noqa: TRY301 - translated like one that it finds itself
        except Exception as error:  # the SDK raises its own tree, json's and httpx's errors: translated in one place
            raise translate(error, self._settings) from error
        return self._read(completion, {name.lower(): value for name, value in raw.headers.items()})

    def _read(self, completion: ChatCompletion, headers: dict[str, str]) -> Reply:
        """Read a completion; the SDK does not check it, so any part may be of any type."""
        named = getattr(completion, "model", None)
        model = named if isinstance(named, str) else ""
        usage = self._usage(getattr(completion, "usage", None), model)
        choices = getattr(completion, "choices", None)
        if not isinstance(choices, list) or not choices:
            raise GiveUp("the response holds no choice", usage=usage)
        finish, message = (getattr(choices[0], name, None) for name in ("finish_reason", "message"))
        if finish == "length":
            raise truncated(usage)
        if finish == "content_filter":
            raise GiveUp("the service's content filter stopped the answer", usage=usage)
        if getattr(message, "refusal", None):
            raise GiveUp("the model refused to answer", usage=usage)
        content = getattr(message, "content", None)
        if not content or not isinstance(content, str):
            raise GiveUp("the answer is empty", usage=usage)
        try:
            reply = WireReply.model_validate_json(content)
        except pydantic.ValidationError as error:
            raise GiveUp(f"the answer is not the JSON that was asked for ({_first(error)})", usage=usage) from error
        return Reply(content=reply, usage=usage, model=model, headers=headers)

    def _usage(self, told: object, model: str) -> Usage:
        if not _number(told, "prompt_tokens"):
            return Usage(cost_usd=None)
        usage = Usage(
            input_tokens=_number(told, "prompt_tokens"),
            cached_input_tokens=_number(getattr(told, "prompt_tokens_details", None), "cached_tokens"),
            output_tokens=_number(told, "completion_tokens"),
            reasoning_tokens=_number(getattr(told, "completion_tokens_details", None), "reasoning_tokens"),
        )
        return replace(usage, cost_usd=prices.cost(self._settings.model or model, usage))

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
        try:
            return await asyncio.to_thread(provider) if provider else key
        except Exception as error:  # azure-identity raises trees of its own
            reason = (str(error).splitlines() or [""])[0][:200]
            raise StopAsking(f"no token for 'auth: entra' ({reason or type(error).__name__})") from error

    endpoint = settings.endpoint.rstrip("/")
    # 429 needs one pause for all workers and a deadline for the build, so the SDK retries nothing.
    options: dict[str, Any] = {"max_retries": 0}
    try:
        if settings.base_url:
            return openai.AsyncOpenAI(base_url=settings.base_url, api_key=key or "none", **options)
        if settings.api_version == "v1":
            return openai.AsyncOpenAI(base_url=f"{endpoint}/openai/v1/", api_key=token if provider else key, **options)
        options |= {"azure_ad_token_provider": token} if provider else {"api_key": key}
        return openai.AsyncAzureOpenAI(azure_endpoint=endpoint, api_version=settings.api_version, **options)
    except OSError as error:  # a wrong SSL_CERT_FILE is read in the constructor
        raise ConfigError(
            f"The HTTP client cannot start: {error}. Check SSL_CERT_FILE and the proxy settings."
        ) from error


def _key(settings: Settings, environment: Mapping[str, str]) -> str:
    if settings.base_url:
        return _sendable(environment.get("OPENAI_API_KEY", ""))  # local servers need none
    key = _sendable(environment.get("AZURE_OPENAI_API_KEY") or environment.get("OPENAI_API_KEY") or "")
    if not key:
        raise ConfigError(
            "No key is set, so nothing can be asked. Set AZURE_OPENAI_API_KEY in the environment, or 'auth: entra', "
            "or build with 'offline: true'.",
            option="auth",
        )
    return key


def _sendable(key: str) -> str:
    """A key without the line break that it was read with; errors of HTTP would repeat what they cannot send."""
    key = key.strip()
    if not key.isascii() or not key.isprintable():
        raise ConfigError(
            "The key in the environment holds characters that no key has. Set AZURE_OPENAI_API_KEY anew.", option="auth"
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


def _number(told: object, name: str) -> int:
    value = getattr(told, name, None)
    return value if isinstance(value, int) and value > 0 else 0


def _first(error: pydantic.ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else json.dumps(first["msg"])
