"""What a function's code tells about its interface: parameters, returns, yields, raises.

Reads one `ast` function at a time, never the functions nested in it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
_NOTHING = {"None", "'None'", "NoReturn", "Never", "typing.NoReturn", "typing.Never"}
_GENERATORS = {"Generator", "AsyncGenerator"}


def parameters_of(node: FunctionNode, *, method: bool) -> tuple[str, ...]:
    """Names as a docstring has them: starred where the signature has stars, without self or cls."""
    arguments = node.args
    positional = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    static = any(ast.unparse(decorator) == "staticmethod" for decorator in node.decorator_list)
    if method and not static:
        positional = positional[1:]
    star = [f"*{arguments.vararg.arg}"] if arguments.vararg else []
    keyword = [argument.arg for argument in arguments.kwonlyargs]
    stars = [f"**{arguments.kwarg.arg}"] if arguments.kwarg else []
    return (*positional, *star, *keyword, *stars)


def yields_of(node: FunctionNode) -> bool:
    """Whether it is a generator, by its body or (where the body is `...`) its annotation."""
    if any(isinstance(inner, ast.Yield | ast.YieldFrom) for inner in _own_nodes(node)):
        return True
    annotation = node.returns.value if isinstance(node.returns, ast.Subscript) else node.returns
    return annotation is not None and ast.unparse(annotation).rpartition(".")[2] in _GENERATORS


def returns_of(node: FunctionNode) -> bool:
    """Whether it gives a value back: an annotation of nothing decides, a generator's speaks of what it yields."""
    if node.returns is not None and ast.unparse(node.returns) in _NOTHING:
        return False
    for inner in _own_nodes(node):
        if isinstance(inner, ast.Return) and inner.value is not None and ast.unparse(inner.value) != "None":
            return True
    return node.returns is not None and not yields_of(node)


def raises_of(node: FunctionNode) -> tuple[str, ...]:
    """The exception classes that the body itself raises, in order, each once, without the modules before them."""
    names: dict[str, None] = {}
    for inner in _own_nodes(node):
        if not isinstance(inner, ast.Raise) or inner.exc is None:
            continue
        raised = inner.exc.func if isinstance(inner.exc, ast.Call) else inner.exc
        if not isinstance(raised, ast.Name | ast.Attribute):
            continue
        name = ast.unparse(raised).rpartition(".")[2]
        # `raise error` and `raise self.problem(...)` name no class: only capitalised names do.
        if name.lstrip("_")[:1].isupper() and name != "NotImplementedError":
            names[name] = None
    return tuple(names)


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    body = node.body if isinstance(node, FunctionNode) else list(ast.iter_child_nodes(node))
    for inner in body:
        yield inner
        if not isinstance(inner, FunctionNode | ast.ClassDef | ast.Lambda):
            yield from _own_nodes(inner)
