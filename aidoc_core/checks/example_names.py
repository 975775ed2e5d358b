"""AD705 and AD706: names and members that an example uses, against what it binds and what classes have."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.example_code import imports_of, nodes_of, tree_of
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import resolve
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext

_KNOWN = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__", "_"}


@rule("AD705", Severity.DROP, "contradiction")
def unknown_member(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The example uses an attribute or method that does not exist.

    The rule knows modules and classes of the package that the example imports, and variables that hold an instance of
    such a class: by a call of the class, or of a function that is annotated with it. It reports nothing where a class
    may have members that its code does not show.

    Hint: the name; the example is removed.
    """
    context = subject.context
    if context is None or tree_of(said, subject) is None:
        return
    imports = imports_of(said, subject)
    holds = _instances(said, subject, context, imports)
    for node in nodes_of(said, subject):
        if not isinstance(node, ast.Attribute):
            continue
        value = node.value
        owner = holds.get(value.id) if isinstance(value, ast.Name) else _made(value, context, imports)
        if owner is None and (path := dotted(value)):
            owner = _imported(path, context, imports)
        if owner is not None and context.package.member(owner, node.attr) is None and not _takes_any(owner, context):
            yield _complaint(
                f"has an example that uses '{node.attr}' of {owner.name}, which does not exist",
                f"`{owner.name}` has no `{node.attr}`.",
            )
            return


@rule("AD706", Severity.DROP, "format")
def undefined_name(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The example uses a name that it does not define.

    Whoever copies it gets a `NameError`. Names of the object's own module need no import, since documentation often
    leaves it out.

    Hint: import or define the name; the example is removed.
    """
    bound: set[str] = set(imports_of(said, subject))
    for node in nodes_of(said, subject):
        bound.update(_binds(node))
    if "*" in bound:
        return
    obj, context = subject.obj, subject.context
    bound |= {obj.name, *obj.path.split("."), *(context.module.members if context is not None else ())}
    for node in nodes_of(said, subject):
        if isinstance(node, ast.Name) and node.id not in bound and node.id not in _KNOWN:
            yield _complaint(
                f"has an example with the undefined name '{node.id}'", f"The example does not define `{node.id}`."
            )
            return


def _binds(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.MatchMapping(rest=str(name)):
            yield name
        case ast.ImportFrom(names=names) if any(alias.name == "*" for alias in names):
            yield "*"
        case ast.ImportFrom(names=names) | ast.Import(names=names):
            yield from ((alias.asname or alias.name).partition(".")[0] for alias in names)


def _instances(
    said: Claims, subject: Target, context: CodeContext, imports: dict[str, str]
) -> dict[str, griffe.Object]:
    """Variables that are set once, with the class of the package that they hold an instance of."""
    found: dict[str, griffe.Object] = {}
    often: set[str] = set()
    for node in nodes_of(said, subject):
        pairs: list[tuple[ast.expr, ast.expr]] = []
        if isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            often.update(name.id for name in ast.walk(node.optional_vars) if isinstance(name, ast.Name))
        for target, value in pairs:
            owner = _made(value, context, imports)
            if not isinstance(target, ast.Name) or owner is None or target.id in found:
                often.update(name.id for name in ast.walk(target) if isinstance(name, ast.Name))
            else:
                found[target.id] = owner
    return {name: owner for name, owner in found.items() if name not in often}


def _made(node: ast.expr, context: CodeContext, imports: dict[str, str]) -> griffe.Object | None:
    """The class whose instance a call gives, by its name or by the annotation of a function."""
    if not isinstance(node, ast.Call) or not (path := dotted(node.func)):
        return None
    called = _imported(path, context, imports)
    if called is None and path.partition(".")[0] not in imports:
        found = context.package.descend(context.module, path)
        called = found if isinstance(found, griffe.Object) else None
    if isinstance(called, griffe.Class):
        # `__new__`, a metaclass or a decorator may give something else.
        own_new = isinstance(context.package.member(called, "__new__"), griffe.Object)
        return None if called.decorators or own_new else called
    if isinstance(called, griffe.Function) and not called.decorators and "async" not in called.labels:
        returned = resolve(context.package, called, str(called.returns or "").strip("'\""))
        return returned if isinstance(returned, griffe.Class) else None
    return None


def _imported(path: str, context: CodeContext, imports: dict[str, str]) -> griffe.Object | None:
    """The module, class or function of the package that a dotted name in the example stands for."""
    first, _, rest = path.partition(".")
    if first not in imports:
        return None
    found = context.package.find(".".join(filter(None, (imports[first], rest))))
    return found if isinstance(found, griffe.Module | griffe.Class | griffe.Function) else None


def _complaint(message: str, hint: str) -> Complaint:
    return Complaint(message=message, hint=hint, where="example", cut="entry")


_BY_NAME = regex(
    r"\b(?:setattr|__setattr__)\(\s*self\s*,\s*(?![\"'])|\b(?:self\.__dict__|vars\(self\))(?:\.update\(|\[\w+\]\s*=|\s*\|?=)"
)
"""Where a class gets attributes by names that only callers know: `setattr(self, name, value)`."""


def _takes_any(owner: griffe.Object, context: CodeContext, deep: int = 4) -> bool:
    """Whether a class, or one that it is made of, sets attributes by names that its code does not show."""
    if not isinstance(owner, griffe.Class) or not deep:
        return False
    if any(_BY_NAME.search(line) for line in context.package.code(owner)):
        return True
    return any(
        _takes_any(base, context, deep - 1) for base in context.package.bases(owner) if isinstance(base, griffe.Class)
    )
