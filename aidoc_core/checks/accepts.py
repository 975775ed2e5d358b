"""Which names a caller can pass: the signature, and what stands behind `**kwargs`, decorators, constructors."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.keys import read_elsewhere
from aidoc_core.checks.target import is_empty
from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import called, resolve

if TYPE_CHECKING:
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext, Package
    from aidoc_core.code.lookup.body import Body

_DEEPEST = 3
_USUAL = frozenset({"args", "kwargs", "kw", "kwds", "keywords"})
_ANY = (griffe.ParameterKind.var_positional, griffe.ParameterKind.var_keyword)
_FIELD_MAKERS = frozenset({"NamedTuple", "TypedDict", "BaseModel", "Struct"})


@dataclass(slots=True)
class Accepts:
    """Names that can be passed.

    Attributes:
        names: Those that the code shows.
        hidden: Those that are taken, but are nothing to list: read from `**kwargs`, known to a decorator.
        open: Whether there may be more.
        free: Whether positional arguments have no names in the code, so that any will do: what reads `*args` by place.
        visited: Functions that were looked into, each with how deep: many ways lead to a `**kwargs` of all.
    """

    names: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    open: bool = False
    free: bool = False
    visited: set[tuple[str, int]] = field(default_factory=set, repr=False)

    def allows(self, name: str) -> bool | None:
        """Whether a name can be passed; `None` where it cannot be told."""
        if self.free or name in self.names or name in self.hidden:
            return True
        if self.open and _squashed(name) in {_squashed(known) for known in self.hidden}:
            return True  # keys that are turned into `camelCase` first
        return None if self.open else False


def _squashed(name: str) -> str:
    return name.replace("_", "").lower()


def accepted(subject: Target) -> Accepts:
    """What a call of the subject takes; worked out once for all rules."""
    if "accepts" not in subject.memory:
        subject.memory["accepts"] = _accepted(subject)
    accepts: Accepts = subject.memory["accepts"]
    return accepts


def _accepted(subject: Target) -> Accepts:
    accepts = Accepts(names={p.name.lstrip("*") for p in subject.obj.parameters})
    context = subject.context
    kind = subject.obj.kind
    if kind == "class":
        _class(subject, accepts)
    elif kind in ("property", "field", "data"):
        _attribute(context, accepts)
    elif kind == "function":
        _decorators(subject, accepts)
        if context is not None:
            _function(context.package, context.obj, accepts, 0)
        elif subject.body is not None:
            _variadic(None, None, subject.body, subject.definition, accepts, 0)
    if kind == "function" and subject.function is not None:
        # Where it is no `self`, a framework calls the function of the class with all that is written.
        arguments = subject.function.args
        accepts.hidden |= {one.arg for one in (*arguments.posonlyargs, *arguments.args)} - {"self", "cls"}
    if subject.obj.name == "__init__" and context is not None and context.owner is not None:
        accepts.hidden |= (
            {name for name, m in context.owner.members.items() if m.is_attribute} if _is_data(context) else set()
        )
    return accepts


def _is_data(context: CodeContext) -> bool:
    return context.owner is not None and "dataclass" in context.owner.labels


def _class(subject: Target, accepts: Accepts) -> None:
    context = subject.context
    if context is None or not isinstance(context.obj, griffe.Class):
        accepts.open = True
        return
    constructor = subject.constructor
    if constructor is not None:
        _function(context.package, constructor, accepts, 0)
        accepts.names |= {parameter.name.lstrip("*") for parameter in list(constructor.parameters)[1:]}
    # What its methods take is described in the text of a class as well: with the options of `__call__`, or of `split`.
    for member in context.obj.members.values():
        if isinstance(member, griffe.Function):
            accepts.hidden |= {parameter.name.lstrip("*") for parameter in list(member.parameters)[1:]}
    if isinstance(call := context.package.member(context.obj, "__call__"), griffe.Function):
        accepts.hidden |= {parameter.name.lstrip("*") for parameter in list(call.parameters)[1:]}
        accepts.free |= any(p.kind in _ANY for p in call.parameters)
    # Fields stand in a "parameters" section as often as in an "attributes" one.
    accepts.hidden |= {name for name, member in context.obj.all_members.items() if _may_be_attribute(member)}
    accepts.hidden |= {str(p.name) for p in getattr(context.obj, "type_parameters", ())}
    if constructor is None:
        bases = context.package.bases(context.obj)
        accepts.open = any(not isinstance(base, griffe.Object) and not isinstance(base, frozenset) for base in bases)
        if any("Enum" in str(base) or "Flag" in str(base) for base in context.obj.bases):
            accepts.hidden.add("value")  # a member is looked up by it
    accepts.open |= bool(context.obj.decorators and "dataclass" not in context.obj.labels and constructor is None)


def _may_be_attribute(member: griffe.Object | griffe.Alias) -> bool:
    try:
        return bool(member.is_attribute)
    except (griffe.AliasResolutionError, griffe.CyclicAliasError):  # of a package that is not installed
        return True


def _attribute(context: CodeContext | None, accepts: Accepts) -> None:
    """A property's setter has a parameter; an attribute may hold a function (`partialmethod`, a lambda)."""
    if context is None:
        accepts.open = True
        return
    setter = getattr(context.obj, "setter", None)
    if isinstance(setter, griffe.Function):
        accepts.names |= {parameter.name.lstrip("*") for parameter in list(setter.parameters)[1:]}
    value = getattr(context.obj, "value", None)
    accepts.open = isinstance(value, griffe.Expr) or (isinstance(value, str) and "(" in value)


def _decorators(subject: Target, accepts: Accepts) -> None:
    """Names in a decorator's arguments may be accepted too (`@deprecated_argument("old", "new")`)."""
    node = subject.definition
    for decorator in getattr(node, "decorator_list", ()):
        for child in ast.walk(decorator):
            if isinstance(child, ast.keyword) and child.arg:
                accepts.hidden.add(child.arg)
            elif isinstance(child, ast.Constant) and isinstance(child.value, str):
                accepts.hidden.update(part for part in child.value.replace(",", " ").split() if part.isidentifier())
    if "singledispatch" in subject.decorators or "singledispatchmethod" in subject.decorators:
        _variants(subject, accepts)
    if not subject.is_plain and subject.context is not None and node is not None:
        _unknown_decorators(subject, accepts)


def _variants(subject: Target, accepts: Accepts) -> None:
    """What the variants of a function take that is chosen by the type of its first argument."""
    context, name = subject.context, f"{subject.obj.name}.register"
    nodes = context.package.file(context.obj).nodes.values() if context is not None else ()
    for node in nodes:
        for decorator in getattr(node, "decorator_list", ()):
            target = decorator.func if isinstance(decorator, ast.Call) else decorator
            arguments = getattr(node, "args", None)
            if dotted(target) == name and isinstance(arguments, ast.arguments):
                accepts.hidden |= {one.arg for one in ast.walk(arguments) if isinstance(one, ast.arg)}
                accepts.open |= arguments.kwarg is not None


def _unknown_decorators(subject: Target, accepts: Accepts) -> None:
    """A decorator of this package shows what its wrapper takes; what it names itself, it may take."""
    context = subject.context
    if context is None:
        return
    for decorator in getattr(subject.definition, "decorator_list", ()):
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        found = resolve(context.package, context.module, dotted(target)) if dotted(target) else None
        body = context.package.body(found) if isinstance(found, griffe.Function) else None
        if body is not None:
            accepts.hidden |= body.keys
            accepts.hidden |= {a.arg for f in body.inner.values() for a in [*f.args.kwonlyargs, *f.args.args]}


def _function(package: Package, function: griffe.Object, accepts: Accepts, depth: int) -> None:
    if not isinstance(function, griffe.Function) or (function.path, depth) in accepts.visited:
        return
    accepts.visited.add((function.path, depth))
    for overload in function.overloads or ():
        if isinstance(overload, griffe.Function):
            accepts.names |= {parameter.name.lstrip("*") for parameter in overload.parameters}
    if not any(parameter.kind in _ANY for parameter in function.parameters):
        return  # what its body is like is not asked for
    body, node = package.body(function), package.node(function)
    if body is None:
        accepts.open |= any(p.kind is griffe.ParameterKind.var_keyword for p in function.parameters)
    else:
        _variadic(package, function, body, node, accepts, depth)


def _variadic(  # noqa: PLR0913, PLR0917 - one step of a recursion
    package: Package | None,
    function: griffe.Function | None,
    body: Body,
    node: ast.AST | None,
    accepts: Accepts,
    depth: int,
) -> None:
    """What a function takes through `**kwargs` (and `*args`): keys it reads, what those that it passes it to take."""
    arguments = getattr(node, "args", None)
    if not isinstance(arguments, ast.arguments):
        return
    variadics = {a.arg for a in (arguments.kwarg,) if a}
    positional = {a.arg for a in (arguments.vararg,) if a}
    if not variadics and not positional:
        return
    # Described by another name than the one that is written: `**kwargs` of `**options`.
    accepts.hidden |= _USUAL if variadics else {"args"}
    if variadics:
        accepts.hidden |= body.keys
        # `options = dict(defaults, **kwargs)`: from there on the names are the mapping's
        accepts.hidden |= {value for _, value in body.constants if isinstance(value, str)}
    # Stored, iterated, updated, handed on as it is: who knows what is taken out of it elsewhere.
    accepts.open |= any(body.uses[name] > body.explained[name] for name in variadics)
    by_place = any(body.uses[name] > body.explained[name] for name in positional)
    # An empty body is there to be overridden, with parameters that have names; a callee takes keywords alone.
    accepts.free |= depth == 0 and (by_place or is_empty(node))
    accepts.open |= depth > 0 and is_empty(node)
    if package is not None and function is not None:
        accepts.hidden |= read_elsewhere(package, function, body, node, variadics)
    for name, call in body.forwards:
        if name in variadics:
            _forwarded(package, function, call, accepts, depth)
        elif name in positional and package is not None and function is not None:
            for target in called(package, function, call):
                if isinstance(target, griffe.Function):
                    accepts.hidden |= {parameter.name.lstrip("*") for parameter in target.parameters}
                    # What hands them on once more has no names for them, either.
                    accepts.free |= any(p.kind is griffe.ParameterKind.var_positional for p in target.parameters)


def _forwarded(
    package: Package | None, function: griffe.Function | None, call: ast.Call, accepts: Accepts, depth: int
) -> None:
    """Names that the callee takes; open where it is not in sight."""
    targets = list(called(package, function, call)) if package is not None and function is not None else []
    targets = [_callable(package, target) for target in targets]  # type: ignore[arg-type,misc]
    resolved = [target for target in targets if isinstance(target, griffe.Function)]
    if not resolved or depth >= _DEEPEST:
        accepts.open = True
        return
    if package is not None and function is not None:
        accepts.open |= not any(called(package, function, call, guess=False))  # only one of the same name is known
    for target in resolved:
        accepts.hidden |= {parameter.name.lstrip("*") for parameter in target.parameters}
        if any(p.kind is griffe.ParameterKind.var_keyword for p in target.parameters) and package is not None:
            _function(package, target, accepts, depth + 1)


def _callable(package: Package, target: griffe.Object) -> griffe.Object | None:
    if not target.is_class:
        return target
    found = package.member(target, "__init__")
    return found if isinstance(found, griffe.Object) else None
