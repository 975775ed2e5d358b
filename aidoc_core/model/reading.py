"""What a model wrote -> answers.

Strict servers write the JSON that was asked for. Of what others write, all is kept that is whole: fences, `<think>`,
prose around the JSON, a broken place or a missing end cost only what they hit.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated, Any, get_args

import pydantic

from aidoc_core.answers.answer import WireAnswer, WireReply, WireSection
from aidoc_core.code.parts import SectionKind
from aidoc_core.model import pythonic
from aidoc_core.model.completion import Completion
from aidoc_core.model.streamed import is_streamed, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_THOUGHT = "</think>"
_START = re.compile(r'\{\s*"(?:n|name|path|summary|answers)"\s*:|\[\s*\{')
_OBJECT = re.compile(r'\{\s*"(?:n|name|path)"\s*:')
_MOST = 1_000
"""Places in one reply at which an answer is looked for."""
_PATIENCE = 8
"""Times that a broken reply is looked through."""
_TRAILING = re.compile(r'("(?:[^"\\]|\\.)*+(?:"|\Z))|,(?=\s*+[}\]])', re.DOTALL)
"""A string, which stays, or a comma before a bracket, which JSON does not have."""
_DECODER = json.JSONDecoder(strict=False)  # takes raw line breaks inside strings
_KINDS: dict[str, SectionKind] = {kind: kind for kind in get_args(SectionKind)} | {
    "param": "parameter", "params": "parameter", "parameters": "parameter", "arg": "parameter", "args": "parameter",
    "argument": "parameter", "return": "returns", "yield": "yields", "raise": "raises", "exception": "raises",
    "attr": "attribute", "attributes": "attribute", "field": "attribute", "examples": "example",
}  # fmt: skip


def read_completion(body: bytes) -> Completion:
    """A response, also one with a byte order mark, raw line breaks, halves of characters or bytes that are not UTF-8.

    Args:
        body: What came over the wire, unpacked.

    Raises:
        pydantic.ValidationError: It is no completion.
    """
    try:
        return Completion.model_validate_json(body)
    except pydantic.ValidationError:
        try:
            text = _text(body)
            value = joined(text) if is_streamed(text) else _DECODER.decode(text)
            return Completion.model_validate_json(_sound(value))
        except (ValueError, TypeError, AttributeError, RecursionError):  # a ValidationError is a ValueError
            pass
        raise


def _text(body: bytes) -> str:
    """A body as text: in the encoding of its byte order mark, in UTF-8, or as Windows writes Western languages."""
    encoding = json.detect_encoding(body)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        text = body.decode("cp1252", "replace")
    return text.lstrip("\ufeff").strip()


def _sound(value: Any) -> bytes:
    """JSON of a value, with a question mark for each half of a character."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


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
        reply = WireReply.model_validate_json(text)
    except pydantic.ValidationError:
        answers = _in_order(_salvaged(text, paths), len(paths))
        if not answers:
            raise
        return WireReply(answers=answers), False
    return WireReply(answers=_in_order(reply.answers, len(paths))), True


def _salvaged(text: str, paths: Sequence[str]) -> list[WireAnswer]:
    """Answers from the first place that holds JSON of ours, or Python that looks like it."""
    text = _unquoted(text.rpartition(_THOUGHT)[2])
    found = _found(text, paths)
    if not found and (start := pythonic.START.search(text)):
        return _found(pythonic.as_json(text[start.start() :]), paths)
    return found


def _found(text: str, paths: Sequence[str]) -> list[WireAnswer]:
    """Answers from the first JSON of ours; from its whole objects where it is broken."""
    start = _START.search(text)
    if start is None:
        return []
    try:
        value = _DECODER.raw_decode(text, start.start())[0]
    except (ValueError, RecursionError):
        text = _TRAILING.sub(lambda found: found[1] or "", text)
        try:
            value = _DECODER.raw_decode(text, start.start())[0]
        except (ValueError, RecursionError):
            value = {}
    raw = list(_whole(text)) if isinstance(value, dict) and "answers" not in value else _listed(value)
    return [answer for one in raw if (answer := _answer(one, paths)) is not None]


def _unquoted(text: str) -> str:
    """JSON that a model has written as a string of JSON."""
    text = text.strip()
    if not text.startswith('"'):
        return text
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, str) else text


def _whole(text: str) -> Iterator[Any]:
    """Objects of a broken text that are whole, in order."""
    position, patience = 0, _PATIENCE * len(text)
    for _ in range(_MOST):
        start = _OBJECT.search(text, position)
        if start is None or patience < 0:
            return
        try:
            value, position = _DECODER.raw_decode(text, start.start())
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
    name: Any = None
    path: Any = None


class _Section(pydantic.BaseModel):
    kind: str
    name: str | None = None
    text: str


def _answer(raw: Any, paths: Sequence[str]) -> WireAnswer | None:
    try:
        answer = _Answer.model_validate_json(_sound(raw))
    except (ValueError, RecursionError):
        return None
    if paths and not all(_same(said, answer.n, paths) for said in (answer.name, answer.path)):
        return None
    if answer.summary is None and answer.details is None and not answer.sections:
        return None
    return WireAnswer(
        n=answer.n, summary=answer.summary or "", details=answer.details or "", sections=_sections(answer.sections)
    )


def _same(said: Any, number: int, paths: Sequence[str]) -> bool:
    """Whether a name beside a number is that object's: its path, or the end of it."""
    if not isinstance(said, str) or not said.strip():
        return True
    said = said.strip().strip("`").removesuffix("()")
    path = paths[number - 1] if 0 < number <= len(paths) else ""
    return path == said or path.endswith(f".{said}")


def _sections(raw: Any) -> list[WireSection]:
    """Those of a known kind; one that is wrong costs itself."""
    sections = []
    for one in raw if isinstance(raw, list) else []:
        try:
            read = _Section.model_validate(one)
        except pydantic.ValidationError:
            continue
        kind = _KINDS.get(read.kind.strip().lower())
        if kind is not None:
            sections.append(WireSection(kind=kind, name=read.name or "", text=read.text))
    return sections


def _in_order(answers: list[WireAnswer], asked: int) -> list[WireAnswer]:
    """The answers by the numbers of the request.

    A model that counts from 0 has answered everything or nothing: if one were missing, which number belongs to which
    object could not be told.
    """
    if all(answer.n for answer in answers):
        return answers
    if asked and sorted(answer.n for answer in answers) == list(range(asked)):
        return [answer.model_copy(update={"n": answer.n + 1}) for answer in answers]
    return []
