"""Reads what sentences say stands first or last in a returned tuple, and how many items it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS = {
    word: n
    for n, word in enumerate("zero one two three four five six seven eight nine ten".split())  # noqa: SIM905
} | {"pair": 2, "triple": 3, "triplet": 3, "quadruple": 4}
_NUMBER = r"(?P<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)"
_ITEMS = r"(?:elements?|items?|values?|entries|parts?|components?|members?|names?)"
_NAME = r"(?:the\s+|an?\s+|its\s+)?(?P<name>[a-z_]\w*(?:\s[a-z_]\w*){0,3}?)"
_END = r"(?=\s*(?:[.,;:)]|\Z|\s(?:and|then|first|last)\b))"
_PLACE = r"(?P<place>first|second|last)"
_AT = re.compile(
    rf"\b(?:the|its|whose)\s+{_PLACE}\s+(?:{_ITEMS}\s+)?(?:(?:of|in)\s+(?:the\s+)?(?:returned\s+)?(?:result|tuple|pair|return\s+value)\s+)?is\s+{_NAME}{_END}"
)
_STARTS = re.compile(
    rf"(?:^\W*|\b(?:it|results?|tuple|pair|triple|value|that|and)\s+)(?P<place>starts|begins|opens|ends|closes)\s+(?:with|in|on)\s+{_NAME}{_END}"
)
_COMES = re.compile(
    rf"(?:^\W*|[,;:]\s*|\band\s+|\bthat\s+){_NAME}\s+(?:(?:comes|stands|is|goes|being|is\s+taken|is\s+returned)\s+)?{_PLACE}(?=\s*(?:[.,;:)]|\Z|\s(?:and|in)\b))"
)
_COUNTS = (
    re.compile(rf"\b(?:tuple|result|return\s+value)\s+(?:of|with|has|holds|contains|that\s+has)\s+(?:exactly\s+)?{_NUMBER}\s+{_ITEMS}\b"),
    re.compile(rf"\b{_NUMBER}[- ](?:(?:element|item|value|part)\s+)?tuple\b"),
    re.compile(rf"^\W*(?:exactly\s+)?{_NUMBER}\s+{_ITEMS}\s+(?:are|is)\s+(?:returned|given\s+back)\b"),
    re.compile(rf"\bunpack\w*\s+(?:the\s+result|it)\s+(?:\w+\s+)?(?:needs|takes|requires|into|gives)\s+{_NUMBER}\s+{_ITEMS}\b"),
    re.compile(r"\b(?:returns|gives\s+back|result\s+is)\s+an?\s+(?P<count>pair|triple|triplet|quadruple)\b"),
)  # fmt: skip
_CONDITIONAL = re.compile(
    r"\b(?:if|when|whenever|unless|may|might|could|not|never|no|either|each|every|list|yields?)\b|n't\b"
)
_ALONE = frozenset("element item value entry part one it they this that which order".split())  # noqa: SIM905


def read_places(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`first:name`, `second:name`, `last:name` or `count:n`, of a returned tuple."""
    if sentence.where not in ("summary", "description", "returns"):
        return
    text = sentence.lower.replace("`", "")
    if _CONDITIONAL.search(text):
        return
    for pattern in _COUNTS:
        for match in pattern.finditer(text):
            count = match["count"]
            yield "order", "", f"count:{_NUMBERS.get(count, count)}"
    for pattern in (_AT, _STARTS, _COMES):
        for match in pattern.finditer(text):
            name = match["name"].replace(" ", "_")
            place = {"starts": "first", "begins": "first", "opens": "first", "ends": "last", "closes": "last"}.get(
                match["place"], match["place"]
            )
            if name not in _ALONE:
                yield "order", "", f"{place}:{name}"


PLACES = Reader(
    signs=("first", "last", "second", "starts", "begins", "opens", "ends", "closes", "tuple", "returned", "unpack",
           "pair", "triple", "quadruple", "elements", "items"),
    read=read_places,
)  # fmt: skip
