"""Opening the client: which of the SDK's clients, with which address and which key."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import TYPE_CHECKING, Any

from aidoc_core.errors import StopAsking
from aidoc_core.model.client import OpenAIClient

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import openai

    from aidoc_core.settings import Settings

_SCOPE = "https://cognitiveservices.azure.com/.default"


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
        StopAsking: No endpoint, no deployment, no key, azure-identity is not installed, or certificates cannot be
            read. A site can be built all the same, from what is kept.
    """
    environment = os.environ if environment is None else environment
    if not settings.deployment:
        raise StopAsking(
            "no deployment is set. Set 'deployment' to the name of your Azure deployment (or of the model behind "
            "'base_url'), or build with 'offline: true'"
        )
    if not settings.base_url and not settings.endpoint:
        raise StopAsking(
            "no endpoint is set. Set 'endpoint' or AZURE_OPENAI_ENDPOINT to https://NAME.openai.azure.com, or "
            "'base_url' for another server, or build with 'offline: true'"
        )
    entra = settings.auth == "entra" and not settings.base_url
    key = "" if entra else _key(settings, environment)
    provider = (token_provider or _entra()) if entra else None
    return OpenAIClient(_sdk(settings, key, provider), settings, build=build)


def _quiet_transport() -> None:
    """Keep the HTTP client from telling every request itself, unless somebody has asked it to.

    A style package that furo brings (a11y-pygments) turns INFO on for every logger of the process.
    """
    for name in ("httpx", "httpx2"):
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.WARNING)


def _sdk(settings: Settings, key: str, provider: Callable[[], str] | None) -> openai.AsyncOpenAI:
    _quiet_transport()
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
        raise StopAsking(
            f"the HTTP client cannot start ({error}). Check SSL_CERT_FILE and the proxy settings"
        ) from error


def _key(settings: Settings, environment: Mapping[str, str]) -> str:
    if settings.base_url:
        return _sendable(environment.get("OPENAI_API_KEY", ""))  # local servers need none
    key = _sendable(environment.get("AZURE_OPENAI_API_KEY") or environment.get("OPENAI_API_KEY") or "")
    if not key:
        raise StopAsking(
            "no key is set. Set AZURE_OPENAI_API_KEY in the environment, or 'auth: entra', or build with "
            "'offline: true'"
        )
    return key


def _sendable(key: str) -> str:
    """A key without the line break that it was read with; errors of HTTP would repeat what they cannot send."""
    key = key.strip()
    if not key.isascii() or not key.isprintable():
        raise StopAsking("the key in the environment holds characters that no key has. Set AZURE_OPENAI_API_KEY anew")
    return key


def _entra() -> Callable[[], str]:
    try:
        from azure.identity import DefaultAzureCredential, get_bearer_token_provider  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise StopAsking(
            "'auth: entra' needs azure-identity. Install it with: pip install 'aidoc-plugins[azure]'"
        ) from error
    return get_bearer_token_provider(DefaultAzureCredential(), _SCOPE)
