"""Reads what a call is said to give back: something, or nothing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import CONDITIONS, Clause
from aidoc_core.checks.concepts import first, has, means
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OBLIGED = frozenset({"must", "should", "shall", "let", "ought"})
"""What others have to return, the object does not state of itself."""
_NO_OBJECT = frozenset(
    "early at once control after as only without until on from whether soon first again execution".split()  # noqa: SIM905
)
"""Behind "returns", what says when or how, and not what."""
_BETWEEN = frozenset({"back", "to", "in", "over", "always", "you", "caller", "callers", "the", "its", "their"})
_THROUGH = frozenset({"through", "via", "by", "from", "messages", "events", "notified", "callback", "error", "errors"})
"""What callers get by another way than the result."""
_NOTED = frozenset({("note",), ("please", "note"), ("be", "aware"), ("remember",), ("keep", "in", "mind")})
"""What says no more than that something is said."""
_RELATIVE = frozenset({"that", "which", "who", "whose", "what", "how", "because", "since", "like"})
"""Clauses that say more of a result, or why: their conditions are not those of the call."""
_WEAK = frozenset({"on", "upon", "for", "with", "by", "only", "without"})
"""Conditions of the clause that they stand in or behind, not of all that the sentence says."""
_LATER = frozenset({"afterwards", "afterward", "later", "anyway", "then"})
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
_OF_RESULTS = frozenset({"return", "result", "results", "returned"})
_FEW = 4
"""Words of a name for the result, at most."""


def read_results(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What a sentence says is given back, under no condition."""
    if sentence.entry or sentence.where.startswith("raises"):
        return
    parts = sentence.clauses
    for at, clause in enumerate(parts):
        stated = _of_call(parts, at)
        if stated is None:
            continue
        words, own = stated
        value = (
            "nothing"
            if _gives_nothing(words, own, parts[at + 1 : at + 2])
            else "something"
            if _gives(words, own)
            else ""
        )
        if not value:
            continue
        conditional = _is_conditional(parts, at, clause)
        if value == "something" or not conditional:
            yield "gives", "sometimes" if conditional else "", value
    if sentence.where in ("summary", "description") and _SPOKEN_OF.search(sentence.text):
        yield "gives", "", "something"


RESULTS = Reader(
    signs=("return", "back", "nothing", "none", "result", "evaluat", "resolve", "void", "caller", " you", "value",
           "respond", "answer"),
    read=read_results,
)  # fmt: skip


_SPOKEN_OF = re.compile(
    r"\bas\s+(?:its|the)\s+(?:result|return\s+value)\b"
    r"|\b(?:the|its)\s+(?:return\s+value|(?:returned|resulting)\s+(?:value|object|mapping|dict(?:ionary)?|list|tuple|string"
    r"|instance|number|copy|array|generator|iterator))\b(?!\s+(?:of|from|by|(?:is|will\s+be)\s+(?:always\s+|invariably\s+)?(?:`{0,2}none\b"
    r"|nothing|ignored|not|discarded|unused|meaningless|undefined|never)))",
    re.IGNORECASE,
)
"""What has a return value of which something is said returns something."""


def _of_call(parts: list[Clause], at: int) -> tuple[tuple[str, ...], int] | None:  # noqa: PLR0911 - a sign a line
    """A clause that is simply said of the call, and where its verb is if the object is its subject, else -1."""
    clause, before = parts[at], parts[at - 1] if at else None
    verb = clause.at if clause.own else -1
    if not clause.scope or (clause.scope == "what" and (before is None or before.scope == "" or clause.sign)):
        return clause.words, verb
    behind = clause.words[1:]
    if clause.scope == "without" and len(parts) == 1 and len(clause.words) <= _FEW and has(behind, "RESULT"):
        return ("no", *behind[-2:]), -1
    if (
        clause.scope in ("without", "with")
        and before is not None
        and not before.scope
        and len(clause.words) <= _FEW + 1
    ):
        none = clause.scope == "without" or behind[:1] == ("no",)
        said = before.own and not before.rest[1:] and before.words[-1] not in ("returns", "return")
        noun = bool({"procedure", "function", "method", "routine", "caller", "callers"} & set(before.words[-2:]))
        if none and (said or noun) and not _OF_RESULTS.isdisjoint(behind):
            return ("no", "return", "value"), -1
    if clause.scope == "without" and at and behind[:1] == ("returning",) and has(behind[1:], "RESULT"):
        return ("no", "return", "value"), -1
    if clause.scope == "that" and before is not None and before.words in _NOTED and behind:
        return behind, max(0, verb - 1) if clause.own else -1
    if clause.scope in ("because", "since", "as", "whose", "which") and behind:
        return (behind, -1) if has(clause.words, "NOTHING") or "no" in clause.words else None
    return None


def _is_conditional(parts: list[Clause], at: int, clause: Clause) -> bool:
    """Whether what a clause says is said of some calls only."""
    strong = CONDITIONS - _WEAK - {"given", "should"}
    if any(part.scope == "should" for part in parts):
        return True
    if any(word in strong for part in parts if part.scope not in _RELATIVE for word in part.words):
        return True
    behind = clause.words[max(clause.at, int(bool(clause.scope))) :]
    if any(word in _WEAK and after not in _LATER for word, after in pairwise(behind)):
        return True
    after = parts[at + 1] if at + 1 < len(parts) else None
    if after is not None and after.scope in _WEAK and not after.sign and not has(after.words, "RESULT"):
        return True
    return at > 0 and parts[0].scope in _WEAK


def _gives_nothing(words: tuple[str, ...], own: int, behind: Sequence[Clause]) -> bool:  # noqa: PLR0911 - a sign a line
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
    alone = none == 0 and (words[0] == "no" or words[1:] == ("returned",)) and len(words) < _FEW  # "No return value."
    if alone or (before[:1] == ("there",) and words[none + 1 : none + 2] == ("to",)):
        return alone or bool({"RETURN", "GIVE"} & means(words[-1]))
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
            return bool(behind) and (behind[0] in _OF_RESULTS or behind[:2] == ["meaningful", "result"])
        if word in ("has", "have") and "nothing" in rest[at + 1 : at + 2]:
            return "RETURN" in means(rest[-1]) or has(rest[at + 2 :], "GIVE", "BACK")
        if word == "not" and "expect" in rest[at + 1 : at + 2]:
            return at <= 1 and not _OF_RESULTS.isdisjoint(rest[-2:])
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
    return len(without) <= _FEW and has(without[1:], "RESULT")


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
    return known and 0 < len(nouns) < _FEW and (head[0] in ("the", "its") or nouns[0] == "return")


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


def _gives(words: tuple[str, ...], own: int) -> bool:
    """Whether it is said that something comes back."""
    if _OBLIGED & set(words) or has(words, "NOT"):
        return False
    if has(words[:2], "CALLER"):
        return _is_got(words)
    if (words[0] in _ARTICLES or words[0] == "what") and (_is_handed_out(words[1:]) or _is_result(words)):
        return not _THROUGH & set(words)
    verb = _verb_of_something(words)
    joined = verb > max(own, 0) and own >= 0 and words[verb - 1] in ("and", "then", "but", "always")
    if verb < 0 or not (verb == own or joined):
        return False
    rest = [word for word in words[verb + 1 :] if word not in _BETWEEN or word in ("the", "its")]
    return bool(rest) and rest[0] not in _NO_OBJECT and not rest[0].endswith("ly")


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
        if word in ("evaluates", "results", "resolves") and words[at + 1 : at + 2] in (("to",), ("in",)):
            return at
        if word in ("responds", "answers") and words[at + 1 : at + 2] == ("with",):
            return at
        if word in ("outputs", "yields", "produces") and _to_caller(words, at):
            return at
    return -1
