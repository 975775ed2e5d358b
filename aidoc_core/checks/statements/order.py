"""Reads in which order sentences say that the values of a returned tuple stand, and how many there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPAN = re.compile(r"`{1,2}\(?([A-Za-z_]\w*(?:,\s?[A-Za-z_]\w*){1,7})\)?`{1,2}")
_SPANS = re.compile(
    r"`{1,2}[A-Za-z_]\w*`{1,2}(?:(?:,|,?\s+and|,?\s+then|\s+followed\s+by)\s+`{1,2}[A-Za-z_]\w*`{1,2}){1,7}"
)
_NAME = re.compile(r"[A-Za-z_]\w*")
_GIVES = re.compile(r"\b(?:returns?|returned|result|tuple|pair|triple|gives)\b", re.IGNORECASE)
_LISTED = re.compile(
    r"\b(?:tuple|pair|triple|triplet)\s+(?:of|with|containing|holding)\s+(?P<parts>(?:(?!\s(?:is|are|will)\s)[^.;:`()]){3,160})",
    re.IGNORECASE,
)
_PARTS = re.compile(r",(?:\s?and\b)?|\b(?:and|then|followed by)\b")
_ARTICLES = re.compile(r"^(?:the|an?|its|their)\s+")


def read_order(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """Names in the order in which a sentence says that they are returned, as `a,b`."""
    if sentence.where not in ("summary", "description", "returns") or not (
        _GIVES.search(sentence.text) or sentence.where == "returns"
    ):
        return
    for match in _SPAN.finditer(sentence.text):
        yield "order", "", ",".join(_NAME.findall(match[1]))
    for match in _SPANS.finditer(sentence.text):
        yield "order", "", ",".join(_NAME.findall(match[0]))
    for match in _LISTED.finditer(sentence.text):
        parts = [_ARTICLES.sub("", part.strip().lower()).replace(" ", "_") for part in _PARTS.split(match["parts"])]
        yield "order", "", ",".join(parts)


ORDER = Reader(signs=("return", "result", "tuple", "pair", "triple", "gives", "`"), read=read_order)
