"""What the code makes false of errors: that it never raises, raises what there is not, or raises though it cannot."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

from benchmarks.checks.blind_facts import is_real, pick

if TYPE_CHECKING:
    from benchmarks.checks.blind_facts import Function, Values

SAFE_CALLS = {"isinstance", "len", "bool", "id", "type", "hasattr", "callable"}
INVENTED_ERRORS = (
    "ValidationError", "ConfigurationError", "AuthenticationError", "InvalidArgumentError", "StateError",
    "InvalidInputError", "DataFormatError", "InitializationError", "ResourceNotFoundError", "OperationError",
)  # fmt: skip
LEAF_ERRORS = (
    "ValueError", "RuntimeError", "OSError", "TimeoutError", "PermissionError", "FileNotFoundError", "LookupError",
    "ConnectionError", "KeyError", "IndexError", "NotImplementedError", "ImportError",
)  # fmt: skip


def raises_surely(f: Function) -> Values | None:
    """Raises an error of its own at its top level, or below an `if` there."""
    if any(isinstance(node, ast.Try | ast.With) for node in f.own()) or not is_real(f):
        return None
    for statement in f.body:
        inner = statement.body if isinstance(statement, ast.If) else [statement]
        for node in inner:
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
                return {"raised": node.exc.func.id}
    return None


def _calls(f: Function) -> set[str]:
    return {ast.unparse(node.func) for node in f.own() if isinstance(node, ast.Call)}


def invented_error(f: Function) -> Values | None:
    """An exception of a plausible name that the package does not have."""
    free = _free_errors(f.package)
    return {"error": pick(free, f)} if free else None


@cache
def _free_errors(package: str) -> list[str]:
    """Those of the names that a package does not have, and none of the libraries that it may use."""
    foreign = any(library in package for library in ("pydantic", "marshmallow", "jsonschema"))
    names = [name for name in INVENTED_ERRORS if not foreign or name != "ValidationError"]
    return [name for name in names if name not in package]


def cannot_raise(f: Function) -> Values | None:
    """The body calls nothing that could raise, has no subscript, comparison or `raise`."""
    risky = (
        ast.Raise | ast.Subscript | ast.With | ast.Await | ast.BinOp | ast.For | ast.While | ast.Import | ast.ImportFrom
        | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Compare
    )  # fmt: skip
    risky_found = any(isinstance(node, risky) for node in f.own())
    if risky_found or _calls(f) - SAFE_CALLS or f.yields() or "abstract" in f.decorators() or f.node.decorator_list:
        return None
    if not f.body or isinstance(f.body[0], ast.Pass | ast.Expr) or _reads_what_may_run(f):
        return None
    return {"error": pick([name for name in LEAF_ERRORS if name not in f.case.obj.source], f)}


def _reads_what_may_run(f: Function) -> bool:
    """Whether an attribute that it reads or sets may be a property, or be looked up by code."""
    names = {node.attr for node in f.own() if isinstance(node, ast.Attribute)}
    by_code = re.search(r"__(getattr|setattr|getattribute|get|set)__|BaseModel", f.module)
    return bool(names) and (by_code is not None or any(f"def {name}(" in f.package for name in names))
