"""What the condition of a sentence supposes of a thing that tests ask about: values to be tried in its place.

The same few questions for every thing, whatever the words around: which numbers, which type, is it there, is it empty,
which literal; and of two things: is one in the other, are they alike.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from aidoc_core.checks.families import word_family
from aidoc_core.checks.sentences.assumed import EMPTY, FULL, GIVEN, OF_TYPES, gone_of, with_names
from aidoc_core.checks.sentences.polarity import likeness_of, sign_of
from aidoc_core.checks.sentences.reasons import has_several_conditions
from aidoc_core.checks.sentences.refused import Numbers, numbers_of
from aidoc_core.checks.words import FILLER, stem, words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aidoc_core.checks.asked import Asked

_PARTS = regex(
    r"[;\u2014]|\.\s|:\s|,\s+or,?\s+(?=(?:if|when)\b[^;.]{1,60},?\s+(?:returns?|gives?|is\s+returned)\b)|,\s+(?:as|because|since|which|whereas|while|and\s+this|but|so)\b|\b(?:whereas|(?<!anything\s)but|even\s+though|so\s+that)\b",
    re.IGNORECASE,
)
_REFERS = regex(
    r"^\W*(?:this|that|these|those|it|then)\b|\b(?:this|that|which|such)\s+(?:case|situation|event)s?\b", re.IGNORECASE
)
_ASIDE = regex(
    r"\((?:rather|instead|as|e\.g|i\.e|and|or|that|which|see)\b[^)]*\)|\b(?:rather\s+than|instead\s+of|in\s+place\s+of)\s+[^,;.]*",
    re.IGNORECASE,
)
_RAISING = regex(
    r"\b(?:(?:is|are|will\s+be|gets?|be)\s+)?(?:rais\w*|thr[oe]w\w*|reject\w*|refus\w*|signall?\w*|triggers?|caus\w*|results?\s+in"
    r"|leads?\s+to|fails?(?=\s+(?:with|by|if|when|for|unless)\b)|ends?\s+(?:up\s+)?(?:in|with)|turned\s+down|comes?\s+up|complains?|occurs?|makes?\s+it)\b(?:\s+(?:by|with|an?|the|in)\b)*",
    re.IGNORECASE,
)
_REFUSED = regex(
    r"\b(?:is|are)\s+(?:(?:not\s+|never\s+)(?:\w+ly\s+)?(?:allowed|supported|accepted|permitted|possible|valid)"
    r"|invalid|illegal|forbidden|prohibited|out\s+of\s+range|an?\s+error|the\s+consequence)\b",
    re.IGNORECASE,
)
"""What says, where no "if" makes it a condition, that an exception is raised."""
_IF = regex(r"\b(?:if|when|whenever|unless|where|once)\b", re.IGNORECASE)
_OPENS = regex(
    r"\b(?:only(?!\s+(?:if|when|for|in\s+case)\b)|otherwise|or\s+else|must|should|needs?|has\s+to|have\s+to|avoid|never|no\s+longer|whether|too)\b"
)
"""What turns a condition round in more ways than one, or asks for it."""
_PAIRED = regex(r"\b(?:both|either|neither|nor)\b")
_AND = regex(r"\b(?:and|or|unless\b.*\bunless|if\b.*\b(?:if|when))\b")
_DENIES = regex(r"\b(?:no|not|without|cannot|unless|other\s+than|anything\s+but|except|non)\b|n['\u2019]t\b|\bnon-")
_GONE = r"missing|absent|omitted|unset|none|null|undefined|left\s+out"
_GIVEN = r"given|passed|provided|supplied|specified|set|present|there|available|defined|configured"
_EMPTY = regex(r"\b(?:empty|blank)\b")
_KNOWN = regex(
    r"\b(?:already|exists?|present|known|registered|recorded|taken|in\s+use|found|contain(?:s|ed)?|includ(?:es|ed)|duplicates?|among"
    r"|belongs?|part\s+of|one\s+of|listed)\b"
)
_UNKNOWN = regex(r"\b(?:unknown|missing|unregistered|absent|non-?existent|unrecogni[sz]ed|undefined|lacks?|lacking)\b")
_TYPED = regex(
    r"(?:\b(?:an?|another|single|plain|of\s+(?:the\s+)?(?:type|kind|class)|instances?\s+of|(?:is|are)(?:\s+not)?(?!\s+set\b))"
    r"\s+`{0,2}|\bnon-)(?P<type>[a-z]+)\b"
)
"""What something is said to be, where that may be a type: "is set" says what was done."""
_LITERAL = regex(
    r"`{1,2}([\"'][^`\n]{0,60}?[\"']|\([-\d., ]+\)|-?\d+(?:\.\d+)?)`{1,2}|(?<!\w)([\"'][\w.+/ -]{1,40}[\"'])(?!\w)"
)
_OTHER = regex(r"(?<!\w)[A-Z]\w*(?:Error|Exception)\b")
"""Another exception, with a condition of its own."""
_SPAN = regex(r"`{1,2}([^`\n]{1,80})`{1,2}")
_EQUAL = regex(r"^(\w+)\s*={1,2}\s*(.+)$")
_NAME = regex(r"[A-Za-z_]\w*")
_NOUN = regex(r"^\W*(it|[a-z][a-z_]{2,})\b")
_NO_NOUNS = frozenset(
    """
    and or nor is are was were be been to for in on at if when then its that the a an as by with from inclusive
    exclusive leads lead raises raise results result causes cause fails fail makes make gets get ends triggers will
    respectively
    """.split()  # noqa: SIM905 - a plain list of words
)
_OF_COUNT = regex(
    r"\b(?:length|size|number|count|amount|many|dimension(?:s|al(?:ity)?)?|entries|elements?|items?|characters?|digits?|rows?|columns?)\b"
)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """The condition of a sentence.

    Attributes:
        text: As it is written, without the exception.
        named: The names in its code spans.
    """

    text: str
    named: frozenset[str]

    @cached_property
    def lower(self) -> str:
        """Its words, code spans without marks."""
        return self.text.replace("`", "").lower()

    @cached_property
    def said(self) -> frozenset[str]:
        """Stems of what it speaks of."""
        return frozenset(stem(word) for word in words(self.text) if word not in FILLER)

    @property
    def spans(self) -> frozenset[str]:
        """What stands in its code spans, without quotes."""
        return frozenset(span.strip("'\"") for span in _SPAN.findall(self.text))

    @cached_property
    def turns(self) -> int:
        """How often it is denied."""
        return len(_DENIES.findall(self.lower))


def conditions_of(text: str, exception: str, parameters: Mapping[str, str | None]) -> list[Condition]:
    """The conditions that a sentence gives for an exception, of which each is enough; none where that is unclear.

    Args:
        text: The sentence.
        exception: The exception, without modules.
        parameters: The parameters of the function, each with its default as written.
    """
    pieces = [one for one in _PARTS.split(_ASIDE.sub(" ", text.replace("\u2019", "'")).strip(" :.")) if one.strip(" `")]
    at = next((n for n, one in enumerate(pieces) if exception in one), 0)
    if not pieces:
        return []
    bare = _bare(pieces[at], exception)
    if at and (not bare.strip(" `.,:") or _REFERS.search(bare)):
        bare = _bare(pieces[at - 1], exception)
    elif at == 0 and not bare.strip(" `.,:") and len(pieces) > 1:
        bare = pieces[1]
    part = with_names(bare, parameters)
    if _OPENS.search(part.lower()) or _OTHER.search(part) or not part.strip(" `.,:"):
        return []
    if (listed := _listed(part)) is not None:
        return [_condition(one) for one in listed]
    if not has_several_conditions(part):
        return [_condition(part)]
    each = _OR.split(part)
    apart = len(each) > 1 and not _JOINED.search(part.lower()) and not any(map(has_several_conditions, each))
    return [_condition(one) for one in each] if apart else []


_OR = regex(r",?(?<!\s)\s+or\s+(?:(?:if|when)\s+)?")
_LISTED = regex(
    r",\s+(?:or\s+)?(?=(?:is|are|has|have|was|were|does|do|contains?|lacks?|exceeds?|starts|ends|begins|holds|names|matches)\b)"
)
_SUBJECT = regex(r"^\W*(?:if|when|whenever|where|once)\s+(`{1,2}[\w.]+`{1,2})\s", re.IGNORECASE)


def _listed(part: str) -> list[str] | None:
    """The conditions of a list with one subject: "`a` is not a string, is empty, or has a null character"."""
    first, *others = _LISTED.split(part)
    subject = _SUBJECT.match(first)
    if not others or subject is None or " or " not in part or _JOINED.search(part.lower()):
        return None
    return [first, *(f"{subject[1]} {one}" for verbs in others for one in _OR.split(verbs))]


_JOINED = regex(r"\b(?:and|unless|both|either|neither)\b")


def _condition(part: str) -> Condition:
    named = frozenset(name for span in _SPAN.findall(part) for name in _NAME.findall(_EQUAL.sub(r"\1", span)))
    return Condition(text=part, named=named - {"None", "True", "False"})


def _bare(piece: str, exception: str) -> str:
    if exception in piece:
        piece = _RAISING.sub(" ", piece.replace(f"`{exception}`", " ").replace(exception, " "))
    return piece if _IF.search(piece) else _REFUSED.sub(" ", piece)


def supposed(said: Condition, thing: Asked, default: str | None) -> tuple[object, ...]:
    """What a condition supposes a thing to be: values, of which each may be meant; none where that is not clear.

    Args:
        said: The condition.
        thing: The thing.
        default: Its default, where it is a parameter with one.
    """
    if thing.sort in ("value", "each"):
        return _told_of_value(said, thing, default)
    if thing.sort != "same" and _PAIRED.search(said.lower):
        return ()
    return _OF_FACTS[thing.sort](said, thing)


def _told_of_value(said: Condition, thing: Asked, default: str | None) -> tuple[object, ...]:
    if _PAIRED.search(said.lower):
        return ()
    if equal := _equal(said, thing):
        return equal
    if _AND.search(said.lower) and numbers_of(_masked(said, thing)) is None:
        return ()
    return _numbers(said, thing) or _literals(said) or _typed(said) or _there(said, thing, default)


def _equal(said: Condition, thing: Asked) -> tuple[object, ...]:
    """The values that a thing is written to have: "at `t=0.0` or `t=1.0`"."""
    found: list[object] = []
    for span in _SPAN.findall(said.text):
        match = _EQUAL.match(span)
        if match is not None and match[1] == thing.code:
            try:
                found.append(ast.literal_eval(match[2]))
            except (ValueError, SyntaxError):
                return ()
    return tuple(found) if not said.turns else ()


def _masked(said: Condition, thing: Asked) -> str:
    """The words of a condition, with numbers that it has as code, and "it" for a thing and for names."""

    def plain(match: re.Match[str]) -> str:
        return f" {match[1]} " if _number(match[1]) is not None else " it "

    lower = _SPAN.sub(plain, said.text).lower()
    return _WORD.sub(lambda match: "it" if stem(match[0]) in thing.words else match[0], lower)


_WORD = regex(r"[a-z][a-z_]+")


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


def _numbers(said: Condition, thing: Asked) -> tuple[object, ...]:
    told = numbers_of(_masked(said, thing))
    if told is None or told.others or _OF_COUNT.search(told.rest):
        return ()
    if _is_of_many(told):
        return ()
    return _fitting(told.fits, told.numbers)


def _fitting(fits: Callable[[float], bool], numbers: Sequence[float]) -> tuple[object, ...]:
    near = sorted({around for n in (*numbers, 0.0) for around in (-n, n - 1, n - 0.5, n, n + 0.5, n + 1, n + 1000)})
    middle = [(a + b) / 2 for a, b in pairwise(numbers)]
    found = [one for one in (*near, *middle) if fits(one)]
    return tuple(int(one) if float(one).is_integer() else one for one in found)


def _is_of_many(told: Numbers) -> bool:
    """Whether numbers are of things that are counted: "three vertices or more", "one or more entries"."""
    noun = _NOUN.match(_OR_MORE.sub("", told.after))
    return noun is not None and noun[1] not in _NO_NOUNS


_OR_MORE = regex(r"^\W*or\s+(?:more|less|fewer|greater|larger|smaller|higher|lower|above|below)\b")


def _counted(said: Condition, thing: Asked) -> tuple[object, ...]:
    if _EMPTY.search(said.lower):
        return (0,) if said.turns % 2 == 0 else (1, 2, 1000)
    told = numbers_of(_masked(said, thing))
    if told is None or told.others:
        return ()
    if not _is_of_many(told) and not _OF_COUNT.search(told.lower):
        return ()
    return tuple(one for one in _fitting(told.fits, told.numbers) if isinstance(one, int) and one >= 0)


def _literals(said: Condition) -> tuple[object, ...]:
    if said.turns:
        return ()
    found: list[object] = []
    for span in (match[1] or match[2] for match in _LITERAL.finditer(said.text)):
        try:
            found.append(ast.literal_eval(span))
        except (ValueError, SyntaxError):
            return ()
    return tuple(found)


def _typed(said: Condition) -> tuple[object, ...]:
    if _EMPTY.search(said.lower) or said.turns > 1:
        return ()
    families = {word_family(match["type"]) for match in _TYPED.finditer(said.lower)} - {None}
    if len(families) != 1 or len({word_family(word) for word in _NAME.findall(said.lower)} - {None, *families}) > 0:
        return ()
    family = families.pop() or ""
    if family not in OF_TYPES or family == "none":
        return ()
    if said.turns:
        return tuple(value for one, values in OF_TYPES.items() if one != family for value in values)
    return OF_TYPES[family]


def _there(said: Condition, thing: Asked, default: str | None) -> tuple[object, ...]:
    """What a thing is that is said to be there, missing or empty, as what is told of it and of nothing else."""
    match = _TOLD.search(_masked(said, thing))
    if (
        match is None
        or said.turns > 1
        or thing.sort == "each"
        or not (thing.head <= said.said or thing.code in said.named)
    ):
        return ()
    own = match["blank"] == "non-empty" or (bool(_DENIES.search(match[0])) and not match["left"])
    turned = own != ("unless" in said.lower.split())
    if said.turns != own + ("unless" in said.lower.split()) + (match["left"] or "").startswith("without"):
        return ()  # something else is denied
    filled = tuple((text,) for text in sorted(thing.inside))  # it may have anything in it, what tests look for, too
    if match["empty"] or match["blank"]:
        return (*FULL, *filled) if turned else EMPTY
    if bool(match["gone"] or match["left"]) != turned:
        return (*gone_of(default), *(() if thing.code.isidentifier() else (False, 0, *EMPTY)))
    return (*GIVEN, *filled)


_TOLD = regex(
    r"\b(?:no\s+)?it\s+(?:is|are|was|were|has\s+been|have\s+been)\s+(?:not\s+)?(?:already\s+|yet\s+)?"
    rf"(?:(?P<gone>{_GONE})|(?P<there>{_GIVEN})|(?P<empty>empty))\b"
    rf"|\b(?P<left>missing|without(?:\s+an?|\s+any)?)\s+it\b|\b(?P<blank>empty|non-empty)\s+it\b"
    rf"|\b(?:passing|giving|supplying|setting|no)\s+it\b(?!\s+(?:is|are|with|of|in|for|that))"
)


def _membership(said: Condition, thing: Asked) -> tuple[object, ...]:
    known, unknown = bool(_KNOWN.search(said.lower)), bool(_UNKNOWN.search(said.lower))
    if known == unknown or said.turns > 1:
        return ()
    return (known != bool(said.turns),) if thing.words & said.said or said.named else ()


def _likeness(said: Condition, thing: Asked) -> tuple[object, ...]:
    alike = likeness_of(said.lower) if _speaks_of_both(said, thing) else 0
    return (alike > 0,) if alike else ()


def _speaks_of_both(said: Condition, thing: Asked) -> bool:
    """Whether a condition has words of both sides of a fact: one of each, or one that both have alone."""
    one, other = (thing.words_of(side) for side in thing.sides[:2])
    if all(set(_NAME.findall(side)) & said.named for side in thing.sides[:2]):
        return True
    shared = one & said.said, other & said.said
    return all(shared) and (len(shared[0] | shared[1]) > 1 or one == other)


def _kind(said: Condition, thing: Asked) -> tuple[object, ...]:
    """Whether a thing is said to be of a class that a test names."""
    classes = {name.lower() for name in _NAME.findall(thing.sides[1])}
    spoken = set(_NAME.findall(said.lower))
    if not classes & spoken or said.turns > 1 or any(one[1] in classes for one in _MADE.findall(said.lower)):
        return ()
    if said.turns and not classes <= spoken:
        return ()
    return (not said.turns,)


_MADE = regex(r"\b(to|into|as|from)\s+(?:an?\s+|the\s+)?(\w+)")
"""What something is made of, or is to be: "if the conversion to `Colour` fails"."""


def _state(said: Condition, thing: Asked) -> tuple[object, ...]:
    """Whether what a flag or call is named for is said to hold: "is closed" of `self.closed`."""
    if thing.marks:  # "a leading `#`" of `text.startswith("#")`
        spoken = thing.marks <= said.spans and said.turns < _TWICE and not _UNKNOWN.search(said.lower)
        return (not said.turns,) if spoken else ()
    last = _WORD.findall(_YET.sub("", said.lower))[-1:]
    if not last or stem(last[0]) not in thing.head or not thing.head <= said.said or not thing.of_condition(said.said):
        return ()  # what is told of it, at the end: of "the closed file is missing" that is another thing
    sign = sign_of(said.lower)
    return (sign > 0,) if sign else ()


_YET = regex(r"\b(?:yet|already|any\s*more|anymore)\W*$")
_TWICE = 2
_OF_FACTS: dict[str, Callable[[Condition, Asked], tuple[object, ...]]] = {
    "member": _membership, "same": _likeness, "kind": _kind, "count": _counted, "state": _state,
}  # fmt: skip
