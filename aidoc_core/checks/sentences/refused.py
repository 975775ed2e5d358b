"""For which numbers a sentence says that an exception is raised.

"Negative values raise", "an index of 8 leads to", "unless `count` is greater than 44": whatever the words around, there
is one parameter, one set of values, and the exception.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_IN_WORDS = {word: str(n) for n, word in enumerate("zero one two three four five six seven eight nine ten".split())}  # noqa: SIM905
_SPOKEN = regex(rf"\b(?:{'|'.join(_IN_WORDS)})\b")
_N = r"`{0,2}(-?\d{1,20}(?:\.\d{1,20})?)`{0,2}(?![\w%]|\.\d|-\w)"
_OR_EQUAL = r"(?P<equal>\s+or\s+equal\s+to)?"
_RELATIONS: tuple[tuple[str, str], ...] = (
    ("within", rf"(?:between|in\s+the\s+range\s+(?:of|from)?)\s*{_N}\s+(?:and|to)\s+{_N}"),
    ("within", rf"\bfrom\s+{_N}\s+(?:up\s+)?to\s+{_N}"),
    (">", rf"(?:greater|larger|more|bigger|higher)\s+than{_OR_EQUAL}\s+{_N}"),
    ("<", rf"(?:less|smaller|lower|fewer)\s+than{_OR_EQUAL}\s+{_N}"),
    (">", rf"\b(?:above|over|beyond|exceed(?:s|ing)?)\s+{_N}"),
    ("<", rf"\b(?:below|under)\s+{_N}"),
    (">=", rf"\bat\s+least\s+{_N}|{_N}(?:\s+\w+)?\s+or\s+(?:more|greater|larger|higher|above)\b"),
    ("<=", rf"\bat\s+most\s+{_N}|{_N}(?:\s+\w+)?\s+or\s+(?:less|fewer|smaller|lower|below)\b|\bup\s+to\s+{_N}"),
    (">=0", r"\bnon-?\s?negative\b|\bpositive\s+or\s+0\b|\b0\s+or\s+positive\b"),
    ("<=0", r"\bnon-?\s?positive\b|\bnegative\s+or\s+0\b|\b0\s+or\s+negative\b"),
    ("<0", r"\bnegative\b"),
    (">0", r"\bpositive\b"),
    ("=", rf"\b(?:value\s+of|is|are|equals?|equal\s+to|of|be|it)\s+(?:exactly\s+|just\s+)?{_N}"),
)
"""The first that fits counts, so that what is longer stands first."""
_COMPILED = tuple((kind, regex(pattern)) for kind, pattern in _RELATIONS)
_UNLESS = regex(r"\b(?:unless|except\s+(?:if|when|for))\b")
_DENIED = regex(r"\b(?:is|are|be)\s+not\s+(?:an?\s+)?$")
_UNCLEAR = regex(
    r"\b(?:no|not|never|neither|nor|without|cannot|otherwise|both|either|and/or|accepted|allowed|valid)\b|n['\u2019]t\b"
)
"""What turns a condition round."""
_QUANTITY = regex(
    r"\b(?:dimension\w*|entries|elements?|items?|characters?|digits?|length|size|number\s+of|number|rows?|columns?|long|times"
    r"|sum|product|total)\b"
)
"""Another quantity than the parameter."""
_EVERY = regex(
    r"\b(?:always|any|every|all|each|invariably|in\s+any\s+case)\b|^\W*an?\s+`{0,2}\s?it\b"
    r"|^\W*(?:negative|positive)\s+values"
)
_FIRST_PART = regex(
    r"[;\u2014]|\.\s|:\s|,\s+(?:as|because|since|which|whereas|while|and\s+this|but)\b|\b(?:whereas|but)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Values of a parameter that are said to be refused.

    Attributes:
        name: The parameter.
        fits: Whether a value is one of them.
        numbers: The numbers that it is said by.
        others: Whether all other values are said to be refused in their place.
        every: Whether it is said of each of them, not of some.
    """

    name: str
    fits: Callable[[float], bool]
    numbers: tuple[float, ...]
    others: bool
    every: bool


def refused(text: str, exception: str, parameters: Iterable[str]) -> Refused | None:
    """The values that a sentence names, of the one parameter that it has; nothing where that is not clear."""
    part = _FIRST_PART.split(text.replace("\u2019", "'").replace(exception, " ").strip(" :.`"))[0]
    named = [name for name in parameters if _names(name, part)]
    if len(named) != 1:
        return None
    name = named[0]
    said = numbers_of(part.lower().replace(name.lower(), " it "))
    if said is None or _QUANTITY.search(said.rest):
        return None
    return Refused(
        name=name,
        fits=said.fits,
        numbers=said.numbers,
        others=said.others,
        every=bool(_EVERY.search(said.rest) or _EVERY.search(said.lower)) and not said.others,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Numbers that a text tells of something, whatever that is.

    Attributes:
        lower: The text, numbers as digits.
        rest: What is left of it without them.
        after: What follows them.
        fits: Whether a number is one of them.
        numbers: Those that they are told by.
        others: Whether all others are meant.
    """

    lower: str
    rest: str
    after: str
    fits: Callable[[float], bool]
    numbers: tuple[float, ...]
    others: bool


def numbers_of(lower: str) -> Numbers | None:
    """The one set of numbers that a text tells of; nothing where it has several, or turns them round.

    Args:
        lower: The text in lower case, without what it tells them of.
    """
    lower = _SPOKEN.sub(lambda match: _IN_WORDS[match[0]], lower)
    for kind, pattern in _COMPILED:
        match = pattern.search(lower)
        if match is None:
            continue
        before = lower[: match.start()]
        denied = bool(_DENIED.search(before))
        rest = (_DENIED.sub(" ", before) if denied else before) + " " + lower[match.end() :]
        if _UNCLEAR.search(rest) or any(other.search(rest) for _, other in _COMPILED):
            return None
        numbers = [float(one) for one in match.groups() if _is_number(one)]
        fits = _predicate(kind, numbers, equal="or equal" in match[0])
        return Numbers(
            lower=lower,
            rest=rest,
            after=lower[_behind(match) :],
            fits=_not(fits) if denied else fits,
            numbers=tuple(numbers or [0.0]),
            others=bool(_UNLESS.search(rest)),
        )
    return None


def _behind(match: re.Match[str]) -> int:
    """Where the last number of a relation ends, or the relation, if it has none."""
    ends = [match.end(n + 1) for n, one in enumerate(match.groups()) if _is_number(one)]
    return max(ends, default=match.end())


def _is_number(group: str | None) -> bool:
    return group is not None and group[-1:].isdecimal()


def _names(name: str, part: str) -> bool:
    """Whether a text has a name: in code, or as a word that is no plain one of the language."""
    if f"`{name}`" in part or f"`{name} " in part:
        return True
    is_word = len(name) > _SHORT and name.islower() and name.isidentifier()
    return is_word and re.search(rf"(?<![\w`]){name}(?![\w`])", part.lower()) is not None


_SHORT = 3


def _not(fits: Callable[[float], bool]) -> Callable[[float], bool]:
    return lambda value: not fits(value)


def _predicate(kind: str, numbers: list[float], *, equal: bool) -> Callable[[float], bool]:
    if kind == "within":
        low, high = sorted(numbers)
        return lambda value: low < value < high
    if kind.endswith("0"):
        kind, numbers = kind[:-1], [0.0]
    number = numbers[0]
    tests: dict[str, Callable[[float], bool]] = {
        ">": lambda value: value > number,
        "<": lambda value: value < number,
        ">=": lambda value: value >= number,
        "<=": lambda value: value <= number,
        "=": lambda value: value == number,
    }
    return tests[kind + "=" * equal if kind in "<>" else kind]
