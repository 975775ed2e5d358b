"""What a reader should see of a text, whatever the tool: written a second time, on purpose differently.

`aidoc_core.render.blocks` says what is kept of a text; a mistake in it must not be made twice.
"""

from __future__ import annotations

import re
import unicodedata


def shown(text: str) -> str:
    """Normalise text to compare it: white space, and the apostrophe that smarty makes typographic."""
    return " ".join(text.replace("\u2019", "'").split())


def cleaned(text: str) -> str:
    """Say what remains of a text when all that has no glyph or changes the direction is left out."""
    spaced = re.sub(r"\s", lambda match: "\n" if match[0] in "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029" else " ", text)
    kept = (char for char in spaced if char.isspace() or not invisible(char))
    return "".join("\ufffd" if unicodedata.category(char) == "Cs" else char for char in kept)


def invisible(char: str) -> bool:
    """Tell whether a character has no glyph: controls, formats, fillers, noncharacters."""
    return (
        unicodedata.category(char) == "Cc"
        or (unicodedata.category(char) == "Cf" and not re.match("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2]", char))
        or ord(char) & 0xFFFE == 0xFFFE
        or bool(
            re.match("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufdd0-\ufdef\uffa0\ufff0-\ufff8]", char)
        )
        or 0xE0000 <= ord(char) < 0xE1000
    )


def visible(text: str) -> str:
    """Say what a reader should see of one paragraph: the text without the backticks of its code spans."""
    text = " ".join(cleaned(text).split())
    seen, position = "", 0
    while run := re.search("`+", text[position:]):
        start, end = position + run.start(), position + run.end()
        seen += text[position:start]
        ticks = run[0]
        close = re.search(f"(?<!`){ticks}(?!`)", text[end:]) if len(ticks) <= 2 else None
        if close and text[end : end + close.start()].strip():
            seen += text[end : end + close.start()].strip()
            position = end + close.end()
        else:
            seen += ticks
            position = end
    return shown(seen + text[position:])


def skeleton(text: str) -> str:
    """Leave out what lists and code spans take from a text, to compare a text of many blocks."""
    return re.sub(r"[\s`*0-9.-]", "", text.replace("\u2019", "'"))
