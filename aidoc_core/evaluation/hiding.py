"""A copy of a package in which some docstrings are not there, nor what repeats them.

What is asked with an object (callees, models of style, overridden methods, calls in a README) and what its answer is
checked by is read from the copy, so nothing of a hidden text can come to the model by another way.
"""

from __future__ import annotations

import ast
import shutil
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.checks.words import words
from aidoc_core.code.decoding import source_text
from aidoc_core.code.files import files_of
from aidoc_core.code.lookup.mentions import files_beside
from aidoc_core.code.lookup.usages import project_root, usage_files
from aidoc_core.code.parsing import parse
from aidoc_core.code.source import is_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aidoc_core.code.lookup import Package
    from aidoc_core.code.objects import ApiObject

_PYTHON = (".py", ".pyi")
_TEXT = (*_PYTHON, ".pyx", ".pxd")
_COMPILED = (".so", ".pyd")
_LARGEST = 2_000_000
"""Bytes of a file beside the package; what is longer is read by nobody."""
_TELLING = 4
"""Words of a sentence that stands in two places because somebody has copied it."""
_QUOTED = 12
"""Characters of a line that does likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """What must not be seen.

    Attributes:
        paths: The objects whose docstrings are hidden, by the path of their module.
        sentences: The first sentences of these docstrings, white space evened out: a text that has one repeats it.
        lines: Their longer lines.
    """

    paths: Mapping[str, frozenset[str]]
    sentences: frozenset[str]
    lines: frozenset[str]

    @classmethod
    def of(cls, objects: Iterable[ApiObject]) -> Hidden:
        """What must not be seen of some objects."""
        objects = list(objects)
        paths: dict[str, set[str]] = defaultdict(set)
        for obj in objects:
            paths[obj.module].add(obj.path)
        texts = [obj.human for obj in objects]
        first = (even(text.strip().partition("\n\n")[0]) for text in texts)
        lines = (line.strip() for text in texts for line in text.splitlines())
        return cls(
            paths={module: frozenset(found) for module, found in paths.items()},
            sentences=frozenset(text for text in first if len(words(text)) >= _TELLING),
            lines=frozenset(line for line in lines if len(line) >= _QUOTED),
        )

    def repeated_in(self, text: str) -> bool:
        """Whether a text has any of the sentences."""
        plain = even(text)
        return any(sentence in plain for sentence in self.sentences)


def even(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())


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
    seen = text if paths or hidden.repeated_in(text) else ""
    made = without_docstrings(seen, module, paths, hidden) if seen else None
    if made is None:
        shutil.copyfile(file, target)  # byte for byte, also what nobody can read
    else:
        target.write_text(made, encoding="utf-8")  # which is read first, whatever encoding it declares


def without_docstrings(text: str, module: str, paths: frozenset[str], hidden: Hidden) -> str | None:
    """A module without the docstrings of some objects, and without those that repeat what must not be seen.

    Args:
        text: Its source.
        module: Its path.
        paths: The objects.
        hidden: What must not be seen.

    Returns:
        Its source, `pass` where a docstring was all of a body or of a line; `None` where it does not parse.
    """
    try:
        tree = parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    lines = text.encode().splitlines(keepends=True)  # columns count bytes
    gone = [
        (statement, only)
        for statement, owner, only in _docstrings(tree, module)
        if owner in paths or hidden.repeated_in(statement.value.value)  # type: ignore[attr-defined] # a bare text
    ]
    for statement, only in sorted(gone, key=lambda found: -found[0].lineno):
        start, end = statement.lineno - 1, (statement.end_lineno or statement.lineno) - 1
        head, tail = lines[start][: statement.col_offset], lines[end][statement.end_col_offset or 0 :]
        alone = not head.strip() and not tail.strip()
        lines[start : end + 1] = [] if alone and not only else [head + b"pass" + tail]
    return b"".join(lines).decode()


def _docstrings(scope: ast.AST, path: str) -> Iterator[tuple[ast.Expr, str, bool]]:
    """Every docstring, with the path of its object, and whether a body would be empty without it.

    Also the texts below assignments, in classes and modules and in what `__init__` sets.
    """
    todo: list[tuple[ast.AST, str]] = [(scope, path)]
    while todo:
        node, owner = todo.pop()
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            body = getattr(node, name, None)
            if not isinstance(body, list):
                continue
            before: ast.AST | None = node if name == "body" and _has_docstring(node) else None
            for statement in body:
                if isinstance(statement, ast.Expr) and is_text(statement) and before is not None:
                    yield statement, _named(before, owner), len(body) == 1 and not isinstance(node, ast.Module)
                before = statement if isinstance(statement, ast.Assign | ast.AnnAssign) else None
                inner = f"{owner}.{statement.name}" if _is_scope(statement) else owner
                todo.append((statement, inner))


def _has_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Module) or _is_scope(node)


def _is_scope(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)


def _named(before: ast.AST, owner: str) -> str:
    """The path of what a text stands below: a definition, or an assignment in it."""
    if not isinstance(before, ast.Assign | ast.AnnAssign):
        return owner
    target = before.targets[-1] if isinstance(before, ast.Assign) else before.target
    name = target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else ""
    return f"{owner.removesuffix('.__init__')}.{name}"


def _copy_beside(file: Path, target: Path, hidden: Hidden) -> None:
    """A file beside the package, without the lines that stand in a hidden docstring too."""
    try:
        text = file.read_bytes()[:_LARGEST].decode("utf-8", "replace")
    except OSError:
        return
    kept = (line for line in text.split("\n") if not _quotes(line, hidden))
    target.write_text("\n".join(kept), encoding="utf-8")


def _quotes(line: str, hidden: Hidden) -> bool:
    return line.strip() in hidden.lines or hidden.repeated_in(line)
