"""Texts that people approved and whose code has changed since: which still stand, and what is new beside them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidoc_core.answers import Entry
    from aidoc_core.build.ledger import Record


@dataclass(slots=True)
class ChangedTexts:
    """The texts of one build whose code has changed, by the path of the object.

    Attributes:
        paths: All of them, shown or not.
        standing: What pages show of those that still hold, whatever comes of the new question.
        newer: The new texts for them: for a person to accept or reject.
        problems: What people are told of them, since somebody last took the list.
    """

    paths: set[str] = field(default_factory=set)
    standing: dict[str, Record] = field(default_factory=dict)
    newer: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def shown(self, record: Record) -> Record:
        """What pages show where a person's text stands, whatever became of the new question."""
        standing = self.standing.get(record.obj.path)
        if standing is None:
            return record
        if record.filled and record.entry is not None and not record.entry.reviewed:
            self.newer[record.obj.path] = record.entry
        return replace(standing, usage=record.usage, redacted=record.redacted or standing.redacted)

    def tell(self, entry: Entry, against: Sequence[str], *, stands: bool) -> None:
        """Tell a person of a text.

        Args:
            entry: The text.
            against: What the code says against it.
            stands: Whether it is still shown.
        """
        self.problems.append(_changed(entry, against, stands=stands))


def _changed(entry: Entry, against: Sequence[str], *, stands: bool) -> Problem:
    """What a person is told of a text whose code has changed."""
    message = f"The code of {entry.path} changed after its text was {entry.state} ({'; '.join(entry.changed)}). "
    if stands:
        message += "The text is still shown. "
    else:
        message += f"The text is no longer shown: {'; '.join(against) or 'nothing is left of it'}. "
    if entry.proposal is not None:
        message += "Accept or reject the new text beside it."
    else:
        message += "If it is right, or once you have edited it, remove 'fingerprint' from its entry; or review the new "
        message += "text that 'aidoc export' puts beside it."
    return Problem(kind="stale", message=message, where=entry.place)
