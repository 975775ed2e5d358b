"""What stands in a developer's shell does not reach the tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.project import clean, run_python

ROOT = Path(__file__).parents[1]
SHELL = {
    "AIDOC_OFFLINE": "1",
    "AIDOC_MARK": "none",
    "AZURE_OPENAI_API_KEY": "a-real-key",
    "AZURE_OPENAI_ENDPOINT": "http://127.0.0.1:9",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "SSL_CERT_FILE": "/nowhere/certificates.pem",
    "FORCE_COLOR": "1",
}
# In this process, and in one of their own.
TESTS = [
    "tests/mkdocs/test_config.py::test_the_environment_has_the_last_word",
    "tests/mkdocs/test_canaries.py",
    "tests/sphinx/test_stale.py",
    "tests/sphinx/test_languages.py",
]


def test_an_environment_is_cleaned() -> None:
    """Options, keys, proxies, certificates and colours go; the rest stays, with the key of the tests."""
    kept = clean({**SHELL, "PATH": "/bin", "MY_PROXY_LIST": "x"})
    assert kept["AZURE_OPENAI_API_KEY"] == "test-key"
    assert kept.keys() & SHELL.keys() == {"AZURE_OPENAI_API_KEY"}
    assert (kept["PATH"], kept["MY_PROXY_LIST"]) == ("/bin", "x")


@pytest.mark.slow
def test_both_hosts_pass_in_any_shell() -> None:
    """Tests of MkDocs and of Sphinx, each in this process and in one of their own, under options that would fail them."""
    done = run_python(
        ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *TESTS],
        cwd=ROOT,
        environment={**os.environ, **SHELL},
    )
    assert done.returncode == 0, done.stdout[-3000:]
