"""What the code of a function makes false, by its syntax tree: one rule for each kind of sentence of the blind bank.

A rule gets a case and gives the values of the placeholders of a sentence that is then false (or true, for rules
that say so), or nothing. It reads source alone and shares no code with the checks, which it judges.
"""

from __future__ import annotations

import ast
import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.checks.corpus import Case

Values = dict[str, str]

CHANGING = {"append", "extend", "update", "insert", "add", "pop", "clear", "setdefault", "remove", "sort", "discard"}
WRONG = {
    "int": ("string", "str"), "float": ("dictionary", "dict"), "bool": ("string", "str"), "str": ("integer", "int"),
    "bytes": ("integer", "int"), "list": ("dictionary", "dict"), "dict": ("list", "list"), "tuple": ("boolean", "bool"),
    "set": ("string", "str"),
}  # fmt: skip
"""By plain type, another that it never is, in words and as code."""


@dataclass(frozen=True, kw_only=True)
class Function:
    """A function as the rules read it."""

    case: Case
    node: ast.FunctionDef | ast.AsyncFunctionDef
    body: list[ast.stmt]
    code: str
    module: str
    package: str

    def own(self) -> Iterator[ast.AST]:
        """All nodes of the body but those of nested functions and classes."""
        ahead: list[ast.AST] = list(self.body)
        while ahead:
            node = ahead.pop()
            yield node
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
                ahead += ast.iter_child_nodes(node)

    def returned(self) -> list[ast.expr | None]:
        """What its `return` statements give."""
        return [node.value for node in self.own() if isinstance(node, ast.Return)]

    def yields(self) -> bool:
        """Whether it is a generator."""
        return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in self.own())

    def decorators(self) -> str:
        """The decorators as text."""
        return " ".join(ast.unparse(node) for node in self.node.decorator_list)

    def arguments(self) -> Iterator[tuple[ast.arg, ast.expr | None]]:
        """Parameters that the docstring describes, with their defaults."""
        said = {item["name"] for item in self.case.said["parameters"]}
        args = self.node.args
        plain = [*args.posonlyargs, *args.args]
        defaults = [None] * (len(plain) - len(args.defaults)) + list(args.defaults)
        yield from (
            pair
            for pair in [*zip(plain, defaults, strict=True), *zip(args.kwonlyargs, args.kw_defaults, strict=True)]
            if pair[0].arg in said and pair[0].arg not in ("self", "cls")
        )

    def uses(self, name: str) -> list[tuple[ast.AST, ast.Name]]:
        """Where a name stands in the body, each with the node above it, nested functions included."""
        return [
            (above, node)
            for statement in self.body
            for above in ast.walk(statement)
            for node in ast.iter_child_nodes(above)
            if isinstance(node, ast.Name) and node.id == name
        ]


def read(case: Case, module: str, package: str) -> Function | None:
    """A case for the rules; `None` where its source is no function."""
    try:
        node = ast.parse(textwrap.dedent(case.obj.source)).body[0]
    except (SyntaxError, IndexError):
        return None
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    code = "\n".join(ast.unparse(statement) for statement in body)
    return Function(case=case, node=node, body=body, code=code, module=module, package=package)


def plain_type(annotation: ast.expr | None) -> str:
    """A plain type by its name, empty for all others."""
    name = ast.unparse(annotation) if annotation is not None else ""
    found = re.match(r"[\"']?(\w+)(\[[\w, .]*\])?[\"']?$", name)
    base = found[1].lower() if found else ""
    return base if base in WRONG else ""


def literal(node: ast.expr | None) -> object:
    """The value of a default, where it is written out."""
    try:
        return ast.literal_eval(node) if node is not None else None
    except (ValueError, TypeError):
        return None


def is_real(function: Function) -> bool:
    """Whether the body does something: no stub, no method that subclasses fill."""
    return len(function.body) > 1 and "NotImplemented" not in function.code and "abstract" not in function.decorators()


def _is_wrapped(f: Function) -> bool:
    """Whether a decorator may give something else than the body does."""
    names = [ast.unparse(node).partition("(")[0].rpartition(".")[2] for node in f.node.decorator_list]
    return not all(re.fullmatch(_KEEPING, name) for name in names)


_KEEPING = (
    "classmethod|staticmethod|property|cached_property|setter|override|overload|abstractmethod|cache|lru_cache"
    "|deprecated\\w*|experimental|final|kernel_function"
)


def returns_value(f: Function) -> Values | None:
    """Each end of the function gives a value that cannot be `None`."""
    given = f.returned()
    last = f.body[-1] if f.body else None
    made = ast.Compare | ast.JoinedStr | ast.BinOp | ast.List | ast.Dict | ast.Tuple | ast.ListComp | ast.DictComp
    sure = any(
        isinstance(value, made)
        or (isinstance(value, ast.Constant) and value.value is not None)
        or (isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id[:1].isupper())
        or (isinstance(value, ast.Name) and value.id == "self")
        for value in given
    )
    if _is_wrapped(f):
        return None
    none = any(value is None or (isinstance(value, ast.Constant) and value.value is None) for value in given)
    if sure and not none and not f.yields() and isinstance(last, ast.Return) and "None" not in _returns(f):
        return {}
    return None


def _returns(f: Function) -> str:
    return ast.unparse(f.node.returns) if f.node.returns is not None else ""


def returns_nothing(f: Function) -> Values | None:
    """No `return` has a value, and the body is no stub; true of "returns nothing"."""
    given = f.returned()
    if any(value is not None for value in given) or f.yields() or not is_real(f) or _is_wrapped(f):
        return None
    return {} if _returns(f) in ("", "None") and f.node.name != "__init__" else None


def yields_values(f: Function) -> Values | None:
    """A generator, and no context manager made of one."""
    return {} if f.yields() and "contextmanager" not in f.decorators() else None


def no_iterator(f: Function) -> Values | None:
    """Nothing of the function or its result is an iterator."""
    words = ("yield", "iter", "generator", "map(", "filter(", "zip(", "stream", "open")
    text = f"{f.code} {_returns(f)}".lower()
    plain = wrong_type_of_result(f) is not None
    return {} if plain and not any(word in text for word in words) else None


def is_coroutine(f: Function) -> Values | None:
    """`async def`."""
    return {} if isinstance(f.node, ast.AsyncFunctionDef) and not f.yields() else None


def no_coroutine(f: Function) -> Values | None:
    """`def`, with no word of futures in it, and nothing that may be one of them in an asynchronous object."""
    text = f"{f.code} {_returns(f)} {f.decorators()}".lower()
    words = ("await", "async", "future", "coroutine", "task", "deferred", ".sync(")
    if "def __await__" in f.package and wrong_type_of_result(f) is None:
        return None  # what is given may be awaited
    return {} if isinstance(f.node, ast.FunctionDef) and not any(word in text for word in words) else None


def pick(names: list[str], f: Function) -> str:
    """One of some names, by the object."""
    return names[sum(map(ord, f.case.obj.path)) % len(names)] if names else ""


def wrong_type_of_result(f: Function) -> Values | None:
    """A result of a plain type, and a type that this is not."""
    plain = plain_type(f.node.returns)
    if not plain and f.node.returns is None:
        kinds = {
            "bool" if isinstance(value, ast.Compare) else type(literal(value)).__name__ if value is not None else ""
            for value in f.returned()
        }
        plain = kinds.pop() if len(kinds) == 1 and isinstance(f.body[-1], ast.Return) else ""
    if plain not in WRONG or f.yields() or _is_wrapped(f):
        return None
    return {"wrong": WRONG[plain][0], "wrong_code": WRONG[plain][1], "right": plain}
