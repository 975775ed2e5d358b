"""What is left of an answer where one page shows its object with another signature than the question was about.

The record of the build stays as it is: other pages may show the object as it was asked about.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.asking.prompt import Ask
from aidoc_core.build.normalize import drop, normalize
from aidoc_core.checks.finding import Severity

if TYPE_CHECKING:
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.verdicts import Verdicts
    from aidoc_core.code.gaps import Gaps
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings


def narrowed(record: Record, shown: ApiObject, settings: Settings, verdicts: Verdicts) -> Record:
    """A record with what holds of its answer for an object as one page shows it.

    Args:
        record: What became of the object.
        shown: The object with the signature of the page: what that lacks counts as documented.
        settings: The options.
        verdicts: What the checks say.
    """
    if not record.filled or record.entry is None:
        return record
    entry = record.entry
    gaps = _left(record.gaps, shown)
    ask = Ask(obj=shown, gaps=gaps, fingerprint=record.fingerprint, settings=settings)
    answer = normalize(entry.answer, shown, gaps, examples=settings.examples, asked_only=entry.state == "answered")
    against = verdicts.conflicts(answer, ask, edited=entry.state == "edited")
    answer = drop(answer, (finding for finding in against if finding.severity is not Severity.WARN))
    if not answer.to_dict():
        return replace(record, obj=shown, gaps=gaps, outcome="human", entry=None)
    return replace(record, obj=shown, gaps=gaps, entry=replace(entry, answer=answer))


def _left(gaps: Gaps, shown: ApiObject) -> Gaps:
    """Those of some gaps that are still there."""
    has = shown.documented
    return replace(
        gaps,
        parameters=tuple(name for name in gaps.parameters if name.lstrip("*") not in has.parameters),
        returns=gaps.returns and not has.returns,
        yields=gaps.yields and not has.yields,
    )
