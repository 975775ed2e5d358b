"""The source of a module, parsed once: definitions by line, their code without formatting, what bodies do.

Everything here reads text that Griffe has loaded; nothing imports or runs the documented package.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

_SKIP = re.compile(r"#\s*aidoc:\s*skip\b")
_DOC_COMMENT = re.compile(r"\s*#:\s?(.*)$")
# Fields of ast nodes that differ between Python versions or carry no meaning of their own.
_UNSTABLE = frozenset({"ctx", "kind", "type_comment", "type_ignores"})


def dump(node: ast.AST) -> str:
    """The node's meaning as text: no docstrings, comments or formatting; equal on every Python version.

    `ast.dump` and `ast.unparse` change between versions of Python; a cache that follows them would be paid
    again after an upgrade.
    """
    parts: list[str] = []
    _dump(node, parts)
    return "".join(parts)


def _dump(value: object, parts: list[str]) -> None:
    if isinstance(value, ast.AST):
        parts.append(type(value).__name__)
        parts.append("(")
        for name, child in ast.iter_fields(value):
            if name in _UNSTABLE or child is None or child == []:
                continue
            parts.append(f"{name}=")
            body = isinstance(child, list) and name == "body"
            _dump(_without_docstring(value, child) if body else child, parts)
            parts.append(",")
        parts.append(")")
    elif isinstance(value, list):
        parts.append("[")
        for child in value:
            _dump(child, parts)
            parts.append(",")
        parts.append("]")
    else:
        parts.append(repr(value))


def _without_docstring(node: ast.AST, body: list[ast.stmt]) -> list[ast.stmt]:
    documented = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    if documented and body and _is_text(body[0]):
        # A body that held nothing else means what `pass` means.
        return body[1:] or [ast.Pass()]
    return body


def _is_text(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def first_line(node: ast.stmt) -> int:
    """The first line of a definition, its decorators included."""
    decorators = getattr(node, "decorator_list", [])
    lines: list[int] = [node.lineno, *(decorator.lineno for decorator in decorators)]
    return min(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """What a function's own body does, nested functions left out.

    Attributes:
        returns: A `return` with a value other than `None`.
        yields: A `yield` or `yield from`.
        raises: Names after `raise`, the last part of each, in order, once each; `NotImplementedError` left out.
        stub: The body does nothing: `...`, `pass`, a docstring, or `raise NotImplementedError`.
    """

    returns: bool = False
    yields: bool = False
    raises: tuple[str, ...] = ()
    stub: bool = False


def behaviour(node: Function) -> Behaviour:
    """Read a function's own body."""
    returns = yields = False
    raises: list[str] = []
    todo: list[ast.AST] = list(reversed(node.body))
    while todo:
        child = todo.pop()
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        if isinstance(child, ast.Return):
            empty = isinstance(child.value, ast.Constant) and child.value.value is None
            returns = returns or (child.value is not None and not empty)
        elif isinstance(child, ast.Yield | ast.YieldFrom):
            yields = True
        elif isinstance(child, ast.Raise) and (name := _raised(child)) and name not in raises:
            raises.append(name)
        todo.extend(reversed(list(ast.iter_child_nodes(child))))
    return Behaviour(
        returns=returns, yields=yields, raises=tuple(raises), stub=all(_does_nothing(s) for s in node.body)
    )


def _raised(node: ast.Raise) -> str:
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    name = raised.id if isinstance(raised, ast.Name) else raised.attr if isinstance(raised, ast.Attribute) else ""
    # A lower-case name is a variable that holds an exception (`raise error`): its class is not known here.
    return name if name[:1].isupper() and name != "NotImplementedError" else ""


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Pass) or _is_text(statement):
        return True
    if isinstance(statement, ast.Raise):
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def header(node: Definition) -> str:
    """A definition's header on one line, without decorators and colon: `def get(self, url: str) -> Response`."""
    if isinstance(node, ast.ClassDef):
        bases = [ast.unparse(base) for base in [*node.bases, *node.keywords]]
        return f"class {node.name}({', '.join(bases)})" if bases else f"class {node.name}"
    keyword = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    result = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{keyword} {node.name}({ast.unparse(node.args)}){result}"


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Every statement, the outer ones first. Expressions hold none, so nine nodes in ten need no visit."""
    todo = deque[ast.AST](tree.body)
    while todo:
        node = todo.popleft()
        if isinstance(node, ast.stmt):
            yield node
        for name in ("body", "handlers", "orelse", "finalbody", "cases"):
            children = getattr(node, name, None)
            if isinstance(children, list):
                todo.extend(children)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The lines of one module and its definitions by first line.

    Attributes:
        lines: The file's lines, decoded.
        nodes: Functions, classes and assignments by first line (decorators included).
    """

    lines: list[str] = field(repr=False)
    nodes: dict[int, ast.stmt] = field(repr=False)

    @classmethod
    def parse(cls, lines: list[str]) -> SourceFile:
        """Parse a module's lines; what does not parse has no definitions."""
        nodes: dict[int, ast.stmt] = {}
        try:
            tree = ast.parse("\n".join(lines))
        except (SyntaxError, ValueError, RecursionError):
            return cls(lines, nodes)
        for node in _statements(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign):
                nodes.setdefault(first_line(node), node)
                nodes.setdefault(node.lineno, node)  # Griffe counts a property from its `def`
        return cls(lines, nodes)

    def text(self, node: ast.stmt) -> str:
        """A definition's lines as written, dedented."""
        return textwrap.dedent("\n".join(self.lines[first_line(node) - 1 : node.end_lineno]))

    def skipped(self, line: int) -> bool:
        """Whether `# aidoc: skip` stands on this line or alone on the line above it."""
        here = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        above = self.lines[line - 2].lstrip() if 1 < line <= len(self.lines) else ""
        return bool(_SKIP.search(here) or (above.startswith("#") and _SKIP.search(above)))

    def doc_comment(self, node: ast.stmt) -> str:
        """The `#:` comment of an assignment: behind it, or in the lines right above, as Sphinx reads them.

        See <https://www.sphinx-doc.org/en/master/usage/extensions/autodoc.html#directive-autoattribute>.
        """
        end = (node.end_lineno or node.lineno) - 1
        behind = self.lines[end][node.end_col_offset or 0 :] if end < len(self.lines) else ""
        if match := _DOC_COMMENT.match(behind.lstrip(" ,;")):
            return match[1].strip()
        above: list[str] = []
        for line in reversed(self.lines[: node.lineno - 1]):
            if not (match := _DOC_COMMENT.match(line)):
                break
            above.append(match[1])
        return "\n".join(reversed(above)).strip()
