"""Fixtures that tests of every adapter share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.azure import LocalAzure

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def azure() -> Iterator[LocalAzure]:
    """A local Azure OpenAI, running for the length of the test."""
    with LocalAzure() as server:
        yield server
