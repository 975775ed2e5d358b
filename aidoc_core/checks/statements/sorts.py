"""Reads what sort of thing the object is said to be: property, coroutine, decorator and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import CONDITIONS
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.clauses import Clause

_SORTS: dict[str, str] = {
    "property": "property",
    "attribute": "property",
    "contextmanager": "context manager",
    "classmethod": "class method",
    "staticmethod": "static method",
    "decorator": "decorator",
}
_PAIRS: dict[tuple[str, str], str] = {
    ("context", "manager"): "context manager",
    ("class", "method"): "class method",
    ("static", "method"): "static method",
    ("abstract", "method"): "abstract",
    ("abstract", "function"): "abstract",
    ("abstract", "property"): "abstract",
    ("class-level", "method"): "class method",
    ("cached", "property"): "property",
    ("computed", "property"): "property",
    ("read-only", "property"): "property",
    ("read-only", "attribute"): "property",
    ("generator", "function"): "generator",
    ("generator", "method"): "generator",
    ("async", "function"): "coroutine",
    ("async", "method"): "coroutine",
    ("asynchronous", "function"): "coroutine",
    ("asynchronous", "method"): "coroutine",
    ("coroutine", "function"): "coroutine",
    ("async", "coroutine"): "coroutine",
    ("async", "call"): "coroutine",
    ("asynchronous", "call"): "coroutine",
    ("asynchronous", "operation"): "coroutine",
    ("asynchronous", "coroutine"): "coroutine",
    ("native", "coroutine"): "coroutine",
    ("async", "generator"): "generator",
    ("lazy", "generator"): "generator",
}
_SORTS_ALONE = {**_SORTS, "coroutine": "coroutine", "generator": "generator", "awaitable": "coroutine"}
_SERVING = frozenset(
    {
        "use",
        "used",
        "usable",
        "acts",
        "works",
        "serves",
        "exposed",
        "declared",
        "implemented",
        "defined",
        "behaves",
        "decorated",
        "call",
        "called",
        "accessed",
        "read",
        "available",
        "meant",
        "intended",
    }
)
_ENDS_NOUN = frozenset(
    {
        "of",
        "for",
        "to",
        "in",
        "from",
        "by",
        "with",
        "on",
        "is",
        "are",
        "return",
        "returns",
        "might",
        "may",
        "will",
        "can",
        "takes",
        "has",
    }
)
_HEIRS = frozenset(
    {"subclass", "subclasses", "children", "descendants", "implementers", "implementors", "implementations"}
)
_OVERRIDING = frozenset({"override", "implement", "overriding", "provide", "redefine", "supply"})


def read_sorts(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What a sentence of summary or description says that the object is."""
    parts = sentence.clauses
    if sentence.where in ("summary", "description") and parts and parts[0].scope not in CONDITIONS:
        for value in _sorts(parts):  # what a condition is about is not the object
            yield "is", "", value


SORTS = Reader(
    signs=(
        "`with`", "property", "attribute", "manager", "method", "decorator", "coroutine", "generator", "async", "await",
        "overrid", "implement", "subclass", "abstract", "function",
    ),
    read=read_sorts,
)  # fmt: skip


def _sorts(parts: list[Clause]) -> Iterator[str]:
    """What sort of thing the object is said to be."""
    for before, clause in zip([None, *parts], parts, strict=False):
        words = clause.words
        if not _is_of_object(before, clause) or clause.negated or {"not", "or"} & set(words):
            continue
        yield from _in_other_words(clause)
        start = _copula(clause)
        if start is None:
            continue
        head = words[start : start + 5]
        for at in range(len(head)):
            pair = _PAIRS.get((head[at], head[at + 1])) if at + 1 < len(head) else None
            alone = (
                _SORTS_ALONE.get(head[at]) if head[at + 1 : at + 2] in ((), ("that",), ("and",), ("object",)) else None
            )
            if pair or (
                alone
                and start + at + 1 >= len(words)
                and (alone != "property" or clause.scope == "as" or "is" in words[:2])
            ):
                yield pair or alone or ""
                break
            if head[at] in _ENDS_NOUN or (words[0] == "this" and start == 1 and at > 1):
                break


def _is_of_object(before: Clause | None, clause: Clause) -> bool:
    """Whether a clause says what the object is: a main clause, "used as a …", "as it is a …"."""
    if clause.scope != "as" or clause.words[1:3] in (("it", "is"), ("this", "is")):
        return clause.scope in ("", "as")
    return before is not None and not before.scope and before.own and bool(set(before.words) & _SERVING)


def _in_other_words(clause: Clause) -> Iterator[str]:
    """What others do with it: "use it in a `with` statement", "subclasses must override it"."""
    words = clause.words
    if "`with`" in words[1:-1] and words[words.index("`with`") + 1] in ("statement", "block") and set(words) & _SERVING:
        yield "context manager"
    obliged = set(words) & {"must", "should", "have", "has", "need", "needs", "expected"}
    heirs = set(words[:3]) & _HEIRS and set(words) & _OVERRIDING and obliged
    if heirs or ("overridden" in words and {"must", "should"} & set(words) and clause.own):
        yield "abstract"


def _copula(clause: Clause) -> int | None:
    """Where what the object is said to be begins: behind "is a", "This", "As a", "Use as a"."""
    words = clause.words
    if not clause.own:
        return 1 if words[0] in ("a", "an") and not {"is", "are", "was"} & set(words) else None
    for at, word in enumerate(words[:8]):
        if word in ("a", "an") and (at == 0 or words[at - 1] in ("is", "as", "be", "like")):
            return at + 1
        if word == "this" and at == 0 and words[1:2] not in ((), ("is",), ("acts",), ("works",), ("serves",)):
            return 1
    return None
