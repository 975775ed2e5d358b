"""The style of a project's docstrings: what its settings say, else what most of its docstrings are written in.

Knows text and pyproject.toml, no doc tool.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, get_args

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Style = Literal["google", "numpy", "sphinx"]
STYLES: tuple[Style, ...] = get_args(Style)
DEFAULT: Style = "google"
PEP8_WIDTH = 79

_MARKS: dict[Style, re.Pattern[str]] = {
    "google": regex(r"^ *(?:Args|Arguments|Returns|Raises|Yields|Attributes):$", re.MULTILINE),
    "numpy": regex(r"^ *(?:Parameters|Returns|Raises|Yields|Attributes)\n *-{3}", re.MULTILINE),
    "sphinx": regex(r"^ *:(?:param|returns?|raises?|rtype|type|ivar)\b", re.MULTILINE),
}


def style_of(text: str) -> Style | None:
    """The style of one docstring; `None` where it has no section."""
    return next((style for style, mark in _MARKS.items() if mark.search(text)), None)


def find_style(texts: Iterable[str], root: Path) -> Style:
    """The style of a project.

    Args:
        texts: Its hand-written docstrings.
        root: Where its pyproject.toml is.
    """
    tools = _tools(root)
    for keys in (("ruff", "lint", "pydocstyle", "convention"), ("ruff", "pydocstyle", "convention")):
        if (convention := _at(tools, keys)) in STYLES:
            return convention  # type: ignore[no-any-return]
    if (convention := _at(tools, ("pydocstyle", "convention"))) in STYLES:
        return convention  # type: ignore[no-any-return]
    found = [style for text in texts if (style := style_of(text))]
    return max(STYLES, key=found.count) if found else DEFAULT


def find_width(root: Path) -> int:
    """The longest line that a project allows itself: that of its formatter, else PEP 8's."""
    tools = _tools(root)
    for keys in (("ruff", "line-length"), ("black", "line-length")):
        width = _at(tools, keys)
        if isinstance(width, int) and not isinstance(width, bool) and width > 0:
            return width
    return PEP8_WIDTH


def _tools(root: Path) -> Any:
    import tomllib  # noqa: PLC0415 - its own patterns take as long as this module

    try:
        return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8")).get("tool")
    except (OSError, ValueError, RecursionError):
        return None  # what is wrong with it is for the tools that it is written for


def _at(table: Any, keys: Iterable[str]) -> Any:
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return table
