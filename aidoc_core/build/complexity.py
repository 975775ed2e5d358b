"""Cognitive complexity of functions, measured by complexipy where it is installed: what is hard to read unexplained."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

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


Band: TypeAlias = "tuple[int, int, int, int]"
"""How many functions there are, documented before, documented after, and complete."""


def band_of(complexity: int) -> int:
    """The number of the range that a complexity is in."""
    return bisect_right(_BOUNDS, complexity) - 1


def banded(rows: Iterable[Data], covered: Mapping[str, Covered]) -> dict[int, Band]:
    """How many functions of each range of complexity are documented, by the number of the range.

    Args:
        rows: Objects of a report.
        covered: Whether each object is documented and complete, by its path.
    """
    found: dict[int, list[Covered]] = {}
    for row in rows:
        if row["complexity"] is not None:
            found.setdefault(band_of(row["complexity"]), []).append(covered[row["path"]])
    return {
        band: (len(some), sum(o.before for o in some), sum(o.after for o in some), sum(o.complete for o in some))
        for band, some in found.items()
    }


def bands(modules: Iterable[Mapping[int, Band]]) -> list[dict[str, Any]]:
    """How many functions of each range of complexity are documented; nothing where none was measured.

    Args:
        modules: The same for each module.
    """
    total = [[0, 0, 0, 0] for _ in _BOUNDS]
    for module in modules:
        for band, counts in module.items():
            total[band] = [one + other for one, other in zip(total[band], counts, strict=True)]
    if not any(objects for objects, *_ in total):
        return []
    names = ("objects", "before", "after", "complete")
    return [
        {"least": least, "most": None if following is None else following - 1, **dict(zip(names, counts, strict=True))}
        for (least, following), counts in zip(pairwise((*_BOUNDS, None)), total, strict=True)
    ]
