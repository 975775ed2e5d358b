"""Walking syntax trees: what `ast.iter_child_nodes` and `ast.walk` do, in half the time; and the values of literals.

Contexts and operators are left out: they hold nothing, and nobody looks for them among the nodes.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# Fields that hold no node, whatever the kind of node, or nodes in which there is nothing.
_EMPTY = frozenset({"ctx", "op", "ops", "id", "attr", "arg", "kind", "type_comment", "module", "level", "lineno"})
_LEAVES = frozenset({ast.Name, ast.Constant, ast.Pass, ast.Break, ast.Continue, ast.Global, ast.Nonlocal})
_fields: dict[type[ast.AST], tuple[str, ...]] = dict.fromkeys(_LEAVES, ())


def inside(node: ast.AST) -> list[ast.AST]:
    """The nodes right inside of a node, in the order of the source."""
    kind = type(node)
    names = _fields.get(kind)
    if names is None:
        names = _fields[kind] = tuple(name for name in kind._fields if name not in _EMPTY)
    found: list[ast.AST] = []
    for name in names:
        value = getattr(node, name, None)
        if value.__class__ is list:
            found += [one for one in value if isinstance(one, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all nodes in it, the outer ones first."""
    level = [node]
    while level:
        yield from level
        level = [one for outer in level for one in inside(outer)]


def value_of(node: ast.AST) -> Any:
    """The value of a literal, as `ast.literal_eval` gives it.

    That leaves four functions in a circle behind at each call, a kilobyte that only the collector finds: it rests while
    a site is filled.

    Raises:
        ValueError: It is no literal.
        TypeError: It cannot be worked out: a set of lists.
    """
    return node.value if isinstance(node, ast.Constant) else ast.literal_eval(node)
