"""AD508: guesses told as guesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.manners import HEDGE, is_told_as
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.words import stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target


@rule("AD508", Severity.REPAIR, "style", english=True)
def hedge(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence guesses, and says so.

    "Presumably", "it appears to", "judging by its name", "cannot be determined from". Documentation says what is so, or
    nothing. What something else seems to be, or is under a condition, is no guess of the writer's.

    Hint: say what the code shows, or nothing; otherwise the sentence is removed.
    """
    for passage in said.passages:
        for sentence in passage.sentences:
            if is_told_as(HEDGE, sentence, passage.where, subject.obj.name, stems(subject.obj.name)):
                yield Complaint(
                    message=f"guesses ('{sentence[:40]}')",
                    hint='Say what the code shows, or nothing: no guesses, no "likely", no "appears".',
                    where=passage.where,
                    quote=sentence,
                    cut="sentence",
                )
