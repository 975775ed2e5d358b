"""What a kept entry cost, read without the rest of it: a report adds up all of a cache."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pydantic

from aidoc_core.answers.entry import KeptUsage
from aidoc_core.answers.usage import Usage
from aidoc_core.errors import CacheError


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
        try:
            kept = _Paid.model_validate_json(text)
        except pydantic.ValidationError as error:
            raise CacheError(f"an entry is not what aidoc writes ({error.error_count()} faults)") from error
        return cls(failed=kept.state == "failed", usage=Usage.from_dict(kept.usage.model_dump()))


class _Paid(pydantic.BaseModel):
    """The members that count, whatever else a release has written."""

    version: int
    state: Literal["answered", "failed"]
    usage: KeptUsage
