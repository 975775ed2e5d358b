"""An answer: what is said of one object, as a frozen value. Its foreign forms are read in `wire` and `kept_form`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from aidoc_core.answers.plain import is_plain_answer
from aidoc_core.code.packed import Packable
from aidoc_core.code.parts import PARTS, SECTIONS, Part
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from aidoc_core.answers.kept_form import AnswerData
    from aidoc_core.answers.wire import WireAnswer

LONGEST = 8_000
"""Characters of one field; Azure's strict mode ignores limits in the schema, so they are kept here."""
LONGEST_NAME = 1_000
"""Characters of the name of a section."""
LONGEST_ANSWER = 100_000
"""Characters of all sections of one answer: more than a model writes in one reply."""
MOST_SECTIONS = 1_000
"""Sections of one answer."""
_BLANK_LINES = regex(r"\n(?:[^\S\n]*+\n){3,}+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A name and what is said of it: a parameter, an exception, an attribute."""

    name: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Packable):
    """What is said of one object. Every text is plain prose: paragraphs, `code spans`, bullet lists.

    Its texts may be packed once they are checked.

    Attributes:
        summary: One sentence; empty where the person's own text stands.
        description: Further paragraphs.
        parameters: Descriptions by parameter name, stars included.
        returns: What is returned.
        yields: What is yielded.
        raises: Descriptions by exception class name.
        attributes: Descriptions by attribute name.
        example: Python code.
    """

    packs: ClassVar[tuple[str, ...]] = tuple(part.field for part in PARTS)

    summary: str = ""
    description: str = ""
    parameters: tuple[Described, ...] = ()
    returns: str = ""
    yields: str = ""
    raises: tuple[Described, ...] = ()
    attributes: tuple[Described, ...] = ()
    example: str = field(default="", repr=False)

    def plain(self) -> tuple[Any, ...]:
        """What may be packed."""
        values = ((part, getattr(self, part.field)) for part in PARTS)
        return tuple(
            tuple((item.name, item.description) for item in value) if part.named else value for part, value in values
        )

    @classmethod
    def made(cls, name: str, plain: Any) -> Any:
        """A part of what `plain` gave."""
        del name
        if isinstance(plain, str):  # all others are named entries
            return plain
        return tuple(Described(name=of, description=text) for of, text in plain)

    def texts(self) -> Iterator[tuple[Part, str, str]]:
        """Every text that there is, with its part and the name of its entry, which is empty where the part has none."""
        for part in PARTS:
            value = getattr(self, part.field)
            if part.named:
                yield from ((part, item.name, item.description) for item in value)
            elif value:
                yield part, "", value

    def revised(self, revise: Callable[[Part, str, str], str]) -> Answer:
        """The answer with each of its texts revised; an entry that has no text then is left out."""
        values: dict[str, Any] = {}
        for part, name, text in self.texts():
            if not (revised := revise(part, name, text)):
                continue
            if part.named:
                values.setdefault(part.field, []).append(Described(name=name, description=revised))
            else:
                values[part.field] = revised
        return _answer(values)

    def to_dict(self) -> dict[str, Any]:
        """As plain data for JSON, without what is empty."""
        data: dict[str, Any] = {}
        for part, name, text in self.texts():
            if part.named:
                data.setdefault(part.field, {})[name] = text
            else:
                data[part.field] = text
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Answer:
        """The inverse of `to_dict`.

        Raises:
            pydantic.ValidationError: The data is not an answer.
        """
        if is_plain_answer(data):
            return cls.from_plain(data)
        from aidoc_core.answers.kept_form import AnswerData  # noqa: PLC0415 - what is plainly right needs no judge

        return cls.from_data(AnswerData.model_validate(data))

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Answer:
        """An answer of data that is known to be one (`is_plain_answer`)."""
        return _read(data.get)

    @classmethod
    def from_data(cls, data: AnswerData) -> Answer:
        """An answer as it was read from a file."""
        return _read(lambda name: getattr(data, name))

    @classmethod
    def from_wire(cls, wire: WireAnswer) -> Answer:
        """Sort a wire answer's sections; of a section that comes twice, both stay for the checks to see."""
        values: dict[str, Any] = {
            "summary": _bounded(wire.summary),
            "description": _bounded(wire.details),
        }
        room = LONGEST_ANSWER
        for section in wire.sections[:MOST_SECTIONS]:
            part = _BY_KIND[section.kind]
            text = _bounded(section.text)[:room]
            room -= len(text)
            if part.named:
                name = section.name.strip().strip("`")[:LONGEST_NAME]
                values.setdefault(part.field, []).append(Described(name=name, description=text))
            elif text:
                values[part.field] = "\n\n".join(filter(None, (values.get(part.field), text)))[:LONGEST]
        return _answer(values)


def _bounded(text: str) -> str:
    """A text as it is kept: no longer than a text of documentation, and not mostly of blank lines."""
    return _BLANK_LINES.sub("\n\n\n", text.strip())[:LONGEST]


_BY_KIND = {part.word: part for part in SECTIONS}


def _answer(values: Mapping[str, Any]) -> Answer:
    """An answer of its parts' values by field; entries may be any iterable."""
    made: dict[str, Any] = {name: text if isinstance(text, str) else tuple(text) for name, text in values.items()}
    return Answer(**made)


def _read(value_of: Callable[[str], Any]) -> Answer:
    """An answer of its parts' values by field, as they stand in a file; what is empty or `None` is not there."""
    values = ((part, value_of(part.field)) for part in PARTS)
    return _answer({part.field: _described(value) if part.named else value for part, value in values if value})


def _described(items: Mapping[str, str]) -> Iterator[Described]:
    return (Described(name=name, description=text) for name, text in items.items())
