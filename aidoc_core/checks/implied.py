"""Exceptions that no `raise` shows: what Python raises for an index, a file, a number that is none."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import resolve

if TYPE_CHECKING:
    from aidoc_core.checks.target import Target

_OF_NODES: tuple[tuple[type[ast.AST], frozenset[str]], ...] = (
    (ast.Subscript, frozenset({"KeyError", "IndexError"})),
    (ast.Div, frozenset({"ZeroDivisionError"})),
    (ast.FloorDiv, frozenset({"ZeroDivisionError"})),
    (ast.Mod, frozenset({"ZeroDivisionError"})),
    (ast.Import, frozenset({"ImportError", "ModuleNotFoundError"})),
    (ast.ImportFrom, frozenset({"ImportError", "ModuleNotFoundError"})),
)
_OF_CALLS: dict[str, frozenset[str]] = {
    "open": frozenset({"OSError", "FileNotFoundError", "PermissionError", "IsADirectoryError", "IOError"}),
    "next": frozenset({"StopIteration"}),
    "get": frozenset({"LookupError"}),  # of a context variable
    "int": frozenset({"ValueError"}),
    "float": frozenset({"ValueError"}),
    "decode": frozenset({"UnicodeDecodeError", "UnicodeError"}),
    "encode": frozenset({"UnicodeEncodeError", "UnicodeError"}),
    "index": frozenset({"ValueError"}),
    "remove": frozenset({"ValueError", "KeyError"}),
    "pop": frozenset({"KeyError", "IndexError"}),
    "getattr": frozenset({"AttributeError"}),
    "import_module": frozenset({"ImportError", "ModuleNotFoundError"}),
    "json": frozenset({"ValueError", "UnicodeDecodeError"}),
    "loads": frozenset({"ValueError", "UnicodeDecodeError"}),
}


def implied(subject: Target) -> frozenset[str]:
    """Exceptions that Python itself raises for what the body does: `mapping[key]`, `int(text)`, `open(path)`."""
    if "implied" not in subject.memory:
        subject.memory["implied"] = frozenset(_implied(subject))
    found: frozenset[str] = subject.memory["implied"]
    return found


def _implied(subject: Target) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(subject.definition) if subject.definition is not None else ():
        for kind, names in _OF_NODES:
            if isinstance(node, kind):
                found |= names
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            found |= _OF_CALLS.get(name, frozenset())
            if any(keyword.arg is None for keyword in node.keywords):
                found.add("TypeError")  # `Settings(**values)`: of names that it does not take
            if name[:1].isupper() and _is_enum(node.func, subject):
                found.add("ValueError")
    return found


def _is_enum(called: ast.expr, subject: Target) -> bool:
    """Whether a call looks a member up by its value: `State(text)`."""
    context, name = subject.context, dotted(called)
    found = resolve(context.package, context.obj, name) if context is not None and name else None
    return isinstance(found, griffe.Class) and any("Enum" in str(base) or "Flag" in str(base) for base in found.bases)
