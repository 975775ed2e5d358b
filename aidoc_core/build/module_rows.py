"""The rows of a report, with those of each module as they were made: what was counted of these need not be again."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class ModuleRows(list[dict[str, Any]]):
    """All rows, in order.

    Args:
        by_module: The rows of each module, at least one.

    Attributes:
        modules: These lists. Where nothing of a module has changed, it is the one of the last build of this process.
    """

    def __init__(self, by_module: Iterable[Sequence[dict[str, Any]]]) -> None:
        self.modules = [rows for rows in by_module if rows]
        super().__init__(chain.from_iterable(self.modules))
