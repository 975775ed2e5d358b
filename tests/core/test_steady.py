"""Digests of files are remembered where a stamp can tell that nothing has changed, and there alone."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from aidoc_core.code.steady import GRAIN, digest_of, steady_digest

if TYPE_CHECKING:
    from pathlib import Path


class _Read:
    """Reads a file, and counts how often."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return self.file.read_bytes()


def _later() -> int:
    return time.time_ns() + 2 * GRAIN


def test_a_file_that_nobody_touches_is_read_once(tmp_path: Path) -> None:
    """As soon as its times are older than their grain; what counts of it is told apart."""
    file = tmp_path / "a.py"
    file.write_bytes(b"one")
    read = _Read(file)
    assert [steady_digest(file, read) for _ in range(2)] == [digest_of(b"one")] * 2
    assert read.times == 2  # it may change at once, and keep its times
    assert [steady_digest(file, read, now=_later) for _ in range(3)] == [digest_of(b"one")] * 3
    assert read.times == 3
    assert steady_digest(file, lambda: b"less", how="less", now=_later) == digest_of(b"less")


def test_a_change_that_hides_its_time_is_seen(tmp_path: Path) -> None:
    """Another text of the same size, with the time that the file had."""
    file = tmp_path / "a.py"
    file.write_bytes(b"one")
    before = file.stat()
    assert steady_digest(file, file.read_bytes, now=_later) == digest_of(b"one")
    time.sleep(0.02)  # longer than a tick of the kernel's clock
    file.write_bytes(b"two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert steady_digest(file, file.read_bytes, now=_later) == digest_of(b"two")


def test_a_file_of_two_names_is_read_each_time(tmp_path: Path) -> None:
    """Its times are those of whoever made the other name."""
    file = tmp_path / "a.py"
    file.write_bytes(b"one")
    os.link(file, tmp_path / "b.py")
    read = _Read(file)
    for _ in range(2):
        steady_digest(file, read, now=_later)
    assert read.times == 2


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """It is as if it had never been read."""
    file = tmp_path / "a.py"
    file.write_bytes(b"one")
    steady_digest(file, file.read_bytes, now=_later)
    file.unlink()
    with pytest.raises(FileNotFoundError):
        steady_digest(file, file.read_bytes, now=_later)
