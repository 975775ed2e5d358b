"""An outline as docutils nodes, which every builder can write. The title is left to the document around it.

Pages for browsers get pictures, and lines that open to what is behind them. Elsewhere (LaTeX, man, text, EPUB) the same
stands there in words, and nothing is folded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from docutils import nodes

from aidoc_core.render import picture
from aidoc_core.render.blocks import one_line
from aidoc_core.render.outline import (
    Bar,
    Code,
    Fold,
    Heading,
    Items,
    Map,
    ObjectName,
    Paragraph,
    Strong,
    Swatch,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils.nodes import Node

    from aidoc_core.render.outline import Block, Inline, Line, Outline

    Link = Callable[[str, nodes.literal], Node]


def outline_nodes(outline: Outline, link: Link, *, drawn: bool) -> list[Node]:
    """Make the nodes of an outline's blocks.

    Args:
        outline: What to write.
        link: Puts the link to an object around its name, where that has an address.
        drawn: Whether the builder writes pages for browsers.
    """
    writer = _Writer(link, drawn=drawn)
    return [node for block in outline.blocks for node in writer.block(block)]


class _Writer:
    def __init__(self, link: Link, *, drawn: bool) -> None:
        self._link = link
        self._drawn = drawn

    def block(self, block: Block) -> Iterator[Node]:
        match block:
            case Heading(words):
                yield nodes.rubric("", one_line(words))
            case Paragraph(line):
                yield self._paragraph(line)
            case Items(lines, style):
                items = (nodes.list_item("", self._paragraph(line)) for line in lines)
                written = nodes.bullet_list("", *items, bullet="-")
                yield nodes.compound("", written, classes=[style]) if style else written
            case Table():
                yield self._table(block)
            case Fold():
                yield from self._fold(block)
            case Map():
                yield from self._drawing(f'<div class="aidoc-picture">{picture.treemap(block)}</div>')
            case _:
                assert_never(block)

    def _paragraph(self, line: Line) -> nodes.paragraph:
        return nodes.paragraph("", "", *self._line(line))

    def _line(self, line: Line) -> Iterator[Node]:
        for piece in line:
            yield from self._inline(piece)

    def _inline(self, piece: Inline) -> Iterator[Node]:
        match piece:
            case Text(words):
                yield nodes.Text(one_line(words))
            case Strong(words):
                yield nodes.strong("", one_line(words))
            case Code(words):
                yield nodes.literal("", one_line(words))
            case ObjectName(path, shown):
                yield self._link(path, nodes.literal("", one_line(shown or path)))
            case Bar():
                yield from self._drawing(picture.bar(piece)) if self._drawn else [nodes.Text(one_line(piece.words))]
            case Swatch():
                yield from self._drawing(picture.swatch(piece))
            case _:
                assert_never(piece)

    def _drawing(self, html: str) -> Iterator[Node]:
        if self._drawn:
            yield nodes.raw("", html, format="html")

    def _table(self, table: Table) -> nodes.compound:
        columns = len(table.headings) or max((len(row) for row in table.rows), default=1)
        group = nodes.tgroup(cols=columns)
        group += [nodes.colspec(colwidth=100 // columns) for _ in range(columns)]
        if table.headings:
            group += nodes.thead("", self._row((Text(words),) for words in table.headings))
        group += nodes.tbody("", *(self._row(row) for row in table.rows))
        return nodes.compound("", nodes.table("", group), classes=list(table.classes))

    def _row(self, cells: Iterable[Line]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", self._paragraph(cell)) for cell in cells))

    def _fold(self, fold: Fold) -> Iterator[Node]:
        inner = [node for block in fold.blocks for node in self.block(block)]
        if not self._drawn:
            yield self._paragraph(fold.line)
            yield from inner
            return
        yield from self._drawing('<div class="aidoc-fold"><details><summary>')
        yield from self._line(fold.line)
        # Inside, not on `details`: a link to what is folded opens it.
        yield from self._drawing(f'</summary><div id="{picture.characters(fold.anchor)}">')
        yield from inner
        yield from self._drawing("</div></details></div>")
