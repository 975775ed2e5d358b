"""How arguments are said to be passed, against the signature: by position, by keyword, several at once."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target
    from aidoc_core.code.objects import Parameter, ParameterKind

_NOT_ALLOWED: dict[str, frozenset[ParameterKind]] = {
    "keyword": frozenset({"positional-only"}),
    "keyword only": frozenset({"positional-only", "positional or keyword"}),
    "position": frozenset({"keyword-only"}),
    "position only": frozenset({"keyword-only", "positional or keyword"}),
}
"""By what is said, the kinds of parameters that are passed otherwise."""
_HOW: dict[str, str] = {
    "positional-only": "`{}` is positional-only.",
    "keyword-only": "`{}` is keyword-only.",
    "positional or keyword": "`{}` can be passed by position and by keyword.",
}
_COLLECTION = regex(r"list|tuple|set|sequence|iterable|collection|any\b|object", re.IGNORECASE)
_ANYTHING = frozenset({"argument", "parameter", "object", "value", "arg"})


def wrongly_passed(one: Statement, subject: Target) -> tuple[str, str] | None:
    """What is wrong with a way of passing that a sentence tells.

    Args:
        one: What was read.
        subject: The object.
    """
    if not _is_as_written(subject):
        return None
    if one.value in ("together", "one"):
        return _one_by_one(one, subject)
    parameters = subject.obj.parameters
    if one.value == "any":
        fixed = parameters and not any(p.name.startswith("*") for p in parameters)
        return ("says that any number of arguments is taken", _hint(parameters[-1])) if fixed else None
    told = parameters if one.subject == "*" else [p for p in parameters if p.name == one.subject]
    if one.value.startswith("keyword") and any(p.kind == "variadic keyword" for p in parameters):
        told = [p for p in told if p.kind != "positional-only"]  # the name is one of the others then
    wrong = next((p for p in told if p.kind in _NOT_ALLOWED[one.value]), None)
    if wrong is None:
        return None
    said = {"keyword": "passed by keyword", "position": "passed by position"}.get(
        one.value, "keyword-only" if one.value == "keyword only" else "positional-only"
    )
    return f"says that '{wrong.name}' is {said}, which it is not", _hint(wrong)


def _hint(parameter: Parameter) -> str:
    return _HOW.get(parameter.kind, "`{}` is passed as the signature has it.").format(parameter.name)


def _is_as_written(subject: Target) -> bool:
    """Whether callers pass what the signature has: no decorator, overload or other constructor is between."""
    if subject.definition is None or subject.context is None:
        return False
    if getattr(subject.context.obj, "overloads", None):
        return False
    if subject.obj.kind == "class":
        return subject.constructor is not None and not subject.obj.decorators
    return subject.is_plain


def _one_by_one(one: Statement, subject: Target) -> tuple[str, str] | None:
    """What is wrong with one argument, or one list, where a function takes any number of arguments."""
    variadic = next((p for p in subject.obj.parameters if p.kind == "variadic positional"), None)
    if variadic is None:
        return None
    name = variadic.name.lstrip("*")
    called = {name, name.lower(), name.removesuffix("s"), name.removesuffix("es")}
    if one.value == "together" and one.subject not in called:
        return None
    alone = all(p is variadic or p.kind in ("keyword-only", "variadic keyword") for p in subject.obj.parameters)
    if one.value == "one" and not (alone and one.subject in called | _ANYTHING):
        return None
    if _COLLECTION.search(variadic.annotation or "") or _is_looked_into(name, subject):
        return None
    said = "one list" if one.value == "together" else "one argument"
    return f"says that {said} is passed, where '{variadic.name}' takes any number", f"`{variadic.name}` is variadic."


def _is_looked_into(name: str, subject: Target) -> bool:
    """Whether the body does more with the arguments than to go through them: it counts them, or hands them on."""
    node = subject.definition
    loops = (
        {id(loop.iter) for loop in ast.walk(node) if isinstance(loop, ast.For | ast.AsyncFor | ast.comprehension)}
        if node is not None
        else set()
    )
    return any(
        isinstance(one, ast.Name) and one.id == name and id(one) not in loops
        for one in (ast.walk(node) if node is not None else ())
    )
