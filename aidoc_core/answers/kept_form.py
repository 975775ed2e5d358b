"""The form of what is kept, judged by pydantic: cache entries come from anywhere, and people edit reviewed files.

Imported for what is not plainly as a release of aidoc writes it (`plain`), and for reviewed files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import pydantic

from aidoc_core.answers.plain import DATE, PATH, VERSION
from aidoc_core.code.parts import PARTS
from aidoc_core.errors import CacheError, NewerEntryError
from aidoc_core.patterns import regex

_VERSION = regex(r'\s*\{\s*"version":\s*(\d{1,9})\b')

if TYPE_CHECKING:

    class AnswerData(pydantic.BaseModel):
        """An answer as it stands in a cache entry or a reviewed file: foreign data, people edit it."""
else:
    AnswerData = pydantic.create_model(
        "AnswerData",
        __config__=pydantic.ConfigDict(extra="forbid"),
        **{
            part.field: (dict[str, str], pydantic.Field(default_factory=dict)) if part.named else (str, "")
            for part in PARTS
        },
    )


class KeptUsage(pydantic.BaseModel):
    """What an entry was billed, as it stands on disk."""

    model_config = pydantic.ConfigDict(extra="forbid")

    input_tokens: pydantic.NonNegativeInt = 0
    cached_input_tokens: pydantic.NonNegativeInt = 0
    output_tokens: pydantic.NonNegativeInt = 0
    reasoning_tokens: pydantic.NonNegativeInt = 0
    cost_usd: Annotated[float, pydantic.Field(ge=0, allow_inf_nan=False)] | None = None


_Dotted = Annotated[str, pydantic.Field(pattern=f"^{PATH}$")]
_Date = Annotated[str, pydantic.Field(pattern=f"^{DATE}$")]


class KeptData(pydantic.BaseModel):
    """An entry as it stands on disk: foreign data, the directory may come from anywhere."""

    model_config = pydantic.ConfigDict(extra="forbid")

    version: Literal[1, 2]
    fingerprint: str
    path: _Dotted
    module: _Dotted
    kind: str
    state: Literal["answered", "failed"]
    answer: dict[str, Any]
    reason: str = ""
    findings: list[dict[str, str]] = []
    model: str = ""
    deployment: str = ""
    wanted_model: str = ""
    date: _Date = ""
    prompt: int = 0
    build: str = ""
    withheld: list[str] = []
    usage: KeptUsage = KeptUsage()
    read: str = ""


class PaidData(pydantic.BaseModel):
    """The members of an entry that tell what it cost, whatever else a release has written."""

    version: int
    state: Literal["answered", "failed"]
    usage: KeptUsage


def judged_entry(text: str) -> dict[str, Any]:
    """The members of an entry, but for its version; see `plain.plain_entry`.

    Raises:
        NewerEntryError: A newer release wrote it.
        CacheError: The text is not an entry.
    """
    try:
        kept = KeptData.model_validate_json(text)
        answer = AnswerData.model_validate(kept.answer)
    except pydantic.ValidationError as error:
        version = _VERSION.match(text)
        if version and int(version[1]) > VERSION:
            raise NewerEntryError("a newer release of aidoc wrote an entry") from error
        raise _no_entry(error) from error
    data = {**dict(kept), "answer": answer.model_dump(), "usage": kept.usage.model_dump()}
    del data["version"]
    return data


def judged_paid(text: str) -> dict[str, Any]:
    """What counts of an entry for what it cost; see `plain.plain_paid`.

    Raises:
        CacheError: The text is not an entry.
    """
    try:
        return PaidData.model_validate_json(text).model_dump()
    except pydantic.ValidationError as error:
        raise _no_entry(error) from error


def _no_entry(error: pydantic.ValidationError) -> CacheError:
    return CacheError(f"an entry is not what aidoc writes ({error.error_count()} faults)")
