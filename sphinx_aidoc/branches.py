"""Which definitions sphinx-autoapi shows: of a compound statement, what it comes to first, and nothing else of it.

Of an assignment to several names it shows none. The same rule as in its `Parser.parse`. It runs no code, so the branch
that is live plays no part.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.code.files import files_of
from aidoc_core.code.source import Definition, SourceFile
from sphinx_aidoc.defined import blank, members, put, visit_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import griffe

_PLAIN = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign


def choose_first(module: griffe.Module, extensions: griffe.Extensions) -> frozenset[str]:
    """Put the definitions that sphinx-autoapi shows in the place of others of the same name.

    Args:
        module: A module as Griffe reads it: of one name, the last definition.
        extensions: Griffe's extensions, as the module was read with.

    Returns:
        Paths of what it does not show at all.
    """
    where = files_of(module)
    if not isinstance(where, Path) or where.suffix != ".py":
        return frozenset()
    file = SourceFile.read(where)
    left_out = list(_left_out(ast.parse("\n".join(file.lines)).body)) if file.nodes else []
    if not left_out:
        return frozenset()
    rows = list(file.lines)
    for node in left_out:
        blank(rows, node)
    again = visit_again(module, "\n".join(rows), extensions)
    hidden = set()
    for path, _ in list(members(module)):
        old, new = _at(module, path), _at(again, path)
        if new is None or (new.is_alias and old is not None and not old.is_alias):
            hidden.add(f"{module.path}.{path}")
        elif old is not None and not new.is_alias and (old.is_alias or old.lineno != new.lineno):
            put(module, again, path.split("."))
    return frozenset(hidden)


def _left_out(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """What is defined and not shown, in a module and its classes."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _left_out(node.body)
        elif isinstance(node, ast.Assign) and not _counts(node):
            yield node
        elif not isinstance(node, _PLAIN):
            first = _first(node)
            for each in _defined(node):
                if each is not first:
                    yield each
                elif isinstance(each, ast.ClassDef):
                    yield from _left_out(each.body)


def _first(node: ast.AST) -> ast.stmt | None:
    if isinstance(node, _PLAIN):
        return node if _counts(node) else None
    if _is_main_guard(node):
        return None
    return next((found for child in ast.iter_child_nodes(node) if (found := _first(child)) is not None), None)


def _counts(node: ast.stmt) -> bool:
    """Whether a statement defines what could be shown: no setter, and no attribute of something else."""
    if isinstance(node, Definition):
        decorators = [ast.unparse(one) for one in node.decorator_list]
        return isinstance(node, ast.ClassDef) or not any(one.endswith(".setter") for one in decorators)
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return len(targets) == 1 and isinstance(targets[0], ast.Name)


def _is_main_guard(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Compare) and "__name__" in ast.unparse(node.test)


def _defined(node: ast.AST) -> Iterator[ast.stmt]:
    """The definitions and assignments in a compound statement, those in compound statements inside of it included."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _PLAIN):
            yield child
        else:
            yield from _defined(child)


def _at(module: griffe.Module, path: str) -> griffe.Object | griffe.Alias | None:
    found: griffe.Object | griffe.Alias | None = module
    for name in path.split("."):
        if found is None or found.is_alias:
            return None
        found = found.members.get(name)
    return found
