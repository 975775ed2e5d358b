"""What importing the core brings in, and what it offers."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
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


def test_importing_the_core_alone_loads_nothing_but_its_errors() -> None:
    """What the public names need (griffe, pydantic) is loaded when one of them is used, and only what that one needs."""
    code = (
        "import sys, aidoc_core; before = set(sys.modules); aidoc_core.Problem; more = set(sys.modules) - before;"
        "heavy = ('griffe', 'pydantic', 'click', 'yaml', 'diskcache');"
        "print([n for n in heavy if n in sys.modules], sorted(n for n in before | more if n.startswith('aidoc_core')))"
    )
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (run.stderr, run.stdout) == (
        "",
        "[] ['aidoc_core', 'aidoc_core.errors', 'aidoc_core.lazy', 'aidoc_core.patterns', 'aidoc_core.problems']\n",
    )


def test_setting_up_the_sphinx_extension_loads_no_code_reader() -> None:
    """A build that reads no document, or is without aidoc, pays for nothing that only reading and the report need."""
    names = (
        "griffe", "diskcache", "asyncio", "aidoc_core.asking.counters", "aidoc_core.build.badges",
        "aidoc_core.build.coverage", "aidoc_core.build.history", "aidoc_core.build.session", "aidoc_core.checks.rules",
        "aidoc_core.render.foot", "aidoc_core.render.rest", "sphinx_aidoc.gathering",
    )  # fmt: skip
    code = f"import sys, sphinx_aidoc; print([name for name in {names} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.stderr, run.stdout) == ("", "[]\n")


def test_the_public_names() -> None:
    """A name that joins or leaves the public face does so on purpose; each is there, documented, and listed by `dir`."""
    assert aidoc_core.__all__ == [
        "AidocError", "Answer", "AnswerCut", "ApiObject", "CacheError", "ConfigError", "ContextTooLong", "Entry",
        "Finding", "GiveUp", "ModelError", "Problem", "Record", "RetryLater", "Session", "Settings", "Severity",
        "StopAsking", "check", "check_human", "from_griffe", "load_settings",
    ]  # fmt: skip
    for name in aidoc_core.__all__:
        value = getattr(aidoc_core, name)
        assert value.__name__ == name
        assert value is getattr(importlib.import_module(value.__module__), name)
        assert inspect.getdoc(value)
    assert set(aidoc_core.__all__) <= set(dir(aidoc_core))
    with pytest.raises(AttributeError, match="module 'aidoc_core' has no attribute 'nonsense'"):
        getattr(aidoc_core, "nonsense")  # noqa: B009 - mypy knows that it is not there


def test_the_types_of_the_public_names_are_their_values() -> None:
    """What a type checker is told to import is what is loaded when the name is used."""
    tree = ast.parse(inspect.getsource(aidoc_core))
    imported = {
        alias.name: node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("aidoc_core")
        for alias in node.names
        if alias.name != "on_first_use"
    }
    assert sorted(imported) == aidoc_core.__all__
    for name, module in imported.items():
        assert getattr(importlib.import_module(module), name) is getattr(aidoc_core, name)


def test_the_reference_page_lists_the_public_names() -> None:
    """Every public name stands on the reference page once, and nothing else does."""
    page = (Path(__file__).parents[2] / "docs" / "reference.md").read_text(encoding="utf-8")
    listed = re.findall(r"^::: (\S+)$", page, re.MULTILINE)
    assert sorted(listed) == [f"aidoc_core.{name}" for name in aidoc_core.__all__]


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


@pytest.mark.parametrize(
    "name", [name for name in MODULES if name != "aidoc_core" and hasattr(importlib.import_module(name), "__path__")]
)
def test_exported_names_are_listed(name: str) -> None:
    """A package exports what it imports from its own modules, sorted as the linter wants, and nothing else."""
    module = importlib.import_module(name)
    tree = ast.parse(inspect.getsource(module))
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{name}.")
        for alias in node.names
    }
    assert set(getattr(module, "__all__", ())) == imported
    assert all(hasattr(module, exported) for exported in imported)
