r"""States what a sentence was recognised to claim by all of its words, with the parameter or type that it is about.

The model (`aidoc_core.checks.recognition`) adds up words and knows little of what denies them. So each claim has words
that take it back here; what is left is decided by code, as what the other readers state.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import claimed
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
_TYPE = regex(
    r"(?<![\w.`-])`{0,2}(strings?|str|integers?|int|floats?|float|booleans?|bool|lists?|tuples?|dictionary|dictionaries"
    r"|dicts?|mapping|bytes|(?<=`)set(?=`))`{0,2}(?![-\w`(.])",
    re.IGNORECASE,
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

_NOT = r"\b(?:no|not|never|neither|nor|cannot|without|other\s+than|instead)\b|n['\u2019]t\b"
_UNLESS = {
    "class or static method": regex(
        r"\b(?:an?|the|its)\s+(?:instance|object)\b[^.;]{0,80}\b(?:is|needed|required|called|must|has)\b|\bother\b"
        r"|\bplain\s+function\b|\bor\s+not\b|\bon\s+an?\s+(?:instance|object)\b|\bclass\s+that\b|\bin\s+the\s+class\b"
    ),
    "context manager": regex(r"\b(?:no|not\s+an?)\s+(?:\w+\s+)?(?:context|way|`?with`?\b)|\bwithout\s+an?\b|async"),
    "coroutine, claimed": regex(
        r"\bbeen\s+awaited\b|\bawaiting\s+(?!it\b|its\b|this\b|the\b|an?\b|`)|\bnot\b[^.;]{0,80}\b(?:coroutine|async)|\bplain\b|\bordinary\b"
    ),
    "coroutine, denied": regex(r"\b(?:might|place|order|counterpart|suspends?)\b|\b(?:without|not|non)[\s-]+block"),
    "default None": regex(r"\b(?:not|never|other\s+than)\s+`?none\b|\b(?:set|pass)\w*\s+\w+\s+to\b"),
    "default off": regex(
        r"^the\s+default\s+\w+\.?$|\bon\s+or\s+off\b|=\s?false\b|\b(?:if|when)\b[^.;]{0,40}\b(?:true|false|none|set|given)\b"
        r"|\bdefault\w*\b[^.;]{0,40}\btrue\b|\bset\w*\s+\w+\s+to\b"
    ),
    "default on": regex(
        r"^the\s+default\s+\w+\.?$|\bon\s+or\s+off\b|=\s?true\b|\b(?:if|when)\b[^.;]{0,40}\b(?:true|false|none|set|given)\b"
        r"|\bdefault\w*\b[^.;]{0,40}\bfalse\b|\bset\w*\s+\w+\s+to\b"
    ),
    "generator, claimed": regex(
        r"\bexception|\berror|\bimport|\b(?:from|by|to|random)\s+(?:(?:an?|the)\s+)?(?:\w+\s+)?generator|\b(?:each|every)\s+iterat"
        r"|\bgenerator\s+of\s+(?:pseudo-?)?random"
    ),
    "leaves its argument alone": regex(r"\b(?:does|do|is)\s+not\s+(?:stay|remain|kept|survive)|\bnothing\s+forbids\b"),
    "never raises": regex(r"\w(?:error|exception|warning)\b|\b(?:can|may|might|will)\s+(?:raise|fail|throw)\b"),
    "property": regex(r"\b(?:no|not\s+an?)\s+(?:\w+\s+)?(?:property|attribute)\b|\bproperty\s+of\b"),
    "required": regex(
        r"\b(?:no|not|never)\b[^.;]{0,60}\b(?:required|needed|necessary|mandatory|obligatory)\b|\bis\s+complete\b"
        r"|\bneed\s+not\b|\b(?:must|should)\s+not\s+be\s+(?:given|passed|set|used|supplied)\b|\bone\s+(?:of\s+\w+\s+)?must\b"
        r"|\b(?:if|when|unless|only)\b"
    ),
    "says nothing is returned": regex(
        r"\bnot\s+`?none\b|\bthere\s+is\s+a\b|\b(?:gain|lose)s?\s+nothing\b|\bnone\s+of\b"
        r"|\b(?:if|when|unless|or|where|unlike|again|twice|callback\w*|returning)\b|\bis\s+\W{0,3}not\b|->|\|"
        r"|\b(?:not|never)\s+(?:\w+\s+)?returns?\s+`?none\b"
    ),
    "says something is returned": regex(rf"{_NOT}|\bnothing\b|\bnone\b|\b(?:if|when|unless)\b"),
    "type of a parameter": regex(
        rf"{_NOT}|\b(?:or|if|either|convert\w*|each|elements?|items?)\b|\b(?:list|sequence|tuple|set|collection|iterable|array)s?\s+of\b"
    ),
}
"""By claim, words that deny it, take it back or tie it to a condition."""


_SWITCH = (
    r"default|\b(?:true|false|unless|without|omit|opt|active|inactive|suppress|explicit|automatic|request)"
    r"|\b(?:turn|switch|is|are|be|stay|start|leave|left|come|remain)\w*\s+(?:\w+\s+){0,2}?(?:on|off|out|set)\b"
    r"|\b(?:enabl|disabl|activat|deactivat)"
)
_ONLY_WITH = {
    "never raises": regex(
        r"\b(?:never|no|not|nothing|without|silent|ignor|suppress|swallow|tolerat|always|safe|cannot|guarant|normal|caught)"
    ),
    "property": regex(r"\bproperty\b|attribute|getter|setter|parenthes|bracket|\bcall"),
    "required": regex(
        r"\b(?:must|mandat|compuls|always|omit|left|leav|default|explicit|without|need|requir|cannot|optional)|\bha(?:s|ve)\s+to\b"
    ),
    "class or static method": regex(r"\b(?:class|static|instan|self\b|cls\b|object|type)"),
    "context manager": regex(
        r"`with\b|\bwith`|`{1,2}with`{1,2}|\bwith[ -](?:block|statement)|\bcontext|contextmanager|\b(?:enter|exit|leav)"
        r"|\bmanaged\s+block"
    ),
    "coroutine, claimed": regex(
        r"await|asyncio|`async|asynchronously|corout|\bloop\b|\bother\s+tasks?\b|\bfuture|\bnon-?block"
    ),
    "coroutine, denied": regex(r"await|async|synchron|block|\bplain\b|\bordinary\b|\bloop\b|\bat\s+once\b"),
    "default None": regex(r"\bnone\b|\bunset\b|\bno\s+(?:value|default|preset)"),
    "default off": regex(_SWITCH),
    "default on": regex(_SWITCH),
    "generator, claimed": regex(
        r"yield|generator|iterat|lazi|\bloop|\bnext\b|`for\b|\bone\s+(?:by|at|after)|\bdemand\b|\bconsum|\bsuspend|\bpiece"
        r"|\bstep|\bexhaust"
    ),
    "says nothing is returned": regex(
        r"\bnothing\b|`none`|\bnone\b|\b(?:no|any|without)\s+(?:\w+\s+){0,2}?(?:value|result|object|return|answer|data|outcome)|\bvoid\b"
        r"|\bside[ -]effect|\bprocedure\b"
    ),
    "type of a parameter": regex(_TYPE.pattern, re.IGNORECASE),
}
"""By claim, what has to be there of its matter: a part of a word that speaks of it."""


_GIVEN = regex(
    r"return|\b(?:giv|get|receiv|result|value|outcome|hand|produc|com(?:es?|ing)\b|back\b|void"
    r"|procedure|side[ -]effect|assign)"
)
"""What is said of a result, where one is denied."""


def read_recognised(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What a sentence states by its words, where it is clear what it is about."""
    for claim in sorted(claimed(sentence.text, sentence.where, sentence.name)):
        if not _is_clear(claim, sentence.lower):
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
            types = {word.lower() for word in _TYPE.findall(sentence.text)}
            if len(types) == 1:
                yield "type", name, types.pop()


def _is_clear(claim: str, lower: str) -> bool:
    """Whether a sentence in lower case speaks of the matter of a claim, and nothing in it takes the claim back."""
    unless, only = _UNLESS.get(claim), _ONLY_WITH.get(claim)
    if claim == "says nothing is returned" and _GIVEN.search(lower) is None:
        return False
    return (unless is None or not unless.search(lower)) and (only is None or only.search(lower) is not None)


def _subject(sentence: Sentence) -> str:
    """The parameter that a sentence is about: the one of its entry, or the only name that it has."""
    found = (_NAME.match(span.strip()) for span in _SPAN.findall(sentence.text))
    names = {match[1] for match in found if match is not None} - _NO_NAMES - {sentence.name}
    if sentence.entry:
        return sentence.entry if names <= {sentence.entry} else ""
    return names.pop() if len(names) == 1 else ""
