"""Where objects stand, for what looks at a whole repository: files as they are, and names below its top."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.code.objects import Location


class Places:
    """The files of a site's code.

    Args:
        root: What locations are relative to.
        search: Directories with packages, before Python's own: other locations are relative to one of these.
    """

    def __init__(self, root: Path, search: Iterable[str] = ()) -> None:
        self._root = root.resolve()
        self.top = next((place for place in (self._root, *self._root.parents) if (place / ".git").exists()), self._root)
        self._bases = [self._root, *map(Path, dict.fromkeys((*search, *sys.path)))]
        self._files: dict[str, Path | None] = {}

    def file(self, location: Location) -> Path | None:
        """The file that a location tells of; `None` where it is not there."""
        name = location.file
        if name not in self._files:
            found = (base / name for base in self._bases)
            self._files[name] = next((file.resolve() for file in found if file.is_file()), None)
        return self._files[name]

    def of(self, location: Location) -> dict[str, Any]:
        """The file, relative to the top of the repository where it is in it, and the line."""
        file = self.file(location)
        inside = file is not None and file.is_relative_to(self.top)
        name = file.relative_to(self.top).as_posix() if inside and file is not None else location.file
        return {"file": name, "line": location.line}

    def inside(self, where: str) -> dict[str, Any]:
        """The same of a place as problems name it, `FILE:LINE` or a file alone: nobody elsewhere has this directory."""
        name, _, line = where.rpartition(":")
        if not name or not line.isdecimal():
            name, line = where, "0"
        file = Path(name)
        inside = file.is_absolute() and file.is_relative_to(self.top)
        return {"file": file.relative_to(self.top).as_posix() if inside else name, "line": int(line)}
