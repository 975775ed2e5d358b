"""Fixtures of the Sphinx tests: an environment that names no real service."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test sets itself reaches its builds."""
    for name in list(os.environ):
        if name.startswith(("AIDOC_", "AZURE_OPENAI_", "OPENAI_")):
            monkeypatch.delenv(name)
