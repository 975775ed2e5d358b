"""Reads which type sentences say that a result or a parameter has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import CONDITIONS
from aidoc_core.checks.stated_types import ARTICLE, TYPE, is_alternative
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWN = r"(?:it|this|(?:the|this)\s+(?:function|method|call|property))"
_ALWAYS = r"(?:\s+(?:always|back|you|callers|the\s+caller))*"
_VERB = r"(?:returns?|gives?|hands?|produces?|sends?|yields\s+back)"
_OF_RESULT = re.compile(
    rf"^\W*(?:{_OWN}\s+)?(?:always\s+|then\s+)?{_VERB}{_ALWAYS}\s+{ARTICLE}{TYPE}"
    rf"|^\W*(?:the|its)\s+(?:result|return\s+value|returned\s+value|value\s+returned|return\s+type|output)\s+is"
    rf"(?:\s+always)?\s+{ARTICLE}{TYPE.replace('<type>', '<noun>')}"
    rf"|^\W*{ARTICLE}{TYPE.replace('<type>', '<passive>')}(?:\s+of\s+[\w ]{{1,30}})?\s+is\s+(?:always\s+)?returned\b",
    re.IGNORECASE | re.VERBOSE,
)
_OF_PARAMETER = re.compile(
    rf"`{{1,2}}(?P<name>\*{{0,2}}[A-Za-z_]\w*)`{{1,2}}\s+(?:argument\s+|parameter\s+)?"
    rf"(?:(?:must|should|has\s+to|needs\s+to|ought\s+to|may\s+only)\s+be|is(?:\s+always)?)\s+{ARTICLE}{TYPE}"
    rf"|\b(?:expects|requires|takes|wants|accepts)\s+`{{1,2}}(?P<other>[A-Za-z_]\w*)`{{1,2}}\s+(?:to\s+be|as)\s+"
    rf"{ARTICLE}{TYPE.replace('<type>', '<noun>')}",
    re.IGNORECASE | re.VERBOSE,
)


_ORDINARY = frozenset({"none", "set", "sets", "text", "function", "path", "date", "pair", "double"})
"""Words that say more often what something does or is than its type; that nothing is returned, `results` reads."""


def read_types(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What type a sentence of summary or description states, of a parameter by its name, else of the result."""
    if sentence.where not in ("summary", "description") or is_alternative(sentence.text):
        return
    if any(
        word in CONDITIONS for clause in sentence.clauses for word in clause.words if word not in ("by", "with", "for")
    ):
        return
    if (match := _OF_RESULT.search(sentence.text)) is not None:
        of = match["type"] or match["noun"] or match["passive"]
        if of.strip("`").lower() not in _ORDINARY:
            yield "type", "", of
    for match in _OF_PARAMETER.finditer(sentence.text):
        of = match["type"] or match["noun"]
        if of.strip("`").lower() not in _ORDINARY:
            yield "type", match["name"] or match["other"], of


TYPES = Reader(
    signs=("return", "give", "hand", "produce", "send", "result", "output", "`"),
    read=read_types,
)
