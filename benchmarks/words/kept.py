"""What earlier runs have measured of the same code: a run goes on where the last one ended, and its table has all.

A row is kept under the digest of everything that it comes from: the plugins, the benchmark, the local Azure, and the
versions of all that is installed. What could not be built is not kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ROOT = Path(__file__).parents[2]
_CODE = ("aidoc_core", "mkdocs_aidoc", "sphinx_aidoc", "benchmarks", "tests/azure", "tests/keeping.py")


class Kept:
    """The rows of one state of the code.

    Args:
        directory: Where the rows of all states are.
        state: The state; that of this checkout by default.
        also: Directories of the checkout, and files, that rows come from beside the usual ones.
    """

    def __init__(self, directory: Path, state: str | None = None, *, also: Sequence[str] = ()) -> None:
        self._file = directory / f"{state or digest(_sources((*_CODE, *also)), _installed())}.jsonl"

    def read(self) -> dict[str, tuple[dict[str, Any], list[str]]]:
        """The rows by their names, each with what is wrong."""
        if not self._file.is_file():
            return {}
        return {name: (row, wrong) for name, row, wrong in map(json.loads, self._file.read_text("utf-8").splitlines())}

    def add(self, name: str, row: dict[str, Any], wrong: list[str]) -> None:
        """Keep a row at once: whatever ends the run, it is not lost."""
        if "not_run" in row or "not_built" in row:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps([name, row, wrong])}\n")


def digest(files: Iterable[Path], installed: Iterable[str]) -> str:
    """A number for the contents of some files and the names of what is installed."""
    found = hashlib.sha256(sys.version.encode())
    for file in files:
        found.update(b"%d:" % file.stat().st_size)
        found.update(file.read_bytes())
    for one in installed:
        found.update(f"{one}\n".encode())
    return found.hexdigest()[:16]


def _sources(places: Sequence[str]) -> Iterator[Path]:
    for top in places:
        if (_ROOT / top).is_file():
            yield _ROOT / top
        for directory, inner, names in os.walk(_ROOT / top):
            inner[:] = sorted(name for name in inner if name not in ("work", "__pycache__"))
            yield from (Path(directory, name) for name in sorted(names) if name.endswith((".py", ".txt", ".yml")))


def _installed() -> list[str]:
    return sorted({f"{one.name}=={one.version}" for one in distributions()})
