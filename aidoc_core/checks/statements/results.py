"""Reads what a call is said to give back: something, or nothing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import CONDITIONS, Clause
from aidoc_core.checks.concepts import has
from aidoc_core.checks.statements.closed import gives_no_value
from aidoc_core.checks.statements.giving import FEW, OF_RESULTS, gives, gives_nothing
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTED = frozenset({("note",), ("please", "note"), ("be", "aware"), ("remember",), ("keep", "in", "mind")})
"""What says no more than that something is said."""
_RELATIVE = frozenset({"that", "which", "who", "whose", "what", "how", "because", "since", "like"})
"""Clauses that say more of a result, or why: their conditions are not those of the call."""
_WEAK = frozenset({"on", "upon", "for", "with", "by", "only", "without"})
"""Conditions of the clause that they stand in or behind, not of all that the sentence says."""
_LATER = frozenset({"afterwards", "afterward", "later", "anyway", "then"})


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
        closed = gives_no_value(words)
        nothing = closed or gives_nothing(words, own, parts[at + 1 : at + 2])
        value = "nothing" if nothing else "something" if gives(words, own) or _is_returned(parts, at) else ""
        if not value:
            continue
        conditional = _is_conditional(parts, at, clause, closed=closed)
        if value == "something" or not conditional or any("none" in word.lower() for word in words):
            yield "gives", "sometimes" if conditional else "", value
    if sentence.where == "returns" and _OR_NONE.search(sentence.text):
        yield "gives", "sometimes", "nothing"
    if sentence.where in ("summary", "description") and _SPOKEN_OF.search(sentence.text):
        yield "gives", "", "something"


RESULTS = Reader(
    signs=("return", "back", "nothing", "none", "result", "evaluat", "resolve", "void", "caller", " you", "value",
           "respond", "answer", "outcome", "output"),
    read=read_results,
)  # fmt: skip
_OR_NONE = regex(
    r"\bor\s+`{0,2}None`{0,2}(?=\s+(?:if|when|where|for)\b|[.,;]|\Z)|\bNone`{0,2}\s+(?:if|when|otherwise)\b"
)
_SPOKEN_OF = regex(
    r"\bas\s+(?:its|the)\s+(?:result|return\s+value)\b|\b(?:that|what)\s+(?:it|this|the\s+(?:function|method|call))\s+returns\b(?!\s+to)"
    r"|\b(?:function|method|call)['\u2019]s\s+(?:result|return\s+value|output)\s+(?:is|will\s+be)\s+(?!(?:always\s+)?(?:`{0,2}none\b|not|never|ignored))"
    r"|\b(?:the|its)\s+(?:return\s+value|(?:returned|resulting)\s+(?:value|object|mapping|dict(?:ionary)?|list|tuple|string"
    r"|instance|number|copy|array|generator|iterator))\b(?!\s+(?:of|from|by|(?:is|will\s+be)\s+(?:always\s+|invariably\s+)?(?:`{0,2}none\b"
    r"|nothing|ignored|not|discarded|unused|meaningless|undefined|never)))",
    re.IGNORECASE,
)
"""What has a return value of which something is said returns something."""


def _is_returned(parts: list[Clause], at: int) -> bool:
    """Whether a sentence ends in "is returned", whatever its subject: "A count of what was changed is returned"."""
    last = parts[-1]
    if at or parts[0].scope or last.scope in CONDITIONS or last.words[-1] != "returned" or len(last.words) < FEW - 1:
        return False
    behind = [word for word in last.words[:-1] if word not in ("then", "always", "also")]
    return (
        behind[-1] in ("is", "are")
        and len(behind) > 1 + bool(last.scope)
        and not has([word for part in parts for word in part.words], "NOT")
    )


def _of_call(parts: list[Clause], at: int) -> tuple[tuple[str, ...], int] | None:  # noqa: PLR0911 - a sign a line
    """A clause that is simply said of the call, and where its verb is if the object is its subject, else -1."""
    clause, before = parts[at], parts[at - 1] if at else None
    verb = clause.at if clause.own else -1
    if not clause.scope or (clause.scope == "what" and (before is None or before.scope == "" or clause.sign)):
        return clause.words, verb
    behind = clause.words[1:]
    if clause.scope == "without" and len(parts) == 1 and len(clause.words) <= FEW and has(behind, "RESULT"):
        return ("no", *behind[-2:]), -1
    if clause.scope in ("without", "with") and before is not None and not before.scope and len(clause.words) <= FEW + 1:
        none = clause.scope == "without" or behind[:1] == ("no",)
        said = before.own and not before.rest[1:] and before.words[-1] not in ("returns", "return")
        noun = bool({"procedure", "function", "method", "routine", "caller", "callers"} & set(before.words[-2:]))
        if none and (said or noun) and not OF_RESULTS.isdisjoint(behind):
            return ("no", "return", "value"), -1
    given = behind[:1] in (("returning",), ("giving",), ("handing",), ("producing",), ("passing",))
    if clause.scope == "without" and at and given and (has(behind[1:], "RESULT") or "data" in behind):
        return ("no", "return", "value"), -1
    if clause.scope == "that" and before is not None and before.words in _NOTED and behind:
        return behind, max(0, verb - 1) if clause.own else -1
    if clause.scope in ("because", "since", "as", "whose", "which") and behind:
        return (behind, -1) if has(clause.words, "NOTHING") or "no" in clause.words else None
    return None


def _is_conditional(parts: list[Clause], at: int, clause: Clause, *, closed: bool) -> bool:
    """Whether what a clause says is said of some calls only; a closed one has no word for a condition itself."""
    strong = CONDITIONS - _WEAK - {"given", "should"}
    if any(part.scope == "should" for part in parts):
        return True
    others = [part for part in parts if part.scope not in _RELATIVE and not (closed and part is clause)]
    if any(word in strong for part in others for word in part.words):
        return True
    behind = clause.words[max(clause.at, int(bool(clause.scope))) :]
    if not closed and any(word in _WEAK and after not in _LATER for word, after in pairwise(behind)):
        return True
    after = parts[at + 1] if at + 1 < len(parts) else None
    if after is not None and after.scope in _WEAK and not after.sign and not has(after.words, "RESULT"):
        return True
    return at > 0 and parts[0].scope in _WEAK
