"""What is asked of the model on the wire, and what comes back: foreign data, so pydantic stands at the door."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pydantic

from aidoc_core.code.parts import SectionKind

if TYPE_CHECKING:
    from collections.abc import Sequence


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
