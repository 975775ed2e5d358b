"""What may stand in a reviewed file: its keys, and what sort of values they have."""

from __future__ import annotations

import datetime

import pydantic

from aidoc_core.answers.kept_form import AnswerData
from aidoc_core.answers.reviewed_value import State


class CodeData(pydantic.BaseModel):
    """What is recorded of the code that a text is about."""

    model_config = pydantic.ConfigDict(extra="forbid")

    signature: str = ""
    raises: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()
    body: str = ""
    like: str = ""


class ByData(pydantic.BaseModel):
    """Who or what wrote a text."""

    model_config = pydantic.ConfigDict(extra="forbid")

    model: str = ""
    date: datetime.date | None = None
    prompt: int = 0


class ReviewData(ByData):
    """The metadata of a text."""

    state: State
    fingerprint: str = ""
    text: str = ""
    by: str = ""
    on: datetime.date | None = None
    reason: str = ""
    origin: str = pydantic.Field(default="", alias="from")


class ProposalData(AnswerData):
    """The newer text beside another."""

    review: ReviewData
    code: CodeData | None = None


class ReviewedData(AnswerData):
    """An entry."""

    review: ReviewData | None = None
    code: CodeData | None = None
    proposal: ProposalData | None = None
    state: State | None = None  # this line and the next two: version 1
    fingerprint: str = ""
    by: ByData = pydantic.Field(default_factory=ByData)


class FileData(pydantic.BaseModel):
    """A whole file."""

    model_config = pydantic.ConfigDict(extra="forbid")

    version: int = 1
    module: str
    answers: dict[str, ReviewedData]
