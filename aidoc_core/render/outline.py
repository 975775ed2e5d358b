"""A report as values: headings, paragraphs, lists and tables, made once and written by each doc tool in its own way.

Knows no markup: text in here is characters, and a picture is what it shows. A writer has one case for each kind of
block and of piece (`aidoc_core.render.pieces`), so a new kind is one class here and one case in each writer, and mypy
names the writer that has none. Writers: `aidoc_core.render.outline_html`, `aidoc_core.render.outline_markdown`, and one
to docutils nodes beside Sphinx' extension.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from aidoc_core.render.pieces import Bar, Line


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
    """A list with bullets.

    Attributes:
        lines: The items.
        style: A class for style sheets; a list that has one stands in a frame.
    """

    lines: tuple[Line, ...]
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What readers may choose a row by, where there is a script.

    Attributes:
        state: What became of the object.
        kind: Its kind.
        model: Which model wrote its text; empty for none.
        finding: Rules that have something to say of the text, with spaces between.
    """

    state: str
    kind: str
    model: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Attributes:
        headings: One for each column; none for a table without a head.
        rows: The cells of each row.
        style: A class of its own for style sheets, beside `aidoc-table`.
        facets: One for each row, in a table that readers search; else none.
    """

    headings: tuple[str, ...] = ()
    rows: tuple[tuple[Line, ...], ...]
    style: str = ""
    facets: tuple[Facets, ...] = ()

    @property
    def classes(self) -> tuple[str, ...]:
        """What the frame of the table is marked with."""
        return ("aidoc-table", self.style) if self.style else ("aidoc-table",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A line that opens to what is behind it, without a script; where nothing folds, all of it stands there.

    Attributes:
        anchor: Where links lead, and open it.
        line: What is always seen.
        blocks: What it opens to.
    """

    anchor: str
    line: Line
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One area of a map.

    Attributes:
        name: What it stands for.
        anchor: Where it leads on the page; empty for nowhere.
        page: The page of the report that has the anchor; empty for the page with the map.
        bar: Its parts; their sum is its size.
    """

    name: str
    anchor: str = ""
    page: str = ""
    bar: Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Areas side by side, each as large as its number. What it shows stands in words elsewhere on the page.

    Attributes:
        title: What it is called.
        words: What it shows, and where that stands, for readers who see no picture.
        tiles: The areas.
    """

    title: str
    words: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One of the columns of a chart.

    Attributes:
        words: What it says.
        bar: Its parts, from the bottom up.
        whole: What would fill the height.
    """

    words: str
    bar: Bar
    whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Columns side by side, e.g. one for each build. What they say stands in a table behind it.

    Attributes:
        title: What it is called.
        words: What it shows, and where that stands, for readers who see no picture.
        columns: The columns, from left to right.
    """

    title: str
    words: str
    columns: tuple[Column, ...]


Block: TypeAlias = Heading | Paragraph | Items | Table | Fold | Map | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A page.

    Attributes:
        title: Its title, for writers that write whole pages.
        blocks: What stands on it.
    """

    title: str
    blocks: tuple[Block, ...]
