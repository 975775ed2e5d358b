"""Work in a process of its own."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from sphinx_aidoc.apart import FORKS, apart

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("forks", [FORKS, False])
def test_work_gives_what_it_comes_to(*, forks: bool) -> None:
    """Long results, too."""
    assert apart(lambda: [["a", True]] * 100_000, forks=forks) == [["a", True]] * 100_000


@pytest.mark.skipif(not FORKS, reason="no process of its own here")
def test_work_leaves_nothing_behind() -> None:
    """What it changes, it changes in its own process."""
    seen: list[int] = []

    def work() -> list[int]:
        seen.append(1)
        return seen

    assert apart(work) == [1]
    assert seen == []


@pytest.mark.skipif(not FORKS, reason="no process of its own here")
@pytest.mark.parametrize("end", [lambda: os._exit(3), lambda: os.kill(os.getpid(), 9), lambda: 1 / 0, object])
def test_work_that_ends_in_another_way(end: Callable[[], object]) -> None:
    """Its result is none, whatever ended it, and what stands around it goes on."""
    assert apart(end) is None
    assert apart(lambda: 1) == 1


@pytest.mark.skipif(not FORKS, reason="no process of its own here")
def test_work_without_end() -> None:
    """It is given up."""
    assert apart(lambda: time.sleep(3600), seconds=0.1) is None


@pytest.mark.skipif(not FORKS, reason="no process of its own here")
def test_work_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """It is done once more for the page, and prints then."""

    def work() -> int:
        os.write(1, b"out")
        return os.write(2, b"err")

    assert apart(work) == 3
    assert capfd.readouterr() == ("", "")
