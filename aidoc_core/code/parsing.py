"""Parsing Python in one thread at a time: CPython 3.11 may raise `SystemError` where two threads parse at once.

See <https://github.com/python/cpython/issues/106905>. Answers are checked beside the loop that sends the next requests.

Threads change places while a tree is built only where Python code runs, and that is what the garbage collector calls:
finalizers and `gc.callbacks`. So the collector waits meanwhile, which protects us from code that knows nothing of the
lock, too.
"""

from __future__ import annotations

import ast
import gc
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, overload

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONE = threading.RLock()


@contextmanager
def alone() -> Iterator[None]:
    """Be the only thread that parses, also by way of Griffe, until the block ends."""
    with _ONE:
        collecting = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            if collecting:
                gc.enable()


@overload
def parse(source: str | bytes, mode: Literal["exec"] = "exec") -> ast.Module: ...
@overload
def parse(source: str | bytes, mode: Literal["eval"]) -> ast.Expression: ...
def parse(source: str | bytes, mode: Literal["exec", "eval"] = "exec") -> ast.Module | ast.Expression:
    """The syntax tree of some code.

    Args:
        source: The code.
        mode: `exec` for statements, `eval` for one expression.

    Raises:
        SyntaxError: It is no Python.
        ValueError: It has a null character, or a number with too many digits.
        RecursionError: It is nested too deeply.
        MemoryError: Likewise.
    """
    with alone():
        return ast.parse(source, mode="eval") if mode == "eval" else ast.parse(source)
