"""Whether a call gives something to await: by annotation, decorators, callees, and what its classes can do."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.lookup.callees import called
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import Package

_AWAITABLE = regex(r"\b(?:Awaitable|Coroutine|Future|Task|Deferred|Async\w+|concurrent)\b")
_ASYNC_WORD = regex(r"async|await|coro|future|deferred|promise|trio|greenlet", re.IGNORECASE)
_NAME = regex(r"\b[A-Z]\w*")
_ASYNC_MEMBERS = ("__await__", "__aenter__", "__aiter__")


def gives_awaitable(subject: Target) -> bool:  # noqa: PLR0911 - one place to look a line
    """Whether a call gives something to await, for all that can be seen."""
    if subject.obj.is_async or _AWAITABLE.search(subject.annotation) or _is_awaitable(subject):
        return True
    if any(_ASYNC_WORD.search(decorator) for decorator in subject.obj.decorators):
        return True
    body = subject.body
    if body is None or (subject.is_stub and not subject.annotation):
        return True
    if any(isinstance(inner, ast.AsyncFunctionDef) for inner in body.inner.values()):
        return True
    context = subject.context
    for value in body.returns:
        for target in called(context.package, context.obj, value) if context and isinstance(value, ast.Call) else ():
            if isinstance(target, griffe.Function) and (
                "async" in target.labels or _AWAITABLE.search(str(target.returns or ""))
            ):
                return True
            owner = target.parent if isinstance(target, griffe.Function) and target.name == "__init__" else target
            if context is not None and isinstance(owner, griffe.Class) and _can_be_awaited(owner, context.package):
                return True
    return any(_ASYNC_WORD.search(word) for word in body.words)


def _is_awaitable(subject: Target) -> bool:
    """Whether the annotation names a class of the package that can be awaited, or entered so."""
    if subject.context is None:
        return False
    package = subject.context.package
    for name in set(_NAME.findall(subject.annotation)):
        for obj in package.by_name.get(name, ()):
            if isinstance(obj, griffe.Class) and _can_be_awaited(obj, package):
                return True
    return False


def _can_be_awaited(owner: griffe.Class, package: Package) -> bool:
    """Whether a class has what `await` or `async with` asks for, or a base outside of the package that may have it."""
    found = [package.member(owner, name) for name in _ASYNC_MEMBERS]
    if any(isinstance(one, griffe.Object) for one in found):
        return True
    bases = f"{owner.name} {' '.join(map(str, owner.bases))}"
    return any(one is not None for one in found) and _OUTER_AWAITABLE.search(bases) is not None


_OUTER_AWAITABLE = regex(r"Async|Await|Corout|Future|Task|Deferred|Promise|Client|Connection|Session|Stream|Aio|aio")
"""Names of what other packages let one await."""
