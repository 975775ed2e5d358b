"""HTML that is held back while a converter of Markdown goes over a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def joined(text: str, held: Mapping[str, str]) -> str:
    """A page with its HTML in its places; empty where the places are not there.

    Args:
        text: The page, in Markdown or as a converter has made HTML of it.
        held: What stands for each block of HTML, in their order.
    """
    parts: list[str] = []
    for place, html in held.items():
        before, found, text = text.partition(place)
        if not found:
            return ""
        parts += before, html
    return "".join((*parts, text))
