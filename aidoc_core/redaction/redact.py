"""Replacing secrets inside of literals and comments alone: names, calls and imports stay, and code stays code."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from aidoc_core.code.parsing import parse
from aidoc_core.redaction.formats import Found, find_formats
from aidoc_core.redaction.lexer import Unreadable, texts
from aidoc_core.redaction.names import Holds, given_names, holds
from aidoc_core.redaction.prose import find_in_prose
from aidoc_core.redaction.values import is_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PLACEHOLDER = "<redacted>"
"""Stands where a secret stood: readable for a model, valid in every literal, and no secret by any rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A secret that was replaced; not the secret.

    Attributes:
        kind: What it looks like, in words.
        line: Where it stood, as a line of the text, from 1.
    """

    kind: str
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A text without its secrets.

    Attributes:
        text: The text.
        found: What was replaced, in order.
        secrets: The secrets themselves, as written and as meant, to take them out of what quotes the code; never kept.
    """

    text: str
    found: tuple[Secret, ...] = ()
    secrets: frozenset[str] = field(default=frozenset(), repr=False)


def redact_text(text: str) -> Cleaned:
    """A text that is no code, without its secrets."""
    found = _apart([*find_formats(text), *find_in_prose(text)])
    return _replaced(text, [_Place(one.kind, text[one.start : one.end], ((one.start, one.end),)) for one in found])


def redact_code(code: str) -> Cleaned:
    """Python code, whole statements or not, without the secrets in its literals and comments.

    Code that cannot be read is treated as a text.
    """
    try:
        found = list(_in_code(code, 0))
    except (Unreadable, RecursionError):  # f-strings inside of f-strings, deeper than Python itself allows
        return redact_text(code)
    return _replaced(code, sorted(found, key=lambda place: place.stretches))


@dataclass(frozen=True, slots=True)
class _Place:
    """A secret, what it says, and the stretches of code where it stands."""

    kind: str
    meant: str
    stretches: tuple[tuple[int, int], ...]


def _in_code(code: str, base: int) -> Iterator[_Place]:
    """Secrets of some code; their offsets are counted from a base."""
    names: dict[int, str] | None = None
    for text in texts(code):
        decoded = text.decode(code)
        if len(decoded.text) >= _SHORTEST:
            if names is None and not text.comment:
                names = _names(code)
            name = "" if text.comment or names is None else names.get(text.start, "")
            for found in _apart(_in_text(decoded.text, name)):
                stretches = decoded.stretches(found.start, found.end)
                yield _Place(
                    found.kind,
                    decoded.text[found.start : found.end],
                    tuple((base + start, base + end) for start, end in stretches),
                )
        for start, end in text.fields:
            yield from _in_code(code[start:end], base + start)


_SHORTEST = 4
_KINDS = {Holds.SECRET: "password or key", Holds.TOKEN: "token", Holds.RANDOM: "random value of a key"}
"""What a literal is by its name; the name itself stands in no report, since it may be anything."""


def _in_text(text: str, name: str) -> list[Found]:
    found = [*find_formats(text)]
    strength = holds(name)
    if strength is not Holds.NOTHING and not found and is_secret(text, strength):
        return [Found(0, len(text), _KINDS[strength])]
    return [*found, *find_in_prose(text)]


def _names(code: str) -> dict[int, str]:
    """The names that literals are given to, by the offset of the literal."""
    for before, after in (("", ""), ("(", ")"), ("", ": ...")):  # statements, an expression, a header
        try:
            tree = parse(f"{before}{code}{after}")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        given = given_names(tree)
        shift = len(before)
        places = [(line, column - shift if line == 1 else column) for line, column in given]
        offsets = _offsets(code, places)
        return {offsets[place]: name for place, name in zip(places, given.values(), strict=True)}
    return {}


def _line_starts(code: str) -> list[int]:
    starts = [0]
    while place := code.find("\n", starts[-1]) + 1:
        starts.append(place)
    return starts


def _offsets(code: str, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """From `ast`'s places, whose columns count bytes of UTF-8, to offsets."""
    starts = [*_line_starts(code), len(code)]
    found: dict[tuple[int, int], int] = {}
    for line, columns in groupby(sorted(places), key=itemgetter(0)):
        offset, done = starts[line - 1], 0
        row = code[offset : starts[line]].encode(errors="surrogatepass")
        for _, column in columns:
            offset += len(row[done:column].decode(errors="replace"))
            done = column
            found[line, column] = offset
    return found


def _apart(found: Iterable[Found]) -> list[Found]:
    """Findings that do not overlap: the one that begins first, then the longer one."""
    result: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not result or one.start >= result[-1].end:
            result.append(one)
        elif one.end > result[-1].end:
            result[-1] = Found(result[-1].start, one.end, result[-1].kind)
    return result


def _replaced(code: str, found: Iterable[_Place]) -> Cleaned:
    parts: list[str] = []
    literals: list[Secret] = []
    secrets: set[str] = set()
    place, line = 0, 1
    for one in found:
        for number, (start, end) in enumerate(one.stretches):
            line += code.count("\n", place, start)
            if not number:
                literals.append(Secret(kind=one.kind, line=line))
            parts += [code[place:start], "" if number else PLACEHOLDER]
            secrets.add(code[start:end])
            line += code.count("\n", start, end)
            place = end
        secrets.add(one.meant)
    return Cleaned(text="".join([*parts, code[place:]]), found=tuple(literals), secrets=frozenset(secrets))
