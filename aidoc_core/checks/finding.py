"""What a rule says about an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


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
        """As plain data for JSON."""
        return {"rule": self.rule, "severity": self.severity.value, "message": self.message, "where": self.where}
