"""Types that sentences of summary and description state, against annotations, defaults and what the body returns."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from aidoc_core.checks import stated_types
from aidoc_core.checks.families import OPEN, contradict, of_annotation, of_value, word_family
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import rule
from aidoc_core.checks.sentences.decided import decided
from aidoc_core.checks.stated_types import of_default

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.rule import Complaint
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target

_OF_CALLS = {
    **{name: name for name in ("str", "int", "float", "bool", "list", "dict", "set", "tuple")},
    "repr": "str",
    "len": "int",
    "sorted": "list",
    "isinstance": "bool",
    "frozenset": "set",
}
"""What calls of builtins give."""


@rule("AD114", Severity.DROP, "contradiction", english=True)
def type_in_sentence(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence states a type that the code excludes.

    "Returns a list of names." of a function that returns a dict; "`port` must be a string." of an integer. What is
    returned is told by the annotation or, without one, by a body that returns literals only; a parameter by its
    annotation or literal default.

    Hint: the annotation; the sentence is removed.
    """
    if subject.obj.kind in ("function", "property"):
        complaints = [*decided(said, subject, "type", _type)]
        told = (
            {(one.where, one.quote) for one in stated_types.wrong_type_in_prose.look(said, subject)}
            if complaints
            else set()
        )
        yield from (one for one in complaints if (one.where, one.quote) not in told)


def _type(one: Statement, subject: Target) -> tuple[str, str] | None:
    word = one.value.strip("`").partition("[")[0]
    family = word_family(word)
    if family is None:
        return None
    allowed = _of_parameter(one.subject, subject) if one.subject else _of_result(subject)
    if not contradict(frozenset({family}), allowed):
        return None
    what = f"'{one.subject}' is" if one.subject else "it returns"
    return f"says that {what} {word}, which the code excludes", "Leave types out of the text."


def _of_parameter(name: str, subject: Target) -> frozenset[str]:
    parameter = subject.parameter(name)
    if parameter is None or parameter.name.startswith("*"):
        return OPEN
    return of_annotation(parameter.annotation) if parameter.annotation else of_default(parameter.default)


def _of_result(subject: Target) -> frozenset[str]:
    """The families of what is returned."""
    if subject.obj.yields_value or not subject.kept.results or (subject.is_stub and not subject.annotation):
        return OPEN
    if subject.annotation:
        return of_annotation(subject.annotation)
    if subject.body is None or not subject.body.returns or subject.body.inner:
        return OPEN
    families = frozenset[str]().union(*map(_of_expression, subject.body.returns))
    return OPEN if "*" in families else families | {"none"}


_OF_NODES: tuple[tuple[tuple[type[ast.expr], ...], str], ...] = (
    ((ast.Dict, ast.DictComp), "dict"),
    ((ast.List, ast.ListComp), "list"),
    ((ast.Set, ast.SetComp), "set"),
    ((ast.Tuple,), "tuple"),
    ((ast.JoinedStr,), "str"),
)


def _of_expression(node: ast.expr) -> frozenset[str]:
    if isinstance(node, ast.Constant):
        return of_value(node)
    if isinstance(node, ast.IfExp):
        return _of_expression(node.body) | _of_expression(node.orelse)
    name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    family = _OF_CALLS.get(name) or next((family for kinds, family in _OF_NODES if isinstance(node, kinds)), "")
    return frozenset({family}) if family else OPEN
