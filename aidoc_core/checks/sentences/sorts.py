"""What sort of thing sentences say that a function is: property, decorator, context manager and so on."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.families import OPEN, of_annotation
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.generators import surely_yields
from aidoc_core.checks.inferred import result_families
from aidoc_core.checks.kinds import is_of_decorated, only_named
from aidoc_core.checks.recognition.doubt import is_short
from aidoc_core.checks.rule import rule
from aidoc_core.checks.sentences.decided import decided
from aidoc_core.checks.sentences.namesakes import is_method, is_of_another
from aidoc_core.checks.sentences.settable import wrong_of_property, wrongly_no_manager
from aidoc_core.checks.sentences.truths import is_overridden
from aidoc_core.checks.words import words
from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import called
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.rule import Complaint
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext

_NAME = regex(r"\w+")
_ENTERS = frozenset({"contextmanager", "enter", "aenter", "closing", "suppress", "nullcontext", "manager"})
_WRAPS = frozenset(
    {
        "wrap",
        "wraps",
        "wrapper",
        "decorator",
        "decorate",
        "decorated",
        "partial",
        "func",
        "fn",
        "function",
        "callable",
        "callback",
        "cls",
        "view",
        "handler",
    }
)


@rule("AD804", Severity.DROP, "contradiction", english=True)
def wrong_sort(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence says that the object is a property, a decorator or something else that it is not.

    Also a context manager, a class method, a static method, an abstract method, decorated with something that it is
    not, or, of a generator, that it gives everything at once; that a context manager is none. A property with a setter
    is not read-only, one without cannot be set, and none is called. For what is called a coroutine or a generator see
    `AD801` and `AD802`. The rule reports nothing where the code cannot tell.

    Hint: what it is; the sentence is removed.
    """
    if subject.obj.kind == "function":
        yield from decided(said, subject, "is", _is, _is_shown)
    elif subject.obj.kind == "property":
        yield from decided(said, subject, "is", wrong_of_property)


def _is_shown(one: Statement, subject: Target) -> bool:
    """Whether code that the sentence writes out, or what the body does, can only mean what was read.

    A decorator is named; a body does so much that nobody would call it abstract; an item of a generator is taken by its
    number; what a `with` statement calls is written, and nothing else. The statement itself is also written of the
    block of something else that it may be called in.
    """
    if one.value == "abstract":
        return is_short(one.sentence) and len(getattr(subject.definition, "body", ())) > _LEFT_OPEN
    if one.value == "no generator":
        taken = {match[1] or match[2] for match in _BY_NUMBER.finditer(one.sentence)}
        return is_short(one.sentence) and bool(taken) and taken.isdisjoint(subject.own_names)
    if one.value == "context manager":
        spans = _SPAN.findall(one.sentence)
        return is_short(one.sentence) and bool(spans) and all(map(_OF_WITH.match, spans))
    return one.value.startswith("decorated:")


_BY_NUMBER = regex(r"`[^`\n]{0,40}?(?:(\w+)\[-?\d+\]|\blen\((\w*)\))[^`\n]{0,40}`")
_SPAN = regex(r"(?<!`)`{1,3}([^`\n]+)`")
_OF_WITH = regex(r"__a?(?:enter|exit)__")


_LEFT_OPEN = 2
"""Statements, the docstring among them, of a body that only stands in for those of subclasses."""


def _is(one: Statement, subject: Target) -> tuple[str, str] | None:  # noqa: PLR0911 - a sort a line
    if one.value == "no generator":
        if not surely_yields(one.sentence, subject) or is_of_another(one, subject):
            return None
        return "says that it gives everything at once, but it is a generator", "It is a generator."
    if one.value == "no context manager":
        return wrongly_no_manager(one, subject)
    if one.value.startswith("decorated:"):
        return _undecorated(one.value.partition(":")[2], subject)
    if is_of_another(one, subject) or is_of_decorated(one, subject) or _is_only_overridden(one, subject):
        return None
    no = _NO.get(one.value)
    if no is None or not no(subject) or only_named(one, subject):
        return None
    sort = f"an {one.value} method" if one.value == "abstract" else f"a {one.value}"
    return f"says that it is {sort}, which it is not", f"It is not {sort}."


def _undecorated(name: str, subject: Target) -> tuple[str, str] | None:
    """What is wrong with a decorator that is named: the object has none of the name, nor what stands for it."""
    last = name.rpartition(".")[2]
    written = getattr(subject.definition, "decorator_list", None)
    if written is None or subject.context is None or last in subject.own_names:
        return None
    names = {dotted(one.func if isinstance(one, ast.Call) else one) for one in written}
    module = subject.context.module
    targets = {_target(module, one) for one in names if one}
    if any(last == part for path in (*names, *subject.decorators, *targets) for part in path.split(".")):
        return None
    has = f"It has {', '.join(f'`@{one}`' for one in sorted(names) if one)}." if any(names) else "It has no decorator."
    return f"says that it is decorated with '{name}', which it is not", has


def _target(module: griffe.Object, name: str) -> str:
    """What a name was imported as: `memo` of `from functools import cache as memo`."""
    first, _, rest = name.partition(".")
    return f"{module.imports.get(first, first)}.{rest}"


def is_generator(subject: Target) -> bool:
    """Whether a function surely is one, with no value that is returned beside it."""
    body = subject.body
    if body is None or not body.yields or not subject.obj.yields_value or subject.is_context_manager:
        return False
    return subject.kept.results and not subject.is_stub and not body.returns


def _no_property(subject: Target) -> bool:
    own = {subject.obj.name, *(parameter.name for parameter in subject.obj.parameters)}
    if is_method(subject) or subject.decorators:
        own |= {subject.obj.path, *subject.own_names}
    if any(word in _OF_ATTRIBUTES for name in own for word in words(name)):
        return False
    if any("property" in name for name in subject.obj.decorators):
        return False
    return subject.is_plain or not is_method(subject) or any(p.default is None for p in subject.obj.parameters)


_OF_ATTRIBUTES = frozenset(
    {"property", "properties", "prop", "props", "attr", "attrs", "attribute", "attributes", "field"}
)
"""Words of code whose matter is what sentences call a property."""


def _no_class_method(subject: Target) -> bool:
    if "classmethod" in subject.decorators or _first(subject) in ("cls", "klass", "mcs", "mcls"):
        return False
    return subject.is_plain or not is_method(subject) or _first(subject) == "self"


def _no_static_method(subject: Target) -> bool:
    if "staticmethod" in subject.decorators:
        return False
    return subject.is_plain or not is_method(subject) or _first(subject) in ("self", "cls")


def _no_abstract(subject: Target) -> bool:
    if _speaks_of(_ABSTRACT, subject):
        return False
    return (not subject.is_stub and not _is_hook(subject)) or not is_method(subject)


def _is_only_overridden(one: Statement, subject: Target) -> bool:
    """Whether a sentence says no more than that a method is there to be overridden, and others do so."""
    if one.value != "abstract" or not _OVERRIDDEN.search(one.sentence) or subject.context is None:
        return False
    return is_overridden(subject, subject.context)


_OVERRIDDEN = regex(
    r"^(?![\s\S]*(?:abstract|NotImplemented|\b(?:must|obliged|required|ha(?:s|ve)\s+to)\b|\bempty\b|\bnothing\b|\bstub\b|\bplaceholder|\bno\s+(?:\w+\s+)?(?:implementation|body|code|logic)\b))"
    r"[\s\S]*\boverrid",
    re.IGNORECASE,
)
_ABSTRACT = frozenset({"abstract", "abstractmethod", "abstractmethods", "isabstractmethod"})
"""Words of code that asks of others whether they are abstract."""


def _is_hook(subject: Target) -> bool:
    """Whether a method only gives a fixed value, or what it was given: there to be overridden, as often as not.

    A generator may give its object alone, which others go on from.
    """
    own = getattr(subject.definition, "body", [])
    own = own[1:] if own and isinstance(own[0], ast.Expr) and isinstance(own[0].value, ast.Constant) else own
    match own:
        case [ast.Return()]:
            given = {"self"}
        case [ast.Expr(value=ast.Yield() | ast.YieldFrom())]:
            given = set()
        case _:
            return False
    nodes = [*ast.walk(own[0])]
    made = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    return not any(isinstance(node, ast.Await | ast.Subscript | ast.Attribute) for node in nodes) and all(
        node.id[:1].isupper() if id(node) in made else node.id not in given
        for node in nodes
        if isinstance(node, ast.Name)
    )


def _no_member_of_class(subject: Target) -> bool:
    """Whether it is neither a class method nor a static one, and stands in a class."""
    return _first(subject) == "self" and is_method(subject) and _no_class_method(subject) and _no_static_method(subject)


def _first(subject: Target) -> str:
    """The first parameter of a function as written."""
    arguments = getattr(subject.definition, "args", None)
    if not isinstance(arguments, ast.arguments):
        return ""
    return next((one.arg for one in (*arguments.posonlyargs, *arguments.args)), "")


def _no_context_manager(subject: Target) -> bool:
    if subject.is_context_manager or not subject.kept.results or subject.is_stub or subject.obj.yields_value:
        return False
    if _gives_one_that_enters(subject) or _gives_of_others(subject) or _is_run_by_with(subject):
        return False
    return (
        not subject.obj.returns_value or of_annotation(subject.annotation) != OPEN or not _speaks_of(_ENTERS, subject)
    )


def _is_run_by_with(subject: Target) -> bool:
    """Whether what its class does where a `with` block is left runs a method: `close` of `__exit__`."""
    context = subject.context
    if context is None or context.owner is None:
        return False
    for name in ("__exit__", "__aexit__"):
        member = context.package.member(context.owner, name)
        flow = context.package.flow(member) if isinstance(member, griffe.Function) else None
        if flow is not None and f"self.{subject.obj.name}" in flow.runs:
            return True
    return False


def _gives_of_others(subject: Target) -> bool:
    """Whether a value that is returned comes from a call of other code, and nothing tells of which type it is."""
    if subject.annotation or subject.body is None or result_families(subject) != OPEN:
        return False
    package = subject.context.package if subject.context is not None else None
    return any(
        isinstance(value, ast.Call) and (package is None or not any(called(package, subject.context.obj, value)))  # type: ignore[union-attr]
        for value in subject.body.returns
    )


def _gives_inner_of_callee(subject: Target) -> bool:
    """Whether a value that is returned comes from a function of the package that defines others, as decorators do."""
    context = subject.context
    if context is None or subject.body is None:
        return False
    made = (one for value in subject.body.returns if isinstance(value, ast.Call) for one in _called(value, context))
    return any((body := context.package.body(one)) is not None and body.inner for one in made)


def _called(call: ast.Call, context: CodeContext) -> Iterator[griffe.Object]:
    return called(context.package, context.obj, call)


def _gives_one_that_enters(subject: Target) -> bool:
    """Whether the annotation, or a returned call, names a class of the package that can stand behind `with`."""
    context = subject.context
    if context is None:
        return False
    annotated = set(_NAME.findall(subject.annotation))
    for name in annotated | (subject.body.words if subject.body else set()):
        for obj in context.package.by_name.get(name, ()):
            enters = [context.package.member(obj, one) for one in ("__enter__", "__aenter__")] if obj.is_class else []
            found = next((one for one in enters if one is not None), None)
            # Of what the body only mentions, the class has to show it.
            if isinstance(found, griffe.Object) or (found is not None and name in annotated):
                return True
    return False


def _no_decorator(subject: Target) -> bool:
    if (
        not subject.kept.results
        or subject.is_stub
        or subject.is_context_manager
        or (subject.body is not None and subject.body.inner)
    ):
        return False
    if any(isinstance(node, ast.Lambda) for node in ast.walk(subject.definition)) if subject.definition else True:
        return False
    if _gives_what_it_gets(subject) or _gives_of_others(subject) or _gives_inner_of_callee(subject):
        return False
    families = of_annotation(subject.annotation)
    if not subject.obj.returns_value or (families != OPEN and "callable" not in families):
        return True
    return not _speaks_of(_WRAPS, subject)


def _gives_what_it_gets(subject: Target) -> bool:
    """Whether a function gives back its one argument, so that it may stand above a definition: to register it."""
    own = [one.name for one in subject.obj.parameters if one.name not in ("self", "cls") or not is_method(subject)]
    given = subject.body.returns if subject.body is not None else []
    return bool(own and given) and all(isinstance(one, ast.Name) and one.id == own[0] for one in given)


def _speaks_of(of: frozenset[str], subject: Target) -> bool:
    """Whether the code of a function has one of these words."""
    names = {subject.obj.name, subject.annotation, *subject.own_names} - {"cls"}
    return any(word in of for name in names for word in words(name))


_NO: dict[str, Callable[[Target], bool]] = {
    "property": _no_property,
    "class method": _no_class_method,
    "static method": _no_static_method,
    "class or static method": _no_member_of_class,
    "abstract": _no_abstract,
    "context manager": _no_context_manager,
    "decorator": _no_decorator,
}
