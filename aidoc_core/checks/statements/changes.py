"""Reads what sentences say becomes of an argument: changed in place, or left as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import CONDITIONS
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = r"(?:the\s+)?`{1,2}(?P<%s>[A-Za-z_]\w*)`{1,2}(?:\s+(?:argument|parameter|list|dict|mapping|object))?"
_CHANGED = r"(?:modified|changed|updated|mutated|altered|edited|overwritten|sorted|extended|filled)"
_CHANGE = r"(?:modif(?:y|ies|ying)|(?:chang|updat|mutat)(?:es?|ing)|(?:alter|edit|sort)(?:s|ing)?)"
_SAME = r"(?:as\s+it\s+is|unchanged|untouched|unmodified|intact)"
_PLACE = r"in[- ]place\b"
_MUTATES = re.compile(
    rf"{_NAME % 'a'}\s+(?:is|gets|will\s+be|are)\s+(?:directly\s+)?{_CHANGED}\s+{_PLACE}"
    rf"|\b{_CHANGE}\s+{_NAME % 'b'}\s+(?:directly\s+)?{_PLACE}"
    rf"|\b{_PLACE}\s+(?:changes?|modification|update)\s+(?:of|to)\s+{_NAME % 'c'}",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    rf"{_NAME % 'a'}\s+(?:itself\s+)?(?:is|will|are)\s+(?:not|never)\s+(?:be\s+)?(?:{_CHANGED}|touched)\b"
    rf"|{_NAME % 'b'}\s+(?:itself\s+)?(?:is\s+left|stays|remains|is\s+kept)\s+{_SAME}\b"
    rf"|\b(?:leaves|keeps)\s+{_NAME % 'c'}\s+(?:{_SAME}|alone)\b"
    rf"|\b(?:does\s+not|doesn['\u2019]t|never|without)\s+{_CHANGE}\s+{_NAME % 'd'}"
    rf"|\b(?:works|operates|acts)\s+on\s+a\s+(?:\w+\s+)?copy\s+of\s+{_NAME % 'e'}",
    re.IGNORECASE,
)
_ENTRY_MUTATES = re.compile(rf"^\W*(?:it\s+|this\s+)?(?:(?:is|gets|will\s+be)\s+)?{_CHANGED}\s+{_PLACE}", re.IGNORECASE)
_ENTRY_KEEPS = re.compile(
    rf"^\W*(?:it\s+|this\s+)?(?:(?:is|will)\s+)?(?:not|never)\s+(?:be\s+)?{_CHANGED}\b|^\W*(?:it\s+)?(?:is\s+)?left\s+"
    r"(?:unchanged|untouched|unmodified|as\s+it\s+is)\b",
    re.IGNORECASE,
)


def read_changes(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`mutates` or `keeps`, of a parameter."""
    if any(
        word in CONDITIONS - {"by", "with", "on", "without"} for clause in sentence.clauses for word in clause.words
    ):
        return
    for value, pattern, entry in (("mutates", _MUTATES, _ENTRY_MUTATES), ("keeps", _KEEPS, _ENTRY_KEEPS)):
        for match in pattern.finditer(sentence.text):
            yield "changes", next(filter(None, match.groups())), value
        if sentence.entry and entry.search(sentence.text):
            yield "changes", sentence.entry, value


CHANGES = Reader(
    signs=(
        "place",
        "modif",
        "chang",
        "updat",
        "mutat",
        "alter",
        "edit",
        "touch",
        "copy",
        "intact",
        "alone",
        "as it is",
    ),
    read=read_changes,
)
