"""Objects -> the Python that is sent: asked objects in place, each under its mark, in the classes around them.

Knows code, not what is asked about it. Whatever the source looks like, an excerpt is valid Python and bounded.
"""

from __future__ import annotations

import ast
import re
import textwrap
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from aidoc_core.code.parsing import parse
from aidoc_core.code.source import first_line, header
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.code.objects import ApiObject

LONGEST_SOURCE = 40_000
"""Characters of one definition at most; the rest of its body is left out and said so."""
_VALUE_LEFT_OUT = "the value is left out"
_BODY_LEFT_OUT = "the rest of the body is left out"
LEFT_OUT = f"{_VALUE_LEFT_OUT}; {_BODY_LEFT_OUT}"
"""The notes in what is sent."""
LONGEST_OUTLINE = 12_000
"""Characters of the headers that a class or module is shown by; the other members are only counted."""

_INDENT = "    "
# What of the source reads like our own marks, headings and list of problems. A comment must not answer for others.
_IMITATION = regex(r"#(?=\[\d+\])|^#(?= module )|^(?=(?:Problems|Sentences):$)", re.MULTILINE)
# What must not stand in a literal as it is: control characters, and halves of a pair of surrogates.
_UNPRINTED = regex(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An object of an excerpt and the comment that goes above it.

    Attributes:
        mark: A line that starts with `#`.
        obj: The object.
        longest: Characters of its definition at most; the rest of its body is left out and said so.
    """

    mark: str
    obj: ApiObject
    longest: int = LONGEST_SOURCE


def length(obj: ApiObject) -> int:
    """Characters that an object adds to an excerpt, about."""
    if obj.kind not in ("class", "module"):
        return min(len(obj.source), LONGEST_SOURCE)
    outline = sum(len(member) + len(_INDENT) for member in obj.members)
    return min(outline, LONGEST_OUTLINE) + min(len(obj.human), LONGEST_SOURCE)


@dataclass(slots=True)
class _Scope:
    """A class or module while its text is put together."""

    name: str = ""
    asked: Marked | None = None
    header: str = ""
    items: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    scopes: dict[str, _Scope] = field(default_factory=dict)


def excerpt(module: str, objects: Iterable[Marked]) -> str:
    """The marked objects of one module as Python.

    Args:
        module: The module's path.
        objects: Functions, properties and fields are sent as written, classes and the module as an outline.
    """
    root = _Scope()
    for marked in objects:
        obj = marked.obj
        if obj.kind == "module":
            root.asked = marked
            continue
        scope = root
        *outer, name = obj.qualname.split(".")
        for depth, enclosing in enumerate(outer):
            innermost = depth == len(outer) - 1
            scope = _enter(scope, enclosing, obj.header if innermost else "")
        if obj.kind == "class":
            _enter(scope, name, obj.signature).asked = marked
        else:
            scope.shown.add(name)
            scope.items.append(f"{marked.mark}\n{quiet(_source(obj, marked.longest))}")
    lines = [root.asked.mark] if root.asked else []
    lines.append(f"# module {module}")
    if root.asked and root.asked.obj.human:
        lines.append(literal(root.asked.obj.human))
    return "\n".join([*lines, *_body(root)])


def _enter(scope: _Scope, name: str, header: str) -> _Scope:
    inner = scope.scopes.get(name)
    if inner is None:
        inner = scope.scopes[name] = _Scope(name=name)
        scope.shown.add(name)
        scope.items.append(name)  # a bare name stands for the scope of that name
    inner.header = inner.header or header
    return inner


def _body(scope: _Scope) -> list[str]:
    lines: list[str] = []
    for item in scope.items:
        lines += _class_text(scope.scopes[item]) if item in scope.scopes else [item]
    if scope.asked:  # the whole of it is asked, so its interface is needed: members that are not here as headers
        lines += _outline(scope.asked.obj.members, scope.shown)
    return lines


def _class_text(scope: _Scope) -> list[str]:
    lines: list[str] = []
    body: list[str] = []
    if scope.asked:
        lines.append(scope.asked.mark)
        lines += [quiet(f"@{decorator}") for decorator in scope.asked.obj.decorators]
        if scope.asked.obj.human:
            body.append(literal(scope.asked.obj.human))
    lines.append(f"{quiet(scope.header) or f'class {scope.name}'}:")
    body += _body(scope)
    return [*lines, *(textwrap.indent(text, _INDENT) for text in body or ["..."])]


def _outline(members: Iterable[str], shown: set[str]) -> list[str]:
    lines: list[str] = []
    length = left_out = 0
    for member in members:
        if member_name(member) in shown:
            continue
        length += len(member)
        if length > LONGEST_OUTLINE:
            left_out += 1
            continue
        definition = member.startswith(("def ", "async def ", "class "))
        lines.append(quiet(f"{member}: ..." if definition else member))
    return [*lines, f"...  # and {left_out} more"] if left_out else lines


def member_name(member: str) -> str:
    """The name in a header as `ApiObject.members` has it."""
    word = member.removeprefix("async ").removeprefix("def ").removeprefix("class ")
    return word.partition("(")[0].partition(":")[0].strip()


def _source(obj: ApiObject, longest: int) -> str:
    text = obj.source.rstrip()
    return text if len(text) <= longest else _shortened(text, obj, longest)


def _shortened(text: str, obj: ApiObject, longest: int) -> str:
    """The first statements of a body, as many as fit; what is cut elsewhere would not be Python any more."""
    node = parse(text).body[0]
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return f"{obj.signature} = ...  # {_VALUE_LEFT_OUT}"
    lines = text.split("\n")
    start = first_line(node.body[0]) - 1
    end = start
    lengths = list(accumulate((len(line) + 1 for line in lines), initial=0))
    for statement in node.body:
        if lengths[statement.end_lineno or end] > longest:
            break
        end = statement.end_lineno or end
    head = lines[:end] if start > node.lineno - 1 else [f"{header(node)}:"]  # all of it on one line
    return "\n".join([*head, f"{_INDENT}...  # {_BODY_LEFT_OUT}"])


def literal(text: str) -> str:
    """A text as a docstring; what is too long of it is left out."""
    quoted = text[:LONGEST_SOURCE].replace("\\", "\\\\").replace('"""', '\\"""')
    quoted = _UNPRINTED.sub(lambda found: rf"\u{ord(found[0]):04x}", quoted)
    return quiet(f'"""{quoted}\n"""')


def quiet(text: str) -> str:
    """Code with a space in what looks like a mark of ours; the same code but for that."""
    return _IMITATION.sub(lambda found: f"{found[0]} ", text)
