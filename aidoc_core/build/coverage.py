"""How much of an API is documented, before (people's words alone) and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.code.gaps import is_complete

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aidoc_core.build.ledger import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Counts over some objects.

    Attributes:
        documented: Objects with any text.
        complete: Objects whose parameters, results, exceptions and listed attributes are all described.
        total: All objects that pages show, or would show if they had a text.
    """

    documented: int = 0
    complete: int = 0
    total: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        """The counts over the objects of both."""
        return Coverage(
            documented=self.documented + other.documented,
            complete=self.complete + other.complete,
            total=self.total + other.total,
        )

    def to_dict(self) -> dict[str, int]:
        """As plain data for JSON."""
        return {"documented": self.documented, "complete": self.complete, "total": self.total}

    @classmethod
    def from_dict(cls, data: Mapping[str, int]) -> Coverage:
        """The inverse of `to_dict`."""
        return cls(documented=data["documented"], complete=data["complete"], total=data["total"])


def coverage(records: Iterable[Record]) -> tuple[Coverage, Coverage]:
    """Coverage before and after.

    `before` counts people's words in the source alone, reviewed files not included.
    """
    records = list(records)
    before = Coverage(
        documented=sum(record.documented_before for record in records),
        complete=sum(is_complete(record.obj) for record in records),
        total=len(records),
    )
    listed = {path for record in records for path in record.attributes}
    after = Coverage(
        documented=sum(r.documented_before or r.filled or r.obj.path in listed for r in records),
        complete=sum(is_complete(r.obj) or r.complete_after or r.obj.path in listed for r in records),
        total=len(records),
    )
    return before, after
