"""Whether a text is the signature once more: `dt.date | dt.datetime`, `str = "%b %d"`, "int, optional"."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 300
_BROKEN = (SyntaxError, ValueError, RecursionError, MemoryError)
_NAMED = regex(r"[*\w]++\s*+:\s*+")
_PROSE = regex(r"\w(?<!\bor)(?<!\band)[ \n]++(?!(?:or|and)\b)\w")
"""Two words side by side, which no type has: most texts are told apart by this, and none of them is parsed."""
_OF_TYPES = frozenset({"Optional", "Union", "None", "optional", "required", "default", "type"})
"""Words that stand in types and beside them, and say nothing of a value."""


def repeats_signature(text: str, signature: Iterable[str | None]) -> bool:
    """Whether a text is Python, and has no name and no value that the signature has not.

    Args:
        text: Of an entry.
        signature: What the signature says there: a name, an annotation, a default. Where it has neither annotation nor
            default, a type in a text tells something.
    """
    bare = text.replace("`", "").strip().rstrip(".")
    if len(bare) > _LONGEST or _PROSE.search(bare):
        return False
    name = _NAMED.match(bare)
    said = _parts(bare[name.end() :] if name else bare)
    known = [found for one in signature if one and (found := _parts(one))]
    return bool(said) and len(known) > 1 and said <= _OF_TYPES.union(*known)


def _parts(code: str) -> frozenset[str]:
    """Names and values in some code, each as it is written; none where it is no code."""
    try:
        tree = parse(f"_: {code}")
    except _BROKEN:
        try:
            tree = parse(code)
        except _BROKEN:
            return frozenset()
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                found.add(name)
            case ast.Constant(value=value):
                found.add(repr(value) if value is not None else "None")
            case ast.Call() | ast.Lambda():
                return frozenset()
    return frozenset(found - {"_"})
