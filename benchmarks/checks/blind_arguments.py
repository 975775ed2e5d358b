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
    """Whether an item of what is looped over is changed."""
    inner = [node for statement in f.body for node in ast.walk(statement)]
    loops = [node for node in inner if isinstance(node, ast.For | ast.comprehension)]
    items = {ast.unparse(loop.target) for loop in loops if ast.unparse(loop.iter) == name}
    called = {
        node.func.value.id
        for node in inner
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
        if node.func.attr in CHANGING
    }
    stored = {
        ast.unparse(node.value)
        for node in inner
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store)
    }
    return bool(items & (called | stored))


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


_CHANGING = ("append", "extend", "insert", "pop", "clear", "setdefault", "discard", "remove", "sort", "update")
