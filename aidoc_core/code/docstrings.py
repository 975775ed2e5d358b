"""What a person's docstring documents, whatever its style."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.objects import Documented

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARAMETERS = (griffe.DocstringSectionKind.parameters, griffe.DocstringSectionKind.other_parameters)
_WORDS = re.compile(r"\w+")
# With a type in front of the name, which Griffe does not read.
_VARIABLE = re.compile(r"^[ \t]*:(?:var|ivar|cvar)[ \t][^:\n]*\b(\w+):(?=\s|$)", re.MULTILINE)
_PARSERS = (griffe.Parser.google, griffe.Parser.numpy, griffe.Parser.sphinx)


def read_docstring(text: str, obj: griffe.Object) -> Documented:
    """What a docstring documents, read as Google, NumPy and reST style at once.

    A docstring in another style than the site's still says what it says; asking again for what the author
    has described would print it twice.
    """
    parameters: set[str] = set()
    raises: set[str] = set()
    attributes: set[str] = set(_VARIABLE.findall(text))
    returns = yields = False
    for section in _sections(text, obj):
        if section.kind in _PARAMETERS:
            parameters.update(_item_names(section))
        elif section.kind is griffe.DocstringSectionKind.raises:
            for item in section.value:
                raises.update(_WORDS.findall(str(item.annotation))[-1:])  # `errors.NotFound`, or in a code span
        elif section.kind is griffe.DocstringSectionKind.returns:
            returns = True
        elif section.kind is griffe.DocstringSectionKind.yields:
            yields = True
        elif section.kind is griffe.DocstringSectionKind.attributes:
            attributes.update(_item_names(section))
    return Documented(
        summary=bool(text.strip()),
        parameters=frozenset(parameters),
        returns=returns,
        yields=yields,
        raises=frozenset(raises),
        attributes=frozenset(attributes) if obj.is_class or obj.is_module else frozenset(),
    )


def described_names(text: str, obj: griffe.Object) -> set[str]:
    """Names of the parameters and attributes that a docstring describes, without stars."""
    kinds = (*_PARAMETERS, griffe.DocstringSectionKind.attributes)
    found = {name for section in _sections(text, obj) if section.kind in kinds for name in _item_names(section)}
    return found | set(_VARIABLE.findall(text))


def _item_names(section: griffe.DocstringSection) -> Iterator[str]:
    for item in section.value:
        yield from _WORDS.findall(item.name)  # NumPy puts several in one line: `x, y : int`


def _sections(text: str, obj: griffe.Object) -> Iterator[griffe.DocstringSection]:
    logger = logging.getLogger("griffe")
    disabled, logger.disabled = logger.disabled, True  # reading one style as another has a lot to complain about
    try:
        for parser in _PARSERS:
            yield from griffe.Docstring(text, parent=obj).parse(parser, warnings=False)
    finally:
        logger.disabled = disabled
