"""Where the files of a project are shown and edited in a browser, as the site's own links to its pages tell."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from aidoc_core.answers.reviewed_files import file_of
from aidoc_core.code.files import beside
from aidoc_core.code.objects import Location

if TYPE_CHECKING:
    from aidoc_core.build.places import Places
    from aidoc_core.render.pieces import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository on a host such as GitHub, GitLab or Bitbucket.

    Attributes:
        address: Where a file is edited, up to the branch, e.g. `https://github.com/me/project/edit/main`.
        directory: Which directory of the repository `root` is; empty for its top.
        root: The directory that places in the code are relative to.
        places: Finds the files of the code; of those outside of `root` a place tells the last names only.
        reviewed: The directory of reviewed files.
    """

    address: str
    directory: str = ""
    root: Path
    places: Places
    reviewed: Path

    def source(self, place: Place) -> str:
        """The address of a line of the source; empty if the file is not the project's."""
        file, _, line = place.place.rpartition(":")
        file, line = (file, line) if line.isdigit() else (place.place, "")
        found = self.places.file(Location(file=file))
        address = self._address(beside(found, self.root.resolve())) if found else ""
        if "/src/" in self.address and "/edit/" not in self.address:  # Bitbucket
            return f"{address}#lines-{line}" if address and line else address
        shown = address.replace("/edit/", "/blob/", 1)
        return f"{shown}#L{line}" if shown and line else shown

    def entry(self, module: str) -> str:
        """The address at which the reviewed file of a module is edited; empty if it lies elsewhere."""
        return self._address(beside(_absolute(file_of(self.reviewed, module)), _absolute(self.root)))

    def _address(self, file: str) -> str:
        path = posixpath.normpath(posixpath.join(self.directory, file))
        foreign = not file or path.startswith(("/", "../")) or "site-packages" in path.split("/")
        return "" if foreign else f"{self.address}/{quote(path)}"


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - links stay
