"""Whether an exception is said to be raised because of parameters that have no part in any place that raises it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from aidoc_core.checks.assigned import names_bound
from aidoc_core.checks.guards import names_of
from aidoc_core.checks.implied import implied
from aidoc_core.checks.onward import is_raised_around, may_be_refused_elsewhere
from aidoc_core.checks.raising import ANEW, derived, sites
from aidoc_core.checks.sentences.assumed import with_names
from aidoc_core.checks.sentences.excluded import ANYWAY
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from aidoc_core.checks.guards import Guard
    from aidoc_core.checks.raising import Step
    from aidoc_core.checks.target import Target

_SPAN = regex(r"`{1,2}([^`\n]{1,80})`{1,2}")
_NAME = regex(r"[A-Za-z_]\w*")
_OF_ANY = regex(
    r"\b(?:any|each|every|all|some|either|one\s+of)\b|\b(?:arguments?|parameters?|inputs?|values?)\s+(?:is|are|does|do)\b",
    re.IGNORECASE,
)
"""What more than the named parameters may be meant by."""


def unrelated(text: str, exception: str, every: Sequence[Step], subject: Target) -> str:
    """A parameter that a condition names, where neither it nor another that it names decides of the exception.

    Args:
        text: The sentence.
        exception: The exception, without modules.
        every: The steps of the body.
        subject: The object.

    Returns:
        Its name; empty where the code does not show that.
    """
    function, found = subject.definition, sites(every, exception)
    said = _named(text, exception, subject)
    if function is None or not said or not found or exception in ANYWAY or exception in implied(subject):
        return ""
    if _OF_ANY.search(text) or is_raised_around(exception, subject):
        return ""
    touched = _touched(function, said)
    if any(not one.tests or not _is_apart(one, touched, subject, function) for one in found):
        return ""
    return "" if may_be_refused_elsewhere(touched, exception, every, subject) else min(said)


def _named(text: str, exception: str, subject: Target) -> frozenset[str]:
    """The parameters in code spans; none where other names of the code stand beside them."""
    parameters = {one.name.lstrip("*"): one.default for one in subject.obj.parameters}
    spans = _SPAN.findall(with_names(text, parameters))
    words = {word for span in spans for word in _NAME.findall(span)} - {exception, "None", "True", "False"}
    return frozenset(words) if words and words <= parameters.keys() else frozenset()


def _touched(function: ast.AST, names: AbstractSet[str]) -> frozenset[str]:
    """Names, what is made of them, and what gets a value where they decide."""
    found, before = frozenset(names), frozenset[str]()
    while found != before:
        before = found
        found = derived(function, {name.rstrip(ANEW) for name in found} | set(_decided(function, found)))
    return found


def _decided(function: ast.AST, names: AbstractSet[str]) -> Iterator[str]:
    for node in ast.walk(function):
        heads: list[ast.AST] = []
        match node:
            case ast.If(test=test) | ast.While(test=test):
                heads = [test]
            case ast.For(iter=head) | ast.AsyncFor(iter=head) | ast.Match(subject=head):
                heads = [head]
            case ast.With(items=items) | ast.AsyncWith(items=items):
                heads = [*items]
            case ast.Try(body=body):
                heads = [*body]
        if any(names_of(head) & names for head in heads):
            yield from names_bound(node)


def _is_apart(place: Guard, touched: AbstractSet[str], subject: Target, function: ast.AST) -> bool:
    """Whether a place is reached by what other parameters and locals are alone."""
    modules = subject.context.module.imports if subject.context is not None else {}
    known = {one.name.lstrip("*") for one in subject.obj.parameters} | names_bound(function) | {*_KINDS, *modules}
    names = {name.rstrip(ANEW) for name in place.names}
    return bool(names) and names <= known and not names & {*touched, "self", "cls"}


_KINDS = frozenset("len isinstance int float str bool list tuple dict set bytes any all sum min max abs type".split())  # noqa: SIM905
