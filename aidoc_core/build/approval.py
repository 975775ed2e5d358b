"""How many of the texts that were to be filled in people have approved, and whether that is enough."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build.figures import count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.answers import Entry
    from aidoc_core.answers.committed import Committed
    from aidoc_core.build.ledger import Record

    Floor = float | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Counts over the objects that have, or should have, a filled-in text.

    Attributes:
        approved: Texts that a person accepted or wrote.
        texts: All texts that are shown, and those that are missing.
        stale: Of the approved, those whose code has changed since.
        floor: The option `review_floor`.
        below: Paths of the objects that the floor is about and that have no approved text.
        counted: How many objects the floor is about, if there is one.
    """

    approved: int = 0
    texts: int = 0
    stale: int = 0
    floor: Floor = None
    below: tuple[str, ...] = ()
    counted: int = 0

    @property
    def met(self) -> bool:
        """Whether the floor is reached; always where there is none."""
        if self.floor is None:
            return True
        share = 1.0 if isinstance(self.floor, str) else self.floor
        return self.counted - len(self.below) >= share * self.counted

    @property
    def words(self) -> str:
        """The figures in words, e.g. `3 of 5 texts approved by people`."""
        stale = f", {self.stale:,} of them before their code changed" if self.stale else ""
        return f"{self.approved:,} of {count(self.texts, 'text')} approved by people{stale}"

    @property
    def failure(self) -> str:
        """Why the build fails, one sentence; empty where it does not."""
        if self.met:
            return ""
        of = "public objects" if isinstance(self.floor, str) else "objects"
        return (
            f"People have approved the texts of {self.counted - len(self.below):,} of {self.counted:,} {of} "
            f"(review_floor: {self.floor}), but not that of {self.below[0]}"
            + (f" and {len(self.below) - 1:,} more." if len(self.below) > 1 else ".")
        )

    def to_dict(self) -> dict[str, Any]:
        """As plain data for the report."""
        return {
            "approved": self.approved,
            "texts": self.texts,
            "stale": self.stale,
            "floor": self.floor,
            "met": self.met,
        }


def approval(records: Iterable[Record], floor: Floor = None) -> Approval:
    """Count what people have approved.

    Args:
        records: What became of each object; those that need no text, and those that are skipped, do not count.
        floor: The option `review_floor`: a share, or `public` for all objects that are public by their names.
    """
    due = [record for record in records if record.filled or record.lacks_answer]
    counted = [record for record in due if floor is not None and (floor != "public" or _is_public(record))]
    return Approval(
        approved=sum(map(_approved, due)),
        texts=len(due),
        stale=sum(record.filled and record.entry is not None and record.entry.stale for record in due),
        floor=floor,
        below=tuple(sorted(record.obj.path for record in counted if not _approved(record))),
        counted=len(counted),
    )


def add_up(parts: Iterable[Approval], floor: Floor) -> Approval:
    """What the objects of some modules come to together.

    Args:
        parts: What those of each come to, all counted with the same floor.
        floor: That.
    """
    parts = list(parts)
    return Approval(
        approved=sum(part.approved for part in parts),
        texts=sum(part.texts for part in parts),
        stale=sum(part.stale for part in parts),
        floor=floor,
        below=tuple(sorted(path for part in parts for path in part.below)),
        counted=sum(part.counted for part in parts),
    )


def _approved(record: Record) -> bool:
    return record.filled and record.entry is not None and record.entry.reviewed


def _is_public(record: Record) -> bool:
    """By its path; a private module counts where pages show the object under a public name."""
    names = record.obj.qualname.split(".") if record.obj.public else record.obj.path.split(".")
    return not any(name.startswith("_") and not name.endswith("__") for name in names)


def approved_in(entry: Entry, committed: Committed) -> dict[str, str] | None:
    """The commit that an approved text is of, if git tells."""
    commit = committed.commit(Path(entry.place), entry.followed or entry.path) if entry.reviewed else None
    return None if commit is None else {"id": commit.name, "author": commit.author, "date": str(commit.date)}
