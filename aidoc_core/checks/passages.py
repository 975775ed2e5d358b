"""Sentences of a text: taken apart, and taken out."""

from __future__ import annotations

import re

from aidoc_core.patterns import regex

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

_SENTENCE = regex(r"(?<=[.!?])\s+(?=[A-Z`*(\"'])|\n\s*\n|\n(?=\s*[-*] )")


def without_code(text: str) -> str:
    """A text without what is set as code or as a table.

    Blocks behind `::`, fences, doctests, literal blocks of people's texts.
    """
    if "|" in text or "==" in text:
        text = _TABLE.sub("\n", text)
    return _BLOCK.sub("\n", text) if ">>>" in text or "::" in text or "```" in text or "\n    " in text else text


def sentences(text: str) -> list[str]:
    """A text's sentences and bullet points, white space around them taken off."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def without_sentences(text: str, gone: frozenset[str], every: frozenset[str] = frozenset()) -> str:
    """A text without the first of each of some sentences; paragraphs and bullet points around them stay as they are.

    Args:
        text: The text.
        gone: Sentences that go once.
        every: Sentences that go wherever they stand.
    """
    left = set(gone)
    kept: list[str] = []
    start = 0
    for end, following in [
        *((found.start(), found.end()) for found in _SENTENCE.finditer(text)),
        (len(text), len(text)),
    ]:
        part, gap = text[start:end], text[end:following]
        start = following
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
