"""States what a sentence was recognised to claim by all of its words, with the parameter or type that it is about.

The model recognises a claim, and what denies it, ties it or is about something else takes it back
(`aidoc_core.checks.recognition`); what is left is decided by code, as what the other readers state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import claimed
from aidoc_core.checks.recognition.clear import TYPE, is_clear
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.statements.statement import Kind, Sentence

_OF_OBJECTS = frozenset({"summary", "description", "returns", "yields"})
_SPAN = regex(r"``?([^`\n]+?)``?(?!`)")
_NAME = regex(r"\*{0,2}([A-Za-z_]\w*)(?:\s*=.*)?$")
_NO_NAMES = frozenset(
    """
    None True False self cls await async yield with property return raise int float str bytes bool list dict tuple set
    frozenset object del for def super next iter len staticmethod classmethod contextmanager asyncio
    """.split()  # noqa: SIM905 - a plain list of words
)
_OBJECTS: dict[str, tuple[Kind, str, str]] = {
    "says nothing is returned": ("gives", "", "nothing"),
    "says something is returned": ("gives", "", "something"),
    "generator, claimed": ("is", "", "generator"),
    "generator, denied": ("is", "", "no generator"),
    "coroutine, claimed": ("is", "", "coroutine"),
    "coroutine, denied": ("is", "", "no coroutine"),
    "property": ("is", "", "property"),
    "context manager": ("is", "", "context manager"),
    "class or static method": ("is", "", "class or static method"),
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


def read_recognised(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What a sentence states by its words, where it is clear what it is about."""
    for claim in sorted(claimed(sentence.text, sentence.where, sentence.name)):
        if not is_clear(claim, sentence.lower):
            continue
        if claim in _OBJECTS:
            if sentence.where in _OF_OBJECTS:
                yield _OBJECTS[claim]
            continue
        name = _subject(sentence) if sentence.where not in ("returns", "yields") else ""
        if name and claim in _ARGUMENTS:
            kind, value = _ARGUMENTS[claim]
            yield kind, name, value
        elif name and claim == "type of a parameter":
            types = {word.lower() for word in TYPE.findall(sentence.text)}
            if len(types) == 1:
                yield "type", name, types.pop()


def _subject(sentence: Sentence) -> str:
    """The parameter that a sentence is about: the one of its entry, or the only name that it has."""
    found = (_NAME.match(span.strip()) for span in _SPAN.findall(sentence.text))
    names = {match[1] for match in found if match is not None} - _NO_NAMES - {sentence.name}
    if sentence.entry:
        return sentence.entry if names <= {sentence.entry} else ""
    return names.pop() if len(names) == 1 else ""
