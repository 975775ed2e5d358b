"""What English words mean, as far as claims about code are made of it: few concepts, each a small set of words.

A claim is a combination of concepts in one clause, so that a wording nobody has thought of is read where its words are
known. A word stands here once in its plain form; endings, contractions and spellings are taken off it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CONCEPTS: dict[str, str] = {
    # What a call gives back.
    "RETURN": "return",
    "GIVE": "give hand send pass deliver provide supply",
    "MAKE": "produce yield output generate",
    "TURN OUT": "evaluate result resolve amount respond answer",
    "GET": "get receive obtain expect",
    "BACK": "back",
    "RESULT": "result value outcome answer anything return",
    "NOTHING": "none nothing void null nonetype",
    "CALLER": "caller you user consumer client",
    # Polarity.
    "NOT": "not never no cannot neither nor without nothing none",
    "ALWAYS": "always invariably ever simply just only merely",
    # How a call ends otherwise.
    "FAIL": "raise throw fail error crash abort propagate escape except exception failure fault",
    # How values come.
    "LAZY": "lazy lazily demand deferred incremental incrementally on-the-fly",
    "SINGLE": "singly successive successively consecutive consecutively",
    "STREAM": "stream iterate iteration generator iterator yield generate loop next",
    "VALUES": "value result item element entry piece record chunk row line output object",
    # How a function is called.
    "AWAIT": "await async asynchronous asynchronously coroutine awaitable",
    # What becomes of an argument.
    "MUTATE": "modify mutate alter change empty clear",
    "CHANGE": "update overwrite sort extend fill edit rewrite replace append add remove insert",
    "PLACE": "in-place place directly itself",
    # Whether an argument has to be passed.
    "PASS": "pass give supply provide specify set state include present name",
    "OMIT": "omit skip drop miss missing absent unset unspecified omission",
    "LEAVE": "leave left",
    "OUT": "out away off",
    "NEED": "require need must mandatory compulsory obligatory necessary oblige essential indispensable crucial vital",
    "OPTIONAL": "optional optionally",
    "MAY": "may can could might free fine possible allow safe",
    # What is switched.
    "ON": "on enable enabled active activate activated true yes",
    "OFF": "off disable disabled inactive deactivate deactivated false no",
    "DEFAULT": "default normally initially otherwise unless until usually standard",
    "HAPPEN": "done do happen occur apply",
    # What may be done at once.
    "THREAD": "thread threadsafe multithreaded multithread multithreading threading",
    "AT ONCE": "concurrent concurrently concurrency parallel simultaneous simultaneously",
    "SAFE": "safe safely safety",
}
_MEANS: dict[str, frozenset[str]] = {}
for _concept, _text in _CONCEPTS.items():
    for _word in _text.split():
        _MEANS[_word] = _MEANS.get(_word, frozenset()) | {_concept}

_IRREGULAR = {
    "given": "give", "gave": "give", "thrown": "throw", "got": "get", "gotten": "get", "sent": "send",
    "came": "come", "done": "done", "does": "do", "known": "know", "told": "tell", "said": "say", "seen": "see",
    "overwritten": "overwrite", "rewritten": "rewrite", "understood": "understand", "thought": "think",
    "left": "leave", "leaving": "leave", "races": "race", "its": "its", "this": "this", "is": "is", "was": "was",
    "has": "has", "as": "as", "yes": "yes",
}  # fmt: skip
_NO: frozenset[str] = frozenset()


@lru_cache(maxsize=8_192)
def means(word: str) -> frozenset[str]:
    """The concepts of a word in lower case; code spans mean what stands in them."""
    bare = word.strip("`").lower()
    if bare in _MEANS:
        return _MEANS[bare]
    for form in _plain_forms(_IRREGULAR.get(bare, bare)):
        if form in _MEANS:
            return _MEANS[form]
    return _NO


def _plain_forms(word: str) -> Iterable[str]:
    """What a word may be without its ending: "modifies" is "modify", "handing" is "hand"."""
    yield word
    for ending, instead in (
        ("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
        ("ly", ""),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) > 1:
            form = word[: -len(ending)] + instead
            yield form
            if len(form) > 2 and form[-1] == form[-2]:  # noqa: PLR2004 - "dropped", "omitted"
                yield form[:-1]


def first(words: Sequence[str], *concepts: str, start: int = 0) -> int:
    """Where the first word with one of some concepts stands; -1 if none does."""
    wanted = frozenset(concepts)
    for at in range(start, len(words)):
        if not wanted.isdisjoint(means(words[at])):
            return at
    return -1


def has(words: Sequence[str], *concepts: str) -> bool:
    """Whether words have all of some concepts."""
    return all(first(words, concept) >= 0 for concept in concepts)
