"""What a rule says about an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Severity(StrEnum):
    """What a finding does to an answer."""

    REJECT = "reject"
    """Ask again with the hint; an answer that still has it is not shown."""
    REPAIR = "repair"
    """Ask again with the hint; then take out what is still wrong, or keep it marked where nothing can be taken out."""
    DROP = "drop"
    """Take the part out, without asking again."""
    WARN = "warn"
    """Say so in the report."""


Cut = Literal["", "entry", "sentence", "code span"]
"""What taking a finding out takes: nothing, the whole entry or section, its sentence, or just the backticks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One complaint of one rule.

    Attributes:
        rule: The rule's id, e.g. `AD101`.
        severity: What follows from it.
        message: What is wrong, for people.
        hint: What to do about it, for the model.
        where: The part of the answer: `summary`, `parameter url`, `returns`, `yields`, `raises ValueError`.
        quote: The words at fault, as they stand there.
        cut: What is taken out if it must go.
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
