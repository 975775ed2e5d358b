"""An outline as docutils nodes, which every builder can write. The title is left to the document around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from docutils import nodes

from aidoc_core.render.blocks import one_line
from aidoc_core.render.outline import Code, Heading, Items, ObjectName, Paragraph, Strong, Table, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils.nodes import Node

    from aidoc_core.render.outline import Block, Inline, Line, Outline

    Link = Callable[[str, nodes.literal], Node]


def outline_nodes(outline: Outline, link: Link) -> list[Node]:
    """Make the nodes of an outline's blocks.

    Args:
        outline: What to write.
        link: Puts the link to an object around its name, where that has an address.
    """
    return [_block(block, link) for block in outline.blocks]


def _block(block: Block, link: Link) -> Node:
    match block:
        case Heading(words):
            return nodes.rubric("", one_line(words))
        case Paragraph(line):
            return _paragraph(line, link)
        case Items(lines):
            items = (nodes.list_item("", _paragraph(line, link)) for line in lines)
            return nodes.bullet_list("", *items, bullet="-")
        case Table():
            return _table(block, link)
        case _:
            assert_never(block)


def _paragraph(line: Line, link: Link) -> nodes.paragraph:
    return nodes.paragraph("", "", *(_inline(piece, link) for piece in line))


def _inline(piece: Inline, link: Link) -> Node:
    match piece:
        case Text(words):
            return nodes.Text(one_line(words))
        case Strong(words):
            return nodes.strong("", one_line(words))
        case Code(words):
            return nodes.literal("", one_line(words))
        case ObjectName(path):
            return link(path, nodes.literal("", one_line(path)))
        case _:
            assert_never(piece)


def _table(table: Table, link: Link) -> nodes.compound:
    columns = len(table.headings) or max((len(row) for row in table.rows), default=1)
    group = nodes.tgroup(cols=columns)
    group += [nodes.colspec(colwidth=100 // columns) for _ in range(columns)]
    if table.headings:
        group += nodes.thead("", _row(((Text(words),) for words in table.headings), link))
    group += nodes.tbody("", *(_row(row, link) for row in table.rows))
    return nodes.compound("", nodes.table("", group), classes=list(table.classes))


def _row(cells: Iterable[Line], link: Link) -> nodes.row:
    return nodes.row("", *(nodes.entry("", _paragraph(cell, link)) for cell in cells))
