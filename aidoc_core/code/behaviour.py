"""What a function's body does, as far as its code tells: returns, yields, raises."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from aidoc_core.code.source import is_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """What a function's own body does, nested functions left out.

    Attributes:
        returns: A `return` with a value other than `None`.
        yields: A `yield` or `yield from`.
        raises: Names after `raise`, the last part of each, in order, once each; `NotImplementedError` left out.
        stub: The body does nothing: `...`, `pass`, a docstring, or `raise NotImplementedError`.
    """

    returns: bool = False
    yields: bool = False
    raises: tuple[str, ...] = ()
    stub: bool = False


def behaviour(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Behaviour:
    """Read a function's own body."""
    returns = yields = False
    raises: list[str] = []
    todo: list[ast.AST] = list(reversed(node.body))
    while todo:
        child = todo.pop()
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        if isinstance(child, ast.Return):
            empty = isinstance(child.value, ast.Constant) and child.value.value is None
            returns = returns or (child.value is not None and not empty)
        elif isinstance(child, ast.Yield | ast.YieldFrom):
            yields = True
        elif isinstance(child, ast.Raise) and (name := _raised(child)) and name not in raises:
            raises.append(name)
        todo.extend(reversed(list(ast.iter_child_nodes(child))))
    return Behaviour(
        returns=returns, yields=yields, raises=tuple(raises), stub=all(_does_nothing(s) for s in node.body)
    )


def _raised(node: ast.Raise) -> str:
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    name = raised.id if isinstance(raised, ast.Name) else raised.attr if isinstance(raised, ast.Attribute) else ""
    # A lower-case name is a variable that holds an exception (`raise error`): its class is not known here.
    return name if name[:1].isupper() and name != "NotImplementedError" else ""


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Pass) or is_text(statement):
        return True
    if isinstance(statement, ast.Raise):
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
