"""What decides about the texts of all documents, looked at from outside: nothing is opened or loaded.

A small file beside Sphinx' own, so that a build in which nothing has changed need not look any further. It tells of
code, answers, options and releases, and of the commits in which reviewed files were approved. Not of the inventories of
other sites: links that Sphinx has made from them stay, too.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx

from aidoc_core.answers.files import DATABASE, YAML
from aidoc_core.build.libraries import IN_REPORT, installed
from aidoc_core.build.report_file import aidoc_version
from aidoc_core.code.files import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from aidoc_core.settings import Settings

_NAME = "aidoc.stamp"
_KEPT = (*(Path(f"{DATABASE}{end}").suffix for end in ("", "-wal")), *YAML)
"""Ends of files that answers come from, or of which it is told that none do."""
_LIBRARIES = ("griffe", *IN_REPORT)


class Stamp:
    """The stamp of a project, for one build.

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

    def fits(self, files: Iterable[str], report: Path | None = None) -> bool:
        """Whether everything is as the last build left it.

        Args:
            files: The source files that it had read.
            report: The report that it had written, where that has to be there as well.
        """
        if not self.exists():
            return False
        found = self._file.read_text(encoding="utf-8").split("\n")
        return found[0] == self._now(files) and (report is None or found[1:-1] == [_told(report)])

    def is_stale(self) -> bool:
        """Whether the report would be another one though no file has changed: other commits, other releases."""
        return self.exists() and self._file.read_text(encoding="utf-8").split("\n")[-1] != _digest(self._around)

    def write(self, files: Iterable[str], report: Path, *, began: int) -> None:
        """Remember how everything is now, unless that is known already.

        Args:
            files: The source files that the build has read.
            report: The report.
            began: When the build began, in nanoseconds: of a file that changed since, nobody knows what was read.
        """
        files = list(files)
        if self.fits(files, report):
            return
        read_whole = all(path.stat().st_mtime_ns < began for path in map(Path, files) if path.is_file())
        self._file.parent.mkdir(parents=True, exist_ok=True)
        lines = (self._now(files) if read_whole else "", _told(report), _digest(self._around))
        self._file.write_text("\n".join(lines), encoding="utf-8")

    def remove(self) -> None:
        """Forget it: this build is one without aidoc."""
        self._file.unlink(missing_ok=True)

    def _now(self, files: Iterable[str]) -> str:
        paths = [Path(file) for file in files]
        for directory in (self._settings.cache_dir, self._settings.reviewed_dir):
            found = self._settings.where(directory, self._root).glob("*")
            paths += sorted(path for path in found if path.suffix in _KEPT)
        return _digest("\n".join([repr(self._settings), self._around, *map(_told, paths)]))

    @cached_property
    def _around(self) -> str:
        """What stands in no file of the project; looked at once, before anything is read."""
        releases = (aidoc_version(), sphinx.__version__, sys.version, installed(_LIBRARIES))
        reviewed = self._settings.where_reviewed(self._root)
        if not any(file.suffix in YAML for file in reviewed.glob("*")):
            return repr(releases)
        from aidoc_core.build.commit import commit_of  # noqa: PLC0415 - where there is anything to approve
        from aidoc_core.code.history import telling, top_of  # noqa: PLC0415

        top = top_of(reviewed.resolve())
        return repr((releases, commit_of(reviewed), top and telling(top)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _told(path: Path) -> str:
    """A file as it is told from outside."""
    return f"{path} {stamp_of(path)}"
