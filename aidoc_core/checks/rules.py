"""The rules, by number: 1xx parameters, 2xx results, 3xx exceptions, 5xx text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Finding, Severity
from aidoc_core.gaps import find_gaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aidoc_core.answer import Answer
    from aidoc_core.objects import ApiObject

_WORD = re.compile(r"\w+")
# Words that say nothing about a particular object.
_FILLER = frozenset(
    """
    a an and any as be by for from given has in into is it its of on or that the this to used value values which with
    argument arguments attribute class function instance method module object parameter parameters property return
    returns represents todo none description placeholder
    """.split()  # noqa: SIM905 - a list of sixty quoted words is not easier to read
)


def check(answer: Answer, obj: ApiObject) -> list[Finding]:
    """Run every rule.

    Args:
        answer: What is said, after `conform`.
        obj: The object it is said of.

    Returns:
        What is wrong, in the order of the rules; empty for a good answer.
    """
    return [finding for rule in RULES for finding in rule(answer, obj)]


def invented_parameter(answer: Answer, obj: ApiObject) -> Iterator[Finding]:
    """AD101: a described parameter is not in the signature."""
    names = {parameter.name for parameter in obj.parameters}
    for item in answer.parameters:
        if item.name not in names:
            yield Finding(
                rule="AD101",
                severity=Severity.REJECT,
                message=f"describes a parameter '{item.name}' that the signature does not have",
                hint=f"There is no parameter `{item.name}`; the parameters are: {', '.join(sorted(names)) or 'none'}.",
                where=f"parameter {item.name}",
            )


def missing_parameter(answer: Answer, obj: ApiObject) -> Iterator[Finding]:
    """AD102: a parameter that callers pass is not described."""
    described = {item.name for item in answer.parameters}
    wanted = set(find_gaps(obj).parameters)
    missing = [p.name for p in obj.parameters if p.required and p.name in wanted and p.name not in described]
    if missing:
        yield Finding(
            rule="AD102",
            severity=Severity.REPAIR,
            message=f"leaves out {', '.join(missing)}",
            hint=f"Add a parameter section for: {', '.join(missing)}.",
            where="parameters",
        )


def doubled_parameter(answer: Answer, obj: ApiObject) -> Iterator[Finding]:
    """AD103: a parameter is described twice."""
    del obj
    names = [item.name for item in answer.parameters]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Finding(
            rule="AD103",
            severity=Severity.REJECT,
            message=f"describes '{name}' twice",
            hint=f"Describe `{name}` once.",
            where=f"parameter {name}",
        )


def empty_parameter(answer: Answer, obj: ApiObject) -> Iterator[Finding]:
    """AD105: a parameter's text says no more than its name."""
    for item in answer.parameters:
        if not _content(item.description) - _content(item.name):
            yield Finding(
                rule="AD105",
                severity=Severity.REPAIR,
                message=f"says nothing about '{item.name}'",
                hint=f"Say what `{item.name}` controls; not its name or type.",
                where=f"parameter {item.name}",
            )
    del obj


def returns_of_nothing(answer: Answer, obj: ApiObject) -> Iterator[Finding]:
    """AD201: a return value is described, but a call gives back nothing."""
    if answer.returns and not obj.returns_value:
        yield Finding(
            rule="AD201",
            severity=Severity.DROP,
            message="describes a return value, but nothing is returned",
            where="returns",
        )


def missing_returns(answer: Answer, obj: ApiObject) -> Iterator[Finding]:
    """AD202: a value is returned, but not described."""
    if find_gaps(obj).returns and not answer.returns:
        yield Finding(
            rule="AD202",
            severity=Severity.REPAIR,
            message="does not describe the return value",
            hint='Add a "returns" section.',
            where="returns",
        )


def yields_of_nothing(answer: Answer, obj: ApiObject) -> Iterator[Finding]:
    """AD203: yielded values are described, but the code yields nothing."""
    if answer.yields and not obj.yields_value:
        yield Finding(
            rule="AD203",
            severity=Severity.DROP,
            message="describes yielded values, but nothing is yielded",
            where="yields",
        )


def missing_yields(answer: Answer, obj: ApiObject) -> Iterator[Finding]:
    """AD205: a generator, but what it yields is not described."""
    if find_gaps(obj).yields and not answer.yields:
        yield Finding(
            rule="AD205",
            severity=Severity.REPAIR,
            message="does not describe what is yielded",
            hint='Add a "yields" section.',
            where="yields",
        )


def unraised_exception(answer: Answer, obj: ApiObject) -> Iterator[Finding]:
    """AD302: an exception is described that the body does not raise."""
    for item in answer.raises:
        if item.name not in obj.raises:
            yield Finding(
                rule="AD302",
                severity=Severity.DROP,
                message=f"describes '{item.name}', which the body does not raise",
                where=f"raises {item.name}",
            )


def empty_summary(answer: Answer, obj: ApiObject) -> Iterator[Finding]:
    """AD502, AD503: the summary is missing, or says no more than the name."""
    if not find_gaps(obj).summary:
        return
    if not _content(answer.summary):
        yield Finding(
            rule="AD503",
            severity=Severity.REJECT,
            message="has no summary",
            hint="Write a summary sentence that says what it does.",
            where="summary",
        )
    elif not _content(answer.summary) - _content(obj.name):
        yield Finding(
            rule="AD502",
            severity=Severity.REPAIR,
            message="says no more than the name",
            hint="Say what it does beyond its name.",
            where="summary",
        )


RULES: tuple[Callable[[Answer, ApiObject], Iterator[Finding]], ...] = (
    invented_parameter,
    missing_parameter,
    doubled_parameter,
    empty_parameter,
    returns_of_nothing,
    missing_returns,
    yields_of_nothing,
    missing_yields,
    unraised_exception,
    empty_summary,
)
"""Every rule, in the order of its number."""


def _content(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, cut to their stems well enough to compare a name with a sentence."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " ").lower()
    return frozenset(word.rstrip("s") for word in _WORD.findall(spaced) if word not in _FILLER)
