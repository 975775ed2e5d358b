"""People's words that stand in code, not in docstrings: `Field(description=…)`, `Annotated[…, Doc(…)]`, `help=…`.

Owns where such words may stand: annotations, defaults, decorators, values, other definitions of the same name. Nothing
is imported or run: words that only running code could tell are known to be there, and are not shown.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.annotated import of_place
from aidoc_core.code.expressions import Here, Scope, words_of
from aidoc_core.code.handwritten import hand_written
from aidoc_core.code.holders import DECORATORS, OPTIONS, first, words_of_call
from aidoc_core.code.objects import Said
from aidoc_core.code.overloads import said_of_overloads
from aidoc_core.code.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.objects import Documented

_PROPERTIES = frozenset({"property", "cached_property", "abstractproperty"})


def read_said(obj: griffe.Object, node: ast.stmt | None, has: Documented) -> Said:
    """What people say of an object in its code.

    Args:
        obj: The object.
        node: Its definition.
        has: What docstrings say; that is left out, for they come first.
    """
    said = _said(obj, node)
    if said.summary == "" and _is_passed_on(node):
        said = replace(said, summary=None)
    return replace(
        said,
        summary=None if has.summary else said.summary,
        parameters=tuple((name, text) for name, text in said.parameters if name.lstrip("*") not in has.parameters),
        returns=None if has.returns or has.yields else said.returns,
        yields=None if has.returns or has.yields else said.yields,
        raises=tuple((name, text) for name, text in said.raises if _last(name) not in has.raises),
    )


def with_said(has: Documented, said: Said) -> Documented:
    """What people document, in docstrings and elsewhere."""
    if not said:
        return has
    return replace(
        has,
        summary=has.summary or said.summary is not None,
        parameters=has.parameters | {name.lstrip("*") for name, _ in said.parameters},
        returns=has.returns or said.returns is not None,
        yields=has.yields or said.yields is not None,
        raises=has.raises | {_last(name) for name, _ in said.raises},
    )


def _said(obj: griffe.Object, node: ast.stmt | None) -> Said:
    here = Scope(obj.parent if obj.parent is not None else obj)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        summary = first(words_of_call(here.at(one), DECORATORS) for one in node.decorator_list)
        returns = of_place(here, node.returns, None)
        if obj.is_attribute:  # a property
            return Said(summary=first([summary, returns, _of_setter(obj)]))
        others = said_of_overloads(obj, here) if isinstance(obj, griffe.Function) else Said()
        parameters = dict(_parameters(here, node))
        return replace(
            others,
            summary=first([summary, others.summary]),
            parameters=(*parameters.items(), *(one for one in others.parameters if one[0] not in parameters)),
            returns=first([returns, others.returns]),
        )
    if isinstance(node, ast.ClassDef):
        return Said(summary=first(words_of_call(here.at(one), DECORATORS) for one in node.decorator_list))
    if isinstance(node, ast.AnnAssign):
        return Said(summary=of_place(here, node.annotation, node.value))
    if isinstance(node, ast.Assign):
        words = of_place(here, None, node.value)
        return Said(summary=_of_value(obj, here.at(node.value)) if words is None else words)
    return Said()


def _is_passed_on(node: ast.stmt | None) -> bool:
    """Whether a method sets an attribute: what only running code can tell may be nothing, or what a caller gave."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return any(isinstance(target, ast.Attribute) for target in targets)


def _parameters(here: Scope, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    defaults = [*[None] * (len(positional) - len(given.defaults)), *given.defaults]
    rows = [(one.arg, one, default) for one, default in zip(positional, defaults, strict=True)]
    rows += [(f"*{one.arg}", one, None) for one in [given.vararg] if one is not None]
    rows += [(one.arg, one, default) for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    rows += [(f"**{one.arg}", one, None) for one in [given.kwarg] if one is not None]
    options = dict(_options(here, node.decorator_list))
    for name, one, default in rows:
        words = of_place(here, one.annotation, default)
        words = options.get(one.arg) if words is None else words
        if words is not None:
            yield name, words


def _options(here: Scope, decorators: list[ast.expr]) -> Iterator[tuple[str, str]]:
    """The parameters that decorators of Click describe, named as Click names them."""
    for call in decorators:
        words = words_of_call(here.at(call), OPTIONS)
        if words is None or not isinstance(call, ast.Call):
            continue
        flags = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        names = [flag for flag in flags if flag.isidentifier()]
        longest = sorted(flags, key=lambda flag: len(flag.lstrip("-")) - len(flag))
        name = names[-1] if names else longest[0].partition("/")[0].strip() if longest else ""
        yield name.lstrip("-").replace("-", "_").lower(), words


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _of_setter(obj: griffe.Object) -> str | None:
    """How the docstring of what sets a property begins."""
    setter = getattr(obj, "setter", None)
    return (_opening(setter) or None) if isinstance(setter, griffe.Function) else None


def _of_another_name(here: Here) -> str | None:
    """How the docstring of a function or class begins that gets a further name, or that a property is made of.

    A further name of what is public itself has no words here: they are shown there, and once is enough.
    """
    node = here.node
    made = isinstance(node, ast.Call) and here.at(node.func).path().rpartition(".")[2] in _PROPERTIES
    if isinstance(node, ast.Call) and made and node.args:
        here = here.at(node.args[0])
    found = here.stands_for()
    words = "" if found is None or not (found.is_function or found.is_class) else _opening(found)
    if found is None or not words:
        return None
    inside = found.path.removeprefix(f"{found.module.path}.").split(".")
    return words if made or any(part.startswith("_") for part in inside) else ""


def _opening(obj: griffe.Object) -> str:
    return inspect.cleandoc(hand_written(obj).text).partition("\n\n")[0].strip()


def _of_value(obj: griffe.Object, value: Here) -> str | None:
    """What the value of a name says of it, where that holds no words of a library's own."""
    words = _of_member(obj, value)
    words = _of_instance(value) if words is None else words
    return _of_another_name(value) if words is None else words


def _of_member(obj: griffe.Object, here: Here) -> str | None:
    """The words of an enumeration's member whose class takes them with its value, and makes them its `__doc__`."""
    cls, node = obj.parent, here.node
    if not isinstance(node, ast.Tuple) or not isinstance(cls, griffe.Class):
        return None
    place, _ = _doc_argument(cls)
    return words_of(here.at(node.elts[place])) if 0 <= place < len(node.elts) else None


def _of_instance(here: Here) -> str | None:
    """The words that an object is made with whose class makes them its `__doc__`, as descriptors do."""
    node = here.node
    cls = here.at(node.func).stands_for() if isinstance(node, ast.Call) else None
    if not isinstance(node, ast.Call) or not isinstance(cls, griffe.Class):
        return None
    place, name = _doc_argument(cls)
    given = [one.value for one in node.keywords if name and one.arg == name]
    given += [node.args[place]] if 0 <= place < len(node.args) else []
    return words_of(here.at(given[0])) if given else None


def _doc_argument(cls: griffe.Class) -> tuple[int, str]:
    """Which of the arguments of a class' own constructor becomes `__doc__`, by place and name; -1 for none."""
    for name in ("__new__", "__init__"):
        made = cls.members.get(name)
        if isinstance(made, griffe.Function):
            place = _doc_place(made)
            if place is not None:
                return place, [parameter.name for parameter in made.parameters][1:][place]
    return -1, ""


def _doc_place(made: griffe.Function) -> int | None:
    """Which of the arguments of a constructor becomes `__doc__`."""
    try:
        tree = parse(textwrap.dedent("\n".join(made.lines)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    names = [parameter.name for parameter in made.parameters][1:]
    for one in ast.walk(tree):
        if not (isinstance(one, ast.Assign) and isinstance(one.value, ast.Name) and one.value.id in names):
            continue
        if any(isinstance(target, ast.Attribute) and target.attr == "__doc__" for target in one.targets):
            return names.index(one.value.id)
    return None
