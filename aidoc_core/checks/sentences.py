"""What single sentences state, of summary, description and entries, against what the code does.

The facts are those of the chapters on entries; a sentence that the code contradicts is removed, the rest stays.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.accepts import accepted
from aidoc_core.checks.defaults import literal, stated, stated_otherwise
from aidoc_core.checks.exceptions import exists, is_raised, may_come_from_deeper
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.implied import implied
from aidoc_core.checks.kinds import is_no_coroutine, is_no_generator
from aidoc_core.checks.results import gives_nothing
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.sorts import is_no_sort
from aidoc_core.checks.statements import Kind, Statement, statements
from aidoc_core.code.lookup.outside import is_builtin_exception

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target
    from aidoc_core.code.objects import Parameter

_NEGATIVE = frozenset(
    {
        "disable",
        "disabled",
        "no",
        "not",
        "skip",
        "without",
        "suppress",
        "ignore",
        "quiet",
        "omit",
        "exclude",
        "inhibit",
        "prevent",
        "off",
        "hide",
    }
)


@rule("AD109", Severity.DROP, "contradiction", english=True)
def sentence_on_invented_parameter(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence speaks of a parameter that cannot be passed.

    "Pass `strict=False`", "the `retries` argument", "the retries argument". The rule reports nothing if the code of
    the function, its class or the class's constructor has the name, or if the sentence names another function.

    Hint: the name; the sentence is removed.
    """
    if subject.obj.kind != "function":
        return
    accepts = accepted(subject)
    for one in _stated(said, subject, "parameter"):
        name, allowed = one.subject, accepts.allows(one.subject)
        if allowed or name in subject.own_names or _is_of_owner(name, subject):
            continue
        known = subject.context is not None and name in subject.context.package.words
        if not known or (one.value == "told" and allowed is False):
            yield _complaint(
                one, f"speaks of a parameter '{name}' that cannot be passed", f"There is no parameter `{name}`."
            )


@rule("AD123", Severity.DROP, "contradiction", english=True)
def default_in_words(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence states a wrong default, in words or outside of the parameter's own entry.

    "Enabled by default." of a parameter that is `False`; "`retries` defaults to 5." in the description. The rule
    compares flags and literals of the signature only.

    Hint: the default of the signature; the sentence is removed.
    """
    for one in _stated(said, subject, "switch"):
        parameter = subject.parameter(one.subject)
        default = parameter.default if parameter is not None else None
        if parameter is None or default not in ("True", "False") or set(parameter.name.split("_")) & _NEGATIVE:
            continue
        if (one.value == "on") != (default == "True"):
            yield _complaint(
                one,
                f"states another default for '{one.subject}' than {default}",
                f"`{one.subject}` is {default} by default.",
            )
    for passage in said.passages:
        if passage.where in ("summary", "description"):
            yield from _defaults_elsewhere(passage.text, passage.where, subject)


@rule("AD124", Severity.DROP, "contradiction", english=True)
def wrongly_optional(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence calls a parameter optional that must be passed, or required where it has a default.

    The rule reports nothing if the annotation allows `None`, if the body tests whether the parameter is `None` or
    empty, or if a decorator may change what callers pass.

    Hint: what the signature says; the sentence is removed.
    """
    if subject.obj.kind != "function":
        return
    for one in _stated(said, subject, "optional"):
        parameter = subject.parameter(one.subject)
        if parameter is not None and _must_be_passed(parameter, subject):
            yield _complaint(
                one, f"calls '{one.subject}' optional, which must be passed", f"`{one.subject}` has no default."
            )
    for one in _stated(said, subject, "required"):
        parameter = subject.parameter(one.subject)
        if parameter is not None and _may_be_left_out(parameter, subject):
            yield _complaint(
                one, f"calls '{one.subject}' required, which has a default", f"`{one.subject}` has a default."
            )


@rule("AD206", Severity.DROP, "contradiction", english=True)
def sentence_on_results(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence says that something is returned where nothing is, or nothing where something is.

    "Always returns `None`.", "Gives back the sum." What is said under a condition or of something else is no such
    statement. The rule reports nothing for empty bodies, for decorators that may change the result, and if the
    annotation allows `None`.

    Hint: what the code returns; the sentence is removed.
    """
    for one in _stated(said, subject, "gives"):
        if one.value == "something" and one.where not in ("returns", "yields") and _gives_nothing(subject):
            yield _complaint(one, "says that something is returned, which is not", "It returns nothing.")
        elif one.value == "nothing" and _gives_something(subject):
            yield _complaint(one, "says that nothing is returned, where something is", "It returns a value.")


@rule("AD303", Severity.DROP, "contradiction", english=True)
def sentence_on_exceptions(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence says that an exception is raised which does not exist, or which nothing in the code raises.

    By the same facts as `AD301` and `AD302`. An exception that is caught, or that something else raises, is none that
    the sentence says is raised.

    Hint: the exceptions that are raised; the sentence is removed.
    """
    for one in _stated(said, subject, "raises"):
        there = exists(one.value, subject)
        if there is False:
            yield _complaint(
                one, f"speaks of '{one.value}', which is no exception class", f"There is no exception `{one.value}`."
            )
        elif _is_judged(one.value, there, subject) and not is_raised(one.value, subject):
            yield _complaint(
                one, f"says that '{one.value}' is raised, which neither the body nor its callees raise", ""
            )


@rule("AD804", Severity.DROP, "contradiction", english=True)
def wrong_sort(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence says that the object is a property, a decorator or something else that it is not.

    Also a context manager, a class method, a static method, an abstract method, a coroutine, a generator. The rule
    reports nothing where the code cannot tell.

    Hint: what it is; the sentence is removed.
    """
    if subject.obj.kind != "function":
        return
    for one in _stated(said, subject, "is"):
        wrong = (
            is_no_coroutine(subject)
            if one.value == "coroutine"
            else is_no_generator(subject)
            if one.value == "generator"
            else is_no_sort(one.value, subject)
        )
        if wrong:
            yield _complaint(one, f"says that it is a {one.value}, which it is not", f"It is no {one.value}.")


def _stated(said: Claims, subject: Target, kind: Kind) -> list[Statement]:
    """Statements of one kind; sentences are read once for all rules."""
    if "statements" not in subject.memory:
        table: dict[str, list[Statement]] = {}
        for one in statements(said, subject.obj.name):
            table.setdefault(one.kind, []).append(one)
        subject.memory["statements"] = table
    found: dict[str, list[Statement]] = subject.memory["statements"]
    return found.get(kind, [])


def _complaint(one: Statement, message: str, hint: str) -> Complaint:
    return Complaint(message=message, hint=hint, where=one.where, quote=one.sentence, cut="sentence")


def _gives_nothing(subject: Target) -> bool:
    obj = subject.obj
    if obj.kind != "function" or obj.returns_value or obj.yields_value or subject.gaps.yields or not subject.is_plain:
        return False
    return gives_nothing(subject)


def _gives_something(subject: Target) -> bool:
    obj = subject.obj
    if obj.kind != "function" or not obj.returns_value or obj.yields_value or not subject.is_plain:
        return False
    if subject.annotation:
        return not any(
            word in subject.annotation for word in ("None", "Optional", "Any", "NoReturn", "Never", "object")
        )
    return (
        subject.body is not None and not subject.is_stub and not any(_is_none(value) for value in subject.body.returns)
    )


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _is_judged(name: str, there: bool | None, subject: Target) -> bool:  # noqa: FBT001 - what `exists` says
    """Whether the code can tell that an exception is not raised: its own or Python's, not one of another library."""
    if subject.obj.kind not in ("function", "property") or subject.is_stub or not subject.is_plain or there is None:
        return False
    if may_come_from_deeper(name, subject):
        return False
    last, context = name.rpartition(".")[2], subject.context
    if last.endswith("Warning") and any("warn" in word for word in subject.own_names):
        return False
    if is_builtin_exception(last):
        return last not in implied(subject)
    # One that its module raises somewhere may come through a function that is handed on as a value.
    raising = (
        any("raise " in line and last in line for line in context.package.file(context.obj).lines) if context else True
    )
    return context is not None and last in context.package.by_name and not raising


def _is_of_owner(name: str, subject: Target) -> bool:
    """Whether the class of a method has such an attribute, or its constructor such a parameter."""
    context = subject.context
    if context is None or context.owner is None:
        return False
    if context.package.member(context.owner, name) is not None:
        return True
    constructor = context.package.member(context.owner, "__init__")
    return isinstance(constructor, griffe.Function) and any(p.name == name for p in constructor.parameters)


def _must_be_passed(parameter: Parameter, subject: Target) -> bool:
    if parameter.default is not None or parameter.name.startswith(("*", "_")) or not subject.is_plain:
        return False
    if parameter.annotation and any(word in parameter.annotation for word in ("None", "Optional", "Any", "object")):
        return False
    overloads = getattr(subject.context.obj, "overloads", None) if subject.context is not None else None
    return not overloads and parameter.name not in _tested(subject)


def _may_be_left_out(parameter: Parameter, subject: Target) -> bool:
    if parameter.default is None or parameter.name.startswith("*"):
        return False
    node = literal(parameter.default)
    if node is None or subject.is_stub:
        return False
    value = ast.literal_eval(node)
    return bool(value is not None and value != "") or parameter.name not in _tested(subject)


def _tested(subject: Target) -> frozenset[str]:
    """Names that the body tests for being there: `x is None`, `not x`, `x or y`, `if x`."""
    if "tested" not in subject.memory:
        subject.memory["tested"] = (
            frozenset(_tests(subject.definition)) if subject.definition is not None else frozenset()
        )
    tested: frozenset[str] = subject.memory["tested"]
    return tested


def _tests(node: ast.AST) -> Iterator[str]:
    for child in ast.walk(node):
        match child:
            case ast.Compare(left=ast.Name(id=name), comparators=[ast.Constant(value=None)]):
                yield name
            case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=name)):
                yield name
            case ast.If(test=ast.Name(id=name)) | ast.IfExp(test=ast.Name(id=name)):
                yield name
            case ast.BoolOp(values=values):
                yield from (value.id for value in values if isinstance(value, ast.Name))


def _defaults_elsewhere(text: str, where: str, subject: Target) -> Iterator[Complaint]:
    """Defaults that the description states of the one parameter that a sentence names."""
    if "default" not in text and "omit" not in text and "unless" not in text and "unset" not in text:
        return
    for value, sentence in stated(text):
        named = [p for p in subject.obj.parameters if f"`{p.name}`" in sentence]
        if len(named) != 1 or named[0].default in (None, "None") or value == named[0].name:
            continue
        if stated_otherwise(value, sentence, named[0]):
            message = f"states another default for '{named[0].name}' than the signature"
            hint = f"`{named[0].name}` defaults to `{named[0].default}`."
            yield Complaint(message=message, hint=hint, where=where, quote=sentence, cut="sentence")
