"""Model text to reStructuredText that can only become paragraphs, lists, literals and characters.

Owns the allow-list (paragraph, bullet and numbered list, inline literal, text, and what `links` allows) and the
escaping that keeps everything else inert: no directive, role, reference, target, substitution, field, table or title
can come out of it, whatever roles and extensions a project has. Every ASCII punctuation character is escaped unless
it is harmless where it stands, and every block is one line, so that no two lines can make a construct. Never warns,
at any report level.
The sibling of `markdown`; knows nothing of docutils, Sphinx, or of where the text came from.
"""

import string
from collections.abc import Iterator

from aidoc_core.patterns import regex
from aidoc_core.render import REFERENCE
from aidoc_core.render.blocks import Kind, blocks, clean
from aidoc_core.render.links import NO_LINKS, Links, Span

_WORD = frozenset(string.ascii_letters + string.digits)
_TOKEN = regex(r"[A-Za-z0-9]+|[ \x80-\U0010ffff]+|[\x21-\x7e]")
# Underscores that no ASCII letter or digit follows: to docutils, what stands before them is a reference's name.
_ENDING = regex("(?<!_)_++(?![A-Za-z0-9])")
# Bullets to docutils, beside the ASCII ones.
_BULLETS = ("\u2022", "\u2023", "\u2043")


def prose(text: str, links: Links = NO_LINKS) -> str:
    """Write model text as reST source that shows it and does nothing else.

    Paragraphs, lists and code spans are found as `markdown.prose` finds them; each is a line of its own.

    Args:
        text: What the model wrote. Any text, of any length.
        links: What in it may become a link.

    Returns:
        Blocks parted by blank lines, without a final newline; empty if there is nothing to show.
    """
    parts: list[str] = []
    path: list[Kind] = []
    counters: list[int] = []
    widths: list[int] = []
    for block in blocks(clean(text)):
        if block.kind == "p":
            path.clear()
            parts.append(_inline(block.text, links))
            continue
        # Two lists of different kinds side by side would need a comment between them.
        kind = path[block.depth] if block.depth < len(path) else block.kind
        counters[block.depth :] = [1 + (counters[block.depth] if block.depth < len(path) else 0)]
        path[block.depth :] = [kind]
        marker = "- " if kind == "ul" else f"{counters[-1]}. "
        widths[block.depth :] = [len(marker)]
        parts.append(" " * sum(widths[:-1]) + marker + _inline(block.text, links))
    return "\n\n".join(parts)


def line(text: str, links: Links = NO_LINKS) -> str:
    """Write a one-line field (a summary, a parameter's description) as inline reST source.

    Code spans keep their meaning; all white space, also line breaks, becomes single spaces.

    Args:
        text: What the model wrote.
        links: What in it may become a link.

    Returns:
        reST source of one line, safe at the start of a line.
    """
    return _inline(" ".join(clean(text).split()), links)


def parameter_name(name: str) -> str:
    """Write a parameter's name for the inside of a field name, with as few escapes as that takes.

    Extensions look for `:param name:` in the text to add types, so a plain name stays plain.
    """
    bare = name.lstrip("*")
    return "\\*" * (len(name) - len(bare)) + reference(bare)


def reference(path: str) -> str:
    """Write a dotted path for the inside of a field name: `_` is escaped where it would end a reference."""
    return _ENDING.sub(lambda underscores: "\\_" * len(underscores[0]), path)


def _inline(text: str, links: Links) -> str:
    """Encode a block of single-spaced text."""
    written = "".join(_pieces(text, links))
    # A line of backslashes alone would be a transition; an escaped space shows nothing.
    return f"\\ {written}" if written and not written.strip("\\") else written


def _pieces(text: str, links: Links) -> Iterator[str]:
    if text.startswith(_BULLETS):
        yield "\\"
    first_word = text.find(" ") if " " in text else len(text)
    margin = len(text) - len(text.lstrip(" "))
    done = 0
    for span in links.spans(text):
        start, end = span.start, span.end
        yield from _escape(text, done, start, first_word)
        # Markup must stand apart from its neighbours; an escaped space parts them and shows nothing.
        yield "\\ " if start > margin and text[start - 1] != " " else ""
        yield _literal(span.text) if span.kind == "code" else _link(span)
        yield "\\ " if text[end : end + 1] not in ("", " ") else ""
        done = end
    yield from _escape(text, done, len(text), first_word)


def _link(span: Span) -> str:
    shown, target = ("".join(_escape(part, 0, len(part))) for part in (span.text, span.target))
    return f":{REFERENCE}:`{shown} <{target}>`" if span.kind == "object" else f"`{shown} <{target}>`__"


def _literal(content: str) -> str:
    """Encode a code span's content, by role where an inline literal would end too early."""
    if "`" not in content and not content.endswith("\\"):
        return f"``{content}``"
    return f":literal:`{''.join(_escape(content, 0, len(content)))}`"


def _escape(text: str, start: int, end: int, first_word: int | None = None) -> Iterator[str]:
    """Escape `text[start:end]` token by token; the neighbours outside that range still count.

    Only `,`, `.`, `:`, `'` and `-` are ever left as they are, where prose has them, never in code (no `first_word`).
    """
    for match in _TOKEN.finditer(text, start, end):
        token = match[0]
        if token[0] in _WORD or token[0] == " " or token[0] > "\x7f":
            yield token
            continue
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        kept = first_word is not None and _is_prose(token, before, after, past=match.start() > first_word)
        yield token if kept else f"\\{token}"


def _is_prose(mark: str, before: str, after: str, *, past: bool) -> bool:
    """Tell whether a punctuation mark is harmless where it stands: `past` the first word or in it."""
    if mark in "'-":
        return before in _WORD and after in _WORD and (before + after).isalpha()
    if before not in _WORD or after not in ("", " "):
        return False
    # In the first word they could be a list's "1." or "a."; at the end a colon could head a section.
    return mark == "," or (mark == "." and past) or (mark == ":" and past and after == " ")
