"""Parsing Python in one thread at a time: CPython 3.11 may raise `SystemError` where two threads parse at once.

See <https://github.com/python/cpython/issues/106905>. Answers are checked beside the loop that sends the next requests.
"""

from __future__ import annotations

import ast
import threading
from typing import Literal, overload

_ONE = threading.RLock()


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
    with _ONE:
        return ast.parse(source, mode="eval") if mode == "eval" else ast.parse(source)
