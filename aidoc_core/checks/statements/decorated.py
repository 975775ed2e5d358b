"""Reads which decorator the object is said to carry: "It is decorated with `@functools.cache`"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMED = r"(?:the\s+)?(?:decorator\s+)?`{1,2}@?(?P<name>[a-z_][\w.]{1,80})(?:\([^`\n]{0,80}\))?`{1,2}"
_OWN = r"(?:it|this|this\s+(?:function|method|property|class)|the\s+(?:function|method|property|class)(?:\s+itself)?)"
_CARRIED = (
    regex(
        rf"(?:^\W*|[,;]\s+(?:as|since|because|and|so)\s+)(?:{_OWN}\s+(?:is|has\s+been)\s+|being\s+)?(?:decorated|wrapped)\s+(?:with|by|in|as)\s+{_NAMED}"
    ),
    regex(
        rf"(?:^\W*|[,;]\s+(?:as|since|because|and|so)\s+){_OWN}\s+(?:carries|has|bears|uses)\s+(?=[^.]{{0,120}}@){_NAMED}"
    ),
    regex(rf"\b{_NAMED}\s+(?:decorator\s+)?is\s+(?:put\s+on|applied\s+to)\s+{_OWN}\b"),
    regex(rf"\b(?:thanks\s+to|by\s+means\s+of|through)\s+(?=`{{1,2}}@){_NAMED}(?:\s+decorator)?,\s+(?:it|this)\b"),
)
_LEFT_OPEN = regex(r"\b(?:if|when|whenever|unless|may|might|can|could|should|must|not|never|no|or)\b|n['\u2019]t\b")


def read_decorated(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`decorated:name`, of a decorator that a sentence names."""
    if sentence.where not in ("summary", "description") or _LEFT_OPEN.search(sentence.lower):
        return
    for pattern in _CARRIED:
        for match in pattern.finditer(sentence.lower):
            start, end = match.span("name")
            yield "is", "", f"decorated:{sentence.text[start:end]}"


DECORATED = Reader(signs=("decorat", "wrapped", "`@"), read=read_decorated)
