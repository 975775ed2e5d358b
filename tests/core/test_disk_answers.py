"""The disk cache: what it keeps, and what it makes of directories that are hostile, broken, locked or full."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers import AnswerStore, DiskAnswers, Entry, Question, ReadOnlyAnswers, WritableStore, open_cache
from aidoc_core.answers.usage import Usage
from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.errors import CacheError
from tests.core.test_answer import ANSWERS

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.problems import Problem

OBJ = ApiObject(path="pkg.f", kind="function", module="pkg", location=Location(file="pkg.py", line=1))
ENTRY = Entry(
    fingerprint="0123456789abcdef",
    path="pkg.f",
    module="pkg",
    kind="function",
    state="answered",
    model="gpt-4.1-mini",
    date="2026-11-21",
    prompt=1,
    build="b",
    findings=({"rule": "AD105", "severity": "repair", "message": "m", "where": "w"},),
    usage=Usage(input_tokens=3, output_tokens=2, cost_usd=Decimal("0.000125")),
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)


def entry(number: int) -> Entry:
    return replace(ENTRY, fingerprint=f"{number:016x}", path=f"pkg.f{number}")


def question(number: int) -> Question:
    return Question(obj=replace(OBJ, path=f"pkg.f{number}"), fingerprint=f"{number:016x}")


def one(cache: AnswerStore, number: int) -> Entry | None:
    return cache.get_many([question(number)]).get(f"pkg.f{number}")


def filled(directory: Path, count: int = 3) -> Path:
    cache = DiskAnswers(directory)
    for number in range(count):
        cache.put(entry(number))
    cache.close()
    assert cache.problems == []
    return directory


def entries_of(directory: Path) -> list[Entry]:
    cache = ReadOnlyAnswers(directory)
    found = list(cache.entries())
    cache.close()
    return found


def look_up(directory: Path, *, offline: bool, keys: int = 3) -> tuple[list[Entry | None], list[Problem]]:
    """Look entries up as a build does; the problems are those of opening and of reading."""
    cache, problems = open_cache(directory, offline=offline, wait=0.2)
    there = cache.get_many([question(number) for number in range(keys)])
    found = [there.get(f"pkg.f{number}") for number in range(keys)]
    cache.close()
    problems += cache.problems
    for problem in problems:
        assert problem.kind == "cache"
        assert problem.where == str(directory)
        assert "\n" not in problem.message
        assert len(problem.message) < 300
    return found, problems


def sql(directory: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(directory / "cache.db") as connection:
        connection.execute(statement, values)
    connection.close()


def state_of(directory: Path) -> list[tuple[str, int, int]]:
    return sorted(
        (path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in [directory, *directory.iterdir()]
    )


@given(answer=ANSWERS, reason=TEXT, model=TEXT, failed=st.booleans())
def test_entries_round_trip(answer: Any, reason: str, model: str, failed: object) -> None:
    """An entry is read back as it was written, provenance and cost included."""
    written = replace(ENTRY, answer=answer, reason=reason, model=model, state="failed" if failed else "answered")
    assert Entry.from_json(written.to_json()) == written


@pytest.mark.parametrize("offline", [False, True])
def test_what_is_put_is_got(offline: object, tmp_path: Path) -> None:
    """Kept entries are found by either reader; others are misses without a problem."""
    found, problems = look_up(filled(tmp_path / "a" / "cache"), offline=bool(offline), keys=4)
    assert found == [entry(0), entry(1), entry(2), None]
    assert problems == []
    assert entries_of(tmp_path / "a" / "cache") == found[:3]


def test_an_entry_is_on_disk_when_put_returns(tmp_path: Path) -> None:
    """Another process sees it at once, without a close."""
    cache = DiskAnswers(tmp_path / "cache")
    cache.put(ENTRY)
    other = ReadOnlyAnswers(tmp_path / "cache")
    asked = Question(obj=OBJ, fingerprint=ENTRY.fingerprint)
    assert other.get_many([asked]) == {"pkg.f": ENTRY}
    other.close()
    cache.close()


def test_old_answers_are_never_dropped(tmp_path: Path) -> None:
    """The settings that diskcache has by itself drop the oldest; every one of ours was paid for."""
    cache = DiskAnswers(tmp_path)
    long = replace(ENTRY, reason="x" * 40_000)
    for number in range(60):
        cache.put(replace(long, fingerprint=f"{number:016x}"))
    cache.close()
    assert len(entries_of(tmp_path)) == 60
    assert {path.name for path in tmp_path.iterdir()} == {"cache.db", ".gitignore"}


class Canary:
    """Writes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return (open, (str(self.file), "w"))


def plant(directory: Path, what: str, canary: Path) -> None:
    key = entry(0).fingerprint
    poison = pickle.dumps(Canary(canary))
    if what == "pickle":
        sql(directory, "UPDATE Cache SET mode = 4, value = ? WHERE key = ?", poison, key)
    elif what == "pickle file":
        (directory / "x.val").write_bytes(poison)
        sql(directory, "UPDATE Cache SET mode = 4, value = NULL, filename = 'x.val' WHERE key = ?", key)
    elif what == "file name":
        sql(directory, "UPDATE Cache SET mode = 2, value = NULL, filename = '../outside.txt' WHERE key = ?", key)
    elif what == "pickled key":
        sql(directory, "UPDATE Cache SET raw = 0, key = ? WHERE key = ?", poison, key)
    elif what == "blob":
        sql(directory, "UPDATE Cache SET value = ? WHERE key = ?", poison, key)
    elif what == "number":
        sql(directory, "UPDATE Cache SET value = 7 WHERE key = ?", key)
    elif what == "settings":
        sql(directory, "INSERT OR REPLACE INTO Settings VALUES ('disk_pickle_protocol', ?)", poison)
        sql(directory, "INSERT OR REPLACE INTO Settings VALUES ('eviction_policy', 'least-recently-stored')")
        sql(directory, "INSERT OR REPLACE INTO Settings VALUES ('size_limit', 1)")
    elif what == "unknown settings":
        sql(directory, "INSERT OR REPLACE INTO Settings VALUES ('_disk', 'x')")


@pytest.mark.parametrize("offline", [False, True], ids=["online", "offline"])
@pytest.mark.parametrize(
    "what",
    ["pickle", "pickle file", "file name", "pickled key", "blob", "number", "settings", "unknown settings"],
)
def test_planted_rows_do_nothing(what: str, offline: object, tmp_path: Path) -> None:
    """A cache from a pull request runs no code, reads no file and deletes none, on reading, overwriting or closing."""
    directory, canary, outside = filled(tmp_path / "cache"), tmp_path / "canary", tmp_path / "outside.txt"
    outside.write_text("secret", encoding="utf-8")
    plant(directory, what, canary)
    found, problems = look_up(directory, offline=bool(offline))
    readable = what in ("settings", "unknown settings")
    assert found == [entry(0) if readable else None, entry(1), entry(2)]
    told = what in ("pickled key", "settings") or (what == "unknown settings" and offline)
    assert len(problems) == (0 if told else 1)
    entries = entries_of(directory)
    assert entries == [e for e in found if e is not None]
    cache, _ = open_cache(directory, offline=bool(offline))
    if isinstance(cache, WritableStore):
        cache.put(replace(entry(0), model="new"))
    after = one(cache, 0)
    cache.close()
    if not offline and what != "unknown settings":
        assert after is not None
        assert after.model == "new"
        assert entries_of(directory)[1:] == [entry(1), entry(2)]
    assert outside.read_text(encoding="utf-8") == "secret"
    assert not canary.exists()


def test_planted_entries_cannot_name_files(tmp_path: Path) -> None:
    """A module's path becomes a file name in the reviewed files."""
    for module in ("../evil", "/etc/x", "a/b", "..", "a..b", "", "C:\\x"):
        text = replace(ENTRY, module=module).to_json()
        with pytest.raises(CacheError):
            Entry.from_json(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "not what aidoc writes"),
        ("[" * 100_000, "not what aidoc writes"),
        ('{"version": 1}', "not what aidoc writes"),
        (ENTRY.to_json().replace('"version": 1', '"version": 0'), "not what aidoc writes"),
        (ENTRY.to_json().replace('"answered"', '"accepted"'), "not what aidoc writes"),
        (ENTRY.to_json().replace('"prompt": 1', '"prompt": 1, "more": 1'), "not what aidoc writes"),
        (ENTRY.to_json().replace('"answer": {}', '"answer": {"summary": 1}'), "not what aidoc writes"),
        (ENTRY.to_json().replace('"input_tokens": 3', '"input_tokens": "x"'), "not what aidoc writes"),
        (ENTRY.to_json().replace('"input_tokens": 3', '"input_tokens": -3'), "not what aidoc writes"),
        (ENTRY.to_json().replace("0.000125", "NaN"), "not what aidoc writes"),
        (ENTRY.to_json().replace("0.000125", '"free"'), "not what aidoc writes"),
        (ENTRY.to_json().replace("2026-11-21", "<b>"), "not what aidoc writes"),
        (ENTRY.to_json().replace(ENTRY.fingerprint, "f" * 16), "under the wrong key"),
    ],
)
@pytest.mark.parametrize("offline", [False, True], ids=["online", "offline"])
def test_entries_that_are_not_ours_are_misses(text: str, told: str, offline: object, tmp_path: Path) -> None:
    """Foreign text under a key is left out with one problem; the others are still found."""
    directory = filled(tmp_path)
    sql(directory, "UPDATE Cache SET value = ? WHERE key = ?", text, entry(0).fingerprint)
    found, problems = look_up(directory, offline=bool(offline))
    assert found == [None, entry(1), entry(2)]
    assert [told in problem.message for problem in problems] == [True]


@pytest.mark.parametrize("offline", [False, True], ids=["online", "offline"])
@pytest.mark.parametrize("version", [3, 10])
def test_entries_of_a_newer_release_are_left_alone(version: int, offline: object, tmp_path: Path) -> None:
    """They are told apart from what is missing, so that nobody pays for them or writes over them."""
    directory = filled(tmp_path)
    text = ENTRY.to_json().replace('"version": 1', f'"version": {version}').replace('"prompt"', '"more": 1, "prompt"')
    sql(directory, "UPDATE Cache SET value = ? WHERE key = ?", text, entry(0).fingerprint)
    found, problems = look_up(directory, offline=bool(offline))
    assert [one and one.state for one in found] == ["newer", "answered", "answered"]
    assert [problem.message for problem in problems] == [
        "A newer release of aidoc wrote an entry. It is left as it is; upgrade aidoc to show its answers."
    ]
    assert entries_of(directory) == [entry(1), entry(2)]


def asides(directory: Path) -> list[str]:
    return sorted(path.name[:16] for path in directory.iterdir() if "broken" in path.name)


@pytest.mark.parametrize("when", ["open", "put"])
def test_a_damaged_cache_is_set_aside(when: str, tmp_path: Path) -> None:
    """A new one is started with what could be rescued, once, and the damaged file stays for who wants it."""
    directory = tmp_path / "cache"
    cache = DiskAnswers(directory)
    for number in range(400):
        cache.put(replace(entry(number), reason="x" * 3000))
    cache.close()
    file = directory / "cache.db"
    content = bytearray(file.read_bytes())
    middle = len(content) // 8192
    content[4096 * middle : 4096 * (middle + 3)] = b"\xff" * 4096 * 3
    if when == "open":
        content[:100] = bytes(100)
    file.write_bytes(content)
    if when == "open":
        cache = DiskAnswers(directory)
        rescued = 0  # without its first page a database has no tables
    else:
        for number in range(400):  # one of them hits the damage
            assert cache.put(replace(entry(number), reason="y" * 3000))
        rescued = 1
    assert cache.put(entry(999))
    cache.close()
    assert asides(directory) == ["cache.db.broken-"]
    assert [problem.kind for problem in cache.problems] == ["cache"]
    assert "A new one was started" in cache.problems[0].message
    assert len(entries_of(directory)) >= 1 + 300 * rescued
    again = DiskAnswers(directory)
    assert one(again, 999) == entry(999)
    assert again.problems == []
    again.close()


@pytest.mark.parametrize("offline", [False, True], ids=["online", "offline"])
@pytest.mark.parametrize("damage", ["garbage", "cut", "zeroed", "text"])
def test_damaged_databases_are_misses(damage: str, offline: object, tmp_path: Path) -> None:
    """A database that is none is told, with what to do; the build goes on without it."""
    directory = filled(tmp_path, 40)
    file = directory / "cache.db"
    content = file.read_bytes()
    file.write_bytes(
        {
            "garbage": os.urandom(len(content)),
            "cut": content[: len(content) // 2],
            "zeroed": content[:100] + bytes(len(content) - 100),
            "text": b"version https://git-lfs.github.com/spec/v1\n" * 30,
        }[damage]
    )
    found, problems = look_up(directory, offline=bool(offline), keys=40)
    assert None in found
    assert 1 <= len(problems) <= 2
    assert "elete" in problems[-1].message


@pytest.mark.parametrize("offline", [False, True], ids=["online", "offline"])
def test_an_empty_file_is_an_empty_cache(offline: object, tmp_path: Path) -> None:
    """Nothing to complain of: nothing is in it."""
    (tmp_path / "cache.db").touch()
    assert look_up(tmp_path, offline=bool(offline)) == ([None] * 3, [])
    if not offline:
        assert look_up(filled(tmp_path), offline=False)[0] == [entry(0), entry(1), entry(2)]


def test_a_locked_database_is_told_and_read(tmp_path: Path) -> None:
    """Another build that holds the lock does not stop this one: it reads what is there and keeps nothing new."""
    directory = filled(tmp_path)
    other = sqlite3.connect(directory / "cache.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    found, problems = look_up(directory, offline=False)
    other.close()
    assert found == [entry(0), entry(1), entry(2)]
    told = "The cache cannot be opened for writing (database is locked). "
    assert [problem.message.startswith(told) for problem in problems] == [True]


def test_a_lock_that_comes_later_is_told_once(tmp_path: Path) -> None:
    """Whoever puts an answer learns that it is not kept, and the user what to do."""
    cache = DiskAnswers(tmp_path, wait=0.2)
    other = sqlite3.connect(tmp_path / "cache.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert not cache.put(entry(0))
    assert not cache.put(entry(1))
    other.close()
    cache.close()
    assert len(cache.problems) == 1
    assert cache.problems[0].message.startswith("The cache cannot be written (Timeout). Free space")


@pytest.mark.parametrize("offline", [False, True])
def test_a_file_in_place_of_the_directory(tmp_path: Path, offline: bool) -> None:
    """Nothing can be kept or read: told once, and the build goes on."""
    (tmp_path / "cache").write_text("x", encoding="utf-8")
    found, problems = look_up(tmp_path / "cache", offline=offline)
    assert found == [None] * 3
    assert len(problems) == 1


def test_what_was_deferred_is_remembered(tmp_path: Path) -> None:
    """A budget or a deadline leaves questions for the next build, which asks them first; they are no entries."""
    cache = DiskAnswers(tmp_path)
    assert cache.deferred() == frozenset()
    cache.defer(["b" * 16, "a" * 16])
    cache.put(ENTRY)
    cache.close()
    again = DiskAnswers(tmp_path)
    assert again.deferred() == {"a" * 16, "b" * 16}
    again.defer([])
    assert again.deferred() == frozenset()
    again.close()
    reader = ReadOnlyAnswers(tmp_path)
    assert list(reader.entries()) == [ENTRY]
    reader.close()


AS_NOBODY = """
import os, sys
from pathlib import Path
from aidoc_core.answers import WritableStore, open_cache
from tests.core.test_disk_answers import entry, one
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
for offline in (False, True):
    cache, problems = open_cache(Path(sys.argv[1]), offline=offline)
    print([one(cache, n) == entry(n) for n in range(3)], len(problems + cache.problems))
    if isinstance(cache, WritableStore):
        cache.put(entry(4))
    cache.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")
@pytest.mark.parametrize("mode", [0o555, 0o000], ids=["read-only", "no access"])
def test_directories_without_permission(mode: int, tmp_path: Path) -> None:
    """A directory that may only be read is read; one that may not even be read is empty."""
    import tempfile

    with tempfile.TemporaryDirectory() as base:  # pytest's own directories are closed to others
        type(tmp_path)(base).chmod(0o755)
        directory = filled(type(tmp_path)(base) / "cache")
        (directory / "cache.db").chmod(0o444)
        directory.chmod(mode)
        run = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(directory)], capture_output=True, text=True, check=False
        )
        directory.chmod(0o755)
        assert run.stderr == ""
        online, offline = run.stdout.splitlines()
        if mode == 0o555:
            assert (online, offline) == ("[True, True, True] 1", "[True, True, True] 0")
        else:
            assert online.startswith("[False, False, False] ")
            assert offline == "[False, False, False] 1"


def test_a_full_disk_is_told_once(tmp_path: Path) -> None:
    """What does not fit is shown and not kept; what is there stays readable."""
    directory = tmp_path / "small"
    directory.mkdir()
    mount = shutil.which("mount")
    mounted = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(directory)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    try:
        cache = DiskAnswers(directory)
        for number in range(60):
            cache.put(replace(entry(number), reason="x" * 40_000))
        kept = [one(cache, number) is not None for number in range(60)]
        cache.close()
    finally:
        subprocess.run(["umount", str(directory)], check=True)
    assert kept[0]
    assert not kept[-1]
    assert [problem.kind for problem in cache.problems] == ["cache"]
    assert "Free space" in cache.problems[0].message


def put_many(directory: Path, first: int, ready: Any) -> None:
    ready.wait()
    cache = DiskAnswers(directory)
    for number in range(first, first + 40):
        cache.put(entry(number))
    cache.close()
    assert cache.problems == []


def test_processes_share_a_cache(tmp_path: Path) -> None:
    """Several builds open and write one cache at the same time, and nothing is lost."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(3)
    processes = [context.Process(target=put_many, args=(tmp_path / "c", 40 * n, ready)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert len(entries_of(tmp_path / "c")) == 120


KILLED = """
import sys, time
from pathlib import Path
from aidoc_core.answers import DiskAnswers
from tests.core.test_disk_answers import entry
cache = DiskAnswers(Path(sys.argv[1]))
for number in range(3):
    cache.put(entry(number))
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
def test_what_a_killed_build_left_is_read_and_left(tmp_path: Path) -> None:
    """After kill -9 everything that was put is read, offline without touching the directory, online as ever."""
    directory = tmp_path / "cache"
    with subprocess.Popen([sys.executable, "-c", KILLED, str(directory)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        os.kill(process.pid, signal.SIGKILL)
    before = state_of(directory)
    assert any(name.endswith("-wal") for name, _, _ in before)
    assert look_up(directory, offline=True) == ([entry(0), entry(1), entry(2)], [])
    assert state_of(directory) == before
    assert look_up(directory, offline=False) == ([entry(0), entry(1), entry(2)], [])


def test_reading_leaves_no_trace(tmp_path: Path) -> None:
    """Offline, the directory keeps its files, their sizes and their times; a missing one stays missing."""
    directory = filled(tmp_path / "cache")
    before = state_of(directory)
    cache = ReadOnlyAnswers(directory)
    assert one(cache, 0) == entry(0)
    assert state_of(directory) == before
    cache.close()
    assert one(cache, 1) == entry(1)
    cache.close()
    assert state_of(directory) == before
    assert look_up(tmp_path / "none", offline=True) == ([None] * 3, [])
    assert not (tmp_path / "none").exists()


def test_a_log_that_another_build_removes_meanwhile(tmp_path: Path) -> None:
    """The write-ahead log of a build that closes goes away at any moment: what is read is there all the same."""
    directory = filled(tmp_path / "cache")
    log, done = directory / "cache.db-wal", threading.Event()

    def come_and_go() -> None:
        while not done.is_set():
            log.write_bytes(b"\0" * 32)
            log.unlink()

    other = threading.Thread(target=come_and_go)
    other.start()
    try:
        for _ in range(200):
            assert entries_of(directory) == [entry(0), entry(1), entry(2)]
    finally:
        done.set()
        other.join()


def test_problems_are_told_once_even_after_they_were_collected(tmp_path: Path) -> None:
    """A session takes the problems away after each batch; the same one does not come again."""
    directory = filled(tmp_path)
    sql(directory, "UPDATE Cache SET value = 'x'")
    cache = ReadOnlyAnswers(directory)
    for number in range(3):
        assert one(cache, number) is None
        cache.problems, told = [], cache.problems
        assert len(told) == (number == 0)
    cache.close()


def test_a_build_that_stores_nothing_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    """Opening and reading write nothing, so that whoever goes by the file sees no change; what is stored is there."""
    file = tmp_path / "cache" / "cache.db"
    store = DiskAnswers(file.parent)
    store.defer(["one"])
    store.close()
    before = file.read_bytes(), file.stat().st_mtime_ns
    store = DiskAnswers(file.parent)
    assert list(store.entries()) == []
    store.close()
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    store = DiskAnswers(file.parent)
    store.defer(["two"])
    store.close()
    assert DiskAnswers(file.parent).deferred() == {"two"}
