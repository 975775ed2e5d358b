"""Parameters that sentences speak of, and that nobody can pass."""

from __future__ import annotations

import keyword
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.accepts import accepted
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.formulas import GREEK, in_formula
from aidoc_core.checks.placed import is_denied, is_of_other, is_placed
from aidoc_core.checks.recognition.doubt import is_short
from aidoc_core.checks.rule import rule
from aidoc_core.checks.sentences.decided import decided
from aidoc_core.code.lookup.code_words import texts_of, words_of
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.rule import Complaint
    from aidoc_core.checks.statements import Kind, Statement
    from aidoc_core.checks.target import Target


@rule("AD109", Severity.DROP, "contradiction", english=True)
def sentence_on_invented_parameter(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence speaks of a parameter that cannot be passed.

    "Pass `strict=False`", "the `retries` argument", "the retries argument", "`retries` is optional". In the summary
    and description of a function or class it is enough that a name in a code span, or one of several words, is said to
    be given, set or omitted ("if `strict` is given", "with `strict` enabled"), to have a default, or to control
    something. The rule reports nothing if the code of the function, its class or the class's constructor has the name,
    or if the sentence names another function, a key, a column or a state: what the module has as a text alone, or what
    is written in capitals as no parameter of the object is. It reports a name that is said to be given only if the
    module does not have it, one that only controls something only if the package does not, and neither if `**kwargs`
    goes to unknown code.

    Hint: the name; the sentence is removed.
    """
    if subject.obj.kind not in ("function", "class"):
        return
    told: set[tuple[str, str]] = set()
    for kind, decide in (("parameter", _invented), *((kind, _presupposed) for kind in _OF_ARGUMENTS)):
        for complaint in decided(said, subject, kind, decide, _is_marked):
            if (complaint.where, complaint.quote) not in told:
                told.add((complaint.where, complaint.quote))
                yield complaint


_OF_ARGUMENTS: tuple[Kind, ...] = ("optional", "required", "switch", "default")
"""Statements that only a parameter can be the subject of."""


def _presupposed(one: Statement, subject: Target) -> tuple[str, str] | None:
    """What is wrong with a statement on an argument, in a code span, that there is none of."""
    if not one.subject.isidentifier() or f"`{one.subject}`" not in one.sentence:
        return None
    if one.where.partition(" ")[0] in ("parameter", "attribute") or subject.parameter(one.subject) is not None:
        return None
    return _invented(replace(one, kind="parameter", value="passed"), subject)


def _is_marked(one: Statement, subject: Target) -> bool:
    """Whether a name stands in a code span of its own, and is that of no function or class of the package.

    A value, a formula and what is looked up in a mapping are written in code spans as well: "`n = 8`", "dict[`name`]".
    """
    context = subject.context
    others = context.package.by_name.get(one.subject, ()) if context is not None else ()
    if any(other.is_function or other.is_class for other in others):
        return False
    name = re.escape(one.subject)
    marked = rf"(?<!\[)``?\*{{0,2}}{name}(?:=(?:True|False|None|-?[\d.]+))?``?(?!\])"
    field = rf":param\s+(?:\w+\s+)?{name}:|^(?:Args|Arguments|Parameters)\s*:\s*{name}\b"
    return is_short(one.sentence) and re.search(f"{marked}|{field}", one.sentence) is not None


def _invented(one: Statement, subject: Target) -> tuple[str, str] | None:
    name, allowed = one.subject, accepted(subject).allows(one.subject)
    if keyword.iskeyword(name) or (f"`{name}=" in one.sentence.replace(" ", "") and name == "default"):
        return None  # "(`default=True`)" states a default
    if allowed or name in subject.own_names or _is_of_owner(name, one, subject):
        return None
    if _is_setting(name, subject) or _is_of_formula(name, one.sentence) or _is_of_data(name, subject):
        return None
    if not _is_spoken_of(name, one, subject):
        return None
    known = subject.context is not None and name in subject.context.package.words
    if known and (one.value not in ("told", "passed") or allowed is None or _AT_ANOTHER_TIME.search(one.sentence)):
        return None
    return f"speaks of a parameter '{name}' that cannot be passed", f"There is no parameter `{name}`."


def _is_of_data(name: str, subject: Target) -> bool:
    """Whether a name is that of a flag, key or constant, which data have and nobody passes.

    Such names are written in capitals, as hardly a parameter is; or the module has them as texts and not as names:
    `PADDED` of `"PADDED" in self.flags`.
    """
    if name.isupper():
        return not any(one.name.isupper() for one in subject.obj.parameters)
    context = subject.context
    return context is not None and name in texts_of("\n".join(context.package.file(context.obj).lines))


def _is_of_formula(name: str, sentence: str) -> bool:
    """Whether a name is a letter, or one that a sentence works something out with."""
    greek = name in GREEK and not _AS_ARGUMENT.search(sentence)
    return len(name.strip("_")) == 1 or greek or in_formula(name, sentence)


def _is_spoken_of(name: str, one: Statement, subject: Target) -> bool:
    """Whether a sentence says of a name that it is a parameter of this object."""
    taken = one.value in ("passed", "controls")
    if (taken or subject.obj.kind == "class") and not _is_unheard_of(name, one, subject):
        return False
    if re.search(rf"\b(?:for|of|as|into)\s+an?\s+`{{1,2}}{re.escape(name)}`{{1,2}}\s+\w+", one.sentence):
        return False  # a sort of thing: "for a `cidr` parameter" of a statement
    if _OF_WRAPPED.search(one.sentence) or _is_no_name(name, one.sentence) or is_denied(name, one.sentence):
        return False
    if not taken and not _is_passed(name, one.sentence):
        return False
    if _OF_THING.search(_marked(name, one.sentence)):
        return False
    of = _TO_ANOTHER.search(one.sentence, max(0, one.sentence.find(name))) or _OF_ANOTHER.search(
        _marked(name, one.sentence)
    )
    return of is None or of[1].rpartition(".")[2] == subject.obj.name


def _is_unheard_of(name: str, one: Statement, subject: Target) -> bool:
    """Whether all that takes a name is in sight, no code around it has the name, and no other library is named.

    Of what is said to be passed to a function, other modules may have the name.
    """
    context = subject.context
    if context is None or accepted(subject).allows(name) is not False:
        return False
    if name in context.package.words and (
        one.value != "passed"
        or subject.obj.kind == "class"
        or name in words_of("\n".join(context.package.file(context.obj).lines))
    ):
        return False
    return not is_of_other(name, one.sentence, subject) and not is_placed(name, one.sentence.replace(f"{name}=", name))


_MADE = regex(
    r"\b(?:new|additional|model|fit|fitting|free|trainable|server|request|business)\s+(?:\w+\s+)?(?:parameters?|rights?)\b"
)


_OF_WRAPPED = regex(
    r"\b(?:wrapped|returned|decorated|resulting|new|inner)\s+(?:function|callable|method|decorator)\b", re.IGNORECASE
)
"""Another function: "the wrapped function takes `compression`"."""


def _is_passed(name: str, sentence: str) -> bool:
    """Whether a sentence has a word for parameters or for passing near a name, or the name as a caller writes it."""
    text = _marked(name, sentence)
    if "**" in sentence or _A_VALUE.search(text):
        return False  # handed on to something else; a value
    if _AS_CODE.search(text):
        return True
    at = text.find("\0")
    before, behind = text[max(0, at - _NEAR) : at], text[at + 1 : at + 1 + _NEAR]
    given = behind.lstrip(" ").startswith("=")
    if given and len(before) > _BEGIN and before.split()[-1:] in (["using"], ["with"], ["has"], ["have"], ["uses"]):
        return False  # "objects with ondelete='RESTRICT' foreign keys"
    return given or _PASSED.search(f"{before} {behind}") is not None


def _marked(name: str, sentence: str) -> str:
    """A sentence with a sign in the place of a name, for patterns to look around it."""
    return _NAME.sub(lambda match: "\0" if match[0] == name else match[0], sentence)


_NAME = regex(r"\w+")
_A_VALUE = regex(r"=\s?`{0,2}\0")
_AS_CODE = regex(r"`\*{0,2}\0(?:\s?=|`)")
_NEAR, _BEGIN = 60, 8
_PASSED = regex(
    r"\b(?:parameters?|params?|arguments?|args?|keywords?|kwargs?|options?|flags?|settings?|switch\w*|pass(?:ed|es|ing)?|sets?|setting"
    r"|giv(?:e|en|es|ing)|provid\w+|suppl\w+|specif\w+|depend\w*|controll?\w*|default\w*|omit\w*|accord\w*|called|named|values?|limit\w*"
    r"|govern\w*|determin\w*|decid\w*|configur\w*|enabl\w*|disabl\w*|turn\w*|takes?|accepts?|rais\w+|adjust\w*|through|via|by)\b",
    re.IGNORECASE,
)


def _is_no_name(name: str, sentence: str) -> bool:
    """Whether a word is no parameter there: a text in quotes, a variable of a formula, an adjective."""
    text = _marked(name, sentence)
    if _QUOTED.search(text) or _MADE.search(sentence):
        return True
    return f"`{name}" not in sentence and "_" not in name and _ADJECTIVE.search(text) is not None


_QUOTED = regex(
    r"[\"']\0[\"']|\[`{0,2}\0`{0,2}\]|\bresults?\s+in\s+`{0,2}\0|\0`{0,2}\s+initiali[sz]ation\s|\0\s?(?:[<>]|&[lg]t;)"
)
_ADJECTIVE = regex(
    r"\b(?:an?|any|all|some|every|each|other|no|its|these)\s+\0\s+(?:\w+\s+)?(?:argument|parameter)"
    r"|\0\s+(?:keyword\s+|positional\s+)?(?:arguments|parameters|keywords)\b"
)


_TO_ANOTHER = regex(
    r"\b(?:argument|parameter|keyword|option|setting|flag|kwarg)s?\s+(?:to|of|for|in|on|from)\s+(?:the\s+|an?\s+)?"
    r"(?::\w+:)?[`~!]{0,3}([A-Za-z_][\w.]*)(?:`|\(\))"
)
"""What another one takes: "the `type` argument to the `detrend` function"."""
_OF_ANOTHER = regex(r"`([A-Za-z_][\w.]*)(?:\(\))?`{1,2}['\u2019]s?\s+(?:\w+\s+)?`{0,2}\0")
"""The same with the other in front: "`detrend`'s `type` argument"."""
_OF_THING = regex(
    r"\0`{0,2}\s+(?:\w+\s+)?(?:argument|parameter|option|setting|flag|keyword)s?\s+(?:of|on|in)\s+(?:the|an?)\s+"
    r"(?!(?:\w+\s+)?(?:functions?|methods?|calls?|constructors?|class|signatures?|decorators?|init\w*|object|instance)\b)[a-z]"
    r"|\b[A-Z]\w*`{0,2}\s+(?:(?:is|was|that\s+is)\s+)?(?:initiali[sz]ed|instantiated|created|constructed|called|built|made)"
    r"\s+with\s+(?:\w+\s+){0,3}`{0,2}\0"
)
"""What something else is made with: "the `touch` option of the browser context", "a `Network` made with `strict`"."""
_AT_ANOTHER_TIME = regex(r"\b(?:when|while|before|after)\s+\w+ing\b")
"""What is passed when something else is called: "when plotting the data, set `cmap`"."""


def _is_setting(name: str, subject: Target) -> bool:
    """Whether a module of the package has an attribute of this name: "the `cache_folder` setting"."""
    context = subject.context
    found = context.package.by_name.get(name, ()) if context is not None else ()
    return any(one.is_attribute and one.parent is not None and one.parent.is_module for one in found)


def _is_of_owner(name: str, one: Statement, subject: Target) -> bool:
    """Whether the class of a method has such an attribute, or its constructor such a parameter."""
    context = subject.context
    if context is None or context.owner is None:
        return False
    member = context.package.member(context.owner, name)
    if isinstance(member, griffe.Object):
        return True
    if member is not None and (name in context.package.words or not _is_handed_over(name, one.sentence)):
        return True  # of a base that is out of sight
    constructor = context.package.member(context.owner, "__init__")
    return isinstance(constructor, griffe.Function) and any(p.name == name for p in constructor.parameters)


def _is_handed_over(name: str, sentence: str) -> bool:
    """Whether a sentence tells a parameter from an attribute: callers give it, or it is written as they write it."""
    return _AS_ARGUMENT.search(sentence) is not None or _AS_GIVEN.search(_marked(name, sentence)) is not None


_AS_GIVEN = regex(
    r"\0\s?=(?!=)|\b(?:if|when|whenever|unless|where)\s+`{0,2}\0`{0,2}\s+(?:is|was)\s+(?:not\s+)?(?:given|specified|supplied"
    r"|provided|omitted|left\s+out)\b|\b(?:specif|suppl|provid)\w+\s+`{0,2}\0",
    re.IGNORECASE,
)
"""What is given by callers alone; an attribute is set."""
_AS_ARGUMENT = regex(
    r"\b(?:arguments?|parameters?|keywords?|options?|pass(?:ed|es|ing)?|caller\w*|at\s+its\s+default)\b", re.IGNORECASE
)
"""Words that tell a parameter from an attribute."""
