"""Parts of an argument that a sentence says are left alone: its order, its length, an attribute, what is in it.

A body that changes an argument need not change each part of it: what is appended to has the order that it had, and a
frame whose columns get other names the same rows.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from aidoc_core.checks.words import stem
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWN = regex(r"\b(?:its|their)\s+(?:own\s+)?([a-z]{3,})\b", re.IGNORECASE)
_ITEMS = frozenset({
    "content", "contents", "entry", "entries", "element", "elements", "item", "items", "value", "values", "member",
    "members", "data",
})  # fmt: skip
_ORDERS = frozenset({"sort", "reverse", "insert", "appendleft", "shuffle"})
_SIZES = frozenset({
    "append", "extend", "insert", "appendleft", "clear", "pop", "popitem", "remove", "discard", "add", "del",
})  # fmt: skip
_KEYS = frozenset({"setdefault", "update", "pop", "popitem", "clear", "del", "[]"})
_CHANGED_BY = {
    "order": _ORDERS, "sequence": _ORDERS, "length": _SIZES, "size": _SIZES, "number": _SIZES, "key": _KEYS,
    "keys": _KEYS,
}  # fmt: skip
"""What changes each part: methods, `[]` for what is assigned to a place, `del` for what is removed from one."""


def leaves_part_alone(sentence: str, name: str, function: ast.AST) -> bool:
    """Whether a sentence says so of a part of an argument alone, and no change of the body is surely one of that part.

    Args:
        sentence: The sentence.
        name: The argument.
        function: The function, which changes the argument somehow.
    """
    of = rf"\b(?:the|any|all|every|each)\s+(?:\w+\s+)?([a-z]{{3,}})\s+(?:of|in)\s+(?:the\s+)?`{re.escape(name)}`"
    text, spared = _ONLY.subn(" ", " ".join(filter(_KEEPS.search, _CLAUSE.split(sentence))))
    told = {word.lower() for word in (*_OWN.findall(text), *re.findall(of, text, re.IGNORECASE))}
    changes = set(_changes(name, function))
    if spared and changes and changes <= _ORDERS:
        return True
    return bool(told) and not any(_is_changed(part, changes) for part in told)


_CLAUSE = regex(r"[;,.:]\s|\b(?:and|but|while|whereas)\b")
_KEEPS = regex(
    r"\b(?:not|never|no|nothing|un[a-z]+ed|intact|alone|as\s+(?:it|they)\s+(?:is|are|was|were)|preserv\w+|same|kept|keeps?|stays?|only|without)\b"
    r"|n['\u2019]t\b",
    re.IGNORECASE,
)
"""Words of a clause that says that something is left alone."""
_ONLY = regex(r"\b(?:only|just|except)\s+(?:for\s+)?(?:its|their|the)\s+(?:order|sequence)\b", re.IGNORECASE)


def _is_changed(part: str, changes: set[str]) -> bool:
    """Whether one of some changes is surely one of a part."""
    attributes = {stem(one[1:]) for one in changes if one[:1] == "."}
    if part in _CHANGED_BY and stem(part) not in attributes:
        return not _CHANGED_BY[part].isdisjoint(changes)
    return stem(part) in attributes or (part in _ITEMS and (not changes or len(attributes) < len(changes)))


def _changes(name: str, function: ast.AST) -> Iterator[str]:
    """What a body itself does to an argument: `.columns` for an attribute that is set; nothing for what callees do."""
    for node in ast.walk(function):
        match node:
            case ast.Attribute(value=ast.Name(id=other), attr=attribute, ctx=ast.Store() | ast.Del()) if other == name:
                yield f".{attribute}"
            case ast.Subscript(value=ast.Name(id=other), ctx=ast.Store()) if other == name:
                yield "[]"
            case ast.Subscript(value=ast.Name(id=other), ctx=ast.Del()) if other == name:
                yield "del"
            case ast.Call(func=ast.Attribute(value=ast.Name(id=other), attr=method)) if other == name:
                yield method
            case ast.Call(func=ast.Attribute(attr="shuffle"), args=[ast.Name(id=other)]) if other == name:
                yield "shuffle"
