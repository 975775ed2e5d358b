"""What code writes out and assigns: which names get a value, and what that is where it is the same all the time."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterator


def as_written(test: ast.expr) -> str:
    """A condition as code; empty where it is nested too deeply, as machines write it: a chain of a thousand calls."""
    try:
        return ast.unparse(test)
    except (RecursionError, ValueError):
        return ""  # Python below 3.12 cannot write every f-string that it reads


_DEEPEST, _LARGEST = 40, 1000


def is_plain(test: ast.expr) -> bool:
    """Whether a test is no deeper or larger than people write: nothing is tried of what a machine has written."""
    level: list[ast.AST] = [test]
    size = 0
    for _ in range(_DEEPEST):
        size += len(level)
        level = [child for one in level for child in ast.iter_child_nodes(one)]
        if not level:
            return size <= _LARGEST
    return False


def names_bound(*nodes: ast.AST) -> set[str]:
    """The names that get a value in some code; parameters are none."""
    return {name for node in nodes for one in ast.walk(node) for name in binds(one)}


def binds(node: ast.AST) -> Iterator[str]:
    """The names that a node gives a value: a target, a capture of `case`, `except ... as name`, an import."""
    match node:
        case ast.Name(id=name) if is_stored(node):
            yield name
        case (
            ast.MatchAs(name=str(name))
            | ast.MatchStar(name=str(name))
            | ast.MatchMapping(rest=str(name))
            | ast.ExceptHandler(name=str(name))
            | ast.FunctionDef(name=name)
            | ast.AsyncFunctionDef(name=name)
            | ast.ClassDef(name=name)
        ):
            yield name
        case ast.alias(name=name, asname=other):
            yield other or name.partition(".")[0]


def is_stored(node: ast.Name) -> bool:
    """Whether a name is bound here, or deleted."""
    return not isinstance(node.ctx, ast.Load)


def once_assigned(function: ast.AST) -> dict[str, ast.expr]:
    """What locals are assigned that have one value all the time; none of what a loop, a parameter or `with` binds."""
    nodes = [*ast.walk(function)]
    bound = Counter(name for node in nodes for name in binds(node))
    arguments = {node.arg for node in nodes if isinstance(node, ast.arg)}
    found: dict[str, ast.expr] = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if bound[name] == 1 and name not in arguments:
                if not isinstance(value, ast.Await | ast.Yield | ast.YieldFrom) and not _is_filled(value):
                    found[name] = value
    return found


_FILLED = frozenset({"list()", "dict()", "set()", "[]", "{}"})


def _is_filled(value: ast.expr) -> bool:
    """Whether it is an empty container, which nobody makes but to fill it; or too much to put anywhere."""
    return not is_plain(value) or ast.unparse(value) in _FILLED


def constants(function: ast.AST, module: griffe.Module) -> dict[str, ast.expr]:
    """What is written out as the value of names of a module that a function reads: `MODES = ("r", "w")`.

    Args:
        function: The function.
        module: Its module.
    """
    found: dict[str, ast.expr] = {}
    nodes = [*ast.walk(function)]
    own = {name for node in nodes for name in binds(node)} | {node.arg for node in nodes if isinstance(node, ast.arg)}
    for name in {node.id for node in nodes if isinstance(node, ast.Name)} - own:
        member = module.members.get(name)
        if not isinstance(member, griffe.Attribute) or member.value is None or not name.isupper():
            continue
        try:
            value = parse(str(member.value), mode="eval").body
        except (SyntaxError, ValueError, RecursionError):
            continue
        if is_written_out(value) and is_plain(value):
            found[name] = value
    return found


def is_written_out(node: ast.expr) -> bool:
    """Whether a value is a literal, or a collection of them."""
    match node:
        case ast.Constant() | ast.UnaryOp(operand=ast.Constant()):
            return True
        case ast.Tuple(elts=elts) | ast.List(elts=elts) | ast.Set(elts=elts):
            return all(map(is_written_out, elts))
        case ast.Dict(keys=keys):
            return all(one is not None and is_written_out(one) for one in keys)
        case ast.Call(func=ast.Name(id="frozenset" | "set" | "tuple" | "list"), args=[inner], keywords=[]):
            return is_written_out(inner)
    return False
