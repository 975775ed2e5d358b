"""Whose default a sentence states: the parameter's, or that of something else in the sentence.

A value is read out of a sentence by a pattern. It is surely the parameter's where nothing else could have it: no other
noun is what defaults ("strand defaults to +1"), no other parameter is named, the value is whole (not "10 % of the
size", not "1 year"), it holds at all times (not "usually 0"), and under no condition but that nothing is passed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.default_wordings import UNIT, stated
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.checks.target import Target
    from aidoc_core.code.objects import Parameter

_OWNER = regex(
    r"(?:^|[^\w`])(`{0,2}[\w.]+`{0,2})\s+(?:(?:is|will|would|are|be|being)\s+)?default(?:s|ed|ing)\b", re.IGNORECASE
)
"""The word in front of the verb: "strand defaults to +1"."""
_ADJECTIVE = regex(
    r"(?<!\bby )\bdefault\s+(?!(?:value|is|to|of|for|if|when|and|in|as|it|being|setting|here|this|one|argument|are)\b)"
    r"([a-z]+)"
)
"""What something is by default that is no value: "the default numbering system"."""
_ANY = frozenset(
    """
    it this which that value values parameter parameter's argument option flag and or but also always by setting if
    unspecified omitted given passed none not otherwise simply then so what they its
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words that stand for the parameter, or for nothing."""
_PART = regex(r"[`'\"]{0,2}\s*(?:%|[*/^]\s*[\w`(]|\s-\s?[\w`(]|\+\s*[\w`(])")
"""A share or a formula begins with the value."""
_NOUN = regex(r"[`'\"]{0,2}\s+([a-z\u00b5]+)\b", re.IGNORECASE)
_GOES_ON = frozenset(
    """
    if when unless and or but which because so since where here as is are was will at by in for once used assumed taken
    applied applies chosen then otherwise with while to it this that though whenever until from on being
    becomes meaning i.e e.g
    stands gets has would may means does serves rather instead not unlike per within the a an default value
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words behind a value that is whole."""
_AT_TIMES = regex(
    r"\b(?:usual\w*|normal\w*|typical\w*|often|recommended|suggested|e\.?g\b|for\s+(?:example|instance)|sometimes|mostly)",
    re.IGNORECASE,
)
_CONDITION = regex(
    r"(?:\b(?:if|when|whenever|where|in\s+case)\b|(?:^|\()\W{0,12}for\b)(?P<what>[^.;]{0,120})", re.IGNORECASE
)
_OF_PASSING = regex(
    r"\b(?:not|no|nothing|none|un\w+|omit\w*|left|leav\w+|absent|missing|without|lack\w*|skip\w*|empty|blank)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
"""Words of a condition that nothing is passed."""
_NEXT_FIELD = regex(r"\n[ \t]{0,40}\w+[ \t]{0,8}:\s{0,8}\w")
"""The next entry of a list that runs on."""
_SPAN = regex(r"``?([^`\n]+?)``?(?!`)")


def is_of(name: str, value: str, sentence: str, others: Iterable[str] = ()) -> bool:
    """Whether a default that a sentence states is surely that of a parameter.

    Args:
        name: The parameter.
        value: The value, as it is written, without marks; empty where it is told in words.
        sentence: The sentence.
        others: Names of the other parameters.
    """
    spans = {span.partition("=")[0].strip() for span in _SPAN.findall(sentence)}
    if _AT_TIMES.search(sentence) or _NEXT_FIELD.search(sentence) or not spans.isdisjoint({*others} - {name, value}):
        return False
    own = {part.lower() for part in (*name.lstrip("*").split("_"), name.lstrip("*"), f"`{name}`", f"``{name}``")}
    if any(match[1].lower() not in _ANY | own for match in _OWNER.finditer(sentence)):
        return False
    if any(match[1].lower() not in _GOES_ON | own for match in _ADJECTIVE.finditer(sentence)):
        return False
    if any(_OF_PASSING.search(match["what"]) is None for match in _CONDITION.finditer(sentence)):
        return False
    return not value or _is_whole(value, sentence, name)


def is_surely_of(parameter: Parameter, sentence: str, subject: Target) -> bool:
    """Whether each default that a sentence states is surely that of a parameter, and of nothing else in it.

    Args:
        parameter: The parameter.
        sentence: The sentence.
        subject: The object.
    """
    others = [one.name.lstrip("*") for one in subject.obj.parameters if one.name != parameter.name]
    values = dict.fromkeys(value for value, _ in stated(sentence) if value != parameter.name) or [""]
    return all(is_of(parameter.name, value, sentence, others) for value in values)


def _is_whole(value: str, sentence: str, name: str) -> bool:
    """Whether a value stands for itself wherever a sentence has it, and is no part of an amount or a formula."""
    for match in re.finditer(rf"(?<![\w.]){re.escape(value)}(?![\w])", sentence):
        noun = _NOUN.match(sentence, match.end())
        other = noun is not None and noun[1].lower() not in {*_GOES_ON, name} and not UNIT.match(noun[1])
        if _PART.match(sentence, match.end()) or other:
            return False
    return True
