"""Parsing: one thread at a time, and otherwise as Python does it."""

from __future__ import annotations

import ast
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aidoc_core.code import parsing
from aidoc_core.code.parsing import parse

CODE = "def f(a, b=(1, [2, {3: 4}])):\n    return [a + b for b in (lambda: a)()]\n" * 40


def test_threads_parse_one_after_the_other() -> None:
    """Many at once all get the same tree."""
    with ThreadPoolExecutor(8) as pool:
        trees = list(pool.map(parse, [CODE] * 64))
    assert {ast.dump(tree) for tree in trees} == {ast.dump(ast.parse(CODE))}


def test_what_is_no_python_is_told_as_ever() -> None:
    """The errors are Python's own, and the next call is not held up."""
    with pytest.raises(SyntaxError):
        parse("def")
    assert ast.dump(parse("1 + a", mode="eval")) == ast.dump(ast.parse("1 + a", mode="eval"))


def test_nothing_in_the_core_parses_past_the_lock() -> None:
    """Answers are checked in a thread of their own, by any module of the core."""
    core = Path(parsing.__file__).parents[1]
    found = [file.name for file in sorted(core.rglob("*.py")) if "ast.parse(" in file.read_text(encoding="utf-8")]
    assert found == ["parsing.py"]
