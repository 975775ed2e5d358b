"""Text of a server that people may come to read: made harmless in one place, before it reaches log, report or page."""

from __future__ import annotations

import base64
import re
import urllib.parse

LONGEST = 80
"""Characters of a server's word (a code, an id, a model's name)."""
_SHORTEST_SECRET = 12
"""Shorter keys are no secrets (`EMPTY`, `ollama`, `lm-studio`, `not-needed`), and occur in other text."""
_COMMAND = re.compile(r"#{2,}|:{2,}")
"""How CI services recognise commands in a log: `::error::`, `##vso[`, `##[group]`, `##teamcity[`."""
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
        packed = base64.b64encode(raw).decode()
        forms = (secret, urllib.parse.quote(secret, safe=""), packed, packed.rstrip("="), raw.hex())
        for form in (*forms, packed.replace("+", "-").replace("/", "_").rstrip("=")):
            self._known.setdefault(form)

    def hide(self, text: str) -> str:
        """A text without keys."""
        for secret in sorted(self._known, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        return text

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
