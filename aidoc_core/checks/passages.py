"""Sentences of a text: taken apart, and taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = regex(
    r"^[^\S\n]*(?:>>>|\.\.\. ).*(?:\n[^\S\n]*[^\s].*)*"  # doctests, with what they print
    r"|^[ \t]*```(?:.*\n){0,300}?[ \t]*```[ \t]*$"  # a fence without an end costs as many lines
    # a function that nothing sets apart
    r"|^[ \t]*(?:async[ ]+)?def[ ]+\w+\(.{0,400}\).{0,200}:[ \t]*\n(?:[ \t]+\S.*(?:\n|\Z))+"
    r"|(?:(?<=::\n)|(?<=\n\n))(?:[ ]{4,}\S.*(?:\n|\Z)(?:[ \t]*\n)*)+",
    re.MULTILINE,
)
_BORDER = r"[^\S\n]*={2,}(?:[ ]+={2,})+[ ]*$"
_TABLE = regex(
    r"(?:^[^\S\n]*[|+](?=.*[|+][ ]*$).*(?:\n|\Z)){2,}"  # pipes, a grid
    rf"|^{_BORDER}(?:(?:\n[^\S\n]*(?!=)\S.*){{1,100}}\n{_BORDER}){{1,2}}",
    re.MULTILINE,
)
"""Cells are no sentences, and many of them are alike."""

_CAPITALS = "".join(filter(str.isupper, map(chr, range(0x80, 0x590))))
"""Those of Latin, Greek, Cyrillic and Armenian beyond ASCII."""
_SENTENCE = regex(
    rf"(?<=[.!?])\s+(?=[A-Z{_CAPITALS}`*(\"'])|\n\s*\n|\n(?=\s*[-*] )"
    "|(?<=[\u3002\uff01\uff1f])[^\\S\\n]*(?=\\w)"  # Chinese and Japanese set no space
)
LONGEST = 600
"""Characters of what is read as one sentence. Of 23,000 sentences of people's docstrings 0.3 % are longer, all of them
lists without full stops. Readers ask of each word what else its sentence says, so that the work of a text grows with
its length only if sentences do not."""
_PAUSES = ("\n", "; ", ", ", " ")
"""Where what is longer is taken apart: at the last of the first of these that its second half has."""


def without_code(text: str) -> str:
    """A text without what is set as code or as a table.

    Blocks behind `::`, fences, doctests, literal blocks of people's texts.
    """
    if "|" in text or "==" in text:
        text = _TABLE.sub("\n", text)
    return _BLOCK.sub("\n", text) if ">>>" in text or "::" in text or "```" in text or "\n    " in text else text


def sentences(text: str) -> list[str]:
    """A text's sentences and bullet points, white space around them taken off.

    What goes on for more than `LONGEST` characters is several.
    """
    parts = (text[start:end].strip() for start, end, _ in _parts(text))
    return [part for part in parts if part]


def _parts(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each sentence begins and ends, and where the next one begins."""
    start = 0
    breaks = ((found.start(), found.end()) for found in _SENTENCE.finditer(text))
    for end, following in (*breaks, (len(text), len(text))):
        while end - start > LONGEST:
            pause, behind = _pause(text, start)
            yield start, pause, behind
            start = behind
        yield start, end, following
        start = following


def _pause(text: str, start: int) -> tuple[int, int]:
    """Where to take apart what is too long: the white space of a pause, from where to where."""
    for sign in _PAUSES:
        at = text.rfind(sign, start + LONGEST // 2, start + LONGEST)
        if at >= 0:
            return at + len(sign) - 1, at + len(sign)
    return start + LONGEST, start + LONGEST


def without_sentences(text: str, gone: frozenset[str], every: frozenset[str] = frozenset()) -> str:
    """A text without the first of each of some sentences; paragraphs and bullet points around them stay as they are.

    Args:
        text: The text.
        gone: Sentences that go once.
        every: Sentences that go wherever they stand.
    """
    left = set(gone)
    kept: list[str] = []
    for start, end, following in _parts(text):
        part, gap = text[start:end], text[end:following]
        if part.strip() not in left and part.strip() not in every:
            kept += [part, gap]
            continue
        left.discard(part.strip())
        if part.lstrip()[:2] in _BULLETS and "\n" not in gap and gap:
            kept.append(part.lstrip()[:2])  # the rest of the point stays a point
        elif "\n" in gap and kept and "\n" not in kept[-1]:
            kept[-1] = gap
    return "".join(kept).strip()


_BULLETS = ("- ", "* ")
