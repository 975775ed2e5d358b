"""Model text to Markdown source that can only become paragraphs, lists, code and characters.

Owns the allow-list (`<p>`, `<ul>`/`<ol>`/`<li>`, `<code>`, text) and the encoding that keeps everything
else inert under any set of Markdown extensions. A deny-list of syntaxes cannot be kept complete: extensions
are the site's choice. So we parse the three things we allow ourselves, and write every other ASCII
punctuation character as a numeric reference, which no extension reads as syntax and all of them display.
Knows nothing of MkDocs, of any extension's options, or of where the text came from.
"""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_Kind = Literal["p", "ul", "ol"]

# Python-Markdown nests by recursion and the indentation grows with the depth: hostile nesting would end in
# a RecursionError or in quadratic output. Deeper items join the deepest list.
_DEEPEST = 4
_NESTED = 2  # spaces of indentation that make an item the child of the one above

# Python-Markdown copies the whole paragraph once per reference, code span or typographic quote: one paragraph of
# 100,000 asterisks costs a minute. Past this many the rest goes on in a paragraph (or list item) of its own.
_MOST_NODES = 1000
_NODE = re.compile("&#|[`'<]")

# Written out in code points, not asked of `unicodedata` or `str.isspace`: those change with the Python version, and
# the same text must give the same source everywhere.
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACE = re.compile("[\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SURROGATE = re.compile("[\ud800-\udfff]")  # no file can hold one alone
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls; STX and ETX delimit Python-Markdown's own placeholders
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"  # takes no room, or reorders its neighbours
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tag characters: a second, invisible ASCII
    "\ufdd0-\ufdef" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)  # fmt: skip

_WORD = frozenset(string.ascii_letters + string.digits)
_MARKER = re.compile(r"(?:[-*]|([0-9]{1,9})\.) +(?=[^ ])")
_BACKTICKS = re.compile(r"`+")

# Words are cut because a bare run of 40 hexadecimal digits is a commit to magiclink.
_TOKEN = re.compile(r"[A-Za-z0-9]{1,20}|[ \x80-\U0010ffff]+|[\x21-\x7e]")
_AFTER_DIGIT = re.compile(r"(?<=[0-9])[A-Za-z]")

# What may stand between backticks: nothing that a preprocessor, which does not know code spans, could take
# (snippets, critic, template engines, HTML), no language prefix of inlinehilite (`#!`, `:::`), no table bar.
_SAFE_CODE = re.compile(r"(?!.*(?:--|::|\[\[|\]\]))[A-Za-z0-9_ .,:=()\[\]'\"*/+>@%-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A paragraph, or one item of a list below `depth` other lists."""

    kind: _Kind
    depth: int
    text: str


def prose(text: str) -> str:
    """Write model text as Markdown source that shows it and does nothing else.

    Paragraphs (parted by blank lines), bullet lists (`- `, `* `), numbered lists that start at 1, and code spans
    keep their meaning. Lines of one paragraph are joined. All else is shown as the characters that it is.

    Args:
        text: What the model wrote. Any text, of any length.

    Returns:
        Markdown source without a final newline; empty if there is nothing to show.
    """
    groups: list[list[str]] = []
    path: list[_Kind] = []
    counters: list[int] = []
    for block in _blocks(_clean(text)):
        if block.kind == "p":
            path.clear()
            groups.extend([chunk] for chunk in _chunks(block.text))
            continue
        if not path:
            groups.append([])
        # A list that changes its kind half-way is one list to Python-Markdown and two to sane_lists.
        kind = path[block.depth] if block.depth < len(path) else block.kind
        counters[block.depth :] = [counters[block.depth] if block.depth < len(path) else 0]
        path[block.depth :] = [kind]
        for chunk in _chunks(block.text):
            counters[-1] += 1
            marker = "-" if kind == "ul" else f"{counters[-1]}."
            groups[-1].append(f"{'    ' * block.depth}{marker} {chunk}")
    return "\n\n".join("\n".join(group) for group in groups)


def line(text: str) -> str:
    """Write a one-line field (a summary, a parameter's description) as inline Markdown source.

    Code spans keep their meaning; all white space, also line breaks, becomes single spaces.

    Args:
        text: What the model wrote. Rendering time grows with the square of the length: bound it before.

    Returns:
        Markdown source of one line, safe at the start of a line and inside a table cell.
    """
    return "".join(_pieces(" ".join(_clean(text).split())))


def _clean(text: str) -> str:
    """Remove what no reader can see; leave only spaces and newlines of all white space."""
    text = _SPACE.sub(" ", _BREAK.sub("\n", text))
    return _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text)).expandtabs(4)


def _blocks(text: str) -> Iterator[_Block]:
    """Split cleaned text into paragraphs and list items, in order."""
    lists: list[tuple[int, _Kind]] = []
    kind: _Kind = "p"
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
                yield _Block(kind=kind, depth=depth, text=" ".join(words))
            lists = placed
            kind, depth, words = lists[-1][1], len(lists) - 1, content[marker.end() :].split()
        elif blank and not (lists and indent >= lists[-1][0] + _NESTED):
            if words:
                yield _Block(kind=kind, depth=depth, text=" ".join(words))
            lists, kind, depth, words = [], "p", 0, content.split()
        else:
            words += content.split()
        blank = False
    if words:
        yield _Block(kind=kind, depth=depth, text=" ".join(words))


def _place(lists: list[tuple[int, _Kind]], indent: int, number: str | None) -> list[tuple[int, _Kind]] | None:
    """Return the open lists, outermost first, once an item is added; None if the line is no item.

    An item of the other kind at the same indentation belongs under the item before it: models write
    unindented bullets below a numbered step.
    """
    kind: _Kind = "ol" if number else "ul"
    outer = [entry for entry in lists if entry[0] <= indent]
    if outer and indent < outer[-1][0] + _NESTED:
        indent = outer[-1][0]
    if (indent, kind) in outer:
        return outer[: outer.index((indent, kind)) + 1]
    if number and int(number) != 1:
        return None  # "2." alone is text: as a list it would be shown as "1."
    return [*outer, (indent, kind)] if len(outer) < _DEEPEST else outer


def _chunks(text: str) -> list[str]:
    """Encode the text of one block, in more than one part only if it is costly to render."""
    chunks: list[list[str]] = [[]]
    nodes = 0
    for piece in _pieces(text):
        # Only these are inert at a line start whatever follows; a word might become "1. ".
        if nodes >= _MOST_NODES and piece.startswith(("&#", "`", "<code>", "'")):
            chunks.append([])
            nodes = 0
        nodes += len(_NODE.findall(piece))
        chunks[-1].append(piece)
    return ["".join(chunk).strip(" ") for chunk in chunks]


def _pieces(text: str) -> Iterator[str]:
    """Encode a paragraph of single-spaced text, piece by piece."""
    first_word = text.find(" ") if " " in text else len(text)
    done = 0
    for start, end, ticks in _code_spans(text):
        yield from _encode(text, done, start, first_word)
        yield from _code(text[start + ticks : end - ticks].strip(" "))
        done = end
    yield from _encode(text, done, len(text), first_word)


def _code_spans(text: str) -> Iterator[tuple[int, int, int]]:
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


def _code(content: str) -> Iterator[str]:
    """Encode a code span's content, in raw tags (cut for `_chunks`) where backticks are not safe."""
    if _SAFE_CODE.fullmatch(content):
        yield f"`{content}`"
        return
    for start in range(0, len(content), _MOST_NODES):
        part = content[start : start + _MOST_NODES]
        yield f"<code>{''.join(_encode(part, 0, len(part)))}</code>"


def _encode(text: str, start: int, end: int, first_word: int | None = None) -> Iterator[str]:
    """Encode `text[start:end]` token by token; the neighbours outside that range still count.

    Only `,.:'-` are ever left as they are, where prose has them, and never in raw code (no `first_word`).
    """
    for match in _TOKEN.finditer(text, start, end):
        token = match[0]
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        if token[0] in _WORD:
            # "1st" is a superscript to smartsymbols; a word that follows a word is a cut one.
            token = _AFTER_DIGIT.sub(_reference, token)
            yield _reference(token[0]) + token[1:] if before in _WORD else token
        elif token[0] == " " or token[0] > "\x7f":
            yield token
        else:
            kept = first_word is not None and _is_prose(token, before, after, past=match.start() > first_word)
            yield token if kept else _reference(token)


def _is_prose(mark: str, before: str, after: str, *, past: bool) -> bool:
    """Tell whether a punctuation mark is harmless where it stands: `past` the first word or in it."""
    if mark in "'-":
        return before in _WORD and after in _WORD
    if after not in ("", " ") or not (before in _WORD or before in ("`", ")")):
        return False
    # In the first word they could be "1." or the key of the meta extension.
    return mark == "," or (mark in ".:" and past)


def _reference(char: str | re.Match[str]) -> str:
    """Write one character as a numeric reference."""
    return f"&#{ord(char if isinstance(char, str) else char[0])};"
