"""Reads whether a call is said to give everything at once: that it is no generator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = regex(r"[^\W_][\w'\u2019-]*(?:\(\))?|\s[\u2013\u2014]\s|[,;:]")
_AT_THE_END = regex(
    r"\bwhen\s+(?:the\s+)?(?:call|function|method|it)\s+(?:ends|returns|finishes|is\s+called)\b|\b(?:on|with|at|for)\s+(?:each|every)\s+call\b"
)
"""That is always so, and no condition."""
_CONDITIONAL = frozenset(
    {"if", "when", "whenever", "unless", "until", "may", "might", "could", "would", "wrap", "pass"}
)
_PARTS = frozenset({"each", "every", "yields", "per", "twice", "step", "batch", "chunk", "page", "accepts", "accepted"})
"""Words of what a generator gives bit by bit, or of what a function takes."""
_NOT = frozenset(
    {"not", "no", "never", "nothing", "without", "nor", "neither", "doesn't", "isn't", "cannot", "none", "unlike"}
)
_LISTS = frozenset({"list", "tuple", "collection"})
_LAZY = frozenset({"generator", "iterator", "lazy", "lazily"})
_ADJECTIVES = frozenset(
    "a an the one single plain full complete whole fully entire materialized materialised ordinary real new".split()  # noqa: SIM905
)
_GIVES = frozenset("return returns gives give get gets hands receive receives back returned".split())  # noqa: SIM905
_GIVEN = frozenset("returned handed given come comes back return delivered collected gathered loaded read".split())  # noqa: SIM905
_GATHERED = frozenset("computed collected gathered loaded read accumulated built available calculated held".split())  # noqa: SIM905
_EAGER = frozenset({"eager", "eagerly", "materialized", "materialised"})
_VIEWS = frozenset({"view", "views"})
_ALL = frozenset({"all", "everything", "complete", "whole", "entire", "items", "results"})
_OF_LISTS = frozenset({"indexed", "sliced", "subscripted", "len()", "len"})
_ENDS = frozenset({"here", ";", ",", ":", "anything", "values", "items", "results", "at"})
_NEAR = 4


def read_whole(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`no generator`, where a sentence says that everything is there at once."""
    if sentence.where not in ("summary", "description", "returns"):
        return
    words = _WORD.findall(_AT_THE_END.sub("before", sentence.lower.replace("`", "")))
    conditional = _CONDITIONAL - {"may"} if _OF_LISTS & set(words) else _CONDITIONAL
    if conditional & set(words) or _PARTS & set(words):
        return
    if _denies(words) or _is_whole(words, sentence.where):
        yield "is", "", "no generator"


def _denies(words: Sequence[str]) -> bool:
    """Whether a generator, its laziness or its yielding is denied."""
    for at, word in enumerate(words):
        before = words[max(0, at - _NEAR) : at]
        clause = before[max((n + 1 for n, one in enumerate(before) if one in ",;:"), default=0) :]
        denied = bool(_NOT & set(clause)) or "than" in clause or "instead" in clause
        if word in _LAZY and denied and "only" not in clause:
            return True
        if word in ("yield", "yielded") and denied and (words[at + 1 : at + 2] == [] or words[at + 1] in _ENDS):
            return True
    return False


def _is_whole(words: Sequence[str], where: str) -> bool:
    """Whether the result is called a list, or gathered before it is given."""
    found = set(words)
    if found & (_LAZY | _NOT):
        return False
    if (_EAGER & found and not _VIEWS & found) or ("result" in found and _OF_LISTS & found):
        return True
    if _ALL & found and _GATHERED & found and {"before", "first", "memory", "together", "soon", "once"} & found:
        return bool(_GIVEN & found) or "before" in found
    return any(word in _LISTS and _is_given(words, at, where) for at, word in enumerate(words))


def _is_given(words: Sequence[str], at: int, where: str) -> bool:
    start = at
    while start and words[start - 1] in _ADJECTIVES:
        start -= 1
    if words[at + 1 : at + 2] == ["or"]:
        return False  # the other may be what comes bit by bit
    before, after = words[start - 1] if start else "", words[at + 1 : at + 3]
    if before in _GIVES:
        return True
    if before in ("as", "in") and _GIVEN & set(words[:start]) and not after:
        return start < at  # "as a list", not "as list entries"
    if start < at and after[:1] == ["is"] and "returned" in after:
        return True
    of_result = bool({"result", "value"} & set(words[max(0, start - 3) : start]))
    return (before == "is" and of_result) or (where == "returns" and start == 0 and at > 0)


WHOLE = Reader(
    signs=("list", "tuple", "collection", "generator", "iterator", "lazy", "lazi", "yield", "eager", "materiali",
           "sliced", "indexed", "memory", "all ", "everything", "complete"),
    read=read_whole,
)  # fmt: skip
