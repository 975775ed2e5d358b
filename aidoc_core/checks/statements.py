"""What the sentences of an answer state about its object: one small table, whatever part they stand in.

Read here, decided elsewhere (`sentences`, `unsupported`). What is said under a condition, of something else or as a
possibility is no statement about the object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from aidoc_core.checks.clauses import CONDITIONS, Clause, clauses
from aidoc_core.code.lookup.outside import is_builtin_exception

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.checks.claims import Claims, Passage

Kind = Literal["gives", "raises", "parameter", "optional", "required", "switch", "is"]
"""`gives`: what a call gives back, nothing included; `switch`: a default in words; `is`: what sort of thing it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a sentence states.

    Attributes:
        kind: What sort of statement.
        subject: Whom it is about, where that is not the object itself: the parameter.
        value: What is stated: the exception, the sort of thing, `nothing` or `something` that is given back.
        where: The part of the answer that the sentence stands in.
        sentence: The sentence, as it is written.
    """

    kind: Kind
    subject: str = ""
    value: str = ""
    where: str
    sentence: str


_GIVES = frozenset({"returns", "return", "returned", "returning"})
_BACK = frozenset(
    {"gives", "give", "given", "hands", "hand", "handed", "sends", "passes", "get", "gets", "receive", "receives"}
)
_TO = frozenset({"evaluates", "evaluate", "resolves", "resolve", "results", "result"})
_NOTHING = frozenset({"none", "nothing", "`none`", "`None`", "void"})
_RESULT = frozenset({"value", "values", "result", "results", "output", "anything"})
_OBLIGED = frozenset({"must", "should", "shall", "let", "ought"})
"""What others have to return, the object does not state of itself."""
_RESULT_NAMES = (("return", "value"), ("returned", "value"), ("result",), ("return", "type"))

_RAISING = frozenset(
    """
    raise raises raised raising throw throws thrown throwing fail fails failing error errors erroring signal signals
    signalled signaled propagate propagates propagated abort aborts aborting trigger triggers triggered surface surfaces
    produce produces produced cause causes caused result results emit emits emitted issue issues issued lead leads end
    ends stop stops exit exits quit quits bubble bubbles escape escapes yield expect beware rejected rejects reject bail
    bails complain complains blow blows break breaks crash crashes let lets reported reports report met answered
    terminate terminates die dies refuse refuses come comes occur occurs happens
    """.split()  # noqa: SIM905 - a plain list of words
)
_HANDLING = frozenset(
    """
    catch catches caught catching handle handles handled handling suppress suppresses suppressed swallow swallows
    swallowed ignore ignores ignored convert converts converted wrap wraps wrapped translate translates translated
    subclass subclasses inherits instance instances class type types avoid avoids prevent prevents silences silenced
    turns mask masks logs logged retry retries retried constructs creates wraps maps mapped replaced re-raised base
    """.split()  # noqa: SIM905 - a plain list of words
)
_EXCEPTION = re.compile(
    r"(?<!\w)[A-Z]\w{0,80}(?:Error|Exception|Interrupt|Timeout|NotFound|Failure|Warning|Exit|Iteration)"
)
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Za-z_]\w{0,80}+\.){0,12}[A-Z]\w*+")

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

_SPAN = re.compile(r"(?<!`)(`{1,2})([^`\n]{1,120})\1(?!`)")
_KEYWORD = re.compile(r"([a-z_]\w*)\s?=\s?(?:[\w.'\"\[\](){}+-][^=,]*)?")
_PARAMETER_NOUN = r"(?:parameters?|arguments?|keywords?|kwargs?|keyword[ -]arguments?)"
_BEHIND = re.compile(
    rf"(?<![`\w.])`{{1,2}}([a-z_]\w*)(?:=[^`\n]{{0,60}})?`{{1,2}}\s+(?:\w+\s+)?(?:{_PARAMETER_NOUN}|options?"
    rf"|flags?|settings?|switch)\b"
    rf"|\b(?:{_PARAMETER_NOUN}|options?|flags?|switch)\s+(?:called\s+|named\s+)?`{{1,2}}([a-z_]\w*)`{{1,2}}",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"\b(?:[Tt]he|optional|its)\s+([a-z]\w*)\s+(?:parameter|argument|keyword|kwarg"
    rf"|keyword[ -]argument)\b(?!\s+(?!is|to|controls|sets|says|determines|decides|governs|if|when|and|for"
    rf"|lets)[a-z])"
    rf"|\b([a-z]+_\w+)\s+(?:{_PARAMETER_NOUN}|option|flag|setting|switch)\b"
    rf"|\b(?:{_PARAMETER_NOUN}|option|flag|setting)\s+(?:called\s+|named\s+)?([a-z]+_\w+)\b"
    r"|(?<![\w`.(<])([a-z_]\w*)=(?:True|False|None|-?\d[\d.]*|'[^'\n]{0,40}'|\"[^\"\n]{0,40}\")",
)
_ELSEWHERE = re.compile(
    r"\bof\s+(?:\w+\s+){0,2}`|:(?:func|meth|class):`|\bpassing\b[^.]{0,80}\bto\s+`"
    r"|\w\(|constructor|subclass|command|other|init\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|no|only|whether|like)\b|n['\u2019]t\b", re.IGNORECASE)
_TELLS = re.compile(
    r"^\W*(?:pass|set|use|give|supply|provide|specify|call|add|with|via|through|by|leave|adjust|change|tune"
    r"|control|enable|disable|turn|combine|to\s)"
    rf"|^\W*the\s+(?:\w+\s+)?\S+\s+{_PARAMETER_NOUN}\s+(?:controls?|sets?|says?|is|determines?|decides?"
    rf"|governs?|selects?|lets?|chooses?|switch|turns?|makes?|tells?)\b"
    r"|\b(?:pass|set|use|give|supply|with|via|through|controlled|by|when|if|passing|setting|using)\s+(?:the\s+)?`",
    re.IGNORECASE,
)
_ORDINARY = frozenset(
    """
    first second third fourth last next previous keyword positional optional required additional extra default same
    input other given named remaining following single only final variadic mandatory corresponding respective relevant
    new old function method command line string integer boolean dtype type types this that these those each every any
    all both sole lone very whole entire latter former unnamed trailing
    missing invalid wrong passed supplied provided unknown actual formal template leading trailing shape location scale
    size mean sequence iterable callable callback array list tuple dict matrix object value class constructor self
    call supported more most time user data
    """.split()  # noqa: SIM905 - a plain list of words
)

_OPTIONAL_HEAD = re.compile(
    r"^\W*(?:this\s+(?:is\s+)?(?:an?\s+)?)?optional(?:ly)?\b(?!\s+(?:if|when|arguments?|keyword|parameters?|args|kwargs))",
    re.IGNORECASE,
)
_MAY_BE_LEFT = re.compile(
    r"\b(?:may|can|could)\s+(?:also\s+|safely\s+|simply\s+|just\s+)?be\s+(?:omitted|left\s+(?:out|off|unset"
    r"|empty|blank|unspecified)|skipped|dropped)\b"
    r"|\b(?:need\s+not|(?:does\s+not|doesn['\u2019]t|do\s+not|don['\u2019]t)\s+(?:have"
    r"|need)\s+to)\s+be\s+(?:given|passed|set|supplied|provided|specified)\b"
    r"|\b(?:is|are|being|entirely|completely|purely|strictly|also)\s+optional\b(?!\s+[a-z])|\(optional\)"
    r"|[.;,]\s*optional\W*$|\bnot\s+(?:required|mandatory)\b"
    r"|^\W*(?:may|can)\s+be\s+omitted\b|^\W*(?:omit|leave\s+(?:it\s+)?out|skip)\b|\bcallers?\s+(?:may"
    r"|can)\s+(?:omit|skip|leave)\b",
    re.IGNORECASE,
)
_MUST_BE_GIVEN = re.compile(
    r"^\W*(?:this\s+(?:\w+\s+)?is\s+)?(?:required|mandatory|obligatory|compulsory)\W*$|^\W*(?:required"
    r"|mandatory)\s*[.;,:)\u2014\u2013]|\((?:required|mandatory)\)"
    r"|[.;,]\s*(?:required|mandatory)\W*$|\b(?:is|are)\s+(?:always\s+|strictly\s+)?(?:required|mandatory"
    r"|obligatory|compulsory)\W*$"
    r"|\bmust\s+(?:always\s+|explicitly\s+)?be\s+(?:given|passed|supplied|provided|specified|present"
    r"|set\s+explicitly)\W*(?:$|by\s|on\s|in\s+every|explicitly|for\s+(?:each|every))"
    r"|\b(?:cannot|can['\u2019]t|may\s+not|must\s+not|can\s+not|should\s+not)\s+be\s+(?:omitted|left\s+(?:out"
    r"|off|unset|empty|blank))\b"
    r"|\b(?:has|have|there\s+is|with)\s+no\s+default\b|\bcallers?\s+(?:must|have\s+to|has\s+to"
    r"|need\s+to)\s+(?:always\s+)?(?:pass|give|supply|provide|set|specify)\s+(?:it|this|one)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_BREAK = re.compile(r"[.,;:(\u2014\u2013]")
_IT = frozenset(
    """
    it this that the a an parameter argument value option keyword setting flag one which and but passing giving is
    callers you so
    """.split()  # noqa: SIM905 - a plain list of words
)
_BOUND = re.compile(r"\b(?:if|when|unless|only|for|with|either|where)\b", re.IGNORECASE)
"""What is required under a condition may have a default."""
_ON = r"(?:enabled|active|activated|on|yes|turned\s+on|switched\s+on|set|in\s+(?:effect|force))"
_OFF = r"(?:disabled|inactive|deactivated|off|no|turned\s+off|switched\s+off|unset|not\s+(?:enabled|active|set))"
_BY_DEFAULT = (
    r"(?:by\s+default|unless\b|initially|out\s+of\s+the\s+box|from\s+the\s+start|as\s+(?:the|a)\s+default|until\s+changed"
    r"|normally)"
)
_SWITCHED = re.compile(
    rf"(?:^|\b(?:is|it|this|are|be|left|stays?|remains|usually|and|but|\W{{1,3}}))\W*(?:(?P<off>{_OFF})"
    rf"|(?P<on>{_ON}))\W{{0,3}}{_BY_DEFAULT}"
    rf"|\bby\s+default\W{{1,3}}(?:this\s+is\s+|it\s+is\s+|it['\u2019]s\s+|is\s+)?(?:(?P<off2>{_OFF})"
    rf"|(?P<on2>{_ON}))\W*(?:$|[.;,])"
    rf"|\bdefaults?\s+(?:to|is|of|value\s+is)\s+(?:being\s+)?(?:(?P<off3>{_OFF})|(?P<on3>{_ON}))\b(?!\s+(?:the|a|an)\b)"
    rf"|\bstarts?\s+(?:out\s+)?(?:as\s+)?(?:(?P<off4>{_OFF})|(?P<on4>{_ON}))\b",
    re.IGNORECASE,
)


def statements(said: Claims, name: str = "") -> Iterator[Statement]:
    """What the sentences of an answer state.

    Args:
        said: The answer.
        name: The object's own name.
    """
    for passage in said.passages:
        for sentence in passage.sentences:
            yield from _of_sentence(sentence, passage, name)


def _of_sentence(sentence: str, passage: Passage, name: str) -> Iterator[Statement]:
    where, lower = passage.where, sentence.lower()
    subject = where.partition(" ")[2] if where.startswith("parameter ") else ""
    if subject and _has(lower, _IN_ENTRIES):
        yield from (_made(kind, sentence, where, subject, value) for kind, value in _of_entry(sentence, subject))
    if not where.startswith("raises"):
        gives, sorts = not subject and _has(lower, _IN_RESULTS), not subject and _has(lower, _IN_SORTS)
        raises = _EXCEPTION.search(sentence) is not None
        parts = clauses(sentence, name) if gives or sorts or raises else []
        if gives and _is_unconditional(parts):
            yield from (_made("gives", sentence, where, "", value) for value in _given(parts, sentence))
        if sorts and where in ("summary", "description"):
            of_it = parts and parts[0].scope not in CONDITIONS  # what a condition is about is not the object
            yield from (_made("is", sentence, where, "", value) for value in _sorts(parts if of_it else []))
        if raises:
            yield from (_made("raises", sentence, where, "", value) for value in _raised(parts, sentence))
    if "`" in sentence or "=" in sentence or _has(lower, _IN_PARAMETERS):
        yield from (_made("parameter", sentence, where, told, value) for told, value in _parameters(sentence))


_IN_ENTRIES = (
    "optional",
    "omit",
    "left",
    "leav",
    "skip",
    "require",
    "mandator",
    "obligat",
    "compuls",
    "must",
    "need",
    "have to",
    "default",
    "unless",
    "initially",
    "box",
    "start",
    "until",
    "normally",
    "empty",
    "blank",
    "drop",
    "unset",
)
_IN_RESULTS = ("return", "back", "nothing", "none", "result", "evaluat", "resolve", "void")
_IN_SORTS = (
    "property",
    "attribute",
    "manager",
    "method",
    "decorator",
    "coroutine",
    "generator",
    "async",
    "await",
    "overrid",
    "implement",
    "subclass",
    "abstract",
    "function",
)
_IN_PARAMETERS = ("argument", "param", "keyword", "kwarg", "option", "flag", "setting", "switch")
"""Words without one of which a sentence states nothing of a kind: looked for first, since most sentences have none."""


def _has(lower: str, signs: tuple[str, ...]) -> bool:
    return any(sign in lower for sign in signs)


def _made(kind: Kind, sentence: str, where: str, subject: str, value: str) -> Statement:
    return Statement(kind=kind, sentence=sentence, where=where, subject=subject, value=value)


def _is_of_it(found: re.Match[str] | None, name: str) -> bool:
    """Whether what stands before a match is no other subject than the parameter."""
    if found is None:
        return False
    before = _WORDS.findall(_BREAK.split(found.string[: found.start()])[-1].lower())
    return set(before) <= _IT | {name.lower()}


def _of_entry(sentence: str, name: str) -> Iterator[tuple[Kind, str]]:
    """What an entry states of its own parameter."""
    if _OPTIONAL_HEAD.search(sentence) or _is_of_it(_MAY_BE_LEFT.search(sentence), name):
        yield "optional", ""
    if not _BOUND.search(sentence) and _is_of_it(_MUST_BE_GIVEN.search(sentence), name):
        yield "required", ""
    for match in _SWITCHED.finditer(sentence):
        yield "switch", "off" if any(match[group] for group in ("off", "off2", "off3", "off4")) else "on"


def _is_unconditional(parts: Iterable[Clause]) -> bool:
    return not any(word in CONDITIONS for clause in parts for word in clause.words)


def _given(parts: list[Clause], sentence: str) -> Iterator[str]:
    """`nothing` or `something` that a call is said to give back."""
    del sentence
    for clause in parts:
        words = clause.words
        if clause.scope:
            continue
        verb = _giving_verb(clause)
        if verb is not None:
            rest = [
                word
                for word in words[verb + 1 :]
                if word not in ("back", "to", "in", "over", "always", "you", "caller", "callers")
            ]
            if value := _value(rest, negated=clause.negated):
                yield value
            continue
        for noun in _RESULT_NAMES:
            if words[1 : 1 + len(noun)] == noun and words[:1] in (("the",), ("its",)):
                after = [
                    word for word in words[1 + len(noun) :] if word not in ("is", "always", "will", "be", "simply")
                ]
                if after[:1] and after[0] in _NOTHING and "is" in words:
                    yield "nothing"
        if _is_without_result(words):
            yield "nothing"


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
        if word in _TO and words[at + 1 : at + 2] in (("to",), ("in",)) and nothing:
            return at
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
    return (
        "something" if first and first not in ("early", "immediately", "at", "once", "control", "after", "as") else ""
    )


def _is_without_result(words: tuple[str, ...]) -> bool:
    """Whether it says so: "Nothing is returned", "no value comes back", "has no return value", "has no result"."""
    if words[:1] in (("nothing",), ("no",)) and ("returned" in words or "back" in words):
        return words[0] == "nothing" or bool(set(words[1:4]) & _RESULT)
    pairs = list(pairwise(words))
    return ("no", "return") in pairs and "value" in words and bool({"has", "there"} & set(words[:3]))


def _raised(parts: list[Clause], sentence: str) -> Iterator[str]:
    """Names of exceptions that a call is said to end with."""
    written = {match[0].lower(): match[0] for match in _DOTTED.finditer(sentence)}
    for before, clause in zip([None, *parts], parts, strict=False):
        if clause.scope and clause.scope not in ("on", "for", "as", "with"):
            continue
        words = set(clause.words) | (
            set(before.words) if before is not None and clause.scope and not before.scope else set()
        )
        handled = words & _HANDLING and not words & {"callers", "you", "should", "prepared"}
        if handled or clause.negated or not words & _RAISING or "not" in words or "never" in words or "no" in words:
            continue
        for word in clause.words:
            name = written.get(word.strip("`").removesuffix("()").lower(), "")
            last = name.rpartition(".")[2]
            if name and (is_builtin_exception(last) or _EXCEPTION.fullmatch(last)):
                yield name


def _sorts(parts: list[Clause]) -> Iterator[str]:
    """What sort of thing the object is said to be."""
    for before, clause in zip([None, *parts], parts, strict=False):
        if clause.scope == "as" and (
            before is None or before.scope or not (before.own and set(before.words) & _SERVING)
        ):
            continue
        if clause.scope not in ("", "as") or clause.negated or "not" in clause.words or "or" in clause.words:
            continue
        words = clause.words
        if (
            set(words[:3]) & _HEIRS
            and set(words) & _OVERRIDING
            and set(words) & {"must", "should", "have", "need", "expected"}
        ):
            yield "abstract"
        if "overridden" in words and {"must", "should"} & set(words) and clause.own:
            yield "abstract"
        start = _copula(clause)
        if start is None:
            continue
        head = words[start : start + 5]
        for at in range(len(head)):
            pair = _PAIRS.get((head[at], head[at + 1])) if at + 1 < len(head) else None
            alone = (
                _SORTS_ALONE.get(head[at]) if head[at + 1 : at + 2] in ((), ("that",), ("and",), ("object",)) else None
            )
            if pair or (alone and start + at + 1 >= len(words) and (alone != "property" or "is" in words[:2])):
                yield pair or alone or ""
                break
            if head[at] in _ENDS_NOUN or (words[0] == "this" and start == 1 and at > 1):
                break


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


def _parameters(sentence: str) -> Iterator[tuple[str, str]]:
    """Names that are said to be parameters, each with `told` where readers are told to pass them."""
    told = "told" if _TELLS.search(sentence) else ""
    for name in _parameter_names(sentence):
        described = sentence.partition(name)[0].rstrip("`( ").endswith("where")
        yield name, "" if described else told


def _parameter_names(sentence: str) -> Iterator[str]:
    if sentence.startswith("..") or _ELSEWHERE.search(sentence) or _DENIED.search(sentence):
        return
    for match in _SPAN.finditer(sentence):
        if (keyword := _KEYWORD.fullmatch(match[2])) and "==" not in match[2]:
            yield keyword[1]
    bare = _SPAN.sub(" ` ", sentence)
    for match in _BEHIND.finditer(sentence):
        yield match[1] or match[2]
    for match in _PLAIN.finditer(bare):
        name = match[1] or match[2] or match[3] or match[4]
        if name not in _ORDINARY and not name.endswith("ed"):
            yield name
