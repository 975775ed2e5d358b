"""A hand-written docstring, read as an answer and checked against the code: contradictions only, not style or gaps."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from aidoc_core.checks.authors import advice
from aidoc_core.checks.certain import is_certain, is_template
from aidoc_core.checks.claims import Claims
from aidoc_core.checks.rules import RULES, check
from aidoc_core.checks.target import Target
from aidoc_core.code.docstrings import Reading, decided
from aidoc_core.code.parts import DESCRIBED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aidoc_core.checks.finding import Finding
    from aidoc_core.checks.rule import Level
    from aidoc_core.code.objects import ApiObject

# People rightly document what libraries below take, raise and have, and say of a function what those that it calls do:
# give a generator, block. Of attributes, results and the types of defaults too little is certain: fewer than 19 of 20
# findings were true on packages that the rules had not seen. Examples of people (AD70x) are not read.
_NOT_OF_PEOPLE = frozenset(
    """
    AD106 AD107 AD109 AD113 AD114 AD123 AD124 AD201 AD203 AD204 AD206 AD207 AD208 AD302 AD303 AD304 AD402 AD404
    AD702 AD703 AD704 AD705 AD801 AD802 AD803 AD804 AD902 AD903 AD904 AD905
    AD907
    """.split()  # noqa: SIM905 - a plain list of rules
)
CONTRADICTIONS = tuple(rule for rule in RULES if rule.sort == "contradiction" and rule.id not in _NOT_OF_PEOPLE)
"""The rules that hand-written docstrings are checked by."""


def check_human(obj: ApiObject, *, levels: Mapping[str, Level] | None = None) -> list[Finding]:
    """Find what in a hand-written docstring contradicts the code; empty if there is no docstring.

    Args:
        obj: The object, from `aidoc_core.code.collect.from_griffe`.
        levels: Other severities by rule id, or `off`, as in the option `checks`.
    """
    if not obj.human.strip() or obj.skip or is_template(obj):
        return []
    mapping = read_human(obj.human)
    found = check(mapping, obj, levels=levels, rules=CONTRADICTIONS)
    if not found:
        return []
    said, subject = Claims.read(mapping), Target(obj)
    certain = (finding for finding in found if is_certain(finding, said, subject))
    return [replace(finding, hint=advice(finding, said, subject)) for finding in certain]


def read_human(text: str) -> dict[str, Any]:
    """A docstring as the mapping that `check` takes, in the style that it is written in."""
    return _mapping(decided(text))


_SENTENCE_OF = 4


def _is_text(stated: str) -> bool:
    """Whether a text stands where NumPy's style has the type: "proto : The proto to fill. Must have a name"."""
    words = stated.split()
    ends = any(word.endswith(".") and following[:1].isupper() for word, following in pairwise(words))
    return len(words) > _SENTENCE_OF and (ends or stated.rstrip().endswith("."))


def _mapping(reading: Reading) -> dict[str, Any]:
    mapping: dict[str, Any] = {part.field: [] for part in DESCRIBED if part.named}
    keys = {part.field: part.key for part in DESCRIBED if part.named}
    for entry in reading.entries:
        if entry.nested:
            continue
        if entry.field not in keys:
            mapping.setdefault(entry.field, {"description": entry.text, "type": entry.type})
        for name in entry.names:
            if name == "None" and not entry.text:
                continue  # a list of parameters that says that there are none
            text, of = (entry.text, entry.type) if entry.text or not _is_text(entry.type) else (entry.type, "")
            typed = {} if entry.field == "raises" else {"type": of}
            mapping[entry.field].append({keys[entry.field]: name, "description": text, **typed})
    summary, _, rest = reading.prose.strip().partition("\n\n")
    return {**mapping, "summary": summary, "description": rest}
