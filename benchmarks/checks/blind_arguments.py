"""What the code of a function does to its arguments: which of them it only reads, and which it changes."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from benchmarks.checks.blind_facts import CHANGING

if TYPE_CHECKING:
    from benchmarks.checks.blind_facts import Function, Values


def only_read(f: Function) -> Values | None:
    """A parameter of which the body only compares, counts, loops over or reads items: it is not changed."""
    for argument, _ in f.arguments():
        kind = ast.unparse(argument.annotation) if argument.annotation else ""
        uses = f.uses(argument.arg)
        plain = re.match(r"(Optional\[)?(str|int|float|bool|bytes)\b", kind)
        read = uses and all(_reads(*use) for use in uses) and any(_as_container(*use) for use in uses)
        if not plain and read and not _items_change(f, argument.arg):
            return {"parameter": argument.arg}
    return None


def _items_change(f: Function, name: str) -> bool:
    """Whether something that is taken out of an argument is changed, or handed to what may change it."""
    inner = [node for statement in f.body for node in ast.walk(statement)]
    above = {child: node for node in inner for child in ast.iter_child_nodes(node)}
    names, seen = [name], set[str]()
    while names:
        one = names.pop()
        seen.add(one)
        for node in inner:
            if isinstance(node, ast.Name) and node.id == one and isinstance(node.ctx, ast.Load):
                bound = _bound_to(node, above)
                if bound is None:
                    return True
                names += bound - seen
    return False


def _bound_to(node: ast.expr, above: dict[ast.AST, ast.AST]) -> set[str] | None:
    """The names that get a part of it; `None` where a part may be changed by then."""
    parent = above.get(node)
    onward = _onward(node, parent, above)
    if onward is not None:
        return _bound_to(onward, above)
    targets: list[ast.expr] = []
    if isinstance(parent, ast.Assign):
        targets = parent.targets
    elif isinstance(parent, ast.For | ast.comprehension) and parent.iter is node:
        targets = [parent.target]
    elif _may_change(node, parent):
        return None
    return {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}


def _onward(node: ast.expr, parent: ast.AST | None, above: dict[ast.AST, ast.AST]) -> ast.expr | None:
    """The expression above that has the same parts, or one of them."""
    if isinstance(parent, ast.BoolOp | ast.IfExp | ast.Starred):
        return parent
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id in _PASSING:
        return parent
    if not isinstance(parent, ast.Attribute | ast.Subscript) or parent.value is not node:
        return None
    call = above.get(parent)
    if isinstance(call, ast.Call) and call.func is parent:
        return call if isinstance(parent, ast.Attribute) and parent.attr in {"values", "items", "get"} else None
    return parent if isinstance(parent.ctx, ast.Load) else None


def _may_change(node: ast.expr, parent: ast.AST | None) -> bool:
    """Whether what stands above may change the expression, or give it to others."""
    if isinstance(parent, ast.Call):
        called = parent.func
        plain = isinstance(called, ast.Name) and called.id in _PLAIN
        kept = isinstance(called, ast.Attribute) and (called.attr in _KEEPING or _root(called) in {"np", "math"})
        return not (plain or kept)
    if isinstance(parent, ast.Attribute):
        return parent.attr not in _ASKING or not isinstance(parent.ctx, ast.Load)
    if isinstance(parent, ast.Subscript):
        return parent.value is node
    return isinstance(parent, ast.AugAssign | ast.withitem | ast.keyword | ast.NamedExpr | ast.Await | ast.YieldFrom)


def _as_container(above: ast.AST, name: ast.Name) -> bool:
    if isinstance(above, ast.Compare):
        return name in above.comparators and any(isinstance(op, ast.In | ast.NotIn) for op in above.ops)
    return not (isinstance(above, ast.Call) and isinstance(above.func, ast.Name) and above.func.id == "isinstance")


def _reads(above: ast.AST, name: ast.Name) -> bool:
    if isinstance(above, ast.Call):
        return isinstance(above.func, ast.Name) and above.func.id in {
            "len",
            "isinstance",
            "sorted",
            "list",
            "set",
            "tuple",
        }
    if isinstance(above, ast.Subscript):
        return isinstance(above.ctx, ast.Load) and above.value is name
    return isinstance(above, ast.Compare | ast.For | ast.comprehension) and isinstance(name.ctx, ast.Load)


def changed(f: Function) -> Values | None:
    """A parameter that the body changes, and never binds anew; nothing of functions in it, which may run later."""
    if any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) for node in f.own()):
        return None
    for argument, _ in f.arguments():
        uses = f.uses(argument.arg)
        if any(not isinstance(name.ctx, ast.Load) for _, name in uses):
            continue
        text = f.code
        calls = re.findall(rf"(?<![\w.]){argument.arg}\.(\w+)\(", text)
        stores = re.search(rf"(?m)^\s*(del )?{argument.arg}(\.\w+|\[[^\]]+\])( [+-]?= |$)", text)
        if (set(calls) & CHANGING and _is_container(argument)) or stores:
            return {"parameter": argument.arg}
    return None


def _is_container(argument: ast.arg) -> bool:
    kind = ast.unparse(argument.annotation).lower() if argument.annotation else ""
    return bool(re.match(r"(mutable)?(list|dict|set|sequence|mapping)", kind))


def alters(f: Function) -> Values | None:
    """A parameter that the body changes by the time it returns, annotated or not; its name is never bound anew."""
    if f.yields() or any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) for node in f.own()):
        return None
    for argument, _ in f.arguments():
        bound = any(not isinstance(name.ctx, ast.Load) for _, name in f.uses(argument.arg))
        if not bound and any(_changes(statement, argument.arg) for statement in f.body):
            return {"parameter": argument.arg}
    return None


def _changes(statement: ast.stmt, name: str) -> bool:
    """Whether it stores in an argument, or calls a method that can only be there to change it."""
    if isinstance(statement, ast.Assign | ast.AugAssign | ast.Delete):
        targets = [statement.target] if isinstance(statement, ast.AugAssign) else statement.targets
        return any(isinstance(t, ast.Subscript | ast.Attribute) and _root(t) == name for t in targets)
    called = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(called, ast.Call) and ast.unparse(called.func) in {f"{name}.{method}" for method in _CHANGING}


def _root(node: ast.expr) -> str:
    """The name that a chain of attributes and items begins with; empty where something is called on the way."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


_PLAIN = {
    "abs", "all", "any", "bool", "float", "getattr", "hasattr", "hash", "int", "isinstance", "issubclass", "len", "max",
    "min", "print", "range", "repr", "round", "str", "sum", "type",
}  # fmt: skip
"""Functions that change nothing of what they get."""
_PASSING = {"sorted", "list", "tuple", "set", "enumerate", "zip", "reversed"}
"""Functions that give the parts of what they get."""
_KEEPING = {"append", "add", "extend", "index", "count", "join", "format", "startswith", "endswith", "get", "union"}
"""Methods that keep what they get, or compare it."""
_ASKING = {
    "copy", "count", "decode", "encode", "endswith", "find", "format", "index", "isdigit", "keys", "lower", "lstrip",
    "replace", "rstrip", "split", "startswith", "strip", "title", "upper",
}  # fmt: skip
"""Methods that change nothing of their object."""
_CHANGING = ("append", "extend", "insert", "pop", "clear", "setdefault", "discard", "remove", "sort", "update")
