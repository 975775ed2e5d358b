"""What decides about the texts of all documents, looked at from outside: nothing is opened or loaded.

A small file beside Sphinx' own, so that a build in which nothing has changed need not look any further.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx

from aidoc_core.build.report_file import aidoc_version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from aidoc_core.settings import Settings

_NAME = "aidoc.stamp"


class Stamp:
    """The stamp of a project.

    Args:
        app: Sphinx.
        settings: aidoc's options.
    """

    def __init__(self, app: Sphinx, settings: Settings) -> None:
        self._file = Path(app.doctreedir) / _NAME
        self._root = Path(app.confdir).resolve()
        self._settings = settings

    def exists(self) -> bool:
        """Whether the last build was one with aidoc."""
        return self._file.is_file()

    def fits(self, files: Iterable[str]) -> bool:
        """Whether everything is as the last build left it.

        Args:
            files: The source files that it had read.
        """
        return self.exists() and self._file.read_text(encoding="utf-8") == self._now(files)

    def write(self, files: Iterable[str]) -> None:
        """Remember how everything is now, unless that is known already."""
        if not self.fits(files := list(files)):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(self._now(files), encoding="utf-8")

    def remove(self) -> None:
        """Forget it: this build is one without aidoc."""
        self._file.unlink(missing_ok=True)

    def _now(self, files: Iterable[str]) -> str:
        paths = [Path(file) for file in files]
        for directory in (self._settings.cache_dir, self._settings.reviewed_dir):
            found = self._settings.where(directory, self._root).glob("*")
            paths += sorted(path for path in found if path.suffix in (".db", ".yml"))
        parts = [repr(self._settings), aidoc_version(), sphinx.__version__]
        for path in paths:
            try:
                info = path.stat()
            except OSError:
                parts.append(f"{path} -")
            else:
                parts.append(f"{path} {info.st_size} {info.st_mtime_ns}")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
