"""Docstrings whose code changed after them: what the code was when a docstring was last touched, against what it is.

Formatting, comments and annotations are no change. Modules are left out: their code changes with each of their members.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from aidoc_core.code.history import HistoryError
from aidoc_core.code.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aidoc_core.code.history import Commit, History
    from aidoc_core.code.objects import ApiObject

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
"""As docvet has them: the signature, the body, and imports that it uses."""

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Definition = _Function | ast.ClassDef
_BROKEN = (SyntaxError, ValueError, RecursionError, MemoryError)
_SHAPING = ("property", "classmethod", "staticmethod", "cached_property", "contextmanager", "asynccontextmanager")
"""Decorators that change how an object is used, and so what is to be said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A docstring that is older than its code.

    Attributes:
        path: The object.
        line: The first line of its docstring.
        severity: How likely it is that the docstring is wrong now.
        changed: What changed after it, in words.
        commit: The one that last touched the docstring.
    """

    path: str
    line: int
    severity: Severity
    changed: tuple[str, ...]
    commit: Commit

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
        docstring = None if node is None else _docstring(node)
        if node is None or docstring is None or not obj.human:
            continue
        touched = lines[docstring.lineno - 1 : docstring.end_lineno]
        if not touched or any(not commit.name for commit in touched):  # somebody is at it
            continue
        commit = max(touched, key=lambda one: one.time)
        before = at_commit(commit.name, commit.file)
        olds = before.all(obj.qualname, ast.get_docstring(node)) if before else []
        changes = [_changed(old, node, before, now) for old in olds if before]
        severity, changed = min(changes, key=lambda one: _rank(one[0]), default=(None, []))
        if severity is not None:
            found.append(
                Drift(path=obj.path, line=docstring.lineno, severity=severity, changed=tuple(changed), commit=commit)
            )
    return found


class _File:
    """The definitions and imports of a file at one time."""

    def __init__(self, source: bytes) -> None:
        tree = parse(source)
        self._nodes: dict[str, list[_Definition]] = {}
        self.imports: dict[str, str] = dict(_imports(tree))
        for name, node in _definitions(tree, ""):
            self._nodes.setdefault(name, []).append(node)

    @classmethod
    def at(cls, history: History, commit: str, file: str) -> _File | None:
        try:
            return cls(history.text_at(commit, file))
        except (*_BROKEN, HistoryError):
            return None

    def last(self, name: str) -> _Definition | None:
        return self._nodes[name][-1] if name in self._nodes else None

    def all(self, name: str, docstring: str | None) -> list[_Definition]:
        """What a name stood for; else what had the docstring, which has another name now."""
        if name in self._nodes:
            return self._nodes[name]
        return [node for nodes in self._nodes.values() for node in nodes if ast.get_docstring(node) == docstring]


def _definitions(parent: ast.AST, prefix: str) -> Iterator[tuple[str, _Definition]]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, _Definition):
            if not _is_beside(node):
                yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _definitions(node, f"{prefix}{node.name}.")
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            yield from _definitions(node, prefix)


def _is_beside(node: _Definition) -> bool:
    """Whether another definition of that name has the docstring: of an overload, a setter."""
    last = {_last_name(decorator) for decorator in node.decorator_list}
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


def _changed(old: _Definition, new: _Definition, before: _File, now: _File) -> tuple[Severity | None, list[str]]:
    told = list(_signature_changes(old, new))
    if told:
        return "high", told
    if _body(old) != _body(new):
        return "medium", ["its fields changed" if isinstance(new, ast.ClassDef) else "its body changed"]
    used = {node.id for node in ast.walk(new) if isinstance(node, ast.Name)}
    moved = [
        name for name in sorted(used) if name in before.imports and now.imports.get(name, "") != before.imports[name]
    ]
    return ("low", [f"the import of `{name}` changed" for name in moved]) if moved else (None, [])


def _rank(severity: Severity | None) -> int:
    return 0 if severity is None else len(SEVERITIES) - SEVERITIES.index(severity)


def _signature_changes(old: _Definition, new: _Definition) -> Iterator[str]:
    if isinstance(old, ast.ClassDef) or isinstance(new, ast.ClassDef):
        yield from _class_changes(old, new)
        return
    was, is_now = dict(_parameters(old)), dict(_parameters(new))
    yield from (f"parameter `{name}` was removed" for name in was if name not in is_now)
    yield from (f"parameter `{name}` was added" for name in is_now if name not in was)
    for name in was.keys() & is_now.keys():
        if was[name][1] != is_now[name][1]:
            default = is_now[name][1]
            yield f"the default of `{name}` is now {default}" if default else f"`{name}` has no default any more"
        if was[name][0] != is_now[name][0]:
            yield f"`{name}` is passed otherwise"
    if not was.keys() ^ is_now.keys() and list(was) != list(is_now):
        yield "the order of parameters changed"
    if isinstance(old, ast.AsyncFunctionDef) != isinstance(new, ast.AsyncFunctionDef):
        yield "it became async" if isinstance(new, ast.AsyncFunctionDef) else "it is async no more"
    shaped, shapes = _shaping(old), _shaping(new)
    yield from (f"`@{name}` was removed" for name in sorted(shaped - shapes))
    yield from (f"`@{name}` was added" for name in sorted(shapes - shaped))


def _class_changes(old: _Definition, new: _Definition) -> Iterator[str]:
    if not (isinstance(old, ast.ClassDef) and isinstance(new, ast.ClassDef)):
        yield "it became a class" if isinstance(new, ast.ClassDef) else "it is a class no more"
        return
    if _bases(old) != _bases(new):
        yield "its bases changed"
    was, is_now = _constructor(old), _constructor(new)
    if was is not None and is_now is not None:
        yield from (f"{change} (of `__init__`)" for change in _signature_changes(was, is_now))


def _bases(node: ast.ClassDef) -> list[str]:
    """The bases as names, without what only type checkers and old Pythons look at."""
    names = [_code(base.value if isinstance(base, ast.Subscript) else base) for base in node.bases]
    return [name for name in names if name.rpartition(".")[2] not in ("object", "Generic", "Protocol", "ABC")]


def _constructor(node: ast.ClassDef) -> _Function | None:
    return next((one for one in node.body if isinstance(one, _Function) and one.name == "__init__"), None)


def _parameters(node: _Function) -> Iterator[tuple[str, tuple[str, str]]]:
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(plain) - len(given.defaults)) + list(given.defaults)
    for place, (one, default) in enumerate(zip(plain, defaults, strict=True)):
        name = one.arg.removeprefix("__")  # how positional-only was written before Python 3.8
        is_positional = place < len(given.posonlyargs) or name != one.arg
        if place or name not in ("self", "cls"):
            yield name, ("positional" if is_positional else "plain", _code(default))
    for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        yield one.arg, ("keyword", _code(default))
    for star, name in ((given.vararg, "*"), (given.kwarg, "**")):
        if star is not None:
            yield name + star.arg, (name, "")


def _code(node: ast.expr | None) -> str:
    return "" if node is None else ast.unparse(node)


def _shaping(node: _Function) -> set[str]:
    return {name for decorator in node.decorator_list if (name := _last_name(decorator)) in _SHAPING}


def _last_name(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _body(node: _Definition) -> list[str]:
    """The statements of a definition without its docstring; of a class, without its methods and classes."""
    body = node.body[1:] if _docstring(node) is not None else node.body
    if isinstance(node, ast.ClassDef):
        body = [one for one in body if not isinstance(one, _Definition)]
    told = [_without_annotations(one) for one in body if not isinstance(one, ast.Pass)]
    return [one for one in told if one]


def _without_annotations(statement: ast.stmt) -> str:
    if isinstance(statement, ast.AnnAssign):
        value = "" if statement.value is None else ast.dump(statement.value)
        return f"{ast.dump(statement.target)} = {value}"
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        return f"{ast.dump(statement.targets[0])} = {ast.dump(statement.value)}"
    return ast.dump(statement)


def _docstring(node: _Definition) -> ast.Expr | None:
    first = node.body[0] if node.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return first
    return None
