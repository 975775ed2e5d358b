"""AD11x: types, in a type field or in prose, against closed annotations and literal defaults."""

# ruff: noqa: RUF001 - models write curly apostrophes and dashes

from __future__ import annotations

import ast
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.checks.defaults import literal, without_text
from aidoc_core.checks.families import (
    COLLECTIONS,
    OPEN,
    TYPE_WORDS,
    contradict,
    is_plural,
    of_annotation,
    of_value,
    of_words,
    word_family,
)
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.passages import sentences
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target
    from aidoc_core.code.objects import Parameter

# Behind a type word that is the thing itself, and not part of a compound ("string length", "list index").
_AFTER = r"""(?=\s*$|\s*[.,;:)(—–]|\s+-|\s+(?:of|or|and|that|which|with|without|to|for|from|in|on|by|as|where|whose|
    when|if|is|are|used|only|back|here|there|now|please|at|per|via|into|before|after|along|so|because|since|unless|
    until|while|than|value|values|instance|object|type|representing|containing|specifying|indicating|giving|
    holding|describing|mapping|giving|denoting|naming|controlling|defining|determining|listing|\w+ing)\b)"""
TYPE = rf"(?P<type>`{{0,2}}(?:[\w.]+\.)?(?:{'|'.join(TYPE_WORDS)})\b`{{0,2}}(?:\[[^\]]{{0,300}}\])?)" + _AFTER
"""A word for a type that is the thing itself; for verbose patterns, in the group `type`."""
ARTICLE = r"(?:(?:an?|the|one|single|plain|optional|python|builtin|non-?empty|positive|negative|simple)\s+)*"
_STATED = regex(
    rf"""(?:^\(?{ARTICLE}|                                            # "A list of ..."
    \b(?:must|should|shall|has\ to|have\ to|needs\ to|ought\ to|is\ expected\ to|expected\ to)\ be\ {ARTICLE}|
    ^(?:\S+\s+){{0,3}}?(?:is|be|are|remains)\ (?:always\ )?(?:an?|the)\ {ARTICLE}|   # "It is a list"
    \b(?:of|has|with)\ (?:the\ )?type:?\ {ARTICLE}|\btyped?(?:\ as)?:?\ {ARTICLE}|
    ^(?:expects|accepts|takes|wants|requires|expected|pass|give|supply|provide)\ {ARTICLE}|
    ^(?:given|passed|supplied|provided)\ as\ {ARTICLE}|
    \b(?:given|passed|supplied|provided|expressed|specified)\ as\ {ARTICLE}|
    ^\((?=\w+(?:\[[^\]]{{0,300}}\])?(?:,\ optional)?\)))                         # "(int)", "(str, optional)"
    {TYPE}""",
    re.IGNORECASE | re.VERBOSE,
)
_ALTERNATIVES = regex(r"\b(?:or|either|instead|also)\b|\|", re.IGNORECASE)
_CONDITION = regex(
    r"\b(?:if|when|whether|unless|can|may|keys?|values?|each|every|first|second|third|elements?)\b|^\s*(?:\.\.|[-*] )",
    re.IGNORECASE,
)
_FIRST = 2
"""Sentences of a text that may state the type: later ones speak of parts and cases."""


def is_alternative(sentence: str) -> bool:
    """Whether a sentence speaks of several possibilities."""
    return _ALTERNATIVES.search(sentence) is not None


@rule("AD111", Severity.REJECT, "contradiction")
def wrong_type(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A type field contradicts the annotation.

    The rule applies only if the annotation allows builtin types alone and the field names other ones. aidoc's own
    prompt requests no types, because the renderer prints the annotation; answers from elsewhere may contain them.

    Hint: the annotation.
    """
    for item in said.parameters:
        parameter = subject.parameter(item.name)
        if parameter is None or not item.type:
            continue
        if contradict(of_words(item.type), _variadic(parameter.name, of_annotation(parameter.annotation))):
            yield Complaint(
                message=f"says that '{item.name}' is {item.type}, where the annotation is {parameter.annotation}",
                hint=f"`{item.name}` is annotated `{parameter.annotation}`.",
                where=f"parameter {item.name}",
                quote=item.type,
                cut="entry",
            )
    several = _SEVERAL.search(said.returns_type) and "tuple" in of_annotation(subject.annotation)
    if (
        said.returns_type
        and not several
        and subject.annotation
        and contradict(of_words(said.returns_type), of_annotation(subject.annotation))
    ):
        yield Complaint(
            message=f"says that it returns {said.returns_type}, where the annotation is {subject.annotation}",
            hint=f"The return annotation is `{subject.annotation}`.",
            where="returns",
            quote=said.returns_type,
            cut="entry",
        )


_SEVERAL = regex(r"\w[\])]?\s*,\s*(?!optional\b|default\b)[^\W\d]")
"""The types of the parts of a tuple: "float, float"."""
_CALLABLE = regex(r"\W*callable\s+\w", re.IGNORECASE)
_PAIRS = regex(r"\W*\w+\s+to\s+\w+", re.IGNORECASE)
"""What a mapping maps to what: "float to list"."""


@rule("AD112", Severity.DROP, "contradiction")
def wrong_type_in_prose(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A description names a type that the annotation or a literal default excludes.

    A type word counts only where a sentence states a type ("A list of", "must be a string", "(int)"), and only if the
    next word shows that the type word is the thing itself ("a string to print", not "a string length").

    Hint: the annotation; the sentence is removed.
    """
    for item in said.parameters:
        parameter = subject.parameter(item.name)
        if parameter is None:
            continue
        allowed = of_annotation(parameter.annotation)
        if allowed == OPEN and not parameter.annotation:
            allowed = of_default(parameter.default)
        code = stated_by_code(parameter)
        if allowed == {"dict"} and _PAIRS.match(item.text):
            continue
        families = _variadic(parameter.name, allowed)
        found = _stated(item.text, families, f"parameter {item.name}", f"'{item.name}' is", code)
        # A default is one of the values that may be passed: "The list of gaps" of 0.005.
        yield from (replace(one, unsure=not parameter.annotation) for one in found)
    families = of_annotation(subject.annotation)
    spoken = _CALLABLE.match(said.returns) or (families == {"dict"} and _PAIRS.match(said.returns))
    if said.returns and subject.annotation and not (subject.obj.yields_value or spoken or families == {"callable"}):
        code = f"annotation is {subject.annotation}"
        yield from _stated(said.returns, families, "returns", "it returns", code)


@rule("AD113", Severity.DROP, "contradiction")
def type_against_default(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A type field excludes the literal default of a parameter without an annotation.

    The default `None` tells nothing about the type.

    Hint: the default; the entry is removed.
    """
    for item in said.parameters:
        parameter = subject.parameter(item.name)
        if parameter is None or parameter.annotation or not item.type or _VALUES.search(item.type):
            continue
        if contradict(of_words(item.type), of_default(parameter.default)):
            default = without_text(parameter.default)
            yield Complaint(
                message=f"says that '{item.name}' is {item.type}, where the default is {default}",
                hint=f"`{item.name}` defaults to `{parameter.default}`.",
                where=f"parameter {item.name}",
                quote=item.type,
                cut="entry",
            )


_VALUES = regex(r"['\"]")
"""Values that may be passed, in the place of a type: `{'float', 'double'}`."""


def stated_by_code(parameter: Parameter) -> str:
    """What the code tells of the type of a parameter: its annotation, else its default."""
    return f"annotation is {parameter.annotation}" if parameter.annotation else f"default is {_plain(parameter)}"


def _plain(parameter: Parameter) -> str:
    """A default for a message; of a text, that it is one, since it could be a password."""
    return "text" if of_default(parameter.default) >= {"str"} else parameter.default or ""


def is_one_of_parts(word: str, text: str) -> bool:
    """Whether a text names a type beside other things, as one names the parts of a tuple: "(mean, list)", "int, str".

    Args:
        word: The word for the type.
        text: The text.
    """
    of = re.escape(word.strip("`").partition("[")[0])
    beside = (
        rf"\b{of}\b`{{0,2}}\s{{0,3}}(?:\([^()\n]{{0,60}}\))?\s{{0,3}}(?:[,;:/\n]|(?:and|then|plus|followed)\b)"
        rf"|(?:[,/\n]|\b(?:and|then|plus|by))\s{{0,3}}(?:[-*]\s)?(?:(?:an?|the)\s)?`{{0,2}}{of}\b"
    )
    return re.search(beside, text, re.IGNORECASE) is not None


def _stated(text: str, allowed: frozenset[str], where: str, what: str, code: str) -> Iterator[Complaint]:
    of_tuple = where == "returns" and "tuple" in allowed
    if allowed == OPEN or (of_tuple and len(_PARTS.findall(text)) > 1):
        return  # each line or sentence is on one part
    for sentence in sentences(text)[:_FIRST]:
        match = None if "tuple" in allowed and _WRITTEN_OUT.match(sentence) else _STATED.search(sentence)
        if (
            match is None
            or _ALTERNATIVES.search(sentence[match.start() :])
            or _CONDITION.search(sentence[: match.end()])
            or _is_refused(sentence, match)
        ):
            continue
        if match["type"].lower() == "set" and not sentence[match.end() :].lstrip().startswith("of "):
            continue  # the verb
        if _CHOICES.match(sentence, match.end()):
            continue  # "The list of possible options is"
        if match[0] == "List" and not _OF_LIST.match(sentence, match.end()):
            continue  # likewise: "List as prose"
        if _is_thing(match, allowed) or ("str" in allowed and _SEPARATED.search(sentence, match.end())):
            continue
        if of_tuple and is_one_of_parts(match["type"], sentence):
            continue
        word = match["type"].strip("`").partition("[")[0]
        held = is_plural(word) and not allowed.isdisjoint(COLLECTIONS)  # "Strings to join"
        if (family := word_family(word)) and not held and contradict(frozenset({family}), allowed):
            yield Complaint(
                message=f"says that {what} {match['type'].strip('`')}, where the {code}",
                hint=f"The {code}; leave types out of the text.",
                where=where,
                quote=sentence,
                cut="sentence",
            )


_PARTS = regex(rf"(?:\A|\n|[.;]\s)[ \t]{{0,12}}(?:[-*]\s{{1,8}})?{ARTICLE}{TYPE}", re.IGNORECASE | re.VERBOSE)
"""Where a line or a sentence begins with a type."""
_WRITTEN_OUT = regex(r"\W*\(\s?[\w.\[\]]{1,60}(?:,\s?[\w.\[\]]{1,60}){1,12}\s?\)")
"""A tuple by its types: "(bool, CommandOutput)"."""
_SEPARATED = regex(r"\b(?:separated|joined|delimited|divided)\b|\bone\s+(?:per|a)\s+line\b", re.IGNORECASE)
"""A list that is a text: "Sequence of steps, separated by commas"."""
_DENIED = regex(r"\b(?:not|never|cannot|no\s+longer|nor|neither)\b|n['’]t\b", re.IGNORECASE)
_REFUSED = regex(
    r"`{0,2}\s+(?:(?:is|are|was|will\s+be|would\s+be|may|must|should|can|does|do|has)\s+(?:\w+\s+)?"
    r"(?:not|never|rejected|refused|forbidden|invalid|unsupported|disallowed)\b|(?:cannot|fails|raises)\b"
    r"|(?:is|are|does|do|wo|ca|must)n['’]t\b)",
    re.IGNORECASE,
)


def _is_refused(sentence: str, match: re.Match[str]) -> bool:
    """Whether the type is one that is denied: "must not be a string", "an `int` is not accepted"."""
    clause = re.split(r"[;:,]", sentence[: match.start("type")])[-1]
    return _DENIED.search(clause) is not None or _REFUSED.match(sentence, match.end()) is not None


_CHOICES = regex(
    r"`{0,2}\s+of\s+(?:all\s+)?(?:possible|available|valid|allowed|supported|accepted|known|permitted)\s+\w+"
    r"\s+(?:is|are|includes?|contains?)\b"
)
_OF_LIST = regex(r"\s+(?:of|with|containing|holding|or|that|which)\b|\s*(?:[.,;:)]|\Z)")
_THINGS = frozenset(
    "bytes text date path function callback pair double complex decimal set floating none".split()  # noqa: SIM905
)
"""Units, nouns and adjectives that are also names of types: bytes to read, the date of a release."""
_AS_TYPE = regex(
    r"\b(?:must|should|shall|ha[sv]e?\s+to|needs?\s+to|ought\s+to|expected|types?|typed|expects|accepts|takes|wants|requires|"
    r"pass|give|supply|given|passed|supplied|provided|expressed|specified)\b|^\(|`",
    re.IGNORECASE,
)
_AND_MORE = regex(r"^[^.;:(]{0,80}?(?:,|\band\b)\s+(?:the|an?|its|their|whether|how)\b", re.IGNORECASE)


def _is_thing(match: re.Match[str], allowed: frozenset[str]) -> bool:
    """Whether a type's word names the thing: no type is stated, or it is the first of several that are a tuple."""
    if "tuple" in allowed and _AND_MORE.search(match.string[match.end() :]):
        return True
    return match["type"].lower() in _THINGS and not _AS_TYPE.search(match[0])


_STAND_INS = frozenset({"auto", "infer", "default", "all", "none", "same", "warn", "raise", "drop"})
"""Texts that stand in for a value of another type, as `None` does."""


def of_default(default: str | None) -> frozenset[str]:
    """The families that a literal default suggests."""
    node = literal(default)
    families = of_value(node) if node is not None else OPEN
    # None, flags and empty containers stand in for anything; 0 and 1 for booleans and floats.
    if families <= {"none"} or (default or "") in ("0", "1", "-1", "()", "[]", "''", '""', "True", "False"):
        return OPEN
    if isinstance(node, ast.Constant) and node.value in _STAND_INS:
        return OPEN
    if families == {"str"}:
        return families | {"none", "list", "tuple", "dict", "set"}  # "cycle" names what a list would spell out
    return families | {"none", "float"} if families == {"int"} else families | {"none"}


def _variadic(name: str, families: frozenset[str]) -> frozenset[str]:
    """The annotation of `*args` is that of one of them: the whole is a tuple or a dict."""
    return OPEN if name.startswith("*") else families
