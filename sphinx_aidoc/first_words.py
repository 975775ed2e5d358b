"""Objects of which a table of summaries shows the first words alone: nothing is added where a person wrote them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aidoc_core.build.ledger import Record
    from aidoc_core.code.objects import ApiObject

FIRST_WORDS = "a table shows its first words alone"
"""Why such an object is left alone."""


def as_row(api: ApiObject) -> ApiObject:
    """An object as a table of summaries shows it: where a person's words stand first, nothing could be added."""
    return replace(api, skip=FIRST_WORDS) if api.documented.summary and not api.skip else api


def is_row(record: Record) -> bool:
    """Whether an object was looked at as a table shows it."""
    return record.obj.skip == FIRST_WORDS
