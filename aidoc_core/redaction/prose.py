"""Secrets in text that people read: comments, docstrings, messages, configuration inside of a literal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex
from aidoc_core.redaction.formats import Found
from aidoc_core.redaction.names import Holds, holds
from aidoc_core.redaction.values import SHORTEST_RANDOM, is_random, is_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEYWORDS = "pass pwd secret token key credential auth jwt bearer contrase kennwort dsn pw sig".split()  # noqa: SIM905
_ASSIGNED = regex(
    r"(?<![\w.-])(?P<name>(?:[A-Za-z_][\w.-]{0,60}[ ])?[A-Za-z_][\w.-]{0,60})"
    r"(?P<closing>[\"'`\]]{0,3})\s*(?P<sign>:=|::|=>|==|!=|=|:|\bis\b)\s*"
    r"(?:[bru]{0,2}(?P<quote>[\"'`])(?P<quoted>[^\"'`\n]+)(?P=quote)|[\"'`]?(?P<bare>[^\s\"'`,;&<>()\[\]{}|]+))"
)
_STRETCH = regex(rf"[A-Za-z0-9+/=_~-]{{{SHORTEST_RANDOM},}}")
_SUM = regex(r"(?:sha(?:1|224|256|384|512)|md5|integrity|base64)\s*[-:=,]\s*$|(?:sha(?:256|384|512))-", re.IGNORECASE)
_SHORTEST = 6
_URL = regex(r"(?<![a-z])[a-z]++://[^\s?#]*$")
_BEFORE = 80
"""Characters in front of a stretch that are looked at."""


def find_in_prose(text: str) -> Iterator[Found]:
    """Secrets that a text gives to a name, and those that look random."""
    lower = text.lower()
    if any(word in lower for word in _KEYWORDS):
        for match in _ASSIGNED.finditer(text):
            if _is_given(match):
                group = "quoted" if match["quoted"] is not None else "bare"
                yield Found(*match.span(group), "password or key")
    for match in _STRETCH.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if match[0].startswith("//") and before.endswith(":"):
            continue  # the address itself: an identifier more often than a secret
        if is_random(match[0]) and not _SUM.search(before) and not _SUM.match(match[0]) and not _URL.search(before):
            yield Found(*match.span(), "random text")


def _is_given(match: re.Match[str]) -> bool:
    name = holds(match["name"])
    if name is Holds.NOTHING:
        return False
    if match["quoted"] is not None:
        return is_secret(match["quoted"], name)
    # Without quotes it may be the next word of a sentence: "password: hashed", "the token is b64decoded".
    bare = match["bare"].rstrip(".:!?")
    return (
        any(c.isdigit() for c in bare)
        and any(c.isalpha() for c in bare)
        and len(bare) >= _SHORTEST
        and is_secret(bare, name)
    )
