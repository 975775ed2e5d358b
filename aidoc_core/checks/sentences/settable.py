"""Properties that are said to be read-only, settable or called, and context managers that are said to be none."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.families import OPEN, of_annotation

if TYPE_CHECKING:
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target

_ASYNC = "asynccontextmanager"


def wrong_of_property(one: Statement, subject: Target) -> tuple[str, str] | None:
    """What is wrong with a sentence on the setter of a property, or on calls of it.

    Args:
        one: What was read.
        subject: The property.
    """
    if one.value == "called":
        families = of_annotation(subject.annotation) if subject.annotation else OPEN
        if families == OPEN or "callable" in families or not _is_known(subject):
            return None
        return "says that it is called, where a property is read", "It is a property."
    if one.value not in ("read-only", "settable") or not _is_known(subject) or subject.context is None:
        return None
    setter = getattr(subject.context.obj, "setter", None)
    if one.value == "settable":
        wrong = "says that the property can be set, which it cannot", "It has no setter."
        return wrong if setter is None and not subject.is_stub and not _sets_itself(subject) else None
    node = subject.context.package.node(setter) if isinstance(setter, griffe.Function) else None
    if node is None or any(isinstance(part, ast.Raise) for part in ast.walk(node)):
        return None  # it may be there to refuse
    return "says that the property is read-only, which has a setter", "It has a setter."


def _is_known(subject: Target) -> bool:
    """Whether it is a property of Python's own, with nothing around it: no cached one, which can be set."""
    return bool(subject.decorators) and set(subject.decorators) <= {"property", "setter", "deleter", "override"}


def is_set_by_callers(subject: Target) -> bool:
    """Whether a property has a setter or deleter, whose body a text may speak of, too."""
    obj = subject.context.obj if subject.context is not None else None
    return subject.obj.kind == "property" and any(getattr(obj, half, None) for half in ("setter", "deleter"))


def _sets_itself(subject: Target) -> bool:
    """Whether a class has a way of its own to set attributes, or a base that nothing is known of."""
    context = subject.context
    if context is None or not isinstance(context.owner, griffe.Class):
        return True
    return isinstance(context.package.member(context.owner, "__setattr__"), griffe.Object)


def wrongly_no_manager(one: Statement, subject: Target) -> tuple[str, str] | None:
    """What is wrong with a sentence that denies what `@contextmanager` makes of a function.

    Args:
        one: What was read.
        subject: The function.
    """
    if not subject.is_context_manager:
        return None
    asynchronous = _ASYNC in subject.decorators
    if one.subject and one.subject.startswith("async") != asynchronous:
        return None  # `async with` of a plain one, or the other way around
    return "says that it is no context manager, which it is", "It is a context manager."
