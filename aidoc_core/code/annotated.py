"""Words on what has an annotation and a value: `Annotated[…, Doc(…)]`, `Field(description=…)` beside or inside it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from aidoc_core.code.expressions import Here, Scope, parse_expression
from aidoc_core.code.holders import DOC, VALUES, first, words_of_call

if TYPE_CHECKING:
    from collections.abc import Iterator

# What an annotation may stand in without describing something else than the name it is given for.
_AROUND = frozenset({
    *("Annotated", "ClassVar", "Final", "InitVar", "NotRequired", "Optional", "ReadOnly", "Required", "Union"),
    *("Mapped", "DynamicMapped", "WriteOnlyMapped"),
})  # fmt: skip


def of_place(here: Scope, annotation: ast.expr | None, value: ast.expr | None) -> str | None:
    """The words on what has an annotation and a value: those meant for documentation first, then the nearest.

    Args:
        here: Where it stands.
        annotation: Its annotation.
        value: Its value, or its default.
    """
    types = [annotation, value if isinstance(value, ast.Subscript) else None]  # the value of a type alias
    metadata = [one for node in types if node is not None for one in _metadata(here.at(node))]
    calls = [*([here.at(value)] if value is not None else []), *metadata]
    documentation = first(words_of_call(one, DOC) for one in metadata)
    return documentation or first([documentation, *(words_of_call(one, VALUES) for one in calls)])


def _metadata(here: Here) -> Iterator[Here]:
    """What `Annotated` holds beside the type, where that stands for the whole."""
    node = here.node
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        parsed = parse_expression(node.value)
        if isinstance(parsed, ast.Subscript | ast.BinOp | ast.Name | ast.Attribute):
            yield from _metadata(here.at(parsed))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield from _metadata(here.at(node.left))
        yield from _metadata(here.at(node.right))
    elif isinstance(node, ast.Subscript):
        name = here.at(node.value).path().rpartition(".")[2]
        inside = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
        if name == "Annotated":
            yield from map(here.at, inside[1:])
            inside = inside[:1]
        for one in inside if name in _AROUND else ():
            yield from _metadata(here.at(one))
    elif isinstance(node, ast.Name | ast.Attribute) and (meant := here.meant()) is not here:
        yield from _metadata(meant)
