"""Exceptions that no `raise` shows: what Python raises for an index, a file, a number that is none."""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import callees, resolve
from aidoc_core.code.nodes import inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.target import Target

_OF_NODES: dict[type[ast.AST], frozenset[str]] = {
    ast.Subscript: frozenset({"KeyError", "IndexError"}),
    ast.Div: frozenset({"ZeroDivisionError"}),
    ast.FloorDiv: frozenset({"ZeroDivisionError"}),
    ast.Mod: frozenset({"ZeroDivisionError"}),
    ast.Pow: frozenset({"ZeroDivisionError", "OverflowError"}),
    ast.LShift: frozenset({"OverflowError"}),
    ast.Assert: frozenset({"AssertionError"}),
    ast.Import: frozenset({"ImportError", "ModuleNotFoundError"}),
    ast.ImportFrom: frozenset({"ImportError", "ModuleNotFoundError"}),
}
_OF_FILES = frozenset(
    {
        "OSError", "IOError", "FileNotFoundError", "FileExistsError", "PermissionError", "IsADirectoryError",
        "NotADirectoryError",
    }
)  # fmt: skip
_OF_SOCKETS = frozenset(
    {"OSError", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError", "TimeoutError", "URLError"}
)
_OF_CALLS: dict[str, frozenset[str]] = {
    "open": _OF_FILES,
    **dict.fromkeys(
        (
            "read_text",
            "read_bytes",
            "write_text",
            "write_bytes",
            "unlink",
            "mkdir",
            "makedirs",
            "rmdir",
            "rmtree",
            "listdir",
            "scandir",
            "iterdir",
            "copyfile",
            "copytree",
            "stat",
            "rename",
            "touch",
            "symlink_to",
            "chmod",
        ),
        _OF_FILES,
    ),
    **dict.fromkeys(("read_text", "read", "readline", "readlines"), _OF_FILES | {"UnicodeDecodeError", "UnicodeError"}),
    **dict.fromkeys(("write_text", "write", "writelines"), _OF_FILES | {"UnicodeEncodeError", "UnicodeError"}),
    **dict.fromkeys(("urlopen", "create_connection", "connect", "recv", "sendall"), _OF_SOCKETS),
    "choice": frozenset({"IndexError"}),
    "choices": frozenset({"IndexError", "ValueError"}),
    "popleft": frozenset({"IndexError"}),
    "heappop": frozenset({"IndexError"}),
    "popitem": frozenset({"KeyError"}),
    "itemgetter": frozenset({"KeyError", "IndexError"}),
    "attrgetter": frozenset({"AttributeError"}),
    "delattr": frozenset({"AttributeError"}),
    **dict.fromkeys(("exp", "pow", "factorial", "cosh", "sinh"), frozenset({"OverflowError", "ValueError"})),
    **dict.fromkeys(("mean", "median", "mode", "stdev", "variance"), frozenset({"StatisticsError", "ValueError"})),
    **dict.fromkeys(
        (
            "sample",
            "randrange",
            "randint",
            "sqrt",
            "log",
            "log2",
            "log10",
            "max",
            "min",
            "chr",
            "strptime",
            "fromisoformat",
            "fromhex",
            "unhexlify",
            "b64decode",
            "a2b_hex",
            "complex",
            "ip_address",
            "ip_network",
            "UUID",
            "rindex",
        ),
        frozenset({"ValueError"}),
    ),
    "fromtimestamp": frozenset({"ValueError", "OverflowError", "OSError"}),
    "Decimal": frozenset({"InvalidOperation", "ArithmeticError"}),
    "input": frozenset({"EOFError", "KeyboardInterrupt"}),
    **dict.fromkeys(
        # of Python, of parsers of arguments, and of contexts of commands
        ("exit", "quit", "parse_args", "parse_intermixed_args", "parse_known_args", "error", "fail", "run_path"),
        frozenset({"SystemExit"}),
    ),
    "anext": frozenset({"StopAsyncIteration"}),
    "wait_for": frozenset({"TimeoutError"}),
    "next": frozenset({"StopIteration"}),
    "get": frozenset({"LookupError"}),  # of a context variable
    "int": frozenset({"ValueError", "OverflowError"}),
    "float": frozenset({"ValueError", "OverflowError"}),
    "decode": frozenset({"UnicodeDecodeError", "UnicodeError"}),
    "encode": frozenset({"UnicodeEncodeError", "UnicodeError"}),
    "index": frozenset({"ValueError"}),
    "remove": frozenset({"ValueError", "KeyError"}),
    "pop": frozenset({"KeyError", "IndexError"}),
    "getattr": frozenset({"AttributeError"}),
    "import_module": frozenset({"ImportError", "ModuleNotFoundError"}),
    **dict.fromkeys(("json", "loads"), frozenset({"ValueError", "UnicodeDecodeError", "JSONDecodeError"})),
    "slice": frozenset({"ValueError"}),  # of a step that is zero
}


_NOTHING: frozenset[str] = frozenset()


def implied(subject: Target) -> frozenset[str]:
    """Exceptions that Python itself raises for what the body does: `mapping[key]`, `int(text)`, `open(path)`."""
    if "implied" not in subject.memory:
        subject.memory["implied"] = frozenset(_implied(subject))
    found: frozenset[str] = subject.memory["implied"]
    return found


def _implied(subject: Target) -> set[str]:
    found: set[str] = set()
    for node in (one for body in _bodies(subject) for one in _run(body)):
        found |= of_node(node)
        if isinstance(node, ast.Call):
            found |= of_call(node)
            if any(keyword.arg is None for keyword in node.keywords):
                found.add("TypeError")  # `Settings(**values)`: of names that it does not take
            if _called(node)[:1].isupper() and _is_enum(node.func, subject):
                found.add("ValueError")
    return found


def _run(function: ast.AST) -> Iterator[ast.AST]:
    """What a call runs of a function or class: neither annotations, in which `[` looks nothing up, nor decorators."""
    todo: list[ast.AST] = [*getattr(function, "body", ())]
    while todo:
        node = todo.pop()
        yield node
        match node:
            case ast.AnnAssign(target=target, value=value):
                todo += [target, *([value] if value is not None else [])]
            case ast.FunctionDef(body=body, decorator_list=made) | ast.AsyncFunctionDef(body=body, decorator_list=made):
                todo += [*body, *made, *node.args.defaults]
            case _:
                todo += inside(node)


def of_node(node: ast.AST) -> frozenset[str]:
    """Exceptions that Python itself raises for a node that is no call."""
    operator = _OF_NODES.get(type(node.op), _NOTHING) if isinstance(node, ast.BinOp | ast.AugAssign) else _NOTHING
    if isinstance(node, ast.Slice) and node.step is not None and not isinstance(node.step, ast.Constant | ast.UnaryOp):
        return _OF_CALLS["slice"]
    return _OF_NODES.get(type(node), _NOTHING) | operator


def of_call(call: ast.Call) -> frozenset[str]:
    """Exceptions that Python itself raises for a call of a function that goes by this name."""
    return _OF_CALLS.get(_called(call), _NOTHING)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _bodies(subject: Target) -> Iterator[ast.AST]:
    """The body itself, and those of the functions of the package that it surely calls."""
    if subject.definition is None:
        return
    yield subject.definition
    context = subject.context
    if context is None or subject.body is None:
        return
    for found in islice(callees(context.package, context.obj, subject.body, guess=False), _MOST):
        if (node := context.package.node(found)) is not None:
            yield node


_MOST = 20
"""Functions that are looked into."""


def _is_enum(called: ast.expr, subject: Target) -> bool:
    """Whether a call looks a member up by its value: `State(text)`."""
    context, name = subject.context, dotted(called)
    found = resolve(context.package, context.obj, name) if context is not None and name else None
    return isinstance(found, griffe.Class) and any("Enum" in str(base) or "Flag" in str(base) for base in found.bases)
