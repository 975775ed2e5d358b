"""What options and marks in the source leave alone: nothing of it is shown beside the code of others."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.gaps import matches
from aidoc_core.code.source import first_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.code.lookup.package import Package
    from aidoc_core.code.source import SourceFile


def is_left_alone(package: Package, obj: griffe.Object, exclude: Sequence[str]) -> bool:
    """Whether an object is excluded, or the source marks it, or what it stands in, with `# aidoc: skip`.

    Args:
        package: The package.
        obj: An object of it.
        exclude: Patterns of paths, as the option has them.
    """
    if matches(obj.path, list(exclude)):
        return True
    file = package.file(obj) if package.is_marked(obj.module) else None  # most modules need no parsing
    if file is None and not exclude:
        return False
    if file is not None and file.skipped_whole():
        return True
    if any(is_left_alone(package, method, exclude) for method in _methods_that_set(obj)):
        return True
    inner: griffe.Object | None = obj
    while file is not None and inner is not None and not inner.is_module:
        if file.skips(inner.lineno or 0, file.nodes.get((inner.lineno or 0, inner.name))):
            return True
        inner = inner.parent
    return False


def _methods_that_set(obj: griffe.Object) -> Iterator[griffe.Function]:
    """The methods in which an attribute is set, such as `__init__`."""
    line, owner = obj.lineno, obj.parent
    if not obj.is_attribute or line is None or owner is None or not owner.is_class:
        return
    for method in owner.members.values():  # what is inherited is set elsewhere
        if isinstance(method, griffe.Function) and (method.lineno or 0) <= line <= (method.endlineno or 0):
            yield method


def lines_to_show(package: Package, module: griffe.Module, exclude: Sequence[str]) -> list[str]:
    """The lines of a module, empty where they belong to what is left alone.

    Args:
        package: The package.
        module: A module of it.
        exclude: Patterns of paths, as the option has them.
    """
    lines = package.lines(module)
    if matches(module.path, list(exclude)):
        return []
    if not exclude and not (lines and package.is_marked(module)):
        return lines  # most modules, which need no parsing
    file = package.file(module)
    if file.skipped_whole():
        return []
    shown = list(file.lines)
    for start, end in _spans(file, module.path, list(exclude)):
        shown[start - 1 : end] = [""] * (end - start + 1)
    return shown


def _spans(file: SourceFile, module: str, exclude: list[str]) -> Iterator[tuple[int, int]]:
    """First and last lines of the definitions that are left alone."""
    names: dict[ast.stmt, list[str]] = {}
    for (_, name), node in file.nodes.items():
        names.setdefault(node, []).append(name)
    around: list[tuple[int, str]] = []  # the definitions that a line stands in: where each ends, and its path
    for node in sorted(names, key=lambda node: (first_line(node), -(node.end_lineno or 0))):
        start, end = first_line(node), node.end_lineno or node.lineno
        while around and around[-1][0] < start:
            around.pop()
        outer = around[-1][1] if around else module
        paths = [f"{outer}.{name}" for name in names[node]]
        if file.skips(start, node) or any(matches(path, exclude) for path in paths):
            yield start, end
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            around.append((end, paths[0]))
