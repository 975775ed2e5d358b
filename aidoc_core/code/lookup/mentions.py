"""Every word that the authors of a package wrote: source, docstrings, README, project file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_WORD = re.compile(r"\w[\w.-]*")
_TEXTS = ("README*", "CHANGE*", "HISTORY*", "NEWS*", "pyproject.toml", "setup.cfg", "setup.py")
_LARGEST = 2_000_000
"""Bytes of a file beside the package that are worth reading."""


def mentions(sources: Iterable[str], name: str, directory: Path | None) -> frozenset[str]:
    """Words in lower case, those with dots and hyphens whole and in parts.

    Args:
        sources: The texts of the package's modules.
        name: The package's name.
        directory: The directory that the package lies in.
    """
    found: set[str] = set()
    for text in (*sources, *_texts(files_beside(name, directory))):
        for word in set(_WORD.findall(text.lower())):
            found.add(word.rstrip(".-"))
            if "." in word or "-" in word:
                found.update(word.replace("-", ".").split("."))
    return frozenset(found)


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


def _texts(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        try:
            yield file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
