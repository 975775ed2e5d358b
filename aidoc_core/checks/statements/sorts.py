"""Reads what sort of thing the object is said to be: property, coroutine, decorator and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import CONDITIONS
from aidoc_core.checks.statements.handling import handled
from aidoc_core.checks.statements.named import named
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    import re
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
}
_SERVING = frozenset(
    """
    use used usable acts works serves exposed declared implemented defined behaves decorated call called
    accessed read available meant intended
    """.split()  # noqa: SIM905 - a plain list of words
)
_ENDS_NOUN = frozenset(
    """
    of for to in from by with on is are return returns might may will can takes has
    """.split()  # noqa: SIM905 - a plain list of words
)
_HEIRS = regex(
    r"\b(?:sub-?class(?:es)?|child\s+classes|descendants|implement[eo]rs|implementations|(?:derived|concrete|inheriting)\s+(?:sub)?class(?:es)?)\b"
)
_HEIRS_FILL_IN = regex(
    r"\b(?:must|should|(?:has|have|needs?)\s+to|expected\s+to|left\s+to|meant\s+to|intended\s+to|supposed\s+to|required\s+to)\s+(?:\w+\s+){0,3}?(?:be\s+)?"
    r"(?:overrid(?:e|den|ing)|implement(?:ed|ing)?|provided?|redefined?|suppl(?:y|ied)|defined?|filled?\s+in)\b"
    r"|\b(?:suppl(?:y|ies)|provides?|fills?\s+in|ha(?:s|ve)|defines?)\s+(?:the|an?|its\s+own|their\s+own|one|it)\b"
)
_NOT_HERE = regex(
    r"^\W*(?:it\s+)?(?:must|should|has\s+to|needs\s+to)\s+be\s+overridden\b|^\W*(?:it\s+is\s+)?not\s+implemented\s+(?:here|in\s+(?:this|the\s+base)\s+class)|\b(?:no|without\s+an?)\s+implementation\s+here\b"
    r"|\bbase\s+class\s+(?:does\s+not|doesn['\u2019]t)\s+implement\b|^\W*(?:it\s+is\s+|this\s+is\s+)?(?:declared\s+)?abstract\b(?=\W*$|\s*[:,;.])"
)
_DECORATES = regex(
    r"^\W*(?:it\s+|this\s+)?decorat(?:es|ed?)\s+(?:an?\s+|the\s+|other\s+)?(?:functions?|methods?|class(?:es)?|callables?|coroutines?|it\s)"
    r"|\b(?:meant|intended|used|made)\s+(?:to\s+decorate|for\s+decorating)\b|`@`|\breturns\s+a\s+decorator\b|\breturns\s+the\s+(?:decorated|wrapped)\s+(?:function|callable|method|class)\b"
    r"|^\W*(?:functions|methods|classes)\s+are\s+decorated\s+with\s+it\b"
)
_LEFT_OPEN = regex(r"\b(?:may|can|could|might|optionally|if|when|unless|otherwise)\b")
_SHOWN = regex(r"^(?:note|please note|be aware)(?:\s+that)?[:,]?\s+")
_ANYWHERE = {
    "abstract": (_NOT_HERE,),
    "decorator": (_DECORATES,),
}
"""What says so wherever in a sentence it stands, whoever is its subject."""


_OF_HANDLING = (
    "generator", "context", "yield", "iterat", "lazi", "lazy", "demand", "they are ", "the-fly", "await", "async",
    "corout", "the fly", "needed", "request", "consum", " by ", "event loop", "stream", "one ", "next()", "singly",
)  # fmt: skip


def read_sorts(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What a sentence of summary or description says that the object is."""
    if sentence.where in ("summary", "description", "returns"):
        said = list(dict.fromkeys(_said(sentence)))
        for value in said:
            yield "is", "", value
        for value in named(sentence.lower):
            if value not in said:
                yield "is", "named", value


def _said(sentence: Sentence) -> Iterator[str]:
    parts = sentence.clauses
    if any(sign in sentence.lower for sign in _OF_HANDLING):
        yield from handled(sentence)
    if sentence.where == "returns":
        return
    text = _SHOWN.sub("", sentence.lower)
    for value, patterns in _ANYWHERE.items():
        if any(_claims(text, pattern, value) for pattern in patterns) or (
            value == "abstract" and _HEIRS.search(text) and _HEIRS_FILL_IN.search(text) and not _LEFT_OPEN.search(text)
        ):
            yield value
    if parts and parts[0].scope not in CONDITIONS:
        yield from _sorts(parts)  # what a condition is about is not the object


def _claims(text: str, pattern: re.Pattern[str], value: str) -> bool:
    """Whether a sentence has a pattern, and does not deny it: "decorates no method"."""
    match = pattern.search(text)
    if match is None or value == "abstract":  # whose patterns have their own denials
        return match is not None
    return _DENIED.search(_CLAUSE.split(text[: match.start()])[-1]) is None


_CLAUSE = regex(r"[;:,.]|\bbut\b|\band\b")
_DENIED = regex(r"\b(?:not|never|no|cannot|neither|nor|without|unlike|instead|nothing)\b|n['\u2019]t\b")


SORTS = Reader(
    signs=(
        "`with`", "the fly", "needed", "request", "consum", "step by", "piece by",
        "property", "attribute", "manager", "method", "decorator", "coroutine", "generator",
        "async", "await",
        "lazi", "lazy", "iterat", "demand", "stream", "one ", "loop", "next()", "singly", "overrid", "implement",
        "subclass", "abstract", "function", "yield", "decorat", "with` ", "context", "class",
    ),
    read=read_sorts,
)  # fmt: skip


def _sorts(parts: list[Clause]) -> Iterator[str]:
    """What sort of thing the object is said to be."""
    for before, clause in zip([None, *parts], parts, strict=False):
        words = clause.words
        if not _is_of_object(before, clause) or clause.negated or {"not", "or"} & set(words):
            continue
        start = _copula(clause)
        if start is None:
            continue
        head = words[start : start + 5]
        for at in range(len(head)):
            pair = _PAIRS.get((head[at], head[at + 1])) if at + 1 < len(head) else None
            alone = _SORTS.get(head[at]) if head[at + 1 : at + 2] in ((), ("that",), ("and",), ("object",)) else None
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
    if before is None:
        return len(clause.words) <= 4  # noqa: PLR2004 - "As a context manager it …"
    return not before.scope and before.own and bool(set(before.words) & _SERVING)


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
