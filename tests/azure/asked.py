"""What a request asks for, read back from the marked code in its user messages.

The code comes in sections that start with `# module <dotted.name>`; above each object asked for stands a
comment `#[<n>]`, optionally with ` only: ` and what is missing. A marker above the section line asks for the
module itself. This module knows that format and Python; nothing of HTTP or answers.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
import tokenize
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.azure.code_facts import FunctionNode, parameters_of, raises_of, returns_of, yields_of
from tests.azure.messages import JsonObject, message_text
from tests.azure.readings import HEADING, with_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKER = re.compile(r"#\[(\d+)\](?: only:(.*))?")
_SECTION = re.compile(r"# module ([\w.-]+)")
_PROBLEMS = "Problems:"
_PROPERTY = re.compile(r"(?:.*\.)?(?:(?:cached_|abstract)?property|setter|getter|deleter)")


class UnreadableCodeError(ValueError):
    """The code in a request breaks the format that the markers promise."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedObject:
    """An object that a request asks for.

    `name` is the dotted name inside the module, empty for the module itself; `only` is None where everything is
    asked for; `source` is the object's code as it was sent, comments included; `sentences` are those that are to be
    read beside it, each with its part, and None where an answer is asked for.
    """

    n: int
    kind: str
    name: str
    module: str
    parameters: tuple[str, ...] = ()
    returns: bool = False
    yields: bool = False
    raises: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    source: str = ""
    sentences: tuple[tuple[str, str], ...] | None = None

    @property
    def path(self) -> str:
        """The full dotted path."""
        return f"{self.module}.{self.name}" if self.name else self.module


@dataclass(frozen=True, kw_only=True, slots=True)
class _Section:
    module: str
    marker: re.Match[str] | None
    lines: list[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """A statement and where it stands: the names around it, and those of its innermost class."""

    node: ast.stmt
    names: tuple[str, ...]
    owner: tuple[str, ...] | None
    in_class: bool


def asked_in(messages: Sequence[JsonObject]) -> tuple[AskedObject, ...]:
    """Read the objects that a conversation asks for.

    Only what the user said since the last assistant message counts; where the last of it is a repair request
    (it has a line `Problems:`), only that message, up to that line.
    """
    texts: list[str] = []
    for message in messages:
        if message.get("role") == "assistant":
            texts.clear()
        elif message.get("role") == "user":
            texts.append(message_text(message))
    lines = [line.rstrip() for line in texts[-1].split("\n")] if texts else []
    if HEADING in lines:
        last = len(lines) - 1 - lines[::-1].index(HEADING)
        with contextlib.suppress(ValueError):  # then the line stood in a docstring
            return with_sentences(read_code("\n".join(lines[:last])), lines[last + 1 :])
    if _PROBLEMS in lines:
        last = len(lines) - 1 - lines[::-1].index(_PROBLEMS)
        with contextlib.suppress(UnreadableCodeError):  # then the line stood in a docstring
            return read_code("\n".join(lines[:last]))
    return read_code("\n".join(texts))


def read_code(text: str) -> tuple[AskedObject, ...]:
    """Read the marked objects out of `text`; what stands before the first section is prose and skipped.

    Raises:
        UnreadableCodeError: If a section is not Python, a marker has no object, or a number comes twice.
    """
    found = [asked for section in _sections(text) for asked in _objects(section)]
    numbers = [asked.n for asked in found]
    if len(set(numbers)) != len(numbers):
        raise UnreadableCodeError(f"marker numbers come twice: {numbers}")
    return tuple(found)


def _sections(text: str) -> list[_Section]:
    sections: list[_Section] = []
    before: list[str] = []
    for line in text.split("\n"):  # not splitlines(): a form feed ends no line of Python
        header = _SECTION.fullmatch(line.rstrip())
        if header is None:
            before.append(line)
            continue
        marker = _MARKER.fullmatch(before[-1].rstrip()) if before else None
        if marker is not None:
            before.pop()
        before = []
        sections.append(_Section(module=header[1], marker=marker, lines=before))
    return sections


def _objects(section: _Section) -> Iterator[AskedObject]:
    source = "\n".join(section.lines) + "\n"
    if section.marker is not None:
        whole = AskedObject(n=0, kind="module", name="", module=section.module, source=source)
        yield _with_marker(whole, section.marker)
    try:
        tree = ast.parse(source)
        markers = list(_markers(source))
    except (SyntaxError, ValueError, RecursionError, tokenize.TokenError) as error:
        raise UnreadableCodeError(f"the section of module {section.module} is not Python: {error}") from error
    places = {_start(place.node): place for place in _places(tree, (), None, in_class=False)}
    for line, column, marker in markers:
        start = line
        while start < len(section.lines) and section.lines[start].lstrip()[:1] in {"", "#"}:
            start += 1
        place = places.get((start + 1, column))
        if place is None:
            raise UnreadableCodeError(f"no object below marker {marker[0]!r} in module {section.module}")
        lines = section.lines[line : place.node.end_lineno]
        yield _with_marker(_described(place, section.module, "\n".join(lines)), marker)


def _markers(source: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """The marker comments with line and column; tokens, so that a string with such a line is none."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        marker = _MARKER.fullmatch(token.string.rstrip()) if token.type == tokenize.COMMENT else None
        if marker is not None and not token.line[: token.start[1]].strip():
            yield *token.start, marker


def _with_marker(asked: AskedObject, marker: re.Match[str]) -> AskedObject:
    only = None if marker[2] is None else tuple(part.strip() for part in marker[2].split(";") if part.strip())
    return replace(asked, n=int(marker[1]), only=only)


def _start(node: ast.stmt) -> tuple[int, int]:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)]), node.col_offset


def _places(
    parent: ast.AST, names: tuple[str, ...], owner: tuple[str, ...] | None, *, in_class: bool
) -> Iterator[_Place]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.stmt):
            yield _Place(node=node, names=names, owner=owner, in_class=in_class)
        if isinstance(node, ast.ClassDef):
            inner = (*names, node.name)
            yield from _places(node, inner, inner, in_class=True)
        elif isinstance(node, FunctionNode):
            yield from _places(node, (*names, node.name), owner, in_class=False)
        else:
            yield from _places(node, names, owner, in_class=in_class)


def _described(place: _Place, module: str, source: str) -> AskedObject:
    node = place.node
    if isinstance(node, ast.ClassDef):
        return AskedObject(n=0, kind="class", name=".".join((*place.names, node.name)), module=module, source=source)
    if isinstance(node, FunctionNode):
        is_property = any(_PROPERTY.fullmatch(ast.unparse(decorator)) for decorator in node.decorator_list)
        return AskedObject(
            n=0,
            kind="property" if is_property else "function",
            name=".".join((*place.names, node.name)),
            module=module,
            parameters=parameters_of(node, method=place.in_class),
            returns=returns_of(node),
            yields=yields_of(node),
            raises=raises_of(node),
            source=source,
        )
    return AskedObject(n=0, kind="field", name=_field_name(place), module=module, source=source)


def _field_name(place: _Place) -> str:
    """The dotted name of an assignment's first target; `self.x = ...` belongs to the class around it."""
    node = place.node
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        raise UnreadableCodeError(f"a marker stands above `{ast.unparse(node)[:60]}`, which nobody documents")
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if isinstance(target, ast.Tuple):
        target = target.elts[0]
    if isinstance(target, ast.Attribute) and place.owner is not None:
        return ".".join((*place.owner, target.attr))
    return ".".join((*place.names, ast.unparse(target)))
