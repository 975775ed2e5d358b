"""Constructors merged into classes that describe the parameters: what is added stands in the person's table.

mkdocstrings renders the docstring of a class, then that of its constructor. Each has a table of its own, so that a row
that is added to the constructor's would start a second one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.code.handwritten import hand_written
from aidoc_core.code.parts import PARTS
from aidoc_core.render.added import Added

if TYPE_CHECKING:
    import griffe

_TITLE = next(part.title for part in PARTS if part.field == "parameters")


def has_the_table(cls: griffe.Object, init: griffe.Object) -> bool:
    """Whether a person describes parameters in the docstring of a class, and none in that of its constructor.

    Args:
        cls: The class.
        init: The constructor that is merged into it.
    """
    return bool(hand_written(cls).documents(cls).parameters) and not hand_written(init).documents(init).parameters


def moved(above: Added | None, added: Added) -> tuple[Added, Added] | None:
    """What is added to a class and to its constructor, with the rows of the constructor in the table of the class.

    Args:
        above: What is added to the class by itself; `None` for nothing.
        added: The same of the constructor.

    Returns:
        None where there is no row.
    """
    above = Added(worded=True) if above is None else above
    rows = [part for part in added.parts if part[0] == _TITLE]
    if not rows or any(title == _TITLE for title, _ in above.parts):
        return None
    rest = tuple(part for part in added.parts if part[0] != _TITLE)
    return replace(above, parts=(*rows, *above.parts)), replace(added, parts=rest)
