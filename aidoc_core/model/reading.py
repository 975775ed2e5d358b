"""What a model wrote -> answers.

Strict servers write the JSON that was asked for. Of what others write, all is kept that is whole: fences, `<think>`,
prose around the JSON, a broken place or a missing end cost only what they hit.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import pydantic

from aidoc_core.answers.wire import NamedReply, WireAnswer, WireReply, WrittenReply
from aidoc_core.model import pythonic
from aidoc_core.model.bodies import DECODER, sound
from aidoc_core.model.sections import is_label, read_texts
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_THOUGHT = "</think>"
_NUMBER = regex(r"\s*+#?\[?(\d{1,6})\b\]?[.:)]?")
"""The number of an object, as the marks write it or without their signs; its name comes after it."""
_START = regex(r'\{\s*"(?:n|name|path|summary|answers)"\s*:|\[\s*\{')
_BY_NAME = regex(r'\{\s*"answers"\s*:\s*\{\s*')
_UNDER_NAME = regex(r'"((?:[^"\\]|\\.)*+)"\s*+:\s*+(?=\{)')
_BETWEEN = regex(r"\s*+,\s*+")
_OBJECT = regex(r'\{\s*"(?:n|name|path)"\s*:')
_MOST = 1_000
"""Places in one reply at which an answer is looked for."""
_PATIENCE = 8
"""Times that a broken reply is looked through."""
_TRAILING = regex(r'("(?:[^"\\]|\\.)*+(?:"|\Z))|,(?=\s*+[}\]])', re.DOTALL)
"""A string, which stays, or a comma before a bracket, which JSON does not have."""


def read_answers(text: str, paths: Sequence[str] = ()) -> tuple[WireReply, bool]:
    """The whole answers in a model's text.

    Args:
        text: What the model wrote.
        paths: The objects that were asked for, in the order of their numbers. An answer that names another object
            beside its number is left out.

    Returns:
        The answers, and whether the text was just what was asked for. If not, what is missing may come another time.

    Raises:
        pydantic.ValidationError: There is no whole answer in it; says what is wrong with its form.
    """
    try:
        written = _written(text)
    except pydantic.ValidationError:
        answers = _salvaged(text, paths)
        if answers:
            return WireReply(answers=answers), False
        raise
    answers = _answers(written, paths)
    return WireReply(answers=answers), len(answers) == len(written)


def _written(text: str) -> list[dict[str, Any]]:
    """The answers of a reply that is in one of the two forms that schemas ask for."""
    try:
        return [answer.model_dump() for answer in WrittenReply.model_validate_json(text).answers]
    except pydantic.ValidationError:
        with suppress(pydantic.ValidationError):
            return _listed(NamedReply.model_validate_json(text).answers)
        raise


def _salvaged(text: str, paths: Sequence[str]) -> list[WireAnswer]:
    """Answers from the first place that holds JSON of ours, or Python that looks like it."""
    text = _unquoted(text.rpartition(_THOUGHT)[2])
    answers = _answers(_found(text), paths)
    if not answers and (start := pythonic.START.search(text)):
        return _answers(_found(pythonic.as_json(text[start.start() :])), paths)
    return answers


def _found(text: str) -> list[Any]:
    """What the first JSON of ours holds; its whole objects where it is broken."""
    start = _START.search(text)
    if start is None:
        return []
    try:
        value = DECODER.raw_decode(text, start.start())[0]
    except (ValueError, RecursionError):
        text = _TRAILING.sub(lambda found: found[1] or "", text)
        try:
            value = DECODER.raw_decode(text, start.start())[0]
        except (ValueError, RecursionError):
            value = {}
    if isinstance(value, dict) and "answers" not in value:
        return list(_whole(text)) or _named(text)
    return _listed(value)


def _named(text: str) -> list[Any]:
    """The whole answers of a cut reply that has each under its name."""
    found = []
    place = _BY_NAME.search(text)
    while place is not None and (place := _UNDER_NAME.match(text, place.end())):
        try:
            value, end = DECODER.raw_decode(text, place.end())
        except (ValueError, RecursionError):
            break
        found.append({"n": place[1], **value})
        place = _BETWEEN.match(text, end)
    return found


def _unquoted(text: str) -> str:
    """JSON that a model has written as a string of JSON."""
    text = text.strip()
    if text.startswith('"'):
        with suppress(ValueError, RecursionError):
            value = DECODER.decode(text)
            return value if isinstance(value, str) else text
    return text


def _whole(text: str) -> Iterator[Any]:
    """Objects of a broken text that are whole, in order."""
    position, patience = 0, _PATIENCE * len(text)
    for _ in range(_MOST):
        start = _OBJECT.search(text, position)
        if start is None or patience < 0:
            return
        try:
            value, position = DECODER.raw_decode(text, start.start())
        except (ValueError, RecursionError) as error:
            position = start.end()
            # Where objects stand in each other and none is whole, each look would go to the end.
            patience -= getattr(error, "pos", len(text)) - start.start()
        else:
            yield value


def _listed(value: Any) -> list[Any]:
    """The answers of a reply: under `answers`, by number, or as a bare list."""
    if isinstance(value, dict) and "answers" in value:
        value = value["answers"]
    if isinstance(value, dict):
        return [{"n": number, **one} for number, one in value.items() if isinstance(one, dict)]
    return value if isinstance(value, list) else []


class _Answer(pydantic.BaseModel):
    """An answer as servers without strict decoding write it."""

    n: Annotated[int, pydantic.Field(ge=0, le=100_000)]
    summary: str | None = None
    details: str | None = None
    sections: Any = None
    texts: Any = None
    called: Any = None
    name: Any = None
    path: Any = None

    @pydantic.model_validator(mode="before")
    @classmethod
    def _parted(cls, raw: Any) -> Any:
        """The number and the name of `3 get`, and as one list what stands under keys such as `parameter url`."""
        if not isinstance(raw, dict):
            return raw
        raw = {key: _bare(text, key) if isinstance(text, str) else text for key, text in raw.items()}
        labelled = [f"{key}: {text}" for key, text in raw.items() if isinstance(text, str) and is_label(key)]
        if labelled:
            texts = raw.get("texts")
            raw = raw | {"texts": [*(texts if isinstance(texts, list) else []), *labelled]}
        number = raw.get("n")
        found = _NUMBER.match(number) if isinstance(number, str) else None
        return raw | {"n": found[1], "called": number[found.end() :]} if found and number else raw

    @property
    def says(self) -> bool:
        """Whether there is a text in it at all."""
        return self.summary is not None or self.details is not None or bool(self.sections or self.texts)

    def wire(self, number: int) -> WireAnswer:
        """The answer by its number, whichever way its texts are written."""
        written = [one for group in (self.texts, self.sections) if isinstance(group, list) for one in group]
        read = read_texts(written)
        summary, details = self.summary or read.summary, self.details or read.details
        return WireAnswer(n=number, summary=summary, details=details, sections=read.sections)


def _bare(text: str, key: str) -> str:
    """A text without what it is, where that is its key already: `"summary": "summary: Get it."`."""
    return text.removeprefix(f"{key}:").lstrip() if text.startswith(f"{key}:") else text


def _answers(raw: Iterable[Any], paths: Sequence[str]) -> list[WireAnswer]:
    """The answers by the numbers of the request, without those that name another object beside their number.

    What is said twice in the same words counts once. A model that counts from 0 has answered everything or nothing: if
    one were missing, which number is whose could not be told. Nor can it where one is too high: what was only shown has
    been counted, too, and a name alone tells.
    """
    read = list({repr(answer): answer for one in raw if (answer := _answer(one)) is not None}.values())
    first = 1 if all(answer.n for answer in read) else 0
    if first == 0 and (not paths or sorted(answer.n for answer in read) != list(range(len(paths)))):
        return []
    if paths and any(answer.n > len(paths) for answer in read):
        read = [answer for answer in read if answer.called or answer.name or answer.path]
    numbered = ((answer, answer.n + 1 - first) for answer in read)
    return [
        answer.wire(number)
        for answer, number in numbered
        if not paths or all(_same(said, number, paths) for said in (answer.called, answer.name, answer.path))
    ]


def _answer(raw: Any) -> _Answer | None:
    try:
        answer = _Answer.model_validate_json(sound(raw))
    except (ValueError, RecursionError):
        return None
    return answer if answer.says else None


def _same(said: Any, number: int, paths: Sequence[str]) -> bool:
    """Whether a name beside a number is that object's: its path, or the end of it, whatever stands around it."""
    words = said.replace("`", " ").split("(")[0].split() if isinstance(said, str) else []
    if not words:
        return True
    path = paths[number - 1] if 0 < number <= len(paths) else ""
    return path == words[-1] or path.endswith(f".{words[-1]}")
