"""Field lists of docstrings, as reST (`:param x:`) and epytext (`@param x:`) have them, and entries in other lists.

One vocabulary for both: what Sphinx, epydoc and pydoctor know. A field may name what it is about behind its word, in
its text (``:raises: `.SSHException` -- if ...``), or hold a list of entries (`:Parameters:`). Works on lines alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FIELDS = {
    word: field
    for field, words in {
        "parameters": "param parameter arg argument key keyword kwarg kwparam",
        "returns": "return returns",
        "yields": "yield yields",
        "raises": "raise raises except exception throws",
        "attributes": "var ivar cvar",
    }.items()
    for word in words.split()
}
"""The part of a docstring that a field is about."""
_TYPES = {"type": "parameters", "kwtype": "parameters", "vartype": "attributes", "rtype": "returns", "ytype": "yields"}
_GROUPS = {
    word: field
    for field, words in {
        "parameters": ("args arguments params parameters kwargs keywords keyword_args keyword_arguments "
                       "keyword_parameters other_parameters other_args other_arguments optional_args "
                       "optional_arguments optional_parameters"),
        "raises": "raises exceptions throws",
        "attributes": "attributes attrs variables ivariables cvariables",
        "returns": "return returns",
        "yields": "yield yields",
    }.items()
    for word in words.split()
}  # fmt: skip
"""What stands above a list of entries, in a field or as a heading."""

_MARK = regex(r"(?P<indent>[ \t]*)(?P<mark>[:@])(?P<word>[A-Za-z]+)(?=[ \t:])")
_END = regex(r":(?=\s|$)")
_HEADING = regex(r"[ \t]*(?:#{1,6}[ \t]*)?[*_]{0,3}(?P<title>[A-Za-z]+(?: [A-Za-z]+)?)(?P<close>[:*_]{0,4})[ \t]*")
_UNDERLINE = regex(r"[ \t]*[-=~^]{3,}[ \t]*")
_BULLET = regex(r"^(?:[-*+\u2022][ \t]+|\|[ \t]*|\d+[.)][ \t]+)")
# What parts the name of an entry from what is said of it.
_PARTING = regex(r":(?![\w.:`~!])|(?<=\s)[-\u2013\u2014]{1,3}(?=\s|$)|[(|]|(?<=[\w`*])[ \t]+(?=(?:if|when|in case)\b)")
_ROLE = regex(r":[a-z]{1,20}(?::[a-z]{1,20})?:(?=`)")
_TARGET = regex(r"`[^`<>]*<([^`<>]*)>`")
_EPYTEXT = regex(r"\b[A-Z]\{([^{}]*)\}")
_AND = regex(r"[,/|]|\b(?:or|and)\b")
_WORD = regex(r"\w+")
_QUOTED = regex(r"`([^`]*)`|\b(\w*(?:Error|Exception|Warning))\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a docstring says of one thing, or of several at once.

    Attributes:
        field: The part it belongs to, as in `Part.field`.
        names: What it is about, with dots, without stars; empty for a result.
        text: What it says.
        type: The type that it states.
        mentions: Further names that it may be about, where that is not quite clear.
        nested: Whether it stands inside something else.
    """

    field: str
    names: tuple[str, ...] = ()
    text: str = ""
    type: str = ""
    mentions: tuple[str, ...] = ()
    nested: bool = False


def field_entries(text: str, mark: str) -> tuple[str, tuple[Entry, ...]]:
    """The entries of a text's field lists, and what is left of the text without them.

    Args:
        text: A docstring, its common indentation taken off.
        mark: What fields begin with: `:` in reST, `@` in epytext.
    """
    entries: list[Entry] = []
    types: dict[tuple[str, str], str] = {}
    prose: list[str] = []
    margin = -1  # of the field that a line may continue
    lines = text.split("\n")
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        inside = margin >= 0 and (not line.strip() or indent > margin)
        found = _MARK.match(line)
        end = _END.search(line, found.end()) if found is not None and found["mark"] == mark else None
        if found is None or end is None:
            if not inside:
                margin = -1
                prose.append(line)
            continue
        argument, word = line[found.end() : end.start()].strip(), found["word"].lower()
        body = _body(lines, number, " " * end.end() + line[end.end() :], indent)
        new = list(_entries(word, argument, body, nested=inside or indent > 0))
        if word in _TYPES and not inside:
            types[_TYPES[word], _last(argument)] = " ".join(part.strip() for part in body).strip()
        entries += new
        if not inside:
            margin = indent
            prose += [] if new or word in _TYPES else [line]
    return "\n".join(prose).strip(), tuple(_typed(entry, types) for entry in entries)


def _body(lines: Sequence[str], number: int, first: str, indent: int) -> list[str]:
    """The lines of a field; of the first, its name is blanked out."""
    body = [first]
    for line in lines[number + 1 :]:
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        body.append(line)
    while not body[-1].strip() and len(body) > 1:
        body.pop()
    return body


def _typed(entry: Entry, types: dict[tuple[str, str], str]) -> Entry:
    key = entry.field, entry.names[0] if entry.names else ""
    if entry.type or key not in types:
        return entry
    return Entry(field=entry.field, names=entry.names, text=entry.text, type=types[key], mentions=entry.mentions,
                 nested=entry.nested)  # fmt: skip


def _entries(word: str, argument: str, body: list[str], *, nested: bool) -> Iterator[Entry]:
    text = "\n".join([body[0].strip(), *_dedented(body[1:])]).strip()
    group = _GROUPS.get("_".join([word, *argument.lower().split()]), "")
    entries = listed(body, group, nested=nested) if group not in ("", "returns", "yields") and _is_list(body) else ()
    field = _FIELDS.get(word)
    if (found := list(entries)) or field is None:
        yield from found
        return
    if field in ("returns", "yields"):
        yield Entry(field=field, text=text, type=argument, nested=nested)
    elif argument:
        names, of = _named(argument, field)
        mentions = () if names else tuple(_WORD.findall(argument))
        yield Entry(field=field, names=names, text=text, type=of, mentions=mentions, nested=nested)
    else:  # named in the text
        parting = _PARTING.search(text)
        head = text[: parting.start()] if parting else text
        yield Entry(field=field, names=names_in(head), text=text, mentions=quoted(text), nested=nested)


def _named(argument: str, field: str) -> tuple[tuple[str, ...], str]:
    """The names in front of a field's colon, and the type before them: `str | None name`, `ValueError, KeyError`."""
    if names := names_in(argument):
        return names, ""
    before, _, last = argument.replace("\\", "").rpartition(" ")
    if field == "raises":  # a condition instead of a name
        return (), ""
    return names_in(last), before.strip()


def _last(argument: str) -> str:
    names = names_in(argument.rpartition(" ")[2])
    return names[0] if names else ""


def listed(lines: Sequence[str], field: str, *, nested: bool = False, strict: bool = False) -> Iterator[Entry]:
    """Entries of a list: bullets, definitions, rows of a table, `name: text`; each starts at the list's margin.

    The first one tells their form: among bullets a line without one goes on with the text, and so does a lone word
    among entries with texts, unless it has a text below. `strict` ends the list at the first line that is no entry.
    """
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    starts = [number for number, line in enumerate(lines) if line[margin : margin + 1].strip()]
    bullets = lone = False
    for number, end in pairwise([*starts, len(lines)]):
        line, bullet = _BULLET.subn("", lines[number].strip(), count=1)
        found = _PARTING.search(line)
        below = "\n".join(_dedented(lines[number + 1 : end])).strip()
        if number == starts[0]:
            bullets, lone = bool(bullet), found is None
        form = bullets <= bullet and (found or below or lone or bullets)
        names = names_in(line[: found.start()] if found else line) if form else ()
        if strict and not names:
            return
        if names:
            text = f"{line[found.end() :].strip() if found else ''}\n{below}"
            yield Entry(field=field, names=names, text=text.strip(), nested=nested)


def _is_list(body: Sequence[str]) -> bool:
    """Whether the first of some lines is an entry of a list at their margin, and no text that the others go on with."""
    filled = [line for line in body if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in filled), default=0)
    return bool(filled) and filled[0][margin : margin + 1].strip() != "" and any(True for _ in listed(filled[:1], ""))


def headed_entries(text: str, *, strict: bool = False) -> Iterator[Entry]:
    """Entries below headings, also of forms that no style has: `**Args**`, `## Parameters`, tables below `Args:`.

    Args:
        text: A docstring.
        strict: Whether a list ends where prose begins: what stands there may look like an entry and be none.
    """
    lines = text.split("\n")
    titles = list(_titles(lines))
    for (number, title), (end, _) in pairwise([*titles, (len(lines), "")]):
        field = _GROUPS.get("_".join(title.lower().split()), "")
        below = _below(lines[number:end])
        if field in ("returns", "yields"):
            if any(line.strip() for line in below):
                yield Entry(field=field, text="\n".join(below).strip())
        elif field:
            yield from listed(below, field, strict=strict)


def _titles(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The headings among some lines; below one of entries, what stands deeper is an entry, as `default:` alone."""
    inside: int | None = None
    for number, line in enumerate(lines):
        depth = len(line) - len(line.lstrip())
        if line.strip() and inside is not None and depth <= inside:
            inside = None
        title = _title(line, lines[number + 1 : number + 2]) if inside is None else ""
        if title:
            yield number, title
            inside = depth if "_".join(title.lower().split()) in _GROUPS else None


def _below(section: Sequence[str]) -> list[str]:
    """What belongs to a heading, the first line: all that is indented, where what follows it is."""
    heading, *rest = section
    below = [line for line in rest if not _UNDERLINE.fullmatch(line)]
    margin = len(heading) - len(heading.lstrip())
    depths = [(number, len(line) - len(line.lstrip())) for number, line in enumerate(below) if line.strip()]
    if not depths or depths[0][1] <= margin:
        return below
    return below[: next((number for number, depth in depths if depth <= margin), len(below))]


def _title(line: str, following: Sequence[str]) -> str:
    """The words of a heading; empty for what is none."""
    found = _HEADING.fullmatch(line) if len(line) < 80 else None  # noqa: PLR2004 - no heading is longer
    if found is None:
        return ""
    underlined = any(_UNDERLINE.fullmatch(one) for one in following)
    return found["title"] if found["close"] or line.lstrip().startswith("#") or underlined else ""


def _dedented(lines: Sequence[str]) -> list[str]:
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[margin:] for line in lines]


def names_in(head: str) -> tuple[str, ...]:
    """The names that a head is made of, markup and stars taken off; empty if it is anything else."""
    bare = _EPYTEXT.sub(r"\1", _TARGET.sub(r"\1", _ROLE.sub("", head.replace("\\", ""))))
    names = [name.strip("`*'\" \t").lstrip("~!.") for name in _AND.split(bare)]
    return tuple(names) if all(_is_name(name) for name in names) else ()


def _is_name(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))


def quoted(text: str) -> tuple[str, ...]:
    """Names that the first paragraph of a text sets as code or calls an error."""
    paragraph = text.partition("\n\n")[0]
    return tuple(name for code, error in _QUOTED.findall(_ROLE.sub("", paragraph)) for name in names_in(code or error))
