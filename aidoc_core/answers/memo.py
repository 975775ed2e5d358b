"""What was worked out once and need not be again: files in the cache directory, each under a key, packed JSON inside.

A key stands for everything that a memo rests on, so a memo is never out of date: it is found or not. It is signed with
a key that is nowhere in the repository or the cache (`own_key`), with its own name and key in what is signed: one
that is planted, cut, changed or swapped is no memo. It is hidden with the same key: what was read of code may hold
what must not lie about, and a cache is handed on. Nothing here is told to anyone: without a memo a build takes
longer, and does the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.files import DATABASE
from aidoc_core.answers.own_key import own_directory, own_key

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = 3
LARGEST = 32 * 2**20
"""Bytes of one memo."""
LONGEST = 8 * LARGEST
"""Bytes of its text."""
ROOM = 128 * 2**20
"""Bytes of all memos of a cache directory, at the least; the longest unused go first, and none that a build uses."""
OF_ANSWERS = 4
"""Times the size of the answers that memos may take: there is room for those of other branches, too."""
_END = ".memo"
_TAKEN = "bytes of memos"
"""Under what name a process holds how much room memos take."""
_USED = "memos in use"
"""Under what name a process holds which memos its builds have used, by their names."""
_DIGEST = 32
_NONCE = 16
_LEVEL = 1
"""Of packing: a sixth of the text is hidden and written in less time than all of it, so more saves nothing."""
_DAY = 24 * 60 * 60
_IGNORE = "# What builds of this machine have worked out. Delete it whenever you like.\n*\n"


class Memos:
    """The memos of one cache directory.

    Args:
        directory: The cache directory.
        key: What they are signed with; `None` for no memos at all.
        room: Bytes that they may take together, where there are few answers.
        otherwise: Where they are for as long as there is no cache directory.
        held: What the last build of this process has of them, for a process that builds a site again and again.

    Attributes:
        held: The same, for builds to come.
    """

    def __init__(
        self,
        directory: Path,
        key: bytes | None,
        *,
        room: int = ROOM,
        otherwise: Path | None = None,
        held: dict[str, Any] | None = None,
    ) -> None:
        self.held = {} if held is None else held
        self._cache = directory
        self._otherwise = otherwise
        self._key = key
        self._room = room
        self._taken: int | None = self.held.get(_TAKEN)  # as a process that builds again has left it
        self._enough = 0
        self._used: dict[str, str] = self.held.setdefault(_USED, {})

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all."""
        return self._key is not None

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
            hidden = signed[_DIGEST:]
            if not secrets.compare_digest(signed[:_DIGEST], self._sign(name, state, hidden)):
                return {}
            found = json.loads(_unpacked(_hide(hidden[_NONCE:], self._key, hidden[:_NONCE])))
            if time.time() - file.stat().st_mtime > _DAY:
                os.utime(file)  # used lately; more often would be a change that who watches the cache would see
            self._used[name] = file.name
        except (OSError, ValueError, RecursionError, zlib.error):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, name: str, state: str, found: dict[str, Any]) -> None:
        """Keep what was worked out, if it can be kept; see `read`."""
        self.write_all([(name, state, found)])

    def write_all(self, memos: Iterable[tuple[str, str, dict[str, Any]]]) -> dict[str, str]:
        """Keep several, each before the next one is asked for; see `write`.

        Args:
            memos: The name and the state of each, and what was worked out; without a state it is kept under a digest
                of what is in it.

        Returns:
            The state of each, by its name; of none where nothing is kept at all.
        """
        if self._key is None:
            return {}
        states: dict[str, str] = {}
        written: set[Path] = set()
        for name, state, found in memos:
            text = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
            states[name] = state or hashlib.blake2b(text, digest_size=20).hexdigest()
            if (file := self._write(name, states[name], text)) is not None:
                written.add(file)
        self._make_room(written)
        return states

    def _make_room(self, written: set[Path]) -> None:
        with suppress(OSError):
            if not written:
                return
            if self._taken is not None:
                self._taken += sum(_size(file) for file in written)
            if self._taken is None or self._taken > max(self._most, self._enough):
                self._prune()
            self.held[_TAKEN] = self._taken

    def _write(self, name: str, state: str, text: bytes) -> Path | None:
        if len(text) > LONGEST:
            return None
        body = zlib.compress(text, _LEVEL)
        if len(body) + _DIGEST + _NONCE > LARGEST:
            return None
        nonce = self._sign(name, state, body)[:_NONCE]  # by what it holds, so that the same memo is the same file
        hidden = nonce + _hide(body, self._key or b"", nonce)
        file = self._file(name, state)
        draft = file.with_suffix(f".{secrets.token_hex(8)}")
        with suppress(OSError):
            self._make_directory()
            try:
                draft.write_bytes(self._sign(name, state, hidden) + hidden)
                draft.replace(file)
            finally:
                draft.unlink(missing_ok=True)
            self._used[name] = file.name
            return file
        return None

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

    @property
    def _most(self) -> int:
        """Bytes that memos may take: more where there are many answers, or each build would drop what it is to use."""
        with suppress(OSError):
            return max(self._room, OF_ANSWERS * (self._cache / DATABASE).stat().st_size)
        return self._room

    def _prune(self) -> None:
        """Remove the longest unused until there is room, and what killed builds have left; never what is in use.

        What the builds of this process have read or written is what the next one reads, even if it takes more room
        than there is. Another build may write and prune at the same time.
        """
        used, sizes, drafts = set(self._used.values()), {}, []
        for file in self._directory.iterdir():
            if file.suffix == _END:
                sizes[file] = _stat(file)
            elif file.name != ".gitignore":
                drafts.append(file)
        for file in drafts:
            if (there := _stat(file)) is not None and time.time() - there.st_mtime > _DAY:
                file.unlink(missing_ok=True)
        stats = {file: there for file, there in sizes.items() if there is not None}
        taken, most = sum(one.st_size for one in stats.values()), self._most
        for file in sorted(stats, key=lambda file: stats[file].st_mtime_ns):
            if taken <= most:
                break
            if file.name not in used:
                file.unlink(missing_ok=True)
                taken -= stats[file].st_size
        self._taken = taken
        self._enough = most if taken <= most else taken + most // 8  # what is in use alone is no reason to look again


def _stat(file: Path) -> os.stat_result | None:
    """What the system tells of a file; `None` where another build has removed it."""
    try:
        return file.stat()
    except FileNotFoundError:
        return None


def _size(file: Path) -> int:
    found = _stat(file)
    return 0 if found is None else found.st_size


def _hide(text: bytes, key: bytes, nonce: bytes) -> bytes:
    """A memo's text, or the text of what this gave: combined with what SHAKE-256 makes of the key and the nonce."""
    stream = hashlib.shake_256(b"aidoc memo\0" + key + nonce).digest(len(text))
    return (int.from_bytes(text) ^ int.from_bytes(stream)).to_bytes(len(text))


def _unpacked(body: bytes) -> bytes:
    packing = zlib.decompressobj()
    text = packing.decompress(body, LONGEST)
    if not packing.eof:
        raise ValueError("longer than any memo")
    return text


def memos_beside(cache: Path, held: dict[str, Any] | None = None) -> Memos:
    """The memos of a build: in its cache directory, or with the key where there is none, as beside reviewed files.

    Args:
        cache: The cache directory, which may not be there.
        held: What the last build of this process has of them.
    """
    try:
        return Memos(cache, own_key(), otherwise=own_directory(), held=held)
    except (OSError, RuntimeError):  # no home directory
        return NO_MEMOS


NO_MEMOS = Memos(Path(), None)
"""Keeps nothing."""
