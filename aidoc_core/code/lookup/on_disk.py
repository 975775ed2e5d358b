"""What lies in the directories of a package beside the modules that Griffe has loaded."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.code.files import files_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import griffe

_SOURCES = (".py", ".pyi", ".pyx", ".pxd")


class OnDisk:
    """The directories of one package; each is listed once.

    Args:
        root: Its top module.
    """

    def __init__(self, root: griffe.Module) -> None:
        self._root = root
        self._listed: dict[Path, frozenset[str]] = {}

    @cached_property
    def unloaded(self) -> list[Path]:
        """Sources of the package that Griffe leaves out: Cython, stubs, directories without `__init__`."""
        path = files_of(self._root)
        if isinstance(path, list) or path.stem != "__init__":
            return []
        loaded = {str(file) for file in self._root.lines_collection.keys()}  # noqa: SIM118 - it is no dict
        found = (
            os.path.join(directory, name)  # noqa: PTH118 - a path less for each file of the package
            for directory, _, names in os.walk(path.parent)
            for name in names
            if name.endswith(_SOURCES)
        )
        return [Path(file) for file in sorted(found) if file not in loaded]

    def lies_beside(self, module: griffe.Object, name: str) -> bool:
        """Whether a module of a name lies in a package: compiled, or a directory without `__init__`."""
        path = files_of(module)
        if isinstance(path, list) or path.stem != "__init__":
            return False
        if path.parent not in self._listed:
            self._listed[path.parent] = frozenset(_names_in(path.parent))
        return name in self._listed[path.parent]

    def has_stub(self, module: griffe.Object) -> bool:
        """Whether a stub file lies beside a module: Griffe has merged it."""
        path = files_of(module)
        return not isinstance(path, list) and path.with_suffix(".pyi").is_file()

    def is_unread(self, module: str, directory: Path | None) -> bool:
        """Whether a module that is not loaded is there, compiled or broken.

        Args:
            module: Its path.
            directory: The directory that the package is found in.
        """
        if directory is None:
            return False
        file = directory.joinpath(*module.split("."))
        return file.with_suffix(".py").is_file() or any(
            other.suffix in (".so", ".pyd") for other in file.parent.glob(f"{file.name}.*")
        )


def _names_in(directory: Path) -> Iterator[str]:
    """The names of directories, and what stands before any dot in the names of files."""
    try:
        found = [(one.name, one.is_dir()) for one in directory.iterdir()]
    except OSError:
        return
    for file, is_directory in found:
        parts = file.split(".")
        yield from (".".join(parts[:end]) for end in range(1, len(parts)))
        if is_directory:
            yield file
