"""HTTP with settings of our own: no redirect is followed, and no body is read or unpacked beyond a limit.

The SDK's own client follows redirects with the source in the body, and reads the bodies of errors whole.
"""

from __future__ import annotations

import json
import os
import ssl
import urllib.request
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.usage import Usage
from aidoc_core.errors import GiveUp, Misunderstood, StopAsking
from aidoc_core.model.address import is_local
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx2
    import openai

LARGEST = 8 * 2**20
"""Bytes of a response that are read at most, and that it is unpacked to at most: no answer is this long."""
LARGEST_ERROR = 64 * 2**10
"""Bytes of an error's body; what it says stands before what it quotes."""
CUT = "aidoc.cut"
"""The extension of a response whose body broke off: the error that ended it."""
TRUST = "Let SSL_CERT_FILE or REQUESTS_CA_BUNDLE name a file with your organisation's certificate"
"""What helps where a certificate is not trusted."""
_ERROR = regex("[45][0-9][0-9]")
_PACKED = {"gzip": 47, "x-gzip": 47, "deflate": 47}
"""Encodings that are unpacked, with zlib's word for "gzip or zlib, by the header"."""


def open_http(host: str, *, anonymous: bool = False) -> openai.DefaultAsyncHttpxClient:
    """An HTTP client for requests to one host. Certificates and proxies are those of the process's environment.

    Args:
        host: Whether a proxy is used depends on it (NO_PROXY).
        anonymous: Leave the key's own headers out; the SDK sends a made-up one where there is no key.

    Raises:
        StopAsking: Certificates cannot be read, or a proxy's address is none.
    """
    import openai  # noqa: PLC0415 - takes seconds, and not needed when everything is cached

    class Http(openai.DefaultAsyncHttpxClient):
        async def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
            options |= {"stream": True, "follow_redirects": False}
            for name in ("authorization", "api-key") if anonymous else ():
                request.headers.pop(name, None)
            response = await super().send(request, **options)
            body = bytearray()
            extensions = {}
            try:
                await _read(response, body, LARGEST if response.is_success else LARGEST_ERROR)
            except GiveUp:
                if response.is_success:
                    raise
            except Exception as error:  # httpx's: the connection broke
                if response.is_success and not body:
                    raise
                extensions[CUT] = error  # what has come was paid for, and an error is judged by its status
            finally:
                await response.aclose()
            gone = (b"content-encoding", b"content-length", b"transfer-encoding")
            # As bytes: not all servers keep to ASCII.
            headers = [(name, value) for name, value in response.headers.raw if name.lower() not in gone]
            status = told_status(bytes(body)) if response.is_success else 0
            # Of the same class as it came, which differs between releases of the SDK.
            return type(response)(
                status or response.status_code,
                headers=headers,
                content=bytes(body),
                request=request,
                extensions=extensions,
            )

    try:
        return Http(
            verify=_certificates(os.environ),
            follow_redirects=False,
            # A proxy on the way to this machine would get the key and the source without TLS, and could not reach it.
            trust_env=not (is_local(host) or urllib.request.proxy_bypass(host)),
            headers={"Accept-Encoding": "gzip, deflate"},
        )
    except ImportError as error:
        raise StopAsking(
            "a SOCKS proxy needs the package socksio. Install it, or unset ALL_PROXY, or list the host in NO_PROXY"
        ) from error
    except Exception as error:  # httpx raises errors without a common root here
        said = f"{type(error).__name__}: {error}" if isinstance(error, OSError) else type(error).__name__
        raise StopAsking(
            f"the HTTP client cannot start ({said}). Check SSL_CERT_FILE, SSL_CERT_DIR and REQUESTS_CA_BUNDLE, and the "
            "proxies in HTTPS_PROXY and ALL_PROXY"
        ) from error


def named_certificates(environment: Mapping[str, str]) -> str:
    """The file or directory of certificates that the environment names; empty for the system's own store."""
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"):
        if named := environment.get(variable):
            return named
    return ""


def _certificates(environment: Mapping[str, str]) -> ssl.SSLContext:
    """Whom to trust."""
    if named := named_certificates(environment):
        # SSL_CERT_DIR may name several directories, REQUESTS_CA_BUNDLE either a file or a directory.
        directory = named == environment.get("SSL_CERT_DIR") or Path(named).is_dir()
        return ssl.create_default_context(cafile=None if directory else named, capath=named if directory else None)
    try:
        import truststore  # noqa: PLC0415 - comes with the SDK's HTTP client
    except ImportError:
        return ssl.create_default_context()
    context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return context


async def _read(response: httpx2.Response, body: bytearray, longest: int) -> None:
    """Read the response's body, unpacked, up to a limit; what has come by then stands in `body`, whatever is raised."""
    encodings = [one.strip().lower() for one in response.headers.get("content-encoding", "").split(",")]
    packed = [one for one in encodings if one not in ("", "identity")]
    if len(packed) > 1 or any(one not in _PACKED for one in packed):
        raise Misunderstood("the response is packed in a way that was not asked for", usage=Usage(cost_usd=None))
    unpack = _Unpacker(packed[0]) if packed else None
    read = 0
    async for chunk in response.aiter_raw():
        read += len(chunk)
        try:
            # One byte more than there is room for tells that there is more.
            body += unpack.feed(chunk, longest + 1 - len(body)) if unpack else chunk
        except zlib.error as error:
            raise Misunderstood("the response is packed wrongly", usage=Usage(cost_usd=None)) from error
        if max(read, len(body)) > longest:
            del body[longest:]
            usage = Usage(cost_usd=None)
            raise GiveUp(f"the response is longer than {longest // 2**20} MiB", usage=usage, divisible=True)


def told_status(body: bytes) -> int:
    """The status of an error that a gateway sends as a success, as its body tells it; 0 for everything else."""
    if len(body) > LARGEST_ERROR or b'"error"' not in body or b'"choices"' in body:
        return 0
    try:
        error = json.loads(body)["error"]
        told = [str(error.get(name)) for name in ("code", "status", "status_code")]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return 0
    return next((int(one) for one in told if _ERROR.fullmatch(one)), 0)


class _Unpacker:
    """Unpacks a body as it comes.

    Args:
        encoding: gzip, of one member or several; or deflate, with the header of zlib or without.
    """

    def __init__(self, encoding: str) -> None:
        self._raw = encoding == "deflate"
        self._stream = zlib.decompressobj(_PACKED[encoding])
        self._seen = b""

    def feed(self, chunk: bytes, room: int) -> bytes:
        """Unpack a chunk to at most some bytes.

        Raises:
            zlib.error: It is not packed as it says.
        """
        out = bytearray()
        while chunk and len(out) < room:
            if self._stream.eof:  # the next member of a gzip file
                self._stream, self._raw = zlib.decompressobj(_PACKED["gzip"]), False
                chunk = chunk.lstrip(b"\0")
            try:
                out += self._stream.decompress(chunk, room - len(out))
            except zlib.error:
                if not self._raw:
                    raise
                self._raw, chunk = False, self._seen + chunk
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
                continue
            if self._raw:  # the header of two bytes is what may be missing
                self._seen, self._raw = (self._seen + chunk)[:2], len(self._seen) + len(chunk) < 2  # noqa: PLR2004
            chunk = self._stream.unused_data
        return bytes(out)
