"""An outline as HTML: what stands in it is shown to the letter, without a script or a style of its own."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, assert_never

from aidoc_core.render import picture
from aidoc_core.render.outline import Chart, Facets, Fold, Heading, Items, Map, Paragraph, Table
from aidoc_core.render.pieces import Addresses, Bar, Code, Entry, ObjectName, PageName, Place, Strong, Swatch, Text, Web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aidoc_core.render.outline import Block
    from aidoc_core.render.pieces import Inline, Line
    from aidoc_core.render.written_folds import WrittenFolds

    Encode = Callable[[str], str]

_FACETS = tuple(field.name for field in fields(Facets))


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlWriter:
    """Writes the blocks of one page.

    Attributes:
        addresses: Where links lead.
        table: Classes that the doc tool gives its tables.
        code: Classes that it gives its code.
        encode: Makes characters of words; in Markdown more of them mean something.
        folds: What was written before.
    """

    addresses: Addresses = Addresses()
    table: str = ""
    code: str = ""
    encode: Encode = picture.characters
    folds: WrittenFolds | None = None

    def block(self, block: Block) -> str:
        """Write a block: what is in HTML already is not read as Markdown."""
        match block:
            case Heading(words):
                return f"<h3>{self.encode(words)}</h3>"
            case Paragraph(line):
                return f"<p>{self.line(line)}</p>"
            case Items(lines, style):
                items = "\n".join(f"<li>{self.line(line)}</li>" for line in lines)
                bullets = f"<ul>\n{items}\n</ul>"
                return f'<div class="{self.encode(style)}">\n{bullets}\n</div>' if style else bullets
            case Table():
                return self._table(block)
            case Fold():
                return self._fold(block) if self.folds is None else self.folds.write(block, self._fold)
            case Map() | Chart():
                drawn = self._drawn(block) if self.folds is None else self.folds.draw(block, self._drawn)
                return f'<div class="aidoc-picture">\n{drawn}\n</div>'
            case _:
                assert_never(block)

    def line(self, line: Line) -> str:
        """Write pieces, one after the other."""
        return "".join(map(self._inline, line))

    def _inline(self, piece: Inline) -> str:
        """Write a piece; tags are the same in Markdown and in HTML, only characters differ."""
        encode = self.encode
        match piece:
            case Text(words):
                return encode(words)
            case Strong(words):
                return f"<strong>{encode(words)}</strong>"
            case Code(words):
                return self._code(words)
            case Bar():
                return picture.bar(piece)
            case Swatch():
                return picture.swatch(piece)
            case _:
                return self._leading(piece)

    def _leading(self, piece: ObjectName | Place | Entry | PageName | Web) -> str:
        """Write a piece that leads somewhere, if there is where to."""
        match piece:
            case ObjectName(path, shown):
                return self._link(self.addresses.docs(path), self._code(shown or path))
            case Place():
                inner = self._link(self.addresses.source(piece), self.encode(piece.shown))
                return f'<span class="aidoc-place">{inner}</span>'
            case Entry(module, shown):
                return self._link(self.addresses.entry(module), self.encode(shown))
            case PageName(page, shown, anchor):
                return self._link(self._to(page, anchor), self.encode(shown))
            case Web(address, shown):
                return self._link(address, self.encode(shown))
            case _:
                assert_never(piece)

    def _drawn(self, block: Map | Chart) -> str:
        if isinstance(block, Chart):
            return f"<p>{self.encode(block.title)}</p>\n{picture.chart(block)}"
        return picture.treemap(block, lambda tile: self._to(tile.page, tile.anchor) if tile.anchor else "")

    def _to(self, page: str, anchor: str) -> str:
        """A place of the report; an anchor without a page is one of this page."""
        if anchor and not page:
            return f"#{anchor}"
        address = self.addresses.page(page)
        return f"{address}#{anchor}" if address and anchor else address

    def _link(self, address: str, inner: str) -> str:
        return f'<a href="{self.encode(address)}">{inner}</a>' if address else inner

    def _code(self, words: str) -> str:
        return f"{_opened('code', self.code)}{self.encode(words)}</code>"

    def _table(self, table: Table) -> str:
        head = f"<thead>{self._row('th', map(self.encode, table.headings))}</thead>\n" if table.headings else ""
        facets = map(_data, table.facets) if table.facets else ("" for _ in table.rows)
        rows = zip(table.rows, facets, strict=True)
        body = "\n".join(self._row("td", map(self.line, row), data) for row, data in rows)
        # The classes are on a frame: Material leaves tables with a class of their own unstyled.
        frame = self.encode(" ".join(table.classes))
        tag = _opened("table", self.table)
        return f'<div class="{frame}">\n{tag}\n{head}<tbody>\n{body}\n</tbody>\n</table>\n</div>'

    def _row(self, tag: str, cells: Iterable[str], data: str = "") -> str:
        return f"<tr{data}>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"

    def _fold(self, fold: Fold) -> str:
        # Inside, not on `details`: a link to what is folded opens it.
        inner = "\n".join(map(self.block, fold.blocks))
        return (
            f'<div class="aidoc-fold">\n<details>\n<summary>{self.line(fold.line)}</summary>\n'
            f'<div id="{self.encode(fold.anchor)}">\n{inner}\n</div>\n</details>\n</div>'
        )


def _data(facets: Facets) -> str:
    def attributes() -> Iterator[str]:
        for name in _FACETS:
            if value := getattr(facets, name):
                yield f' data-{name}="{picture.characters(value)}"'

    return "".join(attributes())


def _opened(tag: str, classes: str) -> str:
    return f'<{tag} class="{classes}">' if classes else f"<{tag}>"
