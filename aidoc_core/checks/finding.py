"""What a rule says about an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a finding does to an answer."""

    REJECT = "reject"
    """Ask again with the hint; an answer that still has it is not shown."""
    REPAIR = "repair"
    """Ask again with the hint; then show what there is."""
    DROP = "drop"
    """Take the entry out, without asking again."""
    WARN = "warn"
    """Say so in the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One complaint of one rule.

    Attributes:
        rule: The rule's id, e.g. `AD101`.
        severity: What follows from it.
        message: What is wrong, for people.
        hint: What to do about it, for the model.
        where: The part of the answer: `summary`, `parameter url`, `returns`, `yields`, `raises ValueError`.
    """

    rule: str
    severity: Severity
    message: str
    hint: str = ""
    where: str = ""

    def to_dict(self) -> dict[str, str]:
        """As plain data for JSON."""
        return {"rule": self.rule, "severity": self.severity.value, "message": self.message, "where": self.where}
