"""The objects of a large report, packed module by module: their rows take more room than all else of a report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, overload

from aidoc_core.code.packed import Pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class PackedRows(Sequence[dict[str, Any]]):
    """The rows, in order; each is made anew when it is asked for, so that nobody changes it or goes by its identity.

    Args:
        by_module: The rows of each module.
    """

    def __init__(self, by_module: Iterable[list[dict[str, Any]]]) -> None:
        found = [(len(rows), Pack(rows)) for rows in by_module if rows]
        self._packs = [pack for _, pack in found]
        self._starts = [0, *accumulate(size for size, _ in found)]

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for pack in self._packs:
            yield from pack.rows()

    @overload
    def __getitem__(self, place: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, place: slice) -> list[dict[str, Any]]: ...

    def __getitem__(self, place: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(place, slice):
            return [self._row(one) for one in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return self._row(place % len(self))

    def _row(self, place: int) -> dict[str, Any]:
        module = bisect_right(self._starts, place) - 1
        found: dict[str, Any] = self._packs[module].rows()[place - self._starts[module]]
        return found
