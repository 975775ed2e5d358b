"""The one reader of people's docstrings: in which style each is written, what it documents, and what it says of it.

Two needs, two answers. What has been described must not be asked for: `read_docstring` and `described_names` take what
any style finds, since asking twice would print it twice. What people have said is judged by the one style that the
docstring is written in (`decided`): what another style makes of the same lines, nobody has said.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import griffe

from aidoc_core.code.field_lists import Entry, field_entries, headed_entries, names_in, quoted
from aidoc_core.code.objects import NO_NAMES, Documented, set_of
from aidoc_core.code.parsing import alone
from aidoc_core.code.parts import DESCRIBED, Part
from aidoc_core.code.quiet import quiet
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

Style = Literal["google", "numpy", "sphinx", "epytext"]
"""Griffe's words, and one more."""

_PARTS = {part.field: part for part in DESCRIBED} | {
    "other parameters": next(part for part in DESCRIBED if part.field == "parameters")
}
"""The parts that Griffe's kinds of sections stand for."""
_WORDS = regex(r"\w+")
# With a type in front of the name, which Griffe does not read.
_VARIABLE = regex(r"^[ \t]*:(?:var|ivar|cvar)[ \t][^:\n]*\b(\w+):(?=\s|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A docstring as one style has it.

    Attributes:
        style: The style.
        prose: What stands in no section.
        entries: What it documents, in its order.
    """

    style: Style
    prose: str
    entries: tuple[Entry, ...]


def decided(text: str) -> Reading:
    """A docstring in the style that it is written in: the one that finds most in it."""
    return max(readings(text), key=lambda reading: len(reading.entries))


@lru_cache(maxsize=256)  # the fields of a class and its constructor all look into its docstring
def readings(text: str) -> tuple[Reading, ...]:
    """A docstring as Google, NumPy, reST and epytext style, in this order.

    Read without its object, so that types are those that the text states, not those of the signature.
    """
    bare = text.lstrip("\n")
    text = f"\n{bare}" if len(bare) < len(text) else text  # Griffe takes empty lines off one by one
    marks: tuple[tuple[Style, str], ...] = (("sphinx", ":"), ("epytext", "@"))
    lists = []
    for style, mark in marks:
        prose, entries = field_entries(text, mark)
        lists.append(Reading(style=style, prose=prose, entries=entries))
    return (_by_griffe(text, "google"), _by_griffe(text, "numpy"), *lists)


def part_of(section: griffe.DocstringSection) -> Part | None:
    """The part of a docstring that a section holds; `None` for prose and what stands beside it."""
    return part_of_kind(section.kind.value)


def part_of_kind(kind: str) -> Part | None:
    """The part that Griffe's word for a section stands for; `None` for prose and what stands beside it."""
    return _PARTS.get(kind)


def read_docstring(text: str, obj: griffe.Object) -> Documented:
    """What a docstring documents, in whichever style, or in none.

    A docstring in another style than the site's still says what it says; asking again for what the author
    has described would print it twice.
    """
    names: dict[str, set[str]] = {part.field: set() for part in DESCRIBED}
    found: set[str] = set()
    for entry in _said(text):
        found.add(entry.field)
        names[entry.field].update(_bare(entry))
    names["attributes"].update(_VARIABLE.findall(text))
    return Documented(
        summary=bool(text.strip()),
        parameters=set_of(names["parameters"]),
        returns="returns" in found,
        yields="yields" in found,
        raises=set_of(names["raises"]),
        attributes=set_of(names["attributes"]) if obj.is_class or obj.is_module else NO_NAMES,
    )


def described_names(text: str) -> set[str]:
    """Names of the parameters and attributes that a docstring describes, without stars."""
    kinds = ("parameters", "attributes")
    found = {name for entry in _said(text) if entry.field in kinds for name in _bare(entry)}
    return found | set(_VARIABLE.findall(text))


def _said(text: str) -> Iterator[Entry]:
    """What any style finds, and what stands below headings that none has."""
    for reading in readings(text):
        yield from reading.entries
    yield from headed_entries(text)


def _bare(entry: Entry) -> Iterator[str]:
    """Every name that an entry may be about: of an exception's the last part, else each, as in `Series.index`."""
    for name in (*entry.names, *entry.mentions):
        yield from name.split(".")[-1 if entry.field == "raises" else 0 :]


def _by_griffe(text: str, style: Literal["google", "numpy"]) -> Reading:
    try:
        with alone(), quiet():  # reading one style as another has a lot to complain about
            sections = griffe.Docstring(text).parse(style, warnings=False)
    except UnicodeEncodeError:  # Griffe parses types as code, which no lone surrogate can be: nobody reads this style
        return Reading(style=style, prose=text, entries=())
    prose = [section.value for section in sections if section.kind is griffe.DocstringSectionKind.text]
    sure = Counter((entry.field, entry.names) for entry in headed_entries(text, strict=True))
    entries = [entry for section in sections if (part := part_of(section)) for entry in _entries(part, section, sure)]
    return Reading(style=style, prose="\n\n".join(prose), entries=tuple(entries))


def _entries(
    part: Part, section: griffe.DocstringSection, sure: Counter[tuple[str, tuple[str, ...]]]
) -> Iterator[Entry]:
    """A section's entries; those that a careful reading of its list does not find are mentions."""
    if not part.named:
        # Griffe takes the word before a colon for a name, where most authors write a type: `None: Nothing is kept.`
        types = [str(item.annotation or item.name) for item in section.value if item.annotation or item.name]
        text = "\n".join(item.description for item in section.value if item.description)
        of = types[0] if len(types) == len(section.value) == 1 else ""
        yield Entry(field=part.field, text=text, type=of)
        return
    for item in section.value:
        head = str(item.annotation) if part.field == "raises" else item.name
        of = "" if part.field == "raises" else str(item.annotation or "")
        # What is no name is text that Griffe has taken for one; an author who writes so may still mean one in it.
        names = names_in(head)
        mentions = quoted(head) + names if part.field == "raises" else tuple(_WORDS.findall(head))
        names, mentions = (names, ()) if sure[part.field, names] else ((), mentions)
        sure[part.field, names] -= 1
        yield Entry(field=part.field, names=names, text=item.description or "", type=of, mentions=mentions)
