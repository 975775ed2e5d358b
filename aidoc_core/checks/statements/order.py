"""Reads in which order sentences say that the values of a returned tuple stand, and how many there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import CONDITIONS
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPAN = regex(r"`{1,2}\(?([A-Za-z_]\w*(?:,\s?[A-Za-z_]\w*){1,7})\)?(?:\s*=[^`\n]{0,60})?`{1,2}")
_NAME = regex(r"[A-Za-z_]\w*")
_GIVES = regex(
    r"\b(?:returns?|returned|returning|results?|tuple|pair|triple|triplet|gives?|unpack\w*|hands?|comes?\s+back)\b|^\W*use\s+it\s+as\b",
    re.IGNORECASE,
)
_ITEM = (
    r"(?!(?:in|as|with|which|each|both)\b)(?:(?:the|an?|its|their)\s+)?"
    r"(?:`{1,2}[A-Za-z_]\w*`{1,2}|[a-z_]\w*(?:\s(?!(?:and|then|as|in|of|is|are|the)\b)[a-z_]\w*){0,2})"
)
_JOINT = r"(?:\s{,3},\s{,3}(?:and\s+|then\s+)?|\s(?:and\s+(?:then\s+)?|then\s+|followed\s+by\s+)|,\s+followed\s+by\s+)"
_BEFORE = (
    r"(?:\b(?:tuple|pair|triple|triplet)\s+(?:of|with|containing|holding)\s+|\b(?:returns?|returning|gives?\s+back|gives?|hands?\s+back"
    r"|consists?\s+of|contains?|holds?|has|tuple:|result\s+is|value\s+is)\s+)"
)
_PARTS_OF = rf"(?P<parts>{_ITEM}(?:{_JOINT}{_ITEM}){{1,7}})"
_LISTED = regex(rf"{_BEFORE}{_PARTS_OF}", re.IGNORECASE)
_HANDED_OUT = regex(rf"^\W*{_PARTS_OF}\s+(?:is|are)\s+(?:returned|given\s+back|handed\s+back)\b", re.IGNORECASE)
_ENTRY = regex(rf"^\W*{_PARTS_OF}", re.IGNORECASE)
_PLACES = regex(
    rf"\bfirst\s+(?:\w+\s+){{0,2}}?(?:is|being|holds)?\s*(?P<first>{_ITEM})[,;]?\s+(?:and\s+)?(?:the\s+)?(?:second|other|last)\s+"
    rf"(?:\w+\s+){{0,2}}?(?:(?:is|being|holds)\s+)?(?P<second>{_ITEM})",
    re.IGNORECASE,
)
_PARTS = regex(_JOINT, re.IGNORECASE)
_ARTICLES = regex(r"^(?:the|an?|its|their)\s+")


def read_order(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """Names in the order in which a sentence says that they are returned, as `a,b`."""
    if sentence.where not in ("summary", "description", "returns") or not (
        sentence.where == "returns" or _GIVES.search(sentence.text)
    ):
        return
    if sentence.clauses and sentence.clauses[0].scope in CONDITIONS:
        return
    for match in _SPAN.finditer(sentence.text):
        yield "order", "", ",".join(_NAME.findall(match[1]))
    for pattern in (_LISTED, _HANDED_OUT, _PLACES, *([_ENTRY] if sentence.where == "returns" else [])):
        for match in pattern.finditer(sentence.text):
            parts = [match["first"], match["second"]] if pattern is _PLACES else _PARTS.split(match["parts"])
            yield "order", "", ",".join(_as_name(part) for part in parts)


def _as_name(part: str) -> str:
    """The name that words stand for: "the height" for `height`."""
    return (
        _ARTICLES.sub("", part.strip(" `").lower() if "`" not in part else part.strip(" ")).strip("`").replace(" ", "_")
    )


ORDER = Reader(
    signs=("return", "result", "tuple", "pair", "triple", "give", "unpack", "back", "`", " and "), read=read_order
)
