"""What becomes of an argument in a body: it is only read, it is changed in place, or that is out of sight.

Names that may stand for the argument or for a part of it are followed (`first = items[0]`), and calls of functions of
the same package, some deep. What goes to other code is out of sight.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import griffe

from aidoc_core.checks.aliases import aliases, is_part
from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import called
from aidoc_core.code.outside import is_builtin_exception
from aidoc_core.code.source import Function
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.lookup import CodeContext, Package

Fate: TypeAlias = Literal["read", "changed", "unknown"]

_DEEPEST = 3
CHANGES = frozenset({"append", "extend", "insert", "clear", "setdefault", "sort", "reverse", "popitem", "discard"})
"""Methods that only change what they are called on."""
_CHANGES_IF_ALONE = CHANGES | {"update", "remove", "add", "pop"}
"""Likewise, where nothing is done with what they give."""
_STORES = CHANGES | {"add", "put"}
_READS = frozenset(
    name for kind in (str, bytes, int, float, frozenset, tuple) for name in dir(kind) if not name.startswith("_")
) | frozenset(
    """
    get keys values items copy deepcopy tolist astype sum mean any all astimezone isoformat strftime exists is_file
    is_dir read_text read_bytes joinpath with_suffix relative_to resolve as_posix stat glob model_dump total_seconds
    cpu numpy detach clone expand_as expand view reshape squeeze unsqueeze transpose permute flatten size dim item
    tobytes search match fullmatch findall finditer to float long bool abs norm prod cumsum argsort argmax argmin std
    var round clip nonzero squeeze ravel conj matmul dot unique nunique head tail groupby iterrows itertuples isin isna
    """.split()  # noqa: SIM905 - a plain list of names
)
"""Methods that leave what they are called on as it is."""
_PURE = frozenset(
    """
    len str int float bool bytes list tuple dict set frozenset sorted isinstance issubclass enumerate zip min max
    sum any all range repr hash id type hasattr getattr callable abs round reversed filter map print format ord chr
    divmod slice ascii deepcopy copy dumps fspath cast warn debug info warning error exception log
    """.split()  # noqa: SIM905 - a plain list of names
)
"""Functions that only look at what they are given."""
_PURE_MODULES = frozenset({"re", "os.path", "math", "string", "operator", "textwrap", "html", "shlex", "urllib.parse"})
_ARRAYS = frozenset({"np", "numpy", "jnp", "torch", "pd", "pandas", "scipy", "math", "json", "itertools", "functools"})
_IN_PLACE = frozenset({"shuffle", "put", "place", "copyto", "fill_diagonal", "putmask", "reduce", "partial"})
_LOOKS = frozenset(
    """
    get is has check validate verify compute calculate calc count find parse format to from as extract select encode
    decode convert search match contains index lookup look estimate measure describe render print show repr str len
    hash compare equal equals ensure assert infer guess resolve split join similarity distance score
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Verbs of names of functions that hardly ever change the items that they are given."""
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def fate(name: str, node: ast.AST, context: CodeContext | None) -> Fate:
    """What a body does to an argument.

    Args:
        name: The argument.
        node: The function.
        context: The way to the code around it; without one, all calls are out of sight.
    """
    package, caller = (context.package, context.obj) if context else (None, None)
    return _fate(name, node, _Place(package=package, caller=caller))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a call stands: what is followed into callees, and has been.

    Attributes:
        package: The package, where its code is known.
        caller: The function that the call stands in.
        seen: Functions and parameters that have led here.
    """

    package: Package | None
    caller: griffe.Object | None
    seen: frozenset[tuple[str, str]] = frozenset()


def _fate(name: str, node: ast.AST, place: _Place) -> Fate:
    nodes = [*ast.walk(node)]
    names = frozenset({name}) if _has_plain_items(name, node) else aliases(name, nodes)
    unknown = anew = False
    for one in nodes:
        anew |= isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Store)
        found = _of_node(one, names, name, place)
        if found == "changed" and not anew:
            # Under another name it may be a copy by then, or a part that is none of the argument's.
            return "changed" if not any(_is_stored(other, name) for other in nodes) else "unknown"
        unknown |= found != "read"
    return "unknown" if unknown else "read"


_PLAIN_ITEMS = regex(
    r"(?:\w+\.)*(?:list|List|Sequence|Iterable|Collection|set|Set|frozenset|tuple|Tuple|dict|Dict|Mapping)"
    r"\[(?:(?:str|int|float|bool|bytes|None|\.\.\.|Any(?=\]))(?:\s*[,|]\s*)?)+\](?:\s*\|\s*None)?"
)


def _has_plain_items(name: str, node: ast.AST) -> bool:
    """Whether the annotation says that what is in the argument cannot be changed itself."""
    arguments = getattr(node, "args", None)
    every = (
        (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs) if isinstance(arguments, ast.arguments) else ()
    )
    annotation = next((one.annotation for one in every if one.arg == name), None)
    return annotation is not None and _PLAIN_ITEMS.fullmatch(ast.unparse(annotation).strip("'\"")) is not None


def _is_stored(one: ast.AST, name: str) -> bool:
    return isinstance(one, ast.Name) and one.id == name and not isinstance(one.ctx, ast.Load)


def _of_node(node: ast.AST, names: frozenset[str], name: str, place: _Place) -> Fate:  # noqa: PLR0911 - a kind of node a line
    """What one node does to the argument or a part of it."""
    match node:
        case (
            ast.Subscript(value=value, ctx=ast.Store() | ast.Del())
            | ast.Attribute(value=value, ctx=ast.Store() | ast.Del())
        ) if is_part(value, names):
            return "changed" if _root(value) == name else "unknown"
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=value, attr=method))) if (
            method in _CHANGES_IF_ALONE and _root(value) == name
        ):
            return "changed"
        case ast.AugAssign(target=ast.Name(id=other)) if other in names:
            return "unknown"  # of a list in place, of a number anew
        case (
            ast.Assign(targets=[ast.Attribute() | ast.Subscript()], value=value)
            | ast.AnnAssign(target=ast.Attribute() | ast.Subscript(), value=ast.expr() as value)
        ) if is_part(value, names):
            # Kept somewhere, where others may change it; what is only a part of it is another thing there.
            part = not isinstance(value, ast.Name | ast.IfExp | ast.BoolOp) or getattr(value, "id", name) != name
            return "read" if part else "unknown"
        case ast.Call(func=ast.Attribute(value=value, attr=method)) if is_part(value, names):
            if method in CHANGES:
                return "changed" if _root(value) == name else "unknown"
            return (
                "read" if (method in _READS or _looks(method, value, name)) and not _passes(node, names) else "unknown"
            )
        case ast.Call() if _passes(node, names):
            return _of_call(node, names, name, place)
    return "read"


def _root(value: ast.expr) -> str:
    """The name that attributes and items are taken of; empty where something is called on the way."""
    while isinstance(value, ast.Attribute | ast.Subscript):
        value = value.value
    return value.id if isinstance(value, ast.Name) else ""


def _looks(called: str, value: ast.expr, name: str) -> bool:
    """Whether a function with a part of the argument, not with the whole, has the name of one that only looks."""
    whole = isinstance(value, ast.Name) and value.id == name
    return not whole and called.lstrip("_").partition("_")[0].lower() in _LOOKS


def _is_harmless(call: ast.Call, path: str, names: frozenset[str], name: str) -> bool:
    """Whether a call of other code only stores a part of the argument, computes with arrays, or looks at a part."""
    root, _, last = path.rpartition(".")
    last = call.func.attr if isinstance(call.func, ast.Attribute) else last  # of `rows[key].append`, too
    if root.partition(".")[0] in _ARRAYS:
        return last not in _IN_PLACE and not last.endswith("_") and not any(word.arg == "out" for word in call.keywords)
    passed = [one for one in (*call.args, *(word.value for word in call.keywords)) if is_part(one, names)]
    if any(isinstance(one, ast.Name) and one.id == name for one in passed):
        return False
    if isinstance(call.func, ast.Attribute) and _root(call.func.value) not in names and last in _STORES | {"remove"}:
        return True
    return bool(passed) and (last[:1].isupper() or all(_looks(last, one, name) for one in passed))


def _passes(call: ast.Call, names: frozenset[str]) -> bool:
    return any(is_part(one, names) for one in (*call.args, *(word.value for word in call.keywords)))


def _of_call(call: ast.Call, names: frozenset[str], name: str, place: _Place) -> Fate:  # noqa: PLR0911 - a relation a line
    package, caller = place.package, place.caller
    path = dotted(call.func)
    last = path.rpartition(".")[2]
    if _is_harmless(call, path, names, name):
        return "read"
    if last in _PURE or is_builtin_exception(last) or path.rpartition(".")[0] in _PURE_MODULES:
        return "read"
    if package is None or caller is None or len(place.seen) >= _DEEPEST:
        return "unknown"
    targets = [one for one in called(package, caller, call, guess=False) if isinstance(one, griffe.Function)]
    if len(targets) != 1:
        return "unknown"
    node = package.node(targets[0])
    if not isinstance(node, Function) or node.decorator_list:
        return "unknown"
    fates: set[Fate] = set()
    for value, parameter in _passed(call, node, is_method="." in path):
        if not is_part(value, names):
            continue
        key = targets[0].path, parameter
        if not parameter or key in place.seen:
            return "unknown"
        below = _Place(package=package, caller=targets[0], seen=place.seen | {key})
        deeper = _fate(parameter, node, below)
        whole = isinstance(value, ast.Name) and value.id == name
        fates.add(deeper if deeper != "changed" or whole else "unknown")
    return "unknown" if "unknown" in fates else "changed" if "changed" in fates else "read"


def _passed(call: ast.Call, node: Function, *, is_method: bool) -> Iterator[tuple[ast.expr, str]]:
    """The arguments of a call, each with the parameter that takes it; empty where that cannot be told."""
    parameters = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
    start = int(is_method and parameters[:1] in (["self"], ["cls"]))
    starred = any(isinstance(one, ast.Starred) for one in call.args)
    for at, value in enumerate(call.args, start):
        yield value, "" if starred or at >= len(parameters) else parameters[at]
    known = {*parameters, *(one.arg for one in node.args.kwonlyargs)}
    for word in call.keywords:
        yield word.value, word.arg if word.arg in known and word.arg else ""
