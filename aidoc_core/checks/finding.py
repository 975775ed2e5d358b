"""What a rule says about an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from aidoc_core.problems import one_line


class Severity(StrEnum):
    """What a finding does to an answer."""

    REJECT = "reject"
    """Request the answer again once, with the hint; do not show an answer that still has it."""
    REPAIR = "repair"
    """Request the answer again once, with the hint; then remove what is still wrong, if it can be removed."""
    DROP = "drop"
    """Remove the part, without another request."""
    WARN = "warn"
    """Report only."""


Cut = Literal["", "entry", "sentence", "code span"]
"""What is removed with a finding: nothing, the entry or section, the sentence, or only the backticks."""


SECOND_READING = "AD990"
"""What findings of a model go by that has read an answer beside the code; no rule stands behind it."""
_LONGEST = 160
"""Characters of a quotation: enough to find a sentence again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One complaint of one rule.

    Attributes:
        rule: The rule's id, e.g. `AD101`.
        severity: What it does to the answer.
        message: What is wrong, for people.
        hint: What to do about it: for the model, or for the author of a hand-written docstring.
        where: The part of the answer: `summary`, `parameter url`, `returns`, `yields`, `raises ValueError`.
        quote: The words at fault, as they are written.
        cut: What is removed with it.
    """

    rule: str
    severity: Severity
    message: str
    hint: str = ""
    where: str = ""
    quote: str = ""
    cut: Cut = ""

    def to_dict(self) -> dict[str, str]:
        """As plain data for JSON; `quote` and `removed` are there only if they say something."""
        told = {"rule": self.rule, "severity": self.severity.value, "message": self.message, "where": self.where}
        told |= {"quote": quote} if (quote := shortened(self.quote)) else {}
        return told | ({"removed": self.removed} if self.removed else {})

    @property
    def removed(self) -> str:
        """What is removed of an answer: `entry`, `sentence`, or nothing; a code span stays as words."""
        return self.cut if self.cut in ("entry", "sentence") and self.severity is not Severity.WARN else ""


def shortened(text: str) -> str:
    """A quotation on one line, cut behind a word where it is long."""
    line = one_line(text).strip()
    if len(line) <= _LONGEST:
        return line
    words = line[:_LONGEST]
    return f"{words.rsplit(' ', 1)[0] or words} \N{HORIZONTAL ELLIPSIS}"
