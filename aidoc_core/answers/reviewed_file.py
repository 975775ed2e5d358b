"""One reviewed file as people may have left it: read whole, or refused with the line of what is wrong.

Texts are read as texts, whatever YAML would make of them: a parameter may be called `on`, a fingerprint may be all
digits. Of a file that is wrong anywhere nothing is used: nobody knows what its author meant by the rest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict

import pydantic
import yaml

from aidoc_core.answers.answer import Answer
from aidoc_core.answers.recorded import HASH, RecordedCode
from aidoc_core.answers.reviewed_faults import WrongFileError
from aidoc_core.answers.reviewed_nodes import doubled_key, in_words, line_of, node_at, not_yaml
from aidoc_core.answers.reviewed_shape import ByData, CodeData, FileData, ReviewData, ReviewedData
from aidoc_core.answers.reviewed_value import ReviewedText, digest
from aidoc_core.answers.shallow import Document
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    import datetime

VERSION = 3
"""Version 1 spread the metadata of an entry over several lines, version 2 had no last line; both are read as ever."""
END = "# end of file"
"""The last line. What has none is cut off: the rest of a file may be as valid as the whole. (A line that is always the
same causes no conflict when git merges two branches, as a number of entries would.)"""
_ENDED = 3
"""The first version that has a last line."""

_CONFLICT = regex(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \n]|\Z)", re.MULTILINE)


class _Writer(TypedDict):
    model: str
    date: str
    prompt: int


def read(text: str, module: str) -> dict[str, ReviewedText]:
    """What a reviewed file says, by the name of the object in its module.

    Raises:
        WrongFileError: It is not YAML, or something in it is missing, unknown, there twice, or of another module or a
            newer release.
    """
    try:
        return _read(text, module)
    except yaml.YAMLError as error:
        raise not_yaml(error) from error


def _read(text: str, module: str) -> dict[str, ReviewedText]:
    if conflict := _CONFLICT.search(text):
        raise WrongFileError("it holds a merge conflict", line=text.count("\n", 0, conflict.start()) + 1)
    try:
        file = Document(text)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise WrongFileError(f"it holds a control character (#x{error.character:02x})", line=line) from error
    _refuse(file, text)
    doubled = None if file.plain else doubled_key(file.root)
    if doubled is not None:
        raise WrongFileError(f"'{doubled.value}' stands there twice", line=line_of(doubled))
    try:
        found = FileData.model_validate(file.values)
    except pydantic.ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise WrongFileError(in_words(first), line=line_of(node_at(file.root, first["loc"]))) from error
    if found.module != module:
        message = f"'module' is {found.module}, and the file's name is that of {module}"
        raise WrongFileError(message, line=line_of(node_at(file.root, ("module",))))
    for name, reviewed in found.answers.items():
        if reviewed.review is None and (reviewed.code or reviewed.proposal):
            message = f"'{name}' has no 'review', so nothing tells what its 'code' and 'proposal' belong to"
            raise WrongFileError(message, line=line_of(node_at(file.root, ("answers", name))))
        if reviewed.review is not None and reviewed.model_fields_set & {"state", "fingerprint", "by"}:
            message = f"'{name}' has a 'review', so 'state', 'fingerprint' and 'by' belong in it"
            raise WrongFileError(message, line=line_of(node_at(file.root, ("answers", name))))
    return {name: _text(reviewed) for name, reviewed in found.answers.items()}


def _text(reviewed: ReviewedData) -> ReviewedText:
    if reviewed.review is None:  # without any metadata, a person has written the entry
        by, written = reviewed.by, reviewed.state or "edited"
        return ReviewedText(
            state=written,
            written=written,
            answer=Answer.from_data(reviewed),
            fingerprint=reviewed.fingerprint,
            **_written_by(by),
            old=reviewed.state is not None,
            bare=not reviewed.model_fields_set & {"state", "fingerprint", "by"},
        )
    new = reviewed.proposal
    beside = None if new is None else _reviewed_text(new.review, Answer.from_data(new), new.code)
    return _reviewed_text(reviewed.review, Answer.from_data(reviewed), reviewed.code, beside)


def _reviewed_text(
    review: ReviewData, answer: Answer, code: CodeData | None, proposal: ReviewedText | None = None
) -> ReviewedText:
    changed = review.text not in ("", digest(answer))
    return ReviewedText(
        # What a person has rejected stays so, whatever stands there.
        state="edited" if changed and review.state != "rejected" else review.state,
        written=review.state,
        touched=changed,
        answer=answer,
        fingerprint=review.fingerprint,
        **_written_by(review),
        by=review.by,
        on=_date(review.on),
        reason=review.reason,
        origin=review.origin,
        code=None if code is None else _recorded(code),
        proposal=proposal,
    )


def _written_by(by: ByData) -> _Writer:
    return {"model": by.model, "date": _date(by.date), "prompt": by.prompt}


def _recorded(code: CodeData) -> RecordedCode:
    return RecordedCode(
        signature=code.signature,
        raises=code.raises,
        decorators=code.decorators,
        body=code.body,
        like=tuple(code.like[n : n + HASH] for n in range(0, len(code.like), HASH)),
    )


def _date(date: datetime.date | None) -> str:
    return date.isoformat() if date else ""


def is_ended(text: str) -> bool:
    """Whether the last line of a file is there; below it stands at most what somebody has added by hand."""
    return any(line.rstrip() == END for line in text.split("\n"))


def _refuse(file: Document, text: str) -> None:
    """Before anything else is looked at: in a newer file the rest may be unknown, of one cut off it may be gone."""
    told = file.values.get("version", "") if isinstance(file.values, dict) else ""
    version = int(told[:9]) if isinstance(told, str) and told.isdecimal() else 1
    if version > VERSION:
        line = line_of(node_at(file.root, ("version",), value=True))
        raise WrongFileError("a newer release of aidoc wrote it", line=line, remedy="Upgrade aidoc")
    if version >= _ENDED and not is_ended(text):
        line = text.rstrip().count("\n") + 1
        remedy = "Restore it from git or, if nothing else is missing, add the line"
        raise WrongFileError(f"it is cut off, as its last line, `{END}`, is missing", line=line, remedy=remedy)
