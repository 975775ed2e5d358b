"""Statements that give an object its docstring: `f.__doc__ = …`, `update_wrapper(f, g)`, `@wraps(g)`, also in loops."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_TRANSPARENT = frozenset({"__func__", "__wrapped__", "fget", "func"})
"""What leads from an object to the function in it, which has its docstring."""
_SIGNS = ("__doc__", "@", "wraps", "update_wrapper")
"""What stands in the text of every such statement."""
_DEFINING = ("@", "def ", "async ", "class ", "for ")
"""How lines begin that tell what a decorator decorates, and what that is called."""
_DECORATOR = regex(r"@[\w.]+\s*(?:\(|#|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A statement that gives an object its docstring.

    Attributes:
        names: What the object may be called in the module, the likeliest first; empty for the module itself.
        source: The same of the object whose docstring is copied; empty for a text of whatever origin.
        decorator: The same of a decorator that may give a docstring; empty for all that surely do.
        called: Whether this decorator has arguments.
    """

    names: tuple[str, ...]
    source: tuple[str, ...] = ()
    decorator: tuple[str, ...] = ()
    called: bool = False


def of_decorators(lines: Sequence[str]) -> list[str] | None:
    """The lines of a module that tell of all that gives docstrings there, where that is decorators alone.

    Args:
        lines: The module.

    Returns:
        None where other code may do so, or decorators are written in an unusual way.
    """
    if any(sign in line for line in lines for sign in _SIGNS if sign != "@"):
        return None
    found = [line for line in lines if line.lstrip().startswith(_DEFINING)]
    loop = sys.maxsize
    for line in found:
        depth, text = len(line) - len(line.lstrip()), line.strip()
        loop = sys.maxsize if depth <= loop else loop
        if text.startswith("for "):
            loop = min(loop, depth)
        elif text.startswith("@") and (depth > loop or not _DECORATOR.match(text)):
            return None  # the names of loops may be decorators
    return found


def settings(tree: ast.Module, text: str) -> tuple[Setting, ...]:
    """The statements of a module that give objects their docstrings.

    Args:
        tree: The module.
        text: Its text.
    """
    if not any(sign in text for sign in _SIGNS):
        return ()
    return tuple(_Statements(_constants(tree)).walk(tree.body))


def givers(tree: ast.Module, text: str) -> dict[str, frozenset[bool]]:
    """The functions and classes of a module that give what they decorate a docstring that it does not have itself.

    Args:
        tree: The module.
        text: Its text.

    Returns:
        By name: whether they do so with arguments (`True`), without (`False`), or both.
    """
    found: dict[str, frozenset[bool]] = {}
    waiting = list(tree.body) if "__doc__" in text else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            found[node.name] = frozenset(chain.from_iterable(_given([node], 0, {})))
        else:
            waiting += _inside(node)
    return {name: ways for name, ways in found.items() if ways}


def _given(body: Iterable[ast.stmt], depth: int, parameters: Mapping[str, int]) -> Iterator[frozenset[bool]]:
    """The ways in which statements give a docstring; `parameters` tells how deep the functions are that take them."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _given(node.body, depth + 1, parameters)
        elif isinstance(node, _FUNCTIONS):
            own = dict.fromkeys((one.arg for one in ast.walk(node.args) if isinstance(one, ast.arg)), depth)
            yield from _given(node.body, depth + 1, {**parameters, **own})
        elif not (isinstance(node, ast.If) and "__doc__" in ast.unparse(node.test)):
            if isinstance(node, ast.Assign | ast.AugAssign) and not _is_nothing(node.value) and _sets(node):
                yield _ways(node.value, parameters)
            yield from _given(_inside(node), depth, parameters)


def _ways(value: ast.expr, parameters: Mapping[str, int]) -> frozenset[bool]:
    """In which ways a text is not what is decorated has itself: that comes first, or else to the function inside."""
    copied = value.value if isinstance(value, ast.Attribute) and value.attr == "__doc__" else None
    if not isinstance(copied, ast.Name) or copied.id not in parameters:
        return frozenset({True, False})
    return frozenset({True} if parameters[copied.id] == 0 else ())


def _sets(node: ast.Assign | ast.AugAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(isinstance(one, ast.Attribute) and one.attr == "__doc__" for one in targets)


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    made = [(node.targets, node.value) for node in tree.body if isinstance(node, ast.Assign)]
    return {target.id: value for targets, value in made for target in targets if isinstance(target, ast.Name)}


@dataclass(frozen=True, slots=True)
class _Statements:
    """Statements, and what the names in them mean.

    Attributes:
        constants: What the module's names stand for.
        scope: The classes around the statements.
        inside: Whether they stand in a function.
        bound: What names of loops stand for: names of the module, or texts.
    """

    constants: Mapping[str, ast.expr]
    scope: str = ""
    inside: bool = False
    bound: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def walk(self, body: Iterable[ast.stmt]) -> Iterator[Setting]:
        """Every setting in some statements, the inner ones too."""
        for node in body:
            yield from self._decorated(node)
            yield from self._assigned(node)
            yield from self._called(getattr(node, "value", None))
            if isinstance(node, ast.ClassDef):
                yield from replace(self, scope=_joined(self.scope, node.name), bound={}).walk(node.body)
            elif isinstance(node, _FUNCTIONS):
                found = list(replace(self, scope="", inside=True, bound={}).walk(node.body))
                own = _own_names(node) if found else frozenset()
                yield from (one for one in found if one.names[0].partition(".")[0] not in own)
            elif isinstance(node, ast.For):
                bound = self.bound | dict(self._loop(node.target, list(_elements(node.iter, self.constants))))
                yield from replace(self, bound=bound).walk([*node.body, *node.orelse])
            else:
                yield from self.walk(_inside(node))

    def _decorated(self, node: ast.stmt) -> Iterator[Setting]:
        """`@wraps(g)`, and decorators that may set `__doc__`."""
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            return
        for one in node.decorator_list:
            if isinstance(one, ast.Call) and _last(one.func) == "wraps" and one.args:
                yield from self._settings([node.name], one.args[0])
                continue
            called = isinstance(one, ast.Call)
            for name in self._names(one.func if isinstance(one, ast.Call) else one):
                yield Setting(names=self._candidates(node.name), decorator=self._candidates(name), called=called)

    def _assigned(self, node: ast.stmt) -> Iterator[Setting]:
        """`f.__doc__ = …`, of a class also `__doc__ = …` in its body."""
        if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) or _is_nothing(node.value):
            return
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        copied = node.value if isinstance(node, ast.Assign) and _last(node.value) == "__doc__" else None
        for target in chain.from_iterable(map(_parts, targets)):
            if isinstance(target, ast.Attribute) and target.attr == "__doc__":
                yield from self._settings(self._names(target.value), getattr(copied, "value", None))
            elif isinstance(target, ast.Name) and target.id == "__doc__" and not self.inside:
                yield Setting(names=(self.scope,) if self.scope else ())
            elif isinstance(target, ast.Name) and self.bound and isinstance(node, ast.Assign):
                self.bound[target.id] = tuple(self._names(node.value))

    def _called(self, call: ast.expr | None) -> Iterator[Setting]:
        """`update_wrapper(f, g)`, `wraps(g)(f)`, `setattr(f, "__doc__", …)`."""
        if not isinstance(call, ast.Call) or not call.args:
            return
        name = _last(call.func)
        if name == "update_wrapper" and len(call.args) > 1:
            yield from self._settings(self._names(call.args[0]), call.args[1])
        elif name == "setattr" and len(call.args) > 2 and _text(call.args[1]) == "__doc__":  # noqa: PLR2004
            yield from self._settings(self._names(call.args[0]), None)
        elif isinstance(call.func, ast.Call) and _last(call.func.func) == "wraps" and call.func.args:
            yield from self._settings(self._names(call.args[0]), call.func.args[0])

    def _settings(self, names: Iterable[str], source: ast.expr | None) -> Iterator[Setting]:
        copied = next(iter(self._names(source)), "") if source is not None else ""
        for name in filter(None, names):
            yield Setting(names=self._candidates(name), source=self._candidates(copied))

    def _candidates(self, name: str) -> tuple[str, ...]:
        """What a name may mean here: a member of the class, or of the module."""
        return tuple(dict.fromkeys((_joined(self.scope, name), name))) if name else ()

    def _names(self, node: ast.expr) -> Iterator[str]:
        """What the module calls the objects that an expression may stand for."""
        if isinstance(node, ast.Name):
            yield from self.bound.get(node.id, (node.id,))
        elif isinstance(node, ast.Attribute):
            own = "" if node.attr in _TRANSPARENT else node.attr
            yield from (_joined(name, own) for name in self._names(node.value))
        elif isinstance(node, ast.Call) and _last(node.func) == "getattr" and len(node.args) > 1:
            yield from (_joined(name, key) for name in self._names(node.args[0]) for key in self._texts(node.args[1]))
        elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Call):
            table = _last(node.value.func) in ("globals", "vars") and not node.value.args
            yield from self._texts(node.slice) if table else ()

    def _texts(self, node: ast.expr) -> Iterator[str]:
        if isinstance(node, ast.Name):
            yield from self.bound.get(node.id, ())
        elif text := _text(node):
            yield text

    def _loop(self, target: ast.expr, elements: list[ast.expr]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What the names of a loop stand for."""
        if isinstance(target, ast.Name):
            meant = ([_text(one)] if _text(one) else self._names(one) for one in elements)
            yield target.id, tuple(chain.from_iterable(meant))
        elif isinstance(target, ast.Tuple):
            rows = [one.elts for one in elements if isinstance(one, ast.Tuple | ast.List)]
            for place, part in enumerate(target.elts):
                yield from self._loop(part, [row[place] for row in rows if place < len(row)])


def _elements(node: ast.expr, constants: Mapping[str, ast.expr]) -> Iterator[ast.expr]:
    """What a loop goes through, as far as it stands there."""
    if isinstance(node, ast.Name):
        node = constants.get(node.id, node)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        yield from node.elts
    elif isinstance(node, ast.Dict):
        yield from filter(None, node.keys)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        of = node.func.value
        pairs = constants.get(of.id, of) if isinstance(of, ast.Name) else of
        if isinstance(pairs, ast.Dict):
            keys = [key or ast.Constant(None) for key in pairs.keys]
            both = [ast.Tuple([key, value]) for key, value in zip(keys, pairs.values, strict=True)]
            views: dict[str, list[ast.expr]] = {"keys": keys, "values": pairs.values, "items": [*both]}
            yield from views.get(node.func.attr, [])


def _own_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """The names that a function and those in it make for themselves."""
    names = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
    names |= {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    names |= {node.name for node in ast.walk(function) if isinstance(node, (*_FUNCTIONS, ast.ClassDef))}
    return frozenset(names)


def _inside(node: ast.stmt) -> Iterator[ast.stmt]:
    """The statements of a statement that makes no scope of its own."""
    for name in ("body", "orelse", "finalbody"):
        yield from getattr(node, name, ())
    for one in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield from one.body


def _parts(target: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Tuple | ast.List):
        for one in target.elts:
            yield from _parts(one)
    else:
        yield target


def _is_nothing(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and not value.value)


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _last(node: ast.expr) -> str:
    """The last part of a dotted name."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _joined(*parts: str) -> str:
    return ".".join(filter(None, parts))
