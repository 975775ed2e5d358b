"""States what a sentence was recognised to claim by all of its words, with the parameter or type that it is about.

The model recognises a claim, and what denies it, ties it or is about something else takes it back
(`aidoc_core.checks.recognition`); what is left is decided by code, as what the other readers state.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import surely_claimed
from aidoc_core.checks.recognition.matters import TYPE
from aidoc_core.checks.statements.duties import named_parameter
from aidoc_core.checks.statements.places import placed
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.checks.statements.statement import Kind, Sentence

_OF_OBJECTS = frozenset({"summary", "description", "returns", "yields"})
_SPAN = regex(r"``?([^`\n]+?)``?(?!`)")
_NAME = regex(r"\*{0,2}([A-Za-z_]\w*)(?:\s*=.*)?$")
_ANY = regex(r"\b(?:arguments?|inputs?|parameters?)\b")
_NO_NAMES = frozenset(
    """
    None True False self cls await async yield with property return raise int float str bytes bool list dict tuple set
    frozenset object del for def super next iter len staticmethod classmethod contextmanager asyncio
    """.split()  # noqa: SIM905 - a plain list of words
)
_PASSED = regex(r"\b(?:pass(?:es|ed|ing)?|arguments?|parameters?|keywords?)\b", re.IGNORECASE)
_CLASS = regex(r"[A-Z]\w*[a-z]")
_EXCEPTION = regex(r"[A-Z]\w*(?:Error|Exception|Warning)$")
_OBJECTS: dict[str, tuple[Kind, str, str]] = {
    "says nothing is returned": ("gives", "", "nothing"),
    "says something is returned": ("gives", "", "something"),
    "generator, claimed": ("is", "", "generator"),
    "generator, denied": ("is", "", "no generator"),
    "coroutine, claimed": ("is", "", "coroutine"),
    "coroutine, denied": ("is", "", "no coroutine"),
    "property": ("is", "", "property"),
    "abstract": ("is", "", "abstract"),
    "context manager": ("is", "", "context manager"),
    "decorator": ("is", "", "decorator"),
    "class or static method": ("is", "", "class or static method"),
    "never raises": ("raises", "", "never"),
    "returns a copy": ("changes", "self", "new"),
}
"""What is claimed of the object itself."""
_OF_CALLABLES = frozenset({"property", "abstract", "class or static method"})
_OF_TEXTS = frozenset({"summary", "description"})
"""Where an object is said to be something that no result of it is: "The extended attribute's value" is a result."""
_TYPES = frozenset({"type of a parameter", "type of a result"})
"""Claims that words alone do not tell: a sentence with the name of a type is about what has it, as often as not."""
_ARGUMENTS: dict[str, tuple[Kind, str]] = {
    "required": ("required", ""),
    "optional": ("optional", ""),
    "default on": ("switch", "on"),
    "default off": ("switch", "off"),
    "default None": ("default", "None"),
    "changes its argument": ("changes", "mutates"),
    "leaves its argument alone": ("changes", "keeps"),
}
"""What is claimed of one argument."""


def read_recognised(sentence: Sentence, claims: Iterable[str] | None = None) -> Iterator[tuple[Kind, str, str]]:
    """What a sentence states by its words, where it is clear what it is about.

    Args:
        sentence: The sentence.
        claims: Claims that it is taken to make; those that are recognised if none are given.
    """
    if claims is None:
        sure = surely_claimed(sentence.text, sentence.where, sentence.name)
        claims = [claim for claim in sure if claim not in _TYPES]
    for claim in claims:
        if claim in _OBJECTS:
            if sentence.where in (_OF_TEXTS if claim in _OF_CALLABLES else _OF_OBJECTS):
                yield _OBJECTS[claim]
        elif claim in _TYPES:
            yield from _typed(claim, sentence)
        elif claim == "order of a tuple" and sentence.where in _OF_OBJECTS:
            yield "order", "", placed(sentence)
        elif claim == "invented parameter":
            # In an entry, one word in a code span is a value as often as not.
            passed = not sentence.entry or _PASSED.search(sentence.text)
            names = (name for name in sorted(_names(sentence)) if (passed or "_" in name) and not _CLASS.match(name))
            yield from (("parameter", name, "passed") for name in names)
        elif claim in _ARGUMENTS and (name := _subject(sentence) or _any_argument(claim, sentence)):
            kind, value = _ARGUMENTS[claim]
            yield kind, name, value


def _typed(claim: str, sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """The one type that a sentence names, of its parameter or of the result."""
    types = {word.lower() for word in TYPE.findall(sentence.text)}
    name = _subject(sentence) if claim == "type of a parameter" else ""
    if len(types) == 1 and (name or (claim == "type of a result" and sentence.where in _OF_OBJECTS)):
        yield "type", name, types.pop()


def _subject(sentence: Sentence) -> str:
    """The parameter that a sentence is about: the one of its entry, or the only name that it has."""
    if sentence.where.partition(" ")[0] not in ("parameter", "attribute", "summary", "description"):
        return ""
    names = _names(sentence)
    if sentence.entry:
        return sentence.entry if names <= {sentence.entry} else ""
    return names.pop() if len(names) == 1 else "" if names else named_parameter(sentence) or _unmarked(sentence)


def _unmarked(sentence: Sentence) -> str:
    """The one parameter that a sentence has as a name, and not as a word: "By default background is switched on"."""
    found = {match[1] for match in _AS_NAME.finditer(sentence.text)} if "`" not in sentence.text else set()
    found |= {word for word in _WORD.findall(sentence.text) if "_" in word}
    found &= sentence.parameters
    return found.pop() if len(found) == 1 else ""


_AS_NAME = regex(
    r"(?:^|[,;:]\s|\b[Bb]y\s+default,?\s)([a-z]\w*)\s+(?:is|was|gets?|stays|remains|keeps|comes|becomes|starts|has|does|will|must"
    r"|may|can|needs|defaults)\b"
)
"""A word without an article that something is said of, as nobody says it of a thing."""
_WORD = regex(r"\w+")


def _any_argument(claim: str, sentence: Sentence) -> str:
    """`*` where a sentence is about what becomes of the arguments, and names none."""
    of_any = _ARGUMENTS[claim][0] == "changes" and sentence.where in _OF_OBJECTS and not _names(sentence)
    return "*" if of_any and _ANY.search(sentence.lower) else ""


def _names(sentence: Sentence) -> set[str]:
    """The names in code spans, the object's own left out."""
    found = (_NAME.match(span.strip()) for span in _SPAN.findall(sentence.text))
    names = {match[1] for match in found if match is not None} - _NO_NAMES - {sentence.name}
    return {name for name in names if not _EXCEPTION.match(name)}
