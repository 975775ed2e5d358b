"""A cache that is opened for writing with the first answer, where the last build got none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aidoc_core.answers import DiskAnswers, Entry
from aidoc_core.answers.fruitless import Fruitless
from aidoc_core.answers.late import LateAnswers
from aidoc_core.answers.store import WritableStore
from aidoc_core.answers.unanswered import Unanswered

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = Entry(fingerprint="a" * 16, path="pkg.f", module="pkg", kind="function", state="answered")


def seen(directory: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in (directory, *sorted(directory.rglob("*")))}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A cache that an earlier build has left."""
    store = DiskAnswers(tmp_path / "cache")
    store.put(ENTRY)
    store.defer(["b" * 16])
    store.remember_fruitless("how", Fruitless(reason="why", fingerprints=frozenset("c")))
    store.close()
    return tmp_path / "cache"


def test_nothing_is_written_before_the_first_answer(cache: Path) -> None:
    """Look-ups, claims, what is put off and what is known of a server already."""
    before, late = seen(cache), LateAnswers(cache)
    assert isinstance(late, WritableStore)
    assert [one.path for one in late.entries()] == ["pkg.f"]
    assert late.claim(["x", "y"], seconds=60) == {"x", "y"}
    late.release(["x", "y"])
    assert late.deferred() == {"b" * 16}
    late.defer(["d" * 16])
    known = late.fruitless("how")
    assert (known, late.fruitless("other")) == (Fruitless(reason="why", fingerprints=frozenset("c")), None)
    late.remember_fruitless("how", known)
    late.remember_fruitless("other", None)
    assert (late.writable, late.waits, list(late.paid())) == (True, True, ["a" * 16])
    late.close()
    assert (seen(cache), late.problems) == (before, [])


def test_the_first_answer_opens_it(cache: Path) -> None:
    """From then on it is a cache as any: what is claimed there is nobody else's."""
    late = LateAnswers(cache)
    assert late.put(replace(ENTRY, fingerprint="e" * 16, path="pkg.g"))
    assert (late.waits, sorted(one.path for one in late.entries())) == (False, ["pkg.f", "pkg.g"])
    assert late.claim(["x"], seconds=60) == {"x"}
    late.close()


def test_a_directory_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Before there is something to keep."""
    late = LateAnswers(tmp_path / "a" / "cache")
    assert (late.get_many([]), late.deferred(), late.writable) == ({}, frozenset(), True)
    late.close()
    assert list(tmp_path.iterdir()) == []
    assert late.put(ENTRY)
    late.close()
    assert (tmp_path / "a" / "cache" / "cache.db").is_file()


def test_what_cannot_be_written_is_seen_before_anything_is_sent(tmp_path: Path) -> None:
    """A file in the place of the directory: nobody has to be asked for that."""
    (tmp_path / "cache").write_text("", encoding="utf-8")
    late = LateAnswers(tmp_path / "cache")
    assert late.writable is False
    assert late.put(ENTRY) is False
    assert [problem.kind for problem in late.problems] == ["cache"]
    late.close()


def test_what_the_last_build_got_is_known_of_its_cache_alone(tmp_path: Path) -> None:
    """Where a path leads to one directory in two ways, it is one."""
    mark = Unanswered(tmp_path / "cache")
    assert not mark
    mark.remember(answered=False)
    assert mark
    assert Unanswered(tmp_path / "x" / ".." / "cache")
    assert not Unanswered(tmp_path / "other")
    mark.remember(answered=True)
    mark.remember(answered=True)
    assert not mark
    assert list(tmp_path.iterdir()) == []
