"""Texts of entries: whether one says more than what its parameter, attribute or result is called."""

from __future__ import annotations

import re

from aidoc_core.checks.words import FRAME, META, OUTCOME, STUB, says_nothing, stem, wordless, words
from aidoc_core.patterns import regex

_POSSESSIVE = regex(r"['\u2019]s\b")


def adds_nothing(text: str, name: str, code: frozenset[str] = frozenset(), of: str = "") -> bool:
    """Whether the text of an entry says no more than what the entry is called.

    A word that stands beside the name says something, be it as plain as "new" or "not".

    Args:
        text: The text.
        name: Of the parameter, attribute or exception; empty for results.
        code: Stems of the words in the code.
        of: The names of the object and of its other parameters: "method" says something of `run_method`, and "Python"
            of `code`.
    """
    found = words(_POSSESSIVE.sub("", text))
    if says_nothing(text) and any(word in META and stem(word) not in code for word in found):
        return True
    known = {stem(word) for word in words(name)}
    if (
        _turns_round(found, name)
        or _of_something(found, known)
        or _names_another(text, name, of)
        or _goes_on(text, name)
    ):
        return False
    frame = (FRAME | STUB if name else FRAME | STUB | OUTCOME).difference(_OF_CODE.intersection(words(of)))
    return all(
        (word in frame and not (word == "python" and stem("".join(found[at + 1 : at + 2])) in known))
        or stem(word) in known
        or (len(word) == 1 and stem(word) not in code)
        for at, word in enumerate(found)
    )


_OF_CODE = frozenset("argument arguments function functions method methods parameter parameters variable".split())  # noqa: SIM905
"""Words of a frame that may be the matter of code about code."""


_GOES_ON = regex(
    r"\b(?:pass|hand|forward|giv)(?:ed|es|s|en|e|ing)?\s+(?:(?:on|along|down|through|over)\s+)?to\s+(?:the\s+)?+"
    r"(?!it\b|this\b)(?:(function|method)\b|\w)",
    re.IGNORECASE,
)


def _goes_on(text: str, name: str) -> bool:
    """Whether arguments without names are said to go on: "Passed to insert" of `insert_kwargs`.

    Of `*values`, "to the function" tells where they go, too: it is another one, which takes as many.
    """
    if not name.startswith("*") and not name.endswith(("args", "options", "params")):
        return False
    match = _GOES_ON.search(text)
    return match is not None and (match[1] is None or name.startswith("*"))


_QUOTED = regex(r"(?<!\w)(?:``?([^`\n]{1,80})``?|'([^'\n]{1,80})'|\"([^\"\n]{1,80})\")(?!\w)")


def _names_another(text: str, name: str, of: str) -> bool:
    """Whether a text has another value or name in quotes or as code: "The value of the 'T' cookie" of `cookie_t`.

    Another parameter says what the entry goes with: "The value used with `clipping`" of `clip_value`.
    """
    own = {name.lstrip("*"), *name.lstrip("*").split("_")}
    quoted = (next(filter(None, match.groups())) for match in _QUOTED.finditer(text))
    return any(
        one not in own
        and not wordless(one)
        and (not one.isidentifier() or len(one) == 1 or one.istitle() or one in of.split())
        for one in quoted
    )


_BETWEEN = frozenset({"to", "for", "from", "by", "in", "as"})


def _turns_round(found: tuple[str, ...], name: str) -> bool:
    """Whether the words of a name stand the other way round, joined by what says how: "user to sudo to"."""
    own = [stem(word) for word in words(name)]
    places = [at for root in own for at in range(len(found)) if stem(found[at]) == root]
    return (
        len(own) > 1
        and len(places) == len(own)
        and places == sorted(places, reverse=True)
        and not _BETWEEN.isdisjoint(found[places[-1] : places[0]])
    )


def _of_something(found: tuple[str, ...], known: set[str]) -> bool:
    """Whether a name is said to be that of something: "The key of the value"."""
    if "of" not in found:
        return False
    at = found.index("of")
    before, after = ({stem(word) for word in part} & known for part in (found[:at], found[at:]))
    if before and after and not before & after:
        return True  # "the ID of the role" of `role_id`
    owner = [
        word for word in found[at + 1 :] if word not in ("the", "a", "an", "this", "function", "method", "parameter")
    ]
    return any(stem(word) in known for word in found[:at]) and any(stem(word) not in known for word in owner)
