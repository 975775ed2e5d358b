"""AD70x: examples, parsed and bound, never run."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING, TypeAlias

import griffe

from aidoc_core.checks.accepts import Accepts, accepted
from aidoc_core.checks.example_code import imports_of, tree_of, unparsable
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.resolving import Verdict, look_up
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.code.lookup.body import dotted
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

# Decorators that give or take arguments themselves.
_CHANGES_ARITY = regex(
    r"(?:^|\.)(?:pass_\w+|patch|inject\w*|given|fixture|\w*task|command|group|partial\w*|curry\w*|callback|"
    r"property|\w*_?property|overload|singledispatch\w*|vectorize|guvectorize|errorhandler)\b"
)
_KINDS = {
    "positional-only": inspect.Parameter.POSITIONAL_ONLY,
    "positional or keyword": inspect.Parameter.POSITIONAL_OR_KEYWORD,
    "variadic positional": inspect.Parameter.VAR_POSITIONAL,
    "keyword-only": inspect.Parameter.KEYWORD_ONLY,
    "variadic keyword": inspect.Parameter.VAR_KEYWORD,
}


@rule("AD701", Severity.DROP, "format")
def unparsable_example(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The example is not valid Python.

    Doctest prompts and a code fence are removed before parsing.

    Hint: the message of the parser; the example is removed.
    """
    if reason := unparsable(said, subject):
        yield _complaint(f"has an example that does not parse ({reason})", f"The example does not parse: {reason}.")


@rule("AD702", Severity.DROP, "contradiction")
def unbound_call(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A call in the example does not match the signature.

    It has too many arguments, too few, or an unknown keyword. The rule checks calls of the object itself (a method by
    its name, on any value), and calls of functions and classes that the example imports from the package or that
    the module defines.

    Hint: the signature; the example is removed.
    """
    tree = tree_of(said, subject)
    imports = imports_of(said, subject)
    for node in ast.walk(tree) if tree is not None else ():
        if not isinstance(node, ast.Call):
            continue
        name, signatures = _signatures(node, subject, imports)
        problems = [_bind(node, signature, accepts) for signature, accepts in signatures]
        if problems and all(problems):  # of overloads, one has to fit
            yield _complaint(
                f"has an example that calls {name} wrongly ({problems[0]})",
                f"In the example, `{ast.unparse(node)}` does not fit `{name}{signatures[0][0]}`: {problems[0]}.",
            )
            return


@rule("AD703", Severity.DROP, "contradiction")
def dead_import(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The example imports something that does not exist.

    The rule looks in the package, the standard library and installed packages, and imports nothing.

    Hint: the name; the example is removed.
    """
    for path in imports_of(said, subject).values():
        if look_up(path, subject) in (Verdict.MISSING, Verdict.MISPLACED):
            yield _complaint(
                f"has an example that imports '{path}', which does not exist", f"There is no `{path}` to import."
            )
            return


@rule("AD704", Severity.DROP, "contradiction")
def await_of_plain_function(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The example awaits a plain function.

    Or it iterates over the result with `async for`.

    Hint: it is a plain function; the example is removed.
    """
    tree, obj = tree_of(said, subject), subject.obj
    if tree is None or obj.kind != "function" or obj.is_async or not _is_plain(subject):
        return
    for node in ast.walk(tree):
        awaited = node.value if isinstance(node, ast.Await) else node.iter if isinstance(node, ast.AsyncFor) else None
        if isinstance(awaited, ast.Call) and _is_self(awaited, subject):
            yield _complaint(
                f"has an example that awaits '{obj.name}', which is a plain function",
                f"`{obj.name}` is a plain function: do not await it.",
            )
            return


def _is_plain(subject: Target) -> bool:
    from aidoc_core.checks.awaitables import gives_awaitable  # noqa: PLC0415

    return not gives_awaitable(subject)


def _complaint(message: str, hint: str) -> Complaint:
    return Complaint(message=message, hint=hint, where="example", cut="entry")


def _is_self(call: ast.Call, subject: Target) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    obj = subject.obj
    if obj.name == "__init__":
        return bool(name) and name == obj.path.split(".")[-2]
    return bool(name) and name == obj.name


_Signatures: TypeAlias = list[tuple[inspect.Signature, Accepts | None]]


def _signatures(call: ast.Call, subject: Target, imports: dict[str, str]) -> tuple[str, _Signatures]:
    """The signatures of which a call must fit one, with the names that they take beyond what they list."""
    if _is_self(call, subject) and subject.obj.kind == "function":
        return subject.obj.name, _of_subject(subject)
    context = subject.context
    path = dotted(call.func)
    if context is None or not path:
        return "", []
    first, _, rest = path.partition(".")
    found = context.package.find(".".join(filter(None, (imports.get(first, first), rest))))
    if not isinstance(found, griffe.Object) and first not in imports and first in context.module.members:
        found = context.package.descend(context.module, path)
    if isinstance(found, griffe.Class):
        constructor = context.package.member(found, "__init__")
        # A metaclass, `__new__` or a decorator may take the call; a plain constructor only where all is in sight.
        if isinstance(constructor, griffe.Function) and not found.decorators and "__new__" not in found.all_members:
            return path, [(_signature(list(constructor.parameters)[1:]), None)]
    elif isinstance(found, griffe.Function) and not (found.overloads or found.decorators or _is_method(found)):
        return path, [(_signature(list(found.parameters)), None)]
    return "", []


def _is_method(function: griffe.Function) -> bool:
    return function.parent is not None and function.parent.is_class


def _of_subject(subject: Target) -> _Signatures:
    if any(_CHANGES_ARITY.search(decorator) for decorator in subject.obj.decorators):
        return []
    accepts = accepted(subject)
    found: _Signatures = [(_signature(_own(subject)), accepts)]
    bound = (
        subject.context is not None and subject.context.obj.parent is not None and subject.context.obj.parent.is_class
    )
    static = "staticmethod" in subject.decorators
    for overload in getattr(subject.context.obj, "overloads", None) or () if subject.context else ():
        found.append((_signature(list(overload.parameters)[1 if bound and not static else 0 :]), accepts))
    return found


def _own(subject: Target) -> list[griffe.Parameter]:
    return [
        griffe.Parameter(p.name.lstrip("*"), kind=griffe.ParameterKind(p.kind), default=p.default)
        for p in subject.obj.parameters
    ]


def _signature(parameters: list[griffe.Parameter]) -> inspect.Signature:
    made = []
    for parameter in parameters:
        kind = _KINDS[parameter.kind.value if parameter.kind else "positional or keyword"]
        variadic = kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
        default = inspect.Parameter.empty if parameter.default is None or variadic else ...
        made.append(inspect.Parameter(parameter.name.lstrip("*"), kind, default=default))
    return inspect.Signature(made, __validate_parameters__=False)


def _bind(call: ast.Call, signature: inspect.Signature, accepts: Accepts | None) -> str:
    """Why a call does not fit, empty if it does or cannot be told (`f(*args)`)."""
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return ""
    partly = any(keyword.arg is None for keyword in call.keywords)
    names = [keyword.arg for keyword in call.keywords if keyword.arg]
    if len(names) != len(set(names)):
        return "a keyword is given twice"
    if accepts is not None:  # a decorator's own names, keys of `**kwargs`
        listed = [name for name in names if name in signature.parameters or name not in accepts.hidden]
        partly |= len(listed) < len(names)  # one of them may stand for a parameter
        names = listed
    arguments = dict.fromkeys(names)
    try:
        (signature.bind_partial if partly else signature.bind)(*[None] * len(call.args), **arguments)
    except TypeError as error:
        return str(error)
    return ""
