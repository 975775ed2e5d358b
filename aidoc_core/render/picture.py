"""Pictures as inline SVG: drawn while the site is built, without a script, in the colours of the page.

What they look like is the style sheet's: shapes have classes only, which a strict content security policy allows. All
lengths are shares of the place that the page has, and text keeps its size on narrow screens. Names come from code, and
stand escaped.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from aidoc_core.render.blocks import one_line
from aidoc_core.render.treemap import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aidoc_core.render.outline import Chart, Column, Map, Tile
    from aidoc_core.render.pieces import Bar, Share, Swatch
    from aidoc_core.render.treemap import Area

_MAP = (1000, 320)
"""Width and height that areas are laid out for; the page stretches the width."""
_CHART = 120
"""Height of a chart."""
_GAP = 0.2
"""Between two columns, of the width that each has."""
_NAMED = 4, 16
"""An area of less letters across and less height has no room for a name."""
_LETTER, _MARGIN = 6.8, 10
"""About the width of a letter of a name, and what stands free beside it."""
_USUAL, _NARROW = 680, 320
"""How wide a map is on most screens, and on the smallest."""


def bar(one: Bar) -> str:
    """A bar.

    Args:
        one: The whole and its parts.
    """
    told = 'aria-hidden="true"' if one.told else f'role="img" aria-label="{characters(one.words)}"'
    return f'<svg class="aidoc-bar" {told} width="100%" height="16" focusable="false">{"".join(_shares(one))}</svg>'


def swatch(one: Swatch) -> str:
    """A small square drawn like a part of a bar."""
    stripes = f'<line {_stripes(one)} x1="1" x2="13" y1="7" y2="7" stroke-width="12"/>' if one.striped else ""
    return (
        '<svg class="aidoc-swatch" aria-hidden="true" width="14" height="14" focusable="false">'
        f'<rect class="aidoc-part-{characters(one.style)}" x="1" y="1" width="12" height="12"/>{stripes}</svg>'
    )


def treemap(one: Map, link: Callable[[Tile], str]) -> str:
    """A map.

    Args:
        one: Its areas.
        link: Gives the address of what an area stands for.
    """
    sizes = [sum(share.number for share in tile.bar.shares) for tile in one.tiles]
    areas = lay_out(sizes, *map(float, _MAP))
    drawn = "".join(_tile(tile, area, link(tile)) for tile, area in zip(one.tiles, areas, strict=True))
    return (
        f'<svg class="aidoc-map" role="group" width="100%" height="{_MAP[1]}" focusable="false">'
        f"{_told(one)}{drawn}</svg>"
    )


def chart(one: Chart) -> str:
    """A chart of columns.

    Args:
        one: Its columns.
    """
    many = len(one.columns)
    drawn = "".join(_column(column, place, many) for place, column in enumerate(one.columns))
    return (
        f'<svg class="aidoc-chart" role="img" width="100%" height="{_CHART}" focusable="false">'
        f"{_told(one)}{drawn}</svg>"
    )


def _told(one: Map | Chart) -> str:
    """What a picture is and shows, for those who do not see it."""
    return f"<title>{characters(one.title)}</title><desc>{characters(one.words)}</desc>"


def _column(column: Column, place: int, many: int) -> str:
    frame = f'x="{_percent(place + _GAP / 2, many)}" width="{_percent(1 - _GAP, many)}" height="100%"'
    return f"<svg {frame}><title>{characters(column.words)}</title>{''.join(_rising(column))}</svg>"


def _rising(column: Column) -> Iterator[str]:
    done = 0
    for share in column.bar.shares:
        if not share.number or not column.whole:
            continue
        done += share.number
        top, height = _percent(column.whole - done, column.whole), _percent(share.number, column.whole)
        yield f'<rect class="aidoc-part-{characters(share.style)}" y="{top}" width="100%" height="{height}"/>'
        if share.striped:
            bottom = _percent(column.whole - done + share.number, column.whole)
            yield f'<line {_stripes(share)} x1="50%" x2="50%" y1="{top}" y2="{bottom}" stroke-width="300%"/>'


def _stripes(part: Share | Swatch) -> str:
    """The classes of a part's stripes, which are as dense as the style sheet has it for that part."""
    return f'class="aidoc-stripes aidoc-stripes-{characters(part.style)}"'


def _shares(one: Bar) -> Iterator[str]:
    whole = sum(share.number for share in one.shares)
    start = 0
    for share in one.shares:
        if not share.number:
            continue
        left, width = _percent(start, whole), _percent(share.number, whole)
        title = "" if one.told else f"<title>{share.number:,} {characters(share.name)}</title>"
        style = f"aidoc-part-{characters(share.style)}"
        yield f'<rect class="{style}" x="{left}" width="{width}" height="100%">{title}</rect>'
        start += share.number
        if share.striped:  # one broad line of dashes, cut off at the edge of the picture
            line = f'x1="{left}" x2="{_percent(start, whole)}" y1="50%" y2="50%" stroke-width="300%"'
            yield f"<line {_stripes(share)} {line}/>"


def _tile(tile: Tile, area: Area, address: str) -> str:
    width, height = _MAP
    place = (
        f'x="{_percent(area.x, width)}" y="{_percent(area.y, height)}" '
        f'width="{_percent(area.width, width)}" height="{_percent(area.height, height)}"'
    )
    words = f"{tile.name}: {tile.bar.words}"
    frame = '<rect class="aidoc-frame" width="100%" height="100%"/>'
    name = _name(tile.name, area)
    # A link of HTML: scripts of themes (Material's instant navigation) take all links of a page for those, and stop
    # at one of SVG.
    link = (
        f'<foreignObject width="100%" height="100%"><a href="{characters(address)}" aria-label="{characters(words)}">'
        "</a></foreignObject>"
        if address
        else ""
    )
    # An inner picture cuts off what it has no room for.
    return f"<svg {place}><title>{characters(words)}</title>{''.join(_shares(tile.bar))}{frame}{name}{link}</svg>"


def _name(name: str, area: Area) -> str:
    """The name in an area, as much of it as has room: on most screens, and less of it on narrow ones."""
    if area.height < _NAMED[1]:
        return ""
    letters, fewer = (int((area.width * wide / _MAP[0] - _MARGIN) / _LETTER) for wide in (_USUAL, _NARROW))
    wide, narrow = _cut(name, letters), _cut(name, fewer)
    if wide == narrow:
        return _lettered(wide, "")
    return _lettered(wide, "aidoc-wide") + _lettered(narrow, "aidoc-narrow")


def _cut(name: str, letters: int) -> str:
    """As much of a name as has room; nothing if that would not say anything."""
    while len(name) > letters and "." in name:
        name = name.partition(".")[2]  # the end of a path says more than its beginning
    if letters < min(_NAMED[0], len(name)):
        return ""
    return name if len(name) <= letters else f"{name[: letters - 1]}…"


def _lettered(words: str, style: str) -> str:
    classes = f' class="{style}"' if style else ""
    return f'<text{classes} x="5" y="14">{characters(words)}</text>' if words else ""


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.4g}%"


def characters(words: str) -> str:
    """Words inside HTML or an attribute of it; braces are encoded too, for macros that read the page."""
    return html.escape(one_line(words)).replace("{", "&#123;").replace("}", "&#125;")
