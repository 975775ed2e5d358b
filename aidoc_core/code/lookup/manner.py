"""How a project writes its docstrings: two or three of its own, as a model of style."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from aidoc_core.code.docstrings import decided, read_docstring
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    import griffe

    from aidoc_core.code.lookup.package import Package

_SHORTEST, _LONGEST = 120, 600
"""Characters of a docstring that shows how a project writes, and no more."""
_USUAL = 300
_MOST = 3
_UNFINISHED = regex(
    r"\b(?:TODO|FIXME|XXX|TBD)\b|_(?:summary|description|type)_|\[(?:summary|description|type)\]|\blorem ipsum\b",
    re.IGNORECASE,
)
"""What tools put where a person is to write."""
_CANDIDATES = 60
"""Docstrings that are read, in the order of the package's modules; a large package has good ones early on."""


def models_of_style(package: Package) -> list[griffe.Function]:
    """Functions whose docstrings describe all that their signatures have, those of a usual length first.

    The choice depends on the package alone, so that it is the same for each build and each request.
    """
    complete = (function for function in _candidates(package) if _is_complete(function))
    found = list(islice(complete, _CANDIDATES))
    found.sort(key=lambda function: (abs(len(_text(function)) - _USUAL), function.path))
    return found[:_MOST]


def _candidates(package: Package) -> Iterator[griffe.Function]:
    """Public functions with a docstring of a fitting length that names each parameter."""
    for module in sorted(package.modules(), key=lambda module: module.path):
        scopes = [module, *(member for member in module.classes.values() if not member.is_alias)]
        for scope in scopes:
            for function in scope.functions.values():
                if function.is_alias or not function.is_public:
                    continue
                text = _text(function)
                names = _parameters(function)
                if names and _SHORTEST <= len(text) <= _LONGEST and all(name in text for name in names):
                    yield function


def _is_complete(function: griffe.Function) -> bool:
    text = _text(function)
    if _UNFINISHED.search(text) or not _says_all(text):
        return False
    said = read_docstring(text, function)
    first = text.split("\n", 1)[0].strip()
    return said.summary and first.endswith(".") and said.parameters >= set(_parameters(function))


def _says_all(text: str) -> bool:
    """Whether each entry is more than a word: many are left as a tool has made them."""
    return all(len(entry.text.split()) > 1 for entry in decided(text).entries)


def _parameters(function: griffe.Function) -> list[str]:
    names = (parameter.name.lstrip("*") for parameter in function.parameters)
    return [name for name in names if name not in ("self", "cls")]


def _text(function: griffe.Function) -> str:
    return function.docstring.value.strip() if function.docstring is not None else ""
