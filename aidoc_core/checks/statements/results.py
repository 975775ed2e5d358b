"""Reads what a call is said to give back: something, or nothing."""

from __future__ import annotations

import re
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


_NO_OBJECT = frozenset(
    """
    early at once control after as only without until on from whether soon first again execution
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Behind "returns", what says when or how, and not what."""
_BETWEEN = frozenset({"back", "to", "in", "over", "always", "you", "caller", "callers"})
_GIVEN = frozenset({"returned", "handed", "given", "produced"})
_THROUGH = frozenset({"through", "via", "by", "from", "messages", "events", "notified", "callback", "error", "errors"})
"""What callers get by another way than the result."""
_NOTED = frozenset({("note",), ("please", "note"), ("be", "aware"), ("remember",), ("keep", "in", "mind")})
"""What says no more than that something is said."""
_CIRCUMSTANCES = frozenset({"on", "in", "as", "after", "upon"})
_OWN_SUBJECT = frozenset({"it", "callers", "you"})
"""Behind "on success it", something is given back in some calls at least."""
_RELATIVE = frozenset({"that", "which", "who", "whose", "what", "how", "because", "since", "like"})
"""Clauses that say more of a result, or why: their conditions are not those of the call."""
_TO_CALLERS = (("the", "caller"), ("callers",), ("you",), ("its", "caller"), ("users",))


def read_results(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What a sentence says is given back, under no condition."""
    if sentence.entry or sentence.where.startswith("raises"):
        return
    unconditional = _is_unconditional(sentence.clauses)
    for value in _given(sentence.clauses):
        if value == "something" or unconditional:
            yield "gives", "" if unconditional else "sometimes", value
    if sentence.where in ("summary", "description") and _SPOKEN_OF.search(sentence.text):
        yield "gives", "", "something"


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


_SPOKEN_OF = re.compile(
    r"\bas\s+(?:its|the)\s+(?:result|return\s+value)\b"
    r"|\b(?:the|its)\s+(?:return\s+value|(?:returned|resulting)\s+(?:value|object|mapping|dict(?:ionary)?|list|tuple|string"
    r"|instance|number|copy|array|generator|iterator))\b(?!\s+(?:of|from|by|is\s+(?:always\s+)?(?:`{0,2}none\b|nothing|ignored|not|discarded"
    r"|unused|meaningless|undefined|never)))",
    re.IGNORECASE,
)
"""What has a return value of which something is said returns something."""


def _is_unconditional(parts: Iterable[Clause]) -> bool:
    return not any(word in CONDITIONS for clause in parts if clause.scope not in _RELATIVE for word in clause.words)


def _given(parts: list[Clause]) -> Iterator[str]:
    """`nothing` or `something` that a call is said to give back."""
    for clause in _of_the_call(parts):
        words = clause.words
        verb = _giving_verb(clause)
        if verb is not None and words[0] not in _NOTHING | {"no"}:
            rest = [word for word in words[verb + 1 :] if word not in _BETWEEN]
            if value := _value(rest, negated=clause.negated):
                yield value
        elif _is_without_result(words) or _is_nothing(words):
            yield "nothing"
        elif words[0] in ("a", "an", "the") and _is_handed_out(words):
            yield "something"


def _of_the_call(parts: list[Clause]) -> Iterator[Clause]:
    """Main clauses, what stands behind "note that", and what the call does "on success"."""
    for before, clause in zip([None, *parts], parts, strict=False):
        words = clause.words
        own = [at for at, word in enumerate(words) if word in _OWN_SUBJECT]
        if not clause.scope:
            yield clause
        elif clause.scope == "that" and before is not None and before.words in _NOTED and words[1:]:
            yield Clause(words=words[1:], own=clause.own, at=max(0, clause.at - 1), negated=clause.negated)
        elif clause.scope in _CIRCUMSTANCES and own:
            yield Clause(words=words[own[0] :], own=True, at=1, negated=clause.negated)


def _is_nothing(words: tuple[str, ...]) -> bool:
    """Whether a clause says so of the result: "The return value is `None`"."""
    for noun in _RESULT_NAMES:
        if words[1 : 1 + len(noun)] == noun and words[0] in ("the", "its") and "is" in words:
            after = [word for word in words[1 + len(noun) :] if word not in ("is", "always", "will", "be", "simply")]
            return after[:1] != [] and after[0] in _NOTHING
    return False


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
        if word in ("get", "gets", "receive", "receives", "obtain", "obtains") and words[:1] in (
            ("you",),
            ("callers",),
        ):
            return None if _THROUGH & set(words) else at
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
    return "something" if first and first not in _NO_OBJECT and not first.endswith("ly") else ""


def _is_handed_out(words: tuple[str, ...]) -> bool:
    """Whether a passive clause ends so: "is returned", "are handed back"."""
    ends = [word for word in words[-5:] if word not in ("to", "the", "caller", "callers", "then", "back", "always")]
    return any(
        pair in (("is", "returned"), ("are", "returned"), ("is", "handed"), ("is", "given")) for pair in pairwise(ends)
    ) and ("returned" in ends or "back" in words[-3:])


def _is_without_result(words: tuple[str, ...]) -> bool:
    """Whether it says so: "Nothing is returned", "no value comes back", "has no return value", "has no result"."""
    first = words[0] if words else ""
    given = bool(_GIVEN & set(words)) or "back" in words
    if (first in _NOTHING or first == "no") and given:
        return first != "no" or bool(set(words[1:4]) & _RESULT)
    if words[:4] in (("there", "is", "nothing", "to"), ("it", "has", "nothing", "to")):
        return words[4:5] in (("return",), ("give",), ("hand",))
    if words[:3] == ("no", "return", "value") or words[:2] == ("no", "result"):
        return len(words) <= 3  # noqa: PLR2004 - all that the clause says
    pairs = list(pairwise(words))
    without = ("no", "return") in pairs or ("no", "result") in pairs or ("without", "return") in pairs
    return without and bool({"has", "there", "yields", "gives", "without"} & set(words[:4]))
