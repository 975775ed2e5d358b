"""Docstrings whose code changed after them: what the code was when a docstring was last touched, against what it is.

Formatting, comments and annotations are no change. Modules are left out: their code changes with each of their members.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from aidoc_core.code.canonical import dump
from aidoc_core.code.drift_changes import changed, docstring_of, last_name, rank
from aidoc_core.code.history import HistoryError
from aidoc_core.code.lookup import own_of
from aidoc_core.code.parsing import parse
from aidoc_core.code.source import Definition, header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aidoc_core.code.drift_changes import Severity
    from aidoc_core.code.history import Commit, History
    from aidoc_core.code.objects import ApiObject

_BROKEN = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A docstring that is older than its code.

    Attributes:
        path: The object.
        line: The first line of its docstring.
        severity: How likely it is that the docstring is wrong now.
        changed: What changed after it, in words.
        commit: The one that last touched the docstring.
        before: The object as its code was then.
        after: The object as its code is now, read in the same way.
    """

    path: str
    line: int
    severity: Severity
    changed: tuple[str, ...]
    commit: Commit
    before: ApiObject
    after: ApiObject

    @property
    def message(self) -> str:
        """One line for the user."""
        return f"the docstring is of {self.commit.date} ({self.commit.name[:9]}); since then {', '.join(self.changed)}"


def find_drift(file: Path, objects: Iterable[ApiObject], history: History) -> list[Drift]:
    """Find the docstrings of a file whose code changed after them.

    Args:
        file: The file that defines the objects.
        objects: Those with a hand-written docstring count.
        history: Of the repository that the file is in.

    Raises:
        HistoryError: git knows nothing of the file.
    """
    try:
        now = _File(file.read_bytes())
    except (*_BROKEN, OSError):  # told where objects are collected
        return []
    lines = history.lines(file)
    at_commit = cache(lambda name, path: _File.at(history, name, path))
    found = []
    for obj in objects:
        node = now.last(obj.qualname)
        docstring = None if node is None else docstring_of(node)
        if node is None or docstring is None or not obj.human:
            continue
        touched = lines[docstring.lineno - 1 : docstring.end_lineno]
        if not touched or any(not commit.name for commit in touched):  # somebody is at it
            continue
        commit = history.last(touched)
        before = at_commit(commit.name, commit.file)
        olds = before.all(obj.qualname, ast.get_docstring(node)) if before else []
        changes = [(old, *changed(old, node, before=before.imports, now=now.imports)) for old in olds if before]
        old, severity, told = min(changes, key=lambda one: rank(one[1]), default=(node, None, []))
        if severity is not None:
            found.append(
                Drift(
                    path=obj.path,
                    line=docstring.lineno,
                    severity=severity,
                    changed=tuple(told),
                    commit=commit,
                    before=_with_code(obj, old),
                    after=_with_code(obj, node),
                )
            )
    return found


def _with_code(obj: ApiObject, node: Definition) -> ApiObject:
    """An object with the code of a definition."""
    is_class = isinstance(node, ast.ClassDef)
    return replace(
        obj,
        signature=header(node),
        raises=() if isinstance(node, ast.ClassDef) else tuple(own_of(node).raised),
        decorators=tuple(ast.unparse(one) for one in node.decorator_list),
        source="" if is_class else ast.unparse(node),
        code="" if is_class else dump(node),
    )


class _File:
    """The definitions and imports of a file at one time."""

    def __init__(self, source: bytes) -> None:
        tree = parse(source)
        self._nodes: dict[str, list[Definition]] = {}
        self.imports: dict[str, str] = dict(_imports(tree))
        for name, node in _definitions(tree, ""):
            self._nodes.setdefault(name, []).append(node)

    @classmethod
    def at(cls, history: History, commit: str, file: str) -> _File | None:
        try:
            return cls(history.text_at(commit, file))
        except (*_BROKEN, HistoryError):
            return None

    def last(self, name: str) -> Definition | None:
        return self._nodes[name][-1] if name in self._nodes else None

    def all(self, name: str, docstring: str | None) -> list[Definition]:
        """What a name stood for; else what had the docstring, which has another name now."""
        if name in self._nodes:
            return self._nodes[name]
        return [node for nodes in self._nodes.values() for node in nodes if ast.get_docstring(node) == docstring]


def _definitions(parent: ast.AST, prefix: str) -> Iterator[tuple[str, Definition]]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, Definition):
            if not _is_beside(node):
                yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _definitions(node, f"{prefix}{node.name}.")
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            yield from _definitions(node, prefix)


def _is_beside(node: Definition) -> bool:
    """Whether another definition of that name has the docstring: of an overload, a setter."""
    last = {last_name(decorator) for decorator in node.decorator_list}
    return bool(last & {"overload", "setter", "deleter"})


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (
                    alias.asname or alias.name.partition(".")[0],
                    alias.name if alias.asname else alias.name.partition(".")[0],
                )
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, f"{'.' * node.level}{node.module or ''}.{alias.name}"
