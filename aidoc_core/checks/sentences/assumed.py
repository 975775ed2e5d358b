"""Which values of parameters the condition of a sentence assumes: "if `mode` is `"fast"`", "unless both are given".

Each is read as values to try: all of a few that fit where it names a sort of them ("a string", "given", "negative"),
the very ones where it names them.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from itertools import product
from types import EllipsisType
from typing import TYPE_CHECKING

from aidoc_core.checks.families import word_family
from aidoc_core.checks.guards import samples
from aidoc_core.checks.sentences.refused import refused
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aidoc_core.checks.guards import Guard

FULL: tuple[object, ...] = ("text", b"a", (1,), [1], {1}, {"a": 1})
GIVEN: tuple[object, ...] = (*FULL, 7, True, len)
EMPTY: tuple[object, ...] = ("", b"", (), [], set(), {})
OF_TYPES: dict[str, tuple[object, ...]] = {
    "str": ("", "text"), "int": (0, 1, -1, 7), "float": (0.5, -1.5, 7.25), "bool": (True, False), "list": ([], [1]),
    "tuple": ((), (1,)), "dict": ({}, {"a": 1}), "set": (set(), {1}), "bytes": (b"", b"a"), "none": (None,),
    "callable": (len,),
}  # fmt: skip
_VALUE = r"(?:`{1,2}[\"']?[^`\n]{1,60}?[\"']?`{1,2}|\"[^\"\n]{1,60}\"|-?\d+(?:\.\d+)?|True|False|None)"
_BE = (
    r"(?:is|are|was|were|equals?|has\s+the\s+value(?:\s+of)?|:)\s+"
    r"(?:(?:set|equal|given|passed|left)\s+(?:to|as|at)\s+|given\s+as\s+)?"
)
_END = r"(?=\s*(?:$|[.,;:)(]|and\b|or\b|nor\b))"
_CONDITION = regex(
    rf"(?P<no>\b(?:no|without)\s+)?`{{1,2}}(?P<name>\w+)(?:`{{1,2}}\s+{_BE}(?P<denied>not\s+|neither\s+|other\s+than\s+)?(?:"
    rf"(?P<there>given|passed|provided|supplied|specified)|(?P<gone>missing|omitted|absent|unset|left\s+out)"
    rf"|(?P<on>enabled|true|on)|(?P<off>disabled|false|off)|(?P<empty>empty)"
    rf"|(?:an?\s+|of\s+(?:the\s+)?type\s+|an?\s+instance\s+of\s+)(?:single\s+|plain\s+|non-)?`{{0,2}}(?P<type>[a-z]+)`{{0,2}}"
    rf"|(?P<values>{_VALUE}(?:(?:\s*,\s*|\s*,?\s+(?:or|nor)\s+){_VALUE})*))|\s?=\s?(?P<equal>[^`\n]{{1,40}})`{{1,2}}){_END}",
    re.IGNORECASE,
)
_PAIR = regex(
    r"(?P<how>\b(?:both|neither|none)\s+(?:of\s+)?|\b(?:exactly|only|just)\s+one\s+of\s+)?`{1,2}(?P<one>\w+)`{1,2}\s+(?:and|n?or)\s+`{1,2}(?P<other>\w+)`{1,2}"
    r"(?P<after>[^.;]{0,60})",
    re.IGNORECASE,
)
_TOGETHER = regex(r"\b(?:both|together|at\s+the\s+same\s+time|simultaneously|at\s+once)\b", re.IGNORECASE)
_PASSED = regex(
    r"\b(?:given|passed|set|provided|specified|supplied|passing|giving|lead|leads|results?|cause|raises?)\b",
    re.IGNORECASE,
)
_BEGINS = regex(
    r"\b(?:if|when|whenever|where|in\s+case|as\s+soon\s+as|once|with|for|unless|passing|giving|supplying)\b"
)
_UNLESS = regex(r"\b(?:unless|except\s+(?:if|when))\b")
_UNCLEAR = regex(
    r"\b(?:only|otherwise|or\s+else|must|should|needs?|has\s+to|have\s+to|avoid|does\s+not|do\s+not|never|no\s+longer|whether|more\s+than)\b"
    r"|n['\u2019]t\b"
)
"""What turns a condition round, or asks for it: "must be given, or `ValueError` is raised"."""
_DENIES = regex(r"\b(?:no|not|neither|nor|none|without|never|nothing|other\s+than)\b|n['\u2019]t\b")
_CLAUSE = regex(r"\b(?:and|if|when|whenever|unless|where)\b|,")
_FIRST_PART = regex(
    r"[;\u2014]|\.\s|:\s|,\s+or,?\s+(?=(?:if|when)\b[^;.]{1,60},?\s+(?:returns?|gives?|is\s+returned)\b)|,\s+(?:as|because|since|which|whereas|while|and\s+this|but)\b|\b(?:whereas|but|even\s+though)\b"
)
_LITERAL = regex(_VALUE)
_MOST = 3
"""Parameters of one condition: more are tried too often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What a condition assumes.

    Attributes:
        cases: Assignments of values to parameters; it is wrong if all of them are excluded.
        exact: Whether it is about the very things that a test may ask: a value, `None`, a type, a flag.
    """

    cases: tuple[Mapping[str, object], ...]
    exact: bool

    @property
    def names(self) -> frozenset[str]:
        """The parameters."""
        return frozenset(name for case in self.cases for name in case)


def assumed(text: str, exception: str, parameters: Mapping[str, str | None], tests: Sequence[Guard]) -> list[Assumed]:
    """The conditions of a sentence under each of which, by what it says, an exception is raised.

    Args:
        text: The sentence.
        exception: The exception, without modules.
        parameters: The parameters of the function, each with its default as written.
        tests: What the code tests, by whose numbers those are chosen that are tried.
    """
    bare = (
        re.sub(rf"`{{0,2}}:?\b{re.escape(exception)}\b`{{0,2}}", " ", text.replace("\u2019", "'"))
        if exception
        else text
    )
    part = with_names(_FIRST_PART.split(bare.strip(" :."))[0], parameters)
    if _UNCLEAR.search(part.lower()):
        return []
    pair = _pair(part, parameters)
    if pair is not None:
        return pair
    if clauses := _clauses(part, parameters):
        return clauses
    number = refused(text, exception, parameters)
    if number is None or number.others:
        return []
    tried = (one for one in samples(tests, *number.numbers) if isinstance(one, int | float))
    fitting = [one for one in tried if not isinstance(one, bool) and number.fits(one)]
    return [Assumed(cases=tuple({number.name: one} for one in fitting), exact=False)] if fitting else []


def with_names(part: str, parameters: Mapping[str, str | None]) -> str:
    """A text in which parameters that are written as plain words stand in code: "the sample rate is".

    Args:
        part: The text.
        parameters: The parameters by name.
    """

    def named(match: re.Match[str]) -> str:
        said = match[0].split()
        for at in range(len(said)):
            name = "_".join(said[at:]).lower()
            if name in parameters and len(name) > _SHORT:
                return " ".join((*said[: at - (said[at - 1 : at] == ["the"])], f"`{name}`"))
        return match[0]

    return _OF_VALUE.sub("", _SUBJECT.sub(named, part))


_SUBJECT = regex(r"(?<![\w`.\"'-])(?:[A-Za-z]\w*[ ]){0,4}[A-Za-z]\w*(?=\s+(?:is|are|was|were|equals?)\b)")
_OF_VALUE = regex(r"\b(?:value\s+of|argument|parameter)\s+(?=`)")
_SHORT = 3


def _clauses(part: str, parameters: Mapping[str, str | None]) -> list[Assumed]:
    found: dict[str, tuple[object, ...]] = {}
    unless = _UNLESS.search(part.lower()) is not None
    begins = _BEGINS.search(part.lower())
    if begins is None:
        return []
    for match in _CONDITION.finditer(part):
        name = match["name"]
        if name not in parameters:
            continue
        values = _values(match, gone_of(parameters[name]), unless=unless)
        before = _CLAUSE.split(part[: match.start()].lower())[-1]
        if not values or name in found or _DENIES.search(before):
            return []  # "neither a time nor a `delay` is given"
        found[name] = values
    if not found or len(found) > _MOST or (unless and len(found) > 1):
        return []
    outside = _CONDITION.sub(" ", part)
    if re.search(r"\bor\b", outside):
        return [Assumed(cases=tuple({name: one} for one in values), exact=True) for name, values in found.items()]
    cases = tuple(dict(zip(found, case, strict=True)) for case in product(*found.values()))
    return [Assumed(cases=cases, exact=True)]


def gone_of(default: str | None) -> tuple[object, ...]:
    """What a parameter is where nobody passes it: `None`, or what it is then."""
    value = _literal(default) if default is not None else _NOTHING
    return (None,) if value is _NOTHING or value is None else (None, value)


def _values(match: re.Match[str], gone: tuple[object, ...], *, unless: bool) -> tuple[object, ...]:
    """The values that a clause assumes of its parameter; none where that is not clear."""
    turned = (bool(match["denied"]) != unless) != bool(match["no"])
    if match["no"] and not match["there"]:
        return ()
    if match["there"] or match["gone"]:
        return gone if bool(match["gone"]) != turned else GIVEN
    if match["on"] or match["off"]:
        return (bool(match["on"]) != turned,)
    if match["empty"]:
        return FULL if turned else EMPTY
    return _of_type(match["type"].lower(), turned=turned) if match["type"] else _written(match, turned=turned)


def _of_type(name: str, *, turned: bool) -> tuple[object, ...]:
    """Values of a type, or of all others; none of a number that may be of several."""
    family = word_family(name) or ""
    if family not in OF_TYPES or (name == "number" and not turned):
        return ()
    # A flag may be taken for a number or for none, and so may `7.0`: they are tried as what they are not, too.
    return tuple(values[-1] for one, values in OF_TYPES.items() if one != family) if turned else OF_TYPES[family]


def _written(match: re.Match[str], *, turned: bool) -> tuple[object, ...]:
    """The values that are named, or one that is none of them."""
    found = [match["equal"]] if match["equal"] else [one[0] for one in _LITERAL.finditer(match["values"] or "")]
    values = [_literal(one) for one in found]
    if not values or _NOTHING in values:
        return ()
    if not turned:
        return tuple(values)
    if values == [None]:
        return GIVEN
    if all(isinstance(one, bool) for one in values):
        return (not values[0],)
    return ("text that is none",) if all(isinstance(one, str) for one in values) else ()


_NOTHING = object()


def _literal(written: str) -> object:
    bare = written.strip("` ")
    try:
        value: object = ast.literal_eval(bare)
    except (ValueError, SyntaxError):
        return _NOTHING
    return value if isinstance(value, str | int | float | bool | EllipsisType | None) else _NOTHING


def _pair(part: str, parameters: Mapping[str, str | None]) -> list[Assumed] | None:
    """What is said of two parameters together; `None` where nothing is."""
    match = _PAIR.search(part)
    if match is None or match["one"] not in parameters or match["other"] not in parameters:
        return None
    how, after = (match["how"] or "").lower().split(), match["after"]
    if not how and _TOGETHER.search(after):
        how = ["both"]
    if not how or not _PASSED.search(part):
        return None
    names = (match["one"], match["other"])
    gone = [dict(zip(names, case, strict=True)) for case in product(*(gone_of(parameters[name]) for name in names))]
    given: list[dict[str, object]] = [dict.fromkeys(names, value) for value in GIVEN]
    one = [{**case, name: value} for case in gone for name in names for value in GIVEN]
    said = given if how[0] == "both" else gone if how[0] in ("neither", "none") else one
    if re.search(r"\bnot\b", part):
        return []
    if not _UNLESS.search(part.lower()):
        return [Assumed(cases=tuple(said), exact=True)]
    return [Assumed(cases=tuple(cases), exact=True) for cases in (given, gone, one) if cases is not said]
