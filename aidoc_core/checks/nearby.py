"""The code near an object: its own, what it calls in the package, and the lines around that have one of its parameters.

A module has nearly every small number. What a sentence says of one parameter has to stand
where that parameter is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.surroundings import around
from aidoc_core.code.lookup.callees import callees
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.target import Target

_DEEP, _MOST = 3, 60
"""How many calls deep, and how many functions."""
_NUMBER = regex(r"\d[\d_]*(?:\.\d+)*(?:e-?\d+)?")


def near_numbers(subject: Target, name: str) -> frozenset[str]:
    """The numbers near an object and one of its parameters, without underscores."""
    return frozenset(number.replace("_", "") for number in _NUMBER.findall(near(subject, name)))


def near(subject: Target, name: str) -> str:
    """The text of the code near an object and one of its parameters, in lower case.

    Args:
        subject: The object.
        name: The parameter; empty for none.
    """
    if "near" not in subject.memory:
        subject.memory["near"] = "\n".join(_own_and_called(subject)).lower()
    found: str = subject.memory["near"]
    if not name:
        return found
    lines = around(subject).splitlines()
    sought = re.compile(rf"(?<!\w){re.escape(name.lstrip('*').lower())}(?!\w)")
    at = {other for line, text in enumerate(lines) if sought.search(text) for other in (line - 1, line, line + 1)}
    return "\n".join((found, *(lines[line] for line in sorted(at) if 0 <= line < len(lines))))


def _own_and_called(subject: Target) -> Iterator[str]:
    """The source of the object, and of the functions that it leads to."""
    yield subject.source or subject.obj.header
    yield subject.obj.signature
    context = subject.context
    if context is None or subject.body is None:
        return
    level, seen = [context.obj], {context.obj.path}
    for _ in range(_DEEP):
        bodies = [(one, body) for one in level if (body := context.package.body(one)) is not None]
        found = [other for one, body in bodies for other in callees(context.package, one, body)]
        level = []
        for other in found:
            if other.path not in seen and len(seen) < _MOST:
                seen.add(other.path)
                level.append(other)
        yield from ("\n".join(context.package.code(one)) for one in level)
