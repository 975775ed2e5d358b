"""What was worked out once and need not be again: files of plain JSON in the cache directory, each under a key.

A key stands for everything that a memo rests on, so a memo is never out of date: it is found or not. It is signed with
a key that is nowhere in the repository or the cache (`own_key`), with its own name and key in what is signed: one
that is planted, cut, changed or swapped is no memo. Nothing here is told to anyone: without a memo a build takes
longer, and does the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.own_key import own_directory, own_key

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = 1
LARGEST = 32 * 2**20
"""Bytes of one memo."""
ROOM = 128 * 2**20
"""Bytes of all memos of a cache directory; the longest unused go first."""
_END = ".memo"
_DIGEST = 32
_DAY = 24 * 60 * 60
_IGNORE = "# What builds of this machine have worked out. Delete it whenever you like.\n*\n"


class Memos:
    """The memos of one cache directory.

    Args:
        directory: The cache directory.
        key: What they are signed with; `None` for no memos at all.
        room: Bytes that they may take together.
        otherwise: Where they are for as long as there is no cache directory.
    """

    def __init__(self, directory: Path, key: bytes | None, *, room: int = ROOM, otherwise: Path | None = None) -> None:
        self._cache = directory
        self._otherwise = otherwise
        self._key = key
        self._room = room

    @property
    def _directory(self) -> Path:
        """Looked for at each use: the first build makes the cache directory after it has opened its memos."""
        if self._otherwise is None or self._cache.is_dir():
            return self._cache / "memo"
        return self._otherwise / "memo"

    def read(self, name: str, state: str) -> dict[str, Any]:
        """What was worked out under a name.

        Args:
            name: What it is about.
            state: Stands for everything that it rests on.

        Returns:
            The memo; empty where there is none.
        """
        if self._key is None:
            return {}
        file = self._file(name, state)
        try:
            if file.stat().st_size > LARGEST:
                return {}
            signed = file.read_bytes()
            body = signed[_DIGEST:]
            if not secrets.compare_digest(signed[:_DIGEST], self._sign(name, state, body)):
                return {}
            found = json.loads(body)
            if time.time() - file.stat().st_mtime > _DAY:
                os.utime(file)  # used lately; more often would be a change that who watches the cache would see
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, name: str, state: str, found: dict[str, Any]) -> None:
        """Keep what was worked out, if it can be kept; see `read`."""
        if self._key is None:
            return
        body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        if len(body) + _DIGEST > LARGEST:
            return
        file = self._file(name, state)
        draft = file.with_suffix(f".{secrets.token_hex(8)}")
        with suppress(OSError):
            self._make_directory()
            try:
                draft.write_bytes(self._sign(name, state, body) + body)
                draft.replace(file)
            finally:
                draft.unlink(missing_ok=True)
            self._prune(file)

    def _file(self, name: str, state: str) -> Path:
        return self._directory / (hashlib.sha256(f"{name}\0{state}".encode()).hexdigest()[:32] + _END)

    def _sign(self, name: str, state: str, body: bytes) -> bytes:
        signed = hashlib.blake2b(key=self._key or b"", digest_size=_DIGEST)
        signed.update(json.dumps([VERSION, name, state]).encode() + b"\0" + body)
        return signed.digest()

    def _make_directory(self) -> None:
        if not self._directory.is_dir():
            self._directory.mkdir()
            (self._directory / ".gitignore").write_text(_IGNORE, encoding="utf-8")

    def _prune(self, newest: Path) -> None:
        """Remove the longest unused until there is room; the one just written stays, whatever the clock says."""
        sizes = {file: file.stat() for file in self._directory.iterdir() if file.suffix == _END and file != newest}
        room = self._room - newest.stat().st_size
        for file in _unused_first(sizes):
            if sum(one.st_size for one in sizes.values()) <= room:
                return
            file.unlink(missing_ok=True)
            del sizes[file]


def memos_beside(cache: Path) -> Memos:
    """The memos of a build: in its cache directory, or with the key where there is none, as beside reviewed files.

    Args:
        cache: The cache directory, which may not be there.
    """
    try:
        return Memos(cache, own_key(), otherwise=own_directory())
    except (OSError, RuntimeError):  # no home directory
        return NO_MEMOS


def _unused_first(sizes: dict[Path, os.stat_result]) -> Iterable[Path]:
    return sorted(sizes, key=lambda file: sizes[file].st_mtime_ns)


NO_MEMOS = Memos(Path(), None)
"""Keeps nothing."""
