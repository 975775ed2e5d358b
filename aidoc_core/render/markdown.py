"""Model text to Markdown source that can only become paragraphs, lists, code and characters.

Owns the allow-list (`<p>`, `<ul>`/`<ol>`/`<li>`, `<code>`, text, and what `links` allows) and the encoding that keeps
everything else inert under any set of Markdown extensions. A deny-list of syntaxes cannot be kept complete: extensions
are the site's choice. So we parse the three things we allow ourselves, and write every other ASCII
punctuation character as a numeric reference, which no extension reads as syntax and all of them display.
Knows nothing of MkDocs, of any extension's options, or of where the text came from.
"""

import re
import string
from collections.abc import Iterator

from aidoc_core.patterns import regex
from aidoc_core.render.blocks import Kind, blocks, clean, one_line
from aidoc_core.render.links import NO_LINKS, Links

# Python-Markdown copies the whole paragraph once per reference, code span or typographic quote: one paragraph of
# 100,000 asterisks costs a minute. Past this many the rest goes on in a paragraph (or list item) of its own.
_MOST_NODES = 1000
_NODE = regex("&#|[`'<]")

_WORD = frozenset(string.ascii_letters + string.digits)
# Words are cut because a bare run of 40 hexadecimal digits is a commit to magiclink.
_TOKEN = regex(r"[A-Za-z0-9]{1,20}|[ \x80-\U0010ffff]+|[\x21-\x7e]")
_AFTER_DIGIT = regex(r"(?<=[0-9])[A-Za-z]")

# What may stand between backticks: nothing that a preprocessor, which does not know code spans, could take
# (snippets, critic, template engines, HTML), no language prefix of inlinehilite (`#!`, `:::`), no table bar.
_SAFE_CODE = regex(r"(?!.*(?:--|::|\[\[|\]\]))[A-Za-z0-9_ .,:=()\[\]'\"*/+>@%-]+")


def prose(text: str, links: Links = NO_LINKS) -> str:
    """Write model text as Markdown source that shows it and does nothing else.

    Paragraphs (parted by blank lines), bullet lists (`- `, `* `), numbered lists that start at 1, and code spans
    keep their meaning. Lines of one paragraph are joined. All else is shown as the characters that it is.

    Args:
        text: What the model wrote. Any text, of any length.
        links: What in it may become a link.

    Returns:
        Markdown source without a final newline; empty if there is nothing to show.
    """
    groups: list[list[str]] = []
    path: list[Kind] = []
    counters: list[int] = []
    for block in blocks(clean(text)):
        if block.kind == "p":
            path.clear()
            groups.extend([chunk] for chunk in _chunks(block.text, links))
            continue
        if not path:
            groups.append([])
        # A list that changes its kind half-way is one list to Python-Markdown and two to sane_lists.
        kind = path[block.depth] if block.depth < len(path) else block.kind
        counters[block.depth :] = [counters[block.depth] if block.depth < len(path) else 0]
        path[block.depth :] = [kind]
        for chunk in _chunks(block.text, links):
            counters[-1] += 1
            marker = "-" if kind == "ul" else f"{counters[-1]}."
            groups[-1].append(f"{'    ' * block.depth}{marker} {chunk}")
    return "\n\n".join("\n".join(group) for group in groups)


def line(text: str, links: Links = NO_LINKS) -> str:
    """Write a one-line field (a summary, a parameter's description) as inline Markdown source.

    Code spans keep their meaning; all white space, also line breaks, becomes single spaces.

    Args:
        text: What the model wrote. Rendering time grows with the square of the length: bound it before.
        links: What in it may become a link.

    Returns:
        Markdown source of one line, safe at the start of a line and inside a table cell.
    """
    return "".join(_pieces(" ".join(clean(text).split()), links))


def characters(text: str) -> str:
    """Write text as inline Markdown source that shows its very characters: nothing in it is a code span or a link.

    Each run of white space, also of line breaks, becomes one space. Safe at the start of a line.
    """
    words = one_line(text)
    return "".join(_encode(words, 0, len(words)))


def _chunks(text: str, links: Links) -> list[str]:
    """Encode the text of one block, in more than one part only if it is costly to render."""
    chunks: list[list[str]] = [[]]
    nodes = 0
    for piece in _pieces(text, links):
        # Only these are inert at a line start whatever follows; a word might become "1. ".
        if nodes >= _MOST_NODES and piece.startswith(("&#", "`", "<code>", "<a", "'")):
            chunks.append([])
            nodes = 0
        nodes += len(_NODE.findall(piece))
        chunks[-1].append(piece)
    return ["".join(chunk).strip(" ") for chunk in chunks]


def _pieces(text: str, links: Links) -> Iterator[str]:
    """Encode a paragraph of single-spaced text, piece by piece."""
    first_word = text.find(" ") if " " in text else len(text)
    done = 0
    for span in links.spans(text):
        yield from _encode(text, done, span.start, first_word)
        if span.kind == "object":
            # Optional: where the object has no heading after all, mkdocs-autorefs leaves its name, without a warning.
            yield f'<autoref optional identifier="{_attribute(span.target)}">{_raw_code(span.text)}</autoref>'
        elif span.kind == "address":
            yield f'<a href="{_attribute(span.target)}">{"".join(_encode(span.text, 0, len(span.text)))}</a>'
        else:
            yield from _code(span.text)
        done = span.end
    yield from _encode(text, done, len(text), first_word)


def _code(content: str) -> Iterator[str]:
    """Encode a code span's content, in raw tags (cut for `_chunks`) where backticks are not safe."""
    if _SAFE_CODE.fullmatch(content):
        yield f"`{content}`"
        return
    for start in range(0, len(content), _MOST_NODES):
        yield _raw_code(content[start : start + _MOST_NODES])


def _raw_code(content: str) -> str:
    return f"<code>{''.join(_encode(content, 0, len(content)))}</code>"


def _attribute(value: str) -> str:
    """Encode an attribute's value: with nothing but letters left, no extension finds an address or emphasis in it."""
    return re.sub(r"[^A-Za-z\x80-\U0010ffff]", _reference, value)


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
        # Beside a digit, smarty would make the apostrophe an opening quote.
        return before in _WORD and after in _WORD and (mark == "-" or (before + after).isalpha())
    if after not in ("", " ") or not (before in _WORD or before in ("`", ")")):
        return False
    # In the first word they could be "1." or the key of the meta extension.
    return mark == "," or (mark in ".:" and past)


def _reference(char: str | re.Match[str]) -> str:
    """Write one character as a numeric reference."""
    return f"&#{ord(char if isinstance(char, str) else char[0])};"
