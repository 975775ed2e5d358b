"""Sentences that have the words of a statement about the object, and are about something else.

What is denied, another's function, a number of times, the parameter that an entry is on. Each kind of statement has its
own signs; what decides statements asks here first.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from aidoc_core.checks.subjects import (
    OF_SOURCES,
    is_addressed,
    is_done_by_another,
    is_only_mentioned,
    is_said_of_several,
)
from aidoc_core.checks.words import stem, words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.statements import Kind, Statement
    from aidoc_core.checks.target import Target

_NOUNS = {
    "generator": ("generator", "generators", "iterator"),
    "property": ("property",),
    "context manager": ("manager",),
    "decorator": ("decorator",),
    "class method": ("classmethod",),
    "static method": ("staticmethod",),
    "class or static method": ("classmethod", "staticmethod"),
}
"""What each sort of thing is called."""
_SORTS = _NOUNS | {
    "coroutine": ("coroutine", "async", "asynchronous", "awaitable", "awaited"),
    "abstract": ("abstract",),
}
"""The same, with what is called so by adjectives."""
_YIELDS = ("yields", "generates")
_OF_SORTS = regex(
    r"\bwithout\s+(?:\w+ing)\s+(?:the\s+)?(?:entire|whole|full|complete|all)\b"  # "without loading all of it"
    r"|\bgenerates\s+(?:\w+\s+)?(?:new|random)\b"  # "generates three new secrets"
    r"|\b(?:calculation|algorithm|support|feature|format|option)\b[^.]{0,200}\b(?:no|not|without)\s+(?:an?\s+)?implement\w+\s+yet\b",
    re.IGNORECASE,
)
_OF_RESULTS = regex(
    r"\bcall(?:s|ed|ing)\b[\s\S]{0,300}?\b(?:the|its|their)\s+returned\s+\w+"  # by a call of something else
    r"|\b(?:wrapping|wraps|holding|holds)\b[^.]{0,120}\bor\s+`{0,2}None\b"  # what is in what is returned
    r"|\b(?:inputs?|arguments?|parameters?)\s+gives?\b"
    r"|\breturned\s+(?:\w+\s+){1,3}(?:is|are)\s+(?:then\s+)?(?:added|stored|kept|set|saved|written|appended|cached)\b",
    re.IGNORECASE,
)
_OF_LIMITS = regex(
    r"\b\d[\d,.]*\s?(?:x|-?fold|times)\s+(?:as\s+)?\w+er\b|\b\d[\d,.]*\s?(?:x|times)\s+as\s+\w+\b"
    r"|\b\d+(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
"""A factor, or one of several: "over 1000x faster", "the 4th dimension"."""
_HANDLED = regex(
    r"\W*([a-z]{3,})\s+(?:an?|the|all|every|each|any)\s+(?:[a-z]+\s+)?(?:static\s+method|class\s?method|staticmethod|property|properties"
    r"|decorator|context\s+manager|coroutine|generator|abstract\s+method)s?(?:\s+function)?\b(?!\s+(?:that|which)\b)",
    re.IGNORECASE,
)
"""What a verb has as its object: "Inspect a static method"."""
_HEADING = regex(r"(?:\w+\s){0,3}[\w(][\w()]{0,40}::?")
"""Of code that follows: "Example (async)::"."""
_OF_LINES = regex(r"\b(?:first|second|last|final)\s+lines?\b", re.IGNORECASE)
"""Of a text that is read or written."""
_OF_PARAMETERS = regex(
    r"\bequations?\s+(?:\w+\s+)?`{0,2}[^`\n]{1,60}=|\b(?:called|named)\s+`{0,2}\w+`{0,2}\s+in\s+(?:the|this|its)\s+"
    r"(?:function|code|body|algorithm|implementation|paper|literature)\b",
    re.IGNORECASE,
)
_OF_PLACES = regex(r"\W*(?:the\s+)?(?:final|initial|last)\s+\w+\W*", re.IGNORECASE)
"""One thing alone, as it is at the end: "The final population"."""
_OF_RAISES = regex(r"\bnever\s+(?:see|sees|gets?|has|have|ends?|observes?)\b", re.IGNORECASE)
"""What callers never see: "so that callers never see a half-made instance"."""
_SIGNS: dict[Kind, re.Pattern[str]] = {
    "is": _OF_SORTS,
    "gives": _OF_RESULTS,
    "limit": _OF_LIMITS,
    "parameter": _OF_PARAMETERS,
    "raises": _OF_RAISES,
    "order": _OF_LINES,
}
_ITS_OWN = regex(r"\W*(?:the|an?)\s+`{0,2}(\w+)`{0,2}\s+(?:parameter|argument)\b", re.IGNORECASE)
"""How an entry begins that gives its parameter the name that people have for it: "The interference parameter"."""


def is_about_something_else(one: Statement, said: Claims, subject: Target) -> bool:
    """Whether a sentence has the words of a statement, and means something else than the object.

    Args:
        one: What was read.
        said: The answer that has it.
        subject: The object.
    """
    signs = _SIGNS.get(one.kind) if one.kind != "raises" or one.value == "never" else None
    return (
        _HEADING.fullmatch(one.sentence) is not None
        or (signs is not None and signs.search(one.sentence) is not None)
        or (one.kind == "order" and _OF_PLACES.fullmatch(one.sentence) is not None)
        or (one.kind == "type" and _is_one_of_several(one, said, subject))
        or (one.kind == "type" and is_only_mentioned((one.value,), one.sentence, OF_SOURCES))
        or (one.kind == "parameter" and _is_on_its_own(one))
        or (one.kind == "is" and is_only_mentioned(_NOUNS.get(one.value, ()), one.sentence))
        or (one.kind == "is" and (_of_owner(one, subject) or _is_handled(one, subject)))
        or (one.value == "generator" and is_done_by_another(_YIELDS, one.sentence, subject.obj.name))
        or (one.kind == "gives" and _is_given_by_another(one, subject))
        or (one.kind in ("switch", "default") and one.where.startswith("parameter ") and is_addressed(one.sentence))
        or (one.kind in ("required", "optional") and _is_on_parts(one))
        or (one.kind == "is" and is_said_of_several(_SORTS.get(one.value, ()), one.sentence))
    )


def _is_handled(one: Statement, subject: Target) -> bool:
    """Whether a sentence names what the object does something to, by the verb that it is called by."""
    match = _HANDLED.match(one.sentence)
    return match is not None and stem(match[1].lower()) in {stem(word) for word in words(subject.obj.name)[:1]}


def _is_given_by_another(one: Statement, subject: Target) -> bool:
    """Whether another function returns something: one that is named, or that callers are sent to."""
    if one.where not in ("summary", "description"):
        return False
    sent = _SENT.match(one.sentence)
    if sent is not None and sent[1].rpartition(".")[2] != subject.obj.name and subject.parameter(sent[1]) is None:
        return True
    return is_done_by_another(_RETURNS, one.sentence, subject.obj.name)


_RETURNS = ("returns", "gives", "produces")
_SENT = regex(
    r"\W*(?:please\s+)?(?:use|see|call|prefer|try)\s+(?:the\s+)?(?::\w+:)?`{1,2}([\w.]+)(?:\(\))?`", re.IGNORECASE
)
"""Callers are sent to another function: "Use `load` for the rows: it returns a list"."""


def _is_one_of_several(one: Statement, said: Claims, subject: Target) -> bool:
    """Whether a text on a tuple goes on: each part of it may be on another place."""
    several = subject.body is not None and any(isinstance(value, ast.Tuple) for value in subject.body.returns)
    return one.where == "returns" and several and not said.returns.strip().startswith(one.sentence)


def _is_on_parts(one: Statement) -> bool:
    """Whether an entry calls parts of its parameter optional or required: "Optional columns are `label` and `x`"."""
    if not one.where.startswith("parameter "):
        return False
    if _LACKS_A_PART.search(one.sentence):
        return True
    match = _PARTS.match(one.sentence)
    return match is not None and stem(match[1].lower()) not in {stem(word) for word in words(one.subject)}


_PARTS = regex(
    r"\W*(?:the\s+)?(?:optional|required|mandatory|necessary)\s+([a-z]+s)\b`{0,2}\s*(?:[:(]|(?:are|include|may|can|must|have|and"
    r"|in|of|for)\b)",
    re.IGNORECASE,
)


_LACKS_A_PART = regex(
    r"\b(?:have|has|having|includes?|including|contains?|carry|carries)\s+(?:an?|the|its)\s[^.;]{1,60}[;,]\s+(?:if|when|where)\s+"
    r"(?:it\s+is\s+|this\s+is\s+)?(?:not|un|missing|absent|omitted|left)",
    re.IGNORECASE,
)
"""What is said of a part: "It should have the time zone; if not specified, UTC is assumed"."""


def _is_on_its_own(one: Statement) -> bool:
    """Whether an entry calls its own parameter by a word."""
    match = _ITS_OWN.match(one.sentence) if one.where.startswith("parameter ") else None
    return match is not None and match[1] == one.subject


def _of_owner(one: Statement, subject: Target) -> bool:
    """Whether a property is one of what the class stands for: "this format property" in `Format`."""
    owner = subject.context.owner if subject.context is not None else None
    if one.value != "property" or owner is None:
        return False
    return f"this {owner.name.lower()} property" in one.sentence.lower()
