"""A signature as a text, of a page, a person or a handler: its parameters, and what they default to."""

from __future__ import annotations

import ast

from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex

_NAME = regex(r"\*{0,2}[A-Za-z_]\w*")
_OBJECT = regex(r"<[^<>]*>")
"""What an object without a spelling in Python is shown as, such as `<object object>`."""
_NOTHING = ("None", "NoReturn", "Never")


def parameters_in(signature: str) -> dict[str, str]:
    """The parameters in a signature, with their stars, each with its default; empty where it has none.

    Args:
        signature: What stands behind the name. Of what is no Python, as `(a[, b])`, every name in it.
    """
    text = signature.strip().replace("\\*", "*")
    if not text:
        return {}
    function = _function(text)
    if function is not None:
        return _parameters(function.args)
    return dict.fromkeys(_NAME.findall(text.rpartition(") -> ")[0] or text), "")


def gives_nothing(signature: str) -> bool:
    """Whether a signature says that nothing is returned.

    Args:
        signature: What stands behind the name.
    """
    function = _function(signature.strip())
    if function is None:
        returns = signature.rpartition(") -> ")[2].strip()
    else:
        returns = "" if function.returns is None else ast.unparse(function.returns)
    return returns.rpartition(".")[2] in _NOTHING


def _function(text: str) -> ast.FunctionDef | None:
    """A signature as Python reads it; `None` where it is no Python."""
    inner = _OBJECT.sub("...", text)
    for one in (text, inner, _OBJECT.sub("...", inner)):  # as in `<function <lambda>>`
        try:
            (function,) = parse(f"def _{one}: ...").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if isinstance(function, ast.FunctionDef):
            return function
    return None


def _parameters(arguments: ast.arguments) -> dict[str, str]:
    positional = [*arguments.posonlyargs, *arguments.args]
    found = dict.fromkeys((one.arg for one in positional), "")
    with_default = positional[len(positional) - len(arguments.defaults) :]
    found |= {one.arg: ast.unparse(value) for one, value in zip(with_default, arguments.defaults, strict=True)}
    if arguments.vararg is not None:
        found[f"*{arguments.vararg.arg}"] = ""
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        found[one.arg] = "" if default is None else ast.unparse(default)
    if arguments.kwarg is not None:
        found[f"**{arguments.kwarg.arg}"] = ""
    return found
