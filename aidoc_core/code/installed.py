"""What is installed of all that reads and judges, told without importing it: a digest of files by sizes and times."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.code.files import stamp_from, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = frozenset({".py", ".pyi", ".pyx", ".pxd"})
"""Ends of files with code that reading may look at."""


class Digest:
    """A digest of values whose `repr` is the same in every process."""

    def __init__(self) -> None:
        self._total = hashlib.blake2b(digest_size=20)

    def add(self, *parts: object) -> None:
        """Add values."""
        self._total.update(repr(parts).encode("utf-8", "surrogatepass"))

    @property
    def hex(self) -> str:
        """What it comes to."""
        return self._total.hexdigest()


def reader_state() -> str:
    """A digest of what reads and judges: Python, the files of the core, and Griffe's."""
    return installed_state(Path(__file__).parents[1], _place("griffe"))


def _place(package: str) -> Path:
    """The directory of an installed package."""
    found = find_spec(package)
    return Path(found.origin).parent if found is not None and found.origin else Path(package)


@cache
def installed_state(*places: Path) -> str:
    """A digest of Python and of the modules below some directories, told by their sizes and times."""
    total = Digest()
    for place in places:
        total.add(sorted(_modules(str(place))) if place.is_dir() else _archive(place))
    total.add(sys.version, sys.platform)
    return total.hex


def _modules(directory: str) -> Iterator[tuple[str, int, int, int]]:
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield entry.path, *stamp_from(entry.stat())
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _modules(entry.path)


def _archive(place: Path) -> object:
    """The file that a package is imported from without being unpacked."""
    return next(((str(above), stamp_of(above)) for above in place.parents if above.is_file()), str(place))
