"""Reads what is stated of a parameter: optional, required, on or off by default."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.concepts import first, has, means
from aidoc_core.checks.statements.closed import duty, state
from aidoc_core.checks.statements.obligations import DO_SO, HOW, SORT, required
from aidoc_core.checks.statements.passing import EMPTY, OF_IT, is_of_it, omits, switched
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.checks.clauses import Clause

_SUBJECT = regex(rf"^\W*?(?:the\s+)?`{{1,2}}(\w+)`{{1,2}}(?:\s+{SORT})?\s", re.IGNORECASE)
"""A sentence elsewhere whose subject is a parameter."""
_FIELD = regex(r"\s*[-*+\u2022]\s+[`'\"]{0,3}([\w.-]+)[`'\"]{0,3}\s*(?:\([^()]{0,80}\)\s*)?(?::|\u2013|\u2014|--|-\s)")
"""A point of a list on one of several things in a value: "- `region` (string): Required."."""
_LIMITED = frozenset({"if", "when", "unless", "only", "either", "where", "whenever", "case"})
"""What is required under a condition may have a default."""
_ALL = frozenset("for on in with as this that one it each every all call calls argument parameter the".split())  # noqa: SIM905
_REASONS = frozenset({"as", "so", "since", "because"})


def read_entry(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What a sentence states of its parameter."""
    name = sentence.entry
    if not name and (match := _SUBJECT.match(sentence.text)) is not None:
        name = match[1]
    if not name or ((field := _FIELD.match(sentence.text)) is not None and field[1].lower() != name.lower()):
        return
    for kind, value in _of_entry(sentence.clauses, name.lower()):
        yield kind, name, value


ENTRIES = Reader(
    signs=(
        "optional", "omit", "drop", "always", "up to", "left", "leav", "skip", "without", "not ", "n't",
        "every", "if ", "when", "requir",
        "necess",
        "mandator", "obligat", "oblige", "compuls", "must", "need", "have to", "has to", "default", "unless",
        "initially",
        "start", "until", "normally", "unset", "otherwise", "missing", "up to", "essential", "indispens", "happens",
        "opt", "explicit", "turned", "enabled", "disabled",
    ),
    read=read_entry,
)  # fmt: skip


def _of_entry(parts: list[Clause], name: str) -> Iterator[tuple[Kind, str]]:
    limited = any(clause.scope in _LIMITED or (set(clause.words) & _LIMITED) for clause in parts)
    for at, clause in enumerate(parts):
        spoken = clause.words[1:] if clause.scope in _REASONS else clause.words
        closed = duty(spoken, name) if not clause.scope or clause.scope in _REASONS else ""
        following = [one for one in parts[at + 1 : at + 2] if one.scope and not one.sign]
        if closed == "required" and any(not _ALL.issuperset(one.words) for one in following):
            closed = ""  # "Required for large files"
        if value := _optional(clause, name, at, parts) or closed.replace("required", ""):
            yield "optional", value.removeprefix("optional")
        elif (
            not limited and (closed == "required" or required(clause, name, parts[at + 1 : at + 2]))
        ) or _fails_without(parts, at, name):
            yield "required", ""
    switches = [value for at in range(len(parts)) if (value := switched(parts, at, name))] or [state(parts, name)]
    for value in filter(None, switches):
        yield "switch", value


def _fails_without(parts: list[Clause], at: int, name: str) -> bool:
    """Whether a call is said to fail where it is left out: "If omitted, an error is raised"."""
    clause, behind = parts[at], parts[at + 1 :] or parts[:at]
    if not behind or behind[0].scope:
        return False
    denied = "cannot" in behind[0].words or {"can", "not"} <= set(behind[0].words)
    if clause.scope == "without" and {"invalid", "impossible"} & set(behind[0].words):
        return clause.words[1:] in (("it",), ("this",)) and not has(behind[0].words, "NOT")
    impossible = denied and not {"called", "work", "run"}.isdisjoint(behind[0].words)
    if not impossible and (not has(behind[0].words, "FAIL") or has(behind[0].words, "NOT")):
        return False
    if clause.scope == "without":
        return clause.words[1:] in (("it",), ("this",))
    left = omits(clause.words)
    whole = all(word in _SO for word in clause.words[left + 1 :])  # "if not setting this to True" is another thing
    return left >= 0 and whole and clause.scope in ("if", "when") and is_of_it(clause.words[1:left], name)


_SO = frozenset(
    {
        "explicitly",
        "here",
        "at",
        "all",
        "out",
        "off",
        "blank",
        "empty",
        "by",
        "the",
        "caller",
        "callers",
        "or",
        "unset",
        "anything",
    }
)
"""Behind "if it is not given", words that do not say what is not given: "if not given units"."""


def _has_default(words: Sequence[str], name: str) -> bool:
    """Whether it is said to have one: "has a default", "comes with a default", "defaults to a fresh list"."""
    at = next((n for n, word in enumerate(words) if word in ("default", "defaults")), -1)
    if at < 0 or has(words[:at], "NOT") or has(words, "NEED"):
        return False
    if words[at] == "defaults":
        return words[at + 1 : at + 2] == ("to",) and is_of_it(words[:at], name)
    before = [word for word in words[:at] if word not in ("a", "sensible", "sane", "with")]
    if before[-1:] not in (["has"], ["have"], ["comes"]):
        return False
    return not words[at + 1 :][1:] and is_of_it(before[:-1], name)


def _optional(clause: Clause, name: str, at: int, parts: list[Clause]) -> str:  # noqa: C901, PLR0911 - a sign a line
    """`omitted` where it is said that it may be left out, `optional` where it is only called so; else empty."""
    words = clause.words
    without = clause.scope == "without" and words[1:] in (("it",), ("this",))
    if without and at and has(parts[at - 1].words, "MAY"):
        return "omitted"
    if without and not at and parts[1:] and _is_used(parts[1].words):
        return "omitted"
    if not clause.scope and _has_default(words, name):
        return "omitted"
    if clause.scope in ("that", "otherwise") and at:
        words = words[1:]
    left = omits(words)
    empty = bool(EMPTY & set(words)) or (left >= 0 and "PASS" in means(words[left]))
    if left >= 0 and clause.scope in ("if", "when", "where", "unless", "should") and is_of_it(words[1:left], name):
        following = parts[at + 1].words if at + 1 < len(parts) else ()
        needed = has(following, "NEED") or (has(following, "FAIL") and not has(following, "NOT"))
        falls_back = at and ("back" in parts[at - 1].words or _is_used(parts[at - 1].words))
        falls_back = falls_back and len(parts[at - 1].words) > 1  # "created if missing": the file
        if "PASS" in means(words[left]) and not all(
            word in _SO or word.strip("`") == "none" for word in words[left + 1 :]
        ):
            return ""
        return "" if needed or (at and not falls_back) else "optional" if empty else "omitted"
    if (
        clause.scope == "unless"
        and (not at or _is_used(parts[at - 1].words))
        and first(words, "PASS") > 0
        and not has(words, "NOT")
        and is_of_it(words[1 : first(words, "PASS")], name)
    ):
        return "omitted"
    may, denied = first(words, "MAY"), first(words, "NOT")
    if left >= 0 and clause.scope in ("", "that", "otherwise"):
        if (
            0 <= may < left
            and not 0 <= denied <= left
            and is_of_it([w for w in words[:left] if "MAY" not in means(w) and w != "be"], name)
        ):
            return "optional" if empty else "omitted"
        if left == 0 and words[0] in ("omit", "skip", "leave") and not has(words, "NEED"):
            return "omitted"
    return _freed(clause, words, name)


def _is_used(words: Sequence[str]) -> bool:
    """Whether something else is said to take its place: "a default is used", "one is chosen"."""
    taken = not _TAKEN.isdisjoint(words)
    return taken and not (has(words, "FAIL") or has(words, "NOT") or has(words, "NEED"))


_TAKEN = frozenset(
    {
        "picks",
        "chooses",
        "takes",
        "uses",
        "determines",
        "assumes",
        "used",
        "chosen",
        "taken",
        "applies",
        "made",
        "created",
        "assumed",
        "picked",
        "determined",
    }
)


def _freed(clause: Clause, words: Sequence[str], name: str) -> str:
    """The same, where it is said that it is not needed, is optional, or is up to the caller."""
    need, called, gives, denied = (first(words, concept) for concept in ("NEED", "OPTIONAL", "PASS", "NOT"))
    spoken = clause.scope in ("", "as", "so", "since", "because", "that", "otherwise")
    if need >= 0 and 0 <= denied <= need + 2 and spoken:
        before = [word for word in words[:need] if words[0] != "it" or word != "be"]
        if is_of_it(before, name) or (words[0] == "no" and gives > 0):
            return _kind_of_freedom(words, need, gives, denied)
    if called >= 0 and words[called] == "optionally" and gives > 0 and has(words[:called], "MAY"):
        return "optional" if is_of_it([w for w in words[:gives] if "MAY" not in means(w)], name) else ""
    fine = first(words, "MAY")
    if 0 <= fine < denied < gives and tuple(words[denied + 1 : gives]) == ("to",):  # "It is fine not to pass it"
        return "omitted"
    duty = tuple(words[denied + 1 : denied + 3])
    if 0 <= denied < gives and duty == ("have", "to") and is_of_it(words[:denied], name):
        return "omitted"
    if called >= 0 and words[called] == "optional" and not 0 <= denied < called and not clause.scope:
        after = words[called + 1 : called + 2]
        plain = not after or after[0] in (*OF_IT, "and", "in") or "DEFAULT" in means(after[0])
        if plain and is_of_it(words[:called], name):
            return "" if tuple(after) in (("arguments",), ("keyword",), ("parameters",)) else "optional"
    left_to = [word for word in words[:gives] if word not in ("up", "to")]
    return "omitted" if gives >= 0 and "up" in words and has(words, "CALLER") and is_of_it(left_to, name) else ""


def _kind_of_freedom(words: Sequence[str], need: int, gives: int, denied: int) -> str:
    if words[need] == "must" and need < denied:
        return ""  # "must not be None", "must not be given"
    if gives > need:
        behind = [word for word in words[gives + 1 :] if word not in DO_SO]
        return "omitted" if not behind or behind[0] not in HOW else ""
    after = [word for word in words[need + 1 :] if "NOT" not in means(word)]
    return "optional" if not after or after[0] in ("in", "at", "here", "by") else "omitted" if 0 <= gives < need else ""
