r"""States what a sentence was recognised to claim by all of its words, with the parameter or type that it is about.

The model (`aidoc_core.checks.recognition`) adds up words and knows little of what denies them. So each claim has words
that take it back here; what is left is decided by code, as what the other readers state.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import claimed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.statements.statement import Kind, Sentence

_OF_OBJECTS = frozenset({"summary", "description", "returns", "yields"})
_SPAN = re.compile(r"``?([^`\n]+?)``?(?!`)")
_NAME = re.compile(r"\*{0,2}([A-Za-z_]\w*)(?:\s*=.*)?$")
_NO_NAMES = frozenset(
    """
    None True False self cls await async yield with property return raise int float str bytes bool list dict tuple set
    frozenset object del for def super next iter len staticmethod classmethod contextmanager asyncio
    """.split()  # noqa: SIM905 - a plain list of words
)
_TYPE = re.compile(
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
_ABOUT_ITSELF = frozenset(_OBJECTS)
_ARGUMENTS: dict[str, tuple[Kind, str]] = {
    "required": ("required", ""),
    "default on": ("switch", "on"),
    "default off": ("switch", "off"),
    "default None": ("default", "None"),
    "leaves its argument alone": ("changes", "keeps"),
}
"""What is claimed of one argument."""

_DENIES = (
    r"(?:\b(?:no|not(?!\s+forget)|never|neither|nor|cannot|without|unlike|nothing|hardly|rather\s+than|instead\s+of|other\s+than)\b|n['\u2019]t\b)"
)
_TWICE = re.compile(rf"{_DENIES}[^.;]{{0,60}}\b(?:without|unless)\b")
"""Denied twice: "cannot be called without an instance"."""
_TIED = re.compile(
    r"(?<!even )\bif\b|\b(?:unless|whether(?!\s+or\s+not\b)|(?<!you\s)(?<!callers\s)may(?!\s+not\b)|might|could|should|sometimes|usually|otherwise|previously|as\s+.{1,30}\s+would)\b"
)
"""What ties a claim to a condition or leaves it open."""
_OF_ITS_TIME = re.compile(r"\b(?:when|where|while|until|only|except)\b")
"""The same, for claims that do not speak of when something happens."""
_OWN = (
    r"call\w*|functions?|methods?|routine|procedure|operation|results?|outcome|values?|returns?|return|body|generator|iterators?"
    r"|coroutine|property|attribute|classmethod|staticmethod|class|instance|object|receiver|implementation|execution|work"
    r"|invocation|evaluation|items?|elements?|first|next|decorator|parameters?|arguments?|input|default|state|same|user|one|new"
    r"|lists?|dictionary|set|collection|tuple|pieces|returned|output|identifier|integer|boolean|string|future|loop|handle|values|original|receiver|instances|signature|computation|context|block|resource|event|statement|expression|only|answer|getter|copy|code|type|reader|data"
)
_OTHER = re.compile(
    rf"^(?:the|an?|each|every|any|some|all|its|these|those)\s+(?!(?:\S+\s+){{0,2}}(?:{_OWN})\b)[a-z]"
    r"|\b(?:callbacks?|hooks?)\b|\b(?:wrapped|decorated)\s+(?!with|by|as)\w"
    r"|\bthe\s+(?:returned|resulting|given|passed)\s+(?:\w+(?:['\u2019]s)?\s+)?`?(?:stream|file|handle|connection|client|\w+['\u2019]s)\b|\w['\u2019]s\s+\W?:?\w*:?`"
    r"|\b(?:class|property|attribute|generator|method)\s+of\s+(?:the|an?|each|every|all|another)\b(?!\s+(?:class|instance|object))"
)
"""Something else than the object is spoken of: a callback, "the stream's `next`", "the class of the key"."""
_HOW = r"[^.;:]{0,45}?\b"
_DENIED = {
    claim: re.compile(_DENIES + _HOW + matter)
    for claim, matter in {
        "class or static method": r"(?:class\s?method|static|a\s+class\b)",
        "context manager": r"(?:context|way|with`)",
        "coroutine, claimed": r"(?:coroutine|async|awaited|await\b)",
        "coroutine, denied": r"(?:block|synchron|plain|ordinary)",
        "generator, claimed": r"(?:generator|yield|iterator|lazy|lazily)",
        "property": r"(?:property|properties|attributes?)\b",
        "required": r"(?:required|needed|necessary|mandatory|obligatory|needs?|together)\b",
        "returns a copy": r"(?:copy|copied|new\s+(?:instance|object))\b",
        "says something is returned": r"",
    }.items()
}
"""What is denied of the matter of a claim."""
_WHENEVER = frozenset(
    {"returns a copy", "required", "says nothing is returned", "says something is returned"}
)
_SWITCHES = frozenset({"default off", "default on", "default None"})
_NO_SWITCH = (
    r"^the\s+default\s+\w+\.?$|\bon\s+or\s+off\b|\bset\w*\s+\w+\s+to\b|\b(?:if|when)\b[^.;]{0,40}\b(?:true|false|none|set|given)\b"
    r"|\bunless\s+an?\b|\bskip|\bstarts\s+(?!out|set|on|off)\w+ing\b|\bno\s+\w+\s+by\s+default"
)
_UNLESS = {
    "class or static method": re.compile(r"\b(?:instance|object)\b[^.;]{0,60}\b(?:needed|required|must)\b|\bclass\s+that\b|\bwith\s+the\s+class"),
    "coroutine, denied": re.compile(r"\b(?:place|order|counterpart|suspends?|over)\b|\bnon-?\s?block|\bneeds?\s+an?\b"),
    "default None": re.compile(r"\b(?:not|never|other\s+than)\s+`?none\b|\b(?:set|pass)\w*\s+\w+\s+to\b"),
    "default off": re.compile(rf"{_NO_SWITCH}|=\s?false\b|\bdefault\w*\b[^.;]{{0,40}}\btrue\b"),
    "default on": re.compile(rf"{_NO_SWITCH}|=\s?true\b|\bdefault\w*\b[^.;]{{0,40}}\bfalse\b"),
    "generator, claimed": re.compile(
        r"\bexception|\berror|\bimport|\b(?:from|by|to|random)\s+(?:(?:an?|the)\s+)?(?:\w+\s+)?generator|\b(?:each|every)\s+iterat"
        r"|\bgenerator\s+of\s+(?:pseudo-?)?random|\byields?\s+an?\s+(?:\w+er|more|less)\b"
    ),
    "leaves its argument alone": re.compile(r"\b(?:does|do|is)\s+not\s+(?:stay|remain|kept|survive|the\s+same)|\bnothing\s+forbids\b|\bby\s+the\s+caller\b"),
    "never raises": re.compile(r"\w(?:error|exception|warning)\b|\b(?:can|will)\s+(?:raise|fail|throw)\b|\bblock"),
    "required": re.compile(r"\bis\s+complete\b|\b(?:need|must)\s+not\s+be\s+(?:given|passed|set)\b|\bneed\s+not\b|\bat\s+least\s+one\b"),
    "returns a copy": re.compile(r"\bcopy\s+(?:is|are)\s+(?:not|never)\b|\bcopy\s+of\s+the\s+(?!object|instance|original)|\bsame\s+(?:object|instance)\b|\bitself\b"),
    "says nothing is returned": re.compile(
        r"\bnot\s+`?none\b|\bthere\s+is\s+a\b|\b(?:gain|lose)s?\s+nothing\b|\bnone\s+of\b|->|\|"
        r"|\b(?:not|never)\s+(?:\w+\s+)?returns?\s+`?none\b|\b(?:or|again|twice|returning)\b|\bis\s+\W{0,3}not\b"
    ),
    "says something is returned": re.compile(r"\bnone\b"),
    "type of a parameter": re.compile(
        rf"{_DENIES}(?!\s+else)|\b(?:or|convert\w*|each|elements?|items?)\b|\b(?:list|sequence|tuple|set|collection|iterable|array)s?\s+of\b"
    ),
}
"""By claim, further words that take it back."""


_SWITCH = (
    r"default|\b(?:true|false|unless|without|omit|opt|active|inactive|suppress|explicit|automatic|request)"
    r"|\b(?:turn|switch|is|are|be|stay|start|leave|left|come|remain)\w*\s+(?:\w+\s+){0,2}?(?:on|off|out|set)\b"
    r"|\b(?:enabl|disabl|activat|deactivat)"
)
_ONLY_WITH = {
    "never raises": re.compile(
        r"\b(?:never|no|not|nothing|without|silent|ignor|suppress|swallow|tolerat|always|safe|cannot|guarant|normal|caught)"
    ),
    "property": re.compile(r"\bproperty\b|attribute|getter|setter|parenthes|bracket|\bcall"),
    "required": re.compile(
        r"\b(?:must|mandat|compuls|always|omit|left|leav|default|explicit|without|need|requir|cannot|optional)|\bha(?:s|ve)\s+to\b"
    ),
    "class or static method": re.compile(r"\b(?:class|static|instan|self\b|cls\b|object|type)"),
    "context manager": re.compile(
        r"`with\b|\bwith`|`{1,2}with`{1,2}|\bwith[ -](?:block|statement)|\bcontext|contextmanager|\b(?:enter|exit|leav)"
        r"|\bmanaged\s+block"
    ),
    "coroutine, claimed": re.compile(
        r"await|asyncio|`async|asynchronously|corout|\bloop\b|\bother\s+tasks?\b|\bfuture|\bnon-?block"
    ),
    "coroutine, denied": re.compile(r"await|async|synchron|block|\bplain\b|\bordinary\b|\bloop\b|\bat\s+once\b"),
    "default None": re.compile(r"\bnone\b|\bunset\b|\bno\s+(?:value|default|preset)"),
    "default off": re.compile(_SWITCH),
    "default on": re.compile(_SWITCH),
    "generator, claimed": re.compile(
        r"yield|generator|iterat|lazi|\bloop|\bnext\b|`for\b|\bone\s+(?:by|at|after)|\bdemand\b|\bconsum|\bsuspend|\bpiece"
        r"|\bstep|\bexhaust"
    ),
    "says nothing is returned": re.compile(
        r"\bnothing\b|`none`|\bnone\b|\b(?:no|any|without)\s+(?:\w+\s+){0,2}?(?:value|result|object|return|answer|data|outcome)|\bvoid\b"
        r"|\bside[ -]effect|\bprocedure\b"
    ),
    "type of a parameter": re.compile(_TYPE.pattern, re.IGNORECASE),
}
"""By claim, what has to be there of its matter: a part of a word that speaks of it."""


_GIVEN = re.compile(
    r"return|\b(?:giv|get|receiv|result|value|outcome|hand|produc|com(?:es?|ing)\b|back\b|void"
    r"|procedure|side[ -]effect|assign)"
)
"""What is said of a result, where one is denied."""


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
            types = {word.lower() for word in _TYPE.findall(sentence.text)}
            if len(types) == 1:
                yield "type", name, types.pop()


def is_clear(claim: str, lower: str) -> bool:
    """Whether a sentence speaks of the matter of a claim, and nothing in it denies it, ties it or is about another.

    Args:
        claim: The claim, as the weights name it.
        lower: The sentence in lower case.
    """
    if claim == "says nothing is returned" and _GIVEN.search(lower) is None:
        return False
    matter = _ONLY_WITH.get(claim)
    if matter is not None and not matter.search(lower):
        return False
    if claim != "required" and _TWICE.search(lower):
        return False
    if (claim not in _SWITCHES and _TIED.search(lower)) or (claim in _WHENEVER and _OF_ITS_TIME.search(lower)):
        return False
    if claim in _ABOUT_ITSELF and _OTHER.search(lower):
        return False
    return not any(found.search(lower) for found in (_DENIED.get(claim), _UNLESS.get(claim)) if found is not None)


def _subject(sentence: Sentence) -> str:
    """The parameter that a sentence is about: the one of its entry, or the only name that it has."""
    found = (_NAME.match(span.strip()) for span in _SPAN.findall(sentence.text))
    names = {match[1] for match in found if match is not None} - _NO_NAMES - {sentence.name}
    if sentence.entry:
        return sentence.entry if names <= {sentence.entry} else ""
    return names.pop() if len(names) == 1 else ""
