"""A hand-written docstring, read as an answer and checked against the code: contradictions only, not style or gaps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.checks.rules import RULES, check
from aidoc_core.code.docstrings import Reading, part_of, readings
from aidoc_core.code.parts import DESCRIBED, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aidoc_core.checks.finding import Finding
    from aidoc_core.checks.rule import Level
    from aidoc_core.code.objects import ApiObject

# People rightly document what libraries below raise, and say "coroutine" of what a decorator makes.
_NOT_OF_PEOPLE = frozenset({"AD106", "AD302", "AD402"})
_NAMES = re.compile(r"[\w*\\.]+(?:\s*[,/]\s*[\w*\\.]+)*")
CONTRADICTIONS = tuple(rule for rule in RULES if rule.sort == "contradiction" and rule.id not in _NOT_OF_PEOPLE)
"""The rules that hand-written docstrings are checked by."""


def check_human(obj: ApiObject, *, levels: Mapping[str, Level] | None = None) -> list[Finding]:
    """Find what in a hand-written docstring contradicts the code; empty if there is no docstring.

    Args:
        obj: The object, from `aidoc_core.code.collect.from_griffe`.
        levels: Other severities by rule id, or `off`, as in the option `checks`.
    """
    if not obj.human.strip() or obj.skip:
        return []
    return check(read_human(obj.human), obj, levels=levels, rules=CONTRADICTIONS)


def read_human(text: str) -> dict[str, Any]:
    """A docstring as the mapping that `check` takes, in whichever style finds the most sections in it.

    What another style finds beside them counts too: a docstring may mix them.
    """
    found = readings(text)
    best = max(found, key=_weight)
    mapping = _mapping(best)
    for other in found:
        if other is not best and _weight(other):
            _take_over(mapping, _mapping(other))
    return mapping


def _weight(reading: Reading) -> int:
    return sum(section.kind is not griffe.DocstringSectionKind.text for section in reading)


def _take_over(mapping: dict[str, Any], other: dict[str, Any]) -> None:
    """Add what one reading has and the other has not."""
    for part in DESCRIBED:
        if part.named:
            present = {item[part.key] for item in mapping[part.field]}
            mapping[part.field] += [item for item in other[part.field] if item[part.key] not in present]
        elif part.field in other:
            mapping.setdefault(part.field, other[part.field])


def _mapping(reading: Reading) -> dict[str, Any]:
    mapping: dict[str, Any] = {part.field: [] for part in DESCRIBED if part.named}
    prose: list[str] = []
    for section in reading:
        part = part_of(section)
        if section.kind is griffe.DocstringSectionKind.text:
            prose.append(section.value)
        elif part is None:
            continue
        elif part.named:
            mapping[part.field] += _entries(part, section.value)
        else:
            mapping[part.field] = _result(section.value)
    summary, _, rest = "\n\n".join(prose).strip().partition("\n\n")
    return {**mapping, "summary": summary, "description": rest}


def _entries(part: Part, items: Iterable[Any]) -> Iterator[dict[str, str]]:
    for item in items:
        if part.field == "raises":
            name = str(item.annotation).strip(" :")
            if _NAMES.fullmatch(name) and name.strip("_"):
                yield {"type": name, "description": item.description}
        # What is no name is text that a parser has taken for one.
        elif part.field == "attributes" or _NAMES.fullmatch(item.name):
            yield {"name": item.name, "description": item.description or "", "type": str(item.annotation or "")}


def _result(items: Sequence[Any]) -> dict[str, str]:
    types = [str(item.annotation) for item in items if item.annotation]
    return {
        "description": "\n".join(item.description for item in items if item.description),
        "type": types[0] if len(types) == len(items) == 1 else "",
    }
