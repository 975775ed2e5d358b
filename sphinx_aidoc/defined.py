"""Which of several definitions autodoc shows, told by the live objects: of one name, the last in a file need not be it.

Griffe keeps the last definition of a name, whatever condition it stands under. Where the code that runs is another,
the module is read again without what comes after that, and the object is put in the place of the wrong one.
"""

from __future__ import annotations

import ast
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.files import files_of
from aidoc_core.code.source import Definition, SourceFile, first_line
from sphinx_aidoc.last import are_last

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_aidoc.live import Live


def choose(module: griffe.Module, live: Live, extensions: griffe.Extensions) -> bool:
    """Put the definitions that are live in the place of others of the same name.

    Args:
        module: A module that has been imported.
        live: The objects at run time.
        extensions: Griffe's extensions, as the module was read with.

    Returns:
        Whether there are any.
    """
    where = files_of(module)
    if not isinstance(where, Path) or where.suffix != ".py" or are_last(members(module), module, where, live):
        return False
    file = SourceFile.read(where)
    wrong = others(module, live, where, file)
    if wrong:
        code = _without_later(file.lines, wrong.values())
        again = visit_again(module, code, extensions)
        for path in sorted(wrong, key=lambda path: path.count(".")):
            put(module, again, path.split("."))
    return bool(wrong)


def others(module: griffe.Module, live: Live, where: Path, file: SourceFile) -> dict[str, Definition]:
    """The definitions that are live where Griffe has others of the same name, by their paths inside of the module.

    Args:
        module: A module that has been imported.
        live: The objects at run time.
        where: Its file.
        file: What stands in it.
    """
    nodes: dict[str, list[Definition]] = {}
    for (line, name), node in file.nodes.items():
        if isinstance(node, Definition) and line == first_line(node):
            nodes.setdefault(name, []).append(node)
    several = {name: found for name, found in nodes.items() if len(found) > 1}
    return {
        name: hit
        for name, obj in members(module)
        if obj.name in nodes
        and (several.get(obj.name) or obj.is_alias or obj.is_attribute)  # assigned anew: `f = wrapped(f)`
        and (hit := _live_node(f"{module.path}.{name}", nodes[obj.name], live, where)) is not None
        and (obj.is_alias or file.nodes.get((obj.lineno or 0, obj.name)) is not hit)
    }


def visit_again(module: griffe.Module, code: str, extensions: griffe.Extensions) -> griffe.Module:
    """A module as Griffe reads it from other code."""
    return griffe.visit(
        module.name,
        filepath=module.filepath,  # type: ignore[arg-type] # a file, as its code is
        code=code,
        extensions=extensions,
        parent=module.parent if isinstance(module.parent, griffe.Module) else None,
        lines_collection=module.lines_collection,
        modules_collection=module.modules_collection,
    )


def members(module: griffe.Module) -> Iterator[tuple[str, griffe.Object | griffe.Alias]]:
    """What a module and its classes define, by its path inside of the module; the outer ones first."""
    waiting: list[tuple[str, griffe.Object]] = [("", module)]
    while waiting:
        prefix, owner = waiting.pop(0)
        for name, member in owner.members.items():
            if not isinstance(member, griffe.Module):
                yield prefix + name, member
            if isinstance(member, griffe.Class):
                waiting.append((f"{prefix}{name}.", member))


def _live_node(path: str, candidates: list[Definition], live: Live, file: Path) -> Definition | None:
    """The definition that made a live object; `None` where that cannot be told."""
    found = live.find(path)
    if found is None or found.inherited:  # what a base defines is no definition of the class
        return None
    if isinstance(found.obj, type):
        classes = [node for node in candidates if isinstance(node, ast.ClassDef)]
        lines = code_lines(found.obj, file)
        hits = [node for node in classes if any(_around(node, line) for line in lines)]
        if not lines and len(classes) > 1:
            hits = [node for node in classes if _fields(node) and _fields(node) <= _own_names(found.obj)]
        return hits[-1] if len(hits) == 1 or (lines and hits) else None
    place = found.place
    if place is None or not same_file(place[0], file):
        return None
    return next((node for node in candidates if first_line(node) == place[1]), None)


def _around(node: ast.stmt, line: int) -> bool:
    return first_line(node) < line <= (node.end_lineno or 0)


def code_lines(cls: type, file: Path) -> list[int]:
    """First lines of the functions that a class body defines."""
    functions = [getattr(member, "__func__", getattr(member, "fget", member)) for member in vars(cls).values()]
    return [
        function.__code__.co_firstlineno
        for function in functions
        if isinstance(function, FunctionType)
        and function.__qualname__.startswith(f"{cls.__qualname__}.")
        and same_file(function.__code__.co_filename, file)
    ]


def _own_names(cls: type) -> set[str]:
    return {*vars(cls), *vars(cls).get("__annotations__", {})}


def _fields(node: ast.ClassDef) -> set[str]:
    """Names that a class body assigns."""
    names: set[str] = set()
    for one in node.body:
        targets = one.targets if isinstance(one, ast.Assign) else [one.target] if isinstance(one, ast.AnnAssign) else []
        names.update(target.id for target in targets if isinstance(target, ast.Name))
    return names


def same_file(name: str, file: Path) -> bool:
    """Whether the name that code has of its file means a file."""
    return name == str(file) or Path(name).resolve() == file.resolve()


def _without_later(lines: list[str], hits: Iterable[Definition]) -> str:
    """The code without what gives the name of a definition again, further down in the same scope."""
    rows = list(lines)
    tree = ast.parse("\n".join(lines))
    wanted = {(first_line(hit), hit.name) for hit in hits}
    for scope in _scopes(tree):
        for line, name in wanted & {(first_line(node), name) for node in scope for name in _given(node)}:
            for node in scope:
                if first_line(node) > line and name in _given(node) and not _belongs(node, name):
                    blank(rows, node)
    return "\n".join(rows)


def _scopes(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    """The statements of a module and of each class in it, those under conditions included."""
    owners: list[ast.Module | ast.ClassDef] = [tree]
    while owners:
        scope: list[ast.stmt] = []
        waiting: list[ast.AST] = list(owners.pop().body)
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, ast.stmt):
                scope.append(node)
            if isinstance(node, ast.ClassDef):
                owners.append(node)
            elif not isinstance(node, Definition):
                for field in ("body", "handlers", "orelse", "finalbody", "cases"):
                    waiting += getattr(node, field, [])
        yield scope


def _given(node: ast.stmt) -> list[str]:
    """The names that a definition, an assignment or an import gives."""
    if isinstance(node, Definition):
        return [node.name]
    if isinstance(node, ast.Assign):
        parts = [part for target in node.targets for part in ast.walk(target)]
        return [part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)]
    if isinstance(node, ast.ImportFrom):
        return [one.asname or one.name for one in node.names]
    return []


def _belongs(node: ast.stmt, name: str) -> bool:
    """Whether it adds to what has the name: a setter, a registered implementation."""
    decorators = getattr(node, "decorator_list", [])
    return any(ast.unparse(decorator).startswith(f"{name}.") for decorator in decorators)


def blank(rows: list[str], node: ast.stmt) -> None:
    """Take a statement out of some code, all other lines staying where they are."""
    first, end = first_line(node), node.end_lineno or node.lineno
    indent = rows[first - 1][: len(rows[first - 1]) - len(rows[first - 1].lstrip())]
    rows[first - 1 : end] = [f"{indent}pass", *[""] * (end - first)]


def put(module: griffe.Module, again: griffe.Module, parts: list[str]) -> None:
    """Put an object into the tree; where its kind allows it, aliases of the one before stay good."""
    old: Any = module
    new: Any = again
    for part in parts:
        above, old, new = old, old.members.get(part), new.members.get(part)
        if old is None or new is None or new.is_alias:  # nothing is known of what is not there
            return
    if type(old) is not type(new):
        above.set_member(parts[-1], new)
        return
    parent = old.parent
    vars(old).update({name: value for name, value in vars(new).items() if name != "parent"})
    old.parent = parent
    for member in getattr(old, "members", {}).values():
        member.parent = old
