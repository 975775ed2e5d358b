"""A squarified treemap: areas for sizes, as near to squares as they go.

After Bruls, Huizing and van Wijk, "Squarified Treemaps" (2000), https://vanwijk.win.tue.nl/stm.pdf: rows along the
shorter side of what is left, each filled as long as its worst area gets no longer and thinner by one more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle; lengths in the unit of the whole."""

    x: float
    y: float
    width: float
    height: float


def lay_out(sizes: Sequence[float], width: float, height: float) -> list[Area]:
    """Divide a rectangle.

    Args:
        sizes: One for each area, none of them negative; the largest first looks best.
        width: Of the whole rectangle.
        height: Likewise.

    Returns:
        The areas in the order of the sizes; they fill the rectangle, and one of no size is empty.
    """
    whole = sum(sizes)
    scaled = [size * width * height / whole for size in sizes] if whole else [0.0] * len(sizes)
    left = Area(x=0, y=0, width=width, height=height)
    areas: list[Area] = []
    row: list[float] = []
    for size in scaled:
        side = min(left.width, left.height)
        if row and _worst([*row, size], side) > _worst(row, side):
            placed, left = _place(row, left)
            areas += placed
            row = []
        row.append(size)
    return areas + _place(row, left)[0]


def _worst(row: Sequence[float], side: float) -> float:
    """How far the longest and thinnest area of a row is from a square: the longer of its sides by the shorter."""
    whole = sum(row)
    some = [size for size in row if size > 0]
    if not some or side <= 0:
        return 0.0
    return max(side * side * max(some) / (whole * whole), whole * whole / (side * side * min(some)))


def _place(row: Sequence[float], left: Area) -> tuple[list[Area], Area]:
    """A row of areas along the shorter side, and what is left beside it."""
    whole = sum(row)
    upright = left.width >= left.height
    side = left.height if upright else left.width
    depth = whole / side if side > 0 else 0.0
    areas, at = [], 0.0
    for size in row:
        length = size / depth if depth > 0 else 0.0
        if upright:
            areas.append(Area(x=left.x, y=left.y + at, width=depth, height=length))
        else:
            areas.append(Area(x=left.x + at, y=left.y, width=length, height=depth))
        at += length
    if upright:
        return areas, Area(x=left.x + depth, y=left.y, width=left.width - depth, height=left.height)
    return areas, Area(x=left.x, y=left.y + depth, width=left.width, height=left.height - depth)
