"""Reads what a call is said to give back: something, or nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import CONDITIONS, Clause
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BACK = frozenset(
    {"gives", "give", "given", "hands", "hand", "handed", "sends", "passes", "get", "gets", "receive", "receives"}
)
_TO = frozenset({"evaluates", "evaluate", "resolves", "resolve", "results", "result"})
_NOTHING = frozenset({"none", "nothing", "`none`", "`None`", "void"})
_RESULT = frozenset({"value", "values", "result", "results", "output", "anything"})
_OBLIGED = frozenset({"must", "should", "shall", "let", "ought"})
"""What others have to return, the object does not state of itself."""
_RESULT_NAMES = (("return", "value"), ("returned", "value"), ("result",), ("return", "type"))


_RELATIVE = frozenset({"that", "which", "who", "whose", "what", "how", "because", "since", "like"})
"""Clauses that say more of a result, or why: their conditions are not those of the call."""
_TO_CALLERS = (("the", "caller"), ("callers",), ("you",), ("its", "caller"), ("users",))


def read_results(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What a sentence says is given back, under no condition."""
    if sentence.entry or sentence.where.startswith("raises") or not _is_unconditional(sentence.clauses):
        return
    for value in _given(sentence.clauses):
        yield "gives", "", value


RESULTS = Reader(
    signs=(
        "return",
        "back",
        "nothing",
        "none",
        "result",
        "evaluat",
        "resolve",
        "void",
        "caller",
        "gives you",
        "hands you",
    ),
    read=read_results,
)


def _is_unconditional(parts: Iterable[Clause]) -> bool:
    return not any(word in CONDITIONS for clause in parts if clause.scope not in _RELATIVE for word in clause.words)


def _given(parts: list[Clause]) -> Iterator[str]:
    """`nothing` or `something` that a call is said to give back."""
    for clause in parts:
        words = clause.words
        if clause.scope:
            continue
        verb = _giving_verb(clause)
        if verb is not None:
            rest = [
                word
                for word in words[verb + 1 :]
                if word not in ("back", "to", "in", "over", "always", "you", "caller", "callers")
            ]
            if value := _value(rest, negated=clause.negated):
                yield value
            continue
        for noun in _RESULT_NAMES:
            if words[1 : 1 + len(noun)] == noun and words[:1] in (("the",), ("its",)):
                after = [
                    word for word in words[1 + len(noun) :] if word not in ("is", "always", "will", "be", "simply")
                ]
                if after[:1] and after[0] in _NOTHING and "is" in words:
                    yield "nothing"
        if _is_without_result(words):
            yield "nothing"
        elif words[-2:] in (("is", "returned"), ("are", "returned")) and words[0] in ("a", "an", "the"):
            yield "something"


def _giving_verb(clause: Clause) -> int | None:
    words = clause.words
    for at, word in enumerate(words):
        start = at == clause.at and clause.own
        joined = at and words[at - 1] in ("and", "then", "but", "always") and clause.own and at > clause.at
        if not (start or (joined and "to" not in words[:at])) or _OBLIGED & set(words[:at]):
            continue
        nothing = any(one in _NOTHING for one in words[at + 1 : at + 4])
        if word in ("returns", "return", "returning") or (word in _BACK and ("back" in words[at + 1 : at + 12])):
            return at
        if word in ("gives", "hands", "sends", "passes") and any(
            words[at + 1 : at + 1 + len(to)] == to for to in _TO_CALLERS
        ):
            return at
        if word in _TO and words[at + 1 : at + 2] in (("to",), ("in",)) and nothing:
            return at
        if word in ("produces", "produce", "gives", "has", "get", "receive", "outputs", "yields") and nothing:
            return at
    return None


def _value(rest: list[str], *, negated: bool) -> str:
    first = rest[0] if rest else ""
    if first in _NOTHING and not (set(rest) & {"but", "other", "more", "than"}):
        return "" if negated else "nothing"
    if negated:
        return "nothing" if set(rest[:3]) & _RESULT and "same" not in rest else ""
    if first == "no" and rest[1:2] and (rest[1] in _RESULT or rest[1] in ("return", "meaningful", "useful")):
        return "nothing"
    return (
        "something" if first and first not in ("early", "immediately", "at", "once", "control", "after", "as") else ""
    )


def _is_without_result(words: tuple[str, ...]) -> bool:
    """Whether it says so: "Nothing is returned", "no value comes back", "has no return value", "has no result"."""
    if words[:1] in (("nothing",), ("no",)) and ("returned" in words or "back" in words):
        return words[0] == "nothing" or bool(set(words[1:4]) & _RESULT)
    pairs = list(pairwise(words))
    return ("no", "return") in pairs and "value" in words and bool({"has", "there", "yields", "gives"} & set(words[:4]))
