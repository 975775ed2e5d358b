"""Reads which type sentences say that a result or a parameter has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import CONDITIONS
from aidoc_core.checks.stated_types import ARTICLE, TYPE, is_alternative
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWN = r"(?:it|this|(?:the|this)\s+(?:function|method|call|property))"
_TO_YOU = r"(?:\s+(?:always|back|you|callers|the\s+caller))*"
_VERB = r"(?:returns?|gives?|hands?|produces?|sends?|yields\s+back|evaluates?\s+to|results?\s+in)"
_RESULT = (
    r"(?:(?:the|its)\s+(?:result|outcome|return\s+value|returned\s+value|value\s+returned|return\s+type|output)"
    r"|what\s+(?:comes\s+back|is\s+(?:returned|given\s+back|handed\s+back)|callers\s+get|you\s+get))"
)
_BEFORE = r"^\W*(?:(?:please\s+)?note\s+that\s+)?(?:(?:on|upon|in|as|after)\s+(?:\w+\s+){0,2}\w+,?\s+)??"
"""What may stand before it: "Note that", "On success", "As its result"."""
_NOUN, _GOT, _PASSIVE, _AS = (TYPE.replace("<type>", f"<{name}>") for name in ("noun", "got", "passive", "as_"))
_OF_RESULT = regex(
    rf"{_BEFORE}(?:{_OWN}\s+)?(?:always\s+|then\s+)?{_VERB}{_TO_YOU}\s+{ARTICLE}{TYPE}"
    rf"|{_BEFORE}(?:callers|the\s+caller|you)\s+(?:gets?|receives?|obtains?)\s+{ARTICLE}{_GOT}"
    rf"|{_BEFORE}{_RESULT}\s+(?:is|will\s+be)(?:\s+always)?\s+{ARTICLE}{_NOUN}"
    rf"|{_BEFORE}(?:{_OWN}\s+)?(?:always\s+)?{_VERB}{_TO_YOU}\s+(?:the|its|all|every|each)\s+"
    rf"(?:\w+\s+){{1,3}}?as\s+{ARTICLE}{_AS}"
    rf"|{_BEFORE}{ARTICLE}{_PASSIVE}(?:\s+(?:of|with|that)\s+[\w ]{{1,30}})?\s+is\s+"
    rf"(?:always\s+)?(?:returned|(?:handed|given)\s+back|what\s+(?:comes\s+back|is\s+returned))\b",
    re.IGNORECASE | re.VERBOSE,
)
_OF_PARAMETER = regex(
    rf"`{{1,2}}(?P<name>\*{{0,2}}[A-Za-z_]\w*)`{{1,2}}\s+(?:argument\s+|parameter\s+)?"
    rf"(?:(?:must|should|has\s+to|needs\s+to|ought\s+to|may\s+only)\s+be|is(?:\s+always)?)\s+{ARTICLE}{TYPE}"
    rf"|\b(?:expects|requires|takes|wants|accepts)\s+`{{1,2}}(?P<other>[A-Za-z_]\w*)`{{1,2}}\s+(?:to\s+be|as)\s+"
    rf"{ARTICLE}{_NOUN}",
    re.IGNORECASE | re.VERBOSE,
)


_LABEL = regex(r"^\W*returns?:\s+", re.IGNORECASE)
_ORDINARY = frozenset({"none", "set", "sets", "text", "function", "path", "date", "pair", "double"})
"""Words that say more often what something does or is than its type; that nothing is returned, `results` reads."""


def read_types(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What type a sentence of summary or description states, of a parameter by its name, else of the result."""
    if sentence.where not in ("summary", "description") or is_alternative(sentence.text):
        return
    if (
        match := _OF_RESULT.search(_LABEL.sub("returns ", sentence.text))
    ) is not None:  # under whatever condition: the code excludes it in all
        of = next(filter(None, match.groupdict().values()))
        if of.strip("`").lower() not in _ORDINARY:
            yield "type", "", of
    if any(
        word in CONDITIONS for clause in sentence.clauses for word in clause.words if word not in ("by", "with", "for")
    ):
        return
    for match in _OF_PARAMETER.finditer(sentence.text):
        of = match["type"] or match["noun"]
        if of.strip("`").lower() not in _ORDINARY:
            yield "type", match["name"] or match["other"], of


TYPES = Reader(
    signs=(
        "return",
        "give",
        "hand",
        "produce",
        "send",
        "result",
        "output",
        "evaluat",
        "comes back",
        "get ",
        "gets ",
        "receive",
        "`",
    ),
    read=read_types,
)
