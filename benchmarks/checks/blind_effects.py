"""What the code of a function surely does beside its result: where a sentence about effects and kinds is true.

The rules say nothing of a function that does such a thing by way of another one.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.checks.blind_facts import Function, Values


def decorated(pattern: str) -> Callable[[Function], Values | None]:
    """One of the decorators is of this name."""

    def rule(f: Function) -> Values | None:
        names = (ast.unparse(node).partition("(")[0] for node in f.node.decorator_list)
        return {} if any(re.fullmatch(rf"(\w+\.)*({pattern})", name) for name in names) else None

    return rule


def calls(pattern: str) -> Callable[[Function], Values | None]:
    """The body itself, at its top level or below a condition, calls something of this name."""

    def rule(f: Function) -> Values | None:
        called = (ast.unparse(node.func) for node in f.own() if isinstance(node, ast.Call))
        return {} if any(re.fullmatch(pattern, name) for name in called) else None

    return rule


def holds_lock(f: Function) -> Values | None:
    """A `with` statement enters a lock."""
    entered = (
        ast.unparse(item.context_expr)
        for node in f.own()
        if isinstance(node, ast.With | ast.AsyncWith)
        for item in node.items
    )
    return {} if any(re.fullmatch(r"self\.\w*lock(\(\))?", text) for text in entered) else None


def warns_of_deprecation(f: Function) -> Values | None:
    """The first statement warns, and says that the function is deprecated."""
    first = ast.unparse(f.body[0]) if f.body else ""
    return {} if re.match(r"(?s)warnings\.warn\(.*deprecated", first) else None


def reads_environment(f: Function) -> Values | None:
    """The body looks into `os.environ`."""
    return {} if re.search(r"\bos\.(environ\b|getenv\()", f.code) else None


def opens_to_write(f: Function) -> Values | None:
    """The body opens a file in order to write it."""
    found = re.search(r"(?<![\w.])open\([^()]*, ['\"](w|a|wb|ab)['\"]|\.write_(text|bytes)\(", f.code)
    return {} if found else None


def has_parameter(f: Function) -> Values | None:
    """A parameter that its signature has and the body uses."""
    names = [argument.arg for argument, _ in f.arguments() if f.uses(argument.arg)]
    return {"name": names[-1]} if names else None


def makes_instance(f: Function) -> Values | None:
    """All that it returns are calls of a class of the package."""
    given = f.returned()
    names = [v.func.id if isinstance(v, ast.Call) and isinstance(v.func, ast.Name) else "" for v in given]
    return {} if given and all(name and f"class {name}" in f.package for name in names) else None
