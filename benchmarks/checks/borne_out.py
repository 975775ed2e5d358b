"""What a person may say of a function since its code bears it out: no false alarm, whoever recognises it."""

from __future__ import annotations

import ast

_CLAIMS_BY_DECORATOR = {
    "property": "property",
    "contextmanager": "context manager",
    "classmethod": "class or static method",
    "staticmethod": "class or static method",
}
UNTOLD = frozenset(
    {
        "class or static method", "context manager", "coroutine, claimed", "coroutine, denied", "generator, claimed",
        "generator, denied", "never raises", "property", "returns a copy", "says nothing is returned",
        "says something is returned",
    }
)  # fmt: skip
"""Claims of the object itself, of which a function without a body tells nothing."""


def borne_out(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """The claims of the object itself that hold for a function, or may hold."""
    if _is_without_body(function):
        return UNTOLD
    nodes = [node for statement in function.body for node in ast.walk(statement)]
    yields = any(isinstance(node, ast.Yield | ast.YieldFrom) for node in nodes)
    given = [node.value for node in nodes if isinstance(node, ast.Return) and node.value is not None]
    gives = yields or any(not (isinstance(one, ast.Constant) and one.value is None) for one in given)
    is_itself = bool(given) and all(isinstance(one, ast.Name) and one.id == "self" for one in given)
    found = {
        "generator, claimed" if yields else "generator, denied",
        "coroutine, claimed" if isinstance(function, ast.AsyncFunctionDef) else "coroutine, denied",
        "says something is returned" if gives else "says nothing is returned",
        *(() if is_itself else ("returns a copy",)),
        *(() if any(isinstance(node, ast.Raise) for node in nodes) else ("never raises",)),
    }
    for decorator in function.decorator_list:
        written = ast.unparse(decorator).lower()
        found |= {claim for part, claim in _CLAIMS_BY_DECORATOR.items() if part in written}
    return frozenset(found)


def _is_without_body(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether there are only a docstring, `...`, `pass` and an error in it."""
    return all(
        isinstance(node, ast.Pass | ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in function.body
    )
