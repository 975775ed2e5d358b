"""Under which condition sentences say that an exception is raised, against the comparisons that guard it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.checks.exceptions import exists
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.guards import guards, guards_on, samples
from aidoc_core.checks.implied import implied
from aidoc_core.checks.numerals import without_separators
from aidoc_core.checks.recognition.doubt import is_short
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.sentences.decided import stated
from aidoc_core.checks.sentences.reasons import contrary, has_several_conditions, reasons
from aidoc_core.checks.sentences.refused import wrongly_refused
from aidoc_core.checks.sentences.relations import contradicts, of_guard, of_text
from aidoc_core.checks.sentences.together import wrongly_together
from aidoc_core.code.lookup.callees import called, callees
from aidoc_core.code.outside import is_builtin_exception
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.guards import Guard
    from aidoc_core.checks.target import Target

_NUMBER = r"`{0,2}(?P<number>-?\d+(?:\.\d+)?)`{0,2}"
_MORE = r"(?:greater|larger|more|bigger|higher)\s+than"
_LESS = r"(?:less|smaller|lower|fewer)\s+than"
_CONDITION = regex(
    r"\b(?P<begins>(?i:if|when|whenever|unless))\s+(?:the\s+)?(?:given\s+|passed\s+)?(?:value\s+of\s+)?"
    r"(?P<span>`{0,2})(?P<name>[A-Za-z_]\w*)`{0,2}\s+"
    rf"(?:(?:is|are|was)\s+(?P<denied>not\s+)?(?:(?P<word>negative|positive|non-negative|nonnegative|non-positive"
    rf"|zero|empty|`{{0,2}}None`{{0,2}})"
    rf"|(?P<than>{_MORE}|{_LESS}|above|below|at\s+least|at\s+most)\s+(?P<equal>or\s+equal\s+to\s+)?{_NUMBER})"
    r"|(?P<exceeds>exceeds)\s+`{0,2}(?P<limit>-?\d+(?:\.\d+)?)`{0,2})(?=\s*(?:[.,;:)]|and\b|or\b|\Z))"
)
_VALUES = regex(
    r"\b(?P<word>negative|positive|zero|non-negative|non-positive)\s+values?\s+(?:for|of)\s+(?:the\s+)?`{0,2}(?P<name>\w+)`{0,2}",
    re.IGNORECASE,
)
_IF = regex(r"\b(?i:if|when|whenever|unless)\b([^.;]*)")
_SPAN = regex(r"`([A-Za-z_]\w*)`")
_ANY = regex(r"\b(?:an\s+(?:exception|error)\s+is\s+raised|raises\s+an\s+(?:exception|error))\b", re.IGNORECASE)
_QUIET = frozenset({"len", "isinstance", "issubclass", "callable", "type", "repr", "str", "hasattr", "sorted", "bool"})
_KNOWN = frozenset(
    {"len", "None", "isinstance", "int", "float", "str", "bool", "list", "tuple", "dict", "set", "bytes"}
)
"""Names in conditions that are the same everywhere."""
_ANYWAY = frozenset({"TypeError", "AttributeError", "KeyError", "IndexError", "LookupError", "ZeroDivisionError"})
"""What Python itself raises for many things that a body does."""


@rule("AD304", Severity.DROP, "contradiction", english=True)
def wrong_condition(said: Claims, subject: Target) -> Iterator[Complaint]:
    """An exception is said to be raised under a condition that the code excludes.

    "If `x` is negative", where the body raises it only for `x > 10`; "if `a` is missing", where only `b` is tested. The
    rule judges an exception that the body itself raises, always behind comparisons of parameters, and that nothing else
    that it calls can raise. Of other conditions it compares what sentence and code speak of (the words of tests and
    messages), whether they affirm or deny it, and their numbers. What shares no words with the code is left alone.

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
    for name, written, where in texts:
        text = without_separators(written)
        last = name.strip(" :`").rpartition(".")[2]
        if last and exists(last, subject) is False:
            continue  # there is no such exception at all
        if where.startswith("raises") and entries[name] > 1:
            continue  # each entry is on one of several places
        found = guards(subject.definition, last) or []
        if last and (wrong := _compared(text, last, subject)):
            yield _complaint(last, written, where, wrong, found)
            continue
        wrong = contrary(text, last, every) if last else ""
        if wrong or (not has_several_conditions(text) and (wrong := _turned_round(last, text, subject))):
            # An entry joins what stands at several places; two exceptions are told apart by their names.
            alone = not where.startswith("raises") and is_short(written)
            shown = alone or wrong.startswith("for what")
            yield replace(_complaint(last, written, where, wrong, found), shown=shown)
            continue
        if not _IF.search(text) and not _CONDITION.search(text) and not _VALUES.search(text):
            continue
        found = _guards(last, subject) if last else []
        if found and (wrong := _excluded(text, found, subject)):
            yield _complaint(last, written, where, wrong, found)


def _compared(text: str, exception: str, subject: Target) -> str:
    """What is wrong with the condition of a sentence by what code compares: values, what is passed together."""
    return wrongly_refused(text, exception, subject) or wrongly_together(text, exception, subject)


def _by_name(said: Claims, names: set[str]) -> Iterator[tuple[str, str, str]]:
    """Sentences that say of an exception of the body that it is raised, whatever it is called."""
    for passage in said.passages if names else ():
        if passage.where not in ("summary", "description"):
            continue
        for sentence in passage.sentences:
            if _RAISED.search(sentence) and not _NOT_RAISED.search(sentence):
                yield from ((name, sentence, passage.where) for name in sorted(names) if f"`{name}`" in sentence)


_RAISED = regex(
    r"\b(?:rais(?:es?|ed|ing)|thrown?|rejected|fails|results?\s+in|leads?\s+to|ends?\s+(?:up\s+)?in"
    r"|triggers?|causes?|produces?|provokes?|refused?|answered\s+with)\b"
    r"|\b(?:is|are)\s+an?\s+`",
    re.IGNORECASE,
)
_NOT_RAISED = regex(
    r"\b(?:not|never|no\s+longer|instead\s+of|rather\s+than|without|in\s+place\s+of)\s+(?:\w+\s+){0,2}?(?:rais|throw|`)"
    r"|\bno\s+`|\b(?:not|never)\s+(?:be\s+)?(?:raised|thrown)",
    re.IGNORECASE,
)


def _complaint(exception: str, text: str, where: str, wrong: str, found: list[Guard]) -> Complaint:
    conditions = "; ".join(dict.fromkeys(_written(guard) for guard in found))[:200]
    hint = f"`{exception or 'An exception'}` is raised where: `{conditions}`." if conditions else ""
    what = f"'{exception}'" if exception else "an exception"
    return Complaint(
        message=f"says that {what} is raised {wrong}, where the code raises it on another condition",
        hint=hint,
        where=where,
        quote=exception if where.startswith("raises") else text,
        cut="entry" if where.startswith("raises") else "sentence",
        shown=True,
    )


def _turned_round(exception: str, text: str, subject: Target) -> str:
    """The condition of a text that is the contrary of what guards every `raise` of an exception; empty if none is.

    "If `data` has a `type`", where it is raised for `"type" not in data`; where the exception may come from elsewhere,
    too, that is no reason for it to come on the contrary.
    """
    function = subject.definition
    if function is None:
        return ""
    every = guards(function, exception)
    for said in of_text(text):
        found = every if every is not None else guards_on(function, exception, said.name)
        near = [one for one in found or [] if said.name in one.names or not said.name]
        relations = [of_guard(guard) for guard in near]
        if relations and {contradicts(said, one) if one is not None else None for one in relations} == {True}:
            return "on the contrary condition"
    return ""


def _guards(exception: str, subject: Target) -> list[Guard]:
    """Of an exception that nothing but guarded statements of the body raises; empty where that cannot be told."""
    if exception in _ANYWAY or exception in implied(subject) or subject.definition is None:
        return []
    found = guards(subject.definition, exception)
    parameters = {parameter.name for parameter in subject.obj.parameters}
    if not found or any(not guard.names - _KNOWN <= parameters for guard in found):
        return []
    stored = {
        node.id
        for node in ast.walk(subject.definition)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del)
    }
    names = {name for guard in found for name in guard.names - _KNOWN}
    return [] if stored & names or _may_come_from_calls(exception, subject) else found


def _may_come_from_calls(exception: str, subject: Target) -> bool:
    """Whether something that the body calls may raise it, too."""
    context, node = subject.context, subject.definition
    if context is None or node is None:
        return True
    in_raise = {id(call) for one in ast.walk(node) if isinstance(one, ast.Raise) for call in ast.walk(one)}
    if any(isinstance(one, ast.Try | ast.With | ast.AsyncWith | ast.Await) for one in ast.walk(node)):
        return True
    for call in ast.walk(node):
        if not isinstance(call, ast.Call) or id(call) in in_raise:
            continue
        if isinstance(call.func, ast.Name) and call.func.id in _QUIET:
            continue
        if not any(called(context.package, context.obj, call, guess=False)) and is_builtin_exception(exception):
            return True
    return exception in _raised_below(subject, in_raise)


def _raised_below(subject: Target, apart: set[int]) -> set[str]:
    """What the functions of the package raise that the body calls, some calls deep, other than to make an exception."""
    context, node, found = subject.context, subject.definition, set[str]()
    if context is None or node is None:
        return found
    calls = [call for call in ast.walk(node) if isinstance(call, ast.Call) and id(call) not in apart]
    level = [target for call in calls for target in called(context.package, context.obj, call)]
    for _ in range(_DEEP):
        bodies = [(one, body) for one in level if (body := context.package.flow(one)) is not None]
        found |= {name.rpartition(".")[2] for _, body in bodies for name in body.raises}
        level = [other for one, body in bodies[:_MOST] for other in callees(context.package, one, body)]
    return found


_DEEP, _MOST = 3, 60


def _excluded(text: str, found: list[Guard], subject: Target) -> str:
    """The condition of a text that no guard allows; empty if there is none."""
    parameters = {parameter.name for parameter in subject.obj.parameters}
    for match in _CONDITION.finditer(text):
        name = match["name"]
        if name not in parameters:
            continue
        meant, numbers = _meant(match)
        values = [value for value in samples(found, *numbers) if _fits(meant, value)]
        if match["begins"].lower() == "unless":
            values = [value for value in samples(found, *numbers) if value is not None and not _fits(meant, value)]
        if _none_allows(name, values, found):
            return match[0].strip()
    for match in _VALUES.finditer(text):
        if (name := match["name"]) in parameters:
            plain = _plain(match["word"].lower(), "", "", 0.0)
            if _none_allows(name, [value for value in samples(found) if _fits(plain, value)], found):
                return match[0].strip()
    for match in _IF.finditer(text):
        named = set(_SPAN.findall(match[1])) & parameters
        tested = {name for guard in found for name in guard.names}
        if named and not named & tested and set(_SPAN.findall(text)) & parameters == named:
            return f"by {', '.join(sorted(named))}"
    return ""


def _none_allows(name: str, values: list[object], found: list[Guard]) -> bool:
    """Whether no guard that tests a parameter lets one of some values of it through; others are about another one."""
    near = [guard for guard in found if name in guard.names] or found
    return bool(values) and all(guard.allows(name, value) is False for guard in near for value in values)


def _fits(meant: Callable[[object], bool], value: object) -> bool:
    try:
        return meant(value)
    except TypeError:
        return False


def _meant(match: re.Match[str]) -> tuple[Callable[[object], bool], list[float]]:
    """What a condition says of a value, and the number that it compares with."""
    number = float(match["number"] or match["limit"] or 0)
    plain = _plain((match["word"] or "").strip("`").lower(), match["than"] or "", match["equal"] or "", number)
    if match["exceeds"]:
        plain = lambda value: _is_number(value) and value > number  # type: ignore[operator]  # noqa: E731
    if match["denied"] and match["word"] == "empty":
        return lambda value: isinstance(value, str | tuple) and bool(value), [number]
    if match["denied"]:
        of_numbers = (match["word"] or "").strip("`").lower() != "none"
        return lambda value: not plain(value) and (_is_number(value) or not of_numbers) and value is not None, [number]
    return plain, [number]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(word: str, than: str, equal: str, number: float) -> Callable[[object], bool]:
    if word == "none":
        return lambda value: value is None
    if word == "empty":
        return lambda value: isinstance(value, str | tuple) and not value
    of_words: dict[str, Callable[[float], bool]] = {
        "negative": lambda value: value < 0,
        "positive": lambda value: value > 0,
        "non-negative": lambda value: value >= 0,
        "nonnegative": lambda value: value >= 0,
        "non-positive": lambda value: value <= 0,
        "zero": lambda value: value == 0,
    }
    if word:
        return lambda value: _is_number(value) and of_words[word](value)  # type: ignore[arg-type]
    more = than.startswith(("greater", "larger", "more", "bigger", "higher", "above")) or than.endswith("least")
    equals = bool(equal) or than.startswith("at")
    return lambda value: (
        _is_number(value)
        and (
            (equals and value == number) or (value > number if more else value < number)  # type: ignore[operator]
        )
    )


def _written(guard: Guard) -> str:
    return " and ".join(f"{'' if so else 'not '}({ast.unparse(test)})" for test, so in guard.tests)
