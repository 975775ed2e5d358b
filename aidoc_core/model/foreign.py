"""Text of a server that people may come to read: made harmless in one place, before it reaches log, report or page."""

from __future__ import annotations

import base64
import urllib.parse
from itertools import groupby
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 80
"""Characters of a server's word (a code, an id, a model's name)."""
_SHORTEST_SECRET = 12
"""Shorter keys are no secrets (`EMPTY`, `ollama`, `lm-studio`, `not-needed`), and occur in other text."""
_COMMAND = regex(r"#{2,}|:{2,}")
"""How CI services recognise commands in a log: `::error::`, `##vso[`, `##[group]`, `##teamcity[`."""
_GAPS = regex(r"[^ -~]+")
"""What is not seen between two characters of a key: a key holds none of it."""
HIDDEN = "<key>"


class Secrets:
    """Keys and tokens of ours, also in the forms in which a server may give them back."""

    def __init__(self, *secrets: str) -> None:
        self._known: dict[str, None] = {}
        for secret in secrets:
            self.add(secret)

    def add(self, secret: str) -> None:
        """Hide one more from now on."""
        if len(secret) < _SHORTEST_SECRET or secret in self._known:
            return
        raw = secret.encode()
        for form in (secret, urllib.parse.quote(secret, safe=""), raw.hex(), *_packed(raw)):
            plain = _GAPS.sub("", form).lower()
            if len(plain) >= _SHORTEST_SECRET:
                self._known.setdefault(plain)

    def hide(self, text: str) -> str:
        """A text without keys, also in other case, or with characters between theirs that nobody sees."""
        plain = _GAPS.sub("", text).lower()
        if not any(form in plain for form in self._known):
            return text
        places = [place for place, char in enumerate(text) if " " <= char <= "~"]
        found = bytearray(len(text))
        for form in self._known:
            start = plain.find(form)
            while start >= 0:
                first, last = places[start], places[start + len(form) - 1]
                found[first : last + 1] = b"\1" * (last + 1 - first)
                start = plain.find(form, start + len(form))
        parts = groupby(zip(text, found, strict=True), key=lambda pair: pair[1])
        return "".join(HIDDEN if secret else "".join(char for char, _ in pairs) for secret, pairs in parts)

    def word(self, said: object, *, longest: int = LONGEST) -> str:
        """A word of a server's on one line: printable, short, no key, no command of a CI service."""
        if not isinstance(said, str | int | float):
            return ""
        text = self.hide(str(said)[: 100 * longest])
        text = "".join(char if char.isprintable() else " " for char in text)
        text = " ".join(_COMMAND.sub(lambda found: found[0][0], text).split())
        return text if len(text) <= longest else f"{text[: longest - 3]}..."

    def __repr__(self) -> str:
        return "Secrets(...)"


def _packed(raw: bytes) -> Iterator[str]:
    """What base64 makes of some bytes, wherever they begin: alone, behind `Bearer `, or behind a user's name."""
    yield base64.b64encode(raw).decode()
    yield base64.urlsafe_b64encode(raw).decode()
    for before in range(3):
        packed = base64.b64encode(b"\0" * before + raw).decode()
        own = packed[-(-before * 8 // 6) : (before + len(raw)) * 8 // 6]
        yield own
        yield own.replace("+", "-").replace("/", "_")
