"""What sentences say of a returned tuple: how many values it has, and in which order."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from aidoc_core.checks.abbreviations import is_short_for, spelt_out
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.recognition.doubt import is_short
from aidoc_core.checks.rule import rule
from aidoc_core.checks.sentences.decided import decided
from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.rule import Complaint
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target


@rule("AD207", Severity.DROP, "contradiction", english=True)
def order_of_tuple(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence lists the values of a returned tuple in another order than the code.

    "Returns `(height, width)`", or "a tuple of the height and the width", where the body returns `width, height`. The
    rule compares with the names that every `return` of the body has, or with the words that these are short for (`lat`,
    `idx`), and only lists of the same names. So with what is said to come first or last, before or behind another, and
    with the number of values. A tuple without any name, as of `return None, None, 0`, tells of the number only.

    Hint: the order; the sentence is removed.
    """
    if subject.obj.kind in ("function", "property") and subject.kept.results:
        yield from decided(said, subject, "order", _order, _is_shown)


def _is_shown(one: Statement, subject: Target) -> bool:
    """Whether a sentence takes a value by its number, as code does, or writes out the tuple that a call gives."""
    if not is_short(one.sentence):
        return False
    if one.value.startswith("placed:"):
        taken = _BY_NUMBER.findall(one.sentence)
        return bool(taken) and subject.own_names.isdisjoint(taken)
    written = _WRITTEN_OUT.findall(one.sentence)
    names = [name.strip() for name in written[0].split(",")] if len(written) == 1 else []
    return len(names) > 1 and ",".join(names) == one.value and any(len(names) == len(of) for of in _returned(subject))


_BY_NUMBER = regex(r"`(\w*)\[-?\d\]`")
_WRITTEN_OUT = regex(r"`\(?(\w+(?:,\s?\w+)+)\)?`")


_OF_PARTS = regex(
    r"\b(?:keys?|entries|rows?|columns?|first\s+\w+\s+elements|ratios?|from\s+the\s+(?:first|last))\b",
    re.IGNORECASE,
)
"""A tuple inside of what is returned, or what stands in parts of it."""


def _order(one: Statement, subject: Target) -> tuple[str, str] | None:  # noqa: PLR0911 - a form a line
    tuples = _returned(subject)
    if not tuples:
        return None
    kind, _, value = one.value.partition(":")
    if kind in ("count", "placed") and _OF_PARTS.search(one.sentence):
        return None
    if kind in ("count", "size"):
        sizes = {str(len(names)) for names in tuples}
        return (f"says that {value} values are returned", _hint(tuples[0])) if value not in sizes else None
    if kind == "placed":
        wrong = _is_misplaced_in_all(value, tuples)
        return ("tells of another order of what is returned", _hint(tuples[0])) if wrong else None
    known = _of_names(tuples)
    names = tuple(_meant(name, known) for name in one.value.split(","))
    if len(names) > len(tuples[0]) and all(set(one) < set(names) for one in known) and known:
        return f"lists {len(names)} values as what is returned", _hint(known[0])
    if not known or any(names == one or sorted(names) != sorted(one) for one in known):
        return None
    return f"lists what is returned as {', '.join(names)}", _hint(known[0])


def _meant(name: str, known: list[tuple[str, ...]]) -> str:
    """The returned name that a word of a sentence is spelt out of, or the word itself."""
    returned = {of for names in known for of in names}
    short = {of for of in returned if is_short_for(of.lower(), name.lower())} if name not in returned else set()
    return short.pop() if len(short) == 1 else name


def _of_names(tuples: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """The tuples whose values have names; none if others, with some of the names, have them in other places."""
    known = [one for one in tuples if all(one)]
    partly = [one for one in tuples if any(one) and not all(one)]
    agree = all(
        any(all(name in ("", of) for name, of in zip(one, other, strict=True)) for other in known) for one in partly
    )
    return known if agree else []


def _hint(returned: tuple[str, ...]) -> str:
    if not all(returned):
        return f"{len(returned)} values are returned."
    return f"Returned are, in this order: {', '.join(returned)}."


def _is_misplaced_in_all(text: str, tuples: tuple[tuple[str, ...], ...]) -> bool:
    """Whether what is said of places is wrong for every `return` that has the names."""
    plain = spelt_out(sorted({_plain(name) for names in tuples for name in names}), text.replace("_", " "))
    spoken = [names for names in tuples if any(any(_spans(_plain(name), plain)) for name in names)]
    return bool(spoken) and all(_is_misplaced(plain, names) for names in spoken)


def _plain(name: str) -> str:
    """A name as sentences have it."""
    return name.strip("_").lower().replace("_", " ")


def _returned(subject: Target) -> tuple[tuple[str, ...], ...]:
    """The names in each tuple that a body returns, empty for a value without one; none if their sizes differ."""
    if "returned" not in subject.memory:
        subject.memory["returned"] = _names_returned(subject)
    found: tuple[tuple[str, ...], ...] = subject.memory["returned"]
    return found


def _names_returned(subject: Target) -> tuple[tuple[str, ...], ...]:
    found: dict[tuple[str, ...], None] = {}
    for value in subject.body.returns if subject.body is not None else ():
        if isinstance(value, ast.Constant) and value.value is None:
            continue  # what is given where there is none
        if not isinstance(value, ast.Tuple) or any(isinstance(one, ast.Starred) for one in value.elts):
            return _annotated(subject)
        names = tuple(_name(one) for one in value.elts)
        known = [name for name in names if name]
        found[tuple(name if known.count(name) == 1 else "" for name in names)] = None
    return tuple(found) if len({len(names) for names in found}) == 1 else ()


def _annotated(subject: Target) -> tuple[tuple[str, ...], ...]:
    """As many values without a name as the annotation tells of a tuple: `tuple[int, str]`."""
    try:
        node = parse(subject.annotation.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    match node:
        case ast.Subscript(
            value=ast.Name(id="tuple" | "Tuple") | ast.Attribute(attr="Tuple"), slice=ast.Tuple(elts=elements)
        ):
            return () if any(map(_is_open, elements)) else (("",) * len(elements),)
    return ()


def _is_open(node: ast.expr) -> bool:
    return isinstance(node, ast.Starred) or (isinstance(node, ast.Constant) and node.value is ...)


def _name(node: ast.expr) -> str:
    """The name of a value: its own, or of the one thing that a call is about: `bytes(self._buffer)`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=ast.Name(), args=[argument], keywords=[]):
            return _name(argument)
    return ""


_CLAUSE = regex(r"[,;:]\s*|\s(?:and|while|whereas|but)\s")
_PLACES: tuple[tuple[re.Pattern[str], int], ...] = (
    (regex(r"\b(?:first|zeroth|beginning|start|starting|leads|leading|head|headed|front|opening|foremost|initial)\b|(?:^\W*|\b(?:it|results?|tuple|pair|triple|value|that|which|and)\s+)(?:starts|begins|opens)\b"
                r"|\b(?:index|position|element|item|entry|at)\s+(?:0|zero)\b|\[0\]|\bpart\s+one\b"), 0),
    (regex(r"(?:^\W*|\b(?:it|results?|tuple|pair|triple|value|that|which|and)\s+)(?:ends|closes)\b"
                r"|\b(?:last|end|ending|finally|final|closing|trailing|tail|rear|lastly)\b|\[-1\]|\bindex\s+-1\b"), -1),
    (regex(r"\bsecond\b|\b(?:index|position|element|item|entry)\s+1\b|\[1\]"), 1),
)  # fmt: skip
_BEFORE = regex(r"\b(?:precedes?|preceding|before|ahead\s+of|prior\s+to|followed\s+by|then|leads\s+up\s+to)\b")
_BEHIND = regex(r"\b(?:follows?|following|after|behind|preceded\s+by|succeeds|next\s+to\s+last)\b(?!\s+by)")
_LISTS = regex(r"\b(?:tuple|pair|triple|triplet|unpack\w*|order|returns?|returned|result)\b")
_FEWEST = 2


def _is_misplaced(plain: str, returned: tuple[str, ...]) -> bool:
    """Whether what a sentence says of places, by the names that it has, is wrong."""
    names = [_plain(name) for name in returned]
    if any(len(name) == 1 for name in names):
        return False  # a letter, or an article
    found = sorted((start, end, n) for n, name in enumerate(names) for start, end in _spans(name, plain))
    found = [one for one in found if not any(o is not one and o[0] <= one[0] and one[1] <= o[1] for o in found)]
    if not found or len(names) < _FEWEST:
        return False
    related = False
    for (_, end, one), (start, _, other) in pairwise(found):
        between = plain[end:start]
        before, behind = _BEFORE.search(between), _BEHIND.search(between)
        if one == other or bool(before) == bool(behind) or len(between) > _NEAR:
            continue
        related = True
        if (one > other) if before else (one < other):
            return True
    placed = [verdict for clause in _CLAUSE.split(plain) if (verdict := _of_clause(clause, names)) is not None]
    if placed or related:
        return False in placed
    order = [n for _, _, n in found]
    if not _LEADS_ON.search(plain[: found[0][0]]) or not all(
        _JOINS.issuperset(_WORD.findall(plain[end:start])) for (_, end, _), (start, _, _) in pairwise(found)
    ):
        return False
    return bool(_LISTS.search(plain)) and sorted(order) == list(range(len(names))) and order != sorted(order)


_NEAR = 60
_LEADS_ON = regex(r"(?:^\W*|[,:(]\s*|\b(?:the|an?|its|of|returns?|with|containing|and|both|as|into)\s+)$")
_JOINS = frozenset("and then followed by plus as well with the a an its their".split())  # noqa: SIM905
"""Words between the parts of a list."""
_WORD = regex(r"[^\W_]+")


_OF_ANOTHER = regex(
    r"\b(?:start|beginning|end|front|head|tail|top|bottom)\s+of\s+(?:the|an?|each|every|its)\s+"
    r"(?!(?:returned\s+|resulting\s+)?(?:results?|tuple|pair|triple|return|output|values?)\b)"
    r"|\b(?:first|last|second)\s+\w+\s+(?:of|in)\s+(?!(?:the\s+)?(?:returned\s+|resulting\s+)?(?:result|tuple|pair"
    r"|triple|return|output|value)\b)"
)


def _spans(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as a whole word."""
    start = text.find(name) if name else -1
    while start >= 0:
        end = start + len(name)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start, end
        start = text.find(name, end)


def _of_clause(clause: str, names: Sequence[str]) -> bool | None:
    """Whether the one name in a clause has the one place that it gives; `None` where there is not one of each."""
    found = {n for n, name in enumerate(names) if name and any(_spans(name, clause))}
    rest = clause
    for n in found:  # `start` and `end` are names, too
        for start, end in [*_spans(names[n], rest)][::-1]:
            rest = f"{rest[:start]} {rest[end:]}"
    places = {place for pattern, place in _PLACES if pattern.search(rest)}
    found = {n for n in found if not any(o != n and names[n] in names[o] for o in found)}
    if len(places) != 1 or len(found) != 1 or _OF_ANOTHER.search(clause):
        return None
    place = places.pop()
    return found.pop() == (place if place >= 0 else len(names) + place)
