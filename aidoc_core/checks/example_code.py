"""The code of an example, parsed once for all rules about it."""

from __future__ import annotations

import ast
import doctest
import inspect
from typing import TYPE_CHECKING

from aidoc_core.code.parsing import parse

if TYPE_CHECKING:
    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target


def tree_of(said: Claims, subject: Target) -> ast.Module | None:
    """The example as a syntax tree; `None` where there is none, or it does not parse."""
    tree, _ = _parsed(said, subject)
    return tree


def unparsable(said: Claims, subject: Target) -> str:
    """Why the example does not parse; empty if it does, or there is none."""
    _, reason = _parsed(said, subject)
    return reason


def nodes_of(said: Claims, subject: Target) -> list[ast.AST]:
    """Every node of the example."""
    if "example nodes" not in subject.memory:
        tree = tree_of(said, subject)
        subject.memory["example nodes"] = list(ast.walk(tree)) if tree is not None else []
    found: list[ast.AST] = subject.memory["example nodes"]
    return found


def imports_of(said: Claims, subject: Target) -> dict[str, str]:
    """Names that the example imports, with what they stand for."""
    found: dict[str, str] = {}
    for node in nodes_of(said, subject):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                found[alias.asname or first] = alias.name if alias.asname else first
                found.setdefault(alias.name, alias.name)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                if alias.name != "*":
                    found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def _parsed(said: Claims, subject: Target) -> tuple[ast.Module | None, str]:
    if "example" not in subject.memory:
        subject.memory["example"] = _read(said.example) if said.example else (None, "")
    found: tuple[ast.Module | None, str] = subject.memory["example"]
    return found


def _read(example: str) -> tuple[ast.Module | None, str]:
    try:
        return _parse(example), ""
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return None, (error.msg if isinstance(error, SyntaxError) else str(error)) or "too deep"


def _parse(example: str) -> ast.Module:
    text = example.strip()
    if text.startswith("```"):
        text = text.partition("\n")[2].rpartition("```")[0]
    if ">>>" in text:
        text = "".join(part.source for part in doctest.DocTestParser().get_examples(text))
    return parse(inspect.cleandoc(text) if text.startswith(" ") else text, mode="exec")
