"""The source of a module, parsed once: definitions by line and name, each as it is written.

Nothing imports or runs the documented package.
"""

from __future__ import annotations

import ast
from collections import deque
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

from aidoc_core.code.decoding import source_text
from aidoc_core.code.doc_statements import Setting, givers, settings
from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

_SKIP = regex(r"#\s*aidoc:\s*skip\b")
_DOC_COMMENT = regex(r"\s*#:\s?(.*)$")
_ONLY_COMMENT = regex(r"\s*#.*")


def first_line(node: ast.stmt) -> int:
    """The first line of a definition, its decorators included."""
    decorators = getattr(node, "decorator_list", [])
    lines: list[int] = [node.lineno, *(decorator.lineno for decorator in decorators)]
    return min(lines)


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
    """The lines of one module and its definitions by line and name.

    Attributes:
        lines: The file's lines, decoded.
        nodes: Functions, classes and assignments, by name and by the line of the statement or its first decorator.
        tree: The syntax tree; `None` where there is none.
    """

    lines: list[str] = field(repr=False)
    nodes: dict[tuple[int, str], ast.stmt] = field(repr=False)
    tree: ast.Module | None = field(default=None, repr=False)

    # Not read when the module is parsed: that happens again and again in a large package, and these are asked for once.
    @property
    def settings(self) -> tuple[Setting, ...]:
        """Statements that give objects their docstrings."""
        return () if self.tree is None else settings(self.tree, "\n".join(self.lines))

    @property
    def givers(self) -> dict[str, frozenset[bool]]:
        """Decorators that do so, each with the ways in which they are used then."""
        return {} if self.tree is None else givers(self.tree, "\n".join(self.lines))

    @classmethod
    def read(cls, path: Path) -> SourceFile:
        """Read a module from its file; a file that cannot be read or parsed has no definitions.

        Griffe's own lines are cut at form feeds and other characters that end no line of Python.
        """
        try:
            text = source_text(path)
        except (OSError, SyntaxError, UnicodeDecodeError):
            return cls([], {})
        return cls.parse(text.split("\n") if text else [])

    @classmethod
    def parse(cls, lines: list[str]) -> SourceFile:
        """Parse a module's lines; what does not parse has no definitions."""
        nodes: dict[tuple[int, str], ast.stmt] = {}
        text = "\n".join(lines)
        try:
            tree = parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return cls(lines, nodes)
        for node in _statements(tree):
            for name in _names(node):
                nodes.setdefault((first_line(node), name), node)
                nodes.setdefault((node.lineno, name), node)
        return cls(lines, nodes, tree)

    def text(self, node: ast.stmt, name: str = "") -> str:
        """A definition as written, dedented, with the comment behind it; nothing else that stands on its lines.

        Args:
            node: The definition.
            name: Which of its names is meant where an assignment has several: `a = b = 1` reads `b = 1` for `b`.
        """
        if isinstance(node, ast.Assign) and len(node.targets) > 1:
            last = node.targets[-1]
            target = next((t for t in node.targets if _target(t) == name), last)
            return ast.unparse(target) + self._cut(last.end_lineno or 0, last.end_col_offset or 0, node)
        first = first_line(node)
        return self._cut(first, node.col_offset, node)

    def _cut(self, first: int, column: int, node: ast.stmt) -> str:
        """From a place to the end of a statement; columns count bytes of UTF-8, as `ast` does."""
        rows = self.lines[first - 1 : node.end_lineno]
        behind = _from_byte(rows[-1], node.end_col_offset or 0)
        rows[-1] = rows[-1].removesuffix(behind) + (behind.rstrip() if _ONLY_COMMENT.fullmatch(behind) else "")
        margin = _to_byte(rows[0], column).rpartition("\f")[2]  # a form feed starts the indentation anew
        rows[0] = _from_byte(rows[0], column)
        # Inside of strings and brackets a line may be indented less than its statement, or not at all.
        rows[1:] = [_dedented(row, margin) for row in rows[1:]]
        return "\n".join(rows)

    def skipped(self, line: int) -> bool:
        """Whether `# aidoc: skip` stands on this line or alone on the line above it."""
        here = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        above = self.lines[line - 2].lstrip() if 1 < line <= len(self.lines) else ""
        return bool(_SKIP.search(here) or (above.startswith("#") and _SKIP.search(above)))

    def skips(self, line: int, node: ast.stmt | None) -> bool:
        """Whether a definition is marked with `# aidoc: skip`.

        Args:
            line: Where it begins, its decorators included.
            node: Its statement, which may begin further down.
        """
        return any(self.skipped(one) for one in {line, node.lineno if node is not None else 0})

    def skipped_whole(self) -> bool:
        """Whether `# aidoc: skip` stands alone among the comments that the file begins with, above no definition."""
        starts = {line for line, _ in self.nodes}
        comments = takewhile(lambda line: not line.strip() or line.startswith("#"), self.lines)
        return any(_SKIP.search(text) and number + 1 not in starts for number, text in enumerate(comments, 1))

    def doc_comment(self, node: ast.stmt) -> str:
        """The `#:` comment of an assignment: behind it, or in the lines right above, as Sphinx reads them.

        See <https://www.sphinx-doc.org/en/master/usage/extensions/autodoc.html#directive-autoattribute>.
        """
        end = (node.end_lineno or node.lineno) - 1
        behind = _from_byte(self.lines[end], node.end_col_offset or 0) if end < len(self.lines) else ""
        if match := _DOC_COMMENT.match(behind.lstrip(" ,;")):
            return match[1].strip()
        if _to_byte(self.lines[node.lineno - 1], node.col_offset).strip():
            return ""  # the lines above belong to what starts this line
        above: list[str] = []
        for number in range(node.lineno - 2, -1, -1):
            if not (match := _DOC_COMMENT.match(self.lines[number])):
                break
            above.append(match[1])
        return "\n".join(reversed(above)).strip()


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [_target(target) for target in node.targets]
    return [_target(node.target)] if isinstance(node, ast.AnnAssign) else []


def _target(node: ast.expr) -> str:
    """The name that an assignment gives: `x` for `x` and for `self.x`."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _dedented(row: str, margin: str) -> str:
    """A row without the margin, or without as much of it as it has."""
    if not margin.isspace():
        return row
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(row, margin, strict=False))
    return row[sum(1 for _ in shared) :]


def _to_byte(line: str, column: int) -> str:
    return line.encode()[:column].decode()


def _from_byte(line: str, column: int) -> str:
    return line.encode()[column:].decode()
