"""Large packages made of real ones: modules as people wrote them, many times over, under new names.

A copy holds the modules of two published packages, each second one without its docstrings. What they define at module
level has a name of its own in each copy, wherever it is used; names of methods and parameters come again, as in any
large project.
"""

from __future__ import annotations

import ast
import io
import re
import shutil
import tokenize
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.packages import package, strip

if TYPE_CHECKING:
    from pathlib import Path

TOP = "large"
SOURCES = {"click": "click==8.1.8", "attr": "attrs==25.3.0"}
"""The packages, by their import names."""
_QUOTED = re.compile(r"""(["'])([A-Za-z_]\w*)\1""")
_IMPORT = re.compile(rf"(?m)^([ \t]*from )({'|'.join(SOURCES)})(?=[ .])")
_HOLE = "\0"
"""Where the number of the copy goes: behind a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module, with holes for the number of the copy.

    Attributes:
        file: Where it lies in a copy.
        pieces: Its text, cut at the holes.
    """

    file: Path
    pieces: tuple[str, ...]

    def text(self, number: int) -> str:
        """The module of one copy."""
        return f"_{number:03}".join(self.pieces)


def write_copy(directory: Path, number: int) -> None:
    """Write one copy below a directory, into the package that all copies are part of.

    Args:
        directory: Where the package lies.
        number: Which copy.
    """
    place = directory / TOP / f"part{_suffix(number)}"
    for module in _modules():
        file = place / module.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(module.text(number), encoding="utf-8")
    for init in (place / "__init__.py", directory / TOP / "__init__.py"):
        init.write_text('"""A part of something large."""\n', encoding="utf-8")


def write_package(directory: Path, copies: int) -> None:
    """Write a package of some copies; what is there is removed."""
    shutil.rmtree(directory, ignore_errors=True)
    for number in range(copies):
        write_copy(directory, number)


def _suffix(number: int) -> str:
    return f"_{number:03}"


@cache
def _modules() -> tuple[Module, ...]:
    texts = {}
    for name, requirement in SOURCES.items():
        source = package(requirement)
        for file in sorted((source / name).rglob("*.py")):
            texts[file.relative_to(source)] = file.read_text(encoding="utf-8")
    names = frozenset(name for text in texts.values() for name in defined(text))
    return tuple(
        Module(file=file, pieces=tuple(with_holes(strip(text) if turn % 2 else text, names).split(_HOLE)))
        for turn, (file, text) in enumerate(texts.items())
    )


def defined(source: str) -> set[str]:
    """The functions and classes that a module defines at its top."""
    return {
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("__")
    }


def with_holes(source: str, names: frozenset[str]) -> str:
    """A module with a hole behind some names, in code and where they stand alone in quotes, not in other texts.

    Args:
        source: The module.
        names: Which.
    """
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    cuts = [0]
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        quoted = _QUOTED.fullmatch(token.string) if token.type == tokenize.STRING else None
        name = quoted[2] if quoted else token.string
        if name in names and (quoted or token.type == tokenize.NAME):
            row, column = token.end
            cuts.append(starts[row - 1] + column - bool(quoted))
    cuts.append(len(source))
    text = _HOLE.join(source[start:end] for start, end in pairwise(cuts))
    return _IMPORT.sub(rf"\1{TOP}.part{_HOLE}.\2", text)
