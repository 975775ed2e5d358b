"""Servers that speak OpenAI's language with an accent, and where requests may go at all."""

from __future__ import annotations

import base64
import codecs
import gzip
import json
import socket
import ssl
import threading
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from aidoc_core.answers.usage import Usage
from aidoc_core.answers.wire import narrow_schema, wire_schema
from aidoc_core.asking.breaker import CREDIT
from aidoc_core.asking.prompt import Ask, Bundle
from aidoc_core.code.gaps import find_gaps
from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.errors import ConfigError, ContextTooLong, GiveUp, ModelError, RetryLater, StopAsking
from aidoc_core.model import Request
from aidoc_core.model.address import find_address
from aidoc_core.model.connection import connect
from aidoc_core.model.foreign import Secrets
from aidoc_core.settings import Settings
from tests.azure import Fault, LocalAzure, every
from tests.azure.servers import FILTERS, SERVERS, STOPS, TOO_LONG
from tests.core.test_asking import Batch, bundles
from tests.core.test_client import ENVIRONMENT, REQUEST, ask, failure, settings_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.azure.records import Reply


def _members(body: bytes) -> bytes:
    return b"".join(gzip.compress(body[start : start + 100_000]) for start in range(0, len(body), 100_000))


def _raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def _short_members(body: bytes) -> bytes:
    return b"".join(gzip.compress(body[start : start + 100]) for start in range(0, len(body), 100))


def _said(body: bytes, text: str) -> bytes:
    """The body with something in front of the model's first summary, as the model would have escaped it."""
    completion = json.loads(body)
    message = completion["choices"][0]["message"]
    message["content"] = message["content"].replace('"summary":"', f'"summary":"{text}', 1)
    return json.dumps(completion).encode()


RECODED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "byte order mark": (lambda body: codecs.BOM_UTF8 + body, "identity"),
    "UTF-16": (lambda body: body.decode().encode("utf-16"), "identity"),
    "Latin-1": (lambda body: _said(body, "\u00e9").replace(rb"\u00e9", b"\xe9"), "identity"),
    "half of a character outside": (lambda body: _said(body, "\ud83d"), "identity"),
    "half of a character inside": (lambda body: _said(body, r"\ud83d"), "identity"),
    "gzip members": (_short_members, "gzip"),
    "gzip, padded": (lambda body: gzip.compress(body) + b"\0" * 512, "gzip"),
    "raw deflate": (_raw_deflate, "deflate"),
}


class TestDialects:
    @pytest.mark.parametrize("name", SERVERS)
    def test_every_server_is_asked_as_it_wants_to_be(self, name: str, azure: LocalAzure) -> None:
        """What a server refuses is left out; all objects are answered, and what was learnt holds for the build."""
        server = SERVERS[name]
        azure.faults = server.faults()
        azure.deployments = {"docs": "gpt-5-mini-2025-08-07"} if "max_tokens" not in server.takes else azure.deployments
        batch = Batch(azure, concurrency=1, **server.options).run(bundles(3))
        assert (len(batch.replies), batch.errors, batch.asker.stopped) == (3, {}, "")
        answered = [request for request in azure.requests if request.status == 200]
        assert len(answered) == 3
        assert len(azure.requests) <= 3 + 3  # each thing to learn is refused once
        form, limit, role = server.takes
        for request in answered:
            assert request.body is not None
            assert (request.body.get("response_format") or {"type": "text"})["type"] == form
            assert limit in request.body
            assert request.body["messages"][0]["role"] == role
            assert "reasoning_effort" not in request.body

    def test_without_a_schema_the_form_is_described(self, azure: LocalAzure) -> None:
        """The model still has to know what to write, and OpenAI's JSON mode wants the word in the messages."""
        azure.faults = SERVERS["DeepSeek"].faults()
        ask(settings_for(azure))
        assert azure.requests[-1].body is not None
        system = azure.requests[-1].body["messages"][0]["content"]
        assert "JSON" in system
        assert '"texts"' in system

    @pytest.mark.parametrize("own", [True, False])
    def test_a_server_of_ones_own_is_told_which_answers_must_come(self, own: bool, azure: LocalAzure) -> None:
        """There the schema has the answers and texts of a request; Azure gets one schema for all, as a new one costs.

        Azure behind an address of one's own wants every text to be required, and is asked once more.
        """
        address = {"base_url": azure.v1_url, "endpoint": ""} if own else {}
        asked = replace(REQUEST, paths=("pkg.f",), texts=(("summary", "details"),))
        assert [one.n for one in ask(settings_for(azure, **address), asked).content.answers] == [1]
        schemas = [(one.body or {})["response_format"]["json_schema"]["schema"] for one in azure.requests]
        assert [one.status for one in azure.requests] == [400, 200] if own else [200]
        assert schemas == [*([narrow_schema(("pkg.f",), (("summary", "details"),))] if own else []), wire_schema()]

    @pytest.mark.parametrize("name", TOO_LONG)
    def test_too_long_in_everybodys_words(self, name: str, azure: LocalAzure) -> None:
        """A request that is too long is divided, whoever says so."""
        status, body = TOO_LONG[name]
        azure.faults = [Fault(every(1), "status", status=status, body=body)]
        assert type(failure(settings_for(azure))) is ContextTooLong

    @pytest.mark.parametrize("name", FILTERS)
    def test_filters_in_everybodys_words(self, name: str, azure: LocalAzure) -> None:
        """What a filter of contents refuses is divided, and neither the key nor the form is blamed."""
        status, body = FILTERS[name]
        azure.faults = [Fault(every(1), "status", status=status, body=body)]
        error = failure(settings_for(azure))
        assert type(error) is GiveUp
        assert error.divisible
        assert str(error).startswith("the service's content filter refused the request")

    def test_a_filter_that_lets_nothing_through(self, azure: LocalAzure) -> None:
        """It costs nothing, but a message for each object would hide the one reason."""
        azure.faults = [Fault(every(1), "content_filter")]
        batch = Batch(azure, concurrency=2).run(bundles(40))
        assert batch.replies == {}
        assert len(azure.requests) <= CREDIT + 2
        assert "Check the content filter of 'deployment', and 'instructions'" in batch.asker.stopped

    @pytest.mark.parametrize("name", STOPS)
    def test_what_no_request_gets_around(self, name: str, azure: LocalAzure) -> None:
        """A wrong key, model or version is one message that names the option, not one for each object."""
        status, body, told = STOPS[name]
        azure.faults = [Fault(every(1), "status", status=status, body=body)]
        batch = Batch(azure, concurrency=1).run(bundles(5))
        assert (batch.replies, batch.errors, len(azure.requests)) == ({}, {}, 1)
        assert told in batch.asker.stopped

    def test_a_prompt_cut_in_silence_is_noticed(self, azure: LocalAzure) -> None:
        """Ollama reads no more than its context and answers all the same; the tokens that it counts tell."""
        azure.tokenizer = lambda text: min(len(text) // 4, 4096)
        long = "# module pkg\n" + "".join(f"#[{n}]\ndef f{n}(): return {'x' * 3000!r}\n" for n in range(1, 9))
        request = Request(system="s", user=long, max_output_tokens=9000)
        error = failure(settings_for(azure, base_url=f"{azure.url}/v1", endpoint=""), request=request)
        assert type(error) is ContextTooLong
        assert "read only 4096 tokens" in str(error)
        assert isinstance(error.usage, Usage)
        assert ask(settings_for(azure), request).content.answers  # Azure refuses what it cannot read


NAME = "https://NAME.openai.azure.com"
SERVER = "https://HOST/v1 or http://localhost:PORT/v1"


class TestAddresses:
    @pytest.mark.parametrize(
        ("options", "url"),
        [
            ({"endpoint": "https://n.openai.azure.com"}, "https://n.openai.azure.com"),
            ({"endpoint": "https://n.openai.azure.com/"}, "https://n.openai.azure.com"),
            ({"endpoint": "https://n.openai.azure.com/openai/v1/"}, "https://n.openai.azure.com"),
            ({"endpoint": "https://n.openai.azure.com/openai"}, "https://n.openai.azure.com"),
            ({"endpoint": "https://gate.azure-api.net/team"}, "https://gate.azure-api.net/team"),
            ({"endpoint": "https://n.openai.azure.com//OpenAI//v1/"}, "https://n.openai.azure.com"),
            ({"endpoint": "https://gate.example/openai-team"}, "https://gate.example/openai-team"),
            ({"endpoint": "https://gate.example/openai/team"}, "https://gate.example/openai/team"),
            ({"base_url": "http://localhost:11434/v1"}, "http://localhost:11434/v1"),
            ({"base_url": "http://[::1]:8000/v1"}, "http://[::1]:8000/v1"),
            ({"base_url": "http://127.0.0.2/v1"}, "http://127.0.0.2/v1"),
        ],
    )
    def test_understood(self, options: dict[str, Any], url: str) -> None:
        """Addresses as people have them, without what the SDK adds."""
        assert find_address(Settings(**options), {}).url == url

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            ({}, "no endpoint is set"),
            ({"endpoint": "  "}, "no endpoint is set"),
            ({"base_url": "http://example.org/v1"}, "AIDOC_ALLOW_HTTP"),
            ({"endpoint": "http://user:secret@example.org"}, "example.org would get the key"),
        ],
    )
    def test_nothing_is_sent(self, options: dict[str, Any], told: str) -> None:
        """Where there is no address, or none that may get a key, asking stops; the site can be built all the same."""
        with pytest.raises(StopAsking) as caught:
            find_address(Settings(**options), {})
        assert told in str(caught.value)
        assert "secret" not in str(caught.value)

    @pytest.mark.parametrize(("option", "text", "told"), [
        ("endpoint", "foo", "it has no scheme. Set it to https://foo.openai.azure.com."),
        ("endpoint", "n.openai.azure.com", "it has no scheme. Set it to https://n.openai.azure.com."),
        ("endpoint", "https:/n.openai.azure.com", "it has no scheme. Set it to https://n.openai.azure.com."),
        ("endpoint", "/openai/v1", f"it has no scheme. Set it to {NAME}."),
        ("endpoint", "javascript:alert(1)", f"it has no scheme. Set it to {NAME}."),
        ("endpoint", "ftp://localhost", f"it is no address of a web service. Set it to {NAME}."),
        ("endpoint", "https://n n.openai.azure.com", f"it is no address of a web service. Set it to {NAME}."),
        ("endpoint", "https://n..azure.com", f"it is no address of a web service. Set it to {NAME}."),
        ("endpoint", "'https://n.openai.azure.com'", f"it is no address of a web service. Set it to {NAME}."),
        ("endpoint", "https://e?x=1", "it may not have a query. Set it to https://e."),
        (
            "endpoint",
            "https://n.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
            "this is the address of one deployment. Set 'endpoint' to https://n.openai.azure.com, 'deployment' to d, and "
            "'api_version' to 2024-10-21.",
        ),
        (
            "endpoint",
            "https://n.openai.azure.com/openai/responses?api-version=2025-04-01-preview",
            "this is the address of one operation. Set 'endpoint' to https://n.openai.azure.com.",
        ),
        (
            "endpoint",
            "https://n.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview",
            "this is the address of one operation. Set 'endpoint' to https://n.services.ai.azure.com.",
        ),
        (
            "endpoint",
            "https://n.services.ai.azure.com/api/projects/p",
            "this is the address of a project. Set it to https://n.services.ai.azure.com.",
        ),
        (
            "endpoint",
            "https://n.openai.azure.com/openai?api-version=2024-10-21",
            "it may not have a query. Set it to https://n.openai.azure.com/openai, and 'api_version' to 2024-10-21.",
        ),
        (
            "endpoint",
            "https://m.eastus2.models.ai.azure.com",
            "this is the address of one model. Set 'base_url' to https://m.eastus2.models.ai.azure.com/v1, and OPENAI_API_KEY "
            "to its key.",
        ),
        ("base_url", "http://localhost:1/api/chat", "this is Ollama's own language. Set it to http://localhost:1/v1."),
        ("endpoint", "https://portal.azure.com/#@t", f"this is a page for people. Set 'endpoint' to {NAME}, as the page for keys shows."),
        ("base_url", "https://ai.azure.com/x?y", f"this is a page for people. Set 'endpoint' to {NAME}, as the page for keys shows."),
        ("endpoint", "https://api.openai.com/v1", "it is for Azure. Set 'base_url' to https://api.openai.com/v1 instead."),
        ("base_url", "https://n.openai.azure.com/", "this is Azure. Set 'endpoint' to https://n.openai.azure.com instead."),
        ("base_url", "localhost:11434/v1", "it has no scheme. Set it to http://localhost:11434/v1."),
        ("base_url", "http://localhost:1/v1/chat/completions", "this is the address of one operation. Set it to http://localhost:1/v1."),
        ("base_url", "http://[::1", f"it is no address (Invalid IPv6 URL). Set it to {SERVER}."),
        ("base_url", "http://localhost:99999999", f"it is no address (Port out of range 0-65535). Set it to {SERVER}."),
        ("base_url", "http://localhost:0/v1", f"it is no address of a web service. Set it to {SERVER}."),
        ("base_url", "http://", f"it is no address of a web service. Set it to {SERVER}."),
    ])  # fmt: skip
    def test_told(self, option: str, text: str, told: str) -> None:
        """What is no address, or one of another kind, is a wrong option: the build stops, with what to set."""
        given: dict[str, Any] = {option: text}
        with pytest.raises(ConfigError) as caught:
            find_address(Settings(**given), {})
        shown = text.partition("?")[0].partition("#")[0]
        assert str(caught.value) == f"option '{option}' cannot be {shown!r}: {told}"
        assert caught.value.option == option

    @pytest.mark.parametrize(
        "text", ["https://me:secret@n/models", "me:secret@n.openai.azure.com", "https://n/models?key=secret"]
    )
    def test_a_wrong_address_is_told_without_its_password(self, text: str) -> None:
        """What stands before the host, or in a query, is not repeated."""
        with pytest.raises(ConfigError) as caught:
            find_address(Settings(endpoint=text), {})
        assert "secret" not in str(caught.value)

    def test_the_environment_allows_hosts(self) -> None:
        """`AIDOC_ALLOWED_HOSTS` rules out all others; `AIDOC_ALLOW_HTTP` lets a host be reached without TLS."""
        gpu = Settings(base_url="http://gpu.lan:8000/v1")
        assert find_address(gpu, {"AIDOC_ALLOW_HTTP": "gpu.lan"}).shown == "gpu.lan:8000"
        with pytest.raises(StopAsking, match=r"AIDOC_ALLOWED_HOSTS does not list gpu\.lan"):
            find_address(gpu, {"AIDOC_ALLOW_HTTP": "gpu.lan", "AIDOC_ALLOWED_HOSTS": "*.openai.azure.com"})
        azure = Settings(endpoint="https://n.openai.azure.com")
        assert find_address(azure, {"AIDOC_ALLOWED_HOSTS": " x.org, *.OPENAI.azure.com"}).cloud == "com"

    @pytest.mark.parametrize("path", ["openai{}", "openai/v1/x//openai{}/"])
    @pytest.mark.parametrize("end", [".example.org", "@example.org", ":1", "-prod", "@example.org:1/openai"])
    @pytest.mark.parametrize("version", ["v1", "2024-10-21"])
    def test_the_host_that_was_checked_gets_the_key(self, path: str, end: str, version: str) -> None:
        """No path makes another host of an address, neither in ours nor in what the SDK makes of it."""
        endpoint = f"https://n.openai.azure.com/{path.format(end)}"
        environment = ENVIRONMENT | {"AIDOC_ALLOWED_HOSTS": "n.openai.azure.com:443"}
        settings = Settings(endpoint=endpoint, deployment="d", api_version=version)
        client = connect(settings, build="b", environment=environment)
        url = str(client._sdk.base_url)  # where it really goes
        assert (urlsplit(url).netloc, urlsplit(find_address(settings, {}).url).netloc) == ("n.openai.azure.com",) * 2

    @pytest.mark.parametrize(
        ("listed", "base_url", "fits"),
        [
            ("gpu.lan:8000", "https://gpu.lan:8000/v1", True),
            ("gpu.lan:8000", "https://gpu.lan/v1", False),
            ("gpu.lan:443", "https://GPU.lan./v1", True),
            ("GPU.LAN.", "https://gpu.lan:1/v1", True),
            ("https://gpu.lan/", "https://gpu.lan/v1", True),
            ("me@gpu.lan", "https://gpu.lan/v1", False),
            ("[g]pu.lan", "https://gpu.lan/v1", False),
            ("*.lan:8000", "https://a.gpu.lan:8000/v1", True),
            ("*.lan", "https://lan/v1", False),
            ("*.lan", "https://gpu.lan@example.org/v1", False),
            ("*.lan", "https://example.org/x.lan", False),
            ("xn--bcher-kva.example", "https://B\u00dcCHER.example/v1", True),
            ("b\u00fccher.example", "https://xn--bcher-kva.example/v1", True),
            ("fa\u00df.example", "https://fass.example/v1", False),
            ("[fd00::1]:8000", "https://[fd00:0:0::1]:8000/v1", True),
            ("fd00::1", "https://[fd00::1]/v1", True),
            ("[fd00::1]:8000", "https://[fd00::1]/v1", False),
            ("::::", "https://[fd00::1]/v1", False),
        ],
    )
    def test_ways_to_list_a_host(self, listed: str, base_url: str, *, fits: bool) -> None:
        """A host is meant however it is written; what means another one, or none, allows nothing."""
        settings = Settings(base_url=base_url, deployment="d")
        if fits:
            connect(settings, build="b", environment={"AIDOC_ALLOWED_HOSTS": listed})
            return
        with pytest.raises(StopAsking, match="AIDOC_ALLOWED_HOSTS does not list"):
            connect(settings, build="b", environment={"AIDOC_ALLOWED_HOSTS": listed})

    def test_a_name_that_ends_with_a_dot_is_azure_too(self) -> None:
        """OpenAI's key goes to no host of Azure's, whichever way it is written."""
        settings = Settings(base_url="https://n.OpenAI.azure.com./openai/v1", deployment="d")
        with pytest.raises(StopAsking, match="AZURE_OPENAI_API_KEY"):
            connect(settings, build="b", environment={"OPENAI_API_KEY": "test-key"})

    @pytest.mark.parametrize("ending", ["com", "us", "cn"])
    def test_clouds(self, ending: str) -> None:
        """Azure's sovereign clouds have scopes of their own."""
        address = find_address(Settings(endpoint=f"https://n.openai.azure.{ending}"), {})
        assert address.scope == f"https://cognitiveservices.azure.{ending}/.default"


class TestKeys:
    def test_openais_key_never_goes_to_azure(self, azure: LocalAzure) -> None:
        """A key is for one kind of service; the message says which one is missing."""
        error = failure(settings_for(azure), environment={"OPENAI_API_KEY": "test-key"})
        assert isinstance(error, StopAsking)
        assert "AZURE_OPENAI_API_KEY" in str(error)
        assert azure.requests == []

    def test_azures_key_never_goes_to_another_server(self, azure: LocalAzure) -> None:
        """With `base_url`, only OPENAI_API_KEY is sent."""
        failure(settings_for(azure, base_url=azure.v1_url), environment={"AZURE_OPENAI_API_KEY": "azure-key-123"})
        assert "azure-key-123" not in repr(azure.requests)

    def test_names_of_the_sdk_stay_here(self, azure: LocalAzure, monkeypatch: pytest.MonkeyPatch) -> None:
        """Organisation and project in the environment are meant for OpenAI, not for whom a request goes to."""
        monkeypatch.setenv("OPENAI_ORG_ID", "org-canary")
        monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-canary")
        ask(settings_for(azure, base_url=azure.v1_url))
        assert "canary" not in repr(azure.requests[0].headers)

    def test_entra_with_another_server(self, azure: LocalAzure) -> None:
        """A gateway gets the identity's token, and never a key beside it."""
        azure.entra_token = "entra-token"
        settings = settings_for(azure, base_url=azure.v1_url, auth="entra")
        ask(settings, token_provider=lambda: "entra-token")
        assert azure.requests[0].headers["authorization"] == "Bearer entra-token"
        assert "test-key" not in repr(azure.requests[0].headers)

    @pytest.mark.parametrize(
        "options",
        [
            {"base_url": "https://example.org/v1"},
            {"endpoint": "https://n.openai.azure.com", "entra_scope": "https://management.azure.com/.default"},
        ],
    )
    def test_tokens_go_to_azure_only(self, options: dict[str, Any]) -> None:
        """A file of a repository must not be able to lead a person's token elsewhere, or ask for a mightier one."""
        settings = Settings(deployment="d", auth="entra", **options)
        error = failure(settings, environment={}, token_provider=lambda: "token-canary")
        assert isinstance(error, StopAsking)
        assert "AIDOC_ALLOWED_HOSTS" in str(error)

    def test_the_whole_chain_of_reasons(self, azure: LocalAzure) -> None:
        """Each credential that was tried says why it failed; keys and line breaks stay out."""

        def refuse() -> str:
            raise RuntimeError(
                "DefaultAzureCredential failed to retrieve a token from the included credentials.\nAttempted credentials:\n"
                "\tEnvironmentCredential: EnvironmentCredential authentication unavailable. Nothing is set. Do so.\n"
                "Visit https://aka.ms/x to troubleshoot.\n\tAzureCliCredential: Azure CLI not found on path\n"
                "\tManagedIdentityCredential: ManagedIdentityCredential authentication unavailable.\n"
            )

        error = failure(settings_for(azure, auth="entra"), environment={}, token_provider=refuse)
        assert str(error) == (
            "no token for 'auth: entra' (Environment: Nothing is set; AzureCli: Azure CLI not found on path; "
            "ManagedIdentity: unavailable)"
        )

    def test_a_token_that_does_not_come_is_not_billed(self, azure: LocalAzure) -> None:
        """Nothing was sent: the wait for an identity is told for what it is."""
        go = threading.Event()
        settings = settings_for(azure, auth="entra", request_timeout=0.1)
        error = failure(settings, environment={}, token_provider=lambda: str(go.wait()))  # it would never come back
        go.set()
        assert isinstance(error, RetryLater)
        assert (str(error), error.billed) == ("no token for 'auth: entra' within 0.1 s (request_timeout)", False)
        assert azure.requests == []

    def test_headers_for_a_gateway(self, azure: LocalAzure) -> None:
        """Names are options, values come from the environment; with them no key is needed, and none made up."""
        settings = settings_for(azure, headers=["Ocp-Apim-Subscription-Key"])
        environment = {"AIDOC_HEADER_OCP_APIM_SUBSCRIPTION_KEY": "gateway-secret"}
        failure(settings, environment=environment)
        assert azure.requests[0].headers["ocp-apim-subscription-key"] == "gateway-secret"
        assert "authorization" not in azure.requests[0].headers
        ask(settings, environment=environment | ENVIRONMENT)
        assert azure.requests[1].headers["authorization"] == "Bearer test-key"
        missing = failure(settings)
        assert "Set AIDOC_HEADER_OCP_APIM_SUBSCRIPTION_KEY" in str(missing)


class TestTransport:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    @pytest.mark.parametrize("version", ["v1", "2024-10-21"])
    def test_no_redirect_is_followed(self, status: int, version: str, azure: LocalAzure) -> None:
        """Key and source go to the configured host and nowhere else; the target's host is named."""
        with LocalAzure() as other:
            target = f"{other.url}/openai/v1/chat/completions"
            azure.faults = [Fault(every(1), "status", status=status, headers={"Location": target})]
            error = failure(settings_for(azure, api_version=version))
            assert isinstance(error, StopAsking)
            assert other.url.removeprefix("http://") in str(error)
            assert other.requests == []
        assert len(azure.requests) == 1

    @pytest.mark.parametrize("status", [200, 400, 500])
    @pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
    def test_bombs_are_not_unpacked(self, status: int, pack: Any, azure: LocalAzure) -> None:
        """300 MB of blanks, packed, cost neither memory nor time, whatever the status."""
        encoding = "gzip" if pack is gzip.compress else "deflate"
        bomb = pack(b" " * 300_000_000, 9)
        azure.faults = [Fault(every(1), "raw", status=status, raw=bomb, headers={"Content-Encoding": encoding})]
        error = failure(settings_for(azure, request_timeout=20.0))
        assert isinstance(error, RetryLater if status == 500 else GiveUp)

    def test_packed_answers_are_read(self, azure: LocalAzure) -> None:
        """Servers may pack what they send."""
        azure.faults = [Fault(every(1), "gzip")]
        assert ask(settings_for(azure)).content.answers

    @pytest.mark.parametrize("name", RECODED)
    def test_odd_bytes_are_read(self, name: str, azure: LocalAzure) -> None:
        """What was paid for is read, however a server or a proxy has written it down."""
        recode, encoding = RECODED[name]
        azure.faults = [Fault(every(1), "recode", recode=recode, headers={"Content-Encoding": encoding})]
        reply = ask(settings_for(azure))
        assert [answer.n for answer in reply.content.answers] == [1]
        assert reply.usage.input_tokens

    @pytest.mark.parametrize("pack", [_members, _raw_deflate])
    def test_other_bombs_are_not_unpacked(self, pack: Callable[[bytes], bytes], azure: LocalAzure) -> None:
        """Nor many members that are small each, nor a stream without its header."""
        encoding = "gzip" if pack is _members else "deflate"
        bomb = pack(b" " * 100_000_000)
        azure.faults = [Fault(every(1), "raw", status=200, raw=bomb, headers={"Content-Encoding": encoding})]
        assert "longer than 8 MiB" in str(failure(settings_for(azure, request_timeout=20.0)))

    @pytest.mark.parametrize("raw", [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\nno header\r\n\r\n{}", b"{}"])
    def test_what_is_not_http_is_told_in_words(self, raw: bytes) -> None:
        """Another service on the port: no name of an exception says that."""
        with socket.create_server(("127.0.0.1", 0)) as server:

            def serve() -> None:
                connection = server.accept()[0]
                with connection:
                    connection.recv(65_536)
                    connection.sendall(raw)
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(65_536):  # what is left unread would break the connection off
                        pass

            thread = threading.Thread(target=serve)
            thread.start()
            url = f"http://127.0.0.1:{server.getsockname()[1]}/v1"
            error = failure(Settings(base_url=url, deployment="docs"))
            thread.join()
        assert str(error) == f"{url} cannot be reached (it broke the connection off, or its answer is not HTTP)"
        assert isinstance(error, RetryLater)

    def test_a_server_that_hangs_up(self, azure: LocalAzure) -> None:
        """It takes the request and closes the connection: told in plain words, and it may have been billed."""
        with socket.create_server(("127.0.0.1", 0)) as server:

            def serve() -> None:
                connection, _ = server.accept()
                with connection:
                    connection.recv(65_536)
                    connection.shutdown(socket.SHUT_RDWR)

            thread = threading.Thread(target=serve)
            thread.start()
            url = f"http://127.0.0.1:{server.getsockname()[1]}/v1"
            error = failure(Settings(base_url=url, deployment="docs"))
            thread.join()
        assert isinstance(error, RetryLater)
        assert error.billed
        assert "Error" not in str(error)

    def test_headers_beyond_ascii(self, azure: LocalAzure) -> None:
        """A paid answer is not lost for a header that nobody reads."""
        azure.faults = [Fault(every(1), "recode", headers={"X-Proxy": "B\u00fcro"})]
        assert ask(settings_for(azure)).content.answers

    @pytest.mark.parametrize(("status", "leaf"), [(401, StopAsking), (429, RetryLater), (502, RetryLater)])
    @pytest.mark.parametrize("name", ["code", "status"])
    def test_an_error_that_is_sent_as_success(
        self, status: int, leaf: type[ModelError], name: str, azure: LocalAzure
    ) -> None:
        """Gateways answer 200 and put the status into the body; it is met as that status."""
        body = {"error": {"message": "no", name: status}}
        azure.faults = [Fault(every(1), "status", status=200, body=body)]
        error = failure(settings_for(azure))
        assert isinstance(error, leaf)
        assert f"HTTP {status}" in str(error)

    def test_a_long_error_is_judged_by_its_beginning(self, azure: LocalAzure) -> None:
        """Servers quote the request behind what they say of it."""
        body = {"error": {"message": "maximum context length is 4096 tokens"}, "input": "x" * 100_000}
        azure.faults = [Fault(every(1), "status", status=400, body=body)]
        assert isinstance(failure(settings_for(azure)), ContextTooLong)

    @pytest.mark.parametrize("quote", [repr, json.dumps, lambda sent: json.dumps(repr(sent))])
    @pytest.mark.parametrize("words", ["Invalid API key", "maximum context length", "content_filter", "no such model"])
    def test_what_a_server_quotes_is_not_what_it_says(
        self, words: str, quote: Callable[[Any], str], azure: LocalAzure
    ) -> None:
        """A package about models holds all the words that are looked for; quoted in a refusal, they mean nothing."""

        class Quoting(Fault):
            """Refuses a schema, and quotes the request."""

            def spoil(self, reply: Reply) -> Reply:
                body = azure.requests[-1].body
                assert body is not None
                if body["response_format"]["type"] != "json_schema":
                    return reply
                said = f"response_format json_schema is not supported. Received: {quote(body['messages'])}"
                return Fault(every(1), "status", status=400, body={"error": {"message": said}}).spoil(reply)

        azure.faults = [Quoting(every(1), "reset")]
        source = f"def measure(depth):\n    raise ValueError({words!r})\n"
        obj = ApiObject(
            path="package.measure",
            kind="function",
            module="package",
            location=Location(file="package.py", line=1),
            source=source,
        )
        batch = Batch(azure, concurrency=1).run([Bundle((Ask(obj=obj, gaps=find_gaps(obj)),))])
        assert (len(batch.replies), batch.errors, batch.asker.stopped) == (1, {}, "")
        assert len(azure.requests) == 2

    def test_an_error_that_breaks_off_is_judged_by_its_status(self, azure: LocalAzure) -> None:
        """A wrong key is not tried again because of a wrong length."""
        headers = {"Content-Length": "9999", "Connection": "close"}
        azure.faults = [Fault(every(1), "status", status=401, body="no", headers=headers)]
        assert isinstance(failure(settings_for(azure)), StopAsking)

    @pytest.mark.parametrize("status", [200, 401])
    def test_an_encoding_that_was_not_asked_for(self, status: int, azure: LocalAzure) -> None:
        """It is told; an error is still met by its status."""
        azure.faults = [Fault(every(1), "raw", status=status, raw=b"x", headers={"Content-Encoding": "zstd"})]
        assert isinstance(failure(settings_for(azure)), StopAsking if status == 401 else GiveUp)

    @pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "ftp://127.0.0.1:9", "http://[::1", "http://h:port"])
    def test_a_bad_proxy_stops_the_asking(self, proxy: str, azure: LocalAzure, monkeypatch: pytest.MonkeyPatch) -> None:
        """One message names the variable; where NO_PROXY excludes the host, nothing is wrong."""
        monkeypatch.setenv("ALL_PROXY", proxy)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        elsewhere = Settings(base_url="https://docs.invalid/v1", deployment="docs")
        error = failure(elsewhere)
        assert isinstance(error, StopAsking)
        assert "ALL_PROXY" in str(error)
        assert ask(settings_for(azure)).content.answers
        monkeypatch.setenv("NO_PROXY", "docs.invalid")
        assert isinstance(failure(elsewhere), RetryLater)

    def test_no_proxy_stands_before_this_machine(self, azure: LocalAzure, monkeypatch: pytest.MonkeyPatch) -> None:
        """It would get the key and the source without TLS, and look for the server on its own machine."""
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        with LocalAzure() as proxy:
            for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
                monkeypatch.setenv(name, proxy.url)
            assert ask(settings_for(azure)).content.answers
            assert proxy.requests == []

    @pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"])
    def test_certificates_are_named(
        self, variable: str, azure: LocalAzure, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """The variables that other tools read are read; a file that holds no certificate is told."""
        for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"):
            monkeypatch.delenv(name, raising=False)
        good = ssl.get_default_verify_paths().cafile
        if variable != "SSL_CERT_DIR":
            bad = tmp_path / "bad.pem"
            bad.write_text("no certificate", encoding="utf-8")
            monkeypatch.setenv(variable, str(bad))
            error = failure(settings_for(azure))
            assert isinstance(error, StopAsking)
            assert variable in str(error)
        monkeypatch.setenv(variable, str(tmp_path) if variable == "SSL_CERT_DIR" or good is None else good)
        assert ask(settings_for(azure)).content.answers


class TestForeignText:
    def test_words(self) -> None:
        """One line, printable, short, without keys in any form and without commands of CI services."""
        secrets = Secrets("s3cret-key+0123456789/")
        forms = ["s3cret-key+0123456789/", "s3cret-key%2B0123456789%2F", "czNjcmV0LWtleSswMTIzNDU2Nzg5Lw=="]
        for form in (*forms, b"s3cret-key+0123456789/".hex()):
            assert secrets.word(f"x {form} y") == "x <key> y"
        packed = base64.b64encode(b"Bearer s3cret-key+0123456789/ x").decode()
        assert secrets.word(packed).replace("<key>", "").isascii()
        assert len(secrets.word(packed)) < len(packed) - 20
        split = "S3CRET-key+\x1b0123\u200b4567\n89/"
        assert secrets.word(f"x {split} y {split}") == "x <key> y <key>"
        assert secrets.hide("A s3cret key: 0123456789.") == "A s3cret key: 0123456789."
        assert secrets.word("a\n::error::b\x1b[31m\u202e##vso[task.x]") == "a :error:b [31m #vso[task.x]"
        assert len(secrets.word("x" * 10_000)) == 80
        assert secrets.word({"a": 1}) == secrets.word(None) == ""
        assert "s3cret" not in repr(secrets)

    @pytest.mark.parametrize("place", ["code", "param", "id", "model", "answer"])
    def test_a_server_that_echoes(self, place: str, azure: LocalAzure) -> None:
        """A key that a server gives back reaches no message and no answer."""
        azure.api_key = "canary-key-0123456789"
        environment = {"AZURE_OPENAI_API_KEY": azure.api_key}
        echo = f"{azure.api_key}\n::error::x"
        if place in ("model", "answer"):
            azure.deployments = {"docs": echo if place == "model" else "gpt-4.1-mini-2025-04-14"}
            azure.answer = lambda objects: [
                {"n": o.n, "summary": f"Say {echo}.", "details": "", "sections": []} for o in objects
            ]
            reply = ask(settings_for(azure), environment=environment)
            assert azure.api_key not in repr(reply.content) + reply.model
            assert "\n" not in reply.model
            return
        body = {"error": {"code": echo if place == "code" else "c", "param": echo if place == "param" else None}}
        headers = {"apim-request-id": azure.api_key} if place == "id" else {}
        azure.faults = [Fault(every(1), "status", status=400, body=body, headers=headers)]
        with pytest.raises(ModelError) as caught:
            ask(settings_for(azure), environment=environment)
        assert azure.api_key not in str(caught.value)
        assert "\n" not in str(caught.value)
        assert "::" not in str(caught.value)
