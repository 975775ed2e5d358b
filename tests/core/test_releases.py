"""Releases of libraries, told without parsing what else they say about themselves."""

from __future__ import annotations

from importlib.metadata import distributions

from aidoc_core.releases import release_of


def test_releases_are_those_that_the_standard_library_tells() -> None:
    """For every library that is installed here; empty for one that is not."""
    told = {found.metadata["Name"]: found.version for found in reversed(list(distributions()))}
    assert len(told) > 20
    assert {name: release_of(name) for name in told} == told
    assert release_of("aidoc-there-is-no-such-library") == ""
