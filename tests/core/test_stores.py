"""What all stores promise, and how often a build calls them."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aidoc_core.answers import (
    AnswerStore,
    DiskAnswers,
    Entry,
    Question,
    ReadOnlyAnswers,
    ReviewedAnswers,
    WritableStore,
)
from aidoc_core.answers.answer import Answer
from aidoc_core.build.openers import Openers
from aidoc_core.build.session import Session
from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.errors import CacheError
from aidoc_core.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


OBJECTS = 10_000
AT_ONCE = 900
"""Objects that a build looks up with one call."""


def obj(number: int) -> ApiObject:
    location = Location(file="pkg.py", line=number + 1)
    return ApiObject(path=f"pkg.f{number}", kind="function", module="pkg", location=location, signature="def f()")


def entry(number: int) -> Entry:
    return Entry(
        fingerprint=f"{number:016x}",
        path=f"pkg.f{number}",
        module="pkg",
        kind="function",
        state="answered",
        answer=Answer(summary=f"Return {number}."),
    )


def question(number: int) -> Question:
    return Question(obj=obj(number), fingerprint=f"{number:016x}")


def disk(directory: Path) -> AnswerStore:
    store = DiskAnswers(directory)
    for number in range(4):
        store.put(entry(number))
    return store


def read_only(directory: Path) -> AnswerStore:
    disk(directory).close()
    return ReadOnlyAnswers(directory)


def reviewed(directory: Path) -> AnswerStore:
    store = ReviewedAnswers(directory)
    store.propose([entry(number) for number in range(4)])
    return store


@pytest.mark.parametrize("opened", [disk, read_only, reviewed])
def test_every_store_finds_many_at_once_and_lists_them(opened: object, tmp_path: Path) -> None:
    """What is there is found by its object, what is not is left out, and a closed store opens again on demand."""
    store: AnswerStore = opened(tmp_path)  # type: ignore[operator]
    for _ in range(2):
        found = store.get_many([question(number) for number in (3, 7, 0)])
        assert {path: one.answer.summary for path, one in found.items()} == {
            "pkg.f3": "Return 3.",
            "pkg.f0": "Return 0.",
        }
        assert [one.path for one in store.entries()] == [f"pkg.f{number}" for number in range(4)]
        assert store.get_many([]) == {}
        store.close()
    assert store.problems == []


def test_writing_is_a_capability(tmp_path: Path) -> None:
    """A store that is only read has no method that does nothing."""
    assert isinstance(disk(tmp_path / "a"), WritableStore)
    for store in (read_only(tmp_path / "b"), reviewed(tmp_path / "c")):
        assert not isinstance(store, WritableStore)
        assert not [name for name in ("put", "forget", "defer", "claim", "release") if hasattr(store, name)]


def test_what_is_forgotten_is_gone(tmp_path: Path) -> None:
    """The others stay, and what was never there is no error."""
    store = disk(tmp_path)
    assert isinstance(store, WritableStore)
    store.forget([entry(1).fingerprint, "f" * 16])
    assert [one.path for one in store.entries()] == ["pkg.f0", "pkg.f2", "pkg.f3"]
    store.close()


def test_a_locked_cache_says_that_it_cannot_forget(tmp_path: Path) -> None:
    """Whoever asked for it is told, and nothing is gone."""
    import sqlite3

    store = DiskAnswers(tmp_path, wait=0.1)
    store.put(entry(0))
    other = sqlite3.connect(tmp_path / "cache.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CacheError, match="cannot be written"):
        store.forget([entry(0).fingerprint])
    other.close()
    assert len(list(store.entries())) == 1
    store.close()


def test_a_damaged_page_takes_only_its_own_entries_along(tmp_path: Path) -> None:
    """Looked up together, the entries of sound pages are still found: they were paid for."""
    directory = tmp_path / "cache"
    store = DiskAnswers(directory)
    for number in range(400):
        store.put(replace(entry(number), reason="x" * 3000))
    store.close()
    file = directory / "cache.db"
    content = bytearray(file.read_bytes())
    pages = len(content) // 4096
    content[4096 * (pages // 2) : 4096 * (pages // 2 + 3)] = b"\xff" * 4096 * 3
    file.write_bytes(content)
    for again in (ReadOnlyAnswers(directory), DiskAnswers(directory)):
        found = again.get_many([question(number) for number in range(400)])
        assert 300 < len(found) < 400
        assert len(again.problems) == 1
        again.close()


class Counting:
    """A store that counts how often it is called."""

    def __init__(self, store: AnswerStore) -> None:
        self._store = store
        self.problems = store.problems
        self.calls: Counter[str] = Counter()

    def get_many(self, questions: Sequence[Question]) -> Mapping[str, Entry]:
        self.calls["get_many"] += 1
        return self._store.get_many(questions)

    def entries(self) -> Iterator[Entry]:
        self.calls["entries"] += 1
        return self._store.entries()

    def close(self) -> None:
        self._store.close()


def test_ten_thousand_objects_are_a_handful_of_calls(tmp_path: Path) -> None:
    """A store at the other end of a network is not asked object by object, but for some hundreds at once."""
    stores = {"reviewed": Counting(ReviewedAnswers(tmp_path / "r")), "cache": Counting(ReadOnlyAnswers(tmp_path / "c"))}
    openers = Openers(reviewed=lambda *_: stores["reviewed"], cache=lambda *_: stores["cache"])
    session = Session(Settings(offline=True), root=tmp_path, tool="tests", openers=openers)
    records = session.fill([obj(number) for number in range(OBJECTS)])
    session.close()
    assert len(records) == OBJECTS
    portions = math.ceil(OBJECTS / AT_ONCE)
    assert {name: dict(store.calls) for name, store in stores.items()} == {
        "reviewed": {"get_many": portions},
        "cache": {"get_many": portions},
    }
