"""A text of a reviewed file as an entry of a build, and an answer of a build as a text of a reviewed file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.answers.entry import Entry
from aidoc_core.answers.lost import path_of
from aidoc_core.answers.reviewed_value import ReviewedText

if TYPE_CHECKING:
    from aidoc_core.answers.recorded import RecordedCode


def entry_of(module: str, name: str, reviewed: ReviewedText) -> Entry:
    """What a reviewed file says of an object; the object's kind is not known there."""
    return Entry(
        fingerprint=reviewed.fingerprint,
        path=path_of(module, name),
        module=module,
        kind="",
        state=reviewed.state,
        answer=reviewed.answer,
        reason=reviewed.reason,
        model=reviewed.model,
        date=reviewed.date,
        prompt=reviewed.prompt,
        by=reviewed.by,
        on=reviewed.on,
    )


def name_of(entry: Entry) -> str:
    """The name of an entry's object in the file of its module."""
    return entry.path.removeprefix(entry.module).removeprefix(".") or "."


def proposal_of(entry: Entry, code: RecordedCode | None) -> ReviewedText:
    """An answer as a text that nobody has decided about.

    Args:
        entry: The answer.
        code: The code that it is about, if that is known.
    """
    return ReviewedText(
        state="proposed",
        written="proposed",
        answer=entry.answer,
        fingerprint=entry.fingerprint,
        model=entry.model,
        date=entry.date,
        prompt=entry.prompt,
        code=code,
    )
