"""Reads whether callers are said to await what a call gives, or to iterate over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.concepts import first, has, means
from aidoc_core.checks.signs import has_any
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.checks.clauses import Clause
    from aidoc_core.checks.statements.statement import Sentence

_ARTICLES = frozenset({"a", "an", "the"})
_BE = frozenset({"is", "being", "as", "like", "are", "be", "was"})
_ENDS = frozenset(
    {"of", "over", "that", "which", "and", "for", "yielding", "producing", "with", "object", "function", "so"}
)
_OTHERS = frozenset(
    {"number", "random", "pseudorandom", "pseudo-random", "noise", "key", "data", "code", "instance", "class"}
)
"""Generators that are none of Python's: of random numbers, of code."""
_ONE_BY_ONE = regex(
    r"\bone\s+\w+\s+at\s+a\s+time\b"
    r"|\bas\s+(?:it\s+is|they\s+are)\s+(?:needed|requested|asked|consumed)"
)
_EACH_STEP = regex(
    r"(?<!before )(?<!after )(?<!for )(?<!of )\b(?:each|every)\s+(?:\w+\s+)?(?:iteration|step|pass|turn|round)\b"
)
_OF_NEXT = regex(
    r"`?\bnext\(\)|\b(?:must|has\s+to|needs\s+to|have\s+to)\s+be\s+iterated\b|\biterat\w+\s+over\s+(?:it|the\s+(?:call|result))\b"
)
_COMPUTES = frozenset(
    {
        "emits",
        "emit",
        "emitted",
        "created",
        "handed",
        "loaded",
        "read",
        "compute",
        "computes",
        "computed",
        "come",
        "comes",
        "arrive",
        "arrives",
        "built",
        "evaluated",
        "evaluation",
    }
)
_RUNS = frozenset(
    {"completes", "finishes", "is", "runs", "run", "works", "executes", "done", "performed", "returns", "operates"}
)
_LOOP = regex(r"\bevent\s+loop\b")
_WORKS = frozenset({"works", "evaluates", "operates", "runs", "loads", "computes", "work"})
_HANDS = frozenset({"hands", "handed", "delivers", "delivered", "supplies", "supplied"})
_SHORT = 4
_GIVEN_UP = frozenset({"not", "never", "no", "without", "instead"})


def handled(sentence: Sentence) -> Iterator[str]:
    """`generator` and `coroutine`, where a sentence says that the object is one."""
    for clause in sentence.clauses:
        if clause.scope in ("if", "when", "whenever", "unless", "whether", "where", "like", "than", "who", "whose"):
            continue
        words = clause.words
        if not _GIVEN_UP & set(words[: clause.at + 1]) and _is_generator(clause, sentence.lower):
            yield "generator"
        elif not _GIVEN_UP & set(words) and _is_called(clause, "iterator"):
            yield "iterator"
        if not _GIVEN_UP & set(words) and _is_called(clause, "contextmanager"):
            yield "context manager"
        if (not _GIVEN_UP & set(words) or {"forget", "block"} & set(words)) and _is_coroutine(clause, sentence.lower):
            yield "coroutine"


def _is_generator(clause: Clause, lower: str) -> bool:  # noqa: C901, PLR0911 - a sign a line
    words = clause.words
    if words[:1] == ("nothing",) and "yielded" in words[:3] and words[3:] in ((), ("here",), ("by", "it")):
        return False
    if words[:2] == ("this", "generator"):
        return True
    if "generator" in words and any(word.startswith(("iterat", "consum", "exhaust")) for word in words):
        return True
    if _is_called(clause, "generator") or (clause.own and _is_called(clause, "iterator") and "returns" not in words):
        return True
    if has(words, "LAZY") and _is_called(clause, "iterator"):
        return True
    yields = clause.own and words[clause.at : clause.at + 1] in (("yields",), ("yield",)) and "back" not in words
    joined = clause.own and any(
        word == "yields" and words[n - 1] in ("but", "and", "then") for n, word in enumerate(words) if n
    )
    if joined and "back" not in words and words[words.index("yields") + 1 :][:1] != ("a",):
        return True
    if yields and not (clause.at and words[clause.at + 1 : clause.at + 2] in (("a",), ("an",))):
        return True  # "This yields a better order" is said of anything
    if clause.own and _WORKS & set(words[clause.at : clause.at + 1]) and has(words[clause.at + 1 :], "LAZY"):
        return True
    if clause.own and words[clause.at - 1 : clause.at] == ("is",) and words[clause.at :] == ("lazy",):
        return True
    made = (
        has(words, "MAKE")
        or not _HANDS.isdisjoint(words)
        or has(words, "STREAM")
        or has(words, "RETURN")
        or not _COMPUTES.isdisjoint(words)
    )
    said = clause.own or has(words[:4], "VALUES") or has(words[:3], "NOTHING")
    if not (made and said):
        return any(
            word == "yielded" and words[n - 1] in (*_BE, "but", "then", "each", "and", "get", "gets")
            for n, word in enumerate(words)
            if n
        ) or (_EACH_STEP.search(lower) is not None and first(words, "MAKE", "RETURN", "GIVE") > 1)
    return (
        (_lazily(words) and not has(words[:3], "NOTHING"))
        or any(word in ("streams", "streamed") for word in words[clause.at : clause.at + 3])
        or "iterated" in words
        or has(words, "SINGLE")
        or _ONE_BY_ONE.search(lower) is not None
        or _OF_NEXT.search(lower) is not None
        or (has(words, "CALLER") and any(word.startswith("iterat") for word in words) and "iterator" not in words)
        or any(word == "yielded" and words[n - 1] in _BE for n, word in enumerate(words) if n)
    )


def _lazily(words: Sequence[str]) -> bool:
    """Whether something is done lazily: not "a lazy setting", which is only called so."""
    for at, word in enumerate(words):
        if "LAZY" in means(word) and (word != "lazy" or not words[at + 1 :] or words[at + 1] == "evaluation"):
            return True
    return False


_RETURNED = regex(
    r"\bthe\s+(?:returned|resulting)\s+(?:coroutine|awaitable)\b|^\W*without\s+`{0,2}await`{0,2}[, ]"
    r"|\b(?:use|call)\s+(?:it|this)\s+with\s+`{0,2}await\b|\b(?:defined|declared|implemented)\s+(?:with|by|as)\s+`{0,2}async\s+def\b"
    r"|\bcontrol\s+(?:goes|is\s+(?:given|handed)|returns)\s+(?:back\s+)?to\s+the\s+event\s+loop\b"
)
"""What is said so outright, whoever is the subject."""
_OF_COROUTINES = ("await", "corout", "async", "event loop")


def _is_coroutine(clause: Clause, lower: str) -> bool:  # noqa: C901, PLR0911 - a sign a line
    words = clause.words
    if has_any(_OF_COROUTINES, lower) and _RETURNED.search(lower):
        return True
    if _is_called(clause, "coroutine") or _is_called(clause, "awaitable"):
        return True
    at = next((n for n, word in enumerate(words) if word.startswith("await")), first(words, "AWAIT"))
    if words[:2] == ("this", "coroutine") or (words[:1] == ("awaiting",) and clause.own):
        return words[:1] == ("this",)
    if clause.own and "not" in words and any(word.startswith("block") for word in words) and _LOOP.search(lower):
        return True
    if at < 0:
        return (
            _LOOP.search(lower) is not None
            and clause.own
            and bool({"inside", "within", "needs", "requires", "only"} & set(words))
        )
    word = words[at].strip("`")
    if clause.own and (
        (word == "await" and words[at - 1] in ("requires", "needs")) or (word == "awaitable" and words[at - 1] in _BE)
    ):
        return not words[at + 1 :]
    if word == "await" and words[at - 1 : at] in (("with",), ("forget",), ("to",), ("use",)):
        return words[at + 1 : at + 2] in ((), ("it",), ("the",), ("this",))
    if word.startswith("await") and word != "awaitable":
        others = (
            at > 1
            and words[at - 1] not in _BE
            and not has(words[:at], "CALLER")
            and not (clause.own and at <= clause.at)
        )
        return not others and words[at + 1 : at + 2] not in (("response",), ("reply",))
    if word.startswith("async"):
        if at == 1 and words[0] == "being":
            return True
        before = words[at - 1] if at else ""
        noun = words[at + 1 : at + 2] and words[at + 1] in ("function", "method", "coroutine", "call", "operation")
        return (
            (noun and at == 1 and before in _ARTICLES and len(words) <= _SHORT)
            or (at == 0 and (not words[1:] or word.endswith("ly") or bool(noun)))
            or (clause.own and (before in _RUNS or (before in _ARTICLES and bool(noun))))
        )
    return False


def _is_called(clause: Clause, noun: str) -> bool:
    """Whether the object, or what it gives, is called that: "is a …", "returns a lazy …"."""
    words = clause.words
    if noun not in words:
        return False
    at = words.index(noun)
    if _OTHERS & set(words[max(0, at - 2) : at + 4]) or (words[at + 1 : at + 2] and words[at + 1] not in _ENDS | _BE):
        return False
    start = next((n for n in range(at - 1, max(-1, at - 4), -1) if words[n] in _ARTICLES or words[n] == "this"), -1)
    before = words[start - 1] if start > 0 else ""
    if start == 0 or (start < 0 and at <= 1 and words[0] in ("async", "asynchronous", "lazy", noun, "returned")):
        return (
            words[at + 1 :] in ((), ("object",), ("is",))
            or words[at + 1] == "function"
            or words[1] in ("returned", "resulting")
            or ((words[at + 1] in _BE and has(words[at + 1 :], "GET")) or "returned" in words[at + 1 :])
            or (words[0] != "the" and words[at + 1] in _ENDS)
        )
    if start < 0:
        return False
    given = any(
        {"RETURN", "GIVE", "MAKE", "GET"} & means(word) or word in ("creates", "builds", "created", "built")
        for word in words[max(0, start - 3) : start]
    )
    said = clause.own or clause.scope == "as" or has(words[:2], "CALLER") or has(words[1:3], "RESULT")
    return said and (before in _BE or given)
