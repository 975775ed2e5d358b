"""An answer: what is asked of the model on the wire, and what is kept once it has been read.

Pydantic stands at the door (`WireReply`); behind it an answer is a frozen value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import pydantic

from aidoc_core.code.parts import PARTS, SECTIONS, Part, SectionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

LONGEST = 8_000
"""Characters of one field; Azure's strict mode ignores limits in the schema, so they are kept here."""
LONGEST_NAME = 1_000
"""Characters of the name of a section."""
LONGEST_ANSWER = 100_000
"""Characters of all sections of one answer: more than a model writes in one reply."""
MOST_SECTIONS = 1_000
"""Sections of one answer."""
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*+\n){3,}+")


class WireSection(pydantic.BaseModel):
    """One section of one object's answer; `name` is empty for returns and yields."""

    model_config = pydantic.ConfigDict(extra="forbid")

    kind: SectionKind
    name: str
    text: str


class WireAnswer(pydantic.BaseModel):
    """One object's answer, by the number it had in the request."""

    model_config = pydantic.ConfigDict(extra="forbid")

    n: int
    summary: str
    details: str
    sections: list[WireSection]


class WireReply(pydantic.BaseModel):
    """What one request brings back."""

    model_config = pydantic.ConfigDict(extra="forbid")

    answers: list[WireAnswer]


class WrittenAnswer(pydantic.BaseModel):
    """One object's answer in the form that is asked for, which costs the fewest tokens that are safe.

    Attributes:
        n: The object's number and name, `3 get`: a model that has lost count contradicts itself.
        texts: Each text behind what it is, `parameter url: Where to send it.`; objects with a key for everything cost
            a quarter more.
    """

    model_config = pydantic.ConfigDict(extra="forbid", strict=True)

    n: str
    texts: list[str]


class WrittenReply(pydantic.BaseModel):
    """A reply in the form that is asked for."""

    model_config = pydantic.ConfigDict(extra="forbid", strict=True)

    answers: list[WrittenAnswer]


class NamedReply(pydantic.BaseModel):
    """A reply in the form that `narrow_schema` leaves.

    Attributes:
        answers: By number and name, `3 get`: each text by what it is, `{"parameter url": "Where to send it."}`.
    """

    model_config = pydantic.ConfigDict(extra="forbid", strict=True)

    answers: dict[str, dict[str, str]]


@cache
def wire_schema() -> dict[str, Any]:
    """The strict JSON schema of a reply, the same for every request.

    One schema for all: a new one costs seconds at Azure, and the schema is part of the cached prefix. Titles
    and descriptions are tokens that the model does not need.
    """
    return _bare(WrittenReply.model_json_schema())


def narrow_schema(paths: Sequence[str], texts: Sequence[Sequence[str]], choices: Sequence[str] = ()) -> dict[str, Any]:
    """The schema of a reply that has one answer for each of these objects, and in it what was asked for.

    For servers whose grammar for a schema is made in no time. A small model may count the code beside what is asked,
    leave out what a text is of, or name a parameter of the instructions; it writes what a schema has it write.

    Args:
        paths: The objects, in the order of their numbers.
        texts: For each of them, what its texts stand behind: `summary`, `parameter url`. `details` and `example` need
            not come.
        choices: The only texts there are, where a model is to choose and not to write.
    """
    text = {"type": "string", "enum": [*choices]} if choices else {"type": "string"}
    answers = {
        f"{number} {path.rpartition('.')[2]}": _closed({label: {**text} for label in labels})
        for number, (path, labels) in enumerate(zip(paths, texts, strict=True), 1)
    }
    return _closed({"answers": _closed(answers)})


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    required = [name for name in properties if name not in OPTIONAL_TEXTS]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


OPTIONAL_TEXTS = ("details", "example")
"""Texts that a model is to leave out where it has nothing to say."""


def _bare(schema: dict[str, Any]) -> dict[str, Any]:
    definitions = schema.get("$defs", {})

    def strip(node: Any) -> Any:
        if isinstance(node, list):
            return [strip(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return strip(definitions[node["$ref"].rpartition("/")[2]])
        # A property may be called "title"; only the keyword is noise.
        return {
            key: {name: strip(value) for name, value in child.items()} if key == "properties" else strip(child)
            for key, child in node.items()
            if key not in ("title", "description", "$defs")
        }

    bare: dict[str, Any] = strip(schema)
    return bare


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A name and what is said of it: a parameter, an exception, an attribute."""

    name: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said of one object. Every text is plain prose: paragraphs, `code spans`, bullet lists.

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

    summary: str = ""
    description: str = ""
    parameters: tuple[Described, ...] = ()
    returns: str = ""
    yields: str = ""
    raises: tuple[Described, ...] = ()
    attributes: tuple[Described, ...] = ()
    example: str = field(default="", repr=False)

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
        return cls.from_data(AnswerData.model_validate(data))

    @classmethod
    def from_data(cls, data: AnswerData) -> Answer:
        """An answer as it was read from a file."""
        return _answer(
            {
                part.field: _described(value) if part.named else value
                for part in PARTS
                if (value := getattr(data, part.field))
            }
        )

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


def _answer(values: Mapping[str, Any]) -> Answer:
    """An answer of its parts' values by field; entries may be any iterable."""
    made: dict[str, Any] = {name: text if isinstance(text, str) else tuple(text) for name, text in values.items()}
    return Answer(**made)


def _described(items: Mapping[str, str]) -> Iterator[Described]:
    return (Described(name=name, description=text) for name, text in items.items())
