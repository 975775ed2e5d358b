"""Memos: found as they were kept, by those who kept them, or not at all."""

from __future__ import annotations

import base64
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidoc_core.answers.memo import LARGEST, Memos
from aidoc_core.answers.own_key import own_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KEY = b"k" * 32
FOUND = {"a": [1, "zwei", None], "b": {}}


def _files(directory: Path) -> list[Path]:
    return sorted((directory / "memo").glob("*.memo"))


def test_what_was_worked_out_is_found_again(tmp_path: Path) -> None:
    """A memo is found under its name and state, and git does not see it."""
    Memos(tmp_path, KEY).write("one", "now", FOUND)
    assert Memos(tmp_path, KEY).read("one", "now") == FOUND
    assert (tmp_path / "memo/.gitignore").read_text(encoding="utf-8").endswith("\n*\n")


def test_a_memo_without_a_state_is_kept_under_what_is_in_it(tmp_path: Path) -> None:
    """The same under the same state and in the same file, whoever writes it; something else under another one."""
    memos = Memos(tmp_path, KEY)
    states = [memos.write_all([("one", "", {"number": number})])["one"] for number in (1, 2, 1)]
    assert states[0] == states[2] != states[1]
    assert [memos.read("one", state) for state in states[:2]] == [{"number": 1}, {"number": 2}]
    assert len(_files(tmp_path)) == 2
    assert Memos(tmp_path, None).write_all([("one", "", FOUND)]) == {}


def test_nobody_reads_it_without_the_key(tmp_path: Path) -> None:
    """Nothing of a memo stands in its file; files of almost the same have nothing in common, those of the same all."""
    files = []
    for number in (1, 2, 1):
        found = {"code": "canary " * 20, "number": number}
        Memos(tmp_path, KEY).write("one", "now", found)
        (file,) = _files(tmp_path)
        files.append(file.read_bytes())
        assert Memos(tmp_path, KEY).read("one", "now") == found
        assert b"can" not in files[-1]
        assert b"code" not in files[-1]
    first, second, third = files
    assert first == third
    assert sum(a == b for a, b in zip(first, second, strict=True)) < len(first) // 4


@pytest.mark.parametrize(("name", "state", "key"), [("two", "now", KEY), ("one", "then", KEY), ("one", "now", b"x")])
def test_another_name_state_or_key_finds_nothing(tmp_path: Path, name: str, state: str, key: bytes) -> None:
    """What rests on something else, and what somebody else has worked out, is not there."""
    Memos(tmp_path, KEY).write("one", "now", FOUND)
    assert Memos(tmp_path, key).read(name, state) == {}


def test_swapped_cut_and_changed_memos_are_none(tmp_path: Path) -> None:
    """A file of another memo, a part of a file, and a file with one byte changed are ignored, each."""
    memos = Memos(tmp_path, KEY)
    memos.write("one", "now", FOUND)
    (one,) = _files(tmp_path)
    whole = one.read_bytes()
    memos.write("two", "now", {"of": "two"})
    (two,) = (file for file in _files(tmp_path) if file != one)
    broken = [two.read_bytes(), b"", *(whole[:cut] for cut in (1, 31, 32, 33, len(whole) - 1)), whole + b" "]
    broken += [whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in range(0, len(whole), 7)]
    for data in broken:
        one.write_bytes(data)
        assert memos.read("one", "now") == {}, data
    one.write_bytes(whole)
    assert memos.read("one", "now") == FOUND


def test_what_cannot_be_kept_is_worked_out_again(tmp_path: Path) -> None:
    """A directory that is missing or is a file, and a memo that is too large, cost nothing but the memo."""
    (tmp_path / "file").write_text("")
    for directory in (tmp_path / "missing", tmp_path / "file"):
        Memos(directory, KEY).write("one", "now", FOUND)
        assert Memos(directory, KEY).read("one", "now") == {}
    noise = base64.b64encode(os.urandom(LARGEST)).decode()  # nothing packs it any smaller
    Memos(tmp_path, KEY).write("one", "now", {"large": noise})
    Memos(tmp_path, None).write("one", "now", FOUND)
    assert _files(tmp_path) == []
    assert not (tmp_path / "missing").exists()


def test_the_longest_unused_make_room(tmp_path: Path) -> None:
    """What was not used for longest goes; what was just written stays, whatever the clock says."""
    for number in range(6):
        _fill(Memos(tmp_path, KEY, room=3_500), "large", str(number))
        newest = max(_files(tmp_path), key=lambda file: file.stat().st_mtime_ns)
        os.utime(newest, (number, number))  # a clock that has gone back by years
    assert _kept(tmp_path, "large", range(6)) == [3, 4, 5]


def _fill(memos: Memos, name: str, state: str) -> None:
    """Keep what takes some 1,250 bytes however it is packed."""
    memos.write(name, state, {"large": base64.b64encode(os.urandom(900)).decode()})


def _kept(place: Path, name: str, states: Iterable[int]) -> list[int]:
    return [state for state in states if Memos(place, KEY).read(name, str(state))]


@settings(max_examples=40, deadline=None)
@given(
    builds=st.lists(
        st.tuples(st.integers(0, 3), st.sets(st.integers(0, 5), min_size=1, max_size=6)), min_size=1, max_size=8
    ),
    at_once=st.booleans(),
    room=st.integers(1_000, 12_000),
)
def test_a_build_drops_nothing_that_the_next_one_reads(
    tmp_path_factory: pytest.TempPathFactory, builds: list[tuple[int, set[int]]], room: int, *, at_once: bool
) -> None:
    """Of any projects that share a directory, whatever they take; of all that is not in use, no more than has room.

    At once: each build begins while the one before has read, and not yet written.
    """
    place = tmp_path_factory.mktemp("shared")
    last: tuple[Memos, int, set[int]] | None = None
    for project, modules in builds:
        memos = Memos(place, KEY, room=room)
        missing = {module for module in modules if not memos.read(f"{project} {module}", "now")}
        if at_once and last is not None:
            _fill(last[0], f"{last[1]} late", "now")
        for module in missing:
            _fill(memos, f"{project} {module}", "now")
        for file in _files(place):
            os.utime(file, (1, 1))  # the clock says nothing
        # What was written last has pruned last: what it uses is there, and nothing else if that takes all the room.
        assert all(Memos(place, KEY).read(f"{project} {module}", "now") for module in modules)
        taken, uses = sum(file.stat().st_size for file in _files(place)), 1_300 * len(modules)
        assert taken <= max(room, uses) + 1_300 or not missing
        last = memos, project, modules
    shutil.rmtree(place)


def test_edits_in_one_process_leave_room(tmp_path: Path) -> None:
    """What a later build has replaced is not in use any more, and builds go on with what they have read in mind."""
    held: dict[str, object] = {}
    for number in range(6):
        memos = Memos(tmp_path, KEY, room=3_500, held=held)
        if not number:
            _fill(memos, "another module", "0")
        _fill(memos, "edited", str(number))
        newest = max(_files(tmp_path), key=lambda file: file.stat().st_mtime_ns)
        os.utime(newest, (number, number))
    assert _kept(tmp_path, "edited", range(6)) == [4, 5]
    assert _kept(tmp_path, "another module", [0]) == [0]


def test_drafts_of_killed_builds_go(tmp_path: Path) -> None:
    """They are no memos; that of a build which may still be at work stays."""
    Memos(tmp_path, KEY).write("one", "now", FOUND)
    old, new = tmp_path / "memo/old.0123456789abcdef", tmp_path / "memo/new.0123456789abcdef"
    for draft in (old, new):
        draft.write_bytes(b"half")
    os.utime(old, (1, 1))
    Memos(tmp_path, KEY).write("two", "now", FOUND)
    assert (old.exists(), new.exists()) == (False, True)
    assert len(_files(tmp_path)) == 2


def test_many_answers_have_room_for_their_memos(tmp_path: Path) -> None:
    """A build of a large site finds all that the last one has kept."""
    (tmp_path / "cache.db").write_bytes(bytes(2_000))
    for number in range(6):
        _fill(Memos(tmp_path, KEY, room=3_500), "large", str(number))
    assert _kept(tmp_path, "large", range(6)) == list(range(6))


def test_two_builds_at_once_keep_one_whole_memo(tmp_path: Path) -> None:
    """The last one that was kept counts; no draft stays behind."""
    first, second = Memos(tmp_path, KEY), Memos(tmp_path, KEY)
    first.write("one", "now", FOUND)
    second.write("one", "now", {"by": "second"})
    assert first.read("one", "now") == {"by": "second"}
    assert sorted(file.suffix for file in (tmp_path / "memo").iterdir()) == ["", ".memo"]


def test_the_key_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An account has one key, which it alone can read, and no draft of it stays behind."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    key = own_key()
    assert key is not None
    assert key == own_key()
    (file,) = (tmp_path / "aidoc").iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_a_key_that_others_can_read_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is one that is cut, or whose directory cannot be made."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert own_key() is not None
    file = tmp_path / "aidoc/memo.key"
    file.chmod(0o644)
    assert own_key() is None
    file.chmod(0o600)
    file.write_bytes(b"short")
    assert own_key() is None
    monkeypatch.setenv("XDG_STATE_HOME", str(file))
    assert own_key() is None
