"""What the author of a docstring is told beside what is wrong with it: what to do, and in which line.

The hints of the rules are for a model that writes the whole text again, and says no types and defaults at all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.finding import Finding
    from aidoc_core.checks.target import Target
    from aidoc_core.code.objects import ApiObject, Location

_WORD = regex(r"[\w.]+")
_MOST = 5
"""Names to choose from: a longer list is no help."""


def advice(finding: Finding, said: Claims, subject: Target) -> str:
    """What the author can do about a finding."""
    told = _ADVICE.get(finding.rule, "")
    return told if isinstance(told, str) else told(finding, said, subject)


def place(obj: ApiObject, finding: Finding) -> Location:
    """The line of the docstring that a finding is about; where its object begins if that cannot be told."""
    docstring = obj.context.obj.docstring if obj.context is not None else None
    if obj.context is None or docstring is None or not docstring.lineno:
        return obj.location
    end = docstring.endlineno or docstring.lineno
    lines = obj.context.package.file(obj.context.obj).lines[docstring.lineno - 1 : end]
    for needle in _needles(finding):
        found = [(at, number) for number, line in enumerate(lines) for at in _at(needle, line)]
        if found:
            first = min(at for at, _ in found)
            numbers = [number for at, number in found if at == first]
            number = numbers[-1 if finding.rule == "AD103" else 0]  # of two entries, the one too many
            return replace(obj.location, line=docstring.lineno + number)
    return obj.location


def _needles(finding: Finding) -> Iterator[list[str]]:
    """The words at fault, then the name of the entry, how the sentence begins, and the section."""
    section, _, entry = finding.where.partition(" ")
    quoted = _WORD.findall(finding.quote)
    whole = [quoted] if len(quoted) == 1 else []
    for words in (*whole, _WORD.findall(entry), quoted[:3], [section]):
        if words:
            yield words


def _at(needle: list[str], line: str) -> Iterator[int]:
    """Where words begin in a line: entries begin with their name, which stands behind a mark in a list of fields."""
    words = [word.strip(".").lower() for word in _WORD.findall(line)]
    if line.lstrip()[:1] in (":", "@"):
        words = words[1:]
    wanted = [word.strip(".").lower() for word in needle]
    yield from (at for at in range(len(words)) if words[at : at + len(wanted)] == wanted)


def _parameter(finding: Finding, said: Claims, subject: Target) -> str:
    del finding
    if "left" not in subject.memory:
        described = {name.strip().lstrip("*\\") for item in said.parameters for name in item.name.split(",")}
        subject.memory["left"] = {name: None for name in _passed(subject) if name not in described}
    left = list(subject.memory["left"])
    if 0 < len(left) <= _MOST:
        return f"Rename or remove the entry. Without a description: {', '.join(left)}."
    return "Rename or remove the entry." if left else "Remove the entry, or add the parameter."


def _passed(subject: Target) -> list[str]:
    """Names of what callers pass; of a class, to its constructor."""
    constructor = subject.constructor
    parameters = subject.obj.parameters if constructor is None else list(constructor.parameters)[1:]
    return [parameter.name.lstrip("*") for parameter in parameters]


def _type(finding: Finding, said: Claims, subject: Target) -> str:
    del said
    parameter = subject.parameter(finding.where.partition(" ")[2])
    other = "default" if parameter is not None and not parameter.annotation else "annotation"
    return f"Correct the type in the text, or the {other}."


def _exception(finding: Finding, said: Claims, subject: Target) -> str:
    del finding, said
    raised = ", ".join(subject.obj.raises[:_MOST])
    return f"Correct the name or remove the entry.{f' The body raises {raised}.' if raised else ''}"


_ADVICE: dict[str, str | Callable[[Finding, Claims, Target], str]] = {
    "AD101": _parameter,
    "AD103": "Keep one of the descriptions.",
    "AD111": _type,
    "AD112": _type,
    "AD121": "Correct the default in the text, or in the signature.",
    "AD122": "Remove the default from the text, or add it to the signature.",
    "AD301": _exception,
    "AD401": "Correct the name, or remove the reference.",
}
