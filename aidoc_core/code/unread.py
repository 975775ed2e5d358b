"""What of the documented packages could not be read, and which of it was told: each problem once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.files import files_of
from aidoc_core.code.reading import left_out
from aidoc_core.code.unreadable import fault, unreadable
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path


class Unread:
    """The problems with sources that are read together.

    Args:
        root: Places in the code are told relative to this directory where possible.
        seconds: For one module.
    """

    def __init__(self, root: Path, seconds: float) -> None:
        self._root = root
        self._seconds = seconds
        self._files: set[Path] = set()
        self._checked: set[str] = set()
        self._problems: dict[Problem, bool] = {}  # each, and whether it has been handed out

    def __len__(self) -> int:
        return len(self._problems)

    def add(self, problem: Problem | None) -> None:
        """Tell a problem, if there is one."""
        if problem is not None:
            self._problems.setdefault(problem, False)

    def new(self) -> list[Problem]:
        """The problems since the last call."""
        new = [problem for problem, told in self._problems.items() if not told]
        self._problems = dict.fromkeys(self._problems, True)
        return new

    def left(self, file: Path, module: str, error: BaseException) -> None:
        """Tell of a module that was left out.

        Args:
            file: Its file.
            module: Its path.
            error: What ended it.
        """
        if file not in self._files:
            self._files.add(file)
            self.add(left_out(file, module, error, root=self._root, seconds=self._seconds))

    def failed(self, name: str, places: Path | list[Path], error: Exception) -> None:
        """Tell of a package of which nothing could be read.

        Args:
            name: Its name.
            places: Its file, or the directories of a namespace package.
            error: What ended it.
        """
        found = None if isinstance(places, list) else fault(places, name, self._root)
        message = f"{name} cannot be read ({type(error).__name__}), so nothing in it is documented."
        self.add(found or Problem(kind="source", message=message))

    def check(self, package: griffe.Object | None) -> None:
        """Tell which modules of a regular package Griffe could not read."""
        if not isinstance(package, griffe.Module) or package.path in self._checked or not package.is_init_module:
            return
        above = package.parent
        if above is None or isinstance(files_of(above), list):  # the topmost, or in a namespace package
            self._checked.add(package.path)
            for problem in unreadable(package, self._root):
                self.add(problem)
