"""An answer as the docstring that a person would write: plain prose in a style, broken into lines.

Where `markdown` and `rest` escape all that could ever be taken for markup, this is for source that people read: only
what would be markup where it stands is escaped. Knows nothing of quotes, indentation or files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aidoc_core.patterns import regex
from aidoc_core.render.blocks import blocks, clean, code_spans
from aidoc_core.render.example import session_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aidoc_core.answers.answer import Answer, Described
    from aidoc_core.code.style import Style

Markup = Literal["markdown", "rest"]

_NARROWEST = 30
# What must not begin a line: there it would be a list, a heading, a table, a directive, a section or a doctest.
_STARTER = regex(r"[-+*#>|=~^.:\u2022\u2023\u2043]+|\(?(?:[0-9]{1,9}|[A-Za-z#])[.)]|>>>.*|\.\.\..*|:.*|\|.*|#.*")
_IN_REST = regex(r"[\\*`|]|_(?![A-Za-z0-9])|(?<=:):$")
_IN_MARKDOWN = regex(r"[\\*`\[{]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_NAMED = regex(r"\w*\s*(?:\(.*\))?")
_ENTITY = regex(r"&(?=#|[A-Za-z])")
_TITLES: dict[Style, tuple[str, str, str, str, str]] = {
    "google": ("Args", "Returns", "Yields", "Raises", "Attributes"),
    "numpy": ("Parameters", "Returns", "Yields", "Raises", "Attributes"),
    "sphinx": (":param {}:", ":returns:", ":yields:", ":raises {}:", ":ivar {}:"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a docstring is written.

    Attributes:
        style: The style of its sections.
        markup: What its prose is written in.
        width: The longest line of the file.
        result: The annotation of what is returned or yielded, if any; only NumPy's style repeats it.
        annotations: Those of the parameters, by name; only NumPy's style repeats them.
    """

    style: Style
    markup: Markup
    width: int
    result: str = ""
    annotations: Mapping[str, str] | None = None


def docstring_lines(answer: Answer, layout: Layout, width: int) -> list[str]:
    """A docstring's lines without indentation.

    Args:
        answer: What it says.
        layout: How.
        width: How many characters a line may have here.
    """
    width = max(width, _NARROWEST)
    first = _summary(answer.summary, layout, width)
    groups = [first, _prose(answer.description, layout.markup, width), *_sections(answer, layout, width)]
    return [line for group in groups if group for line in ("", *group)][1:]


def section_lines(answer: Answer, layout: Layout, width: int) -> list[str]:
    """The lines of an answer's sections alone, for a docstring that has prose of its own."""
    width = max(width, _NARROWEST)
    return [line for group in _sections(answer, layout, width) if group for line in ("", *group)][1:]


def _summary(text: str, layout: Layout, width: int) -> list[str]:
    # The quotes stand before it, with an `r` where there is a backslash.
    lines = _prose(text, layout.markup, width, first=3)
    return _prose(text, layout.markup, width, first=4) if any("\\" in line for line in lines) else lines


def _sections(answer: Answer, layout: Layout, width: int) -> Iterator[list[str]]:
    parameters, returns, yields, raises, attributes = _TITLES[layout.style]
    if layout.style == "sphinx":
        lines = [
            *_fields(parameters, answer.parameters, layout, width),
            *_field(returns, answer.returns, layout, width),
            *_field(yields, answer.yields, layout, width),
            *_fields(raises, answer.raises, layout, width),
            *_fields(attributes, answer.attributes, layout, width),
        ]
        yield lines
    else:
        yield _entries(parameters, answer.parameters, layout, width)
        yield _result(returns, answer.returns, layout, width)
        yield _result(yields, answer.yields, layout, width)
        yield _entries(raises, answer.raises, layout, width)
        yield _entries(attributes, answer.attributes, layout, width)
    yield _examples(answer.example, layout)


def _titled(title: str, layout: Layout, lines: list[str]) -> list[str]:
    if not lines:
        return []
    return [title, "-" * len(title), *lines] if layout.style == "numpy" else [f"{title}:", *_indented(lines)]


def _entries(title: str, items: tuple[Described, ...], layout: Layout, width: int) -> list[str]:
    lines: list[str] = []
    for item in items:
        if layout.style == "numpy":
            annotation = (layout.annotations or {}).get(item.name, "") if title == "Parameters" else ""
            lines.append(f"{item.name} : {annotation}" if annotation else item.name)
            lines += _indented(_prose(item.description, layout.markup, width - 4))
        else:
            name = f"{item.name}: "
            head, *rest = _prose(item.description, layout.markup, width - 8, first=len(name) - 4) or [""]
            lines += [f"{name}{head}".rstrip(), *_indented(rest)]
    return _titled(title, layout, lines)


def _result(title: str, text: str, layout: Layout, width: int) -> list[str]:
    lines = _prose(text, layout.markup, width - 4)
    if not lines:
        return []
    if layout.style == "numpy":
        return _titled(title, layout, [layout.result or "object", *_indented(lines)])
    first, *lines = _prose(text, layout.markup, width - 8, first=-4)
    return _titled(title, layout, [*_untyped(first, layout.markup), *_hanging(lines, layout)])


def _untyped(line: str, markup: Markup) -> list[str]:
    """A result's first line, so that nothing in it is read as a name or a type before a colon."""
    before, colon, after = line.partition(":")
    if markup == "markdown":  # Griffe takes a word for it, or one with something in parentheses
        return [f"{before}&#58;{after}" if colon and _NAMED.fullmatch(before) else line]
    if not colon:  # napoleon takes whatever stands before the first colon of the first line
        return [line]
    place = before.rfind(" ")
    return [line[:place], line[place + 1 :]] if place > 0 else ["\\", line]


def _hanging(lines: list[str], layout: Layout) -> list[str]:
    """Further lines of a result: Griffe would read lines that are not indented as further results, reST as a list."""
    return _indented(lines) if layout.markup == "markdown" else lines


def _fields(field: str, items: tuple[Described, ...], layout: Layout, width: int) -> Iterator[str]:
    for item in items:
        yield from _field(field.format(item.name.replace("*", "\\*")), item.description, layout, width)


def _field(field: str, text: str, layout: Layout, width: int) -> Iterator[str]:
    lines = _prose(text, layout.markup, width - 4, first=len(field) - 3)
    if lines:
        yield f"{field} {lines[0]}"
        yield from _indented(lines[1:])


def _examples(code: str, layout: Layout) -> list[str]:
    """A session that no doctest runs: the answer's author has not run it either."""
    lines = [f"{line}  # doctest: +SKIP" if line.startswith(">>> ") else line for line in session_lines(code)]
    if layout.style == "sphinx":
        return [".. rubric:: Examples", "", *lines] if lines else []
    return _titled("Examples", layout, lines)


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" if line else "" for line in lines]


def _prose(text: str, markup: Markup, width: int, *, first: int = 0) -> list[str]:
    """Paragraphs and lists, broken into lines.

    Args:
        text: What an answer says.
        markup: What it is written in.
        width: The longest line.
        first: How much shorter the first line has to be.
    """
    lines: list[str] = []
    before = (-1, "")
    widths: list[int] = []
    counters: list[int] = []
    for block in blocks(clean(text)):
        words = _escaped(block.text, markup)
        if block.kind == "p":
            margin, marker, here = 0, "", (-1, "p")
        else:
            same = block.depth < len(counters)
            counters[block.depth :] = [counters[block.depth] + 1 if same and before[1] != "p" else 1]
            marker = "- " if block.kind == "ul" else f"{counters[-1]}. "
            margin = 4 * block.depth if markup == "markdown" else sum(widths[: block.depth])
            widths[block.depth :] = [len(marker)]
            here = (block.depth, block.kind)
        if lines and (here != before or block.kind == "p"):
            lines.append("")
        taken = margin + len(marker) + (0 if lines else first)
        broken = _broken(words, width - margin - len(marker), width - taken)
        lines += [" " * margin + (marker if not n else " " * len(marker)) + line for n, line in enumerate(broken)]
        before = here
    return lines


def _broken(text: str, width: int, first: int) -> list[str]:
    """One block in lines, none of which begins with what would be something else there."""
    lines: list[str] = []
    line = ""
    for word in _glued(text.split(" ")):
        room = width if lines else first
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _glued(words: list[str]) -> Iterator[str]:
    """Words, those that must not begin a line (nor stand in one alone) with the word before them."""
    glued = ""
    for word in words:
        if glued and (_STARTER.fullmatch(word) or word.endswith(":")):
            glued = f"{glued} {word}"
        else:
            if glued:
                yield glued
            glued = word
    yield glued


def _escaped(text: str, markup: Markup) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, ticks in code_spans(text):
        code = text[start + ticks : end - ticks].strip(" ")
        before, after = text[done:start], text[end : end + 1]
        pieces += [_plain(before, markup), _code(code, markup, apart=(text[start - 1 : start], after))]
        done = end
    pieces.append(_plain(text[done:], markup))
    written = "".join(pieces)
    head, space, rest = written.partition(" ")
    if _STARTER.fullmatch(head):
        head = f"&#{ord(head[0])};{head[1:]}" if markup == "markdown" else _shielded(head)
    return head + space + rest


def _shielded(head: str) -> str:
    return head if head.startswith("\\") else f"\\{head}"


def _plain(text: str, markup: Markup) -> str:
    if markup == "rest":
        return _IN_REST.sub(lambda match: f"\\{match[0]}", text)
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;")
    return _IN_MARKDOWN.sub(lambda match: f"\\{match[0]}", text)


def _code(code: str, markup: Markup, *, apart: tuple[str, str]) -> str:
    if markup == "markdown":
        return f"`` {code} ``" if "`" in code else f"`{code}`"
    if "`" in code or code.endswith("\\"):
        return _plain(code, markup)
    before, after = apart
    return f"{'' if before in ('', ' ', '(') else chr(92) + ' '}``{code}``{_end(after)}"


def _end(after: str) -> str:
    """Markup must stand apart from the word after it; an escaped space shows nothing."""
    return "" if not after.isalnum() and after not in ("_", "`") else "\\ "
