"""The signatures of the object whose docstring is under way, as autodoc has just written them for the page.

Whatever they come from: the object, its docstring, the directive, overloads, handlers of others with all that these go
by. Nothing is asked a second time. Only the calls that are under way tell them: the event has no word of them.
"""

from __future__ import annotations

import sys
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from sphinx.ext.autodoc import Documenter
from sphinx.util.inspect import safe_getattr

from aidoc_core.patterns import regex
from sphinx_aidoc.signature_text import parameters_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import FrameType

_FAR = 12
"""Calls between autodoc and a handler of docstrings, at the most."""
_HEADER = regex(r"( *)\.\. \w+:\w+:: ")
_NAME = regex(r"[\w.]+")
_UNSIGNED = frozenset({"attribute", "data", "module", "property", "type"})
"""autodoc's words for what takes nothing."""


def shown_signatures(what: str, name: str) -> tuple[str, ...] | None:
    """What stands behind the name of an object on the page, once for each of its signatures.

    Args:
        what: autodoc's word for the kind of object.
        name: The object, as autodoc names it.

    Returns:
        The signatures; `None` where they are not known, or nothing can be passed to the object.
    """
    if what in _UNSIGNED:
        return None
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - nothing else tells it
    for _ in range(_FAR):
        if frame is None:
            break
        found: Any = frame.f_locals
        if isinstance(writer := found.get("self"), Documenter):
            return headers(writer) if writer.fullname == name else None
        written = safe_getattr(properties := found.get("props"), "signatures", None)
        if isinstance(written, tuple) and safe_getattr(properties, "full_name", "") == name:
            return tuple(map(str, written))
        frame = frame.f_back
    return None


def headers(documenter: Any) -> tuple[str, ...] | None:
    """What a documenter has written behind the name of its object; `None` where it has written none, as for a table.

    Args:
        documenter: It is about to write the docstring.
    """
    lines: Sequence[str] = documenter.directive.result.data
    depth = len(documenter.indent) - len(documenter.content_indent)
    for place in range(len(lines) - 1, -1, -1):  # docstrings that were written before stand deeper
        header = _HEADER.match(lines[place])
        if header is not None and len(header[1]) <= depth:
            return signatures_in(lines[place:])
    return None


def signatures_in(lines: Sequence[str]) -> tuple[str, ...] | None:
    """The signatures in the first directive of some lines, one a line, each behind the same name; `None` without any.

    Args:
        lines: The lines.
    """
    left = iter(lines)
    header = next(filter(None, map(_HEADER.match, left)), None)
    if header is None:
        return None
    first = header.string[header.end() :].strip()
    found = _NAME.match(first)
    name = "" if found is None else found[0]
    further = takewhile(lambda one: bool(name) and one.startswith(f"{name}("), map(str.strip, left))
    return tuple(one[len(name) :].strip() for one in (first, *further))


def shown_names(signatures: Iterable[str]) -> list[str]:
    """The parameters in signatures, with their stars, in all of them together, as for overloads.

    Args:
        signatures: The signatures.
    """
    return list(dict.fromkeys(name for one in signatures for name in parameters_in(one)))
