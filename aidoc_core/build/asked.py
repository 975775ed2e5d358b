"""What is asked of an object, by its code and the options alone; and the record of one that nothing is asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.answers.redacted import Redacted
from aidoc_core.asking.prompt import Ask
from aidoc_core.build.ledger import Outcome, Record
from aidoc_core.code.gaps import SET_BY_CODE, shown_said, wanted_gaps, why_not
from aidoc_core.code.inherited import why_left_alone
from aidoc_core.code.packed import shared

if TYPE_CHECKING:
    from aidoc_core.answers import Entry
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings

OFFLINE = "offline"
"""Why an object has no answer where nothing may be requested."""


def asked(obj: ApiObject, settings: Settings) -> Record | Ask:
    """The question about an object; its record where there is none.

    Args:
        obj: The object.
        settings: The options.
    """
    gaps = shared(wanted_gaps(obj, settings))
    said = shown_said(obj, settings)
    if not gaps:
        why = SET_BY_CODE if obj.set_by_code else why_left_alone(obj.inherits) if obj.inherits else ""
        return Record(obj=obj, outcome="human", said=said, reason=why)
    if reason := why_not(obj, settings):
        outcome: Outcome = "human" if obj.documented.summary else "skipped"
        return Record(obj=obj, outcome=outcome, gaps=gaps, reason=reason, said=said)
    return Ask(obj=obj, gaps=gaps, fingerprint=fingerprint(obj, settings), settings=settings)


def record(ask: Ask, outcome: Outcome, *, reason: str = "", entry: Entry | None = None) -> Record:
    """The record of an object whose question was not asked in this build."""
    redacted = tuple(Redacted(kind=kind) for kind in entry.redacted) if entry is not None else ()
    return Record(
        obj=ask.obj,
        outcome=outcome,
        gaps=ask.gaps,
        fingerprint=ask.fingerprint,
        reason=reason,
        entry=entry,
        said=shown_said(ask.obj, ask.settings),
        redacted=redacted,
    )
