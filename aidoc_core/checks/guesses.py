"""AD508: guesses told as guesses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.manners import HEDGE, is_told_as
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.words import stems
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target


_FUNCTION = (
    r"(?:the|an?|this|that|these|those|its|their|any|no|all|some|each|of|in|on|for|to|with|by|from|as|at|per|and|or|if|when|because|since"
    r"|is|are|was|were|be|been|has|have|it|they|used|unused|needed|required)\b"
)
_OF_THINGS = regex(
    # In front of an adjective with its noun: "Possibly broken trimap", "a probably noisy image".
    rf"\b(?:an?\s+(?:possibly|potentially|probably|likely|seemingly)|possibly|potentially|seemingly)\s+(?!{_FUNCTION})(?:non-)?\w+"
    rf"(?=\s+(?!{_FUNCTION})[\w-])|\b(?:perhaps|maybe|possibly)-\w+"
    r"|\bhow\s+(?:likely|probable)\b|\b(?:the|an?|each|every|its|their|all|\d+)\s+(?:most|more|less|least|equally|maximum)[\s-]+"
    rf"(?:likely|probable)\b(?!\s+{_FUNCTION})"
    r"|\b(?:first|initial|starting|better|rough|good)\s+guess(?:es)?\b"
    # What things are that are no more than that: "rows that might be the same".
    r"|\b[a-z]{2,}s\s+(?:that|which)\s+(?:might|may|could|seem|appear|look)\b(?!\s+to\s+be\s+the\b)",
    re.IGNORECASE,
)
"""Words of doubt that are said of a thing, and not of what is told of it."""


@rule("AD508", Severity.REPAIR, "style", english=True)
def hedge(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence guesses, and says so.

    "Presumably", "it appears to", "judging by its name", "cannot be determined from". Documentation says what is so, or
    nothing. What something else seems to be, or is under a condition, is no guess of the writer's; nor is what stands
    in front of a noun and says how it may be ("a possibly empty list", "the most likely class").

    Hint: say what the code shows, or nothing; otherwise the sentence is removed.
    """
    for passage in said.passages:
        for sentence in passage.sentences:
            text = _OF_THINGS.sub(" ", sentence)
            if text.strip() and is_told_as(HEDGE, text, passage.where, subject.obj.name, stems(subject.obj.name)):
                yield Complaint(
                    message=f"guesses ('{sentence[:40]}')",
                    hint='Say what the code shows, or nothing: no guesses, no "likely", no "appears".',
                    where=passage.where,
                    quote=sentence,
                    cut="sentence",
                )
