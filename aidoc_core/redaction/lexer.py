"""Where the literals and comments of Python code stand, down to the literal parts of f-strings.

A lexer of our own, because `tokenize` gives an f-string as one token before Python 3.12 and as many after, and
because headers and decorators are no whole files. It reads code that parses; all else is `Unreadable`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELD = "\ufffc"
"""Stands in a decoded text for what an f-string puts in."""

_START = r"(?P<prefix>[rRbBuUfFtT]{0,2})(?P<quote>'''|\"\"\"|'|\")"
_NEXT = regex(rf"{_START}|(?P<comment>\#[^\n]*)|\w+|(?P<sign>[()\[\]{{}}:])")
_DEPTH = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_IN_FORMAT = regex(r"[{}]")
_ENDS = {
    "'": regex(r"(?:[^\\'\n]|\\.)*(?=')", re.DOTALL),
    '"': regex(r'(?:[^\\"\n]|\\.)*(?=")', re.DOTALL),
    "'''": regex(r"(?:[^\\]|\\.)*?(?=''')", re.DOTALL),
    '"""': regex(r'(?:[^\\]|\\.)*?(?=""")', re.DOTALL),
}
_BETWEEN = {
    True: regex(r"(?:[\s\\+]|\#[^\n]*(?=\n))*"),
    False: regex(r"(?:[ \t\f+]|\\\n)*"),
}
"""What may stand between literals that make one text, inside of brackets and outside: white space, a plus sign."""
_ESCAPE = regex(
    r"\\(?:\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]{0,120}\}|.)|\{\{|\}\}", re.DOTALL
)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\n": "", "\\": "\\"}


class Unreadable(ValueError):  # noqa: N818 - it is no error of the program
    """The code is not Python, as far as its literals go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of code that is text: between quotes, between an f-string's fields, or behind a number sign.

    Attributes:
        start: Where it begins, as an offset into the code.
        end: Where it ends.
        escaped: Whether backslashes mean something.
        braces: Whether doubled braces mean one.
    """

    start: int
    end: int
    escaped: bool = False
    braces: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text of the code: a literal with those that it is joined to, or comments on lines of their own.

    Attributes:
        start: Where the first literal begins, with its prefix.
        end: Where the last one ends.
        pieces: Its stretches, in order; between those of one f-string stand its fields.
        comment: Whether it is a comment.
        bracketed: Whether it stands in brackets, so that a line's end ends no statement.
        fields: The expressions inside of an f-string, from their first character to the one behind their last.
    """

    start: int
    end: int
    pieces: tuple[tuple[Piece, ...], ...]
    comment: bool = False
    bracketed: bool = False
    fields: tuple[tuple[int, int], ...] = ()

    def decode(self, code: str) -> Decoded:
        """What it says, and where it stands in the code."""
        said: list[str] = []
        runs: list[Run] = []
        place = 0
        for number, literal in enumerate(self.pieces):
            for part, piece in enumerate(literal):
                between = FIELD if part else "\n" if number and self.comment else ""
                said.append(between)
                place += len(between)
                for text, start, end in _runs(code, piece):
                    said.append(text)
                    runs.append(Run(place, len(text), start, end, piece.start))
                    place += len(text)
        return Decoded(text="".join(said), runs=runs)


class Run(NamedTuple):
    """A part of a decoded text that stands in the code letter by letter, or as one escape."""

    place: int
    length: int
    start: int
    end: int
    piece: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text as the program sees it.

    Attributes:
        text: The text.
        runs: Where its parts stand in the code.
    """

    text: str
    runs: list[Run]

    def stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where a part of the text stands in the code: one stretch for each piece that it touches."""
        found: dict[int, tuple[int, int]] = {}
        behind = bisect_right(self.runs, start, key=lambda run: run.place + run.length)
        for run in takewhile(lambda run: run.place < end, islice(self.runs, behind, None)):
            first, last = run.start, run.end
            if last - first == run.length:  # letter by letter
                first += max(0, start - run.place)
                last -= max(0, run.place + run.length - end)
            found[run.piece] = (found.get(run.piece, (first,))[0], last)
        return list(found.values())


def _runs(code: str, piece: Piece) -> Iterator[tuple[str, int, int]]:
    place = piece.start
    for found in _ESCAPE.finditer(code, piece.start, piece.end):
        escape = found[0]
        if piece.escaped if escape[0] == "\\" else piece.braces:
            if place < found.start():
                yield code[place : found.start()], place, found.start()
            if text := _unescaped(escape) if escape[0] == "\\" else escape[0]:
                yield text, found.start(), found.end()
            place = found.end()
    if place < piece.end:
        yield code[place : piece.end], place, piece.end


def _unescaped(escape: str) -> str:
    """One character, or none for a line that goes on; an unknown escape stands for its letter."""
    kind = escape[1:2]
    if kind in "01234567":
        return chr(int(escape[1:], 8))
    if kind in "xuU" and len(escape) > 2:  # noqa: PLR2004 - the backslash and the letter
        digits = escape[2:]
        number = int(digits, base=16)
        return chr(number) if number <= 0x10FFFF else "?"  # noqa: PLR2004 - the last code point
    return "?" if kind == "N" else _LETTERS.get(kind, kind)


def texts(code: str) -> list[Text]:
    """The texts of some code, in order; what stands inside of an f-string's fields is code of its own.

    Raises:
        Unreadable: The code is not Python.
    """
    found: list[Text] = []
    place = depth = 0
    while match := _NEXT.search(code, place):
        place = match.end()
        if match["quote"]:
            found.append(_literal(code, match, bracketed=depth > 0))
            place = found[-1].end
        elif match["sign"]:
            depth += _DEPTH.get(match["sign"], 0)
        elif match["comment"]:
            piece = Piece(start=match.start() + 1, end=place)
            found.append(Text(start=match.start(), end=place, pieces=((piece,),), comment=True))
    return _joined(code, found)


def _literal(code: str, match: re.Match[str], *, bracketed: bool = True) -> Text:
    prefix, quote = match["prefix"].lower(), match["quote"]
    escaped = "r" not in prefix
    fields: list[tuple[int, int]] = []
    if "f" in prefix or "t" in prefix:
        pieces, end = _formatted(code, match.end(), quote, fields, escaped=escaped)
    else:
        content = _ENDS[quote].match(code, match.end())
        if content is None:
            raise Unreadable(f"a literal without an end at {match.start()}")
        pieces = [Piece(start=match.end(), end=content.end(), escaped=escaped)]
        end = content.end() + len(quote)
    return Text(start=match.start(), end=end, pieces=(tuple(pieces),), fields=tuple(fields), bracketed=bracketed)


def _formatted(
    code: str, place: int, quote: str, fields: list[tuple[int, int]], *, escaped: bool
) -> tuple[list[Piece], int]:
    """The stretches of an f-string, and the offset behind it; its fields are entered."""
    pieces: list[Piece] = []
    start = place
    stop = _stop(quote, escaped=escaped)
    while match := stop.search(code, place):
        place = match.end()
        if match[0] not in (quote, "{"):
            continue
        pieces.append(Piece(start=start, end=match.start(), escaped=escaped, braces=True))
        if match[0] == quote:
            return pieces, place
        start = place = _field(code, place, fields)
    raise Unreadable(f"an f-string without an end at {start}")


@cache
def _stop(quote: str, *, escaped: bool) -> re.Pattern[str]:
    name = r"N\{[^}]{0,120}\}|" if escaped else ""
    return re.compile(rf"{quote}|\\(?:{name}[^{{])|\{{\{{|\{{", re.DOTALL)


def _field(code: str, place: int, fields: list[tuple[int, int]]) -> int:
    """The offset behind a field; its expression, and those of its format, are entered."""
    start, depth = place, 0
    while match := _NEXT.search(code, place):
        place = match.end()
        if match["quote"]:
            place = _literal(code, match).end
        elif match["sign"] in ("(", "[", "{"):
            depth += 1
        elif depth and match["sign"] in (")", "]", "}"):
            depth -= 1
        elif not depth and match["sign"] in ("}", ":"):
            fields.append((start, match.start()))
            return place if match["sign"] == "}" else _format(code, place, fields)
    raise Unreadable(f"a field without an end at {start}")


def _format(code: str, place: int, fields: list[tuple[int, int]]) -> int:
    while match := _IN_FORMAT.search(code, place):
        if match[0] == "}":
            return match.end()
        place = _field(code, match.end(), fields)
    raise Unreadable(f"a format without an end at {place}")


def _joined(code: str, found: list[Text]) -> list[Text]:
    """Literals that make one text become one, and so do comments on lines that follow each other."""
    groups: list[list[Text]] = []
    alone = False  # whether the first comment of the last group has its line for itself
    for text in found:
        last = groups[-1][-1] if groups else None
        if last is not None and last.comment == text.comment and _follows(code, last, text, alone=alone):
            groups[-1].append(text)
        else:
            groups.append([text])
            alone = text.comment and not code[code.rfind("\n", 0, text.start) + 1 : text.start].strip()
    return [_one(group) for group in groups]


def _one(group: list[Text]) -> Text:
    first, last = group[0], group[-1]
    return Text(
        start=first.start,
        end=last.end,
        pieces=tuple(chain.from_iterable(text.pieces for text in group)),
        comment=last.comment,
        bracketed=last.bracketed,
        fields=tuple(chain.from_iterable(text.fields for text in group)),
    )


def _follows(code: str, last: Text, text: Text, *, alone: bool) -> bool:
    if not text.comment:
        return _BETWEEN[text.bracketed].fullmatch(code, last.end, text.start) is not None
    between = code[last.end : text.start]
    return alone and between.isspace() and between.count("\n") == 1
