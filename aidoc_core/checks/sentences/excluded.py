"""Whether the condition that a sentence gives for an exception lets the code reach no place that raises it.

The values that the condition assumes are tried on every path to a `raise`. It is wrong where each place that tests
these parameters is out of reach, or where none does, and nothing that is called with them could raise the exception.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.checks.asked import PUT_IN, Asked, asked, normalised
from aidoc_core.checks.assigned import as_written, names_bound, once_assigned
from aidoc_core.checks.guards import guards_on, names_of, samples
from aidoc_core.checks.implied import implied
from aidoc_core.checks.onward import is_raised_around, may_be_refused_elsewhere
from aidoc_core.checks.raising import ANEW, derived, sites, ways_into
from aidoc_core.checks.sentences.assumed import assumed
from aidoc_core.checks.sentences.reasons import numbers_in
from aidoc_core.checks.sentences.refused import refused
from aidoc_core.checks.sentences.supposed import conditions_of, supposed
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aidoc_core.checks.guards import Guard
    from aidoc_core.checks.raising import Step
    from aidoc_core.checks.sentences.assumed import Assumed
    from aidoc_core.checks.sentences.refused import Refused
    from aidoc_core.checks.sentences.supposed import Condition
    from aidoc_core.checks.target import Target

ANYWAY = frozenset({"TypeError", "AttributeError", "KeyError", "IndexError", "LookupError", "ZeroDivisionError"})
"""What Python itself raises for many things that a body does."""
_MOST = 40
"""Places that are tried."""


def is_wrongly_assumed(text: str, exception: str, every: Sequence[Step], subject: Target) -> bool | None:
    """Whether an exception is not raised under what a sentence assumes of parameters; `None` where nobody can tell.

    Args:
        text: The sentence.
        exception: The exception, without modules; empty for any.
        every: The steps of the body.
        subject: The object.
    """
    found = sites(every, exception)
    if not found or any(not one.tests for one in found) or is_raised_around(exception, subject):
        return None
    said = assumed(text, exception, {one.name: one.default for one in subject.obj.parameters}, found)
    if any(_is_excluded(one, exception, every, subject) for one in said):
        return True
    cases = [(case, dict[int, bool | None]()) for this in said for case in this.cases]
    sure = said and all(any(one.allows(case, tried) for one in found) for case, tried in cases)
    return False if sure else None


def is_wrongly_supposed(text: str, exception: str, every: Sequence[Step], subject: Target) -> bool | None:
    """Whether what a sentence supposes of the things that tests ask about lets no place raise an exception.

    Args:
        text: The sentence.
        exception: The exception, without modules.
        every: The steps of the body.
        subject: The object.

    Returns:
        `None` where nobody can tell.
    """
    function, found = subject.definition, sites(every, exception, again=False)
    if function is None or not exception or not found or len(found) > _MOST or any(not one.tests for one in found):
        return None
    parameters = {one.name.lstrip("*"): one.default for one in subject.obj.parameters}
    things, kept = asked(found, once_assigned(function)), normalised(function)
    ways = _Ways(exception=exception, every=every, subject=subject)
    each: set[bool | None] = set()
    for said in conditions_of(text, exception, parameters):
        verdicts: set[bool | None] = set()
        for thing in (one for one in things if _is_meant(one, said, parameters, kept)):
            if values := supposed(said, thing, parameters.get(thing.code)):
                verdicts.add(_is_out_of_reach(thing, values, said, ways))
        each.add(verdicts.pop() if len(verdicts) == 1 else None)
    return True if True in each else False if each == {False} else None


def _is_meant(thing: Asked, said: Condition, parameters: Mapping[str, str | None], kept: AbstractSet[str]) -> bool:
    """Whether a condition speaks of a thing: by its name in code, or in words where it names no other in code."""
    anew = {name.rstrip(ANEW) for name in thing.names if name.endswith(ANEW)} & parameters.keys()
    if anew and not (thing.sort in ("same", "member") and anew <= kept):
        return False  # a parameter that has another value by now than it was passed
    if named := said.named & {*parameters, *(name.rstrip(ANEW) for name in thing.names), *thing.aliases}:
        return any(map(thing.is_called, named))
    if any(_is_same_word(one, other) for one in thing.words for other in said.said):
        return True
    if thing.marks:
        return thing.marks <= said.spans
    return thing.sort in ("value", "each") and _has_bounds(thing, said)


def _has_bounds(thing: Asked, said: Condition) -> bool:
    """Whether a condition has the very numbers that a thing is compared with."""
    told = numbers_in(said.text)
    return len(thing.bounds) > 1 and thing.bounds <= told


def _is_same_word(one: str, other: str) -> bool:
    """Whether two stems are the same word, one of them perhaps cut: `det` and "determinant"."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and (one == other or len(short) >= _CUT)


_CUT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ways:
    """The ways to an exception: its name, the steps of the body, and the object."""

    exception: str
    every: Sequence[Step]
    subject: Target

    def lead_elsewhere(self, names: AbstractSet[str], cases: Sequence[Mapping[str, object]] = ()) -> bool:
        """Whether what is called with values of some names may raise it for them."""
        function = self.subject.definition
        touched = derived(function, names) if function is not None else frozenset(names)
        return may_be_refused_elsewhere(touched, self.exception, self.every, self.subject, seen=True, cases=cases)


def _is_out_of_reach(thing: Asked, values: tuple[object, ...], said: Condition, ways: _Ways) -> bool | None:
    """Whether no place that asks about a thing is reached with any of some values; `None` where that is not sure."""
    places = sites(ways.every, ways.exception, again=False)
    about = [(one, put) for one in places for way in ways_into(one) if (put := thing.into(way)).asks_about(PUT_IN)]
    if any(_asks_for_int(test) for _, put in about for test in put.every):
        values = tuple(one for one in values if not isinstance(one, float)) or values
    reached = [{put.allows({PUT_IN: value}) for _, put in about} for value in values]
    if any(verdicts - {False} for verdicts in reached):
        return False if all(True in verdicts for verdicts in reached) else None
    asking = {id(one) for one, _ in about}
    others = [one for one in places if id(one) not in asking]
    by_name = bool(said.named & thing.names)
    if not about or (not by_name and any(Asked.words_of(*map(as_written, one.every)) & said.said for one in others)):
        return None
    if is_raised_around(ways.exception, ways.subject, deep=False):
        return None
    if thing.sort in ("member", "same"):  # only who gets both sides can compare them
        return None if all(map(ways.lead_elsewhere, thing.apart)) else True
    cases = [{thing.code: value} for value in values] if thing.code.isidentifier() else []
    names = thing.names | {f"self.{name}" for name in _OF_SELF.findall(thing.code)}
    return None if ways.lead_elsewhere(names, cases) else True


_OF_SELF = regex(r"\bself\.(\w+)")


def _asks_for_int(test: ast.expr) -> bool:
    """Whether a test asks of what is put in whether it is an integer: then no other number is meant."""
    return any(
        isinstance(node, ast.Call) and as_written(node) == f"isinstance({PUT_IN}, int)" for node in ast.walk(test)
    )


def wrongly_refused(text: str, exception: str, every: Sequence[Step], subject: Target) -> str:
    """What is wrong with a sentence that says of every value of a sort, or of all others, that it is refused.

    Args:
        text: The sentence.
        exception: The exception, without modules.
        every: The steps of the body.
        subject: The object.
    """
    function = subject.definition
    said = refused(text, exception, (p.name for p in subject.obj.parameters)) if function is not None else None
    if said is None or function is None or not (said.others or said.every) or said.name in names_bound(function):
        return ""
    found = guards_on(function, exception, said.name)
    if not found or may_be_refused_elsewhere({said.name}, exception, every, subject):
        return ""
    values = [one for one in samples(found, *said.numbers) if isinstance(one, int | float)]
    fitting = [one for one in values if not isinstance(one, bool) and said.fits(one)]
    if said.others:
        refuses = True in {_verdict(one, said.name, found) for one in fitting}
        return f"unless it is {fitting[0]:g}, say, which is refused, too" if refuses else ""
    return f"for every such value of '{said.name}'" if _spare(fitting, said, found) else ""


def _spare(fitting: list[float], said: Refused, found: list[Guard]) -> bool:
    """Whether a value well inside of those that are named is let through: ends may be meant to count or not."""
    inner = [one for one in fitting if all(abs(one - number) >= 1 for number in said.numbers)]
    return any(_verdict(one, said.name, found) is False for one in inner)


def _verdict(value: float, name: str, found: list[Guard]) -> bool | None:
    """Whether a value is refused by one of some guards."""
    verdicts = {guard.allows({name: value}) for guard in found}
    return True if True in verdicts else None if None in verdicts else False


def _is_excluded(said: Assumed, exception: str, every: Sequence[Step], subject: Target) -> bool:
    """Whether no place that raises an exception for some parameters is reached with the values that are assumed."""
    function = subject.definition
    if function is None:
        return False
    touched = derived(function, said.names)
    near = [one for one in sites(every, exception) if one.names & touched]
    cases = [(case, dict[int, bool | None]()) for case in said.cases]
    reached = [step for step in every if any(step.guard.allows(case, tried) is not False for case, tried in cases)]
    if near:
        own = any(said.names <= one.names for one in near)
        if not own or any(one.allows(case, tried) is not False for case, tried in cases for one in near):
            return False
    elif exception in ANYWAY or exception in implied(subject) or _unpacks(function, touched):
        return False
    seen = bool(near) and said.exact
    return not all(  # only who gets all of them can ask about them together
        may_be_refused_elsewhere(derived(function, {name}), exception, reached, subject, seen=seen, cases=said.cases)
        for name in said.names
    )


def _unpacks(function: ast.AST | None, names: AbstractSet[str]) -> bool:
    """Whether a value is taken apart, which fails where there are more or fewer of them."""
    return any(
        isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) and names_of(node.value) & names
        for node in (ast.walk(function) if function is not None else ())
    )
