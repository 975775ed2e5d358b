"""A module's source without the docstrings of some objects, and without those that repeat them."""

from __future__ import annotations

import ast
import tokenize
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from aidoc_core.checks.words import words
from aidoc_core.code.canonical import is_text
from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aidoc_core.code.objects import ApiObject

_TELLING = 4
"""Words of a sentence that stands in two places because somebody has copied it."""
_QUOTED = 12
"""Characters of a line that does likewise."""
_LABEL = regex(r"^(?::\w[^:\n]*:|[-*] |\*{0,2}\w+(?: ?\([^()\n]*\))?:)\s+")
"""What a line of a docstring names before it speaks of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """What must not be seen.

    Attributes:
        paths: The objects whose docstrings are hidden, by the path of their module.
        sentences: The first sentences of these docstrings, white space evened out: a text that has one repeats it.
        lines: Their longer lines.
        phrases: What lines say, where it is enough to tell that somebody has copied it.
    """

    paths: Mapping[str, frozenset[str]]
    sentences: frozenset[str]
    lines: frozenset[str]
    phrases: frozenset[str] = frozenset()

    @classmethod
    def of(cls, objects: Iterable[ApiObject]) -> Hidden:
        """What must not be seen of some objects."""
        objects = list(objects)
        paths: dict[str, set[str]] = defaultdict(set)
        for obj in objects:
            paths[obj.module].add(obj.path)
        texts = [obj.human for obj in objects]
        first = (even(text.strip().partition("\n\n")[0]) for text in texts)
        lines = [line.strip() for text in texts for line in text.splitlines()]
        phrases = (even(_LABEL.sub("", line)).rstrip(".") for line in lines)
        return cls(
            paths={module: frozenset(found) for module, found in paths.items()},
            sentences=frozenset(text for text in first if len(words(text)) >= _TELLING),
            lines=frozenset(line for line in lines if len(line) >= _QUOTED),
            phrases=frozenset(text for text in phrases if len(words(text)) >= _TELLING),
        )

    def repeated_in(self, text: str) -> bool:
        """Whether a text has any of the sentences."""
        plain = even(text)
        return any(sentence in plain for sentence in self.sentences)

    def quoted_in(self, text: str) -> frozenset[str]:
        """The sentences and phrases that a text has."""
        plain = even(text)
        return frozenset(phrase for phrase in self.sentences | self.phrases if phrase in plain)


def even(text: str) -> str:
    """A text with single spaces, and without the signs that comments begin with."""
    return " ".join(text.replace("#", " ").split())


def without_docstrings(text: str, module: str, paths: frozenset[str], hidden: Hidden) -> str | None:
    """A module without the docstrings of some objects, and without those that repeat what must not be seen.

    Args:
        text: Its source.
        module: Its path.
        paths: The objects.
        hidden: What must not be seen.

    Returns:
        Its source, `pass` where a docstring was all of a body or of a line; `None` where it does not parse.
    """
    try:
        tree = parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    lines = text.encode().splitlines(keepends=True)  # columns count bytes
    cuts = [
        _cut(statement, only=only)
        for statement, owner, only in _docstrings(tree, module)
        if owner in paths or hidden.repeated_in(statement.value.value)  # type: ignore[attr-defined] # a bare text
    ]
    cuts += [cut for owner, node in _assignments(tree, module) if owner in paths for cut in _comments(node, lines)]
    taken = {cut.start for cut in cuts}
    cuts += [cut for cut in _repeating(lines, hidden) if cut.start not in taken]
    for cut in sorted(cuts, reverse=True):
        head, tail = lines[cut.start][: cut.column], lines[cut.end][cut.end_column :]
        if cut.put and not cut.needed and tail.lstrip().startswith(b";"):
            lines[cut.start : cut.end + 1] = [head + tail.lstrip()[1:].lstrip()]
            continue
        alone = not head.strip() and not tail.strip()
        lines[cut.start : cut.end + 1] = [] if alone and not cut.needed else [head + cut.put + tail]
    return b"".join(lines).decode()


class _Cut(NamedTuple):
    """What is taken out: from a row and a column in bytes to others.

    `needed` tells whether a body would be empty without it.
    """

    start: int
    column: int
    end: int
    end_column: int
    put: bytes = b""
    needed: bool = False


def _cut(node: ast.stmt, *, only: bool) -> _Cut:
    start, end = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    return _Cut(start, node.col_offset, end, node.end_col_offset or 0, b"pass", only)


def _comments(node: ast.stmt, lines: list[bytes]) -> Iterator[_Cut]:
    """The `#:` comments of an assignment: behind it, and right above."""
    end, column = (node.end_lineno or 1) - 1, node.end_col_offset or 0
    behind = lines[end][column:].rstrip(b"\r\n")
    if behind.lstrip(b" ,;").startswith(b"#:"):
        yield _Cut(end, column + behind.index(b"#:"), end, column + len(behind))
    row = node.lineno - 2
    while row >= 0 and lines[row].lstrip().startswith(b"#:"):
        yield _Cut(row, 0, row, len(lines[row].rstrip(b"\r\n")))
        row -= 1


def _repeating(lines: list[bytes], hidden: Hidden) -> Iterator[_Cut]:
    """Comments that say what is hidden; those on lines of their own that follow one another are one text."""
    tokens = list(_comment_tokens(lines))
    phrases = hidden.quoted_in(" ".join(token.string for token in tokens))  # once for all: few comments quote anything
    if not phrases:
        return
    for _, run in groupby(enumerate(tokens), _run):
        found = [token for _, token in run]
        said = even(" ".join(token.string for token in found))
        if any(phrase in said for phrase in phrases):
            for one in found:
                row, column = one.start[0] - 1, len(lines[one.start[0] - 1].decode()[: one.start[1]].encode())
                yield _Cut(row, column, row, column + len(one.string.encode()))


def _run(numbered: tuple[int, tokenize.TokenInfo]) -> tuple[bool, int]:
    """Alike for comments on lines that follow one another: the same distance of line and number; code ends a run."""
    number, token = numbered
    behind = bool(token.line[: token.start[1]].strip())
    return behind, token.start[0] if behind else token.start[0] - number


def _comment_tokens(lines: list[bytes]) -> Iterator[tokenize.TokenInfo]:
    rows = iter(lines)
    try:
        tokens = tokenize.generate_tokens(lambda: next(rows, b"").decode())
        yield from (token for token in tokens if token.type == tokenize.COMMENT)
    except (tokenize.TokenError, SyntaxError):  # it parses all the same; what came before counts
        return


def _assignments(tree: ast.Module, path: str) -> Iterator[tuple[str, ast.stmt]]:
    """Every assignment with the path of what it sets."""
    for owner, body in _bodies(tree, path):
        for statement in body:
            if isinstance(statement, ast.Assign | ast.AnnAssign):
                yield _named(statement, owner), statement


def _docstrings(tree: ast.Module, path: str) -> Iterator[tuple[ast.Expr, str, bool]]:
    """Every docstring, with the path of its object, and whether a body would be empty without it.

    Also the texts below assignments, in classes and modules and in what `__init__` sets.
    """
    tops = {id(node.body): node for node in ast.walk(tree) if _has_docstring(node)}  # type: ignore[attr-defined]
    for owner, body in _bodies(tree, path):
        node = tops.get(id(body))
        before: ast.AST | None = node
        for statement in body:
            if isinstance(statement, ast.Expr) and is_text(statement) and before is not None:
                yield statement, _named(before, owner), len(body) == 1 and node is not tree
            before = statement if isinstance(statement, ast.Assign | ast.AnnAssign) else None


def _bodies(tree: ast.Module, path: str) -> Iterator[tuple[str, list[ast.stmt]]]:
    """Every list of statements, with the path of the definition that it is in."""
    todo: list[tuple[ast.AST, str]] = [(tree, path)]
    while todo:
        node, owner = todo.pop()
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            body = getattr(node, name, None)
            if isinstance(body, list):
                yield owner, body
                todo += [(one, f"{owner}.{one.name}" if _is_scope(one) else owner) for one in body]


def _has_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Module) or _is_scope(node)


def _is_scope(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)


def _named(before: ast.AST, owner: str) -> str:
    """The path of what a text stands below: a definition, or an assignment in it."""
    if not isinstance(before, ast.Assign | ast.AnnAssign):
        return owner
    target = before.targets[-1] if isinstance(before, ast.Assign) else before.target
    name = target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else ""
    return f"{owner.removesuffix('.__init__')}.{name}"
