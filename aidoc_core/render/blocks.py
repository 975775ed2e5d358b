"""Model text to paragraphs, list items and code spans: the little that is read in it, whatever is written out.

Owns the only reading of model text as anything but characters. The escapers (`markdown`, `rest`) write what is
found here in their own format, so that the same answer has the same shape in every doc tool.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from aidoc_core.patterns import regex

Kind = Literal["p", "ul", "ol"]

# Python-Markdown nests by recursion and the indentation grows with the depth: hostile nesting would end in
# a RecursionError or in quadratic output. Deeper items join the deepest list.
_DEEPEST = 4
_NESTED = 2  # spaces of indentation that make an item the child of the one above

# Written out in code points, not asked of `unicodedata` or `str.isspace`: those change with the Python version, and
# the same text must give the same source everywhere.
_BREAK = regex("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACE = regex("[\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SURROGATE = regex("[\ud800-\udfff]")
_INVISIBLE = regex(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls; STX and ETX delimit Python-Markdown's own placeholders
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"  # takes no room, or reorders its neighbours
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tag characters: a second, invisible ASCII
    "\ufdd0-\ufdef" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)  # fmt: skip

_MARKER = regex(r"(?:[-*]|([0-9]{1,9})\.) +(?=[^ ])")
_BACKTICKS = regex(r"`+")
_SPACES = regex("[ \n]{2,}|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or one item of a list `depth` lists deep."""

    kind: Kind
    depth: int
    text: str


def clean(text: str) -> str:
    """Remove what no reader can see; leave only spaces and newlines of all white space."""
    if text.isascii() and text.isprintable():  # as names and most lines are
        return text
    text = _SPACE.sub(" ", _BREAK.sub("\n", text))
    # A lone surrogate cannot be written to any file.
    return _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text)).expandtabs(4)


def one_line(text: str) -> str:
    """Clean a text and put it on one line; a space at its beginning or end stays, for what stands beside it."""
    return _SPACES.sub(" ", clean(text))


def blocks(text: str) -> Iterator[Block]:
    """Split cleaned text into paragraphs and list items, in order."""
    lists: list[tuple[int, Kind]] = []
    kind: Kind = "p"
    depth = 0
    words: list[str] = []
    blank = False
    for raw in text.split("\n"):
        content = raw.strip(" ")
        if not content:
            blank = True
            continue
        indent = len(raw) - len(raw.lstrip(" "))
        marker = _MARKER.match(content)
        placed = marker and _place(lists, indent, marker[1])
        if marker and placed:
            if words:
                yield Block(kind=kind, depth=depth, text=" ".join(words))
            lists = placed
            kind, depth, words = lists[-1][1], len(lists) - 1, content[marker.end() :].split()
        elif blank and not (lists and indent >= lists[-1][0] + _NESTED):
            if words:
                yield Block(kind=kind, depth=depth, text=" ".join(words))
            lists, kind, depth, words = [], "p", 0, content.split()
        else:
            words += content.split()
        blank = False
    if words:
        yield Block(kind=kind, depth=depth, text=" ".join(words))


def _place(lists: list[tuple[int, Kind]], indent: int, number: str | None) -> list[tuple[int, Kind]] | None:
    """Return the open lists, outermost first, once an item is added; None if the line is no item.

    An item of the other kind at the same indentation belongs under the item before it: models write
    unindented bullets below a numbered step.
    """
    kind: Kind = "ol" if number else "ul"
    outer = [entry for entry in lists if entry[0] <= indent]
    if outer and indent < outer[-1][0] + _NESTED:
        indent = outer[-1][0]
    if (indent, kind) in outer:
        return outer[: outer.index((indent, kind)) + 1]
    if number and int(number) != 1:
        return None  # "2." alone is text: as a list it would be shown as "1."
    return [*outer, (indent, kind)] if len(outer) < _DEEPEST else outer


def code_spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Find code spans: start, end, number of backticks (one or two) on each side."""
    runs = [match.span() for match in _BACKTICKS.finditer(text)]
    closers: dict[int, list[tuple[int, int]]] = {
        ticks: [run for run in reversed(runs) if run[1] - run[0] == ticks] for ticks in (1, 2)
    }
    done = 0
    for start, opened in runs:
        ticks = opened - start
        same = closers.get(ticks, [])
        while same and same[-1][0] <= start:
            same.pop()
        if start >= done and same and text[opened : same[-1][0]].strip(" "):
            done = same[-1][1]
            yield start, done, ticks
