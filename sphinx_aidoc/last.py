"""Whether all that is live in a module was made by the last definition of its name, told by its lines alone.

That is so in nearly all modules: to parse them once more in order to see it would take longer than to read them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import griffe

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx_aidoc.live import Live

_DEFINED = regex(r"^[ \t]*(?:async[ \t]+)?(def|class)[ \t]+(\w+)", re.MULTILINE)
_BROKEN = regex(r"\b(?:async|def|class)[ \t]*\\$", re.MULTILINE)


def are_last(
    members: Iterable[tuple[str, griffe.Object | griffe.Alias]], module: griffe.Module, file: Path, live: Live
) -> bool:
    """Whether the objects of a module are those that are live, as far as lines tell; `False` where they do not.

    Args:
        members: The objects, by their paths inside of the module.
        module: The module.
        file: Its file.
        live: The objects at run time.
    """
    if file not in module.lines_collection:
        return False
    lines = module.lines_collection[file]
    text = "\n".join(lines)
    if _BROKEN.search(text) or not text.isascii():  # names are not always written as they are
        return False
    defined = Counter(found for found in _DEFINED.findall(text))
    names = {name for _, name in defined}
    return all(
        obj.name not in names or _is_last(f"{module.path}.{path}", obj, defined["class", obj.name], file, lines, live)
        for path, obj in members
    )


def _is_last(  # noqa: PLR0913, PLR0917 - all that is known of one object
    path: str, obj: griffe.Object | griffe.Alias, classes: int, file: Path, lines: list[str], live: Live
) -> bool:
    found = live.find(path)
    if found is None:
        return True
    if isinstance(found.obj, type):
        return classes == 0 or (classes == 1 and isinstance(obj, griffe.Class))
    place = found.place
    if place is None:
        return True
    if not isinstance(obj, griffe.Function | griffe.Attribute) or place[0] != str(file) or obj.lineno is None:
        return False
    # Griffe has a property where its `def` stands, and Python where its decorators begin.
    return place[1] <= obj.lineno and not any(map(_DEFINED.match, lines[place[1] - 1 : obj.lineno - 1]))
