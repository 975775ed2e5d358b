"""An answer as sections of Griffe's, and their places among those of a person."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.parsing import alone
from aidoc_core.code.wrapping import kind_of, prose_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.code.parts import Part
    from aidoc_core.render.added import Added


_KINDS = griffe.DocstringSectionKind
_WORDED = ("name", "annotation", "value", "description", "contents")
_ORDER = (
    _KINDS.attributes,
    _KINDS.parameters,
    _KINDS.other_parameters,
    _KINDS.returns,
    _KINDS.yields,
    _KINDS.receives,
    _KINDS.raises,
    _KINDS.warns,
)


def sections_of(added: Added, parent: griffe.Object) -> list[griffe.DocstringSection]:
    """What is added, as sections.

    Args:
        added: What is added.
        parent: The object, for annotations and defaults.
    """
    return [*_described(added, parent), *_examples(added.example)]


def joined(
    human: Iterable[griffe.DocstringSection], text: str, added: Iterable[griffe.DocstringSection], parent: griffe.Object
) -> list[griffe.DocstringSection]:
    """A person's sections, and what is added to them, each in the section where it belongs.

    Args:
        human: The person's sections; they stay as they are.
        text: Prose where nobody wrote any.
        added: The other sections that are added.
        parent: The object: parameters that are added stand where its signature has them.
    """
    sections = list(human)
    if text:
        sections.insert(_place_of_text(sections), griffe.DocstringSectionText(text))
    for section in added:
        _join(sections, section, parent)
    return sections


def _described(added: Added, parent: griffe.Object) -> list[griffe.DocstringSection]:
    """Sections with annotations and defaults found as Griffe finds them for a docstring in Google style.

    Griffe's own parser reads a skeleton of names; the texts are put in afterwards, so that nothing in them is
    ever taken for a name, a type or another section.
    """
    if not added.parts:
        return []
    skeleton = [
        "\n    ".join([f"{title}:", *(f"{name}: x" if name else "x" for name, _ in entries)])
        for title, entries in added.parts
    ]
    docstring = griffe.Docstring("x\n\n" + "\n\n".join(skeleton), parent=parent, parser="google")
    with alone():
        parsed = docstring.parse("google", warnings=False)[1:]
    for section, (_, entries) in zip(parsed, added.parts, strict=True):
        for item, (_, description) in zip(section.value, entries, strict=True):
            item.description = description
    return sorted(parsed, key=_rank)


def texts_of(sections: Iterable[griffe.DocstringSection]) -> Iterator[str]:
    """All words of sections, whatever an extension made them of."""
    for section in sections:
        yield str(getattr(section, "title", "") or "")
        value = getattr(section, "value", "")
        for item in value if isinstance(value, list) else [value]:
            parts = [item] if isinstance(item, str) else [getattr(item, name, "") for name in _WORDED]
            if isinstance(item, tuple):
                parts = list(item)
            yield from (str(part) for part in parts if part)


def _examples(session: str) -> list[griffe.DocstringSection]:
    """An example as a session: highlighted as code by the handler, which escapes it; prose never gets in here."""
    return [griffe.DocstringSectionExamples([(_KINDS.examples, session)])] if session else []


def _place_of_text(sections: list[griffe.DocstringSection]) -> int:
    """Where prose belongs that nobody wrote: below notices, above what describes parts, or where Griffe left room."""
    for place, section in enumerate(sections):
        kind = kind_of(section)
        if kind != "admonition" and not (kind == "text" and prose_of(section)):
            return place
    return len(sections)


def _rank(section: griffe.DocstringSection) -> int:
    """The place of a section in a docstring; 0 for what stands anywhere: text, admonitions, examples."""
    kind = getattr(section, "kind", None)  # of an extension's section, which may be anything
    return _ORDER.index(kind) + 1 if kind in _ORDER else 0


def _join(sections: list[griffe.DocstringSection], added: griffe.DocstringSection, parent: griffe.Object) -> None:
    """Add to the person's section of the same kind, in a copy; or as a section of its own, where it belongs."""
    rank = _rank(added)
    for place, section in enumerate(sections):
        alike = getattr(section, "kind", None) is added.kind and isinstance(section.value, list)
        if alike and (part := _part(added)) is not None and part.named:
            joined = copy(section)
            joined.value = _in_order(section.value, added.value, parent if part.field == "parameters" else None)
            sections[place] = joined
            return
    before = [place for place, section in enumerate(sections) if 0 < _rank(section) < rank]
    after = [place for place, section in enumerate(sections) if _rank(section) > rank > 0]
    sections.insert(before[-1] + 1 if before else after[0] if after else len(sections), added)


def _part(section: griffe.DocstringSection) -> Part | None:
    from aidoc_core.code.docstrings import part_of  # noqa: PLC0415 - where a person has such a section, too

    return part_of(section)


def _in_order(entries: list[Any], added: list[Any], parent: griffe.Object | None) -> list[Any]:
    """A person's entries in their order; of what is added, each before what comes later in the signature, or last."""
    signed = parent.parameters if isinstance(parent, griffe.Function | griffe.Class) else ()
    places = {one.name.lstrip("*"): place for place, one in enumerate(signed)}

    def place_of(entry: Any) -> int:
        return places.get(str(getattr(entry, "name", "")).lstrip("*"), -1)

    found = list(entries)
    for one in added:
        own = place_of(one)
        later = (place for place, entry in enumerate(found) if place_of(entry) > own >= 0)
        found.insert(next(later, len(found)), one)
    return found
