"""AD20x: what a call gives back, against annotation and body."""

# ruff: noqa: RUF001 - models write curly apostrophes and dashes

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.code.lookup.callees import called
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_ITERATES = regex(r"\b(?:Async)?(?:Iterator|Iterable|Generator|Iter)(?:Type)?\b|ContextManager")
_NO_VALUE = regex(
    r"^\W*(?:none|nothing|void|no\s+(?:return\s+)?values?)\b|\b(?:never|only)\s+returns?\b|\b(?:not|n['’]t)\s+return\b",
    re.IGNORECASE,
)  # fmt: skip
_TEMPLATE = regex(r"\s{0,9}(?:%\(\w{1,60}\)s|\{\w{1,60}\})\s{0,9}")
"""What a decorator puts another text in the place of."""
_ALIAS = regex(r"(?:Gen|Generator|Iterator|Stream|Iter)\b")
"""How aliases of generators are called."""
_ITERATORS = frozenset({"iter", "map", "filter", "zip", "chain", "from_iterable", "islice", "reversed", "enumerate"})


@rule("AD201", Severity.DROP, "contradiction")
def returns_of_nothing(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A return value is described, but the function returns nothing.

    The rule reports nothing for an empty body (abstract method, overload, protocol), for a property, or if a decorator
    may change the result. The text "None" is allowed.

    Hint: the function returns nothing; the section is removed.
    """
    obj = subject.obj
    if not said.returns or obj.kind != "function" or obj.returns_value or subject.gaps.yields:
        return
    if said.returns_type.strip("` ") == "None" or _TEMPLATE.fullmatch(said.returns):
        return  # what follows tells what becomes of it; nobody knows what is put in its place
    if not gives_nothing(subject) or _NO_VALUE.search(said.returns) or obj.yields_value or _is_given_by_others(subject):
        return
    yield Complaint(
        message="describes a return value, but nothing is returned",
        hint="It returns nothing: no returns section.",
        where="returns",
        cut="entry",
    )


def _is_given_by_others(subject: Target) -> bool:
    """Whether a decorator gives something else than the body: what its code shows, or may do where nobody can tell."""
    return not subject.kept.results and (subject.kept.read or not subject.annotation)


@rule("AD202", Severity.REPAIR, "gap")
def missing_returns(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A return value is not described.

    The annotation decides whether there is one; without an annotation, a `return` with a value in the body does.

    Hint: add a returns section.
    """
    if subject.gaps.returns and not said.returns:
        yield Complaint(message="does not describe the return value", hint='Add a "returns" section.', where="returns")


@rule("AD203", Severity.DROP, "contradiction")
def yields_of_nothing(said: Claims, subject: Target) -> Iterator[Complaint]:
    """Yielded values are described, but the function yields nothing.

    The rule allows such a description for a context manager and for a function that returns an iterator (according to
    its annotation, or because it returns the result of a generator).

    Hint: nothing is yielded; describe what is returned in "returns".
    """
    if said.yields and subject.obj.kind == "function" and not subject.obj.yields_value and not iterates(subject):
        hint = 'It is no generator: describe the value under "returns".' if subject.obj.returns_value else ""
        yield Complaint(
            message="describes yielded values, but nothing is yielded",
            hint=hint or "It is no generator: no yields section.",
            where="yields",
            cut="entry",
        )


@rule("AD204", Severity.REPAIR, "contradiction")
def generator_returns(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A generator has a description of its return value instead of the yielded values.

    In answers, the text is moved before any rule runs. The rule reports nothing if a decorator may change the
    generator, if the text describes the generator object, which the call does return, or if the generator returns a
    value when it ends (`return node` behind `yield`).

    Hint: describe what is yielded in "yields".
    """
    if not said.returns or said.yields or not subject.obj.yields_value or not subject.kept.results:
        return
    if subject.is_context_manager or _NAMES_ITERATOR.search(f"{said.returns_type} {said.returns}"):
        return
    if subject.body is not None and subject.body.returns:
        return
    yield Complaint(
        message="describes a return value, but it is a generator",
        hint='It is a generator: move the text to "yields".',
        where="returns",
        cut="entry",
    )


@rule("AD205", Severity.REPAIR, "gap")
def missing_yields(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A generator has no description of the yielded values.

    Hint: add a yields section.
    """
    if subject.gaps.yields and not said.yields:
        yield Complaint(message="does not describe what is yielded", hint='Add a "yields" section.', where="yields")


_NAMES_ITERATOR = regex(r"\b(?:iterator|iterable|generator|stream|context manager|iter)\w*\b", re.IGNORECASE)


def gives_nothing(subject: Target) -> bool:
    """Whether a call gives back nothing, for all that can be seen; not for what yields."""
    if subject.is_context_manager or subject.obj.name == "__init__":
        return subject.obj.name == "__init__"
    if subject.annotation:
        return True  # `-> None`: anything else would have counted as a value
    if _never_ends(subject.definition):
        return False  # what others give that override it
    return not subject.is_stub and subject.body is not None and not subject.body.yields


_RAISES = regex(r"raise|unsupported|not_?implemented|abort", re.IGNORECASE)


_STATEMENT_AND_DOCSTRING = 2


def _never_ends(node: ast.AST | None) -> bool:
    """Whether a body ends in a `raise`, or in a call of what is named so: `raise_unsupported("explain")`."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    match node.body[-1]:
        case ast.Raise():
            return True
        case ast.Return(value=None) | ast.Return(value=ast.Constant(value=None)):
            return len(node.body) <= _STATEMENT_AND_DOCSTRING  # nothing else: a hook
        case ast.Expr(value=ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name))):
            return _RAISES.search(name) is not None
        case _:
            return False


def iterates(subject: Target) -> bool:
    """Whether a call gives something to iterate over, or may do so for all that can be seen."""
    if subject.is_context_manager or _ITERATES.search(subject.annotation) or _ALIAS.search(subject.annotation):
        return True
    body = subject.body
    if body is None or (subject.is_stub and not subject.annotation) or _is_iterator(subject):
        return True
    return any(_makes_iterator(subject, value) for value in body.returns)


def _is_iterator(subject: Target) -> bool:
    """Whether the annotation names a class of the package that is an iterator."""
    if subject.context is None:
        return False
    package = subject.context.package
    return any(
        obj.is_class and any(isinstance(package.member(obj, special), griffe.Object) for special in (*_STEPS, *_LOOPS))
        for name in set(_NAME.findall(subject.annotation))
        for obj in package.by_name.get(name, ())
    )


_NAME = regex(r"\b[A-Z]\w*")
_STEPS = ("__next__", "__anext__")
_LOOPS = ("__iter__", "__aiter__")


def _makes_iterator(subject: Target, value: ast.expr) -> bool:  # noqa: PLR0911 - one place to look a line
    if isinstance(value, ast.GeneratorExp):
        return True
    if not isinstance(value, ast.Call):
        return False
    name = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
    if name in _ITERATORS or name.startswith("iter"):
        return True
    body = subject.body
    if body is not None and name in body.inner:
        return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(body.inner[name]))
    context = subject.context
    for target in called(context.package, context.obj, value) if context else ():
        if isinstance(target, griffe.Function):
            inner = context.package.flow(target) if context else None
            if (inner is not None and inner.yields) or _ITERATES.search(str(target.returns or "")):
                return True
        if isinstance(target, griffe.Class) and context is not None:
            steps = (context.package.member(target, special) for special in (*_STEPS, *_LOOPS))
            if any(isinstance(step, griffe.Object) for step in steps):
                return True
    return name[:1].isupper() and _ALIAS.search(name) is not None
