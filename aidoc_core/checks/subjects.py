"""What the clauses of a sentence are about, as far as it can be told without a grammar of English.

One reader for all rules. A noun is said of the object where it is what the object *is* ("is a generator", "A generator
that …") or *gives* ("returns a generator"); behind a preposition, a possessive or a verb of handling it is another
thing ("by calling its generator", "data from the generator"). A participle says what something else did ("the returned
instance is stored"), and an imperative in an entry tells callers what to do, and nothing of what happens otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = regex(r"``?[^`\n]{1,200}``?|[^\W_][\w'\u2019-]*|_\w+|[.,;:()!?]")
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "any", "each", "every", "some", "another", "one"})
_POSSESSIVES = frozenset({"its", "their", "your", "his", "her", "our", "whose"})
_PREPOSITIONS = frozenset(
    """
    from by of via through over inside within into onto between among per against under behind across without unlike
    beside besides for about using with in on at to
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Behind these stands another thing; "as" is not among them: "acts as a property"."""
OF_SOURCES = frozenset({"to", "from", "for", "using", "given", "via", "by"})
"""Behind these a type is one that is read or used: "corresponding to a string"."""
_SIGNS = frozenset(".,;:()!?")
_MODIFIERS = 2
"""Words between an article and its noun that are looked over: "a plain synchronous generator"."""
_IS = frozenset("is are be was were being been becomes become as".split())  # noqa: SIM905
_GIVES = frozenset(
    """
    return returns returned returning give gives given giving yield yields produce produces produced make makes made
    create creates created build builds built get gets hand hands obtain obtains construct constructs define defines
    implement implements represent represents
    """.split()  # noqa: SIM905 - a plain list of words
)
_ADDRESSES = regex(
    r"^\W*(?:please\s+)?(?:set|pass|use|specify|give|provide|choose|put|supply|enable|disable|turn|switch|toggle|select|pick|"
    r"change|try|consider|add|note)\b(?!s\b)",
    re.IGNORECASE,
)
_OTHERWISE = regex(
    r"\b(?:default\w*|unless|otherwise|omit\w*|without|leav\w+|left|opt|explicit\w*|instead|initial\w*|as\s+is|need\w*|"
    r"must|required?|only\s+then)\b",
    re.IGNORECASE,
)


_DEFAULT_OF_ANOTHER = regex(r"\b[\w-]+['\u2019]s\s+(?:own\s+)?(?:[\w-]+\s+){0,3}defaults?\b", re.IGNORECASE)
"""What something else falls back to: "Use `None` to keep the device's default"."""


def is_addressed(sentence: str) -> bool:
    """Whether a sentence only tells callers what to do: "Set to `False` if you want to see the plot later".

    Args:
        sentence: A sentence of an entry.
    """
    own = _DEFAULT_OF_ANOTHER.sub(" ", sentence)
    return _ADDRESSES.match(sentence) is not None and _OTHERWISE.search(own) is None


def is_only_mentioned(nouns: Sequence[str], sentence: str, behind: frozenset[str] = _PREPOSITIONS) -> bool:
    """Whether a sentence has some nouns, and each of them stands for something else than the object.

    Args:
        nouns: Nouns in lower case, of one word each.
        sentence: The sentence.
        behind: The prepositions behind which another thing stands.
    """
    words = [word.lower() for word in _TOKEN.findall(sentence)]
    places = [at for at, word in enumerate(words) if word.strip("`") in nouns]
    return bool(places) and all(_is_of_another(words, at, behind) for at in places)


def is_done_by_another(verbs: Sequence[str], sentence: str, own: str) -> bool:
    """Whether a sentence has some verbs, and something else than the object does each: "if `inputs` yields batches".

    Args:
        verbs: Verbs in the third person.
        sentence: The sentence.
        own: The name of the object.
    """
    words = [word.lower() for word in _TOKEN.findall(sentence)]
    places = [at for at, word in enumerate(words) if word in verbs]
    return bool(places) and all(_has_other_subject(words, at, own.lower()) for at in places)


_LINKS = r"(?:and|but|because|since|so|as|while|that\s+is\s+why|which\s+is\s+why)"
_SEVERAL = regex(
    rf"(?:^|[.;:,(]\s|\s(?={_LINKS}\s))\W*(?:{_LINKS}\s+)?"
    r"(?:(?:the|all|both|these|those|its|(?P<their>their)|any|such|most)\s+)?"
    r"(?:\w+\s+){0,2}?(?P<who>[a-z]+s|`{1,2}\w+`{1,2}(?:,\s`{1,2}\w+`{1,2})*\s+and\s+`{1,2}\w+`{1,2})\s+"
    r"(?:are|were|(?:must|should|can|may|might|will|have\s+to|need\s+to|ought\s+to)\s+(?:all\s+|both\s+|themselves\s+)?be)\s+"
    r"(?:\w+\s+){0,2}?(?P<what>[a-z]+)\b",
    re.IGNORECASE,
)
_OF_OBJECT = frozenset(
    "calls results values items elements entries methods functions instances subclasses returns rows records".split()  # noqa: SIM905
)
"""What an object is, has or gives more than one of."""


def is_said_of_several(nouns: Sequence[str], sentence: str) -> bool:
    """Whether a sentence calls several other things by some nouns: "The hooks must be coroutine functions".

    One object is not several; what it is called with or works on may be.

    Args:
        nouns: Nouns and adjectives in lower case, of one word each.
        sentence: The sentence.
    """
    own = sum(word.strip("`").lower().removesuffix("s") in nouns for word in _TOKEN.findall(sentence))
    said = [one for one in _SEVERAL.finditer(sentence) if one["what"].lower().removesuffix("s") in nouns]
    others = [one for one in said if one["their"] or one["who"].lower() not in _OF_OBJECT]
    return bool(said) and others == said and own <= len(said)


def _has_other_subject(words: Sequence[str], at: int, own: str) -> bool:
    before = words[at - 1] if at else ""
    if before.startswith("`"):
        other = before.strip("`").removesuffix("()").rpartition(".")[2] != own
        return other and not (at > 1 and words[at - 2] in _PREPOSITIONS)  # "a call with `items` returns"
    if before in ("that", "which") and at > 1:
        return words[at - 2] not in _OWN and words[at - 2] not in _SIGNS
    return False


_OWN = frozenset("function method generator iterator coroutine routine callable object it one".split())  # noqa: SIM905
"""What an object is called where a clause goes on about it: "A generator that yields rows"."""


def _is_of_another(words: Sequence[str], at: int, behind: frozenset[str]) -> bool:
    """Whether the noun phrase around a word stands where another thing is named."""
    start = at
    while start and at - start <= _MODIFIERS and not _begins(words[start - 1]):
        start -= 1
    before = words[start - 1] if start else ""
    if before in _POSSESSIVES or before.endswith(("'s", "\u2019s")):
        return True
    if before == "this":
        return False  # "assigning to this property": the object itself
    start -= before in _ARTICLES
    return start > 0 and words[start - 1] in behind and not _ends_a_verb(words[:start])


def _ends_a_verb(words: Sequence[str]) -> bool:
    """Whether the last word is no preposition but part of a verb: "boils down to", "the caller is given"."""
    return tuple(words[-2:]) == ("down", "to") or (words[-1] == "given" and len(words) > 1 and words[-2] in _IS)


def _begins(word: str) -> bool:
    """Whether a word stands in front of a noun phrase, and is no part of it."""
    return (
        word in _ARTICLES
        or word in _POSSESSIVES
        or word in _PREPOSITIONS
        or word in _SIGNS
        or word in _IS
        or word in _GIVES
        or word.endswith(("'s", "\u2019s"))
    )
