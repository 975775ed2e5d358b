"""Texts put where a twin of a site needs them: below fields, and with a class what its constructor takes."""

from __future__ import annotations

import ast
import re

_FIELD = re.compile(r"\s*:(param|raises)\b")


def with_fields(source: str, texts: dict[str, str]) -> str:
    """A module with texts below the fields and names that they describe.

    Args:
        source: The module.
        texts: By names inside of the module; what a constructor sets on `self` counts as a field.
    """
    lines = source.splitlines(keepends=True)
    places: dict[str, tuple[int, str]] = {}

    def look(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                look(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, ast.FunctionDef) and node.name == "__init__":
                look([one for one in ast.walk(node) if isinstance(one, ast.Assign | ast.AnnAssign)], prefix)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                name = f"{prefix}{_name(target)}"
                if name in texts:
                    text = f"{' ' * node.col_offset}{texts[name]!r}\n"
                    places.setdefault(name, (node.end_lineno or 0, text))

    look(ast.parse(source).body, "")
    for line, text in sorted(places.values(), reverse=True):
        lines.insert(line, text)
    return "".join(lines)


def _name(target: ast.expr) -> str:
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self":
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""


def with_constructors(source: str) -> str:
    """A module whose classes say at the end of their docstrings what their constructors take and raise."""
    lines = source.splitlines()
    classes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    for cls in sorted(classes, key=lambda cls: cls.lineno, reverse=True):
        init = next((one for one in cls.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"), None)
        said, own = (None if init is None else _docstring(init)), _docstring(cls)
        if said is None or own is None:
            continue
        first, end = said.lineno - 1, said.end_lineno or said.lineno
        start = next((line for line in range(first, end) if _FIELD.match(lines[line])), end - 1)
        fields = [line.strip() and line[said.col_offset :] for line in lines[start : end - 1]]
        if not fields:
            continue
        close = (own.end_lineno or own.lineno) - 1
        indent = " " * own.col_offset
        text = lines[close].rstrip().removesuffix('"""').rstrip()
        lines[close : close + 1] = [
            *([text] if text else []),
            "",
            *(f"{indent}{one}".rstrip() for one in fields),
            f'{indent}"""',
        ]
    return "\n".join(lines) + "\n"


def _docstring(node: ast.ClassDef | ast.FunctionDef) -> ast.Expr | None:
    first = node.body[0]
    is_text = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return first if is_text and isinstance(first, ast.Expr) else None
