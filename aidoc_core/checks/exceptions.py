"""AD30x: exceptions, against what exists and what the code raises."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.ancestry import ancestors, is_raisable
from aidoc_core.checks.caught import is_caught
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.implied import implied
from aidoc_core.checks.libraries import (
    calls_library,
    calls_out_of_sight,
    calls_unread,
    is_at_hand,
    is_raised_by_namesakes,
    is_used,
    may_hand_on,
)
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.target import is_empty
from aidoc_core.code.lookup import raised_within
from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import called, resolve
from aidoc_core.code.outside import is_builtin, is_builtin_base, is_builtin_exception

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext

DEPTH = 2
"""How many calls deep an exception is looked for: 90 % of what people document, 10 % of what is made up."""
DEEPEST = 4
"""How many calls deep nothing may raise an exception that is said to be raised falsely."""


@rule("AD301", Severity.REJECT, "contradiction")
def invented_exception(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A described exception class does not exist.

    It is not a builtin, no class in the package has this name, and the installed module that it should come from does
    not have it. The rule also reports names of things that cannot be raised. Readers would write the name into an
    `except` clause.

    Hint: remove the entry; these exceptions are raised.
    """
    for item in said.raises:
        if exists(item.name, subject) is False:
            known = ", ".join(subject.obj.raises) or "none that the body shows"
            yield Complaint(
                message=f"describes '{item.name}', which is no exception class",
                hint=f"There is no exception `{item.name}`; raised are: {known}.",
                where=f"raises {item.name}",
                quote=item.name,
                cut="entry",
            )


@rule("AD302", Severity.DROP, "contradiction")
def unraised_exception(said: Claims, subject: Target) -> Iterator[Complaint]:
    """Neither the body nor its callees raise a described exception.

    The rule looks in the body (including re-raises, variables and superclasses) and in the functions of the same
    package that the body calls, two calls deep. An exception of the package's own that it raises somewhere may come
    from deeper, where a body calls anything but builtins. What Python itself raises for an index or a file counts,
    too; and so does what a library raises that the body uses, or that the module imports where a method works with what
    its object was made with, as with a client; or a decorator that may do more than hand on. A body that
    runs its caller's functions, or methods that are there to be overridden, may raise whatever the package raises.
    An exception that the body catches itself, where nothing outside of that `try` could raise it, is not raised; nor is
    one that it names in an `except` and turns into another, where nothing in sight raises it besides. Who leaves by
    `sys.exit` or reads arguments with a parser raises `SystemExit`.
    Authors also document what other libraries raise, so hand-written docstrings are not checked by this rule.

    Hint: none, the entry is removed.
    """
    for item in said.raises:
        if exists(item.name, subject) is False:
            continue
        if is_caught(item.name, subject):
            yield Complaint(
                message=f"describes '{item.name}', which the body itself catches",
                where=f"raises {item.name}",
                quote=item.name,
                cut="entry",
            )
            continue
        if is_raised(item.name, subject):
            continue
        if item.name.strip(" :") == "NotImplementedError" and _has_gaps(subject):
            continue
        if item.name.endswith("Warning") and any("warn" in word for word in subject.own_names):
            continue
        if not may_come_from_deeper(item.name, subject):
            yield Complaint(
                message=f"describes '{item.name}', which neither the body nor its callees raise",
                where=f"raises {item.name}",
                quote=item.name,
                cut="entry",
            )


def _has_gaps(subject: Target) -> bool:
    """Whether the class of a method leaves methods to others, which what is called may be."""
    context = subject.context
    if context is None or not isinstance(context.owner, griffe.Class):
        return False
    return any("raise NotImplementedError" in line for line in context.package.code(context.owner))


def may_come_from_deeper(name: str, subject: Target) -> bool:  # noqa: PLR0911 - one place to look a line
    """Whether the package raises an exception of its own, and the body calls what may lead there."""
    last, context = name.strip(" :").rpartition(".")[2], subject.context
    if context is not None and subject.obj.kind == "class":
        return True  # what its methods raise, or what overrides them
    if context is None or subject.body is None:
        return context is not None  # a stub file: what its functions do is written elsewhere
    decorated = not (subject.kept.read and subject.kept.results)
    if subject.is_stub or (decorated and (last in _OF_ANY or last in context.package.raised)):
        return True  # a decorator that may do more may refuse what it is given
    calls_others = any(
        isinstance(call.func, ast.Attribute) or not is_builtin(getattr(call.func, "id", ""))
        for call in subject.body.calls
    )
    there, at_hand = exists(name, subject), calls_others and is_at_hand(name, subject)
    of_library = "." in name and name.strip(" :").partition(".")[0] not in (context.package.name, "builtins")
    if (there is None and (at_hand or _uses_unread(context))) or (
        there is not False
        and of_library
        and (at_hand or is_used(name, subject) or calls_library(context, subject) or may_hand_on(name, subject))
    ):
        return True  # of another library
    if calls_others and (_may_refuse(last, context, subject) or is_raised_by_namesakes(last, context, subject)):
        return True
    if calls_others and _calls_looped(subject):
        return True
    if last in implied(subject) or (
        calls_others and (_needs_no_raise(last, context) or calls_unread(context, subject))
    ):
        return True
    if last not in context.package.raised:
        # Of its own, and nowhere raised by its name: what picks it is out of sight, as a table of a server's errors.
        return (calls_others or _raises_value(subject)) and last in context.package.by_name
    deeper = last in context.package.by_name or last in raised_within(context, DEEPEST).names
    if deeper and _raises_value(subject):
        return True
    return (calls_others and (deeper or _imports_inside(context, subject))) or _runs_others(subject)


_OF_LIMITS = frozenset({"MemoryError", "RecursionError"})
"""What Python raises, wherever numbers, texts and calls are too many."""
_OF_VALUES = frozenset({
    "ValueError", "TypeError", "RuntimeError", "IndexError", "ArithmeticError", "OverflowError", "OSError",
})  # fmt: skip
"""What libraries raise for what they are given."""
_OF_IMPORTS = frozenset({"ImportError", "ModuleNotFoundError"})
"""What comes of a library that is imported where it is needed, in a package that reckons with it."""
_OF_ANY = frozenset({"ValueError", "TypeError", "AttributeError", "Exception"})
"""What a method of who knows what raises for what it is given."""


def _may_refuse(last: str, context: CodeContext, subject: Target) -> bool:
    """Whether what the body calls may refuse what it is given, with an error of this name."""
    if (
        last in _OF_LIMITS
        or (last in _OF_IMPORTS and last in context.package.words)
        or (last in _OF_VALUES and calls_library(context, subject))
    ):
        return True
    return last in _OF_ANY and calls_out_of_sight(context, subject)


def _needs_no_raise(last: str, context: CodeContext) -> bool:
    """Whether what is called may bring an exception without a `raise`: by a key that is pressed, or by an assertion."""
    if last == "KeyboardInterrupt":
        return last in context.package.words
    return last == "AssertionError" and "assert" in context.package.mentions


def _raises_value(subject: Target) -> bool:
    """Whether the body raises what it takes from somewhere: `raise TABLE[status]`."""
    raised = (
        (node.exc for node in ast.walk(subject.definition) if isinstance(node, ast.Raise)) if subject.definition else ()
    )
    return any(isinstance(one.func if isinstance(one, ast.Call) else one, ast.Subscript) for one in raised)


def _raises_attribute(name: str, subject: Target) -> bool:
    """Whether the body raises what an attribute holds, however it is spelled: `raise self.handler.timeout_error()`."""
    function = subject.function
    nodes = (one.exc for one in ast.walk(function) if isinstance(one, ast.Raise)) if function is not None else ()
    made = (one.func if isinstance(one, ast.Call) else one for one in nodes)
    return any(isinstance(one, ast.Attribute) and one.attr == name for one in made)


def _imports_inside(context: CodeContext, subject: Target) -> bool:
    """Whether the body itself imports something of the package: what that raises is not followed."""
    name = context.package.name
    return any(
        isinstance(node, ast.ImportFrom) and (node.level > 0 or (node.module or "").partition(".")[0] == name)
        for node in ast.walk(subject.definition or ast.Module(body=[], type_ignores=[]))
    )


def _runs_others(subject: Target) -> bool:
    """Whether the body calls its own parameters, or methods that do nothing until somebody overrides them."""
    context, node = subject.context, subject.definition
    parameters = {parameter.name.lstrip("*") for parameter in subject.obj.parameters}
    for call in subject.body.calls if subject.body is not None else ():
        if isinstance(call.func, ast.Name) and (call.func.id in parameters or _is_looped(call.func.id, subject)):
            return True
        if context is None or node is None or not isinstance(call.func, ast.Attribute):
            continue
        if isinstance(call.func.value, ast.Name) and call.func.value.id in ("self", "cls"):
            for target in called(context.package, context.obj, call):
                if isinstance(target, griffe.Function) and is_empty(context.package.node(target)):
                    return True
    return False


def _calls_looped(subject: Target) -> bool:
    calls = subject.body.calls if subject.body is not None else ()
    return any(isinstance(call.func, ast.Name) and _is_looped(call.func.id, subject) for call in calls)


def _is_looped(name: str, subject: Target) -> bool:
    """Whether a body calls what it takes from a collection, one after another: `for check in checks: check(name)`."""
    loops = (node for node in ast.walk(subject.definition) if isinstance(node, ast.For)) if subject.definition else ()
    return any(isinstance(one, ast.Name) and one.id == name for loop in loops for one in ast.walk(loop.target))


def exists(name: str, subject: Target) -> bool | None:  # noqa: C901, PLR0911 - one place to look a line
    """Whether a name is that of an exception class; `None` where that cannot be told."""
    name = name.strip(" :").lstrip("~!")
    last = name.rpartition(".")[2]
    known = last in subject.obj.raises or is_builtin_exception(name.removeprefix("builtins."))
    if known or _raises_attribute(last, subject):
        return True
    if not all(part.isidentifier() for part in name.split(".")):
        return None if " " in name or "," in name or "[" in name else False
    if is_builtin(name):
        return False
    context = subject.context
    if context is None:
        return None
    found = resolve(context.package, context.obj, name)
    if isinstance(found, griffe.Object):
        return is_raisable(context, found)
    if found is not None:
        return context.package.outside(name) if "." in name else None
    if name.startswith(f"{context.package.name}."):
        return False
    alike = [is_raisable(context, obj) for obj in context.package.by_name.get(last, ())]
    if alike:
        return True if True in alike else None if None in alike else False
    outside = context.package.outside(name) if "." in name else None
    if outside is not None:
        return outside
    if "." in name or last in context.package.words or _uses_unread(context):
        return None
    return any(context.package.outside(f"{module}.{name}") for module in _imported(context))


def _imported(context: CodeContext) -> set[str]:
    """Modules of other packages of which a module takes names: `json` of `from json import loads`."""
    own = f"{context.package.name}."
    paths = {one.target_path for one in context.module.members.values() if isinstance(one, griffe.Alias)}
    outer = {path for path in paths if not path.startswith(own) and path != context.package.name}
    return outer | {parent for path in outer if (parent := path.rpartition(".")[0])}


def _uses_unread(context: CodeContext) -> bool:
    """Whether the module takes names from one of the package that cannot be read: compiled, or broken."""
    package = context.package
    paths = [member.target_path for member in context.module.members.values() if isinstance(member, griffe.Alias)]
    return any(path.startswith(f"{package.name}.") and package.is_unread(path.rpartition(".")[0]) for path in paths)


def is_raised(name: str, subject: Target) -> bool:
    """Whether the body, or what it calls, raises an exception of a name."""
    last = name.strip(" :").rpartition(".")[2]
    if last in subject.obj.raises or _raises_attribute(last, subject):
        return True
    context = subject.context
    if context is None:
        names = {name.rpartition(".")[2] for name in subject.body.raises} if subject.body else set()
        return last in names or any(is_builtin_base(last, other) for other in names)
    raised = raised_within(context, DEPTH)
    if last in raised.names or last in raised.handed or any(is_builtin_base(last, other) for other in raised.names):
        return True
    return any(last in ancestors(context, obj) for obj in raised.paths.values()) or _is_made(last, context, subject)


def _is_made(last: str, context: CodeContext, subject: Target) -> bool:
    """Whether an exception is what a function gives whose result is raised: `raise error_of(answer)`."""
    for node in ast.walk(subject.definition) if subject.definition is not None else ():
        if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
            continue
        for maker in called(context.package, context.obj, node.exc, guess=False):
            body = context.package.body(maker) if isinstance(maker, griffe.Function) else None
            given = [dotted(one.func) for one in body.returns if isinstance(one, ast.Call)] if body is not None else []
            given.append(str(getattr(maker, "returns", None) or "").strip("'\""))
            found = [resolve(context.package, maker, name) for name in given if name.replace(".", "").isidentifier()]
            if last in given or any(isinstance(one, griffe.Class) and last in ancestors(context, one) for one in found):
                return True
    return False
