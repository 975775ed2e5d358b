"""An answer: what is asked of the model on the wire, and what is kept once it has been read.

Pydantic stands at the door (`WireReply`); behind it an answer is a frozen value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import pydantic

if TYPE_CHECKING:
    from collections.abc import Mapping

SectionKind = Literal["parameter", "returns", "yields", "raises", "attribute", "example"]

LONGEST = 8_000
"""Characters of one field; Azure's strict mode ignores limits in the schema, so they are kept here."""


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


@cache
def wire_schema() -> dict[str, Any]:
    """The strict JSON schema of a reply, the same for every request.

    One schema for all: a new one costs seconds at Azure, and the schema is part of the cached prefix. Titles
    and descriptions are tokens that the model does not need.
    """
    return _bare(WireReply.model_json_schema())


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

    def to_dict(self) -> dict[str, Any]:
        """As plain data for JSON, without what is empty."""
        data: dict[str, Any] = {}
        for name in ("summary", "description", "parameters", "returns", "yields", "raises", "attributes", "example"):
            value = getattr(self, name)
            if not value:
                continue
            data[name] = value if isinstance(value, str) else {item.name: item.description for item in value}
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Answer:
        """The inverse of `to_dict`.

        Raises:
            pydantic.ValidationError: The data is not an answer.
        """
        kept = _Kept.model_validate(data)
        return cls(
            summary=kept.summary,
            description=kept.description,
            parameters=_described(kept.parameters),
            returns=kept.returns,
            yields=kept.yields,
            raises=_described(kept.raises),
            attributes=_described(kept.attributes),
            example=kept.example,
        )

    @classmethod
    def from_wire(cls, wire: WireAnswer) -> Answer:
        """Sort a wire answer's sections; of a section that comes twice, both stay for the checks to see."""
        by_kind: dict[str, list[Described]] = {"parameter": [], "raises": [], "attribute": []}
        single = {"returns": "", "yields": "", "example": ""}
        for section in wire.sections:
            text = section.text.strip()[:LONGEST]
            if section.kind in by_kind:
                by_kind[section.kind].append(Described(name=section.name.strip().strip("`"), description=text))
            elif text:
                single[section.kind] = "\n\n".join(filter(None, (single[section.kind], text)))
        return cls(
            summary=wire.summary.strip()[:LONGEST],
            description=wire.details.strip()[:LONGEST],
            parameters=tuple(by_kind["parameter"]),
            returns=single["returns"],
            yields=single["yields"],
            raises=tuple(by_kind["raises"]),
            attributes=tuple(by_kind["attribute"]),
            example=single["example"],
        )


class _Kept(pydantic.BaseModel):
    """An answer as it stands in a cache entry or a reviewed file: foreign data, people edit it."""

    model_config = pydantic.ConfigDict(extra="forbid")

    summary: str = ""
    description: str = ""
    parameters: dict[str, str] = {}
    returns: str = ""
    yields: str = ""
    raises: dict[str, str] = {}
    attributes: dict[str, str] = {}
    example: str = ""


def _described(items: Mapping[str, str]) -> tuple[Described, ...]:
    return tuple(Described(name=name, description=text) for name, text in items.items())
