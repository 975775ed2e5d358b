"""The objects of a large report, packed module by module: their rows take more room than all else of a report."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, overload

from aidoc_core.code.packed import Pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = dict[str, Any]


class PackedModule(Sequence[Row]):
    """The rows of one module, in order.

    Args:
        rows: They.
    """

    __slots__ = ("_pack", "_size")

    def __init__(self, rows: list[Row]) -> None:
        self._pack, self._size = Pack(rows), len(rows)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Row]:
        yield from self._pack.rows()

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        found: Row | list[Row] = self._pack.rows()[place]
        return found


class WrittenModule(Sequence[Row]):
    """The rows of one module as an earlier build has written them, packed; read when they are asked for.

    Args:
        text: They as JSON, one after the other.
        paths: The paths of their objects.

    Attributes:
        paths: The same.
    """

    __slots__ = ("_packed", "paths")

    def __init__(self, text: str, paths: Sequence[str]) -> None:
        self._packed, self.paths = Pack([text]), paths

    @property
    def text(self) -> str:
        """They as JSON, one after the other."""
        text: str = self._packed.rows()[0]
        return text

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[Row]:
        yield from _read(self._packed)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        found: Row | list[Row] = _read(self._packed)[place]
        return found


@lru_cache(maxsize=8)
def _read(packed: Pack) -> list[Row]:
    """Rows; not to be changed. What was asked for last is at hand."""
    found: list[Row] = json.loads(f"[{packed.rows()[0]}]")
    return found


class PackedRows(Sequence[Row]):
    """The rows, in order; each is made anew when it is asked for, so that nobody changes it or goes by its identity.

    Args:
        by_module: The rows of each module.

    Attributes:
        modules: The rows of each module that has any.
    """

    def __init__(self, by_module: Iterable[Sequence[Row]]) -> None:
        self.modules: list[Sequence[Row]] = [
            rows if isinstance(rows, WrittenModule) else PackedModule(list(rows)) for rows in by_module if rows
        ]
        self._starts = [0, *accumulate(map(len, self.modules))]

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[Row]:
        for module in self.modules:
            yield from module

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self._row(one) for one in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return self._row(place % len(self))

    def _row(self, place: int) -> Row:
        module = bisect_right(self._starts, place) - 1
        return self.modules[module][place - self._starts[module]]
