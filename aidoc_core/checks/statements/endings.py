"""Reads how calls are said to end, beside any other words: with nothing for the caller, or without an exception."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.statements.duties import is_point
from aidoc_core.checks.statements.lexicon import forms
from aidoc_core.checks.statements.segments import CONDITIONS, CONTRASTS, Segment, segments
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GIVES = forms("return hand give pass send deliver report receive obtain yield produce provide leave evaluate") | {
    "back", "get", "gets", "has", "have", "attached", "there", "is", "equals", "being"
}  # fmt: skip
_SURELY_GIVES = forms("return hand give receive evaluate") | {"back", "caller", "callers"}
_RESULTS = frozenset({"result", "value", "outcome", "output", "expression", "data", "information", "results", "answer"})
_NONE = frozenset({"`none`", "nothing", "none", "void"})
_NOT = frozenset({"not", "never", "no", "cannot", "neither", "nor", "nothing", "none", "without", "hardly"})
_PART = frozenset(
    {"or", "early", "until", "before", "immediately", "else", "other", "more", "longer", "may", "might", "can", "could",
     "should", "sometimes", "callback", "callable", "hook", "handler", "subclass", "subclasses", "iterator",
     "generator",
     "unlike-said", "needs", "argument", "arguments", "parameter", "than", "field", "attribute", "key", "entry",
     "raise"}
)  # fmt: skip
_RETURN = regex(r"\breturn|\bback\b|\bhand|\bgiv|\breceiv|\bcaller|\bvalue\b|\bexpression\b|\bresult|\boutcome")
_ANYHOW = frozenset(
    """
    call the comes back all at it the function ends returns once whatever done is has been when finished and
    """.split()  # noqa: SIM905 - a plain list of words
)
_BEHIND_NONE = frozenset({"in", "from", "at", "whatever", "and", "back", "here", "always"})
_TO_THEM = (("to", "the", "caller"), ("to", "its", "caller"), ("to", "callers"))
_TO_CALLERS = frozenset(
    """
    is are ever returned handed given passed sent back to the its any caller callers here at all from this call
    by it function method always
    """.split()  # noqa: SIM905 - a plain list of words
)
_ERRORS = frozenset({"error", "errors", "exception", "exceptions", "failure", "failures", "problem", "problems"})
_NAMED = regex(r"`?(?:\w+\.)*[A-Z]\w*(?:Error|Exception)(?:\(\))?`?", re.IGNORECASE)
_SWALLOWED = forms("swallow suppress silence ignore catch absorb hide mask handle intercept tolerate") | {"caught"}
_COMES = forms("raise throw cause propagate reach leave escape surface bubble lead see fail trigger produce report") | {
    "raised", "thrown", "treated", "reported"
}  # fmt: skip
_BEFORE = frozenset({"any", "all", "every", "no", "an", "the", "possible", "never", "such", "and", "own", "its",
                     "not", "cause", "raises", "raise", "raising", "throw", "throws", "as", "with", "to"})  # fmt: skip
_OF_SOME = frozenset({"of", "in", "from", "while", "during", "when", "if", "on", "class", "message", "handler", "code",
                      "type", "bars", "bar", "rate", "for", "flag", "raised", "caused", "at", "is"})  # fmt: skip
_WRONG = frozenset(
    """
    invalid wrong bad malformed unusable unsuitable unexpected arguments argument input inputs something
    anything goes fails is are a an the values value not valid with given passed turn turns out to be failed
    check happens what ever however case in even everything situations
    """.split()  # noqa: SIM905 - a plain list of words
)
_QUIETLY = frozenset({"silently", "quietly", "tacitly"})


_MOST = 40
"""Parts of a sentence: one with more is none."""


def read_endings(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`gives` nothing; `raises` never, or an exception that is denied."""
    if sentence.where not in ("summary", "description", "returns") or is_point(sentence):
        return
    own = (f"`{sentence.name}`", f"`{sentence.name}()`")
    parts = [part.without(*own) for part in segments(sentence.text)]
    if len(parts) > _MOST:
        return
    conditions = [part for part in parts if part.lead in CONDITIONS - {"otherwise"}]
    if _RETURN.search(sentence.lower) and all(_ANYHOW.issuperset(part.words) for part in conditions):  # noqa: SIM102 - two questions
        if any(_is_nothing(part, sentence) for part in parts):
            yield "gives", "", "nothing"
    if sentence.where == "returns" or any(not _WRONG.issuperset(part.words) for part in conditions):
        return
    begun = False
    for part in parts:
        if _never_fails(part, begun=begun):
            yield "raises", "", "never"
            return
        begun = begun or (
            part.words[-1:] != () and part.words[-1] in _ERRORS and _is_any(part.words, len(part.words) - 1)
        )
    if named := _instead(parts):
        yield "raises", "denied" if _NAMED.fullmatch(named) else "", named


def _is_nothing(part: Segment, sentence: Sentence) -> bool:  # noqa: C901, PLR0911 - a relation a line
    words = part.words
    if (
        not words
        or part.lead in CONDITIONS | CONTRASTS | {"who", "before", "until"}
        or not (_PART - {"arguments"}).isdisjoint(words)
    ):
        return False
    if "discarded" in words and "result" in words and not {"not", "never"} & set(words):
        return words[words.index("discarded") - 1] == "is"
    if "arguments" in words:
        return False
    denials = sum(word in _NOT for word in words) + (part.lead == "without")
    none = [n for n, word in enumerate(words) if word in _NONE]
    if none and denials == sum(words[n] in _NOT for n in none):
        at = none[0]
        after = words[at + 1 : at + 2]
        if words[at] == "nothing" and words[at + 1 : at + 3] in (("to", "receive"), ("to", "get"), ("to", "collect")):
            return True
        if after and after[0] in ("is", "are"):
            told = {"returned", "back", "receive"} & set(words[at + 2 : at + 6])
            return bool(told) and _TO_CALLERS.issuperset(words[at + 1 :])
        given = [word for word in words[:at] if word in _SURELY_GIVES or word in ("leaving", "leaves", "left")]
        return bool(given) and (not after or after[0] in _BEHIND_NONE or words[at + 1 : at + 4] in _TO_THEM)
    result = next((n for n, word in enumerate(words) if word in _RESULTS and words[max(0, n - 2) : n].count("no")), -1)
    result = next((n for n, word in enumerate(words) if word in _RESULTS), -1) if result < 0 else result
    if result < 0 and part.lead != "without":
        return False
    if denials != 1:
        return "discarded" in words and words[max(0, result - 1) : result] == ("the",) and "is" in words
    if {"no", "without"} & set(words[:result]) or part.lead == "without":
        near = words[max(0, result - 3) : result]
        if part.lead == "without":
            return words[0] in ("returning", "giving", "handing") or (
                bool(set(words) & _RESULTS)
                and words[0] in ("any", "a")
                and words[-1] in ("attached", "returned", "back", "value")
            )
        said = bool(set(words) & _GIVES) or bool({"has", "have"} & set(words))
        return (
            bool({"no", "without"} & set(near)) and said and words[result + 1 : result + 2] not in (("of",), ("for",))
        )
    subject = result <= 2 and words[0] in ("the", "its", "result", "outcome")  # noqa: PLR2004 - "the measured value"
    back = {"returned", "back", "handed"} & set(words[result:])
    through = {"through", "via", "as"} & set(words) and {"call", "return"} & set(words)
    del sentence
    return bool((subject and back) or (through and part.lead in ("", "not")))


def _is_any(words: Sequence[str], at: int) -> bool:
    """Whether errors in general are spoken of, not those of something."""
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    return (not before or before in _BEFORE or before.endswith("ly")) and after not in _OF_SOME - {"is"}


def _never_fails(part: Segment, *, begun: bool) -> bool:  # noqa: PLR0911 - a way of saying it a line
    words = part.words
    if not words or part.lead in CONDITIONS | CONTRASTS | {"who", "before", "until", "that", "which"}:
        return False
    if {"any", "other"} <= set(words) and words.index("any") + 1 == words.index("other"):
        return False  # "like any other"
    if {"only", "unlike-said", "warning", "warnings", "need", "must", "should", "may", "might"} & set(words):
        return False
    denials = sum(word in _NOT for word in words) + (part.lead == "without")
    errors = [n for n, word in enumerate(words) if word in _ERRORS and _is_any(words, n)]
    swallowed = [word for word in words if word in _SWALLOWED and word.endswith(("ed", "caught", "hidden"))]
    if swallowed and denials == 0 and words[0] in ("is", "are", "get") and begun:
        return True
    if errors and swallowed and denials == 0 and {"is", "are", "gets", "get"} & set(words):
        return words.index(swallowed[0]) > errors[0]
    if errors and denials == 1 and any(word in _COMES for word in words):
        return not {"so", "reported"} & set(words[:1]) and not {"message", "messages"} & set(words)
    if {"cope", "copes"} & set(words) and denials == 0:
        return {"all", "anything", "everything", "them", "any"} & set(words) != set()
    if "normally" in words and {"terminates", "returns", "ends", "finishes"} & set(words):
        return denials == 0 and "always" in words
    if "fail" in words[-2:] and "cannot" in words:
        return True
    quiet = next((n for n, word in enumerate(words) if word in _QUIETLY), -1)
    rest = set(words[quiet + 1 :])
    ignored = {"ignoring", "ignores", "skips", "skipping", "skipped", "ignored"} & rest
    return quiet >= 0 and bool(ignored) and {"wrong", "invalid", "anything"} & rest != set() and denials == 0


def _instead(parts: Sequence[Segment]) -> str:
    """What is done in place of an exception: its name, or `never`."""
    for part in parts:
        words = part.words
        at = next((n for n, word in enumerate(words) if word in ("raising", "throwing")), -1)
        if at < 0 or not ({"instead", "not"} & set(words[:at]) or part.lead in ("instead", "without")):
            continue
        named = next((word for word in words[at:] if _NAMED.fullmatch(word)), "")
        if named:
            return named.strip("`").removesuffix("()")
        if _ERRORS & set(words[at : at + 3]):
            return "never"
    return ""


ENDINGS = Reader(
    signs=(
        "none", "nothing", "no ", "not ", "n't", "n\u2019t", "never", "without", "void", "discard", "rais", "error",
        "exception",
        "fail", "quietly", "silently", "suppress", "swallow", "cope", "normally", "problem", "cannot", "instead",
    ),
    read=read_endings,
)  # fmt: skip
