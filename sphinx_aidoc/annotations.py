"""What annotations hold beside types, `Annotated[…, Doc(…)]`, read without evaluating a type.

typing keeps what it has made and gives the first for all that are equal: had we evaluated `Union[int, str]` before
autodoc does, it would show "int | str" for `Union[str, int]`, too. So types that stand in strings stay strings, and
nothing but what stands beside a type is evaluated, as autodoc will do it.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import sys
import typing
from collections import ChainMap
from types import FunctionType, UnionType
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx.util.inspect import safe_getattr

from aidoc_core.code.expressions import parse_expression
from sphinx_aidoc.live_object import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Names: TypeAlias = Mapping[str, Any]
    """What the names in an annotation stand for."""

_AROUND = (
    *(typing.Union, UnionType, typing.Optional),
    *(typing.ClassVar, typing.Final, typing.Required, typing.NotRequired),
)
_DEEPEST = 12

as_written: dict[str, Any] = {}
"""How `inspect.signature` and `get_annotations` are asked for annotations as they were written."""
if sys.version_info >= (3, 14):
    import annotationlib

    as_written = {"annotation_format": annotationlib.Format.STRING}


def beside_types(obj: Any, name: str) -> list[Any]:
    """What `Annotated` holds beside the type of a parameter, a result or a field, where that stands for the whole.

    Args:
        obj: A function, or a class with what it inherits.
        name: The parameter or the field; `return` for the result.
    """
    try:  # an object may be anything
        for owner in inspect.getmro(obj) if isinstance(obj, type) else (obj,):
            annotations = annotations_of(owner)
            if name in annotations:
                return list(_beside(annotations[name], _names(owner)))
    except Exception:  # noqa: BLE001, S110 - neither does autodoc evaluate it
        pass
    return []


def annotations_of(owner: Any) -> Mapping[str, Any]:
    """The annotations of a function, a module or a class without its bases, as written where none has evaluated them.

    Args:
        owner: What has them.
    """
    if sys.version_info >= (3, 14):
        return annotationlib.get_annotations(owner, format=annotationlib.Format.STRING)
    own = (
        vars(owner).get("__annotations__") if isinstance(owner, type) else safe_getattr(owner, "__annotations__", None)
    )
    return own if isinstance(own, dict) else {}


def _names(owner: Any) -> Names:
    if isinstance(owner, type):
        module = sys.modules.get(owner.__module__)
        return ChainMap(dict(vars(owner)), vars(module) if module is not None else {}, vars(builtins))
    function = inspect.unwrap(safe_getattr(owner, "__func__", owner))
    return ChainMap(function.__globals__ if isinstance(function, FunctionType) else {}, vars(builtins))


def _beside(hint: Any, names: Names, depth: int = 0) -> Iterator[Any]:
    if depth > _DEEPEST:
        return
    written = hint.__forward_arg__ if isinstance(hint, typing.ForwardRef) else hint
    if isinstance(written, str):
        node = parse_expression(written)
        if node is not None:
            yield from _beside_written(node, names, depth + 1)
    elif typing.get_origin(hint) is typing.Annotated:
        yield from hint.__metadata__
        yield from _beside(hint.__origin__, names, depth + 1)
    elif typing.get_origin(hint) in _AROUND:
        for one in typing.get_args(hint):
            yield from _beside(one, names, depth + 1)


def _beside_written(node: ast.expr, names: Names, depth: int) -> Iterator[Any]:
    """The same of an annotation that stands in a string."""
    inside: list[ast.expr] = []
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from _beside(node.value, names, depth)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        inside = [node.left, node.right]
    elif isinstance(node, ast.Subscript):
        generic = _meant(node.value, names)
        inside = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
        if generic is typing.Annotated:
            for one in inside[1:]:
                code = compile(ast.Expression(one), "<annotation>", "eval")
                yield eval(code, {}, names)  # noqa: S307 - code that autodoc has imported, and evaluates itself
            inside = inside[:1]
        elif not any(generic is one for one in _AROUND):
            yield from _beside(generic, names, depth + 1)  # an alias that takes a type
            inside = []
    elif isinstance(node, ast.Name | ast.Attribute):
        yield from _beside(_meant(node, names), names, depth + 1)
    for one in inside:
        yield from _beside_written(one, names, depth + 1)


def _meant(node: ast.expr, names: Names) -> Any:
    """What a dotted name stands for."""
    if isinstance(node, ast.Name):
        return names.get(node.id, NOTHING)
    if isinstance(node, ast.Attribute):
        return safe_getattr(_meant(node.value, names), node.attr, NOTHING)
    return NOTHING
