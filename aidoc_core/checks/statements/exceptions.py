"""Reads which exceptions a call is said to end with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import CONDITIONS
from aidoc_core.checks.concepts import first, has
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.code.outside import is_builtin_exception
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.clauses import Clause

_RAISING = frozenset(
    """
    raise raises raised raising throw throws thrown throwing fail fails failing error errors erroring signal signals
    signalled signaled propagate propagates propagated abort aborts aborting trigger triggers triggered surface surfaces
    produce produces produced cause causes caused result results emit emits emitted issue issues issued lead leads end
    ends stop stops exit exits quit quits bubble bubbles escape escapes yield expect beware rejected rejects reject bail
    bails complain complains blow blows break breaks crash crashes let lets reported reports report met answered
    terminate terminates die dies refuse refuses come comes occur occurs happens prepared anticipate encounter face get
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
_DENIED = frozenset({"not", "never", "no", "without", "instead", "rather"})
_GIVEN = frozenset(
    """
    returns return returned takes accepts given instance subclass class type types classes list tuple default like named
    called for is-a defaults passed registered registers attribute property message text wrapper object whether
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Beside these, an exception is a value, which is passed, returned or described."""
_REASONS = frozenset({"so", "as", "because", "since", "that", "under", "even"})
_LIMITING = frozenset(
    "if when whenever unless whether where while until once except besides before after for depending".split()  # noqa: SIM905
)
_LIMITED = CONDITIONS - {"can", "may", "might", "could", "by", "without", "only", "with"}
_NOT_ALL = (("not", "every"), ("not", "all"), ("not", "each"))
"""Some of them."""
_EVERY = frozenset({"all", "every", "any", "no", "none", "nothing", "each"})
_FLAWLESS = frozenset({"error-free", "error-proof", "exception-free", "infallible", "fail-safe", "failsafe"})
_PROMISES = frozenset({"guarantees", "guaranteed", "ensures", "promises", "means", "certain"})
_ERRORS = frozenset({"faults", "errors", "exceptions", "failures", "error", "exception"})
_SWALLOWS = frozenset(
    """
    swallow swallows swallowed ignore ignores ignored suppress suppresses suppressed catch catches caught silence
    silences silenced
    """.split()  # noqa: SIM905 - a plain list of words
)
_ABOUT = frozenset(
    """
    message messages code codes warning fast class classes type types handler handlers hierarchy object objects
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What an error or exception has, or belongs to: "no exception class of its own" promises nothing."""
_SHORT = 10
"""Words of a clause that says no more than that nothing fails."""
_WARNED = frozenset({"prepared", "expect", "expected", "anticipate", "handle", "catch"})
_EXCEPTION = regex(r"(?<!\w)[A-Z]\w{0,80}(?:Error|Exception|Interrupt|Timeout|NotFound|Failure|Warning|Exit|Iteration)")
_CAUGHT = regex(r"`{1,2}except\s+([A-Z]\w*)`{1,2}")
"""What callers are told to catch, as code."""
_DOTTED = regex(r"(?<![\w.])(?:[A-Za-z_]\w{0,80}+\.){0,12}[A-Z]\w*+")


def read_exceptions(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """The exceptions that a sentence says are raised; `named` where it only names them, and does not deny it."""
    if sentence.where in ("summary", "description") and _never_fails(sentence.clauses):
        yield "raises", "", "never"
    if sentence.where in ("summary", "description"):
        yield from (("raises", "named", name) for name in _CAUGHT.findall(sentence.text))
    if not sentence.where.startswith("raises") and _EXCEPTION.search(sentence.text):
        named = sentence.where in ("summary", "description")
        for name, outright in _raised(sentence.clauses, sentence.text, named=named):
            yield "raises", "" if outright else "named", name


def _is_inverted(words: tuple[str, ...]) -> bool:
    """Whether "should" begins a condition: "is raised should the value be missing"."""
    return words[words.index("should") + 1 :][:1] in (("the",), ("a",), ("an",), ("it",), ("any",))


def _never_fails(parts: list[Clause]) -> bool:  # noqa: C901, PLR0911 - a sign a line
    """Whether it is said that no call fails: "Never raises.", "Swallows all errors", "Exceptions do not occur"."""
    if any(one.scope in _LIMITING or one.words[0] in ("if", "when") for one in parts):
        return False
    for before, clause in zip([None, *parts], parts, strict=False):
        if clause.own and not clause.scope and not _FLAWLESS.isdisjoint(clause.words) and not has(clause.words, "NOT"):
            return True
        if tuple(clause.words[:2]) == ("free", "of") and clause.words[2:3] and clause.words[2] in _ERRORS:
            return True
        if clause.scope == "that" and before is not None and before.own and not _PROMISES.isdisjoint(before.words):
            clause = replace(clause, scope="so")  # noqa: PLW2901 - said of the object as a main clause is
        words = clause.words[1:] if clause.scope and clause.words[:1] != ("without",) else clause.words
        if not words or clause.scope not in ("", "without", *_REASONS) or len(words) > _SHORT or words[:2] in _NOT_ALL:
            continue
        named = any(_EXCEPTION.fullmatch(one.strip("`")) for one in words)
        if named or set(words) & _LIMITED or not (clause.own or _EVERY & set(words[:2]) or words[0] in _ERRORS):
            continue
        failing, denied = first(words, "FAIL"), first(words, "NOT")
        other = _ABOUT & set(words)
        if failing < 0 or other:
            if "succeeds" in words and has(words, "ALWAYS"):
                return True
            continue
        said_of_all = _EVERY & set(words) or words[0] in _ERRORS
        if words[0] in _ERRORS and "impossible" in words:
            return True
        if 0 <= denied <= failing + 1 or (words[0] in _ERRORS and denied > 0):
            return True
        if _SWALLOWS & set(words) and said_of_all:
            return True
    return False


EXCEPTIONS = Reader(
    signs=(
        "succeeds",
        "raise",
        "throw",
        "fail",
        "error",
        "exception",
        "interrupt",
        "timeout",
        "notfound",
        "failure",
        "warning",
        "exit",
        "iteration",
    ),
    read=read_exceptions,
)


def _raised(parts: list[Clause], sentence: str, *, named: bool) -> Iterator[tuple[str, bool]]:
    """Names of exceptions that a call is said to end with, and whether with a verb for it."""
    if any(
        "should" in clause.words[1:] and not _is_inverted(clause.words) and not _WARNED & set(clause.words)
        for clause in parts
    ):
        return  # what somebody else is to raise
    written = {match[0].lower(): match[0] for match in _DOTTED.finditer(sentence)}
    for before, clause in zip([None, *parts], parts, strict=False):
        if clause.scope and clause.scope not in (
            "on",
            "for",
            "as",
            "with",
            "that",
            "what",
            "before",
            "after",
            "case",
            "upon",
        ):
            continue
        words = set(clause.words) | (
            set(before.words) if before is not None and clause.scope and before.scope in ("", "should") else set()
        )
        handled = words & _HANDLING and not words & {"callers", "you", "should", "prepared"}
        outright = bool(words & _RAISING) and (clause.scope in ("", "on", "for", "as", "with") or not clause.own)
        if handled or clause.negated or not (outright or (named and not words & _GIVEN)) or words & _DENIED:
            continue
        for word in clause.words:
            name = written.get(word.strip("`").removesuffix("()").lower(), "")
            last = name.rpartition(".")[2]
            if name and (is_builtin_exception(last) or _EXCEPTION.fullmatch(last)):
                yield name, outright
