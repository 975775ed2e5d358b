"""Reads what sentences say becomes of an argument: changed in place, or left as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import CONDITIONS
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = (
    r"(?:the\s+)?(?:(?:given|passed|original|supplied|input|caller['\u2019]s)\s+)?(?:(?:object|value|argument|list|dict|mapping)\s+"
    r"(?:passed\s+|given\s+)?as\s+)?`{1,2}(?P<%s>[A-Za-z_]\w*)`{1,2}(?:\s+(?:argument|parameter|list|dict|mapping|object|itself))?"
)
_CHANGED = r"(?:modified|changed|updated|mutated|altered|edited|overwritten|sorted|extended|filled)"
_CHANGED_ITSELF = r"(?:modified|mutated|altered|changed)"
_CHANGE = (
    r"(?:modif(?:y|ies|ying)|(?:chang|updat|mutat)(?:es?|ing)|(?:alter|edit|sort|fill|extend)(?:s|ing)?"
    r"|overwrit(?:es?|ing))"
)
_CHANGE_ITSELF = r"(?:modif(?:y|ies|ying)|(?:chang|mutat)(?:es?|ing)|alter(?:s|ing)?)"
_CHANGES = r"(?:changes?|modifications?|updates?|mutations?|edits?)"
_SAME = r"(?:as\s+it\s+(?:is|was)|unchanged|untouched|unmodified|intact|alone)"
_PLACE = r"in[- ]place\b"
_OWN = r"(?:^\W*(?:note:?\s+)?|\b(?:it|this|that|and|function|method|call)\s+)(?:also\s+)?"
_NO_MORE = r"(?!\s+(?:to|into|from|by|for|with|in\s+(?:the|a)|only)\b)"
"""Behind it stands what becomes of a value, which may be another."""
_MUTATES = re.compile(
    rf"{_NAME % 'a'}\s+(?:is|gets|will\s+be|are)\s+(?:directly\s+)?{_CHANGED}\s+(?:{_PLACE}|directly\b)"
    rf"|{_NAME % 'b'}\s+(?:itself\s+)?(?:is|gets|will\s+be)\s+{_CHANGED_ITSELF}\b{_NO_MORE}"
    rf"|\b{_CHANGE}\s+{_NAME % 'c'}\s+(?:directly\s+)?{_PLACE}"
    rf"|{_OWN}{_CHANGE_ITSELF}\s+{_NAME % 'd'}{_NO_MORE}"
    rf"|\b(?:works|operates|acts)\s+(?:directly\s+)?on\s+{_NAME % 'e'}\s+{_PLACE}"
    rf"|\b{_PLACE}\s+{_CHANGES}\s+(?:of|to)\s+{_NAME % 'f'}"
    rf"|\b{_CHANGES}\s+(?:is|are)\s+(?:made\s+(?:directly\s+)?to|written\s+(?:back\s+)?(?:in)?to)\s+{_NAME % 'g'}"
    rf"|\bwrites?\s+(?:\w+\s+){{0,3}}back\s+(?:in)?to\s+{_NAME % 'h'}",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    rf"{_NAME % 'a'}\s+(?:itself\s+)?(?:is|will|are|does|do)\s+(?:not|never)\s+(?:be\s+)?"
    rf"(?:{_CHANGED}|touched|change)\b"
    rf"|{_NAME % 'b'}\s+(?:itself\s+)?(?:is\s+left|stays|remains|is\s+kept)\s+{_SAME}\b"
    rf"|{_NAME % 'c'}\s+is\s+(?:only\s+read|preserved)\b"
    rf"|\b(?:leaves|keeps)\s+{_NAME % 'd'}\s+{_SAME}\b"
    rf"|\b(?:does\s+not|doesn['\u2019]t|never|without)\s+(?:{_CHANGE}|touch(?:es|ing)?)\s+{_NAME % 'e'}"
    rf"|\b(?:works|operates|acts)\s+on\s+a\s+(?:\w+\s+)?copy\s+of\s+{_NAME % 'f'}"
    rf"|\ba\s+copy\s+of\s+{_NAME % 'g'}\s+is\s+(?:made|taken)\s+first\b"
    rf"|^\W*(?:it\s+)?(?:makes|takes)\s+a\s+copy\s+of\s+{_NAME % 'h'}\s+(?:first|before)\b"
    rf"|\bno\s+{_CHANGES}\s+(?:is|are)\s+made\s+to\s+{_NAME % 'i'}",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|without)\b|n['\u2019]t\b", re.IGNORECASE)
_ENTRY_MUTATES = re.compile(rf"^\W*(?:it\s+|this\s+)?(?:(?:is|gets|will\s+be)\s+)?{_CHANGED}\s+{_PLACE}", re.IGNORECASE)
_ENTRY_KEEPS = re.compile(
    rf"^\W*(?:it\s+|this\s+)?(?:(?:is|will)\s+)?(?:not|never)\s+(?:be\s+)?{_CHANGED}\b|^\W*(?:it\s+)?(?:is\s+)?left\s+"
    r"(?:unchanged|untouched|unmodified|as\s+it\s+is)\b",
    re.IGNORECASE,
)


def read_changes(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`mutates` or `keeps`, of a parameter."""
    if any(
        word in CONDITIONS - {"by", "with", "on", "without", "given", "only", "for"}
        for clause in sentence.clauses
        for word in clause.words
    ):
        return
    for value, pattern, entry in (("mutates", _MUTATES, _ENTRY_MUTATES), ("keeps", _KEEPS, _ENTRY_KEEPS)):
        for match in pattern.finditer(sentence.text):
            if value == "mutates" and _DENIED.search(sentence.text):
                continue
            yield "changes", next(filter(None, match.groups())), value
        if sentence.entry and entry.search(sentence.text):
            yield "changes", sentence.entry, value


CHANGES = Reader(
    signs=(
        "place",
        "modif",
        "overwr",
        "back ",
        "fill",
        "preserv",
        "only read",
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
