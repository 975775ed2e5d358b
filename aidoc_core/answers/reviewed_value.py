"""What a reviewed file says of one object, as a frozen value."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from aidoc_core.answers.answer import Answer
    from aidoc_core.answers.recorded import RecordedCode

State = Literal["proposed", "accepted", "edited", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedText:
    """What a reviewed file says of one object.

    Attributes:
        state: What a person made of it: `edited` also where the text is no longer the one that was written down.
        touched: Whether the text is no longer the one that was written down.
        answer: The text.
        written: The state as it stands in the file.
        fingerprint: What the text answers; empty where the file does not say.
        model: The model that wrote it.
        date: When.
        prompt: The version of the prompt.
        by: The person who approved or rejected it, as far as the file says.
        on: When, as an ISO date.
        reason: Why it was rejected.
        origin: The path of the object that it was written for, where the code is only like that one's: as long as it is
            `proposed`, it is not shown.
        code: The code that it is about; `None` where the file does not say.
        proposal: The newer text beside it, made after the code had changed. Its state says what a person makes of it:
            `accepted` and `edited` take the place of the old text, `rejected` means that the old text stands.
        old: Whether its metadata stand as in version 1.
        bare: Whether it has none at all, so that nothing tells what code it is about.
    """

    state: State
    answer: Answer
    written: State
    touched: bool = False
    fingerprint: str = ""
    model: str = ""
    date: str = ""
    prompt: int = 0
    by: str = ""
    on: str = ""
    reason: str = ""
    origin: str = ""
    code: RecordedCode | None = None
    proposal: ReviewedText | None = None
    old: bool = False
    bare: bool = False

    @property
    def handwritten(self) -> bool:
        """Whether a person has had a hand in the words themselves."""
        return self.touched or self.state == "edited"

    @property
    def settled(self) -> ReviewedText:
        """The text after what a person has decided about the proposal beside it."""
        new = self.proposal
        if new is None or new.state == "proposed":
            return self
        if new.state == "rejected":
            return replace(self, fingerprint=new.fingerprint, code=new.code, proposal=None)
        return new


def digest(answer: Answer) -> str:
    """Eight digits that tell whether somebody has changed a text; blanks at the ends of lines do not count."""
    lines = {
        field: _bare(value) if isinstance(value, str) else {name: _bare(text) for name, text in value.items()}
        for field, value in answer.to_dict().items()
    }
    text = json.dumps(lines, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _bare(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
