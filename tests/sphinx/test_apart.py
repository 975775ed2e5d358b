"""Work in a process of its own."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from sphinx_aidoc.apart import FORKS, apart

if TYPE_CHECKING:
    from collections.abc import Callable

forking = pytest.mark.skipif(not FORKS, reason="no process of its own here")


@pytest.mark.parametrize("forks", [FORKS, False])
def test_work_gives_what_it_comes_to(*, forks: bool) -> None:
    """Long results, too, and none at all."""
    done = apart([lambda: [["a", True]] * 100_000, lambda: None, lambda: 3], forks=forks)
    assert done.found == {0: [["a", True]] * 100_000, 1: None, 2: 3}
    assert done.waited == 0


@forking
def test_work_leaves_nothing_behind() -> None:
    """What it changes, it changes in its own process; the next piece meets it there."""
    seen: list[int] = []

    def work() -> list[int]:
        seen.append(1)
        return seen

    assert apart([work, work]).found == {0: [1], 1: [1, 1]}
    assert seen == []


@pytest.mark.parametrize("end", [lambda: 1 / 0, object])
@pytest.mark.parametrize("forks", [FORKS, False])
def test_work_that_fails(end: Callable[[], object], *, forks: bool) -> None:
    """It has no result; the others have theirs."""
    done = apart([lambda: 1, end, lambda: 2], forks=forks)
    assert (done.found, done.waited) == ({0: 1, 2: 2}, 0)


@forking
@pytest.mark.parametrize("end", [lambda: os._exit(3), lambda: os.kill(os.getpid(), 9), sys.exit])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_work_that_ends_its_process(end: Callable[[], object], place: int) -> None:
    """Likewise, wherever it stands."""
    works: list[Callable[[], object]] = [lambda: 1, lambda: 2]
    works.insert(place, end)
    done = apart(works)
    assert [done.found.get(number) for number in range(3) if number != place] == [1, 2]
    assert (place in done.found, done.waited) == (False, 0)


@forking
def test_work_without_end() -> None:
    """It is given up in time for the others; what the time does not reach to is not done."""
    done = apart([lambda: time.sleep(3600), lambda: 1], patience=2)
    assert (done.found, done.waited >= 1) == ({1: 1}, True)
    done = apart([lambda: time.sleep(3600), lambda: time.sleep(3600), lambda: 1], patience=0.2)
    assert (done.found, done.waited >= 0.2) == ({}, True)
    done = apart([lambda: 1, lambda: time.sleep(3600), lambda: 2], seconds=1)
    assert (2 in done.found, done.waited > 0) == (False, True)
    assert apart([lambda: 1]).found == {0: 1}


@forking
def test_work_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """It is done once more for the page, and prints then."""

    def work() -> int:
        os.write(1, b"out")
        return os.write(2, b"err")

    assert apart([work]).found == {0: 3}
    assert capfd.readouterr() == ("", "")
