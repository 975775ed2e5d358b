"""Cognitive complexity of functions, measured by complexipy where it is installed: what is hard to read unexplained."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from aidoc_core.releases import release_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aidoc_core.build.coverage import Covered
    from aidoc_core.code.objects import ApiObject

    Data = Mapping[str, Any]

LIBRARY = "complexipy"
COMPLEX = 10
"""From here on a function is called complex; the library itself warns above 15."""
_MEASURED = frozenset({"function", "property"})
_BOUNDS = (0, 1, 5, 10, 16, 26)


class Complexity:
    """Measures functions.

    Attributes:
        source: What measures, with its version; empty where nothing does.
        note: Why nothing is measured; empty where it is.
    """

    def __init__(self) -> None:
        self.source, self.note = "", ""
        if release := release_of(LIBRARY):
            self.source = f"{LIBRARY} {release}"
        else:
            self._lacking()

    def _lacking(self) -> None:
        self.source = ""
        self.note = f"{LIBRARY} is not installed; 'pip install aidoc-plugins[complexity]' adds it"

    @cached_property
    def _measure(self) -> Any:
        if not self.source:
            return None
        try:
            from complexipy import code_complexity  # noqa: PLC0415 - an extra, and only for what has functions
        except ImportError:
            self._lacking()
            return None
        return code_complexity

    def of(self, obj: ApiObject) -> int | None:
        """The cognitive complexity of an object; `None` for what is no function, and where it is not measured."""
        if obj.kind not in _MEASURED or not obj.source or self._measure is None:
            return None
        try:
            found = self._measure(obj.source).functions
        except ValueError:  # its parser is not Python's: what it cannot read has no figure
            return None
        return next((int(one.complexity) for one in found[:1] if one.name == obj.name), None)


def bands(rows: Iterable[Data], covered: Mapping[str, Covered]) -> list[dict[str, Any]]:
    """How many functions of each range of complexity are documented.

    Args:
        rows: The objects of a report.
        covered: Whether each object is documented and complete, by its path.
    """
    measured = [(row["complexity"], covered[row["path"]]) for row in rows if row["complexity"] is not None]
    if not measured:
        return []
    return [
        _band(least, None if following is None else following - 1, measured)
        for least, following in pairwise((*_BOUNDS, None))
        if least is not None
    ]


def _band(least: int, most: int | None, measured: list[tuple[int, Covered]]) -> dict[str, Any]:
    inside = [one for number, one in measured if least <= number and (most is None or number <= most)]
    return {
        "least": least,
        "most": most,
        "objects": len(inside),
        "before": sum(one.before for one in inside),
        "after": sum(one.after for one in inside),
        "complete": sum(one.complete for one in inside),
    }
