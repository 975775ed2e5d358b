"""Reading reviewed files: each once, and what is wrong with one, or with all of them, is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.answers.reviewed_faults import UNREADABLE, fault, remedy
from aidoc_core.answers.reviewed_files import fault_of, file_of, load, modules_in
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.answers.reviewed_value import ReviewedText


class Reading:
    """Reads the files of a directory, each when its module is asked for first.

    Args:
        directory: Where they are.
        problems: Where what is wrong goes.

    Attributes:
        unreadable: The modules whose file cannot be read.
    """

    def __init__(self, directory: Path, problems: list[Problem]) -> None:
        self._directory = directory
        self._problems = problems
        self._files: dict[str, dict[str, ReviewedText]] = {}
        self._told = False  # what is wrong with the directory
        self.unreadable: set[str] = set()

    def texts(self, module: str) -> dict[str, ReviewedText]:
        """What the file of a module says, by name; nothing if it is not there or cannot be read."""
        if module not in self._files:
            self._files[module] = self._load(module)
        return self._files[module]

    def read_all(self) -> None:
        """Read every file, so that all that is wrong is told."""
        if wrong := fault_of(self._directory):
            self._tell_all(*wrong)
            return
        for module in modules_in(self._directory):
            self.texts(module)

    def forget(self) -> None:
        """Read the files anew from now on."""
        self._files.clear()
        self.unreadable.clear()

    def _load(self, module: str) -> dict[str, ReviewedText]:
        path = file_of(self._directory, module)
        try:
            text = load(path)
            if not text and not path.exists():
                return {}
            from aidoc_core.answers.reviewed_file import read  # noqa: PLC0415 - most sites have no reviewed files

            return read(text, module)
        except UNREADABLE as error:
            self.unreadable.add(module)
            if isinstance(error, OSError) and (wrong := fault_of(self._directory)):
                self._tell_all(*wrong)
                return {}
            where, what = fault(path, error)
            do = remedy(error)
        message = f"Ignoring reviewed file: {what}. {do}; its objects have no answer until then."
        self._problems.append(Problem(kind="reviewed", message=message, where=where))
        return {}

    def _tell_all(self, what: str, do: str) -> None:
        if not self._told:
            message = f"Ignoring all reviewed files: {what}. {do}; no object has an answer until then."
            self._problems.append(Problem(kind="reviewed", message=message, where=str(self._directory)))
        self._told = True
