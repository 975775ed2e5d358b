"""Whether the condition that a sentence gives for an exception lets the code reach no place that raises it.

The values that the condition assumes are tried on every path to a `raise`. It is wrong where each place that tests
these parameters is out of reach, or where none does, and nothing that is called with them could raise the exception.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.guards import guards_on, names_of, samples
from aidoc_core.checks.implied import implied, of_call
from aidoc_core.checks.raising import derived, names_bound, sites
from aidoc_core.checks.sentences.assumed import assumed
from aidoc_core.checks.sentences.refused import refused
from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import called, callees, resolve
from aidoc_core.code.outside import is_builtin_exception

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from aidoc_core.checks.guards import Guard
    from aidoc_core.checks.raising import Step
    from aidoc_core.checks.sentences.assumed import Assumed
    from aidoc_core.checks.sentences.refused import Refused
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext

ANYWAY = frozenset({"TypeError", "AttributeError", "KeyError", "IndexError", "LookupError", "ZeroDivisionError"})
"""What Python itself raises for many things that a body does."""
_QUIET = frozenset(
    """
    len isinstance issubclass callable type repr str hasattr sorted bool int float abs min max round range print format
    sleep asyncio.sleep time.sleep
    """.split()  # noqa: SIM905 - a plain list of names
)
"""Functions that refuse no value of what they are for."""
_DEEP, _MOST = 3, 60


def is_wrongly_assumed(text: str, exception: str, every: list[Step], subject: Target) -> bool | None:
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


def is_raised_around(exception: str, subject: Target) -> bool:
    """Whether a decorator of the package raises an exception, before the function is called."""
    context = subject.context
    flow = context.package.flow(context.obj) if context is not None else None
    if context is None or flow is None:
        return False
    made = [resolve(context.package, context.obj, name) for name in flow.decorators]
    level: list[griffe.Object] = [one for one in made if isinstance(one, griffe.Function)]
    return bool(level) and _may_raise(level, exception, context)


def wrongly_refused(text: str, exception: str, every: list[Step], subject: Target) -> str:
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


def _is_excluded(said: Assumed, exception: str, every: list[Step], subject: Target) -> bool:
    """Whether no place that raises an exception for some parameters is reached with the values that are assumed."""
    touched = derived(subject.definition, said.names) if subject.definition is not None else said.names
    near = [one for one in sites(every, exception) if one.names & touched]
    cases = [(case, dict[int, bool | None]()) for case in said.cases]
    reached = [step for step in every if any(step.guard.allows(case, tried) is not False for case, tried in cases)]
    if near:
        own = any(said.names <= one.names for one in near)
        if not own or any(one.allows(case, tried) is not False for case, tried in cases for one in near):
            return False
        return not may_be_refused_elsewhere(touched, exception, reached, subject, seen=said.exact)
    if exception in ANYWAY or exception in implied(subject) or _unpacks(subject.definition, touched):
        return False
    return not may_be_refused_elsewhere(touched, exception, reached, subject)


def _unpacks(function: ast.AST | None, names: AbstractSet[str]) -> bool:
    """Whether a value is taken apart, which fails where there are more or fewer of them."""
    return any(
        isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) and names_of(node.value) & names
        for node in (ast.walk(function) if function is not None else ())
    )


def may_be_refused_elsewhere(
    names: AbstractSet[str], exception: str, reached: Iterable[Step], subject: Target, *, seen: bool = False
) -> bool:
    """Whether values go on to code that raises an exception, too; out of sight, any does, unless `seen` code counts."""
    context = subject.context
    nodes = [node for step in reached for node in step.nodes if not isinstance(node, ast.Raise)]
    for call in (one for node in nodes for one in ast.walk(node)):
        if not isinstance(call, ast.Call) or not _handed_on(call) & names:
            continue
        if dotted(call.func) in _QUIET and not (seen and exception in of_call(call)):
            continue
        targets = list(called(context.package, context.obj, call, guess=False)) if context is not None else []
        if seen and not targets:
            if exception in of_call(call):
                return True
        elif context is None or _may_raise(targets, exception, context):
            return True
    return False


def _handed_on(node: ast.AST) -> set[str]:
    """The names of values that code may go on with; those that are only compared are none."""
    if isinstance(node, ast.Compare):
        return set()
    own = {node.id} if isinstance(node, ast.Name) else set()
    return own.union(*map(_handed_on, ast.iter_child_nodes(node)))


def _may_raise(targets: list[griffe.Object], exception: str, context: CodeContext) -> bool:
    """Whether functions of the package raise an exception, some calls deep; any that cannot be seen may."""
    level = targets
    if not level:
        return is_builtin_exception(exception)
    for _ in range(_DEEP):
        bodies = [(one, body) for one in level if (body := context.package.flow(one)) is not None]
        if any(name.rpartition(".")[2] == exception for _, body in bodies for name in body.raises):
            return True
        level = [other for one, body in bodies[:_MOST] for other in callees(context.package, one, body)]
    return False
