"""Whom a build trusts: a real TLS server with a certificate of an authority that was made up for the test."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.azure import LocalAzure
from tests.certificates import Authority
from tests.core.test_asking import Batch, bundles

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def trusting_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in the environment says whom to trust, unless a test does."""
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """One authority for all tests; keys take their time."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def secure(authority: Authority) -> Iterator[LocalAzure]:
    """The local Azure over TLS."""
    with LocalAzure(tls=authority.server()) as server:
        yield server


with_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="names of a directory's files are OpenSSL's")


@pytest.mark.parametrize(
    ("variable", "directory"),
    [
        ("SSL_CERT_FILE", False),
        ("REQUESTS_CA_BUNDLE", False),
        pytest.param("SSL_CERT_DIR", True, marks=with_openssl),
        pytest.param("REQUESTS_CA_BUNDLE", True, marks=with_openssl),
    ],
)
def test_the_environment_says_whom_to_trust(
    variable: str, directory: bool, secure: LocalAzure, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file or a directory with the organisation's certificate is all that is needed."""
    monkeypatch.setenv(variable, str(authority.as_directory() if directory else authority.file))
    batch = Batch(secure).run(bundles(2))
    assert (len(batch.replies), batch.errors, batch.asker.stopped) == (2, {}, "")


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("unknown", "unable to get local issuer certificate"),
        ("another address", "IP address mismatch"),
        ("expired", "certificate has expired"),
    ],
)
def test_a_certificate_that_is_not_trusted_stops_all(
    case: str, reason: str, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One message with the reason and the variables that help; neither key nor source is sent."""
    if case != "unknown":
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    tls = authority.server(
        "127.0.0.2" if case == "another address" else "127.0.0.1", days=-1 if case == "expired" else 1
    )
    with LocalAzure(tls=tls) as azure:
        batch = Batch(azure).run(bundles(3))
        assert (batch.replies, batch.errors, azure.requests) == ({}, {}, [])
        assert batch.asker.stopped.startswith(f"{azure.url} has a certificate that is not trusted here (")
    assert reason in batch.asker.stopped
    assert "SSL_CERT_FILE" in batch.asker.stopped
    assert "REQUESTS_CA_BUNDLE" in batch.asker.stopped


ASK = """
import sys
from tests.azure import LocalAzure
from tests.certificates import Authority
from tests.core.test_asking import Batch, bundles

class Elsewhere:
    url, api_key = sys.argv[1], "test-key"

batch = Batch(Elsewhere()).run(bundles(1))
print(len(batch.replies), batch.asker.stopped)
"""


@with_openssl
@pytest.mark.skipif(sys.platform != "linux", reason="the store of this process alone is changed by a mount of its own")
def test_the_store_of_the_system_is_trusted(secure: LocalAzure, authority: Authority) -> None:
    """An authority that the system's administrator has added needs no variable at all."""
    store = ssl.get_default_verify_paths().openssl_capath
    command = 'mount --bind "$0" "$1" && shift && exec "$@"'
    mounted = ["unshare", "--mount", "--map-root-user", "sh", "-c", command, str(authority.as_directory()), store]
    python = [sys.executable, "-c", ASK, secure.url]
    if subprocess.run([*mounted, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no mounts of one's own are allowed here")
    alone = subprocess.run(python, check=True, capture_output=True, text=True)
    assert alone.stdout.startswith("0 https://127.0.0.1")
    assert "not trusted" in alone.stdout
    assert subprocess.run([*mounted, *python], check=True, capture_output=True, text=True).stdout == "1 \n"
