"""The key of this account on this machine, with which it knows its own memos again.

A cache directory may come from anywhere: a pull request, an artefact of CI. Answers are checked on every read, so that
this does no harm; what was worked out from them is not, and so counts only where it was worked out.
"""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

_BYTES = 32


def own_key() -> bytes | None:
    """The key, made when it is first asked for; `None` where it cannot be kept, or somebody else could read it."""
    try:
        file = own_directory() / "memo.key"
        if not file.is_file():
            _make(file)
        status = file.stat()
        if sys.platform != "win32" and (status.st_mode & 0o077 or status.st_uid != os.geteuid()):
            return None
        key = file.read_bytes()
    except (OSError, RuntimeError):  # no home directory
        return None
    return key if len(key) == _BYTES else None


def own_directory() -> Path:
    """Where this account keeps what is its own.

    Raises:
        RuntimeError: It has no home directory.
    """
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "aidoc"
    state = os.environ.get("XDG_STATE_HOME", "")
    return (Path(state) if Path(state).is_absolute() else Path.home() / ".local" / "state") / "aidoc"


def _make(file: Path) -> None:
    """Write a new key whole, or not at all; of two builds that do so at once, the first one's stays."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f"{file.name}-{secrets.token_hex(8)}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # Windows knows files of text, too
        with os.fdopen(os.open(draft, flags, 0o600), "wb") as opened:
            opened.write(secrets.token_bytes(_BYTES))
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink(missing_ok=True)
