"""Fixtures of the Sphinx tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.azure import LocalAzure

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def azure() -> Iterator[LocalAzure]:
    """A local Azure for one test."""
    with LocalAzure() as server:
        yield server
