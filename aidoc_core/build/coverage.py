"""How much of an API is documented, before (people's words alone) and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """Whether one object is documented and complete.

    Attributes:
        before: Whether it has any text in the source.
        after: Whether it has any text on the pages.
        complete_before: Whether all of it is described in the source.
        complete: Whether all of it is described on the pages.
    """

    before: bool
    after: bool
    complete_before: bool
    complete: bool


def covered(records: Iterable[Record], fields: Container[str]) -> dict[str, Covered]:
    """Which objects are documented and complete, by path.

    `before` counts people's words in the source alone, reviewed files not included.

    Args:
        records: What became of the objects.
        fields: Paths of the fields that a list of attributes describes.
    """
    from aidoc_core.code.gaps import is_complete  # noqa: PLC0415 - badges of a report know what it comes to

    found = {}
    for record in records:
        before, whole = record.documented_before, is_complete(record.obj)
        described = record.obj.path in fields
        found[record.obj.path] = Covered(
            before=before,
            after=before or record.filled or described,
            complete_before=whole,
            complete=whole or record.complete_after or described,
        )
    return found


def coverage(records: Iterable[Record]) -> tuple[Coverage, Coverage]:
    """Coverage before and after, as `covered` tells of each object."""
    records = list(records)
    fields = {path for record in records for path in record.attributes}
    return count_covered(covered(records, fields).values())


def count_covered(objects: Iterable[Covered]) -> tuple[Coverage, Coverage]:
    """Coverage before and after of some objects."""
    objects = list(objects)
    before = Coverage(
        documented=sum(one.before for one in objects),
        complete=sum(one.complete_before for one in objects),
        total=len(objects),
    )
    after = Coverage(
        documented=sum(one.after for one in objects),
        complete=sum(one.complete for one in objects),
        total=len(objects),
    )
    return before, after
