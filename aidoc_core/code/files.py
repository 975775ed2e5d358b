"""Where code stands: the file of an object, which not every module has."""

from __future__ import annotations

from pathlib import PurePosixPath
from stat import S_ISDIR
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from pathlib import Path, PurePath

    import griffe

    from aidoc_core.code.objects import ApiObject

Stamp: TypeAlias = tuple[int, int, int] | None
_TEXTS = ("README*", "CHANGE*", "HISTORY*", "NEWS*", "pyproject.toml", "setup.cfg", "setup.py")
_LARGEST = 2_000_000
"""Bytes of a file beside the package that are worth reading."""


def files_of(obj: griffe.Object) -> Path | list[Path]:
    """The file of an object, or the directories of a namespace package.

    None for what is built into Python or made by a Griffe extension.
    """
    import griffe  # noqa: PLC0415 - whoever has an object has it; paths alone do not need it

    try:
        return obj.filepath
    except griffe.BuiltinModuleError:
        return []


def file_of(obj: griffe.Object) -> Path | None:
    """The file of an object, or the first directory of a namespace package; `None` where there is neither."""
    found = files_of(obj)
    return next(iter(found), None) if isinstance(found, list) else found


def directory_of(package: griffe.Module) -> Path | None:
    """The directory that a package is found in: its dependencies may be installed beside it."""
    path = files_of(package)
    path = path[0] if isinstance(path, list) and path else path
    if isinstance(path, list):
        return None
    return path.parent.parent if path.stem == "__init__" else path.parent


def source_file(obj: ApiObject, root: Path, files: Iterable[Path]) -> Path | None:
    """The file of an object: a location outside of the root is told from the directory of its package.

    Args:
        obj: The object.
        root: What its location is relative to.
        files: All files that were read.
    """
    name = obj.location.file
    if (root / name).is_file():
        return (root / name).resolve()
    found = {file.resolve() for file in files if file.as_posix().endswith(f"/{name}")}
    return found.pop() if len(found) == 1 else None


def beside(path: PurePath, directory: PurePath) -> str:
    """A path as seen from a directory, with `/` on every system; empty where none leads there, as to another drive.

    Args:
        path: An absolute path without `..`.
        directory: The same of the directory.
    """
    common = next((one for one in (directory, *directory.parents) if path.is_relative_to(one)), None)
    if common is None:
        return ""
    up = [".." for _ in directory.relative_to(common).parts]
    return PurePosixPath(*up, *path.relative_to(common).parts).as_posix()


def stamp_of(file: Path) -> Stamp:
    """Size and times of a file or directory, which change with what is in it; `None` where there is nothing."""
    try:
        return stamp_from(file.stat())
    except (OSError, ValueError):
        return None


def stamp_from(found: os.stat_result) -> tuple[int, int, int]:
    """The same of what the system tells of a file or directory.

    The last of the times nobody can set. But it also changes with every environment that shares an installed file (uv
    links them all to one), so it does not count for files of several names.
    """
    changed = found.st_ctime_ns if found.st_nlink == 1 or S_ISDIR(found.st_mode) else 0
    return found.st_size, found.st_mtime_ns, changed


def files_beside(name: str, directory: Path | None) -> list[Path]:
    """README, change log and project file of a checkout; what was installed of them, of an installed package.

    Args:
        name: The package's name.
        directory: The directory that the package lies in.
    """
    if directory is None:
        return []
    files = [
        file for place in (directory, directory.parent) for pattern in _TEXTS for file in sorted(place.glob(pattern))
    ]
    files += sorted(directory.glob(f"{name}-*.dist-info/METADATA"))
    return [file for file in files if _is_readable(file)]


def _is_readable(file: Path) -> bool:
    try:
        return file.is_file() and file.stat().st_size <= _LARGEST
    except OSError:
        return False


def places_of(package: griffe.Object | None) -> list[str]:
    """The directories of a package, or the file of a module; none of what is not there."""
    found = [] if package is None else files_of(package)
    files = found if isinstance(found, list) else [found.parent if found.stem == "__init__" else found]
    return [str(file) for file in files]
