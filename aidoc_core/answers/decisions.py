"""What people decide about texts, and what a change of reviewed files came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aidoc_core.answers.answer import Answer
    from aidoc_core.answers.entry import Entry, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a change of reviewed files came to.

    Attributes:
        added: Answers that are new in them.
        edited: Entries that people had changed, and that say so now.
        rewritten: Files that were brought into the present form.
        beside: New texts beside those that people had approved, or rejected, before the code changed.
        settled: Entries whose new text people had accepted or rejected; one text is left of them.
        moved: Entries that followed their code, as `old → new`.
        alike: Texts that are proposed for code which is like theirs, as `old → new`.
        removed: Entries that are gone, and texts of people that others took the place of, as they stood in the file.
    """

    added: int = 0
    edited: int = 0
    rewritten: int = 0
    beside: int = 0
    settled: int = 0
    moved: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __add__(self, more: Written) -> Written:
        return Written(
            added=self.added + more.added,
            edited=self.edited + more.edited,
            rewritten=self.rewritten + more.rewritten,
            beside=self.beside + more.beside,
            settled=self.settled + more.settled,
            moved=self.moved + more.moved,
            alike=self.alike + more.alike,
            removed=self.removed + more.removed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person makes of a text.

    Attributes:
        entry: The text that the person has seen, with the fingerprint of the present code.
        state: What the person decides; `proposed` takes a decision back.
        answer: The person's own text, where it is `edited`.
        by: Who.
        on: When, as an ISO date.
        reason: Why it is rejected.
    """

    entry: Entry
    state: State
    answer: Answer | None = None
    by: str = ""
    on: str = ""
    reason: str = ""
