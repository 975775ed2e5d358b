"""The garbage collector rests while trees are built that stay, and is as it was afterwards."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from aidoc_core.build.growth import growth, settle, unsettle

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=[True, False])
def on(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether the collector is on."""
    was_on = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if was_on else gc.disable)()


def _grow() -> None:
    with growth():
        with growth():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise KeyError


def test_the_collector_is_as_it_was_afterwards(on: bool) -> None:
    """Also where blocks stand inside of each other, and where one raises."""
    with pytest.raises(KeyError):
        _grow()
    assert gc.isenabled() == on


def test_what_stays_is_not_looked_at_again_until_it_may_go() -> None:
    """Where somebody else has done so already, it is theirs to undo."""
    assert gc.get_freeze_count() == 0
    assert settle()
    try:
        assert gc.get_freeze_count() > 0
        assert not settle()
    finally:
        unsettle()
    assert gc.get_freeze_count() == 0
