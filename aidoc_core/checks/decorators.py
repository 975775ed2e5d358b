"""What decorators leave as it is: whether callers pass, get and have to catch what the function under them shows."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import griffe

from aidoc_core.checks.wrappers import Wrapper, written_keys
from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import resolve
from aidoc_core.code.source import Function

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.code.lookup import CodeContext, Package
    from aidoc_core.code.lookup.notes import Note

_PLAIN = frozenset(
    """
    abstractmethod asynccontextmanager cache cached_property classmethod contextmanager final lru_cache overload
    override property staticmethod wraps runtime_checkable dataclass setter total_ordering singledispatch
    singledispatchmethod no_grad inference_mode njit deleter
    """.split()  # noqa: SIM905 - a plain list of names
)
"""Those of the standard library and of others that everybody uses, which change neither arguments nor results."""
_PLAIN_OUTSIDE = frozenset(
    "deprecated old_positionals legacy_api_wrap typechecked beartype jaxtyped profile".split()  # noqa: SIM905
)
"""Likewise, but packages have their own of these names, which are read."""
_OF_MODELS = frozenset("model_validator field_validator field_serializer model_serializer root_validator".split())  # noqa: SIM905
"""Those of pydantic: they give what the function gives, and make another exception of what it raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a decorator leaves as it is.

    Attributes:
        results: Whether a call gives what the function gives.
        raises: Whether what the function raises leaves the call.
        supplied: The arguments that it may put in or take away itself; `None` where that cannot be told.
        read: Whether its own code can be read, with what it raises.
    """

    results: bool = False
    raises: bool = False
    supplied: frozenset[str] | None = None
    read: bool = False

    @property
    def everything(self) -> bool:
        """Whether callers pass and get what the function shows."""
        return self.results and self.supplied == frozenset()


ALL = Kept(results=True, raises=True, supplied=frozenset(), read=True)
_UNKNOWN = Kept()
_VALIDATED = Kept(results=True, supplied=frozenset())
_KNOWN: WeakKeyDictionary[Package, dict[tuple[str, bool], tuple[Kept, frozenset[Note]]]] = WeakKeyDictionary()


def by_name(name: str) -> Kept:
    """What a decorator of a name is known to leave, where its code is not looked at."""
    return ALL if name in _PLAIN else _UNKNOWN


def together(decorators: Iterable[Kept]) -> Kept:
    """What several decorators leave, one around the other."""
    all_of = [*decorators]
    supplied = [one.supplied for one in all_of]
    return Kept(
        results=all(one.results for one in all_of),
        raises=all(one.raises for one in all_of),
        supplied=None if None in supplied else frozenset[str]().union(*(one or frozenset() for one in supplied)),
        read=all(one.read for one in all_of),
    )


def kept(decorator: ast.expr, context: CodeContext | None) -> Kept:
    """What a decorator leaves as it is, by its name or by its code.

    Args:
        decorator: As it is written, called or not.
        context: The way to the code; without one only names tell.
    """
    called = isinstance(decorator, ast.Call)
    name = dotted(decorator.func if isinstance(decorator, ast.Call) else decorator) or ""
    last = name.rpartition(".")[2]
    if last in _PLAIN or context is None or not name:
        return by_name(last)
    package = context.package
    found = resolve(package, context.module, name)
    if not isinstance(found, griffe.Function):
        alike = [one for one in package.by_name.get(last, ()) if isinstance(one, griffe.Function)]
        found = alike[0] if found is None and len(alike) == 1 else None
    if found is None:
        return ALL if last in _PLAIN_OUTSIDE else _VALIDATED if last in _OF_MODELS else _UNKNOWN
    known = _KNOWN.setdefault(package, {})
    return package.notes.remembered(known, (found.path, called), lambda: _read(package, found, called=called))


def _read(package: Package, found: griffe.Function, *, called: bool) -> Kept:
    """What the code of a decorator tells."""
    node = package.node(found)
    wrappers = _wrappers(node, called=called) if isinstance(node, Function) else None
    if not wrappers:
        return Kept(read=node is not None)
    supplied = [_supplied(one, package, found) for one in wrappers]
    return Kept(
        results=all(one.hands_back for one in wrappers),
        raises=all(one.lets_through for one in wrappers),
        supplied=None if None in supplied else frozenset[str]().union(*(one or frozenset() for one in supplied)),
        read=True,
    )


def _supplied(wrapper: Wrapper, package: Package, found: griffe.Function) -> frozenset[str] | None:
    """The keyword arguments that a wrapper sets, also through functions of the package that make them anew."""
    keys = wrapper.keys
    for call, argument in wrapper.remade if keys is not None else ():
        target = resolve(package, found.module, dotted(call.func)) if dotted(call.func) else None
        node = package.node(target) if isinstance(target, griffe.Function) else None
        more = written_keys(node, argument) if isinstance(node, Function) else None
        if more is None or keys is None:
            return None
        keys |= more
    return keys


def _wrappers(node: Function, *, called: bool) -> list[Wrapper] | None:
    """What a decorator may put in the place of a function; `None` where it is something else.

    One that is written with a call returns the decorator itself.
    """
    inner = {one.name: one for one in node.body if isinstance(one, Function)}
    arguments = [one.arg for one in (*node.args.posonlyargs, *node.args.args) if one.arg not in ("self", "cls")]
    found: list[Wrapper] = []
    for value in returned(node):
        name, made_of = _named(value)
        own = inner.get(name)
        if own is not None and (called or made_of):  # `return decorate`, `return decorate(function)`
            deeper = _wrappers(own, called=False)
            if deeper is None:
                return None
            found += deeper
        elif not called and arguments and (name == arguments[0] or own is not None):
            found.append(Wrapper(own, arguments[0]))
        elif called and _is_identity(value):
            found.append(Wrapper(None, ""))
        elif called or not _is_half_called(value):
            return None
    return found


def _named(value: ast.expr) -> tuple[str, bool]:
    """The name that is returned, and whether it is called with a function: `inner`, `wraps(f)(inner)`, `inner(f)`."""
    if isinstance(value, ast.Name):
        return value.id, False
    if not isinstance(value, ast.Call):
        return "", False
    if isinstance(value.func, ast.Call) and len(value.args) == 1:  # `functools.wraps(function)(inner)`
        return _named(value.args[0])
    last = dotted(value.func).rpartition(".")[2]
    if last in ("update_wrapper", "cast") and value.args:
        return _named(value.args[-1] if last == "cast" else value.args[0])
    if isinstance(value.func, ast.Name) and len(value.args) == 1 and isinstance(value.args[0], ast.Name):
        return value.func.id, True
    return "", False


def _is_identity(value: ast.expr) -> bool:
    """`return lambda function: function`."""
    names = [one.arg for one in value.args.args] if isinstance(value, ast.Lambda) else []
    return isinstance(value, ast.Lambda) and isinstance(value.body, ast.Name) and names == [value.body.id]


def _is_half_called(value: ast.expr) -> bool:
    """`return partial(decorate, option=option)`, for where the function is not there yet."""
    return isinstance(value, ast.Call) and dotted(value.func).rpartition(".")[2] == "partial"


def returned(node: Function) -> Iterator[ast.expr]:
    """The values that a function returns, those of functions inside left out."""
    todo: list[ast.AST] = list(node.body)
    while todo:
        one = todo.pop()
        if isinstance(one, ast.Return) and one.value is not None:
            yield one.value
        elif not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            todo += ast.iter_child_nodes(one)
