"""What an answer says, in one shape, whether it comes as an `Answer` or as a mapping from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.answer import Answer
from aidoc_core.checks.passages import sentences, without_code
from aidoc_core.code.parts import DESCRIBED, PARTS
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.answers.answer import Described


_LETTERS = regex(r"[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A named entry: a parameter, an exception, an attribute.

    Attributes:
        name: Its name, without white space and backticks.
        text: Its description.
        type: Its type, where a mapping states one; answers to our own prompts do not.
        default: Its default, likewise.
    """

    name: str
    text: str
    type: str = ""
    default: str = ""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One text of an answer and the part it belongs to, named as `Finding.where` names it."""

    where: str
    text: str

    @cached_property
    def prose(self) -> str:
        """The text without what is set as code."""
        return without_code(self.text)

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first four letters of its words in lower case: rules look here before they search."""
        return frozenset(word[:4] for word in _LETTERS.findall(self.prose.lower()))

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of the prose."""
        return sentences(self.prose)


@dataclass(frozen=True, kw_only=True)
class Claims:
    """What an answer says about one object; see `aidoc_core.answers.answer.Answer` for the parts."""

    summary: str = ""
    description: str = ""
    parameters: tuple[Item, ...] = ()
    returns: str = ""
    returns_type: str = ""
    yields: str = ""
    yields_type: str = ""
    raises: tuple[Item, ...] = ()
    attributes: tuple[Item, ...] = ()
    example: str = ""

    @classmethod
    def read(cls, answer: Answer | Mapping[str, Any]) -> Claims:
        """Read an answer.

        Args:
            answer: An `Answer`, or a mapping with the same parts. Entries may be a list of mappings (`name` or, for
                exceptions, `type`; `description`; optionally `type` and `default`) or a mapping of name to text;
                `returns` and `yields` a text or a mapping with `description` and `type`. What is missing is empty.
        """
        values: dict[str, Any] = {}
        for part in PARTS:
            if isinstance(answer, Answer):
                value = getattr(answer, part.field)
                values[part.field] = tuple(_own(value)) if part.named else value
            elif part.named:
                values[part.field] = tuple(_items(answer.get(part.field), part.key))
            elif part in DESCRIBED:
                values[part.field], values[f"{part.field}_type"] = _result(answer.get(part.field))
            else:
                values[part.field] = _text(answer.get(part.field))
        return cls(**values)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text with its place, the example left out."""
        return tuple(self._passages())

    def _passages(self) -> Iterator[Passage]:
        for part in _PROSE:
            value = getattr(self, part.field)
            for name, text in [(item.name, item.text) for item in value] if part.named else [("", value)]:
                if text:
                    yield Passage(where=part.where(name), text=text)


_PROSE = sorted((part for part in PARTS if not part.code), key=lambda part: part.section and not part.named)
"""What is prose, entries before results: the order in which rules report."""


def _own(items: Iterable[Described]) -> Iterator[Item]:
    return (Item(name=item.name, text=item.description) for item in items)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else "" if value is None else str(value)


def _items(value: object, key: str) -> Iterator[Item]:
    if isinstance(value, Mapping):
        for name, text in value.items():
            yield Item(name=_name(name), text=_text(text))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for entry in value:
            if isinstance(entry, Mapping):
                name = entry.get(key) or entry.get("name") or entry.get("type")
                of = entry.get("type") if key == "name" else ""
                yield Item(
                    name=_name(name), text=_text(entry.get("description")), type=_text(of),
                    default=_text(entry.get("default")),
                )  # fmt: skip
            elif isinstance(entry, str):
                yield Item(name=_name(entry), text="")


def _name(value: object) -> str:
    return _text(value).strip("` ")


def _result(value: object) -> tuple[str, str]:
    if isinstance(value, Mapping):
        text, of = _text(value.get("description")), _text(value.get("type"))
        return text or of, of
    if isinstance(value, Sequence) and not isinstance(value, str):
        parts = [_result(part) for part in value]
        return "\n".join(text for text, _ in parts if text), parts[0][1] if len(parts) == 1 else ""
    return _text(value), ""
