"""Where code stands: the file of an object, which not every module has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import griffe

if TYPE_CHECKING:
    from pathlib import Path


def files_of(obj: griffe.Object) -> Path | list[Path]:
    """The file of an object, or the directories of a namespace package.

    None for what is built into Python or made by a Griffe extension.
    """
    try:
        return obj.filepath
    except griffe.BuiltinModuleError:
        return []


def file_of(obj: griffe.Object) -> Path | None:
    """The file of an object, or the first directory of a namespace package; `None` where there is neither."""
    found = files_of(obj)
    return next(iter(found), None) if isinstance(found, list) else found
