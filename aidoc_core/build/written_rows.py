"""The objects of a report as they are written in it: a build in which nothing has changed reads none of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = dict[str, Any]


class WrittenRows(Sequence[Row]):
    """The rows, in order, read when the first is asked for.

    Args:
        text: They as JSON.
        size: How many.

    Attributes:
        text: They as JSON.
    """

    def __init__(self, text: str, size: int) -> None:
        self.text = text
        self._size = size

    @classmethod
    def of(cls, rows: Sequence[Row]) -> WrittenRows:
        """Rows, written if they are not yet."""
        return rows if isinstance(rows, cls) else cls(json.dumps([*rows], ensure_ascii=False), len(rows))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> WrittenRows:
        """The inverse of `to_dict`."""
        return cls(data["text"], data["size"])

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"text": self.text, "size": self._size}

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        return self._rows[place]

    @cached_property
    def _rows(self) -> list[Row]:
        rows: list[Row] = json.loads(self.text)
        return rows
