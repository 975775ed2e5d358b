"""What importing the core brings in, and what it offers."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import aidoc_core

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

HEAVY = (
    "mkdocs",
    "mkdocstrings",
    "mkdocstrings_handlers",
    "sphinx",
    "docutils",
    "openai",
    "tiktoken",
    "genai_prices",
    "httpx2",
    "azure.identity",
    "rich",
    "aidoc_core.redaction",
)
MODULES = ["aidoc_core", *(module.name for module in pkgutil.walk_packages(aidoc_core.__path__, "aidoc_core."))]


@pytest.mark.parametrize(
    "module", ["aidoc_core", "aidoc_core.build.session", "aidoc_core.build.report", "aidoc_core.cli"]
)
def test_importing_loads_nothing_heavy(module: str) -> None:
    """After it a fresh interpreter has no doc tool, SDK, tokenizer or price table: a cached build does not pay."""
    code = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (run.stderr, run.stdout) == ("", "[]\n")


def public(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", "") != module.__name__:
            continue
        if inspect.isclass(value) or inspect.isfunction(value):
            yield name, value
        if inspect.isclass(value):
            for inner, member in vars(value).items():
                function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
                if not inner.startswith("_") and inspect.isfunction(function):
                    yield f"{name}.{inner}", function


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_is_documented(name: str) -> None:
    """Each module, class, function and method without an underscore says what it is for."""
    module = importlib.import_module(name)
    assert (module.__doc__ or "").strip()
    assert [path for path, value in public(module) if not (inspect.getdoc(value) or "").strip()] == []


@pytest.mark.parametrize("name", [name for name in MODULES if hasattr(importlib.import_module(name), "__path__")])
def test_exported_names_are_listed(name: str) -> None:
    """A package exports what it imports from its own modules, sorted as the linter wants, and nothing else."""
    module = importlib.import_module(name)
    tree = ast.parse(inspect.getsource(module))
    imported = {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert set(getattr(module, "__all__", ())) == imported - {"annotations"}
    assert all(hasattr(module, exported) for exported in imported)
