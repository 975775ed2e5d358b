"""An outline as a page of Markdown that shows its characters and does nothing else, whatever extensions a site has.

Tables, pictures and parts that fold are HTML, which renders with every set of extensions; all other blocks are Markdown
in which every mark of punctuation is a character reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.render.held import joined
from aidoc_core.render.markdown import characters
from aidoc_core.render.outline import Heading, Items, Paragraph
from aidoc_core.render.outline_html import HtmlWriter
from aidoc_core.render.pieces import Addresses

if TYPE_CHECKING:
    from aidoc_core.render.outline import Block, Outline
    from aidoc_core.render.written_folds import WrittenFolds

_NOWHERE = Addresses()
_STANDS_FOR = '<div class="aidoc-block-{}"></div>'
"""In place of a block of HTML; in texts, characters like these are references."""


def page(outline: Outline, addresses: Addresses = _NOWHERE) -> str:
    """Write a whole page.

    Args:
        outline: The page.
        addresses: Where links lead.
    """
    return joined(*divided(outline, addresses))


def divided(
    outline: Outline, addresses: Addresses = _NOWHERE, folds: WrittenFolds | None = None
) -> tuple[str, dict[str, str]]:
    """Write a page without its HTML, which no converter of Markdown changes and each looks through at length.

    Args:
        outline: The page.
        addresses: Where links lead.
        folds: What was written of the page before.

    Returns:
        The page, and what stands in it for blocks of HTML, in their order; those that follow each other are one.
    """
    markdown, html = HtmlWriter(addresses=addresses, encode=characters), HtmlWriter(addresses=addresses, folds=folds)
    blocks = [f"# {characters(outline.title)}"]
    held: dict[str, list[str]] = {}
    for block in outline.blocks:
        written = _block(block, markdown)
        if written is not None:
            blocks.append(written)
            continue
        if blocks[-1] not in held:
            blocks.append(_STANDS_FOR.format(len(held)))
        held.setdefault(blocks[-1], []).append(html.block(block))
    return "\n\n".join(blocks) + "\n", {place: "\n".join(found) for place, found in held.items()}


def _block(block: Block, markdown: HtmlWriter) -> str | None:
    """A block in Markdown; `None` for what is HTML."""
    match block:
        case Heading(words):
            return f"## {characters(words)}"
        case Paragraph(line):
            return markdown.line(line)
        case Items(lines, ""):
            written = map(markdown.line, lines)
            return "\n".join(f"- {item}" for item in written if item.strip())  # a lone dash would be a dash
        case _:
            return None
