"""Whether a sentence calls another thing a property, a decorator or the like, or denies it of the object."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.words import words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target

_SEVERAL = regex(
    r"\b(?:lists?|tuples?|dict\w*|sequences?|number|several"
    r"|many)\s+of\s+(?:\w+\s+)?context[ -]managers?\b",
    re.IGNORECASE,
)
_CALLED = regex(
    r"[`~.]([a-z_]\w*)(?:\(\))?`{1,2}\]?(?:\[\])?\s+(?:\w+\s+)?(?:class|static|abstract)?\s?"
    r"(?:method|property|attribute|decorator|context\s+manager)",
    re.IGNORECASE,
)
_BESIDE = regex(
    r"\b(?:alongside|besides?|in\s+addition\s+to|counterpart\s+(?:of|to)|complement\w*)\s+(?:the|an?|its)\s+(?:\w+\s+)?(?:property|attribute)",
    re.IGNORECASE,
)
_THING = regex(
    r"\babstract\s+(?!methods?\b|functions?\b|class\s+method|properties|property|in\b|and\b|here\b|so\b|as\b|on\b|until\b|stub|hook"
    r"|declaration|definition|operation|member|interface)[a-z]\w+"
    r"|\b(?:which|that)\s+(?:is|are|was|were)\s+not\s+(?:\w+\s+)?implemented\b|\b(?:we|it|this|which)\s+(?:(?:need|ha)\w*\s+to\s+)?overrid(?:es?|ing)\b"
    r"|\(not\s+(?:yet\s+)?implemented\)|\bunless\s+it\s+is\s+overridden\s+by\b|\bcan\s+override\b|^\W*if\b|\bshould\s+override\s+this\b|\bup\s+to\s+(?:the\s+)?\w+\s+to\s+(?:determine|decide|choose)\b",
    re.IGNORECASE,
)
"""A thing of thought ("the abstract canvas"), or what others may do."""
_OF_INPUT = regex(
    r"\b(?:from|with|of|any|without|by|over)\s+(?:an?\s+|the\s+|any\s+)?(?:\w+\s+)?(?:lists?|tuples?|dict\w*|eager|materiali[sz]ing)\b"
    r"(?!\s+(?:is|are)\s+(?:returned|given|built))",
    re.IGNORECASE,
)
"""What is worked on: "Builds schemas from a list of fields"."""
_STATIC = regex(
    r"\b(?:the|an?|each|every|its|their)\s+(?!method|function|call|helper|routine|operation)\w+\s+(?:is|are|stays?|remains?)\s+static\b|"
    r"\bstatic\s*,\s+(?!so\b|and\b|which\b|it\b|no\b|not\b|call)\w",
    re.IGNORECASE,
)
"""An adjective among others: "static, primitive parameters"."""
_THE_PROPERTY = regex(r"\b(?:the|this|of)\s+(?:the\s+)?property\b", re.IGNORECASE)
"""Of a plain function: a property of what it works on."""
_IS_SET = regex(r"\bthe\s+(?:attribute|property)\s+(?:is|gets|will\s+be)\s+(?:set|filled|assigned)\b", re.IGNORECASE)
"""Another is: "the attribute is set while the callback runs"."""
_BOUND = regex(r"\bthe\s+name\b[^.;]{0,60}\b(?:not|never)\s+calls?\b|\bbound\s+method\b", re.IGNORECASE)
"""What the name of a method gives, and that it is no call."""
_CLASS_GIVEN = regex(
    r"\b(?:returns?|gives?|gets?|finds?)\s+the\s+class\s+(?:object|itself|name)\b"
    r"|\bthe\s+class\s+name\s+(?:and|must|has|is|should|of)\b",
    re.IGNORECASE,
)
_NOT_OVERRIDDEN = regex(
    r"\b(?:not|never|n['\u2019]t)\s+(?:\w+\s+){0,2}?(?:be\s+)?(?:overrid|reimplement|redefin)"
    r"(?![^.;]*\bcannot\s+be\s+instantiated\b)"
    r"|\bis\s+a\s+subclass\s+of\b|\bimplements?\b[^.]{0,80}\babstract\b|\b(?:no|not\s+every|not\s+all)\s+(?:\w+\s+)?(?:sub-?class|derived\s+class)",
    re.IGNORECASE,
)


_OF_FUNCTIONS = regex(r"\b(?:decorat|funct|callable|class|method|wrapper)", re.IGNORECASE)
_NO_DECORATOR = regex(
    r"(?:\b(?:not|never|no|neither|cannot|without|rather\s+than|instead\s+of)|n['\u2019]t)\b[^.;,]{0,40}(?:decorat|`@|@`)",
    re.IGNORECASE,
)


_OF_THOSE_BELOW = regex(
    r"\b(?:in|of|by|for|most|many|some|usual\w*|typical\w*|other)\s+(?:\w+\s+)?(?:sub-?classes|implement(?:ations|ers|ors)|overrides"
    r"|backends|derived\s+classes)\b|\b(?:sub-?classes|implement(?:ations|ers|ors)|backends)\s+(?:may|can|might|should|must|often|usually)\b",
    re.IGNORECASE,
)
"""What a stub is where somebody has written it: "a property in most implementations"."""


def is_of_another(one: Statement, subject: Target) -> bool:  # noqa: PLR0911 - one sort a line
    """Whether it is another that a sentence calls so: "by the `load` class method", "alongside the property"."""
    if _ASKS.search(one.sentence) or _is_called_so(one.sentence, subject) or _is_left_to_others(one, subject):
        return True
    if one.value == "abstract":
        return _NOT_OVERRIDDEN.search(one.sentence) is not None or _THING.search(one.sentence) is not None
    if one.value == "no generator":
        return _OF_INPUT.search(one.sentence) is not None
    if one.value in ("class or static method", "static method") and _STATIC.search(one.sentence):
        return True
    if one.value == "class or static method":
        return _CLASS_GIVEN.search(one.sentence) is not None
    if one.value == "decorator":
        result = one.where in ("returns", "yields") and not _OF_FUNCTIONS.search(one.sentence)  # "Wrapped light."
        return result or _NO_DECORATOR.search(one.sentence.replace("with or without", "with")) is not None
    if one.value == "context manager":
        return _SEVERAL.search(one.sentence) is not None or _is_of_owner(one.sentence, subject)
    if one.value == "property" and (_IS_SET.search(one.sentence) or _BOUND.search(one.sentence)):
        return True
    if one.value == "property" and not is_method(subject) and _THE_PROPERTY.search(one.sentence):
        return True
    return one.value == "property" and _BESIDE.search(one.sentence) is not None


_ASKS = regex(
    r"^\W*(?!this\b|it\b)(?:\w+\W+){1,4}?(?:whether|if)\b(?!\W+(?:this|it)\b)"
    r"(?!\W+\w+\W+(?:is|was|gets?)\W+(?:not\W+)?(?:called|given|passed|implemented|overridden))",
    re.IGNORECASE,
)
"""What a function tells of something else: "Check whether `node` is an abstract method"."""
_REFERRED = regex(
    r"\b(?:class|static|abstract)\s?(?:method|function)s?\s+(?:(?::\w+){1,2}:)?`{1,2}[~!.]?(?:([\w.]*)\.)?(\w+)"
)


def _is_called_so(sentence: str, subject: Target) -> bool:
    """Whether what is called so is named, and is another: "the `load` method", "the static function `Visitor.add`"."""
    called = _CALLED.search(sentence)
    if called is not None and called[1] != subject.obj.name:
        return True
    named = _REFERRED.search(sentence)
    if named is None:
        return False
    owner = subject.obj.path.rpartition(".")[0]
    return named[2] != subject.obj.name or (bool(named[1]) and not f".{owner}".endswith(f".{named[1]}"))


def _is_left_to_others(one: Statement, subject: Target) -> bool:
    return subject.is_stub and one.value != "abstract" and _OF_THOSE_BELOW.search(one.sentence) is not None


_ENTERED = ("__enter__", "__aenter__")
_SHORT = 3


def _is_of_owner(sentence: str, subject: Target) -> bool:
    """Whether the class can stand behind `with`, and a sentence names it: "`async with limiter` does the same"."""
    context = subject.context
    owner = context.owner if context is not None else None
    if context is None or owner is None:
        return False
    enters = any(context.package.member(owner, name) is not None for name in _ENTERED)
    if not enters and not any("ContextManager" in str(base) for base in getattr(owner, "bases", ())):
        return False
    told = sentence.lower()
    names = {owner.name.lower(), *(word for word in words(owner.name) if len(word) > _SHORT)}
    return any(name in told for name in names) or _OBJECT.search(told) is not None


_OBJECT = regex(
    r"\bthe\s+(?:object|instance|class|(?:\w+\s+)?context\s+manager)\b|`with\s+self\b|`async\s+with\s+self\b"
)


def is_method(subject: Target) -> bool:
    """Whether a function stands in a class; `True` if that cannot be seen.

    Args:
        subject: The object.
    """
    return subject.context is None or subject.context.owner is not None
