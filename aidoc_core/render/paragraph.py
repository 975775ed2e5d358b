"""The text of a mark: light enough for builds that write none."""

from __future__ import annotations


class Paragraph(str):
    """One paragraph of HTML, on one line, that is complete as it is."""

    __slots__ = ()
