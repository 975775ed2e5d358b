"""An outline as docutils nodes, which every builder can write. The title is left to the document around it.

Pages for browsers get HTML: pictures, and lines that open to what is behind them. Elsewhere (LaTeX, man, text, EPUB)
the same stands there in words, and nothing is folded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from docutils import nodes

from aidoc_core.render.blocks import one_line
from aidoc_core.render.outline import Chart, Fold, Heading, Items, Map, Paragraph, Table
from aidoc_core.render.outline_html import HtmlWriter
from aidoc_core.render.pieces import Bar, Code, Entry, ObjectName, PageName, Place, Strong, Swatch, Text, Web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils.nodes import Node

    from aidoc_core.render.outline import Block, Outline
    from aidoc_core.render.pieces import Addresses, Inline, Line

    Link = Callable[[str, nodes.literal], Node]


def drawn_nodes(outline: Outline, addresses: Addresses) -> list[Node]:
    """Make the nodes of an outline's blocks for pages in browsers.

    Args:
        outline: What to write.
        addresses: Where links lead.
    """
    # As Sphinx' own tables and code, so that themes style them.
    writer = HtmlWriter(addresses=addresses, table="docutils align-default", code="docutils literal notranslate")
    inner = (
        nodes.rubric("", one_line(block.text), **{"heading-level": 2})  # a heading for readers of screens, too
        if isinstance(block, Heading)
        else nodes.raw("", writer.block(block), format="html")
        for block in outline.blocks
    )
    return [nodes.compound("", *inner, classes=["aidoc-report", "no-search"])]


def outline_nodes(outline: Outline, link: Link) -> list[Node]:
    """Make the nodes of an outline's blocks for all other builders.

    Args:
        outline: What to write.
        link: Puts the link to an object around its name, where that has an address.
    """
    writer = _Writer(link)
    return [node for block in outline.blocks for node in writer.block(block)]


class _Writer:
    def __init__(self, link: Link) -> None:
        self._link = link

    def block(self, block: Block) -> Iterator[Node]:
        match block:
            case Heading(words):
                yield nodes.rubric("", one_line(words))
            case Paragraph(line):
                yield self._paragraph(line)
            case Items(lines):
                items = (nodes.list_item("", self._paragraph(line)) for line in lines)
                yield nodes.bullet_list("", *items, bullet="-")
            case Table():
                yield self._table(block)
            case Fold(line=line, blocks=blocks):
                yield self._paragraph(line)
                for inner in blocks:
                    yield from self.block(inner)
            case Map() | Chart():
                pass  # what stands beside it says the same
            case _:
                assert_never(block)

    def _paragraph(self, line: Line) -> nodes.paragraph:
        return nodes.paragraph("", "", *map(self._inline, line))

    def _inline(self, piece: Inline) -> Node:
        match piece:
            case Strong(words):
                return nodes.strong("", one_line(words))
            case Code(words):
                return nodes.literal("", one_line(words))
            case ObjectName(path, shown):
                return self._link(path, nodes.literal("", one_line(shown or path)))
            case _:
                return nodes.Text(one_line(_words(piece)))

    def _table(self, table: Table) -> nodes.table:
        columns = len(table.headings) or max((len(row) for row in table.rows), default=1)
        group = nodes.tgroup(cols=columns)
        group += [nodes.colspec(colwidth=100 // columns) for _ in range(columns)]
        if table.headings:
            group += nodes.thead("", self._row((Text(words),) for words in table.headings))
        group += nodes.tbody("", *(self._row(row) for row in table.rows))
        return nodes.table("", group)

    def _row(self, cells: Iterable[Line]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", self._paragraph(cell)) for cell in cells))


def _words(piece: Text | Place | Entry | PageName | Web | Bar | Swatch) -> str:
    match piece:
        case Text(words):
            return words
        case Place() | Entry() | PageName() | Web():
            return piece.shown
        case Bar():
            return "" if piece.told else piece.words
        case Swatch():
            return ""
        case _:
            assert_never(piece)
