"""Under which condition sentences say that an exception is raised, against the comparisons that guard it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.ancestry import is_below
from aidoc_core.checks.assigned import as_written, constants
from aidoc_core.checks.exceptions import exists, is_raised, may_come_from_deeper
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.guards import guards
from aidoc_core.checks.numerals import without_separators
from aidoc_core.checks.raising import sites, steps
from aidoc_core.checks.recognition.doubt import is_short
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.sentences.decided import stated
from aidoc_core.checks.sentences.excluded import is_wrongly_assumed, is_wrongly_supposed, wrongly_refused
from aidoc_core.checks.sentences.reasons import contrary, reasons
from aidoc_core.checks.sentences.unrelated import unrelated
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator, Sequence

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.guards import Guard
    from aidoc_core.checks.raising import Step
    from aidoc_core.checks.sentences.reasons import Reason
    from aidoc_core.checks.target import Target

_ANY = regex(r"\b(?:an\s+(?:exception|error)\s+is\s+raised|raises\s+an\s+(?:exception|error))\b", re.IGNORECASE)


@rule("AD304", Severity.DROP, "contradiction", english=True)
def wrong_condition(said: Claims, subject: Target) -> Iterator[Complaint]:
    """An exception is said to be raised under a condition that the code excludes.

    "If `x` is negative", where the body raises it only for `x > 10`; "if `a` is missing", where only `b` is tested.
    What a condition assumes of parameters, and of whatever else the tests before a `raise` ask about, is tried on every
    path to a `raise` of the body: values, types, counts, whether one thing is in another or equals it. Where none is
    reached, and no function of the package that gets the values raises the exception for them, the sentence is wrong.
    So it is where the parameters that it names have no part in any of these places. Of other conditions the rule
    compares what sentence and code speak of (the words of tests and messages), whether they affirm or deny it, and
    their numbers. What shares no words with the code is left alone.

    Hint: the condition in the code; the sentence is removed.
    """
    if subject.obj.kind != "function" or subject.definition is None or subject.is_stub or not subject.kept.raises:
        return
    texts = [(item.name, item.text, f"raises {item.name}") for item in said.raises]
    texts += [
        (one.value, one.sentence, one.where)
        for one in stated(said, subject, "raises")
        if one.value not in ("", "never") and not one.subject
    ]
    texts += [
        ("", sentence, passage.where)
        for passage in said.passages
        if passage.where in ("summary", "description") and "raised" in passage.text
        for sentence in passage.sentences
        if _ANY.search(sentence)
    ]
    every = reasons(subject.definition)
    entries = Counter(item.name for item in said.raises)
    texts += [one for one in _by_name(said, {one.exception for one in every}) if one not in texts]
    path = _path(subject.definition, subject) if texts else ()
    for name, written, where in texts:
        text = without_separators(written)
        last = name.strip(" :`").rpartition(".")[2]
        if last and exists(last, subject) is False:
            continue  # there is no such exception at all
        if where.startswith("raises") and entries[name] > 1:
            continue  # each entry is on one of several places
        wrong, is_tried = _refuted(text, last, path, every, subject)
        if wrong:
            # An entry joins what stands at several places; two exceptions are told apart by their names.
            alone = not where.startswith("raises") and is_short(written)
            shown = is_tried or alone or wrong.startswith("for what")
            yield replace(_complaint(last, written, where, wrong, guards(subject.definition, last) or []), shown=shown)


def _path(function: ast.AST, subject: Target) -> tuple[Step, ...]:
    """The steps of a body, with the constants of its module that it reads, on which a verdict hangs, too."""
    context = subject.context
    module = context.module if context is not None else None
    if context is None or not isinstance(module, griffe.Module):
        return steps(function)
    for name in constants(function, module):
        member = module.members[name]
        if isinstance(member, griffe.Object):
            context.package.note_code(member)
    return steps(function, module)


def _refuted(text: str, exception: str, path: Sequence[Step], every: list[Reason], subject: Target) -> tuple[str, bool]:
    """What is wrong with the condition of a sentence, and whether values tell so; otherwise the words of reasons do."""
    verdicts = [decide(text, exception, path, subject) for decide in (is_wrongly_assumed, is_wrongly_supposed)]
    if any(verdict is not None for verdict in verdicts):
        return ("under a condition that excludes it" if True in verdicts else "", True)
    if not exception:
        return "", False
    if wrong := wrongly_refused(text, exception, path, subject):
        return wrong, True
    if name := unrelated(text, exception, path, subject):
        return f"because of '{name}', which has no part in it", True
    if all(one.exception != exception for one in every) and (
        is_raised(exception, subject) or may_come_from_deeper(exception, subject)
    ):
        return "", False  # a callee has reasons of its own, and a class below that one is one of it
    # A class below the one that is said is one of it.
    others = [one for one in every if one.exception == exception or not is_below(one.exception, exception, subject)]
    return contrary(text, exception, others, sites(path, exception)), False


def _by_name(said: Claims, names: set[str]) -> Iterator[tuple[str, str, str]]:
    """Sentences that name an exception of the body, and neither deny it nor say that it is handled."""
    for passage in said.passages if names else ():
        if passage.where not in ("summary", "description"):
            continue
        for sentence in passage.sentences:
            named = names & set(_NAME.findall(sentence))
            if not named or _HANDLED.search(sentence) or _NOT_RAISED.search(sentence):
                continue
            if _RAISED.search(sentence) or not _NONE.search(sentence):
                yield from ((name, sentence, passage.where) for name in sorted(named))


_NAME = regex(r"(?<![\w.])[A-Za-z_]\w*")
_HANDLED = regex(
    r"\b(?:catch\w*|caught|handl\w+|swallow\w*|suppress\w*|ignor\w+|convert\w*|wrap\w*|translat\w+|turn(?:s|ed)\s+into|logs?|logged"
    r"|retr(?:y|ies|ied)|return\w*|instances?|subclass\w*|inherits?|class|type\s+of|message)\b",
    re.IGNORECASE,
)
_RAISED = regex(
    r"\b(?:rais(?:es?|ed|ing)|thrown?|rejected|fails|results?\s+in|leads?\s+to|ends?\s+(?:up\s+)?in"
    r"|triggers?|causes?|produces?|provokes?|refused?|answered\s+with)\b"
    r"|\b(?:is|are)\s+an?\s+`",
    re.IGNORECASE,
)
_NONE = regex(r"\b(?:no|not|never|nothing|none|hardly|n't)\s+(?:\w+\s+){1,4}`?[A-Z]\w*(?:Error|Exception)\b")
"""Where no verb says that it is raised: "no reason for a `ValueError`"."""
_NOT_RAISED = regex(
    r"\b(?:not|never|no\s+longer|instead\s+of|rather\s+than|without|in\s+place\s+of)\s+(?:\w+\s+){0,2}?(?:rais|throw|`)"
    r"|\bno\s+`|\b(?:not|never)\s+(?:be\s+)?(?:raised|thrown)",
    re.IGNORECASE,
)


_TOLD = 5
"""Places that a hint is made of."""


def _complaint(exception: str, text: str, where: str, wrong: str, found: list[Guard]) -> Complaint:
    conditions = "; ".join(dict.fromkeys(_written(guard) for guard in found[:_TOLD]))[:200]
    hint = f"`{exception or 'An exception'}` is raised where: `{conditions}`." if conditions else ""
    what = f"'{exception}'" if exception else "an exception"
    return Complaint(
        message=f"says that {what} is raised {wrong}, where the code raises it on another condition",
        hint=hint,
        where=where,
        quote=exception if where.startswith("raises") else text,
        cut="entry" if where.startswith("raises") else "sentence",
    )


def _written(guard: Guard) -> str:
    return " and ".join(f"{'' if so else 'not '}({as_written(test)})" for test, so in guard.tests[:_TOLD])
