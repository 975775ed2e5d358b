"""The texts of an answer as models write them: `parameter url: Where to send it.`, or as objects with three keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import pydantic

from aidoc_core.answers.wire import WireSection
from aidoc_core.code.parts import SECTIONS, SectionKind
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_KINDS: dict[str, SectionKind] = {kind: kind for kind in get_args(SectionKind)} | {
    "param": "parameter", "params": "parameter", "parameters": "parameter", "arg": "parameter", "args": "parameter",
    "argument": "parameter", "return": "returns", "yield": "yields", "raise": "raises", "exception": "raises",
    "attr": "attribute", "attributes": "attribute", "field": "attribute", "examples": "example",
}  # fmt: skip
_PROSE_KINDS = {"summary": "summary", "details": "details", "detail": "details", "description": "details"}
_PROSE = regex(rf"\s*+({'|'.join(_PROSE_KINDS)}):", re.IGNORECASE)
_OBJECTION = regex(r"\W*+wrong[ \t]\W?\d", re.IGNORECASE)
"""What a second reading says against a sentence, which small models put behind no label."""
_NAMED = frozenset(part.word for part in SECTIONS if part.named)
_KIND = regex(r"\s*+([A-Za-z]{1,12}+)(?![\w.*])")
"""The word that a section begins with."""
_NAME = regex(r"\s*+`?(\*{0,2}+[^\W\d][\w.]{0,199}+)`?(?:\(\))?\s*+[:\u2013\u2014]\s*+")
"""A name and what parts it from its text. A dash is no minus: names are followed by prose."""
_HEAD = regex(r"([^:\n]{1,1000}+):")
"""Behind a kind, whatever stands before the first colon is meant as a name; rules say whether it is one."""


class _Section(pydantic.BaseModel):
    kind: str
    name: str | None = None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What is said of one object.

    Attributes:
        summary: The summary.
        details: Further sentences.
        sections: All else, in order.
    """

    summary: str
    details: str
    sections: list[WireSection]


def read_texts(raw: Iterable[Any]) -> Texts:
    """The texts of known kinds; one that is wrong costs itself.

    Args:
        raw: Texts or objects, as they stand in the JSON. The first is the summary even if it does not say so.
    """
    prose: dict[str, list[str]] = {"summary": [], "details": []}
    sections: list[WireSection] = []
    for number, one in enumerate(raw):
        found = _PROSE.match(one) if isinstance(one, str) else None
        section = None
        if isinstance(one, str) and found is not None:
            prose[_PROSE_KINDS[found[1].lower()]].append(one[found.end() :].strip())
        elif isinstance(one, str) and _OBJECTION.match(one):
            prose["details"].append(one.strip())
        elif (section := read_section(one) if isinstance(one, str) else _of_object(one)) is not None:
            sections.append(section)
        elif number == 0 and isinstance(one, str):
            prose["summary"].append(one.strip())
    return Texts(summary="\n\n".join(prose["summary"]), details="\n\n".join(prose["details"]), sections=sections)


def is_label(key: str) -> bool:
    """Whether a key of an object says what the text under it is: `returns`, `parameter url`, no word by itself."""
    kind, _, name = key.strip().partition(" ")
    known = _KINDS.get(kind.lower())
    return known is not None and (known in _NAMED) == bool(name.strip())


def read_section(text: str) -> WireSection | None:
    """A section that is written as one text, or `None` where it says neither what it is of nor of whom.

    A name alone is a parameter's: that is what servers without a schema write for short.
    """
    found = _KIND.match(text)
    kind = _KINDS.get(found[1].lower()) if found else None
    if found is None or kind is None:
        return _named("parameter", text)
    rest = text[found.end() :]
    if kind not in _NAMED:
        return WireSection(kind=kind, name="", text=rest.lstrip(" \t").removeprefix(":").strip())
    if rest.lstrip().startswith(":"):  # `field: What it holds.` is of a parameter that is called so
        return WireSection(kind="parameter", name=found[1], text=rest.lstrip()[1:].strip())
    return _named(kind, rest, headed=True)


def _named(kind: SectionKind, text: str, *, headed: bool = False) -> WireSection | None:
    found = _NAME.match(text) or (_HEAD.match(text) if headed else None)
    return WireSection(kind=kind, name=found[1].strip(), text=text[found.end() :].strip()) if found else None


def _of_object(raw: Any) -> WireSection | None:
    try:
        read = _Section.model_validate(raw)
    except pydantic.ValidationError:
        return None
    kind = _KINDS.get(read.kind.strip().lower())
    if kind in _NAMED and not (read.name or "").strip():
        return None  # `raises` of nobody: that nothing is raised is said by saying nothing
    return None if kind is None else WireSection(kind=kind, name=read.name or "", text=read.text)
