"""Reads how many values sentences say that a tuple has, and which sentences tell of their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS = {
    word: n
    for n, word in enumerate("zero one two three four five six seven eight nine ten".split())  # noqa: SIM905
} | {"pair": 2, "triple": 3, "triplet": 3, "quadruple": 4}
_NUMBER = r"(?P<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)"
_ITEMS = (
    r"(?:elements?|items?|values?|entries|parts?|components?|members?|names?|variables?|things|objects|pieces|fields)"
)
_COUNTS = (
    regex(
        rf"\b(?:tuple|result|return\s+value|it|function|method|call)\s+(?:of|with|has|holds|contains|returns"
        rf"|consists\s+of|is\s+made\s+(?:up\s+)?of|comprises|that\s+has|gives(?:\s+back)?"
        rf"|unpacks\s+into|yields)\s+(?:exactly\s+|a\s+total\s+of\s+)?{_NUMBER}\s+(?:\w+\s+)?{_ITEMS}\b"
    ),
    regex(rf"\b{_NUMBER}[- ](?:(?:element|item|value|part)\s+)?tuple\b"),
    regex(rf"^\W*(?:exactly\s+)?{_NUMBER}\s+{_ITEMS}\s+(?:are|is)\s+(?:returned|given\s+back|handed\s+back)\b"),
    regex(rf"\bunpack\w*\s+(?:the\s+result|it)\s+(?:\w+\s+)?(?:needs|takes|requires|into"
               rf"|gives)\s+{_NUMBER}\s+{_ITEMS}\b"),
    regex(rf"\b(?:length|size|len\((?:the\s+)?\w*\))\s+(?:of\s+the\s+(?:result|tuple|returned\s+tuple"
               rf"|return\s+value)\s+)?is\s+(?:always\s+)?{_NUMBER}\b"),
    regex(rf"\btuple\s+of\s+(?:length|size)\s+{_NUMBER}\b"),
    regex(rf"\bin\s+total,?\s+{_NUMBER}\s+{_ITEMS}\s+are\s+(?:returned|given\s+back|handed\s+back)\b"),
    regex(rf"\b{_NUMBER}\s+(?:\w+\s+)?{_ITEMS}\s+(?:\w+\s+)?(?:in|of|make\s+up|form)\s+(?:an?|the)\s+(?:\w+\s+)?tuple\b"),
    regex(rf"\b{_NUMBER}\s+{_ITEMS}\s+(?:back\b|in\s+what\s+is\s+(?:returned|given\s+back)\b)"),
    regex(r"\b(?:returns|gives\s+back|result\s+is)\s+an?\s+(?P<count>pair|triple|triplet|quadruple)\b"),
)  # fmt: skip
_ENTRIES = (
    regex(r"^\W*(?:always\s+)?an?\s+(?:\([\w, ]{1,120}\)\s+)?(?P<count>pair|triple|triplet|quadruple)\W*$"),
    regex(
        r"^\W*(?:always\s+)?an?\s+(?P<count>pair|triple|triplet|quadruple)\s+of\s+"
        r"(?:the\s+|an?\s+)?\w*[^\Ws]\s+and\s+(?:the\s+|an?\s+)?\w+\W*$"
    ),
)
"""A text on a result that says how many values it has, and no more; not "a pair of coordinates and a weight"."""
_SPELT_OUT = regex(
    r"(?:^\W*|\b(?:returns|gives\s+back|result\s+is)\s+)(?:an?\s+|the\s+)?`{1,2}\((?P<names>\w+(?:,\s?\w+){1,7})\)`{1,2}"
    r"(?:\s+(?:tuple|pair|triple|triplet|quadruple))?\W*$"
)
_CONDITIONAL = regex(
    r"\b(?:if|when|whenever|unless|may|might|could|not|never|no|either|each|every|list|yields?)\b|n't\b"
    r"|\b(?:else|other|rather|instead)\s+(?:than|of)\b"
)


_OF_TUPLE = regex(
    r"\b(?:tuple|pair|triple|quadruple|unpack\w*|index|precedes?|followed\s+by|(?:first|last|second"
    r"|final)\s+(?:element|item|value|entry|part|position|place)"
    r"|(?:element|item|position)\s+\d|(?:comes?|stands?|given|returned|is|goes|delivered"
    r"|taken|found|meets)\s+(?:at\s+)?(?:the\s+)?(?:first|last|second|before|after|end|beginning|start|front)"
    r"|(?:result|value)\b.{0,40}\b(?:starts?|begins?|ends?|opens?|closes?|first|last|precedes?|consists)|leading"
    r"|trailing|follows)\b|\[-?\d\]"
    r"|^\W*(?:starts|begins|ends|opens|closes)\s+with\b|\b(?:\d{1,2}|two|three|four|five|six)\s+(?:\w+\s+)?(?:items"
    r"|values|elements|parts|objects)\b"
    r"|\b(?:first|then)\b.{1,60}\b(?:then|second|last|finally)\b"
)


def read_places(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`count:n`, `size:n` where that is all that is said, and `placed:` with the sentence, of a returned tuple."""
    if sentence.where not in ("summary", "description", "returns"):
        return
    if sentence.where != "returns" and not _OF_TUPLE.search(sentence.lower):
        return
    text = sentence.lower.replace("`", "")
    if _CONDITIONAL.search(text.replace("when unpacking", "")):
        return
    if sentence.where == "returns" or "return" in text:
        for match in _SPELT_OUT.finditer(sentence.lower):
            yield "order", "", f"size:{match['names'].count(',') + 1}"
    for pattern in _ENTRIES if sentence.where == "returns" else ():
        for match in pattern.finditer(text):
            yield "order", "", f"size:{_NUMBERS[match['count']]}"
    counts = {str(_NUMBERS.get(one["count"], one["count"])) for pattern in _COUNTS for one in pattern.finditer(text)}
    if len(counts) == 1:  # "from a 4-tuple to a 2-tuple"
        yield "order", "", f"count:{counts.pop()}"
    yield "order", "", placed(sentence)


def placed(sentence: Sentence) -> str:
    """The value of a statement on the places of what is returned, which names and the code decide."""
    return f"placed:{'returns ' if sentence.where == 'returns' else ''}{sentence.lower.replace('`', '')}"


PLACES = Reader(
    signs=("values", "returns", "returned", "back", "first", "last", "second", "start", "begin", "open", "end",
    "close", "tuple", "unpack", "lead", "final", "trail",
           "pair", "triple", "quadruple", "elements", "items", "precede", "before", "after", "follow", "index",
           "[0]", "[1]", "[-1]",
           "position", "head", "then", "front", "behind"),
    read=read_places,
)  # fmt: skip
