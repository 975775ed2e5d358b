"""An address as people write it into an option: understood, or refused with what to write instead.

Portals show many addresses of a resource, and most of them are none that an API answers at.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import parse_qs, urlsplit

from aidoc_core.errors import ConfigError
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from urllib.parse import SplitResult

_SCHEME = regex(r"https?:?/{1,2}(?!/)", re.IGNORECASE)
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = regex(rf"{_LABEL}(?:\.(?:{_LABEL}|_[\w-]{{1,62}}))*\.?")
_SITES = regex(r"(?:ms\.)?(?:portal|ai|oai|ml)\.azure\.(?:com|us|cn)|platform\.openai\.com|learn\.microsoft\.com")
"""Sites for people; no API answers there."""
_PORTAL = regex(r"(?P<base>.*?)/openai/deployments/(?P<deployment>[^/]+)(?:/.*)?")
_OPERATION = regex(r"(?P<base>.*?)(?<!/)/+(?:chat/completions|completions|responses|embeddings|models)/*")
_V1 = regex(r"(?<!/)/+openai(?:/+v1)?/*\Z", re.IGNORECASE)
"""The path that the SDK adds. Whole and at the end: what were left of `/openai.example.org` would join the host."""
_OF_OLLAMA = regex(r"/+api(?:/+(?:chat|generate|tags|embed))?/*")
_SERVERLESS = regex(r".+\.models\.ai\.azure\.(?:com|us|cn)")
"""Hosts of Azure that serve one model each, in OpenAI's language."""
_MODELS = regex(r"/+models/*")
AZURE = regex(r".+\.(?:openai|cognitiveservices|services\.ai)\.azure\.(com|us|cn)")
"""Azure's own hosts, and the ending that tells the cloud."""
_NAME = "https://NAME.openai.azure.com"
_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An address that was understood.

    Attributes:
        url: Without the paths that the SDK adds.
        scheme: `http` or `https`.
        host: The host's name alone, as `plain_host` gives it.
        port: The port, also where it is the scheme's own.
        shown: Host and port, without a password, for people.
        password: What stands before the host: a name, a password, or nothing.
    """

    url: str
    scheme: str
    host: str
    port: int
    shown: str
    password: str


def read_address(option: str, text: str) -> Written:
    """Read an address.

    Args:
        option: `endpoint` or `base_url`.
        text: Its value, without white space around it.

    Raises:
        ConfigError: It is none of a service; says what the option can be.
    """
    split = _split(option, text)
    host = plain_host(split.hostname or "")
    if _SITES.fullmatch(host):
        right = "'base_url' to https://api.openai.com/v1" if host.endswith("openai.com") else f"'endpoint' to {_NAME}"
        _refuse(option, text, "this is a page for people", f"Set {right}, as the page for keys shows")
    portal = _PORTAL.fullmatch(split.path)
    if portal is not None:
        dated = _dated(split)
        what_to_do = f"Set 'endpoint' to {_start(split)}{portal['base']}, 'deployment' to {portal['deployment'][:80]}"
        _refuse(option, text, "this is the address of one deployment", what_to_do + dated)
    if option == "base_url" and _OF_OLLAMA.fullmatch(split.path):
        _refuse(option, text, "this is Ollama's own language", f"Set it to {_start(split)}/v1")
    if option == "endpoint" and _SERVERLESS.fullmatch(host):
        right = f"Set 'base_url' to {_start(split)}/v1, and OPENAI_API_KEY to its key"
        _refuse(option, text, "this is the address of one model", right)
    if operation := _OPERATION.fullmatch(split.path):
        base = operation["base"]
        if option == "endpoint" or AZURE.fullmatch(host):
            base = _V1.sub("", base).rstrip("/")
            base = "" if _MODELS.fullmatch(base) else base
        right = f"'endpoint' to {_start(split)}{base}" if AZURE.fullmatch(host) else f"it to {_start(split)}{base}"
        _refuse(option, text, "this is the address of one operation", f"Set {right}")
    if split.query or split.fragment:
        _refuse(option, text, "it may not have a query", f"Set it to {_start(split)}{split.path}{_dated(split)}")
    url = _of_azure(option, text, split, host) if option == "endpoint" else _of_a_server(option, text, split, host)
    scheme, (user, _, shown) = split.scheme.lower(), split.netloc.rpartition("@")
    port = split.port or (443 if scheme == "https" else 80)
    return Written(url=url, scheme=scheme, host=host, port=port, shown=shown, password=user.partition(":")[2] or user)


def plain_host(name: str) -> str:
    """A host as requests name it, so that two ways to write one are one: lower case, no last dot, IDNA."""
    name = name.lower().rstrip(".")
    if name.isascii():
        return name
    try:
        import idna  # noqa: PLC0415 - comes with the SDK's HTTP client, which writes hosts by it

        return idna.encode(name).decode("ascii")
    except (ImportError, UnicodeError):  # that client refuses it, too
        return name


def _split(option: str, text: str) -> SplitResult:
    """The parts of an address of a web service."""
    if "://" not in text:
        bare = _SCHEME.sub("", text).rpartition("@")[2]
        host = re.split(r"[/:?#]", bare)[0]
        plain = "http" if option == "base_url" and (host == "localhost" or host.startswith("127.")) else "https"
        if option == "endpoint" and bare and re.fullmatch(_LABEL, bare) and bare != "localhost":
            right = f"https://{bare}.openai.azure.com"
        else:
            right = f"{plain}://{bare}" if _HOST.fullmatch(host) and ("." in host or host == "localhost") else ""
        _refuse(option, text, "it has no scheme", f"Set it to {right or _example(option)}")
    try:
        split = urlsplit(text)
        port, host = split.port, split.hostname or ""
    except ValueError as error:  # says what is wrong with a bracket or a port, and quotes only that
        _refuse(option, text, f"it is no address ({error})", f"Set it to {_example(option)}")
    good = split.scheme.lower() in ("http", "https") and port != 0 and text.isprintable() and _is_host(host)
    if not good:
        _refuse(option, text, "it is no address of a web service", f"Set it to {_example(option)}")
    return split


def _is_host(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return _HOST.fullmatch(text) is not None
    return True


def _of_azure(option: str, text: str, split: SplitResult, host: str) -> str:
    if host == "api.openai.com":  # Azure's key is not for it
        _refuse(option, text, "it is for Azure", "Set 'base_url' to https://api.openai.com/v1 instead")
    if "/api/projects/" in split.path:
        _refuse(option, text, "this is the address of a project", f"Set it to {_start(split)}")
    return f"{split.scheme}://{split.netloc}{_V1.sub('', split.path).rstrip('/')}"


def _dated(split: SplitResult) -> str:
    """The API version that an address asks for, as a further option to set."""
    version = parse_qs(split.query).get("api-version", [""])[0]
    return f", and 'api_version' to {version}" if re.fullmatch(r"[\w-]{1,40}", version) else ""


def _of_a_server(option: str, text: str, split: SplitResult, host: str) -> str:
    azure = AZURE.fullmatch(host) is not None
    if azure and ("/api/projects/" in split.path or split.path.strip("/") in ("", "openai")):
        _refuse(option, text, "this is Azure", f"Set 'endpoint' to {_start(split)} instead")
    return text


def _example(option: str) -> str:
    return _NAME if option == "endpoint" else "https://HOST/v1 or http://localhost:PORT/v1"


def _start(split: SplitResult) -> str:
    """Scheme and host, without a password."""
    return f"{split.scheme}://{split.netloc.rpartition('@')[2]}"


def _refuse(option: str, text: str, why: str, what_to_do: str) -> NoReturn:
    """Passwords stand before the host, keys in the query: neither is repeated."""
    shown = re.sub(r"(?<=//)[^/]*@", "", re.split(r"[?#]", text)[0])
    shown = shown.rpartition("@")[2] if "//" not in shown else shown
    raise ConfigError(f"option '{option}' cannot be {shown[:_LONGEST]!r}: {why}. {what_to_do}.", option=option)
