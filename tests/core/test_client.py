"""The model client: the real SDK against the local Azure, and every way in which that fails."""

from __future__ import annotations

import asyncio
import email.utils
import importlib
import inspect
import json
import logging
import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openai
import pytest

from aidoc_core.errors import (
    AnswerCut,
    ConfigError,
    ContextTooLong,
    GiveUp,
    Misunderstood,
    ModelError,
    RetryLater,
    StopAsking,
)
from aidoc_core.model import Request, connect
from aidoc_core.model.failures import retry_after, translate
from aidoc_core.settings import Settings
from tests.azure import FAULT_KINDS, Fault, LocalAzure, every

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.model import Reply

USER = "# module pkg\n#[1]\ndef f(source_canary): return source_canary"
httpx: Any
try:
    httpx = importlib.import_module("httpx2")  # what the SDK sends with, from version 3 on
except ImportError:
    httpx = importlib.import_module("httpx")
REQUEST = Request(system="prompt canary", user=USER, max_output_tokens=900)
ENVIRONMENT = {"AZURE_OPENAI_API_KEY": "test-key", "OPENAI_API_KEY": "test-key"}


def settings_for(azure: LocalAzure, **options: Any) -> Settings:
    return Settings(**{"endpoint": azure.url, "deployment": "docs", "request_timeout": 5.0, **options})


def ask(
    settings: Settings,
    request: Request = REQUEST,
    environment: dict[str, str] | None = None,
    token_provider: Callable[[], str] | None = None,
) -> Reply:
    async def main() -> Reply:
        found = connect(
            settings,
            build="build-7",
            environment=ENVIRONMENT if environment is None else environment,
            token_provider=token_provider,
        )
        try:
            return await found.ask(request)
        finally:
            await found.close()

    return asyncio.run(main())


def failure(settings: Settings, **how: Any) -> ModelError:
    with pytest.raises(ModelError) as caught:
        ask(settings, **how)
    assert_tells_nothing(caught.value)
    return caught.value


def assert_tells_nothing(error: BaseException) -> None:
    """No prompt, source or key in a message, and one line only."""
    assert "canary" not in str(error)
    assert "test-key" not in str(error)
    assert "\n" not in str(error)
    assert len(str(error)) < 500


def test_v1(azure: LocalAzure) -> None:
    """The default: the v1 API with the key as a bearer; what comes back is read, with its model and its price."""
    reply = ask(settings_for(azure))
    (request,) = azure.requests
    assert (request.path, request.query, request.status) == ("/openai/v1/chat/completions", {}, 200)
    assert request.headers["authorization"] == "Bearer test-key"
    assert request.headers["x-aidoc-build"] == "build-7"
    assert request.body is not None
    assert request.body["model"] == "docs"
    assert request.body["max_completion_tokens"] == 900
    assert [message["role"] for message in request.body["messages"]] == ["system", "user"]
    assert request.body["response_format"]["json_schema"]["strict"] is True
    assert not {"temperature", "max_tokens", "reasoning_effort"} & set(request.body)
    assert [answer.n for answer in reply.content.answers] == [1]
    assert reply.model == "gpt-4.1-mini-2025-04-14"
    billed = azure.billed_usage()
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (billed.prompt_tokens, billed.completion_tokens)
    dollars = Decimal("0.4") * billed.prompt_tokens + Decimal("1.6") * billed.completion_tokens
    assert reply.usage.cost_usd == dollars / 1_000_000
    assert reply.headers["x-ms-region"] == "Local"


def test_classic(azure: LocalAzure) -> None:
    """A dated version goes to the deployment's own path, with the key in its own header."""
    ask(settings_for(azure, api_version="2024-10-21", endpoint=azure.url + "/"))
    (request,) = azure.requests
    assert request.path == "/openai/deployments/docs/chat/completions"
    assert request.query == {"api-version": "2024-10-21"}
    assert request.headers["api-key"] == "test-key"
    assert request.headers["x-aidoc-build"] == "build-7"


def test_base_url(azure: LocalAzure) -> None:
    """Another server gets OpenAI's own paths; local ones need no key."""
    ask(settings_for(azure, base_url=f"{azure.url}/v1", endpoint=""))
    assert azure.requests[0].path == "/v1/chat/completions"
    error = failure(settings_for(azure, base_url=f"{azure.url}/v1"), environment={})
    assert isinstance(error, StopAsking)
    assert azure.requests[1].headers["authorization"] == "Bearer none"


@pytest.mark.parametrize("version", ["v1", "2024-10-21"])
def test_entra(version: str, azure: LocalAzure) -> None:
    """An identity instead of a key: its token is asked for anew with every request, and no key is needed."""
    azure.entra_token = "entra-token"
    settings = settings_for(azure, auth="entra", api_version=version)
    ask(settings, environment={}, token_provider=lambda: "entra-token")
    assert azure.requests[0].headers["authorization"] == "Bearer entra-token"
    assert "api-key" not in azure.requests[0].headers
    assert isinstance(failure(settings, environment={}, token_provider=lambda: "old"), StopAsking)


def test_an_identity_that_fails_stops_everything(azure: LocalAzure) -> None:
    """No request succeeds without a token; the reason is told in one line."""

    def refuse() -> str:
        raise RuntimeError("DefaultAzureCredential failed to retrieve a token.\nAttempted: many\ntest-key")

    error = failure(settings_for(azure, auth="entra"), environment={}, token_provider=refuse)
    assert isinstance(error, StopAsking)
    assert "DefaultAzureCredential failed to retrieve a token." in str(error)
    assert azure.requests == []


def test_reasoning_effort_is_passed_on(azure: LocalAzure) -> None:
    """Only where it is set: other models refuse it."""
    azure.deployments = {"docs": "gpt-5-mini-2025-08-07"}
    azure.reasoning_tokens = 64
    reply = ask(settings_for(azure, reasoning_effort="low"))
    assert azure.requests[0].body is not None
    assert azure.requests[0].body["reasoning_effort"] == "low"
    assert reply.usage.reasoning_tokens == 64


def test_cached_tokens_are_counted(azure: LocalAzure) -> None:
    """What the service had cached is cheaper, and shown."""
    long = Request(system="words " * 2000, user=USER, max_output_tokens=900)
    first, second = ask(settings_for(azure), long), ask(settings_for(azure), long)
    assert first.usage.cached_input_tokens == 0
    assert second.usage.cached_input_tokens > 1024
    assert first.usage.cost_usd is not None
    assert second.usage.cost_usd is not None
    assert second.usage.cost_usd < first.usage.cost_usd


def test_prices_by_the_configured_model(azure: LocalAzure) -> None:
    """Where the response names a model without a price, the option does; without either the cost is unknown."""
    azure.deployments = {"docs": "our-own-model"}
    assert ask(settings_for(azure)).usage.cost_usd is None
    assert ask(settings_for(azure, model="gpt-4.1-mini")).usage.cost_usd is not None


@pytest.mark.parametrize(
    ("options", "environment", "told"),
    [
        ({}, {}, "AZURE_OPENAI_API_KEY"),
        ({"deployment": ""}, ENVIRONMENT, "'deployment'"),
        ({"endpoint": ""}, ENVIRONMENT, "AZURE_OPENAI_ENDPOINT"),
    ],
)
def test_missing_settings_are_told_before_anything_is_sent(
    options: dict[str, Any], environment: dict[str, str], told: str, azure: LocalAzure
) -> None:
    """Nothing is sent, and the message says what to set."""
    with pytest.raises(StopAsking, match=told):
        ask(settings_for(azure, **options), environment=environment)
    assert azure.requests == []


@pytest.mark.parametrize("base_url", [False, True])
def test_a_wrong_certificate_file_is_told(base_url: object, azure: LocalAzure, monkeypatch: pytest.MonkeyPatch) -> None:
    """The HTTP client reads SSL_CERT_FILE when it is made."""
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/certificates.pem")
    options = {"base_url": azure.v1_url} if base_url else {}
    with pytest.raises(StopAsking, match="SSL_CERT_FILE"):
        ask(settings_for(azure, **options))


@pytest.mark.parametrize("key", ["test-key\n", " test-key\r\n"])
def test_a_key_read_with_its_line_end_works(key: str, azure: LocalAzure) -> None:
    """Secrets that come from files end in a line break, which no HTTP header may hold."""
    ask(settings_for(azure), environment={"AZURE_OPENAI_API_KEY": key})
    assert azure.requests[0].status == 200


@pytest.mark.parametrize("key", ["test-key\nx", "test-key-ü"])
def test_a_key_that_is_none_is_not_repeated(key: str, azure: LocalAzure) -> None:
    """What HTTP refuses to send is not put into the message either."""
    with pytest.raises((ModelError, ConfigError)) as caught:
        ask(settings_for(azure), environment={"AZURE_OPENAI_API_KEY": key})
    assert_tells_nothing(caught.value)


def test_passwords_in_addresses_are_not_repeated() -> None:
    """A proxy's or server's password stands in its address, but not in a message."""
    error = failure(Settings(base_url="http://user:test-key@127.0.0.1:9/v1", deployment="docs"))
    assert isinstance(error, RetryLater)
    assert "127.0.0.1:9" in str(error)


FAULTS: dict[str, tuple[Fault, type[ModelError], bool, str]] = {
    "cut": (Fault(every(1), "cut"), RetryLater, False, "no completion"),
    "reset": (Fault(every(1), "reset"), RetryLater, False, "cannot be reached"),
    "html": (Fault(every(1), "html"), RetryLater, False, "no completion"),
    "empty_body": (Fault(every(1), "empty_body"), RetryLater, False, "no completion"),
    "hang": (Fault(every(1), "hang", seconds=3), RetryLater, False, "within 0.5 s"),
    "drip": (Fault(every(1), "drip", seconds=30), RetryLater, False, "within 0.5 s"),
    "cut_content": (Fault(every(1), "cut_content"), Misunderstood, True, "not the JSON"),
    "content": (Fault(every(1), "content", text="canary"), Misunderstood, True, "not the JSON"),
    "null_content": (Fault(every(1), "null_content"), Misunderstood, True, "empty"),
    "refusal": (Fault(every(1), "refusal", text="canary"), GiveUp, True, "refused"),
    "finish_length": (Fault(every(1), "finish_length"), AnswerCut, True, "max_output_tokens"),
    "finish_content_filter": (Fault(every(1), "finish_content_filter"), GiveUp, True, "content filter"),
    "empty_choices": (Fault(every(1), "empty_choices"), Misunderstood, True, "no choice"),
    "context_length": (Fault(every(1), "context_length"), ContextTooLong, False, "too long"),
    "content_filter": (Fault(every(1), "content_filter"), GiveUp, False, "content filter"),
    "status": (Fault(every(1), "status", status=500, body="canary"), RetryLater, False, "HTTP 500"),
}


def test_every_fault_is_tested() -> None:
    """The local Azure learns new ways to fail; each needs a reaction."""
    elsewhere = {"wrong_type", "no_usage", "huge", "alter", "raw", "gzip", "recode", "reword", "usage"}
    assert set(FAULTS) | elsewhere == FAULT_KINDS


@pytest.mark.parametrize("kind", FAULTS)
def test_faults(kind: str, azure: LocalAzure) -> None:
    """Each fault is met with its reaction, and what was billed for it is told."""
    fault, leaf, billed, told = FAULTS[kind]
    azure.faults = [fault]
    slow = kind in ("hang", "drip")
    error = failure(settings_for(azure, request_timeout=0.5 if slow else 5.0))
    assert type(error) is leaf
    assert told in str(error)
    if billed:
        usage = azure.billed_usage()
        assert (error.usage.input_tokens, error.usage.output_tokens) == (usage.prompt_tokens, usage.completion_tokens)  # type: ignore[attr-defined]
    else:
        assert error.usage is None
    assert len(azure.requests) == 1  # the SDK itself never retries


@pytest.mark.parametrize("part", ["body", "choices", "message", "content"])
def test_members_of_the_wrong_type(part: str, azure: LocalAzure) -> None:
    """A proxy that answers in JSON of its own is an error of this request, not of the build."""
    azure.faults = [Fault(every(1), "wrong_type", part=part)]
    error = failure(settings_for(azure))
    assert isinstance(error, GiveUp | RetryLater)


@pytest.mark.parametrize("fault", [Fault(every(1), "no_usage"), Fault(every(1), "wrong_type", part="usage")])
def test_an_answer_without_usage_has_no_known_cost(fault: Fault, azure: LocalAzure) -> None:
    """Never 0 for want of a number."""
    azure.faults = [fault]
    assert ask(settings_for(azure)).usage.cost_usd is None


def test_a_huge_answer_is_read(azure: LocalAzure) -> None:
    """Megabytes are cut where an answer is kept, not refused."""
    azure.faults = [Fault(every(1), "huge", megabytes=2)]
    assert len(ask(settings_for(azure)).content.answers[0].summary) > 1_000_000


STATUS = {
    400: Misunderstood,
    401: StopAsking,
    403: StopAsking,
    404: StopAsking,
    408: RetryLater,
    402: StopAsking,
    409: RetryLater,
    424: RetryLater,
    425: RetryLater,
    499: RetryLater,
    413: ContextTooLong,
    415: Misunderstood,
    422: Misunderstood,
    429: RetryLater,
    500: RetryLater,
    502: RetryLater,
    503: RetryLater,
    529: RetryLater,
}


@pytest.mark.parametrize("status", STATUS)
@pytest.mark.parametrize("body", [None, "<html>canary</html>", {"error": "canary"}, {"error": {"code": None}}, []])
def test_statuses(status: int, body: object, azure: LocalAzure) -> None:
    """A status is met with its reaction, whatever its body says, and told with the id to ask support about."""
    azure.faults = [Fault(every(1), "status", status=status, body=body, headers={"Retry-After": "7"})]
    error = failure(settings_for(azure))
    assert type(error) is STATUS[status]
    assert f"HTTP {status}, request " in str(error)
    if isinstance(error, RetryLater):
        assert error.after == 7
        assert error.shared is (status == 429)


def test_a_used_up_account_stops_everything(azure: LocalAzure) -> None:
    """`insufficient_quota` comes as a 429 that no waiting ends."""
    body = {"error": {"code": "insufficient_quota", "message": "canary"}}
    azure.faults = [Fault(every(1), "status", status=429, body=body)]
    assert isinstance(failure(settings_for(azure)), StopAsking)


def test_an_unknown_deployment_is_named(azure: LocalAzure) -> None:
    """The options to check are in the message."""
    error = failure(settings_for(azure, deployment="nosuch"))
    assert isinstance(error, StopAsking)
    assert "'nosuch'" in str(error)
    assert azure.url in str(error)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "1500", "retry-after": "60"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "60"}, 60),
        ({"retry-after": "0.25"}, 0.25),
        ({"retry-after": "-3"}, 0),
        ({"retry-after": "86400"}, 86_400),
        ({"retry-after": "1e300"}, 366 * 86_400),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"}, 366 * 86_400),
        ({"retry-after": "nan"}, None),
        ({"retry-after-ms": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0),
        ({"retry-after": "Wed, 99 Oct 2015 07:28:00 GMT"}, None),
        ({"retry-after": "Wed, 21 Oct 99999 07:28:00 GMT"}, None),
        ({"retry-after": "Wed, 21 Oct 0000 07:28:00 GMT"}, 0),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    """Milliseconds before seconds before a date; nonsense is as good as nothing."""
    assert retry_after(headers) == seconds


def test_retry_after_as_a_date() -> None:
    """A date ahead is the time until then."""
    found = retry_after({"retry-after": email.utils.formatdate(time.time() + 90, usegmt=True)})
    assert found is not None
    assert 80 < found <= 90


def leaves(root: type[BaseException]) -> list[type[BaseException]]:
    return [root, *(leaf for child in root.__subclasses__() for leaf in leaves(child))]


def made(kind: type[BaseException]) -> BaseException:
    """An error of the SDK as its constructor wants it."""
    request = httpx.Request("POST", "http://127.0.0.1:9/canary", content=b"canary")
    response = httpx.Response(418, request=request, text="canary")
    completion = openai.types.chat.ChatCompletion.construct(choices=[], usage=None)
    known = {"request": request, "response": response, "body": {"message": "canary"}, "message": "canary"}
    known |= {"completion": completion, "error": "canary", "status_code": 418}
    try:
        parameters = inspect.signature(kind).parameters.values()
    except ValueError:  # as bare as Exception
        return kind("canary")
    wanted = [parameter for parameter in parameters if parameter.default is parameter.empty]
    positional = [
        known.get(parameter.name, "canary") for parameter in wanted if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    ]
    keyword = {
        parameter.name: known.get(parameter.name, "canary")
        for parameter in wanted
        if parameter.kind is parameter.KEYWORD_ONLY
    }
    return kind(*positional, **keyword)


@pytest.mark.parametrize("kind", leaves(openai.OpenAIError), ids=lambda kind: kind.__name__)
def test_every_error_of_the_sdk_is_translated(kind: type[BaseException]) -> None:
    """A new release of the SDK that adds errors must not surprise a build."""
    error = translate(made(kind), Settings(endpoint="https://e", deployment="d"))
    leaf = type(error)
    assert leaf in (StopAsking, RetryLater, GiveUp, Misunderstood, ContextTooLong, AnswerCut)
    if issubclass(kind, openai.APIConnectionError):
        assert leaf is RetryLater
    if kind is openai.LengthFinishReasonError:
        assert leaf is AnswerCut
    assert_tells_nothing(error)


@pytest.mark.parametrize("error", [ValueError("canary"), json.JSONDecodeError("x", "canary", 0), OSError("canary")])
def test_other_errors_are_translated(error: Exception) -> None:
    """Whatever comes out of the SDK, the message is ours."""
    assert_tells_nothing(translate(error, Settings()))


def test_the_transport_is_quiet(azure: LocalAzure, caplog: pytest.LogCaptureFixture) -> None:
    """Where some package has turned INFO on for everybody, requests are still told by aidoc alone."""
    with caplog.at_level(logging.INFO):
        ask(settings_for(azure))
    assert azure.requests[0].status == 200
    assert [record.name for record in caplog.records if record.name.startswith("http")] == []
