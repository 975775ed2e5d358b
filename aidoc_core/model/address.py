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
from urllib.parse import urlsplit

from aidoc_core.errors import StopAsking
from aidoc_core.model.written import AZURE, plain_host, read_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aidoc_core.settings import Settings

ALLOWED_HOSTS = "AIDOC_ALLOWED_HOSTS"
"""Environment variable: the only hosts that get a key or source, separated by commas; `*.example.org` stands for all
below it, and `example.org:8443` for this port alone."""
ALLOW_HTTP = "AIDOC_ALLOW_HTTP"
"""Environment variable: hosts that may be reached without TLS, besides this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """The address that requests go to.

    Attributes:
        url: Without the paths that the SDK adds.
        host: The host's name alone, in lower case.
        port: The port, also where it is the scheme's own.
        shown: Host and port, without a password, for people.
        password: What stands before the host; no message may repeat it.
        cloud: The ending of Azure's own domain (`com`, `us`, `cn`); empty where the host is somebody else's.
    """

    url: str
    host: str
    port: int
    shown: str
    password: str = ""
    cloud: str = ""

    @property
    def scope(self) -> str:
        """What a token is asked for, in the cloud that the host is in."""
        return f"https://cognitiveservices.azure.{self.cloud or 'com'}/.default"


def find_address(settings: Settings, environment: Mapping[str, str]) -> Address:
    """The address of a build.

    Raises:
        ConfigError: The option is no address of an API.
        StopAsking: There is none, or nothing may be sent there.
    """
    option = "base_url" if settings.base_url.strip() else "endpoint"
    text = (settings.base_url.strip() or settings.endpoint).strip()
    if not text:
        raise StopAsking(
            "no endpoint is set. Set 'endpoint' or AZURE_OPENAI_ENDPOINT to https://NAME.openai.azure.com, or "
            "'base_url' for another server, or build with 'offline: true'"
        )
    written = read_address(option, text)
    cloud = match[1] if (match := AZURE.fullmatch(written.host)) else ""
    address = Address(
        url=written.url,
        host=written.host,
        port=written.port,
        shown=written.shown,
        password=written.password,
        cloud=cloud,
    )
    _check(address, written.scheme, environment)
    return address


def is_local(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def allowed(address: Address, environment: Mapping[str, str]) -> bool:
    """Whether `AIDOC_ALLOWED_HOSTS` names an address."""
    return _listed(address, environment.get(ALLOWED_HOSTS, ""))


def shown_host(settings: Settings) -> str:
    """Host and port of the address, for people; nothing is checked."""
    text = settings.base_url or settings.endpoint
    return re.split(r"[/?#]", text.partition("://")[2] or text)[0].rpartition("@")[2]


def _check(address: Address, scheme: str, environment: Mapping[str, str]) -> None:
    host = address.host
    if environment.get(ALLOWED_HOSTS, "").strip() and not allowed(address, environment):
        raise StopAsking(f"{ALLOWED_HOSTS} does not list {host}, so nothing is sent there")
    if scheme == "http" and not is_local(host) and not _listed(address, environment.get(ALLOW_HTTP, "")):
        raise StopAsking(
            f"{address.shown} would get the key and the source without TLS. Use https://, or list the host in the "
            f"environment variable {ALLOW_HTTP}"
        )


def _listed(address: Address, hosts: str) -> bool:
    return any(_fits(address, pattern.strip()) for pattern in hosts.split(",") if pattern.strip())


def _fits(address: Address, pattern: str) -> bool:
    """Whether an entry of a list means an address: a host, or all below one, with a port or for every port."""
    try:
        host, port = str(ipaddress.ip_address(pattern)), None
    except ValueError:
        try:
            split = urlsplit(pattern if "://" in pattern else f"//{pattern}")
            host, port = plain_host(split.hostname or ""), split.port
        except ValueError:
            return False
        if "@" in split.netloc or split.path.strip("/") or split.query or split.fragment:
            return False
    return port in (None, address.port) and fnmatchcase(_as_ip(address.host), _as_ip(host))


def _as_ip(host: str) -> str:
    """An address of IPv6 in the way in which all write it; every other host as it is."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return host
