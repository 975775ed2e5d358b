"""Which types a body returns, where its expressions show it: literals, comparisons, builtins, names bound to these."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.families import OPEN, of_annotation, of_value
from aidoc_core.code.lookup.callees import called

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aidoc_core.checks.target import Target

_OF_NODES: tuple[tuple[tuple[type[ast.expr], ...], str], ...] = (
    ((ast.Dict, ast.DictComp), "dict"),
    ((ast.List, ast.ListComp), "list"),
    ((ast.Set, ast.SetComp), "set"),
    ((ast.Tuple,), "tuple"),
    ((ast.JoinedStr,), "str"),
    ((ast.GeneratorExp,), "iterator"),
)
_OF_CALLS: dict[str, str] = {
    **{name: name for name in ("str", "int", "float", "bool", "list", "dict", "set", "tuple", "bytes", "bytearray")},
    **dict.fromkeys(("repr", "format", "chr", "hex", "oct", "bin", "ascii", "input"), "str"),
    **dict.fromkeys(("len", "ord", "hash", "id"), "int"),
    **dict.fromkeys(("isinstance", "issubclass", "callable", "hasattr", "any", "all"), "bool"),
    "sorted": "list",
    "frozenset": "set",
}
"""What calls of builtins give."""
_OF_METHODS: dict[str, str] = {
    **dict.fromkeys(
        ("strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "casefold", "swapcase", "zfill",
         "ljust", "rjust",
         "removeprefix", "removesuffix", "expandtabs", "isoformat", "strftime", "hexdigest", "as_posix", "read_text"),
        "str",
    ),
    **dict.fromkeys(("splitlines", "readlines"), "list"),
    **dict.fromkeys(
        ("startswith", "endswith", "isdigit", "isalpha", "isalnum", "isnumeric", "isspace", "islower", "isupper",
         "isidentifier",
         "issubset", "issuperset", "isdisjoint", "is_file", "is_dir", "exists", "is_absolute"),
        "bool",
    ),
}  # fmt: skip
"""What methods give that only texts, sets and paths have; of bytes, some give bytes."""
_MAPPINGS = frozenset({"dict", "list", "set", "tuple", "str", "int", "float", "bool"})
_NUMBERS = frozenset({"int", "float"})
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def result_families(subject: Target) -> frozenset[str]:
    """The families of what a function returns, by its annotation, else by its body; `OPEN` where that does not tell."""
    if "result" not in subject.memory:
        subject.memory["result"] = _result_families(subject)
    found: frozenset[str] = subject.memory["result"]
    return found


def _result_families(subject: Target) -> frozenset[str]:
    if subject.obj.yields_value or not subject.kept.results or (subject.is_stub and not subject.annotation):
        return OPEN
    if subject.annotation:
        return of_annotation(subject.annotation)
    body = subject.body
    if body is None or not body.returns or body.yields:
        return OPEN
    bound = _bound(subject)
    families = frozenset[str]().union(*(_of(value, bound, subject) for value in body.returns))
    return OPEN if "*" in families else families | {"none"}


def gives_whole(subject: Target) -> bool:
    """Whether what is returned is surely no iterator: a list, a number, or what else is made at once."""
    families = result_families(subject) - {"none"}
    return bool(families) and families <= _WHOLE


_WHOLE = frozenset(
    {"int", "float", "complex", "str", "bytes", "bytearray", "bool", "list", "tuple", "dict", "set", "path",
     "datetime", "timedelta",
     "date", "decimal"}
)  # fmt: skip


def plain_names(subject: Target) -> frozenset[str]:
    """The names in a body that only ever stand for plain values of Python: lists, texts, numbers.

    Args:
        subject: The function.
    """
    if "plain names" not in subject.memory:
        bound = _bound(subject)
        passed = {one.name: of_annotation(one.annotation) for one in subject.obj.parameters}
        subject.memory["plain names"] = frozenset(
            name
            for name, given in bound.items()
            if (given == [None] and _is_plain(passed.get(name, OPEN))) or _are_plain(given, bound, subject)
        )
    found: frozenset[str] = subject.memory["plain names"]
    return found


def _are_plain(given: list[ast.expr | None], bound: Mapping[str, list[ast.expr | None]], subject: Target) -> bool:
    return all(value is not None and _is_plain(_of(value, bound, subject)) for value in given)


def _is_plain(families: frozenset[str]) -> bool:
    return families != OPEN and families - {"none"} <= _WHOLE


def _bound(subject: Target) -> Mapping[str, list[ast.expr | None]]:
    """By name, the values that a body gives it; `None` for one that it gets otherwise: by a loop, a caller."""
    found: dict[str, list[ast.expr | None]] = {}
    todo: list[ast.AST] = [*getattr(subject.definition, "body", ())]
    for parameter in subject.obj.parameters:
        found.setdefault(parameter.name.lstrip("*"), []).append(None)
    while todo:
        node = todo.pop()
        if isinstance(node, _SCOPES):
            found.setdefault(getattr(node, "name", ""), []).append(None)
            continue
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                found.setdefault(name, []).append(value)
                todo.append(value)
                continue
            case ast.AugAssign(target=ast.Name(id=name), value=value, op=op):
                found.setdefault(name, []).append(value if isinstance(op, ast.Add) else None)
                todo.append(value)
                continue
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.setdefault(name, []).append(None)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                for name in names:
                    found.setdefault(name, []).append(None)
        todo += ast.iter_child_nodes(node)
    return found


def _of(node: ast.expr, bound: Mapping[str, list[ast.expr | None]], subject: Target, deep: int = 4) -> frozenset[str]:  # noqa: C901, PLR0911 - a kind of node a line
    if deep < 0:
        return OPEN
    match node:
        case ast.Constant():
            return of_value(node)
        case ast.Compare(ops=ops):
            plain = all(isinstance(op, ast.Is | ast.IsNot | ast.In | ast.NotIn) for op in ops)
            return frozenset({"bool"}) if plain or _compares_plain(node, bound, subject, deep) else OPEN
        case ast.UnaryOp(op=ast.Not()):
            return frozenset({"bool"})
        case ast.BoolOp(values=values):
            return _together([_of(value, bound, subject, deep - 1) for value in values])
        case ast.IfExp(body=one, orelse=other):
            return _together([_of(one, bound, subject, deep - 1), _of(other, bound, subject, deep - 1)])
        case ast.BinOp(left=left, right=right, op=op):
            return _of_operation(_of(left, bound, subject, deep - 1), _of(right, bound, subject, deep - 1), op)
        case ast.Name(id=name):
            given = bound.get(name, [None])
            if None in given:
                return OPEN
            return _together([_of(value, bound, subject, deep - 1) for value in given if value is not None])
        case ast.Call():
            return _of_call(node, bound, subject, deep)
    family = next((family for kinds, family in _OF_NODES if isinstance(node, kinds)), "")
    return frozenset({family}) if family else OPEN


def _together(families: list[frozenset[str]]) -> frozenset[str]:
    found = frozenset[str]().union(*families)
    return OPEN if "*" in found else found


def _compares_plain(node: ast.Compare, bound: Mapping[str, list[ast.expr | None]], subject: Target, deep: int) -> bool:
    """Whether what is compared is plain: arrays compare their elements, query builders make an expression."""
    sides = [node.left, *node.comparators]
    families = [_of(side, bound, subject, deep - 1) for side in sides]
    if any(one != OPEN and one <= _MAPPINGS for one in families):
        return not any(isinstance(side, ast.Attribute | ast.Subscript) for side in sides) or _is_annotated_plain(
            subject
        )
    return all(_parameter_family(side, subject) <= _MAPPINGS for side in sides)


def _is_annotated_plain(subject: Target) -> bool:
    return all(
        of_annotation(one.annotation) != OPEN for one in subject.obj.parameters if one.name not in ("self", "cls")
    )


def _parameter_family(node: ast.expr, subject: Target) -> frozenset[str]:
    parameter = subject.parameter(node.id) if isinstance(node, ast.Name) else None
    return of_annotation(parameter.annotation) if parameter is not None else OPEN


def _of_operation(left: frozenset[str], right: frozenset[str], op: ast.operator) -> frozenset[str]:
    if isinstance(op, ast.Mod) and left == {"str"}:
        return left
    if left <= _NUMBERS and right <= _NUMBERS:
        return frozenset({"float"}) if isinstance(op, ast.Div) or "float" in left | right else left
    if isinstance(op, ast.Add) and left == right and left <= {"str", "list", "tuple", "bytes"}:
        return left
    return OPEN


def _of_call(call: ast.Call, bound: Mapping[str, list[ast.expr | None]], subject: Target, deep: int) -> frozenset[str]:
    match call.func:
        case ast.Name(id=name) if name in _OF_CALLS and name not in bound:
            return frozenset({_OF_CALLS[name]})
        case ast.Attribute(value=ast.Constant(value=str()), attr="join" | "format"):
            return frozenset({"str"})
        case ast.Attribute(value=inner, attr=method) if method in _OF_METHODS:
            family = _OF_METHODS[method]
            of_text = _of(inner, bound, subject, deep - 1) == {"str"}
            return frozenset({family}) if family != "str" or of_text or method in _OF_TEXTS else OPEN
        case ast.Attribute(value=inner, attr="split" | "rsplit"):
            return frozenset({"list"}) if _of(inner, bound, subject, deep - 1) == {"str"} else OPEN
    context = subject.context
    targets = [*called(context.package, context.obj, call, guess=False)] if context is not None else []
    target = targets[0] if len(targets) == 1 else None
    if not isinstance(target, griffe.Function) or "async" in target.labels or not target.returns or target.decorators:
        return OPEN
    return of_annotation(str(target.returns))


_OF_TEXTS = frozenset({"isoformat", "strftime", "hexdigest", "as_posix", "read_text"})
