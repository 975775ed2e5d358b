"""Every way in which a request fails, translated to the way to react to it.

Retried: timeouts, connection errors, 408, 409, 424, 425, 429, 499 and 5xx. Stopped at once: a wrong key, a redirect, an
address that does not lead there. Stopped unless another request is answered: 403, 404 and what is said against the
parameters, which all requests share. Everything else costs its own objects.
"""

from __future__ import annotations

import email.utils
import json
import math
import ssl
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aidoc_core.errors import AnswerCut, ContextTooLong, GiveUp, Misunderstood, ModelError, RetryLater, StopAsking
from aidoc_core.model import refusals
from aidoc_core.model.foreign import Secrets
from aidoc_core.model.transport import TRUST
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import openai

    from aidoc_core.answers.usage import Usage
    from aidoc_core.settings import Settings

_PASSWORD = regex(r"//[^/@]*@")
_PASSING = frozenset({408, 409, 424, 425, 499})
_PAYMENT = 402
_TOO_LARGE = 413
_QUOTA = 429
_SERVER = 500
_TRANSPORTS = ("httpx", "httpx2", "httpcore", "httpcore2")
_BROKEN = {
    "RemoteProtocolError": "it broke the connection off, or its answer is not HTTP",
    "ReadError": "the connection broke while it answered",
    "WriteError": "the connection broke while the request was sent",
    "ConnectError": "no connection",
    "ProxyError": "the proxy refuses the connection",
    "LocalProtocolError": "the request cannot be sent as HTTP",
}
"""Errors of the HTTP client in plain words; their own would repeat what was sent."""
_LONGEST_WAIT = 366.0 * 86_400
"""Seconds that a server may ask to wait; all that is longer is as good."""
_DETAIL = 40
"""Characters of a code or a parameter's name."""


def translate(error: BaseException, settings: Settings, secrets: Secrets | None = None) -> ModelError:  # noqa: PLR0911 - one case a line
    """The `ModelError` for whatever the SDK raised.

    Args:
        error: What was raised.
        settings: Address, deployment and time limit, for the message.
        secrets: What may stand in no message.
    """
    import openai  # noqa: PLC0415 - loaded already when something was sent

    ours = next((one for one in _chain(error) if isinstance(one, ModelError)), None)
    if ours is not None:  # from the token provider, or the HTTP client
        return ours
    if isinstance(error, openai.APIStatusError):
        failure = _status(error, settings, secrets or Secrets())
        failure.request_id = (secrets or Secrets()).word(service_id(error.response.headers))
        return failure
    if isinstance(error, openai.LengthFinishReasonError):
        return AnswerCut("the answer was longer than max_output_tokens allows")
    if isinstance(error, openai.APIConnectionError | TimeoutError):
        return _connection(error, settings)
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
        return RetryLater(f"{_server(settings)} answered with something that is not JSON", billed=True)
    if isinstance(error, openai.APIResponseValidationError):
        return RetryLater(f"{_server(settings)} answered with JSON of another form", billed=True)
    if type(error).__module__.partition(".")[0] in _TRANSPORTS:  # the connection broke while the body was read
        return RetryLater(f"the connection to {_server(settings)} broke ({_cause(error)})", billed=True)
    return RetryLater(f"the request failed ({type(error).__name__})", billed=True)  # nobody knows how far it got


def _connection(error: BaseException, settings: Settings) -> ModelError:
    """No answer, or none in time."""
    import openai  # noqa: PLC0415 - loaded already when something was sent

    if isinstance(error, openai.APITimeoutError | TimeoutError):
        connecting = any(type(one).__name__ == "ConnectTimeout" for one in _chain(error))
        told = f"no answer within {settings.request_timeout:g} s (request_timeout)"
        return RetryLater(told, billed=not connecting, late=True)
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in _chain(error)):
        return StopAsking(f"{_server(settings)} has a certificate that is not trusted here ({_cause(error)}). {TRUST}")
    sent = any(type(one).__name__ in ("ReadError", "RemoteProtocolError") for one in _chain(error))
    return RetryLater(f"{_server(settings)} cannot be reached ({_cause(error)})", billed=sent)


def not_a_completion(settings: Settings, headers: Mapping[str, str], secrets: Secrets | None = None) -> RetryLater:
    """HTTP 200 with something else in it: a proxy's page, a body cut short."""
    said = request_id(headers, secrets)
    return RetryLater(f"{_server(settings)} answered with something that is no completion{said}", billed=True)


def truncated(usage: Usage) -> AnswerCut:
    """The answer hit the limit on output tokens; reasoning counts."""
    return AnswerCut("the answer was longer than max_output_tokens allows", usage=usage)


def _status(error: openai.APIStatusError, settings: Settings, secrets: Secrets) -> ModelError:  # noqa: PLR0911 - one case a line
    status, headers, words = error.status_code, error.response.headers, refusals.said(error)
    said = f"HTTP {status}{request_id(headers, secrets)}"
    server = _server(settings)
    # Only the code and the parameter's name: a server's message may quote what was sent.
    parts = (secrets.word(error.code, longest=_DETAIL), secrets.word(error.param, longest=_DETAIL))
    refused = Misunderstood(
        f"{server} refused the request ({said}, {': '.join(filter(None, parts)) or 'no code'})", divisible=True
    )
    if 300 <= status < 400:  # noqa: PLR2004 - as in the HTTP specification
        return _redirect(headers, server, said, secrets)
    if status == _PAYMENT or (refusals.USED_UP.search(words) and status in (403, _QUOTA)):
        return StopAsking(f"the account's quota is used up ({said}). Raise it, or build offline")
    if status == _QUOTA:
        return RetryLater(f"the rate limit is reached ({said})", after=retry_after(headers), shared=True, status=status)
    if (status in _PASSING or status >= _SERVER) and not (status == _SERVER and refusals.TOO_LONG.search(words)):
        return RetryLater(f"{server} failed ({said})", after=retry_after(headers), status=status)
    if refusals.FILTER.search(words) and status in (400, 403, 422, 451):
        return GiveUp(f"the service's content filter refused the request ({said})", divisible=True)
    if status == 401 or status == 403 or (status == 400 and refusals.KEY.search(words)):  # noqa: PLR1714, PLR2004
        return StopAsking(
            f"{server} refuses the key or the identity ({said}). Check {_credentials(settings)}",
            otherwise=refused if status == 403 else None,  # noqa: PLR2004
        )
    if status == 404 or (status in (400, 422) and refusals.MODEL.search(words)):  # noqa: PLR2004
        others = " and 'base_url'" if settings.base_url else ", 'endpoint' and 'api_version'"
        return StopAsking(
            f"{server} has no deployment '{settings.deployment}' ({said}). Check 'deployment'{others}",
            otherwise=refused if status == 404 else None,  # noqa: PLR2004
        )
    return _of_the_request(status, words, said, refused)


def _of_the_request(status: int, words: str, said: str, refused: GiveUp) -> ModelError:
    """A refusal for what the request says: its length, its content, its parameters, or nothing that can be told."""
    if status == _TOO_LARGE or refusals.TOO_LONG.search(words):
        return ContextTooLong(f"the request is too long for the model ({said})")
    if refusals.PARAMETERS.search(words) and not refusals.CONTENT.search(words):
        option = next((option for word, option in refusals.OPTIONS if word in words), "'api_version' and 'deployment'")
        return StopAsking(f"{refused}. Check {option}", otherwise=refused)
    return refused


def _redirect(headers: Mapping[str, str], server: str, said: str, secrets: Secrets) -> StopAsking:
    try:
        split = urlsplit(headers.get("location", ""))
        host = (split.hostname or "") + (f":{split.port}" if split.port else "")
    except ValueError:
        host = ""
    target = secrets.word(host) or "another address"
    return StopAsking(
        f"{server} sends requests on to {target} ({said}), and no key or source follows. Set the address that is meant"
    )


def _credentials(settings: Settings) -> str:
    if settings.auth == "entra":
        return "the role 'Cognitive Services OpenAI User' of the identity, and 'entra_scope'"
    if settings.base_url:
        return "OPENAI_API_KEY"
    return "AZURE_OPENAI_API_KEY, or the role 'Cognitive Services OpenAI User' for auth: entra"


def retry_after(headers: Mapping[str, str]) -> float | None:
    """How long the server asks to wait, in seconds: `retry-after-ms`, or `Retry-After` in seconds or as a date.

    `None` where it does not say, or says nonsense.
    """
    for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            seconds = float(headers.get(name, "")) / unit
        except ValueError:
            continue
        if math.isfinite(seconds):
            return min(max(0.0, seconds), _LONGEST_WAIT)
    try:
        until = email.utils.parsedate_to_datetime(headers.get("retry-after", "")).timestamp()
        return min(max(0.0, until - time.time()), _LONGEST_WAIT)
    except (ValueError, OverflowError):
        return None


def _server(settings: Settings) -> str:
    """The address without the password that may stand in it."""
    return _PASSWORD.sub("//", settings.base_url or settings.endpoint)


def request_id(headers: Mapping[str, str], secrets: Secrets | None = None) -> str:
    """Azure's name for a request, ready to be added to a message; their support asks for it."""
    name = (secrets or Secrets()).word(service_id(headers))
    return f", request {name}" if name else ""


def service_id(headers: Mapping[str, str]) -> str:
    """The service's name for a request, as it gives it."""
    return headers.get("apim-request-id") or headers.get("x-request-id") or ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what it comes from."""
    seen: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in seen:
        seen.append(one)
        yield one
        one = one.__cause__ or one.__context__


def _cause(error: BaseException) -> str:
    """The innermost reason, e.g. `[Errno 111] Connection refused`.

    Other errors than those of the system may repeat what was to be sent, headers with keys included.
    """
    chain = list(_chain(error))
    told = next((one for one in reversed(chain) if isinstance(one, OSError) and str(one)), None)
    if told:
        return " ".join(str(told).split())
    names = [type(one).__name__ for one in chain]
    return next((_BROKEN[name] for name in reversed(names) if name in _BROKEN), names[-1])
