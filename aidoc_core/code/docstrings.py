"""The one reader of people's docstrings, whatever their style: what they document, and what they say of it."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import griffe

from aidoc_core.code.objects import Documented
from aidoc_core.code.parts import DESCRIBED, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

Reading: TypeAlias = tuple[griffe.DocstringSection, ...]
"""A docstring's sections, as one style has them."""

_STYLES = (griffe.Parser.google, griffe.Parser.numpy, griffe.Parser.sphinx)
_PARTS = {part.field: part for part in DESCRIBED} | {
    "other parameters": next(part for part in DESCRIBED if part.field == "parameters")
}
"""The parts that Griffe's kinds of sections stand for."""
_WORDS = re.compile(r"\w+")
# With a type in front of the name, which Griffe does not read.
_VARIABLE = re.compile(r"^[ \t]*:(?:var|ivar|cvar)[ \t][^:\n]*\b(\w+):(?=\s|$)", re.MULTILINE)


@lru_cache(maxsize=256)  # the fields of a class and its constructor all look into its docstring
def readings(text: str) -> tuple[Reading, ...]:
    """A docstring as Google, NumPy and reST style, in this order.

    Read without its object, so that types are those that the text states, not those of the signature. The sections
    are shared by all who ask: change none.
    """
    bare = text.lstrip("\n")
    text = f"\n{bare}" if len(bare) < len(text) else text  # Griffe takes empty lines off one by one
    logger = logging.getLogger("griffe")
    disabled, logger.disabled = logger.disabled, True  # reading one style as another has a lot to complain about
    try:
        return tuple(tuple(griffe.Docstring(text).parse(style, warnings=False)) for style in _STYLES)
    finally:
        logger.disabled = disabled


def part_of(section: griffe.DocstringSection) -> Part | None:
    """The part of a docstring that a section holds; `None` for prose and what stands beside it."""
    return _PARTS.get(section.kind.value)


def read_docstring(text: str, obj: griffe.Object) -> Documented:
    """What a docstring documents, read as Google, NumPy and reST style at once.

    A docstring in another style than the site's still says what it says; asking again for what the author
    has described would print it twice.
    """
    names: dict[str, set[str]] = {part.field: set() for part in DESCRIBED}
    found: set[str] = set()
    for part, section in _sections(text):
        found.add(part.field)
        if part.named:
            names[part.field].update(_names(part, section))
    names["attributes"].update(_VARIABLE.findall(text))
    return Documented(
        summary=bool(text.strip()),
        parameters=frozenset(names["parameters"]),
        returns="returns" in found,
        yields="yields" in found,
        raises=frozenset(names["raises"]),
        attributes=frozenset(names["attributes"]) if obj.is_class or obj.is_module else frozenset(),
    )


def described_names(text: str) -> set[str]:
    """Names of the parameters and attributes that a docstring describes, without stars."""
    kinds = ("parameters", "attributes")
    found = {name for part, section in _sections(text) if part.field in kinds for name in _names(part, section)}
    return found | set(_VARIABLE.findall(text))


def _sections(text: str) -> Iterator[tuple[Part, griffe.DocstringSection]]:
    for reading in readings(text):
        for section in reading:
            if (part := part_of(section)) is not None:
                yield part, section


def _names(part: Part, section: griffe.DocstringSection) -> Iterator[str]:
    for item in section.value:
        if part.field == "raises":
            yield from _WORDS.findall(str(item.annotation))[-1:]  # `errors.NotFound`, or in a code span
        else:
            yield from _WORDS.findall(item.name)  # NumPy puts several in one line: `x, y : int`
