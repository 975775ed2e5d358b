"""Every way in which a request fails, translated to the way to react to it.

Retried: timeouts, connection errors, 408, 409, 429 and 5xx. Stopped at once: a wrong key, an unknown deployment,
an endpoint that cannot be reached. Everything else costs its own objects.
"""

from __future__ import annotations

import email.utils
import json
import math
import re
import time
from typing import TYPE_CHECKING

from aidoc_core.errors import AnswerCut, ContextTooLong, GiveUp, ModelError, RetryLater, StopAsking

if TYPE_CHECKING:
    from collections.abc import Mapping

    import openai

    from aidoc_core.answers.usage import Usage
    from aidoc_core.settings import Settings

_PASSWORD = re.compile(r"//[^/@]*@")
_PASSING = frozenset({408, 409})
_TOO_LARGE = 413
_QUOTA = 429
_SERVER = 500
_TRANSPORTS = ("httpx", "httpx2", "httpcore")


def translate(error: BaseException, settings: Settings) -> ModelError:  # noqa: PLR0911 - one case a line
    """The `ModelError` for whatever the SDK raised."""
    import openai  # noqa: PLC0415 - loaded already when something was sent

    if isinstance(error, ModelError):  # from the token provider
        return error
    if isinstance(error, openai.APIStatusError):
        return _status(error, settings)
    if isinstance(error, openai.LengthFinishReasonError):
        return AnswerCut("the answer was longer than max_output_tokens allows")
    if isinstance(error, openai.APITimeoutError | TimeoutError):
        return RetryLater(f"no answer within {settings.request_timeout:g} s (request_timeout)")
    if isinstance(error, openai.APIConnectionError):
        return RetryLater(f"{_server(settings)} cannot be reached ({_cause(error)})")
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
        return RetryLater(f"{_server(settings)} answered with something that is not JSON")
    if isinstance(error, openai.APIResponseValidationError):
        return RetryLater(f"{_server(settings)} answered with JSON of another form")
    if type(error).__module__.partition(".")[0] in _TRANSPORTS:  # the connection broke while the body was read
        return RetryLater(f"the connection to {_server(settings)} broke ({type(error).__name__})")
    return GiveUp(f"the request failed ({type(error).__name__})")


def not_a_completion(settings: Settings, headers: Mapping[str, str]) -> RetryLater:
    """HTTP 200 with something else in it: a proxy's page, a body cut short."""
    return RetryLater(f"{_server(settings)} answered with something that is no completion{request_id(headers)}")


def truncated(usage: Usage) -> AnswerCut:
    """The answer hit the limit on output tokens; reasoning counts."""
    return AnswerCut("the answer was longer than max_output_tokens allows", usage=usage)


def _status(error: openai.APIStatusError, settings: Settings) -> ModelError:  # noqa: PLR0911 - one case a line
    status, code = error.status_code, str(error.code or "")[:40]
    said = f"HTTP {status}{request_id(error.response.headers)}"
    if status == 401 or status == 403:  # noqa: PLR1714, PLR2004 - as in the HTTP specification
        return StopAsking(
            f"{_server(settings)} refuses the key or the identity ({said}). Check AZURE_OPENAI_API_KEY, "
            "or the role 'Cognitive Services OpenAI User' for auth: entra"
        )
    if status == 404:  # noqa: PLR2004
        return StopAsking(
            f"{_server(settings)} has no deployment '{settings.deployment}' ({said}). "
            "Check 'deployment', 'endpoint' and 'api_version'"
        )
    if status == _QUOTA:
        if code == "insufficient_quota":
            return StopAsking(f"the account's quota is used up ({said}). Raise it, or build offline")
        return RetryLater(f"the rate limit is reached ({said})", after=retry_after(error.response.headers), shared=True)
    if status in _PASSING or status >= _SERVER:
        return RetryLater(f"{_server(settings)} failed ({said})", after=retry_after(error.response.headers))
    if code == "context_length_exceeded" or status == _TOO_LARGE:
        return ContextTooLong(f"the request is too long for the model ({said})")
    if code == "content_filter":
        return GiveUp(f"the service's content filter refused the request ({said})", divisible=True)
    # Only the code and the parameter's name: a server's message may quote what was sent.
    detail = ": ".join(filter(None, (code, str(error.param or "")[:40])))
    return GiveUp(f"{_server(settings)} refused the request ({said}, {detail or 'no code'})")


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
            return max(0.0, seconds)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(headers.get("retry-after", "")).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _server(settings: Settings) -> str:
    """The address without the password that may stand in it."""
    return _PASSWORD.sub("//", settings.base_url or settings.endpoint)


def request_id(headers: Mapping[str, str]) -> str:
    """Azure's name for a request, ready to be added to a message; their support asks for it."""
    name = headers.get("apim-request-id") or headers.get("x-request-id")
    return f", request {name}" if name else ""


def _cause(error: BaseException) -> str:
    """The innermost reason, e.g. `[Errno 111] Connection refused`.

    Other errors than those of the system may repeat what was to be sent, headers with keys included.
    """
    chain = [error]
    while (inner := chain[-1].__cause__ or chain[-1].__context__) is not None and inner not in chain:
        chain.append(inner)
    told = next((one for one in reversed(chain) if isinstance(one, OSError) and str(one)), None)
    return " ".join(str(told).split()) if told else type(chain[-1]).__name__
