"""The hand-written part of an object: the text of its docstring, and what Griffe's sections hold beyond that text.

Extensions of Griffe put sections into `docstring.parsed` while a package is loaded, with a text or without. A
docstring that nobody has parsed yet is not parsed in here: whoever shows it may still set its style.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import griffe

from aidoc_core.code.docstrings import described_names, part_of_kind, read_docstring
from aidoc_core.code.objects import NO_NAMES, Documented, set_of
from aidoc_core.code.parts import DESCRIBED, Part
from aidoc_core.code.quiet import quiet
from aidoc_core.code.wrapping import kind_of, prose_of, without_added
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_Sections: TypeAlias = tuple[Any, ...]
"""Sections as an extension left them: each may be anything."""

_NAMED = ("parameters", "raises", "attributes")
_WORDS = regex(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandWritten:
    """What people say of an object.

    Attributes:
        text: The text of the docstring; where it has none, the prose in its sections.
        sections: The sections, where anybody has parsed the docstring or made its sections.
        broken: Whether the docstring fails to be read, as whoever shows it will find too.
    """

    text: str = ""
    sections: _Sections = ()
    broken: bool = False

    @property
    def beside(self) -> bool:
        """Whether there is anything to see without a text: a description of a parameter, a notice."""
        return not self.text and any(_is_seen(section) for section in self.sections)

    def documents(self, obj: griffe.Object, *, sections: bool = True) -> Documented:
        """What the text documents of an object, and the sections."""
        found = read_docstring(self.text, obj) if self.text else Documented()
        described = list(_described(self.sections)) if sections else []
        if not described:
            return found
        kinds = {part.field for part, _ in described}
        names = {kind: set_of(_names(described, kind)) for kind in _NAMED}
        return Documented(
            summary=found.summary,
            parameters=set_of(found.parameters | names["parameters"]),
            returns=found.returns or "returns" in kinds,
            yields=found.yields or "yields" in kinds,
            raises=set_of(found.raises | names["raises"]),
            attributes=set_of(found.attributes | (names["attributes"] if obj.is_class or obj.is_module else NO_NAMES)),
        )

    def names(self, *, sections: bool = True) -> set[str]:
        """Names of the parameters and attributes that are described in words, without stars."""
        described = list(_described(self.sections)) if sections else []
        described = [(part, [entry for entry in entries if _says(entry)]) for part, entries in described]
        found = described_names(self.text) if self.text else set()
        return found | {*_names(described, "parameters"), *_names(described, "attributes")}


def hand_written(obj: griffe.Object) -> HandWritten:
    """Read the hand-written part of an object, whatever an extension has put there."""
    return hand_written_in(obj.docstring)


def hand_written_in(docstring: Any) -> HandWritten:
    """Read the hand-written part of a docstring, whatever an extension has made of it."""
    docstring = without_added(docstring)
    if docstring is None:
        return HandWritten()
    try:
        sections = _sections(docstring)
        text = docstring.value if docstring.value.strip() else "\n\n".join(filter(None, map(prose_of, sections)))
    except Exception:  # noqa: BLE001 - a docstring of another class raises what it likes, here and where it is shown
        return HandWritten(broken=True)
    return HandWritten(text=text, sections=sections)


def documented(obj: griffe.Object, hand: HandWritten, *, sections: bool = True) -> Documented:
    """What people document of an object, in its own docstring or in that of its class.

    Args:
        obj: The object.
        hand: Its own hand-written part.
        sections: Whether sections count, or the texts alone.
    """
    own = hand.documents(obj, sections=sections)
    parent = obj.parent
    if parent is None or not parent.is_class or parent.docstring is None:
        return own
    if obj.is_attribute and not own.summary:
        # Many authors describe fields in the class docstring, under Attributes or as parameters.
        return Documented(summary=obj.name in hand_written(parent).names(sections=sections))
    if obj.name == "__init__":
        # Many authors describe the constructor's parameters in the class docstring.
        above = hand_written(parent).documents(obj, sections=sections)
        return Documented(
            summary=own.summary,
            parameters=own.parameters | above.parameters,
            raises=own.raises | above.raises,
        )
    return own


def by_sections(obj: griffe.Object, hand: HandWritten, found: Documented) -> tuple[str, ...]:
    """What is documented by sections alone, as gaps name it; nothing where no extension has added any."""
    parent = obj.parent if obj.parent is not None and obj.parent.is_class else None
    if not hand.sections and not (parent and hand_written(parent).sections):
        return ()
    return tuple(sorted(_words(found) - _words(documented(obj, hand, sections=False))))


def _words(found: Documented) -> set[str]:
    words = {"summary"} if found.summary else set()
    for part in DESCRIBED:
        value = getattr(found, part.field)
        words |= {part.where(name) for name in value} if part.named else {part.where()} if value else set()
    return words


def _sections(docstring: Any) -> _Sections:
    own = vars(docstring)
    if "parsed" in own:
        return tuple(own["parsed"] or ())
    if type(docstring).parse is griffe.Docstring.parse and type(docstring).parsed is griffe.Docstring.parsed:
        return ()
    # In a copy: a docstring keeps what was first made of it, in the style that it had by then.
    with quiet():  # whoever shows it tells what is wrong with it
        return tuple(copy(docstring).parsed or ())


def _is_seen(section: Any) -> bool:
    return bool(prose_of(section)) if kind_of(section) == "text" else bool(getattr(section, "value", None))


def _described(sections: _Sections) -> Iterator[tuple[Part, list[Any]]]:
    """The parts that sections describe, each with its entries."""
    for section in sections:
        part = part_of_kind(kind_of(section))
        entries = getattr(section, "value", None)
        if part is not None and isinstance(entries, list | tuple) and entries:
            yield part, list(entries)


def _says(entry: Any) -> bool:
    words = getattr(entry, "description", None)
    return isinstance(words, str) and bool(words.strip())


def _names(described: list[tuple[Part, list[Any]]], kind: str) -> Iterator[str]:
    """The names in all sections of one kind; an entry may have none."""
    for part, entries in described:
        for entry in entries if part.field == kind else ():
            name = getattr(entry, "annotation" if kind == "raises" else "name", None)
            found = _WORDS.findall(str(name)) if isinstance(name, str | griffe.Expr) else []
            yield from found[-1:] if kind == "raises" else found
