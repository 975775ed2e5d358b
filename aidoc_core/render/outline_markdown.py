"""An outline as a page of Markdown that shows its characters and does nothing else, whatever extensions a site has.

Tables, pictures and parts that fold are HTML, which renders with every set of extensions; all other blocks are Markdown
in which every mark of punctuation is a character reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.render.markdown import characters
from aidoc_core.render.outline import Heading, Items, Paragraph
from aidoc_core.render.outline_html import HtmlWriter
from aidoc_core.render.pieces import Addresses

if TYPE_CHECKING:
    from aidoc_core.render.outline import Block, Outline

_NOWHERE = Addresses()


def page(outline: Outline, addresses: Addresses = _NOWHERE) -> str:
    """Write a whole page.

    Args:
        outline: The page.
        addresses: Where links lead.
    """
    markdown, html = HtmlWriter(addresses=addresses, encode=characters), HtmlWriter(addresses=addresses)
    blocks = (_block(block, markdown, html) for block in outline.blocks)
    return "\n\n".join((f"# {characters(outline.title)}", *blocks)) + "\n"


def _block(block: Block, markdown: HtmlWriter, html: HtmlWriter) -> str:
    match block:
        case Heading(words):
            return f"## {characters(words)}"
        case Paragraph(line):
            return markdown.line(line)
        case Items(lines, ""):
            written = map(markdown.line, lines)
            return "\n".join(f"- {item}" for item in written if item.strip())  # a lone dash would be a dash
        case _:
            return html.block(block)
