"""A hand-written docstring, read as an answer and checked against the code: contradictions only, not style or gaps."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.checks.rules import RULES, check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aidoc_core.checks.finding import Finding
    from aidoc_core.checks.rule import Level
    from aidoc_core.code.objects import ApiObject

_Kind = griffe.DocstringSectionKind
_PARSERS = (griffe.Parser.google, griffe.Parser.numpy, griffe.Parser.sphinx)
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

    What another style finds beside them counts too: a docstring may mix them. Read without its object, so that types
    are those that the text states, not those of the signature.
    """
    logger = logging.getLogger("griffe")
    disabled, logger.disabled = logger.disabled, True
    try:
        readings = [griffe.Docstring(text).parse(style, warnings=False) for style in _PARSERS]
    finally:
        logger.disabled = disabled
    best = max(readings, key=_weight)
    said = _mapping(best)
    for other in readings:
        if other is not best and _weight(other):
            _take_over(said, _mapping(other))
    return said


def _take_over(said: dict[str, Any], other: dict[str, Any]) -> None:
    """Add entries that one reading has and the other has not."""
    for kind, key in (("parameters", "name"), ("attributes", "name"), ("raises", "type")):
        present = {item[key] for item in said[kind]}
        said[kind] += [item for item in other[kind] if item[key] not in present]
    for kind in ("returns", "yields"):
        if kind in other:
            said.setdefault(kind, other[kind])


def _weight(sections: list[griffe.DocstringSection]) -> int:
    return sum(section.kind is not _Kind.text for section in sections)


def _mapping(sections: list[griffe.DocstringSection]) -> dict[str, Any]:
    said: dict[str, Any] = {"parameters": [], "raises": [], "attributes": []}
    prose: list[str] = []
    for section in sections:
        value = section.value
        if section.kind is _Kind.text:
            prose.append(value)
        elif section.kind in (_Kind.parameters, _Kind.other_parameters):
            # What is no name is text that a parser has taken for one.
            said["parameters"] += [_entry(item) for item in value if _NAMES.fullmatch(item.name)]
        elif section.kind is _Kind.attributes:
            said["attributes"] += [_entry(item) for item in value]
        elif section.kind is _Kind.raises:
            said["raises"] += [
                {"type": name, "description": item.description}
                for item in value
                if _NAMES.fullmatch(name := str(item.annotation).strip(" :")) and name.strip("_")
            ]
        elif section.kind in (_Kind.returns, _Kind.yields):
            key = "returns" if section.kind is _Kind.returns else "yields"
            types = [str(item.annotation) for item in value if item.annotation]
            said[key] = {
                "description": "\n".join(item.description for item in value if item.description),
                "type": types[0] if len(types) == len(value) == 1 else "",
            }
    summary, _, rest = "\n\n".join(prose).strip().partition("\n\n")
    return {**said, "summary": summary, "description": rest}


def _entry(item: Any) -> dict[str, str]:
    return {"name": str(item.name), "description": item.description or "", "type": str(item.annotation or "")}
