"""Whether the words of a clause say that something is given back, or nothing: by their concepts and their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.concepts import first, has, means

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidoc_core.checks.clauses import Clause

_OBLIGED = frozenset({"must", "should", "shall", "let", "ought"})
"""What others have to return, the object does not state of itself."""
_NO_OBJECT = frozenset(
    "early at once control after as only without until on from whether soon first again execution".split()  # noqa: SIM905
)
"""Behind "returns", what says when or how, and not what."""
_BETWEEN = frozenset({"back", "to", "in", "over", "always", "you", "caller", "callers", "the", "its", "their"})
_THROUGH = frozenset({"through", "via", "by", "from", "messages", "events", "notified", "callback", "error", "errors"})
"""What callers get by another way than the result."""
_BE = frozenset({"is", "are", "be", "was", "being", "gets", "get"})
_WILL = frozenset({"will", "would", "shall", "should", "can"})
_HAVE = frozenset({"has", "have", "there", "with", "without", "lacks", "having"})
_ARTICLES = frozenset({"a", "an", "the", "its", "any", "such", "one"})
_QUALIFIED = frozenset({"but", "other", "more", "than", "less", "same", "longer", "fewer"})
_RESULT_OF = frozenset({"return", "returned", "resulting", "result", "final"})
_COMES = frozenset({"comes", "come", "coming"})
_OF_NOTHING = frozenset(
    {"outcome", "value", "values", "result", "results", "return", "answer", "object", "output", "data", "status"}
)
OF_RESULTS = frozenset({"return", "result", "results", "returned"})
"""What is nothing else but the result."""
FEW = 4
"""Words of a name for the result, at most."""


def gives_nothing(words: tuple[str, ...], own: int, behind: Sequence[Clause]) -> bool:  # noqa: PLR0911 - a sign a line
    """Whether it is said that nothing comes back."""
    if _OBLIGED & set(words) and not has(words, "CALLER", "GET"):
        return False
    if own >= 0 and _has_none(words):
        return True
    none = 0 if words[0] == "no" and "returned" in words[2:6] and not has(words, "FAIL") else _nothing_at(words)
    denied = any("NOT" in means(word) for word in words[: none if none >= 0 else None])
    if none < 0:
        return _gives_no_value(words, own, behind) if denied or behind else False
    if _QUALIFIED & set(words[none + 1 : none + 3]) or (denied and "but" not in words[:none]):
        return False
    before = words[:none]
    alone = none == 0 and (words[0] == "no" or words[1:] == ("returned",)) and len(words) < FEW  # "No return value."
    if alone or (before[:1] == ("there",) and words[none + 1 : none + 2] == ("to",)):
        return alone or bool({"RETURN", "GIVE"} & means(words[-1]))
    if "returned" in words and words[-1] != "returned" and words[words.index("returned") + 1] in _AGAIN:
        return False  # "Nothing is returned twice"
    if none == 0 or (none == 1 and words[0] in _BETWEEN | {"so", "and"}):
        return _is_handed_out(words[none + 1 :])
    return (
        _is_verb_of(words, own, _verb(before))
        or _is_result(before)
        or bool((own >= 0 or before[0] == "there") and _HAVE & set(before[-3:]) and words[none] == "no")
        or (has(before[:2], "CALLER") and has(before, "GET"))
    )


def _has_none(rest: Sequence[str]) -> bool:
    """Whether it is said to have none: "is without a return value", "has nothing to return", "lacks a result"."""
    for at, word in enumerate(rest[:5]):
        if word in ("without", "lacks", "lacking") or rest[at : at + 2] in (("not", "have"), ("has", "no")):
            behind = [one for one in rest[at + 1 : at + 5] if one not in ("a", "any", "have", "no", "an")]
            return bool(behind) and (behind[0] in OF_RESULTS or behind[:2] == ["meaningful", "result"])
        if word in ("has", "have") and "nothing" in rest[at + 1 : at + 2]:
            return "RETURN" in means(rest[-1]) or has(rest[at + 2 :], "GIVE", "BACK")
        if word == "not" and "expect" in rest[at + 1 : at + 2]:
            return at <= 1 and not OF_RESULTS.isdisjoint(rest[-2:])
    return False


def _gives_no_value(words: tuple[str, ...], own: int, behind: Sequence[Clause]) -> bool:
    """Whether giving is denied: "does not return a value", "returns without a value"."""
    denied = has(words, "NOT")
    at = next((n for n, word in enumerate(words[:6]) if n and word in _BE), 0)
    subject = [word for word in words[:at] if word not in _ARTICLES]
    if (
        at
        and words[at + 1 : at + 2] == ("not",)
        and subject
        and all(word in _RESULT_OF | {"value", "outcome"} for word in subject)
    ):
        return not words[at + 3 :] and ("RETURN" in means(words[at + 2]) or "GIVE" in means(words[at + 2]))
    if denied and has(words[:2], "CALLER") and (has(words, "GET", "RESULT") or has(words, "GIVE", "RESULT")):
        return "CALLER" in means(words[0]) or words[0] == "the"
    verb = _verb(words)
    if not _is_verb_of(words, own, verb):
        return False
    if denied:
        return has(words[verb + 1 : verb + 5], "RESULT") and not _QUALIFIED & set(words[verb + 1 :])
    without = behind[0].words if behind and behind[0].scope == "without" and not words[verb + 1 :] else ()
    return len(without) <= FEW and has(without[1:], "RESULT")


def _is_verb_of(words: Sequence[str], own: int, verb: int) -> bool:
    """Whether the object is the subject of a verb: "render mode does not return anything" is said of another."""
    if own < 0 or verb < 0:
        return False
    called = words[0] in _ARTICLES and words[1:2] in (("call",), ("function",), ("method",))
    return verb == own or called or words[verb - 1] in ("and", "then", "but", "so")


def _nothing_at(words: tuple[str, ...]) -> int:
    """Where it says "nothing", "`None`" or "no value"."""
    for at, word in enumerate(words):
        if "NOTHING" in means(word) and word != "null":
            return at
        if word == "no" and not _OF_NOTHING.isdisjoint(words[at + 1 : at + 3]):
            return at
    return -1


def _verb(words: Sequence[str]) -> int:
    """Where a verb stands that means giving back; "gives" does with "back", or "to the caller"."""
    back = has(words, "BACK")
    for at, word in enumerate(words):
        meant = means(word)
        if word in _RESULT_OF - {"return"} or (at and words[at - 1] in _ARTICLES):
            continue  # a noun
        to = words[at + 1 : at + 2]
        if (
            ("RETURN" in meant and word != "returned" and "to" not in words[max(0, at - 2) : at])
            or ({"GIVE", "MAKE"} & meant and (back or _to_caller(words, at)))
            or ("TURN OUT" in meant and to in (("to",), ("in",), ["to"], ["in"]))
            or ("MAKE" in meant and word not in ("output", "generated") and not words[at + 1 :])
            or ("MAKE" in meant and has(words[at + 1 :], "RESULT"))
        ):
            return at
    # What "no" or "nothing" stands right behind is made: "produces no result", "gives no value", "yields nothing".
    return len(words) - 1 if words and {"MAKE", "GIVE"} & means(words[-1]) else -1


def _to_caller(words: Sequence[str], at: int) -> bool:
    return has([word for word in words[at + 1 : at + 3] if word != "to"], "CALLER") or any(
        word == "to" and has(words[n + 1 : n + 3], "CALLER") for n, word in enumerate(words)
    )


def _is_result(before: Sequence[str]) -> bool:
    """Whether a subject, with its "is", is the result: "the return value is", "what comes out is always"."""
    if not (_BE | {"remains", "equals"}) & set(before[1:]):
        return False
    at = [n for n, word in enumerate(before) if n and word in _BE | {"remains", "equals"}]
    head = before[: at[-1] if before[0] == "what" else at[0]]
    if head[0] == "what":
        return bool(_COMES & set(head)) or has(head, "RETURN") or has(head, "GET") or has(head, "BACK")
    head = head[: head.index("of")] if head[-3:-2] == ("of",) else head  # "the result of this function"
    nouns = [word for word in head if word not in _ARTICLES | _WILL and "ALWAYS" not in means(word)]
    known = all(word in _RESULT_OF | {"type", "of", "call"} or "RESULT" in means(word) for word in nouns)
    return known and 0 < len(nouns) < FEW and (head[0] in ("the", "its") or nouns[0] == "return")


def _is_handed_out(words: Sequence[str]) -> bool:
    """Whether what stands before is handed out: "is returned", "is handed to the caller", "comes back"."""
    if _COMES & set(words[:4]) and (has(words, "BACK") or "out" in words):
        return True
    for at, word in enumerate(words[:-1]):
        if word in _BE:
            rest = [one for one in words[at + 1 :] if "ALWAYS" not in means(one) and not one.endswith("ly")]
            rest = rest[1:] if rest[:1] in (["then"], ["being"]) else rest
            if "returned" in rest[:4]:
                return True
            if rest and "MAKE" in means(rest[0]) and rest[1:2] == ["as"] and has(rest[2:], "RESULT"):
                return True
            if rest and "GIVE" in means(rest[0]) and (has(rest, "BACK") or _to_caller(rest, 0) or "by" in rest[1:2]):
                return True
    return False


def gives(words: tuple[str, ...], own: int) -> bool:
    """Whether it is said that something comes back."""
    if _OBLIGED & set(words) or has(words, "NOT"):
        return False
    if has(words[:2], "CALLER"):
        return _is_got(words)
    if (words[0] in _ARTICLES or words[0] == "what") and (_is_handed_out(words[1:]) or _is_result(words)):
        return not _THROUGH & set(words) and not _is_put_away(words)
    verb = _verb_of_something(words)
    joined = verb > max(own, 0) and own >= 0 and words[verb - 1] in ("and", "then", "but", "always")
    if verb < 0 or not (verb == own or joined):
        return False
    rest = [word for word in words[verb + 1 :] if word not in _BETWEEN or word in ("the", "its")]
    return bool(rest) and rest[0] not in _NO_OBJECT and not rest[0].endswith("ly")


def _is_put_away(words: Sequence[str]) -> bool:
    """Whether a result is said to be put somewhere: "The outcome is kept in memory only"."""
    at = next((n for n, word in enumerate(words) if n and word in _BE), -1)
    after = [word for word in words[at + 1 :] if "ALWAYS" not in means(word) and word not in ("then", "also", "being")]
    return at > 0 and after[:1] != [] and after[0] in _PUT


_PUT = frozenset(
    """
    kept stored written saved held cached logged printed placed put recorded added appended discarded ignored dropped
    assigned collected shown displayed drawn published queued posted uploaded
    """.split()  # noqa: SIM905 - a plain list of words
)
_AGAIN = frozenset({"twice", "again", "early", "before", "until", "more", "beyond", "otherwise"})


def _is_got(words: tuple[str, ...]) -> bool:
    """Whether callers get something back, or are given it."""
    got, passive = first(words, "GET"), first(words, "GIVE")
    if _THROUGH & set(words):
        return False
    if got >= 0 and (has(words[got:], "BACK") or words[0] != "you") and not {"can", "may"} & set(words[:got]):
        return bool(words[got + 1 :])
    return passive > 1 and words[passive - 1] in _BE and bool(words[passive + 1 :])


def _verb_of_something(words: tuple[str, ...]) -> int:
    for at, word in enumerate(words):
        meant = means(word)
        if ("RETURN" in meant and word in ("return", "returns", "returning")) and not (
            at and words[at - 1] in (*_ARTICLES, "to", "of")
        ):
            return at
        if "GIVE" in meant and (has(words[at + 1 :], "BACK") or _to_caller(words, at)):
            return at
        if word in ("evaluates", "resolves") and words[at + 1 : at + 2] == ("to",):
            return at
        if word in ("responds", "answers") and words[at + 1 : at + 2] == ("with",):
            return at
        if word in ("outputs", "yields", "produces") and _to_caller(words, at):
            return at
    return -1
