"""What is wrong with a reviewed file, or with the directory of all: where, and what to do about it."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from aidoc_core.errors import CacheError

if TYPE_CHECKING:
    from pathlib import Path

UNREADABLE = (OSError, UnicodeDecodeError, RecursionError, CacheError)
"""What a file that cannot be used makes its readers raise."""


class WrongFileError(CacheError):
    """A file that is not a reviewed file.

    Attributes:
        line: Where, from 1; `None` where nobody knows.
        remedy: What to do about it.
    """

    def __init__(self, message: str, *, line: int | None, remedy: str = "Correct it") -> None:
        super().__init__(message)
        self.line = line
        self.remedy = remedy


def fault(path: Path, error: Exception) -> tuple[str, str]:
    """Where a file is wrong and how, in words: the file, with its line if that is known."""
    if isinstance(error, WrongFileError):
        return str(path) if error.line is None else f"{path}:{error.line}", str(error)
    if isinstance(error, UnicodeDecodeError):
        number = error.object.count(b"\n", 0, error.start) + 1
        return f"{path}:{number}", f"it is not text in UTF-8 (byte 0x{error.object[error.start]:02x})"
    if isinstance(error, OSError):
        return str(path), _of_system(error)[0]
    return str(path), f"it cannot be read ({' '.join(str(error).split())})"


def directory_fault(path: Path, error: OSError) -> tuple[str, str]:
    """What is wrong with the directory of all files, and what to do about it, in words."""
    if isinstance(error, FileNotFoundError) and (link := dead_link(path)):
        what = "it" if link == path else f"{link.name}, in which it should be,"
        return f"{what} is a link to a directory that is not there", "Correct the link"
    if isinstance(error, NotADirectoryError):
        file = next((one for one in (path, *path.parents) if one.is_file()), path)
        what = "it" if file == path else f"{file.name}, in which it should be,"
        return f"{what} is a file, not a directory", f"Move {file.name} away"
    return _of_system(error)


def dead_link(directory: Path) -> Path | None:
    """The link on the way to a directory that leads to nothing, if there is one."""
    if directory.is_dir():
        return None
    return next((one for one in (directory, *directory.parents) if one.is_symlink() and not one.exists()), None)


def remedy(error: Exception) -> str:
    """What to do about a file that is wrong."""
    if isinstance(error, WrongFileError):
        return error.remedy
    return _of_system(error)[1] if isinstance(error, OSError) else "Correct it"


def _of_system(error: OSError) -> tuple[str, str]:
    if isinstance(error, IsADirectoryError):
        return "it is a directory, not a file", "Remove it"
    if error.errno == errno.ELOOP:
        return "it is a link that leads back to itself", "Remove the link"
    if isinstance(error, PermissionError):
        return "it cannot be read (no permission)", "Make it readable"
    return f"it cannot be read ({error.strerror or error})", "Correct it"
