"""An outline as a page of Markdown that shows its characters and does nothing else, whatever extensions a site has.

Tables, pictures and parts that fold are HTML, which renders with every set of extensions; all other blocks are Markdown
in which every mark of punctuation is a character reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from aidoc_core.render import picture
from aidoc_core.render.markdown import characters
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
    from collections.abc import Callable, Iterable

    from aidoc_core.render.outline import Block, Inline, Line, Outline

    Link = Callable[[str], str]
    Encode = Callable[[str], str]


def page(outline: Outline, *, link: Link = lambda _: "") -> str:
    """Write a whole page.

    Args:
        outline: The page.
        link: Gives the address of an object's documentation, relative to the page; empty for no link.
    """
    blocks = (_block(block, link) for block in outline.blocks)
    return "\n\n".join((f"# {characters(outline.title)}", *blocks)) + "\n"


def _block(block: Block, link: Link) -> str:
    match block:
        case Heading(words):
            return f"## {characters(words)}"
        case Paragraph(line):
            return _line(line, link, characters)
        case Items(lines, ""):
            written = (_line(line, link, characters) for line in lines)
            return "\n".join(f"- {item}" for item in written if item.strip())  # a lone dash would be a dash
        case _:
            return _html(block, link)


def _html(block: Block, link: Link) -> str:
    """A block as HTML: what is in HTML already is not read as Markdown."""
    match block:
        case Heading(words):
            return f"<h3>{picture.characters(words)}</h3>"
        case Paragraph(line):
            return f"<p>{_line(line, link, picture.characters)}</p>"
        case Items(lines, style):
            items = "\n".join(f"<li>{_line(line, link, picture.characters)}</li>" for line in lines)
            return f'<div class="{picture.characters(style)}">\n<ul>\n{items}\n</ul>\n</div>'
        case Table():
            return _table(block, link)
        case Fold():
            return _fold(block, link)
        case Map():
            return f'<div class="aidoc-picture">\n{picture.treemap(block)}\n</div>'
        case _:
            assert_never(block)


def _line(line: Line, link: Link, encode: Encode) -> str:
    return "".join(_inline(piece, link, encode) for piece in line)


def _inline(piece: Inline, link: Link, encode: Encode) -> str:
    """Write a piece; tags are the same in Markdown and in HTML, only characters differ."""
    match piece:
        case Text(words):
            return encode(words)
        case Strong(words):
            return f"<strong>{encode(words)}</strong>"
        case Code(words):
            return f"<code>{encode(words)}</code>"
        case ObjectName(path, shown):
            code, address = f"<code>{encode(shown or path)}</code>", link(path)
            return f'<a href="{encode(address)}">{code}</a>' if address else code
        case Bar():
            return picture.bar(piece)
        case Swatch():
            return picture.swatch(piece)
        case _:
            assert_never(piece)


def _table(table: Table, link: Link) -> str:
    head = f"<thead>{_row('th', map(picture.characters, table.headings))}</thead>\n" if table.headings else ""
    body = "\n".join(_row("td", (_line(cell, link, picture.characters) for cell in row)) for row in table.rows)
    # The classes are on a frame: Material leaves tables with a class of their own unstyled.
    frame = " ".join(table.classes)
    return f'<div class="{frame}">\n<table>\n{head}<tbody>\n{body}\n</tbody>\n</table>\n</div>'


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


def _fold(fold: Fold, link: Link) -> str:
    line = _line(fold.line, link, picture.characters)
    # Inside, not on `details`: a link to what is folded opens it.
    inner = "\n".join(_html(block, link) for block in fold.blocks)
    return (
        f'<div class="aidoc-fold">\n<details>\n<summary>{line}</summary>\n'
        f'<div id="{picture.characters(fold.anchor)}">\n{inner}\n</div>\n</details>\n</div>'
    )
