"""What a kept entry cost, read without the rest of it: a report adds up all of a cache."""

from __future__ import annotations

from dataclasses import dataclass

from aidoc_core.answers.plain import plain_paid
from aidoc_core.answers.usage import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidEntry:
    """What an entry cost.

    Attributes:
        failed: Whether there is no answer in it: it was paid for in vain.
        usage: What was billed.
    """

    failed: bool
    usage: Usage

    @classmethod
    def from_json(cls, text: str) -> PaidEntry:
        """Read it from an entry as `Entry.to_json` writes it.

        Raises:
            CacheError: The text is no entry.
        """
        data = plain_paid(text)
        if data is None:
            from aidoc_core.answers.kept_form import judged_paid  # noqa: PLC0415 - hardly ever needed

            data = judged_paid(text)
        return cls(failed=data["state"] == "failed", usage=Usage.from_dict(data["usage"]))
