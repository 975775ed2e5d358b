"""Fixtures for all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.azure import LocalAzure

if TYPE_CHECKING:
    from collections.abc import Iterator

# No test asserts a time: machines are shared, and a pause of theirs is no bug of ours.
settings.register_profile("aidoc", deadline=None)
settings.load_profile("aidoc")


@pytest.fixture
def azure() -> Iterator[LocalAzure]:
    """A local Azure OpenAI, fresh for each test."""
    with LocalAzure() as server:
        yield server
