"""Opening the client: which of the SDK's clients, with which address, which key and which HTTP client."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any

from aidoc_core.errors import StopAsking
from aidoc_core.model.address import Address, find_address
from aidoc_core.model.client import OpenAIClient
from aidoc_core.model.foreign import Secrets
from aidoc_core.model.identity import check_receiver, default_identity, tokens_of
from aidoc_core.model.written import plain_host

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    import openai

    from aidoc_core.model.dialect import Learnt
    from aidoc_core.settings import Settings

HEADER = "AIDOC_HEADER_"
"""Environment variables of this beginning hold the values of the headers that the option `headers` names."""


def connect(
    settings: Settings,
    *,
    build: str,
    environment: Mapping[str, str] | None = None,
    token_provider: Callable[[], str] | None = None,
    learnt: Learnt | None = None,
) -> OpenAIClient:
    """Open a client as the settings say. Nothing is sent yet.

    Args:
        settings: Endpoint, deployment, API version and kind of authentication.
        build: The id of the build.
        environment: Where keys come from; `os.environ` if not given.
        token_provider: For `auth: entra`, what gives a bearer token; azure-identity if not given.
        learnt: What the build has learnt of the server, if it has asked before.

    Raises:
        StopAsking: No endpoint or none that may get a key, no deployment, no key, azure-identity is not installed, or
            the HTTP client cannot start. A site can be built all the same, from what is kept.
    """
    environment = os.environ if environment is None else environment
    if not settings.deployment:
        raise StopAsking(
            "no deployment is set. Set 'deployment' to the name of your Azure deployment (or of the model behind "
            "'base_url'), or build with 'offline: true'"
        )
    address = find_address(settings, environment)
    headers = _headers(settings, environment)
    secrets = Secrets(*headers.values(), address.password)
    if settings.auth == "entra":
        check_receiver(address, settings.entra_scope, environment)
        key, provider = "", token_provider or default_identity(settings.entra_scope or address.scope)
    else:
        key, provider = _key(settings, address, environment, needed=not headers), None
        secrets.add(key)
    token = None if provider is None else tokens_of(provider, secrets, seconds=settings.request_timeout)
    sdk = _sdk(settings, address, headers=headers, credential=key if token is None else token)
    return OpenAIClient(
        sdk,
        settings,
        build=build,
        secrets=secrets,
        own=bool(settings.base_url) and not address.cloud,
        learnt=learnt,
        token=token,
    )


def _quiet_transport() -> None:
    """Keep the HTTP client and azure-identity from telling every request themselves, unless somebody has asked them to.

    A style package that furo brings (a11y-pygments) turns INFO on for every logger of the process; azure-identity warns
    of a failure over a page, of which our message says the same.
    """
    for name, level in (("httpx", logging.WARNING), ("httpx2", logging.WARNING), ("azure.identity", logging.ERROR)):
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(level)


def _sdk(
    settings: Settings,
    address: Address,
    *,
    headers: Mapping[str, str],
    credential: str | Callable[[], Awaitable[str]],
) -> openai.AsyncOpenAI:
    _quiet_transport()
    import openai  # noqa: PLC0415 - takes seconds, and not needed when everything is cached

    from aidoc_core.model.transport import open_http  # noqa: PLC0415 - as above

    # 429 needs one pause for all workers and a deadline for the build, so the SDK retries nothing.
    # A gateway that has headers of its own needs no key, and none is made up beside them.
    http = open_http(address.host, anonymous=not credential and bool(headers))
    options: dict[str, Any] = {"max_retries": 0, "http_client": http, "default_headers": dict(headers)}
    classic = not settings.base_url and settings.api_version != "v1"
    try:
        if classic:
            if isinstance(credential, str):
                options["api_key"] = credential or "none"
            else:
                options["azure_ad_token_provider"] = credential
            sdk: openai.AsyncOpenAI = openai.AsyncAzureOpenAI(
                azure_endpoint=address.url, api_version=settings.api_version, **options
            )
        else:
            url = address.url if settings.base_url else f"{address.url}/openai/v1/"
            sdk = openai.AsyncOpenAI(base_url=url, api_key=credential or "none", **options)
    except Exception as error:  # an address may still be none for the HTTP client
        raise StopAsking(f"the client cannot start ({type(error).__name__}). Check 'endpoint' or 'base_url'") from error
    going = sdk.base_url.raw_host.decode("ascii", "replace")
    if plain_host(going) != address.host:  # what was looked at is what gets it
        raise StopAsking(f"the address leads to {going!r} and not to {address.host}. Check 'endpoint' or 'base_url'")
    # The SDK takes these from the environment, whomever the request goes to.
    sdk.organization = sdk.project = None
    return sdk


def _headers(settings: Settings, environment: Mapping[str, str]) -> dict[str, str]:
    """The headers that the option names, with their values from the environment."""
    found = {}
    for name in settings.headers:
        variable = HEADER + name.upper().replace("-", "_")
        if not environment.get(variable, "").strip():
            raise StopAsking(f"'headers' lists {name}, and its value is not set. Set {variable} in the environment")
        found[name] = _sendable(environment[variable], variable)
    return found


def _key(settings: Settings, address: Address, environment: Mapping[str, str], *, needed: bool) -> str:
    """The key for the kind of service that the address is: Azure's key for Azure, never another one."""
    azure = bool(address.cloud) or not settings.base_url
    variable = "AZURE_OPENAI_API_KEY" if azure else "OPENAI_API_KEY"
    key = _sendable(environment.get(variable, ""), variable)
    if not key and azure and needed:
        other = " (OPENAI_API_KEY is for 'base_url')" if environment.get("OPENAI_API_KEY") else ""
        raise StopAsking(
            f"no key is set. Set AZURE_OPENAI_API_KEY in the environment{other}, or 'auth: entra', or build with "
            "'offline: true'"
        )
    return key


def _sendable(key: str, variable: str) -> str:
    """A key without the line break that it was read with; errors of HTTP would repeat what they cannot send."""
    key = key.strip()
    if not key.isascii() or not key.isprintable():
        raise StopAsking(f"the key in the environment holds characters that no key has. Set {variable} anew")
    return key
