"""What a build opens is closed in reverse, whatever fails in between."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from aidoc_core.answers import ReadOnlyAnswers, ReviewedAnswers
from aidoc_core.build.openers import Openers
from aidoc_core.build.resources import Resources
from aidoc_core.build.session import Session
from aidoc_core.settings import Settings
from tests.core.packages import collect

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.answers import AnswerStore

NAMES = ("first", "second", "third")


def open_all(resources: Resources, seen: list[str], place: int) -> None:
    """Open three components, of which one does not open."""
    with resources.closed_on_error():
        for number, name in enumerate(NAMES):
            fails = "open" if number == place else ""
            resources.open(name, partial(Component, name, seen, fails=fails))


class Component:
    """Writes down when it is opened and closed, and may raise at either."""

    def __init__(self, name: str, seen: list[str], *, fails: str = "") -> None:
        if fails == "open":
            raise OSError(f"{name} does not open")
        self._name, self._seen, self._fails = name, seen, fails
        seen.append(f"open {name}")

    def close(self) -> None:
        self._seen.append(f"close {self._name}")
        if self._fails == "close":
            raise OSError(f"{self._name}\ndoes not close")


@pytest.mark.parametrize("place", range(3))
def test_one_that_does_not_open(place: int) -> None:
    """Those before it are closed, the last first; those after it are never opened; the error goes on."""
    seen: list[str] = []
    resources = Resources()
    with pytest.raises(OSError, match="does not open"):
        open_all(resources, seen, place)
    opened = NAMES[:place]
    assert seen == [*(f"open {name}" for name in opened), *(f"close {name}" for name in reversed(opened))]


@pytest.mark.parametrize("place", range(3))
def test_one_that_does_not_close(place: int) -> None:
    """The others are closed all the same, in reverse, and the user is told in one line."""
    seen: list[str] = []
    resources = Resources()
    for number, name in enumerate(NAMES):
        fails = "close" if number == place else ""
        resources.open(name, partial(Component, name, seen, fails=fails))
    problems = resources.close()
    assert seen[3:] == [f"close {name}" for name in reversed(NAMES)]
    name = NAMES[place]
    assert [str(problem) for problem in problems] == [f"Could not close {name} ({name} does not close)."]


def test_an_interrupt_closes_everything() -> None:
    """Ctrl-C between two of them is like any other failure."""
    seen: list[str] = []
    resources = Resources()

    def interrupted() -> None:
        with resources.closed_on_error():
            resources.open("first", lambda: Component("first", seen))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert seen == ["open first", "close first"]


class Store(Component):
    """A component that hands everything to a store."""

    def __init__(self, store: AnswerStore, name: str, seen: list[str], *, fails: str = "") -> None:
        super().__init__(name, seen, fails=fails)
        self.problems = store.problems
        self.get_many = store.get_many
        self.entries = store.entries


def openers(root: Path, seen: list[str], **fails: str) -> Openers:
    """Stores that write down what happens to them."""
    return Openers(
        reviewed=lambda *_: Store(ReviewedAnswers(root / "r"), "reviewed", seen, fails=fails.get("reviewed", "")),
        cache=lambda *_: Store(ReadOnlyAnswers(root / "c"), "cache", seen, fails=fails.get("cache", "")),
    )


def test_a_session_opens_in_order_and_closes_in_reverse(tmp_path: Path) -> None:
    """Released over a fork and closed at the end; what is needed in between opens again."""
    seen: list[str] = []
    session = Session(Settings(offline=True), root=tmp_path, tool="tests", openers=openers(tmp_path, seen))
    session.open()
    session.release()
    session.fill(collect(tmp_path, "def f(x): ...").values())
    session.close()
    assert seen == ["open reviewed", "open cache", *(["close cache", "close reviewed"] * 2)]
    assert session.new_problems() == []


def test_a_session_without_objects_opens_nothing(tmp_path: Path) -> None:
    """A site that shows no Python costs no file."""
    seen: list[str] = []
    session = Session(Settings(offline=True), root=tmp_path, tool="tests", openers=openers(tmp_path, seen))
    session.fill([])
    session.close()
    assert seen == []


@pytest.mark.parametrize(("which", "closed"), [("reviewed", []), ("cache", ["close reviewed"])])
def test_a_session_whose_store_does_not_open(which: str, closed: list[str], tmp_path: Path) -> None:
    """Nothing stays open, and the error is the store's own."""
    seen: list[str] = []
    session = Session(
        Settings(offline=True), root=tmp_path, tool="tests", openers=openers(tmp_path, seen, **{which: "open"})
    )
    with pytest.raises(OSError, match=f"{which} does not open"):
        session.open()
    assert [one for one in seen if one.startswith("close")] == closed


@pytest.mark.parametrize("which", ["reviewed", "cache"])
def test_a_session_whose_store_does_not_close(which: str, tmp_path: Path) -> None:
    """The site is built and the answers are on disk: one problem, and the others are closed."""
    seen: list[str] = []
    session = Session(
        Settings(offline=True), root=tmp_path, tool="tests", openers=openers(tmp_path, seen, **{which: "close"})
    )
    session.open()
    session.close()
    assert seen[2:] == ["close cache", "close reviewed"]
    name = {"reviewed": "the reviewed files", "cache": "the cache"}[which]
    assert [str(problem) for problem in session.new_problems()] == [f"Could not close {name} ({which} does not close)."]
