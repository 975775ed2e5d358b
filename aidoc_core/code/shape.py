"""The shape of a Griffe object: of what kind it is, what it takes, what it gives, and its signature in one line."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.objects import NO_NAMES, Kind, Parameter, set_of
from aidoc_core.code.special import is_special

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.lookup import Own

_NOTHING = frozenset({"None", "NoReturn", "Never", "typing.NoReturn", "typing.Never"})
# What these calls make is a detail of typing or logging, not an API object of its own.
_NEVER = frozenset({"TypeVar", "ParamSpec", "TypeVarTuple", "NewType", "getLogger", "get_logger"})
_OWNERS = frozenset({"self", "cls"})
_STARS = {"variadic positional": "*", "variadic keyword": "**"}


def kind_of(obj: griffe.Object) -> Kind | None:  # noqa: PLR0911 - one case a line
    """What sort of object it is for us; `None` for what is never documented by us."""
    if obj.parent is not None and obj.parent.is_function:
        return None  # Griffe reads the bodies of constructors, for what they set
    if obj.is_module:
        return "module"
    if obj.is_class:
        return "class"
    if obj.is_function:
        return "function"
    if not obj.is_attribute:
        return None
    if "property" in obj.labels:
        return "property"
    if _callee(getattr(obj, "value", None)) in _NEVER:
        return None
    if is_special(obj.name):
        return "data"  # `__slots__` says how a class is made; no caller reads it
    declared = "class-attribute" in obj.labels or getattr(obj, "annotation", None) is not None
    in_class = obj.parent is not None and obj.parent.is_class
    return "field" if in_class and declared else "data"


def _callee(value: Any) -> str:
    if isinstance(value, griffe.ExprCall):
        return str(value.function).rpartition(".")[2]
    return ""


def results_of(obj: griffe.Object, kind: Kind, does: Own) -> tuple[bool, bool]:
    """Whether it returns a value, and whether it yields some."""
    if kind != "function" or obj.name == "__init__" or "setter" in obj.labels:
        return False, False
    if does.yields:
        return False, True
    annotation = getattr(obj, "returns", None)
    if annotation is None:
        return does.gives, False
    return str(annotation).strip("'\"") not in _NOTHING, False


def parameters_of(obj: griffe.Object) -> Iterator[Parameter]:
    """The parameters that a caller gives."""
    if not isinstance(obj, griffe.Function):
        return
    parameters = list(obj.parameters)
    bound = obj.parent is not None and obj.parent.is_class and "staticmethod" not in obj.labels
    if bound and parameters and parameters[0].kind and not parameters[0].kind.value.startswith(("variadic", "keyword")):
        parameters = parameters[1:]  # self, cls, or however the author calls it
    for parameter in parameters:
        kind = parameter.kind.value if parameter.kind else "positional or keyword"
        variadic = kind.startswith("variadic")
        yield Parameter(
            name=_STARS.get(kind, "") + parameter.name.lstrip("*"),
            kind=kind,  # type: ignore[arg-type]
            annotation=None if parameter.annotation is None else str(parameter.annotation),
            # Griffe says `()` and `{}` for variadics, which nobody wrote.
            default=None if parameter.default is None or variadic else str(parameter.default),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What extensions have made of a signature; names without stars.

    Attributes:
        added: The parameters that are in no code.
        removed: Those that are in the code alone.
        words: Every change, as it identifies a question.
    """

    added: frozenset[str] = NO_NAMES
    removed: frozenset[str] = NO_NAMES
    words: tuple[str, ...] = ()


def changed_parameters(obj: griffe.Object, definition: ast.stmt | None) -> Changed:
    """What extensions have made of a signature."""
    if not isinstance(obj, griffe.Function) or not isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef):
        return Changed()
    shown = frozenset(parameter.name.lstrip("*") for parameter in obj.parameters)
    written = frozenset(node.arg for node in _arguments(definition.args))
    if shown == written:
        return Changed()
    return Changed(
        added=shown - written,
        removed=set_of(written - shown - _OWNERS),
        words=tuple(f"signature {name}" for name in sorted(shown ^ written)),
    )


def _arguments(found: ast.arguments) -> Iterator[ast.arg]:
    yield from (*found.posonlyargs, *found.args, *found.kwonlyargs)
    yield from filter(None, (found.vararg, found.kwarg))


def signature_of(obj: griffe.Object, node: ast.stmt | None) -> str:
    """The line that tells how an object without a definition of its own is used."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        annotation = getattr(obj, "annotation", None)
        return f"{obj.name}: {annotation}" if annotation is not None else obj.name
    if isinstance(obj, griffe.Function):
        result = f" -> {obj.returns}" if obj.returns is not None else ""
        return f"def {obj.name}({', '.join(p.name for p in parameters_of(obj))}){result}"
    return f"{obj.kind.value} {obj.path if obj.is_module else obj.name}"
