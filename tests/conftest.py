"""Fixtures for all tests: an environment that names no real service, a local Azure, and the profiles of the laws."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

from tests.azure import LocalAzure
from tests.installed import build_wheel
from tests.project import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# No test asserts a time: machines are shared, and a pause of theirs is no bug of ours.
# The same examples are tried on every run, so that nobody's build fails by chance.
settings.register_profile("fast", deadline=None, database=None, derandomize=True, max_examples=20)
settings.register_profile("thorough", settings.get_profile("fast"), max_examples=100)
settings.load_profile("fast")
# Hypothesis mixes in constants of the modules that happen to be loaded. What else a worker ran would change the examples,
# and there is no setting for it.
vars(providers)["_get_local_constants"] = Constants


@pytest.fixture(scope="session", autouse=True)
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """Only what a test sets itself reaches its builds; gives the environment as it was, for what needs the network."""
    before = dict(os.environ)
    cleaned = clean(before)
    with pytest.MonkeyPatch.context() as patch:
        for name in before.keys() - cleaned.keys():
            patch.delenv(name)
        for name, value in cleaned.items():
            patch.setenv(name, value)
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))  # where the key of memos is kept
        yield before


@pytest.fixture
def azure() -> Iterator[LocalAzure]:
    """A local Azure OpenAI, fresh for each test."""
    with LocalAzure() as server:
        yield server


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return build_wheel(tmp_path_factory.mktemp("dist"))
