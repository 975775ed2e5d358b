"""Whom a build trusts: a real TLS server with a certificate of an authority that was made up for the test."""

from __future__ import annotations

import datetime
import ipaddress
import shutil
import ssl
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.azure import LocalAzure
from tests.core.test_asking import Batch, bundles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = datetime.timedelta(days=1)
NOW = datetime.datetime.now(datetime.UTC)


class Authority:
    """Signs certificates; `file` is its own, as an organisation hands it out."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.file = directory / "authority.pem"
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("Test Authority")
        usage = x509.KeyUsage(
            digital_signature=False,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=True,
            crl_sign=True,
            encipher_only=False,
            decipher_only=False,
        )
        certificate = (
            _certificate(self._name, self._name, self._key)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def server(self, address: str = "127.0.0.1", *, days: int = 1) -> ssl.SSLContext:
        """A server's side of TLS with a certificate for an address, valid for some days from yesterday."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            _certificate(_name("Test Server"), self._name, key, days=days)
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        file = self.directory / f"server-{address}-{days}.pem"
        file.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def as_directory(self) -> Path:
        """A directory of trusted certificates, as OpenSSL wants it: each under the hash of its name."""
        command = ["openssl", "x509", "-noout", "-hash", "-in", str(self.file)]
        name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        place = self.directory / "trusted"
        place.mkdir(exist_ok=True)
        shutil.copy(self.file, place / f"{name}.0")
        return place


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, days: int = 1
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - 9 * DAY)
        .not_valid_after(NOW + days * DAY)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


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
