"""A report as values: headings, paragraphs, lists and tables, made once and written by each doc tool in its own way.

Knows no markup: text in here is characters. A writer has one case for each kind of block and of inline piece, so a new
kind (a picture, a part that folds) is one class here and one case in each writer, and mypy names the writer that has
none. Writers: `aidoc_core.render.outline_markdown`, and one to docutils nodes beside Sphinx' extension.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Characters that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A name, as code."""

    text: str


@dataclass(frozen=True, slots=True)
class ObjectName:
    """The dotted path of an object, as code that leads to its documentation where that has an address."""

    path: str


Inline: TypeAlias = Text | Strong | Code | ObjectName
Line: TypeAlias = tuple[Inline, ...]
"""What stands in a paragraph, a list item or a cell: pieces, one after the other."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences."""

    line: Line


@dataclass(frozen=True, slots=True)
class Items:
    """A list with bullets."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Attributes:
        headings: One for each column; none for a table without a head.
        rows: The cells of each row.
        style: A class of its own for style sheets, beside `aidoc-table`.
    """

    headings: tuple[str, ...] = ()
    rows: tuple[tuple[Line, ...], ...]
    style: str = ""

    @property
    def classes(self) -> tuple[str, ...]:
        """What the frame of the table is marked with."""
        return ("aidoc-table", self.style) if self.style else ("aidoc-table",)


Block: TypeAlias = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A page.

    Attributes:
        title: Its title, for writers that write whole pages.
        blocks: What stands on it.
    """

    title: str
    blocks: tuple[Block, ...]


def text(words: str) -> Line:
    """A line of plain characters."""
    return (Text(words),)
