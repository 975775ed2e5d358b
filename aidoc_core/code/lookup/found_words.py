"""Words that were found in the texts of modules: they count for as long as a text is the same.

They outlive a build, for a process that builds a site again and again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FOUND: dict[tuple[str, str], tuple[str, str]] = {}
"""The digest of a module's text, and what was found in it last: by what was looked for, and the module."""
_ROOM = 32_000_000
"""Characters of it, about: a set of words takes ten times as much, so they are kept in one text."""
_OFTEN = 512
"""After so many modules it is looked whether there is room."""


def found_in(module: str, digest: str, what: str, find: Callable[[], set[str]]) -> list[str]:
    """The words of a module.

    Args:
        module: Its path.
        digest: Stands for its text, and for its file.
        what: Which words.
        find: Finds them.
    """
    known, found = _FOUND.get((what, module), ("", ""))
    if known != digest:
        found = "\n".join(find())
        _keep((what, module), digest, found)
    return found.split("\n")


def _keep(key: tuple[str, str], digest: str, found: str) -> None:
    _FOUND[key] = digest, found
    if len(_FOUND) % _OFTEN == 0 and sum(len(text) for _, text in _FOUND.values()) > _ROOM:
        _FOUND.clear()
