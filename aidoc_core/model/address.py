"""Where requests go: the address as options give it, what may be sent there, and which kind of service it is.

A file of a repository may say the address; what it may not do is lead a key to a host that the environment rules out,
over a line that others can read, or to another kind of service than the key is for.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from aidoc_core.errors import StopAsking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

    from aidoc_core.settings import Settings

ALLOWED_HOSTS = "AIDOC_ALLOWED_HOSTS"
"""Environment variable: the only hosts that get a key or source, separated by commas; `*.example.org` stands for all
below it."""
ALLOW_HTTP = "AIDOC_ALLOW_HTTP"
"""Environment variable: hosts that may be reached without TLS, besides this machine."""

_AZURE = re.compile(r".+\.(?:openai|cognitiveservices|services\.ai)\.azure\.(com|us|cn)")
_PORTAL = re.compile(r"(?P<base>.*?)/openai/deployments/(?P<deployment>[^/?#]+)(?:/.*)?")
_V1 = re.compile(r"/openai(?:/v1)?/*")
_OPERATION = re.compile(r"(?P<base>.*?)/+(?:chat/completions|completions|responses|embeddings|models)/*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """The address that requests go to.

    Attributes:
        url: Without the paths that the SDK adds.
        host: The host's name alone, in lower case.
        shown: Host and port, without a password, for people.
        cloud: The ending of Azure's own domain (`com`, `us`, `cn`); empty where the host is somebody else's.
    """

    url: str
    host: str
    shown: str
    cloud: str = ""

    @property
    def scope(self) -> str:
        """What a token is asked for, in the cloud that the host is in."""
        return f"https://cognitiveservices.azure.{self.cloud or 'com'}/.default"


def find_address(settings: Settings, environment: Mapping[str, str]) -> Address:
    """The address of a build.

    Raises:
        StopAsking: There is none, it is no address, or nothing may be sent there.
    """
    option = "base_url" if settings.base_url else "endpoint"
    text = (settings.base_url or settings.endpoint).strip()
    if not text:
        raise StopAsking(
            "no endpoint is set. Set 'endpoint' or AZURE_OPENAI_ENDPOINT to https://NAME.openai.azure.com, or "
            "'base_url' for another server, or build with 'offline: true'"
        )
    split = _split(text, option)
    host = (split.hostname or "").lower()
    cloud = match[1] if (match := _AZURE.fullmatch(host)) else ""
    shown = split.netloc.rpartition("@")[2]
    address = Address(url=_bare(text, split, option), host=host, shown=shown, cloud=cloud)
    _check(address, split.scheme.lower(), environment)
    return address


def is_local(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def allowed(host: str, environment: Mapping[str, str]) -> bool:
    """Whether `AIDOC_ALLOWED_HOSTS` names a host."""
    return _listed(host, environment.get(ALLOWED_HOSTS, ""))


def shown_host(settings: Settings) -> str:
    """Host and port of the address, for people; nothing is checked."""
    text = settings.base_url or settings.endpoint
    return re.split(r"[/?#]", text.partition("://")[2] or text)[0].rpartition("@")[2]


def _split(text: str, option: str) -> SplitResult:
    if "://" not in text:
        raise StopAsking(f"'{option}' has no scheme. Set it to https://{text.rpartition('@')[2].lstrip('/')}")
    try:
        split = urlsplit(text)
        port, host = split.port, split.hostname
    except ValueError as error:  # says what is wrong with a bracket or a port, and quotes only that
        raise StopAsking(
            f"'{option}' is no address ({error}). Set it to https://HOST or http://localhost:PORT"
        ) from error
    if split.scheme.lower() not in ("http", "https") or not host or port == 0:
        raise StopAsking(f"'{option}' is no address of a web service. It begins with https:// and a host's name")
    return split


def _bare(text: str, split: SplitResult, option: str) -> str:
    """The address without what the SDK adds, where it can be told; else what to set instead."""
    start = f"{split.scheme}://{split.netloc}"
    portal = _PORTAL.fullmatch(split.path)
    if portal is not None:
        version = parse_qs(split.query).get("api-version", [""])[0]
        dated = f", and 'api_version' to {version}" if re.fullmatch(r"[\w-]{1,40}", version) else ""
        raise StopAsking(
            f"'{option}' is the address of one deployment. Set 'endpoint' to {_shown(split)}{portal['base']}, "
            f"'deployment' to {portal['deployment'][:80]}{dated}"
        )
    if operation := _OPERATION.fullmatch(split.path):
        raise StopAsking(f"'{option}' is the address of one operation. Set it to {_shown(split)}{operation['base']}")
    if split.query or split.fragment:
        raise StopAsking(f"'{option}' may not have a query. Set it to {_shown(split)}{split.path}")
    if option == "endpoint":
        if split.hostname == "api.openai.com":  # Azure's key is not for it
            raise StopAsking("'endpoint' is for Azure. Set 'base_url' to https://api.openai.com/v1 instead")
        if "/api/projects/" in split.path:
            raise StopAsking(f"'endpoint' is the address of a project. Set it to {_shown(split)}")
        return start + _V1.sub("", split.path.rstrip("/") + "/" if split.path else "").rstrip("/")
    return text


def _shown(split: SplitResult) -> str:
    return f"{split.scheme}://{split.netloc.rpartition('@')[2]}"


def _check(address: Address, scheme: str, environment: Mapping[str, str]) -> None:
    host = address.host
    if environment.get(ALLOWED_HOSTS, "").strip() and not allowed(host, environment):
        raise StopAsking(f"{ALLOWED_HOSTS} does not list {host}, so nothing is sent there")
    if scheme == "http" and not is_local(host) and not _listed(host, environment.get(ALLOW_HTTP, "")):
        raise StopAsking(
            f"{address.shown} would get the key and the source without TLS. Use https://, or list the host in the "
            f"environment variable {ALLOW_HTTP}"
        )


def _listed(host: str, hosts: str) -> bool:
    patterns = [pattern.strip().lower() for pattern in hosts.split(",") if pattern.strip()]
    return any(fnmatchcase(host, pattern) for pattern in patterns)
