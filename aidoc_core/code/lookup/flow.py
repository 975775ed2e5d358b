"""What a function runs and raises: all that most questions of its callers rest on.

An edit of its body that leaves this as it is leaves them as they are. It is plain data, and small.
"""

from __future__ import annotations

import ast
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.digests import digest

if TYPE_CHECKING:
    from aidoc_core.code.lookup.body import Body
    from aidoc_core.code.source import Function

SUPER = "super()"
"""What stands for a call of `super`."""
ANYTHING = "?"
"""What stands for a value that has no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What a function runs and raises, nested functions included.

    Attributes:
        runs: What it calls, as `spelled` has it, each once, in order.
        reads: Attributes of `self` or `cls` that are read, in alphabetical order: properties run code of their own.
        decorators: Dotted names of its decorators, in order.
        raises: Expressions after `raise`, as `Body` has them, each once, in order.
        handed: Classes of exceptions that are made and handed to a call, in alphabetical order.
        yields: Whether it is a generator.
    """

    runs: tuple[str, ...]
    reads: tuple[str, ...]
    decorators: tuple[str, ...]
    raises: tuple[str, ...]
    handed: tuple[str, ...]
    yields: bool

    @property
    def digest(self) -> str:
        """Stands for all of it."""
        return digest(astuple(self))


def flow_of(node: Function, body: Body) -> Flow:
    """What a function runs and raises.

    Args:
        node: Its definition.
        body: Its body.
    """
    return Flow(
        runs=tuple(dict.fromkeys(filter(None, (spelled(call.func) for call in body.calls)))),
        reads=tuple(sorted(body.reads)),
        decorators=decorators_of(node),
        raises=tuple(dict.fromkeys(body.raises)),
        handed=tuple(sorted(body.handed)),
        yields=body.yields,
    )


def decorators_of(node: Function | None) -> tuple[str, ...]:
    """The dotted names of the decorators of a function, called or not."""
    targets = (one.func if isinstance(one, ast.Call) else one for one in (node.decorator_list if node else ()))
    return tuple(filter(None, map(dotted, targets)))


def spelled(function: ast.expr) -> str:
    """What is called, as far as it says which function that may be: `name`, `a.b.c`, `super().name`, `?.name`."""
    if isinstance(function, ast.Name):
        return function.id
    if not isinstance(function, ast.Attribute):
        return ""
    value = function.value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "super":
        return f"{SUPER}.{function.attr}"
    return dotted(function) or f"{ANYTHING}.{function.attr}"
