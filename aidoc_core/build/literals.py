"""String literals for docstrings: quotes, indentation, and what has to be escaped in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.errors import AidocError
from aidoc_core.render.written import docstring_lines, section_lines

if TYPE_CHECKING:
    import libcst

    from aidoc_core.answers.answer import Answer
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.render.written import Layout

_QUOTES = 3


class PatchError(AidocError):
    """A text cannot be written into this place; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is to be written for one object.

    Attributes:
        obj: The object.
        answer: What its docstring is to say, or lacks.
        layout: How it is written.
        anew: Whether it takes the place of a person's docstring.
    """

    obj: ApiObject
    answer: Answer
    layout: Layout
    anew: bool = False


def new_literal(text: Text, indent: str, module: libcst.Module) -> str:
    """The literal of a whole docstring, from its opening quotes to its closing ones."""
    room = text.layout.width - len(indent.expandtabs(8))
    lines = docstring_lines(text.answer, text.layout, room)
    if len(lines) > 1 and text.layout.style == "numpy":
        lines = ["", *lines]  # as numpydoc has it: the summary stands below the quotes
    prefix, lines = _quoted(lines, module.encoding)
    if len(lines) == 1 and not lines[0].endswith('"') and len(prefix) + 2 * _QUOTES + len(lines[0]) <= room:
        return f'{prefix}"""{lines[0]}"""'
    rest = "".join(module.default_newline + (indent + line if line else "") for line in (*lines[1:], ""))
    return f'{prefix}"""{lines[0]}{rest}{indent}"""'


def _quoted(lines: list[str], encoding: str) -> tuple[str, list[str]]:
    """The prefix of a literal and its lines: raw where that spares doubled backslashes."""
    whole = "\n".join(lines)
    if _fits(whole, encoding) and '"""' not in whole:
        return ("r", lines) if "\\" in whole else ("", lines)
    return "", [_escaped(line, encoding) for line in lines]


def _escaped(line: str, encoding: str) -> str:
    line = line.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    return line if _fits(line, encoding) else line.encode(encoding, "backslashreplace").decode(encoding)


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def longer_literal(literal: str, text: Text, indent: str, module: libcst.Module) -> str:
    """A person's literal with further sections at its end; the person's words stay as they are.

    Raises:
        PatchError: It is not written in a way that can be added to.
    """
    prefix = literal[: len(literal) - len(literal.lstrip("rRuU"))]
    quotes = literal[len(prefix) : len(prefix) + _QUOTES]
    if quotes not in ('"""', "'''"):
        raise PatchError("its docstring is not in triple quotes")
    body = literal[len(prefix) + _QUOTES : -_QUOTES].rstrip()
    lines = section_lines(text.answer, text.layout, text.layout.width - len(indent.expandtabs(8)))
    if prefix.lower() == "r":
        whole = "\n".join(lines)
        if quotes in whole or not _fits(whole, module.encoding):
            raise PatchError("its docstring is raw, and what is to be added cannot stand in it")
    else:
        lines = [_escaped(line, module.encoding).replace("'''", r"\'\'\'") for line in lines]
    newline = module.default_newline
    added = "".join(newline + (indent + line if line else "") for line in ("", *lines, ""))
    return f"{prefix}{quotes}{body}{added}{indent}{quotes}"
