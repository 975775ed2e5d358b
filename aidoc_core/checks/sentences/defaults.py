"""What sentences say of the value that a parameter has where nothing is passed, in words or as a value."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from aidoc_core.checks import defaults
from aidoc_core.checks.default_owners import is_of, is_surely_of
from aidoc_core.checks.default_wordings import is_spelt, is_wished, stated
from aidoc_core.checks.defaults import (
    constant,
    is_another_value,
    is_same_in_other_unit,
    is_unfounded,
    literal,
    stated_otherwise,
)
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.sentences.arguments import must_be_passed
from aidoc_core.checks.sentences.decided import decided
from aidoc_core.checks.sentences.default_names import wrong_names
from aidoc_core.code.nodes import value_of
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target
    from aidoc_core.code.objects import Parameter

_NEGATIVE = frozenset(
    {
        "disable",
        "disabled",
        "no",
        "not",
        "skip",
        "without",
        "suppress",
        "ignore",
        "quiet",
        "omit",
        "exclude",
        "inhibit",
        "prevent",
        "off",
        "hide",
    }
)


@rule("AD123", Severity.DROP, "contradiction", english=True)
def default_in_words(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence states a wrong default, in words or outside of the parameter's own entry.

    "Enabled by default." of a parameter that is `False`; "`retries` defaults to 5." in the description; "MD5 by
    default." of `hashlib.sha256`. The rule compares flags, literals, constants and names of the signature, and says
    nothing of a parameter that may be `None` and goes on to other code.

    Hint: the default of the signature; the sentence is removed.
    """
    complaints = [*decided(said, subject, "switch", _switched), *decided(said, subject, "default", _otherwise, _is_own)]
    seen = {(one.where, one.quote) for one in complaints}
    named = (one for one in wrong_names(said, subject) if (one.where, one.quote) not in seen)
    complaints += [replace(one, shown=True) for one in named]  # the sentence says nothing else
    told = _told(said, subject) if complaints else frozenset()
    complaints = [one for one in complaints if (one.where, one.quote) not in told]
    for passage in said.passages:
        if passage.where in ("summary", "description"):
            complaints += _defaults_elsewhere(passage.text, passage.where, subject)
    yield from (one for one in complaints if not is_wished(one.quote))


def _is_own(one: Statement, subject: Target) -> bool:
    """Whether nothing else in the sentence could have the value."""
    others = [other.name.lstrip("*") for other in subject.obj.parameters if other.name != one.subject]
    return is_of(one.subject, one.value.strip(_QUOTES), one.sentence, others)


def _told(said: Claims, subject: Target) -> frozenset[tuple[str, str]]:
    """What the rules on entries find: a sentence is told of once."""
    rules = (defaults.wrong_default, defaults.unfounded_default)
    return frozenset((one.where, one.quote) for rule in rules for one in rule.look(said, subject))


def _switched(one: Statement, subject: Target) -> tuple[str, str] | None:
    name, parameter = one.subject, subject.parameter(one.subject)
    default = parameter.default if parameter is not None else None
    if parameter is None or default not in ("True", "False") or set(parameter.name.split("_")) & _NEGATIVE:
        return None
    if (one.value == "on") == (default == "True") or _tells_both(one.sentence):
        return None
    if _IS_NOT_SO.search(one.sentence):
        return None
    named = _NAMED_DEFAULT.search(one.sentence)
    if named is not None and named[1].capitalize() == default:
        return None  # "When `True`, it does …, default: `False`"
    return f"states another default for '{name}' than {default}", f"`{name}` is {default} by default."


_NAMED_DEFAULT = regex(r"\bdefaults?\b(?:\s+\w+)?[\s:=(]{0,4}`{0,2}(true|false)\b", re.IGNORECASE)
_IS_NOT_SO = regex(
    r"\b(?:which|as)\s+(?:by\s+default,?\s+)?(?:it|this|they)\s+(?:by\s+default,?\s+)?(?:(?:is|are|does|do|was)\s+not\b|(?:is|are|does|do|was)n['\u2019]t\b)",
    re.IGNORECASE,
)
"""What it does, and that it does not by default: "turns memory mapping on, which it is not by default"."""
_NULL = regex(r"\bnull\s+\w")
_BOTH = regex(r"\bTrue\b.*\bFalse\b|\bFalse\b.*\bTrue\b", re.DOTALL)
_DEFAULT = regex(r"\b(?:default|initial|unset|omit|unless|without)", re.IGNORECASE)


def _tells_both(sentence: str) -> bool:
    """Whether a sentence tells what each value does, and of no default: "convert (True), or skip it (False)"."""
    return _BOTH.search(sentence) is not None and _DEFAULT.search(sentence) is None


def _otherwise(one: Statement, subject: Target) -> tuple[str, str] | None:  # noqa: PLR0911 - one reason a line
    name, parameter = one.subject, subject.parameter(one.subject)
    if parameter is None or parameter.name.startswith("*") or parameter.default == "..." or subject.is_stub:
        return None
    if _NO_DEFAULT.search(one.sentence) or (one.value == "None" and _NULL.search(one.sentence)):
        return None  # "Ignore null values (default)"
    if one.value.strip("`'\"") == "default" or _SHARE.search(one.sentence):
        return None  # a value that is called so; a part of what only the code works out
    default = parameter.default or ""
    if default and (default.strip(_QUOTES) in _WORD.findall(one.sentence) or _is_spelt_out(default, one.sentence)):
        return None  # the right one is there, too
    if parameter.default is None:
        known = one.value == "None" or literal(one.value) is not None
        if not known or not must_be_passed(parameter, subject, omitted=True) or _OTHER_SUBJECT.search(one.sentence):
            return None
        if _OF_ANOTHER_THING.search(one.sentence):
            return None
        return f"states a default for '{name}', which has none", f"`{name}` has no default."
    if parameter.default == "None":
        wrong = one.value not in ("None", "unlimited", "empty") and is_unfounded(
            one.value, one.sentence, parameter, subject
        )
    else:
        wrong = _is_other(one, parameter, subject)
    if not wrong:
        return None
    return f"states another default for '{name}' than the signature", f"`{name}` defaults to `{parameter.default}`."


def _is_spelt_out(default: str, sentence: str) -> bool:
    """Whether a default is text, and a sentence has it."""
    return default[:1] in _QUOTES and is_spelt(default.strip(_QUOTES), sentence)


_NO_DEFAULT = regex(
    r"\bnot\s+(?:make|turn|mean|become|amount|set\s+(?:an?\s+|the\s+|any\s+)?default)\b|\b(?:instead\s+of|rather\s+than|other\s+than|in\s+place\s+of)\s+the\s+default\b",
    re.IGNORECASE,
)
"""What is denied of the default, or passed in its place."""
_WORD = regex(r"-?\.{0,3}\w+(?:\.{1,3}\w+)*")
_QUOTES = "'\""
_OTHER_SUBJECT = regex(
    r"\b(?:if|when|unless|keys?|entries|items?|equals?|indicat\w+|elsewhere|usual\w*|normally|typical\w*|often)\b|\b[01]\s+otherwise\b|\bis\s+[01]\b",
    re.IGNORECASE,
)
_SHARE = regex(r"\d\s?%\s+of\b")
_OF_ANOTHER_THING = regex(r"\bdefault\s+(?!(?:value|of|is|to|it|this)\b)[a-z]+\s+(?:of\s+|is\s+)?[`'\"\d]")
"""What a part of a value has where it is left out: "names (with default weight 1)"."""
"""What has a value under a condition, or at a place: "equals 1 where it is set, and 0 otherwise"."""


def _is_other(one: Statement, parameter: Parameter, subject: Target) -> bool:  # noqa: PLR0911 - a combination of concepts a line
    """Whether a stated value is not the default of the signature, a literal or a constant of the package."""
    written = constant(parameter.default or "", subject)
    node = literal(written)
    if node is None:
        return False
    value = value_of(node)
    if isinstance(value, str) and value.startswith(one.value):
        return False  # "Default is 1 day." of "1d"
    if value is None:
        return one.value not in ("None", "unlimited", "empty")
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    if one.value == "None":
        return "`None`" in one.sentence or ((bool(value) or plain) and not _MEANS_NONE.search(one.sentence))
    if one.value == "unlimited":
        return plain and 0 < value < _UNLIMITED
    if one.value == "empty":
        return bool(value) and not isinstance(value, bool)
    said = literal(one.value)
    if plain and said is not None:
        known = value_of(said)
        return isinstance(known, int | float) and not is_same_in_other_unit(known, value)
    return is_another_value(one.value, replace(parameter, default=written))


_UNLIMITED = 10**6
"""A default that is as good as none."""
_MEANS_NONE = regex(r"^None\b|\b(?:[Nn]o|none)\b(?!\W*value)|\bnothing\b")
"""Plain words, which may be said of an effect: "None by default" of `0`."""


def _defaults_elsewhere(text: str, where: str, subject: Target) -> Iterator[Complaint]:
    """Defaults that the description states of the one parameter that a sentence names."""
    if not any(sign in text for sign in _SIGNS):
        return
    for sentence, values in groupby(stated(text), key=itemgetter(1)):
        named = [p for p in subject.obj.parameters if f"`{p.name}`" in sentence]
        called = _OTHER_CALL.search(sentence)
        if called is not None and called[1] != subject.obj.name:
            continue
        if len(named) != 1 or named[0].default in (None, "None"):
            continue
        name, default = named[0].name, named[0].default
        place, said = sentence.find(f"`{name}`"), _OMITTED.sub("", sentence)
        for value in dict.fromkeys(value for value, _ in values if value != name):
            if place > sentence.rfind(value) and not _DEFAULT_FOR.search(sentence[max(0, place - 100) : place]):
                continue  # "is X by default, which `name` changes"
            if stated_otherwise(value, said, named[0]):
                message = f"states another default for '{name}' than the signature"
                hint = f"`{name}` defaults to `{default}`."
                complaint = Complaint(message=message, hint=hint, where=where, quote=sentence, cut="sentence")
                yield replace(complaint, shown=is_surely_of(named[0], sentence, subject))


_OTHER_CALL = regex(r"\b(\w+)\(\)")
_SIGNS = ("default", "omit", "unless", "unset", "left out", "not given", "not passed", "explicit", "is given")
_DEFAULT_FOR = regex(r"\bdefault\s+(?:value\s+)?of\s+[^\s]{1,60}\s+(?:for|of)\s+\Z")
_OMITTED = regex(
    r"^\W*(?:if|when)\s+(?:no\s+`\w+`\s+is\s+given|(?:`\w+`|it)\s+is\s+(?:left\s+out|omitted|unset|not\s+(?:given"
    r"|passed|set))),"
    r"|\bunless\s+given(?=\W*\Z)",
    re.IGNORECASE,
)
"""A condition that says no more than that the default is meant."""
