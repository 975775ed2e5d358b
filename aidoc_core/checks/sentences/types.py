"""Types that sentences of summary and description state, against annotations, defaults and what the body returns."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.checks import stated_types
from aidoc_core.checks.families import OPEN, contradict, of_annotation, word_family
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.inferred import result_families
from aidoc_core.checks.kinds import is_of_decorated
from aidoc_core.checks.recognition.claimed import is_claimed
from aidoc_core.checks.rule import rule
from aidoc_core.checks.sentences.decided import decided
from aidoc_core.checks.sentences.nouns import wrong_nouns
from aidoc_core.checks.sentences.selected import wrong_choices
from aidoc_core.checks.sentences.sorts import is_generator
from aidoc_core.checks.stated_types import of_default
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.rule import Complaint
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target


@rule("AD114", Severity.DROP, "contradiction", english=True)
def type_in_sentence(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence states a type that the code excludes.

    "Returns a list of names." of a function that returns a dict; "`port` must be a string." of an integer. What is
    returned is told by the annotation or, without one, by a body that returns literals only; a parameter by its
    annotation or literal default. What is returned is also told by a noun: "The number of keys." of a list of texts,
    "Whether there are keys." of it, "The removed value." of `return key in rows`. "The first matching row." is wrong of
    a list that a loop has filled with all of them, "All matching rows." of the first one, at which a loop ends.

    Hint: the annotation; the sentence is removed.
    """
    if subject.obj.kind in ("function", "property"):
        complaints = [*decided(said, subject, "type", _type, _is_annotated)]
        told = (
            {(one.where, one.quote) for one in stated_types.wrong_type_in_prose.look(said, subject)}
            if complaints
            else set()
        )
        yield from (one for one in complaints if (one.where, one.quote) not in told)
        if not complaints:
            yield from (replace(one, shown=True) for one in wrong_nouns(said, subject))
            yield from wrong_choices(said, subject)


def _is_annotated(one: Statement, subject: Target) -> bool:
    """Whether the type is written in the signature, or the sentence as a whole says no more than what it is."""
    parameter = subject.parameter(one.subject) if one.subject else None
    if parameter.annotation if parameter is not None else subject.annotation:
        return True
    if one.subject:
        says = f"`{one.subject}`" in one.sentence and _IS_ONE.search(one.sentence) is not None
        return says or is_claimed("type of a parameter", one.sentence, one.where, subject.obj.name)
    return _GIVES_ONE.match(one.sentence) is not None


_GIVES_ONE = regex(
    r"\W*(?:returns?\s+)?(?:an?|the)\s+`{0,2}\w+`{0,2}(?:\s+(?:of|with|that|which)\b[^.;:,]{1,60})?\W*$", re.IGNORECASE
)
_IS_ONE = regex(r"\b(?:is|must\s+be|has\s+to\s+be)\s+an?\s+`{0,2}\w+`{0,2}\W*$", re.IGNORECASE)


def _type(one: Statement, subject: Target) -> tuple[str, str] | None:  # noqa: PLR0911 - one reason a line
    if is_of_decorated(one, subject) or _ADVISED_AGAINST.search(one.sentence):
        return None
    word = one.value.strip("`").partition("[")[0]
    family = word_family(word)
    if family is None:
        return None
    if not one.subject and family in _WHOLE and is_generator(subject):
        if word.endswith("s"):
            return None  # one after the other
        of_steps = _OF_STEPS.search(one.sentence) and not _RETURNED.search(one.sentence)
        if one.where not in ("summary", "description") or of_steps:
            return None
        return f"says that it returns {word}, where a generator gives one value after the other", "It is a generator."
    allowed = _of_parameter(one.subject, subject) if one.subject else result_families(subject)
    entry = one.where == "returns" or one.sentence.startswith("Returns:")
    if "tuple" in allowed and (_AND_MORE.search(one.sentence) or stated_types.is_one_of_parts(word, one.sentence)):
        return None
    if (entry and allowed == {"tuple"}) or _OF_SOME.match(one.sentence) or _is_part(word, one.sentence):
        return None  # what is told may be a part of it
    if not contradict(frozenset({family}), allowed):
        return None
    what = f"'{one.subject}' is" if one.subject else "it returns"
    return f"says that {what} {word}, which the code excludes", _hint(one.subject, allowed, subject)


def _hint(name: str, allowed: frozenset[str], subject: Target) -> str:
    """What the type is: a repair that only leaves the word out may say the same in others."""
    parameter = subject.parameter(name) if name else None
    if parameter is not None:
        told = f"The {stated_types.stated_by_code(parameter)}"
    elif subject.annotation:
        told = f"The annotation is {subject.annotation}"
    else:
        told = f"It returns {' or '.join(sorted(allowed - {'none'})) or 'None'}"
    return f"{told}; leave types out of the text."


_ADVISED_AGAINST = regex(
    r"^\W*avoid\b|\b(?:is|would\s+be)\s+(?:a\s+mistake|an\s+error|wrong)\b|\bit\s+is\s+not\s+supported\b", re.IGNORECASE
)
"""What should not be passed."""
_AND_MORE = regex(r"\breturns?\s[^.;]{1,80}\band\s+(?:an?|the)\s", re.IGNORECASE)
"""Several values: "returns a dictionary of variables and a problem"."""
_OF_SOME = regex(
    r"\W*(?:all|every|each|most|some|any)\s+(?!instance\b|object\b|value\b)\w+\s+(?:except|but|of)\b", re.IGNORECASE
)
"""What some parts of it are: "All missions except Herschel return a list"."""
_OF_VALUES = regex(
    r"\b(?:values|keys?|items?|elements?|entries|(?:its|each|every|whose)\s+value)\s+(?:is|are|being|as)\b",
    re.IGNORECASE,
)
"""What is in it: "a dictionary, its values are strings"."""


_INNER = regex(r"\b(?:to|of|with|into|and)\s+`{0,2}(\w+)")


def _is_part(word: str, sentence: str) -> bool:
    """Whether several of a type are in something else: "a dictionary mapping names to tuples"."""
    if _OF_VALUES.search(sentence):
        return True
    return word.endswith("s") and word in _INNER.findall(sentence)


_OF_STEPS = regex(r"yield|\b(?:each|every|per|step|wrap|pass|convert|turn|collect|use|item|element)\b", re.IGNORECASE)
"""Words of what a generator gives bit by bit, or of what is made of it."""
_RETURNED = regex(
    r"\bthe\s+(?:(?:returned|resulting)|(?:result|outcome|return(?:ed)?\s+value)\s+is\s+an?)\s+`{0,2}(?:list|tuple|dict|set)\b",
    re.IGNORECASE,
)
_WHOLE = frozenset({"list", "tuple", "dict", "set", "str", "int", "float", "bool"})


def _of_parameter(name: str, subject: Target) -> frozenset[str]:
    parameter = subject.parameter(name)
    if parameter is None or parameter.name.startswith("*"):
        return OPEN
    if parameter.annotation:
        return of_annotation(parameter.annotation)
    return _FLAG if _is_flag(name, parameter.default, subject) else of_default(parameter.default)


_FLAG = frozenset({"bool", "int", "none"})


def _is_flag(name: str, default: str | None, subject: Target) -> bool:
    """Whether a body only asks if a parameter is true, which is `True` or `False` by default."""
    if default not in ("True", "False") or subject.definition is None:
        return False
    asked = False
    for node in ast.walk(subject.definition):
        match node:
            case ast.If(test=ast.Name(id=other)) | ast.IfExp(test=ast.Name(id=other)) if other == name:
                asked = True
            case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=other)) if other == name:
                asked = True
            case ast.BoolOp(values=values) if any(isinstance(one, ast.Name) and one.id == name for one in values):
                asked = True
            case ast.Compare(left=ast.Name(id=other)) if other == name:
                return False
            case ast.Attribute(value=ast.Name(id=other)) | ast.Subscript(value=ast.Name(id=other)) if other == name:
                return False
            case ast.Call(func=ast.Name(id="isinstance" | "str" | "callable"), args=[ast.Name(id=other), *_]):
                if other == name:
                    return False
    return asked
