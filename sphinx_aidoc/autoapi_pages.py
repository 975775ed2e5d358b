"""Which object a line of a page that sphinx-autoapi wrote is about: docutils names such a line, and no docstring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

_DESCRIBES = regex(r"(?P<indent> *)\.\. py:(?P<kind>\w+):: (?P<name>[\w.]+)")
_PLACE = regex(r"(?P<page>.+?):(?P<line>\d+)(?P<row>:<autosummary>)?(?::|$)")


def page_and_line(place: str) -> tuple[str, int, bool]:
    """The parts of a place: the page, the line, and whether it is a row of a table, which has no line of its own."""
    match = _PLACE.match(place)
    return (match["page"], int(match["line"]), bool(match["row"])) if match else ("", 0, False)


def object_at(lines: Sequence[str], line: int, *, row: bool) -> str:
    """The object that a line stands in; empty for none.

    Args:
        lines: The page.
        line: Its number, from 1.
        row: Whether a row of a table is meant: it is about what the page is about.
    """
    module = ""
    around: list[tuple[int, str]] = []
    for number, text in enumerate(lines, 1):
        if number > line:
            break
        if not text.strip():
            continue
        indent = len(text) - len(text.lstrip())
        match = _DESCRIBES.match(text)
        if match is not None and row:
            return match["name"]
        while around and around[-1][0] >= indent:
            around.pop()
        if match is not None and match["kind"] == "module":
            module = match["name"]
        elif match is not None:
            around.append((indent, match["name"]))
    names = [name for _, name in around]
    # A page of its own names its object in full.
    return ".".join(names if names and names[0].startswith(f"{module}.") else filter(None, [module, *names]))
