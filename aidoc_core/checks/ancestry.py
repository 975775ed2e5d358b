"""Classes of exceptions: what can be raised, and which classes one is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.lookup.callees import resolve
from aidoc_core.code.outside import is_builtin_base

if TYPE_CHECKING:
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext


def is_raisable(context: CodeContext, found: griffe.Object) -> bool | None:
    """Whether an object of the package is a class that can be raised; `None` where that cannot be told.

    Args:
        context: The way to the code around it.
        found: The object.
    """
    if not isinstance(found, griffe.Class):
        return False if found.is_function or found.is_module else None
    for base in context.package.bases(found):
        if isinstance(base, frozenset) and "with_traceback" in base:
            return True
        if not isinstance(base, frozenset):
            inner = is_raisable(context, base) if isinstance(base, griffe.Class) else None
            if inner is not False:
                return inner
    return False


def is_below(name: str, base: str, subject: Target) -> bool:
    """Whether an exception is of a class that is made of another one.

    Args:
        name: The exception.
        base: The other, by the last part of its name.
        subject: The object that raises them.
    """
    context = subject.context
    found = resolve(context.package, context.obj, name) if context is not None else None
    return is_builtin_base(base, name) or (
        context is not None and isinstance(found, griffe.Object) and base in ancestors(context, found)
    )


def ancestors(context: CodeContext, obj: griffe.Object, depth: int = 0) -> set[str]:
    """Names of a class's bases, builtin ones with theirs.

    Args:
        context: The way to the code around it.
        obj: The class.
        depth: How many classes deep it was found.
    """
    names: set[str] = set()
    if not isinstance(obj, griffe.Class) or depth > 8:  # noqa: PLR2004 - deeper is a cycle
        return names
    for written, base in zip(obj.bases, context.package.bases(obj), strict=True):
        name = str(written).rpartition(".")[2]
        names.add(name)
        names |= {other for other in _BUILTIN_BASES if is_builtin_base(other, name)}
        if isinstance(base, griffe.Class):
            names |= ancestors(context, base, depth + 1)
    return names


_BUILTIN_BASES = ("Exception", "BaseException", "ValueError", "TypeError", "RuntimeError", "OSError", "IOError",
                  "LookupError", "ArithmeticError", "KeyError", "AttributeError", "ImportError", "Warning")  # fmt: skip
