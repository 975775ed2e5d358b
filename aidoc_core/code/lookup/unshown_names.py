"""Whether the lines of a module give it names at run time that none of them shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_MADE = regex(r"globals\(\)\s*(?:\[|\.)|sys\.modules\[__name__|setattr\(sys")
_LAZILY = regex(r"lazy\w*\.?(?:load|import|module|attach)\w*\(|attach_stub\(", re.IGNORECASE)
_SHOWN = regex(r"\s*(?:(?:async\s+)?def\s|class\s|import\s|from\s|[#@]|\w+\s*(?::[^=]+)?=[^=])")
"""Lines that show the one name which they give, or give none: `soxr = lazy.load("soxr")`."""
_BY_STUB = regex(r"\battach_stub\(\s*__name__,\s*__file__\s*\)")


def may_have_more(lines: Iterable[str], *, stub: bool) -> bool:
    """Whether a module may have more names than its lines show.

    Args:
        lines: The lines of the module.
        stub: Whether a stub file lies beside it: what is loaded lazily by its stub is what the stub names.
    """
    return any(
        _MADE.search(line) or (_LAZILY.search(line) and not _SHOWN.match(line) and not (stub and _BY_STUB.search(line)))
        for line in lines
    )
