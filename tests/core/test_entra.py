"""Entra ID: the real azure-identity, before an authority on loopback that stands for those of Azure's clouds.

As behind the proxy of an organisation, everything goes through one proxy, and is trusted by a certificate that the
environment names. The proxy leads the names of Azure's hosts to servers of the test, and no other name anywhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import stat
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from tests.azure import LocalAzure
from tests.certificates import Authority
from tests.core.test_asking import Batch, bundles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytest.importorskip("azure.identity")

TOKEN = "entra-token-0123456789"
SECRET = "client-secret-0123456789"
ASSERTION = "assertion-of-the-cluster-0123456789"
TENANT, CLIENT = "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"
LOGIN = {"com": "login.microsoftonline.com", "us": "login.microsoftonline.us", "cn": "login.chinacloudapi.cn"}
REFUSAL = {
    "error": "invalid_client",
    "error_description": "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent is the value. "
    f"Trace ID: 0 Correlation ID: 0 Timestamp: 2026-11-26 {SECRET}",
}


class Handler(BaseHTTPRequestHandler):
    """A handler that keeps quiet, and knows how to send JSON."""

    def send(self, status: int, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serving(handler: type[BaseHTTPRequestHandler], tls: Any = None) -> Iterator[int]:
    """A server on a port of its own."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.server_port
        server.shutdown()


@dataclass(slots=True)
class World:
    """What stands around a build.

    Attributes:
        azure: The service.
        connected: The hosts that the proxy was asked for.
        asked: What the authority was asked for a token: host, path and form.
        refuses: Whether the authority gives none.
    """

    azure: LocalAzure
    connected: set[str] = field(default_factory=set)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    refuses: bool = False

    def run(self, cloud: str = "com", **options: Any) -> Batch:
        """Request three objects of the service in a cloud."""
        endpoint = f"https://docs.openai.azure.{cloud}"
        return Batch(self.azure, endpoint=endpoint, auth="entra", **options).run(bundles(3))

    def assert_answered(self, batch: Batch, *secrets: str) -> None:
        """All objects are answered, with the token alone; what the authority got goes nowhere else."""
        assert (len(batch.replies), batch.errors, batch.asker.stopped) == (3, {}, "")
        sent = {request.headers["authorization"] for request in self.azure.requests}
        assert sent == {f"Bearer {TOKEN}"}
        for secret in (*secrets, self.azure.api_key):
            assert secret not in repr([(request.headers, request.body) for request in self.azure.requests])
        assert "measure" not in repr(self.asked)

    def assert_nothing_sent(self, batch: Batch) -> str:
        """Nothing reaches the service; gives the reason."""
        assert (batch.replies, batch.errors, self.azure.requests) == ({}, {}, [])
        assert SECRET not in batch.asker.stopped
        assert "\n" not in batch.asker.stopped
        return batch.asker.stopped


def login_of(world: World) -> type[BaseHTTPRequestHandler]:
    """The authority of every cloud, by the host that it is asked as."""

    class Login(Handler):
        def do_GET(self) -> None:
            host = self.headers["Host"]
            base = f"https://{host}/{TENANT}"
            self.send(
                200,
                {
                    "tenant_discovery_endpoint": f"{base}/v2.0/.well-known/openid-configuration",
                    "metadata": [],
                    "issuer": f"{base}/v2.0",
                    "token_endpoint": f"{base}/oauth2/v2.0/token",
                    "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                },
            )

        def do_POST(self) -> None:
            form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            world.asked.append((self.headers["Host"], urlsplit(self.path).path, form))
            if world.refuses:
                self.send(401, REFUSAL)
            else:
                self.send(200, {"token_type": "Bearer", "expires_in": 3600, "access_token": TOKEN})

    return Login


def proxy_of(world: World, ports: dict[str, int]) -> type[BaseHTTPRequestHandler]:
    """A proxy that tunnels to the hosts it knows."""

    class Proxy(Handler):
        def do_CONNECT(self) -> None:
            host = self.path.partition(":")[0]
            world.connected.add(host)
            if host not in ports:
                self.send_error(502)
                return
            with socket.create_connection(("127.0.0.1", ports[host])) as there:
                self.send_response(200)
                self.end_headers()
                back = threading.Thread(target=pump, args=(there, self.connection), daemon=True)
                back.start()
                pump(self.connection, there)
                back.join()

    return Proxy


class Machine(Handler):
    """A machine in Azure that has no identity."""

    def do_GET(self) -> None:
        """Say so."""
        self.send(400, {"error": "invalid_request", "error_description": "Identity not found"})


def pump(source: socket.socket, target: socket.socket) -> None:
    """Pass on what comes until it ends."""
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """One authority for the certificates of all tests."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def world(authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[World]:
    """The service and the authorities of three clouds, behind a proxy; no identity yet."""
    services = [f"docs.openai.azure.{cloud}" for cloud in LOGIN]
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in [one for one in os.environ if one.startswith(("IDENTITY_", "MSI_", "IMDS_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with LocalAzure(tls=authority.server(*services), api_key="azure-key-0123456789", entra_token=TOKEN) as azure:
        world = World(azure)
        with serving(login_of(world), authority.server(*LOGIN.values())) as login:
            ports = dict.fromkeys(LOGIN.values(), login) | dict.fromkeys(services, int(azure.url.rpartition(":")[2]))
            with serving(proxy_of(world, ports)) as proxy, serving(Machine) as machine:
                monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy}")
                monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", f"http://127.0.0.1:{machine}")
                yield world


def workload(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The identity of a pod: its token lies in a file."""
    file = tmp_path / "token"
    file.write_text(ASSERTION, encoding="utf-8")
    monkeypatch.setenv("AZURE_FEDERATED_TOKEN_FILE", str(file))
    monkeypatch.setenv("AZURE_TENANT_ID", TENANT)
    monkeypatch.setenv("AZURE_CLIENT_ID", CLIENT)


def principal(monkeypatch: pytest.MonkeyPatch, _tmp_path: Path) -> None:
    """A service principal with a secret."""
    monkeypatch.setenv("AZURE_TENANT_ID", TENANT)
    monkeypatch.setenv("AZURE_CLIENT_ID", CLIENT)
    monkeypatch.setenv("AZURE_CLIENT_SECRET", SECRET)


@pytest.mark.parametrize("identity", [workload, principal])
@pytest.mark.parametrize(
    ("cloud", "variable"), [("com", "SSL_CERT_FILE"), ("us", "REQUESTS_CA_BUNDLE"), ("cn", "SSL_CERT_FILE")]
)
def test_clouds(
    identity: Callable[[pytest.MonkeyPatch, Path], None],
    cloud: str,
    variable: str,
    world: World,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """One token for all requests, of the cloud's own authority and with its own scope; no other host is met."""
    identity(monkeypatch, tmp_path)
    monkeypatch.setenv(variable, str(authority.file))
    if cloud != "com":
        monkeypatch.setenv("AZURE_AUTHORITY_HOST", LOGIN[cloud])
    batch = world.run(cloud)
    world.assert_answered(batch, SECRET, ASSERTION)
    ((host, path, form),) = world.asked
    assert (host, path) == (LOGIN[cloud], f"/{TENANT}/oauth2/v2.0/token")
    assert form["scope"].split()[0] == f"https://cognitiveservices.azure.{cloud}/.default"
    assert form["client_id"] == CLIENT
    proof = {name: form.get(name) for name in ("client_secret", "client_assertion")}
    given = ("client_assertion", ASSERTION) if identity is workload else ("client_secret", SECRET)
    assert proof == {"client_secret": None, "client_assertion": None} | dict([given])
    assert world.connected == {LOGIN[cloud], f"docs.openai.azure.{cloud}"}


def test_the_scope_option(world: World, authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`entra_scope` is what the authority is asked for."""
    workload(monkeypatch, tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    world.assert_answered(world.run(entra_scope="https://ai.azure.com/.default"), ASSERTION)
    assert [form["scope"].split()[0] for _, _, form in world.asked] == ["https://ai.azure.com/.default"]


@pytest.mark.parametrize(("identity", "name"), [(workload, "WorkloadIdentity"), (principal, "Environment")])
def test_an_authority_that_refuses(
    identity: Callable[[pytest.MonkeyPatch, Path], None],
    name: str,
    world: World,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Its reason is told in a few words, without what it quotes, and the service is sent nothing."""
    identity(monkeypatch, tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    world.refuses = True
    told = world.assert_nothing_sent(world.run())
    assert f"{name}: " in told
    assert "AADSTS7000215: Invalid client secret provided" in told
    assert len(told) < 400
    assert world.connected == {LOGIN["com"]}


@pytest.mark.slow  # azure-identity tries again for a while
def test_an_authority_that_is_not_trusted(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It gets no secret, and the message says which variables to set."""
    principal(monkeypatch, tmp_path)
    told = world.assert_nothing_sent(world.run())
    assert "certificate verify failed" in told
    assert told.endswith("Let SSL_CERT_FILE or REQUESTS_CA_BUNDLE name a file with your organisation's certificate")
    assert world.asked == []


PROGRAM = """#!{python}
import json, os, pathlib, sys
place = pathlib.Path({place!r})
place.with_suffix(".calls").open("a").write(json.dumps(sys.argv[1:]) + "\\n")
{ends}
"""
ANSWERS = {
    "az": {"accessToken": TOKEN, "expires_on": int(time.time()) + 3600, "tokenType": "Bearer"},
    "azd": {"token": TOKEN, "expiresOn": "2099-01-01T00:00:00Z"},
}


def install(directory: Path, name: str, ends: str) -> Path:
    """Put a program on the PATH; gives the file of what it was called with."""
    program = directory / name
    program.write_text(PROGRAM.format(python=sys.executable, place=str(program), ends=ends), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    return program.with_suffix(".calls")


on_posix = pytest.mark.skipif(os.name != "posix", reason="programs are scripts here")


@on_posix
@pytest.mark.parametrize(
    ("program", "only", "cloud"),
    [
        ("az", "AzureCliCredential", "com"),
        ("az", "", "us"),
        ("azd", "AzureDeveloperCliCredential", "com"),
    ],
)
def test_programs(
    program: str,
    only: str,
    cloud: str,
    world: World,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Who has logged in with `az` or `azd` needs nothing else; it is called once, for the scope of the cloud."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    if only:
        monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", only)
    calls = install(tmp_path, program, f"print({json.dumps(ANSWERS[program])!r})")
    world.assert_answered(world.run(cloud))
    (called,) = [json.loads(line) for line in calls.read_text(encoding="utf-8").splitlines()]
    scope = f"https://cognitiveservices.azure.{cloud}"
    assert called[called.index("--resource" if program == "az" else "--scope") + 1].removesuffix("/.default") == scope
    assert world.connected == {f"docs.openai.azure.{cloud}"}


@on_posix
def test_nobody_has_logged_in(
    world: World, authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The reasons stand side by side, one for each identity that was tried; nothing leaves."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    install(tmp_path, "az", "sys.exit(\"ERROR: Please run 'az login' to setup account.\")")
    told = world.assert_nothing_sent(world.run())
    assert "AzureCli: Please run 'az login' to set up an account" in told
    for name in ("Environment", "WorkloadIdentity", "ManagedIdentity", "AzureDeveloperCli"):
        assert f"{name}: " in told
    assert len(told) < 600
    assert (world.connected, world.asked) == (set(), [])


def identity_of(seen: list[str], status: int) -> type[BaseHTTPRequestHandler]:
    """The identity endpoint of an App Service or a container."""

    class AppService(Handler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            seen.append(f"{self.headers['X-IDENTITY-HEADER']} {query['resource'][0]}")
            if status != 200:
                self.send(status, {"statusCode": status, "message": f"No identity is assigned. {SECRET}"})
                return
            expires = int(time.time()) + 3600
            self.send(200, {"access_token": TOKEN, "expires_on": expires, "resource": "r", "token_type": "Bearer"})

    return AppService


@pytest.mark.parametrize("status", [200, 400])
def test_managed_identity(status: int, world: World, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own identity: its endpoint is asked once, for the scope of the cloud; its refusal is told."""
    seen: list[str] = []
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with serving(identity_of(seen, status)) as port:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"http://127.0.0.1:{port}/token")
        monkeypatch.setenv("IDENTITY_HEADER", "the-header")
        batch = world.run("us")
    assert set(seen) == {"the-header https://cognitiveservices.azure.us"}
    if status == 200:
        assert len(seen) == 1
        world.assert_answered(batch, "the-header")
        assert world.connected == {"docs.openai.azure.us"}
    else:
        told = world.assert_nothing_sent(batch)
        assert "ManagedIdentity: " in told
        assert world.connected == set()


def test_what_azure_identity_really_says(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Where no credential gives a token, each that counts is in the message, which is all that is said."""
    told = world.assert_nothing_sent(world.run())
    for name in ("Environment", "WorkloadIdentity", "ManagedIdentity", "AzureCli"):
        assert f"{name}: " in told
    assert [record.name for record in caplog.records if record.name.startswith("azure")] == []
