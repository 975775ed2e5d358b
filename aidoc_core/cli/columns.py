"""Figures as tables for a terminal: as wide as they have to be, and never wider than it.

What is too wide for one table goes on in the next, below the same first column.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Row = tuple[str, ...]

_WIDTH = 80
"""Characters to a line where nobody says how many there are."""
_NARROWEST = 60
_LONGEST_NAME = 20
"""Characters to a line of a column's head; a longer name takes more lines."""
_BETWEEN = 3
"""Characters between two columns."""


def draw(rows: Sequence[Row]) -> str:
    """Rows as tables without a colour, the head first.

    Args:
        rows: Cells, as many in each row.
    """
    return "\n\n".join(_drawn([tuple(row[place] for place in places) for row in rows]) for places in _places(rows))


def _places(rows: Sequence[Row]) -> Iterator[list[int]]:
    """The columns of each table; the first one is in all of them."""
    room = _room() - max(len(row[0]) for row in rows)
    found: list[int] = []
    left = room
    for place in range(1, len(rows[0])):
        needed = _width(rows, place) + _BETWEEN
        if found and needed > left:
            yield [0, *found]
            found, left = [], room
        found.append(place)
        left -= needed
    yield [0, *found]


def _width(rows: Sequence[Row], place: int) -> int:
    head, *cells = (row[place] for row in rows)
    words = max((len(word) for word in head.split()), default=0)
    return max(min(words, _LONGEST_NAME), *map(len, cells))


def _room() -> int:
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return _WIDTH
    return max(_NARROWEST, shutil.get_terminal_size((_WIDTH, 0)).columns)


def _drawn(rows: Sequence[Row]) -> str:
    from rich import box  # noqa: PLC0415 - of no use to --json
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, head in enumerate(rows[0]):
        width = _width(rows, place) if place else None
        drawn.add_column(Text(head), justify="right" if place else "left", overflow="fold", width=width)
    for row in rows[1:]:
        drawn.add_row(*map(Text, row))
    stream = io.StringIO()
    width = max(_room(), max(len(row[0]) for row in rows) + _LONGEST_NAME + _BETWEEN)
    Console(file=stream, width=width, no_color=True, force_terminal=False, highlight=False).print(drawn)
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n")).strip("\n")
