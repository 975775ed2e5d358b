"""Tokens for `auth: entra`: who may get one, where it comes from, and why there is none. Knows no requests."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from aidoc_core.errors import ModelError, RetryLater, StopAsking
from aidoc_core.model.address import ALLOWED_HOSTS, Address, allowed, is_local
from aidoc_core.model.aside import aside
from aidoc_core.model.transport import TRUST, named_certificates
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from aidoc_core.model.foreign import Secrets

_AZURE_SCOPE = regex(r"https://(?:cognitiveservices|ai)\.azure\.(?:com|us|cn)/\.default")
_TRIED = regex(r"(\w+)Credential: (?:\w+Credential authentication unavailable\.\s*)?(?:Authentication failed:\s*)?(.*)")
_OF_EDITORS = frozenset({"SharedTokenCache", "VisualStudioCode", "Broker"})
"""Credentials that nobody sets up for a build; why they fail would hide why the others do."""
_LONGEST_REASON = 120
_MOST_REASONS = 6


def check_receiver(address: Address, scope: str, environment: Mapping[str, str]) -> None:
    """A file of a repository may name host and scope, so only Azure gets a token for Azure's models.

    Everything else the environment has to allow.

    Raises:
        StopAsking: The address may get no token with this scope.
    """
    usual = bool(address.cloud) and (not scope or _AZURE_SCOPE.fullmatch(scope) is not None)
    if not usual and not is_local(address.host) and not allowed(address, environment):
        what = "'entra_scope' is no scope of Azure's models" if address.cloud else "the host is not Azure's own"
        raise StopAsking(
            f"'auth: entra' sends no token to {address.host}: {what}. To allow it, list the host in the environment "
            f"variable {ALLOWED_HOSTS}"
        )


def default_identity(scope: str) -> Callable[[], str]:
    """What gives tokens of azure-identity, which looks for an identity in the environment and the programs there.

    Its authority is trusted by the certificates that the environment names for everything else, too.

    Raises:
        StopAsking: azure-identity is not installed.
    """
    try:
        from azure.identity import DefaultAzureCredential, get_bearer_token_provider  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise StopAsking(
            "'auth: entra' needs azure-identity. Install it with: pip install 'aidoc-plugins[azure]'"
        ) from error
    named = named_certificates(os.environ)
    options = {"connection_verify": named} if named else {}
    return get_bearer_token_provider(DefaultAzureCredential(**options), scope)


def tokens_of(provider: Callable[[], str], secrets: Secrets, *, seconds: float) -> Callable[[], Awaitable[str]]:
    """What gives a token for each request. The first one fetches it for all that are sent at once.

    Args:
        provider: Gives a token, and keeps it until it expires.
        secrets: Told of every token.
        seconds: How long one may take.
    """
    fetching = asyncio.Lock()

    async def token() -> str:
        try:
            async with asyncio.timeout(seconds), fetching:
                given = await aside(provider, seconds=seconds)  # a command or a network that hangs is left behind
        except ModelError:
            raise
        except TimeoutError as error:
            raise RetryLater(f"no token for 'auth: entra' within {seconds:g} s (request_timeout)") from error
        except Exception as error:  # azure-identity raises trees of its own
            hint = f". {TRUST}" if "CERTIFICATE_VERIFY_FAILED" in str(error) else ""
            raise StopAsking(f"no token for 'auth: entra' ({_reasons(error, secrets)}){hint}") from error
        secrets.add(given)
        return given

    return token


def _reasons(error: Exception, secrets: Secrets) -> str:
    """What azure-identity says, briefly: the reason of each credential that it has tried, or else its first line."""
    lines = [" ".join(line.split()) for line in str(error).splitlines()]
    tried = [found for line in lines[1:] if (found := _TRIED.match(line)) and found[1] not in _OF_EDITORS]
    told = [f"{one[1]}: {one[2].partition('. ')[0].rstrip('.') or 'unavailable'}" for one in tried]
    told = told[:_MOST_REASONS] or list(filter(None, lines[:1])) or [type(error).__name__]
    return "; ".join(secrets.word(one, longest=_LONGEST_REASON) for one in told)
