"""What a wrong sentence about an object needs: another type, another order, a parameter that nothing changes."""

from __future__ import annotations

import ast
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.checks.corpus import Case

_OTHERS = {
    "int": "a list of strings", "bool": "a dictionary", "str": "a list", "float": "a string",
    "dict": "a list of strings",
    "list": "a dictionary", "bytes": "an integer", "set": "a string", "tuple": "a dictionary",
}  # fmt: skip
_CHANGING = frozenset({"append", "extend", "update", "clear", "pop", "remove", "insert", "sort", "setdefault", "add"})
_PLAIN = frozenset({"int", "bool", "str", "float", "bytes"})


def wrong_values(case: Case) -> dict[str, str]:
    """Values for the fields of wordings; empty where the object has none that is surely wrong."""
    annotations = {p.name: (p.annotation or "").strip("'\"") for p in case.obj.parameters if p.required}
    typed = next((name for name, of in annotations.items() if _head(of) in _OTHERS), "")
    returned = case.obj.signature.rpartition("->")[2].strip().strip("'\":")
    order = _returned(case)
    swapped = [order[1], order[0], *order[2:]] if order else []
    constant = next((name for name, of in annotations.items() if of in _PLAIN), "")
    wrong = "" if case.obj.yields_value else _OTHERS.get(_head(returned), "")
    spoken = [f"the {name.replace('_', ' ')}" for name in swapped]
    return {
        "wrong": wrong,
        "wrong_start": wrong.capitalize(),
        "wrong_of": _OTHERS.get(_head(annotations.get(typed, "")), ""),
        "parameter": typed if typed and _OTHERS.get(_head(annotations[typed])) else constant,
        "swapped": ", ".join(swapped),
        "swapped_words": " and ".join(spoken),
        "swapped_words_start": " and ".join(spoken).capitalize(),
        "first_words": spoken[0] if spoken else "",
        "second_words": spoken[1] if spoken else "",
        "mutated": next(iter(_changed(case)), ""),
    } | ({"parameter": constant} if constant else {})


def _head(annotation: str) -> str:
    return annotation.partition("[")[0]


def _tree(case: Case) -> ast.AST:
    try:
        return ast.parse(textwrap.dedent(case.obj.source))
    except SyntaxError:
        return ast.parse("")


def _returned(case: Case) -> list[str]:
    """The names in the one tuple that a function returns."""
    returns = [n.value for n in ast.walk(_tree(case)) if isinstance(n, ast.Return) and n.value is not None]
    if len(returns) != 1 or not isinstance(returns[0], ast.Tuple) or len(returns[0].elts) < 2:
        return []
    names = [one.id for one in returns[0].elts if isinstance(one, ast.Name)]
    return names if len(set(names)) == len(returns[0].elts) else []


def _changed(case: Case) -> Iterator[str]:
    """Parameters that the body changes and never sets anew."""
    names = {p.name for p in case.obj.parameters}
    tree = _tree(case)
    anew = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    for node in ast.walk(tree):
        target: ast.AST | None = None
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            target = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGING:
            target = node.func.value
        if isinstance(target, ast.Name) and target.id in names - anew:
            yield target.id
