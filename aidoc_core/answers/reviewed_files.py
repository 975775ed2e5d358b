"""Which files of a directory are reviewed files, one a module, and the text of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.answers.files import REVIEWED, YAML
from aidoc_core.answers.reviewed_faults import WrongFileError, dead_link, directory_fault
from aidoc_core.errors import CacheError

if TYPE_CHECKING:
    from pathlib import Path

ENDING = REVIEWED


def file_of(directory: Path, module: str) -> Path:
    """The reviewed file of a module, which may not be there."""
    return directory / f"{module}{ENDING}"


def files_in(directory: Path) -> list[Path]:
    """All files that are, or look like, reviewed files, sorted; none where there is no directory.

    Raises:
        OSError: The directory cannot be listed.
    """
    return sorted(file for file in directory.iterdir() if file.suffix in YAML) if directory.is_dir() else []


def modules_in(directory: Path) -> list[str]:
    """The modules that have a file, sorted.

    Raises:
        CacheError: The directory cannot be listed.
    """
    if wrong := fault_of(directory):
        what, do = wrong
        raise CacheError(f"{directory}: {what}. {do} first.")
    return sorted({file.stem for file in files_in(directory)})


def fault_of(directory: Path) -> tuple[str, str] | None:
    """What is wrong with the directory itself, and what to do about it; a missing one is right."""
    try:
        next(directory.iterdir(), None)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not dead_link(directory):
            return None
        return directory_fault(directory, error)
    return None


def load(path: Path) -> str:
    """The text of a file, its lines ended as in Python; empty if there is no file.

    Raises:
        WrongFileError: Something is there that is not a file, or leads nowhere; or there are two files of the module.
        OSError: It cannot be read.
        UnicodeDecodeError: It is not UTF-8.
    """
    other = path.with_suffix(YAML[-1])
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        if path.is_symlink():
            raise WrongFileError("it is a link to a file that is not there", line=1) from error
        if other.exists():
            message = f"only files that end in {ENDING} are read, and {other.name} stands there"
            raise WrongFileError(message, line=1, remedy=f"Rename it to {path.name}") from error
        if dead_link(path.parent):
            raise  # nobody knows what the directory holds
        return ""
    if other.exists():  # it may reject what this one accepts
        message = f"{other.name} stands beside it, and only files that end in {ENDING} are read"
        raise WrongFileError(message, line=1, remedy=f"Put its answers into {path.name}, and remove it")
    return text
