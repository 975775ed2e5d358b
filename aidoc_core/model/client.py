"""The model client: the openai SDK behind one method, every one of its errors translated in one place.

Azure's v1 API (and any OpenAI-compatible server) goes through `AsyncOpenAI`, a dated `api_version` through
`AsyncAzureOpenAI`; the two must not be mixed (a v1 address under the classic client is a 404).
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pydantic

from aidoc_core.answers.usage import Usage
from aidoc_core.answers.wire import WireAnswer, WireReply, WireSection
from aidoc_core.errors import ContextTooLong, GiveUp, Misunderstood, ModelError
from aidoc_core.model import prices
from aidoc_core.model.bodies import read_completion
from aidoc_core.model.dialect import Dialect, Learnt
from aidoc_core.model.exchange import Reply, Request
from aidoc_core.model.failures import not_a_completion, request_id, service_id, translate, truncated
from aidoc_core.model.foreign import Secrets
from aidoc_core.model.looping import goes_round
from aidoc_core.model.reading import read_answers
from aidoc_core.model.refusals import of_the_form
from aidoc_core.model.transport import CUT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import httpx2
    import openai

    from aidoc_core.model.completion import Choice, Completion
    from aidoc_core.settings import Settings


class OpenAIClient:
    """The real client.

    Args:
        sdk: An `openai.AsyncOpenAI` or `AsyncAzureOpenAI`.
        settings: Deployment, model name and limits.
        build: The id of the build, sent along as a header.
        secrets: What no text of the server's may bring to light.
        own: Whether it is a server of one's own: it may cut a prompt that is too long and say nothing, which Azure
            refuses, and a schema for each request costs it nothing.
        learnt: What the build has learnt of the server.
        token: Gives the token that the SDK sends, if it sends one; kept by its provider.
    """

    def __init__(  # noqa: PLR0913 - keyword-only
        self,
        sdk: openai.AsyncOpenAI,
        settings: Settings,
        *,
        build: str,
        secrets: Secrets | None = None,
        own: bool = False,
        learnt: Learnt | None = None,
        token: Callable[[], Awaitable[str]] | None = None,
    ) -> None:
        self._sdk = sdk
        self._create = sdk.chat.completions.with_raw_response.create  # imports much, so not while a request's time runs
        self._settings = settings
        self._build = build
        self._secrets = secrets or Secrets()
        self._own = own
        self._learnt = learnt or Learnt()
        self._token = token

    async def ask(self, request: Request) -> Reply:
        """Send one request; see `Client.ask`."""
        settings = self._settings
        if self._token is not None:
            await self._token()  # before the time of the request begins: waiting for it costs nothing
        try:
            # The SDK's timeout is for each read: a body that drips would pass it for hours.
            async with asyncio.timeout(settings.request_timeout):
                response = await self._send(request)
        except Exception as error:  # the SDK raises its own tree, and those of httpx and asyncio
            raise translate(error, settings, self._secrets) from error
        headers = {name.lower(): value for name, value in response.headers.items()}
        try:
            return self._read(request, headers, response.content, cut=response.extensions.get(CUT))
        except ModelError as error:
            error.request_id = self._secrets.word(service_id(headers))
            raise

    async def _send(self, request: Request) -> httpx2.Response:
        """Send a request in the dialect that the server understands; what it refuses in one is not billed."""
        effort = self._settings.reasoning_effort
        while True:
            dialect = self._learnt.dialect or Dialect(narrow=self._own)
            try:
                response = await self._create(
                    model=self._settings.deployment,
                    extra_headers={"x-aidoc-build": self._build},
                    timeout=self._settings.request_timeout,
                    **dialect.body(request, effort=effort),
                )
            except Exception as error:
                next_one = dialect.without(of_the_form(error), effort=effort)
                if next_one is None:
                    raise
                if self._learnt.dialect in (None, dialect):  # else another request has learnt it meanwhile
                    self._learnt.dialect = next_one
            else:
                answered: httpx2.Response = response.http_response
                return answered

    def _read(self, request: Request, headers: dict[str, str], body: bytes, *, cut: Exception | None) -> Reply:
        broken: ModelError = not_a_completion(self._settings, headers, self._secrets)
        if cut is not None:
            broken = translate(cut, self._settings, self._secrets)
        try:
            # Read with a model of our own: the SDK's passes wrong types on, and warns with the text in the message.
            completion, whole = read_completion(body)
        except pydantic.ValidationError as error:
            raise broken from error
        usage = self._usage(completion)
        try:
            return self._answers(request, headers, completion, usage)
        except ModelError as error:
            if whole:
                raise
            raise broken from error  # another try may bring the rest
        except Exception as error:  # whatever a paid reply holds, it costs its own objects and is billed
            raise Misunderstood(f"the answer cannot be read ({type(error).__name__})", usage=usage) from error

    def _answers(self, request: Request, headers: dict[str, str], completion: Completion, usage: Usage) -> Reply:
        named = request_id(headers, self._secrets)
        if self._own and (limit := _cut_at(request, usage)):
            raise ContextTooLong(
                f"the server read only {limit} tokens of a longer request, and did not say so. Raise its context "
                "(OLLAMA_CONTEXT_LENGTH, num_ctx, --ctx-size), or lower 'bundle'",
                usage=usage,
            )
        choice = completion.choice
        if choice is None:
            raise Misunderstood(f"the response holds no choice{named}", usage=usage, divisible=True)
        if choice.message.refusal:
            raise GiveUp(f"the model refused to answer{named}", usage=usage, divisible=True)
        error: pydantic.ValidationError | None = None
        try:
            content, exact = read_answers(choice.message.written, request.paths)
        except pydantic.ValidationError as caught:
            error = caught
        else:
            whole = exact and choice.finish_reason not in ("length", "content_filter")
            if whole or content.answers:
                return Reply(
                    content=self._clean(content),
                    usage=usage,
                    model=self._secrets.word(completion.model),
                    headers=headers,
                    request_id=self._secrets.word(service_id(headers)),
                    partial=not whole,
                )
        said = "no answers" if error is None else self._secrets.word(_first(error), longest=200)
        raise _nothing(choice, usage, named, said) from error

    def _clean(self, content: WireReply) -> WireReply:
        def hide(text: str) -> str:
            return self._secrets.hide(text.translate(_UNSEEN))

        return WireReply(
            answers=[
                WireAnswer(
                    n=answer.n,
                    summary=hide(answer.summary),
                    details=hide(answer.details),
                    sections=[
                        WireSection(kind=one.kind, name=hide(one.name), text=hide(one.text)) for one in answer.sections
                    ],
                )
                for answer in content.answers
            ]
        )

    def _usage(self, completion: Completion) -> Usage:
        usage = completion.billed
        if usage is None:
            return Usage(cost_usd=None)
        if usage.cost_usd is None:
            return usage
        return replace(usage, cost_usd=prices.cost(self._settings.model or completion.model or "", usage))

    async def close(self) -> None:
        """Close the connections."""
        await self._sdk.close()


def _nothing(choice: Choice, usage: Usage, named: str, said: str) -> ModelError:
    """Why a reply holds no whole answer."""
    if choice.finish_reason == "length" and goes_round(choice.message.written):
        return GiveUp("the model said the same again and again, up to max_output_tokens", usage=usage, divisible=True)
    if choice.finish_reason == "length":
        return truncated(usage)
    if choice.finish_reason == "content_filter":
        return GiveUp(f"the service's content filter stopped the answer{named}", usage=usage, divisible=True)
    if not choice.message.written:
        return Misunderstood(f"the answer is empty{named}", usage=usage, divisible=True)
    return Misunderstood(f"the answer is not the JSON that was asked for ({said})", usage=usage, divisible=True)


_UNSEEN = dict.fromkeys(
    code for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)) if code not in (0x09, 0x0A, 0x0D)
)
"""Control characters and halves of characters, which no text has."""
_SMALLEST_CONTEXT = 1_024
"""Contexts are as large as a multiple of this."""
_SLACK = 16
_LONGEST_TOKEN = 7.5
"""Bytes to a token that no tokenizer reaches over a whole request of code."""
_USUAL_TOKEN = 4.3
"""Bytes to a token on the long side; the mean over code is 3.74."""


def _cut_at(request: Request, usage: Usage) -> int:
    """The tokens that a server has read of a request which it has cut without a word; 0 where it read all.

    Either far fewer tokens are billed than the text can have, or fewer than it usually has and just as many as a
    context holds (Ollama keeps the end of a request up to its context, 4,096 by default).
    """
    size = len(request.system.encode("utf-8", "replace")) + len(request.user.encode("utf-8", "replace"))
    read = usage.input_tokens
    if read < _SMALLEST_CONTEXT // 2:
        return 0  # not told, or only what was new since the last request
    full = -read % _SMALLEST_CONTEXT <= _SLACK
    return read if size > read * (_USUAL_TOKEN if full else _LONGEST_TOKEN) else 0


def _first(error: pydantic.ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else json.dumps(first["msg"])
