"""States what a sentence was recognised to claim by all of its words, with the names, types and values that it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import claimed
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Stated = tuple[Kind, str, str]

_PARTS = frozenset({"summary", "description", "returns", "yields", "parameter"})
_OF_OBJECTS = frozenset({"summary", "description", "returns", "yields"})
_SPAN = re.compile(r"``?([^`\n]+?)``?(?!`)")
_NAME = re.compile(r"\*{0,2}([A-Za-z_]\w*)(?:\s*=.*)?$")
_NO_NAMES = frozenset(
    """
    None True False self cls await async yield with property return raise int float str bytes bool list dict tuple set
    frozenset object del for def super next iter len with_ staticmethod classmethod contextmanager asyncio
    """.split()  # noqa: SIM905 - a plain list of words
)
_TYPE = re.compile(
    r"(?<![\w.`-])`{0,2}(strings?|str|integers?|int|floats?|float|booleans?|bool|lists?|tuples?|dictionary|dictionaries"
    r"|dicts?|mapping|sets?|bytes)`{0,2}(?![-\w`(.])",
    re.IGNORECASE,
)
_LITERAL = re.compile(
    r"`{1,2}(-?\d[\w.]*|[\"'][^\"'`\n]*[\"']|True|False|None|\[\]|\{\}|\(\))`{1,2}|(?<![\w.])(-?\d+(?:\.\d+)?)(?![\w.]*\w)"
    r"|(?<!\w)(\"[^\"\n]*\"|'[^'\n]*')(?!\w)|\b(True|False)\b"
)


def read_recognised(sentence: Sentence) -> Iterator[Stated]:
    """What a sentence states by its words, where its names, types and values are clear."""
    part = sentence.where.partition(" ")[0]
    if part not in _PARTS:
        return
    for claim in sorted(claimed(sentence.text, sentence.where, sentence.name)):
        unless = _UNLESS.get(claim)
        if unless is not None and unless.search(sentence.lower):
            continue
        of_object = _OBJECTS.get(claim)
        if of_object is not None:
            if part in _OF_OBJECTS:
                yield of_object
        elif claim in _ARGUMENTS:
            name = _subject(sentence)
            if name:
                kind, value = _ARGUMENTS[claim]
                yield kind, name, value
        elif claim in _OTHERS:
            yield from _OTHERS[claim](sentence)


_OBJECTS: dict[str, Stated] = {
    "says nothing is returned": ("gives", "", "nothing"),
    "says something is returned": ("gives", "", "something"),
    "generator, claimed": ("is", "", "generator"),
    "generator, denied": ("is", "", "no generator"),
    "coroutine, claimed": ("is", "", "coroutine"),
    "coroutine, denied": ("is", "", "no coroutine"),
    "property": ("is", "", "property"),
    "context manager": ("is", "", "context manager"),
    "class or static method": ("is", "", "class or static method"),
    "abstract": ("is", "", "abstract"),
    "never raises": ("raises", "", "never"),
    "returns a copy": ("changes", "self", "new"),
}
"""What is claimed of the object itself."""
_ARGUMENTS: dict[str, tuple[Kind, str]] = {
    "required": ("required", ""),
    "default on": ("switch", "on"),
    "default off": ("switch", "off"),
    "default None": ("default", "None"),
    "leaves its argument alone": ("changes", "keeps"),
}
"""What is claimed of one argument."""


def _subject(sentence: Sentence) -> str:
    """The parameter that a sentence is about: the one of its entry, or the only name that it has."""
    names = _names(sentence)
    if sentence.entry:
        return sentence.entry if not names or names == {sentence.entry} else ""
    return names.pop() if len(names) == 1 else ""


def _names(sentence: Sentence) -> set[str]:
    found = (_NAME.match(span.strip()) for span in _SPAN.findall(sentence.text))
    return {match[1] for match in found if match is not None} - _NO_NAMES - {sentence.name}


def _default(sentence: Sentence) -> Iterator[Stated]:
    values = {next(filter(None, found)) for found in _LITERAL.findall(sentence.text)}
    name = _subject(sentence)
    if len(values) == 1 and name:
        yield "default", name, values.pop()


def _types(sentence: Sentence) -> set[str]:
    return {word.lower() for word in _TYPE.findall(sentence.text)}


def _type_of_parameter(sentence: Sentence) -> Iterator[Stated]:
    found, name = _types(sentence), _subject(sentence)
    if len(found) == 1 and name:
        yield "type", name, found.pop()


_NOT = r"\b(?:no|not|never|neither|nor|cannot|without|other\s+than|instead)\b|n['\u2019]t\b"
_UNLESS = {
    "abstract": re.compile(rf"{_NOT}|\bconcrete\b|\bcomplete\b"),
    "class or static method": re.compile(
        r"\b(?:an?|the|its)\s+(?:instance|object)\b[^.;]*\b(?:is|needed|required|called|must|has)\b|\bother\b|\bplain\s+function\b"
        r"|\bor\s+not\b|\bon\s+an?\s+(?:instance|object)\b|\bclass\s+that\b|\bin\s+the\s+class\b"
    ),
    "context manager": re.compile(r"\b(?:no|not\s+an?)\s+(?:\w+\s+)?(?:context|`?with`?\b)|\bwithout\s+an?\b"),
    "coroutine, claimed": re.compile(r"\bnot\b[^.;]*\b(?:coroutine|async\w*)|\bplain\b|\bordinary\b"),
    "coroutine, denied": re.compile(r"\b(?:may|might|place|order)\b"),
    "default None": re.compile(r"\b(?:not|never|other\s+than)\s+`?none\b"),
    "default off": re.compile(r"\bon\s+or\s+off\b|=\s?false\b"),
    "default on": re.compile(r"\bon\s+or\s+off\b|=\s?true\b"),
    "leaves its argument alone": re.compile(
        r"\b(?:does|do|is)\s+not\s+(?:stay|remain|kept|survive)|\bnothing\s+forbids\b"
    ),
    "never raises": re.compile(r"\w(?:error|exception|warning)\b|\b(?:can|may|might|will)\s+(?:raise|fail|throw)\b"),
    "property": re.compile(r"\b(?:no|not\s+an?)\s+(?:\w+\s+)?(?:property|attribute)\b"),
    "required": re.compile(
        r"\b(?:no|not|never)\b[^.;]{0,60}\b(?:required|needed|necessary|mandatory|obligatory)\b|\b(?:if|when|unless|only)\b"
        r"|\bis\s+complete\b|\bneed\s+not\b"
    ),
    "says nothing is returned": re.compile(
        r"\bnot\s+`?none\b|\bthere\s+is\s+a\b|\b(?:gain|lose)s?\s+nothing\b|\bnone\s+of\b|\b(?:if|when|unless|or|where)\b"
    ),
    "says something is returned": re.compile(rf"{_NOT}|\bnothing\b|\bnone\b|\b(?:if|when|unless)\b"),
    "type of a parameter": re.compile(rf"{_NOT}|\b(?:or|if|either|convert\w*|list\s+of|each|elements?|items?)\b"),
}
"""By claim, words that take it back, deny it or tie it to a condition."""


_OTHERS: dict[str, Callable[[Sentence], Iterator[Stated]]] = {
    "default value": _default,
    "type of a parameter": _type_of_parameter,
}

RECOGNISED = Reader(signs=("",), read=read_recognised)
