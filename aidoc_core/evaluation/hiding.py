"""A copy of a package in which some docstrings are not there, nor what repeats them.

What is asked with an object (callees, models of style, overridden methods, calls in a README) and what its answer is
checked by is read from the copy, so nothing of a hidden text can come to the model by another way.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.code.decoding import source_text
from aidoc_core.code.files import files_beside, files_of
from aidoc_core.code.lookup.usages import project_root, usage_files
from aidoc_core.evaluation.removing import Hidden, even, without_docstrings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.lookup import Package

_PYTHON = (".py", ".pyi")
_TEXT = (*_PYTHON, ".pyx", ".pxd")
_COMPILED = (".so", ".pyd")
_LARGEST = 2_000_000
"""Bytes of a file beside the package; what is longer is read by nobody."""


@dataclass(slots=True)
class Copy:
    """Where a copy of packages goes.

    Attributes:
        root: An empty directory.
        places: The directories in it that packages lie in.
    """

    root: Path
    places: list[Path] = field(default_factory=list)

    def add(self, package: Package, hidden: Hidden) -> None:
        """Copy a package, and what its project says of it beside the code.

        Args:
            package: The package.
            hidden: What must not be seen.
        """
        directory = package.directory
        project = project_root(directory)
        inside = directory.relative_to(project) if directory is not None and project is not None else Path()
        top = self.root / package.name
        place = top / inside
        self.places.append(place)
        for file, name, module in _modules(package):
            target = place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix in _PYTHON:
                _copy_module(file, target, hidden, hidden.paths.get(module, frozenset()), module)
            elif file.suffix in _TEXT:
                shutil.copyfile(file, target)
            else:
                target.touch()  # that it is there is all that reading code wants of it
        for file in dict.fromkeys((*usage_files(directory), *files_beside(package.name, directory))):
            base = project if project is not None and file.is_relative_to(project) else directory
            if base is not None and file.is_relative_to(base):
                target = (top if base == project else place) / file.relative_to(base)
                target.parent.mkdir(parents=True, exist_ok=True)
                if not target.exists():
                    _copy_beside(file, target, hidden)


def _modules(package: Package) -> Iterator[tuple[Path, Path, str]]:
    """The files of a package, each with its place below the directory of the package, and its module."""
    found = files_of(package.root)
    if isinstance(found, Path) and found.stem != "__init__":
        for suffix in _PYTHON:
            if (file := found.with_suffix(suffix)).is_file():
                yield file, Path(file.name), package.name
        return
    for directory in found if isinstance(found, list) else [found.parent]:
        for file in sorted(directory.rglob("*")):
            if file.suffix not in (*_TEXT, *_COMPILED) or not file.is_file():
                continue
            inner = file.relative_to(directory)
            parts = (*inner.parent.parts, *([] if inner.stem == "__init__" else [inner.stem]))
            yield file, Path(package.name) / inner, ".".join((package.name, *parts))


def _copy_module(file: Path, target: Path, hidden: Hidden, paths: frozenset[str], module: str) -> None:
    try:
        text = source_text(file)
    except (OSError, SyntaxError, UnicodeDecodeError):
        text = ""
    seen = text if paths or hidden.quoted_in(text) else ""
    made = without_docstrings(seen, module, paths, hidden) if seen else None
    if made is None:
        shutil.copyfile(file, target)  # byte for byte, also what nobody can read
    else:
        target.write_text(made, encoding="utf-8")  # which is read first, whatever encoding it declares


def _copy_beside(file: Path, target: Path, hidden: Hidden) -> None:
    """A file beside the package, without the lines that stand in a hidden docstring too."""
    try:
        text = file.read_bytes()[:_LARGEST].decode("utf-8", "replace")
    except OSError:
        return
    phrases = hidden.quoted_in(text)  # once for all of it: few texts quote anything
    kept = (line for line in text.split("\n") if line.strip() not in hidden.lines and not _has(line, phrases))
    target.write_text("\n".join(kept), encoding="utf-8")


def _has(line: str, phrases: frozenset[str]) -> bool:
    plain = even(line) if phrases else ""
    return any(phrase in plain for phrase in phrases)
