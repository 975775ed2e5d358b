"""Parsing: one thread at a time, and otherwise as Python does it."""

from __future__ import annotations

import ast
import gc
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aidoc_core.code import parsing
from aidoc_core.code.docstrings import readings
from aidoc_core.code.parsing import alone, parse

if TYPE_CHECKING:
    from collections.abc import Callable

CODE = "def f(a, b=(1, [2, {3: 4}])):\n    return [a + b for b in (lambda: a)()]\n" * 40


def test_threads_parse_one_after_the_other() -> None:
    """Many at once all get the same tree."""
    with ThreadPoolExecutor(8) as pool:
        trees = list(pool.map(parse, [CODE] * 64))
    assert {ast.dump(tree) for tree in trees} == {ast.dump(ast.parse(CODE))}


def test_threads_that_collect_garbage_meanwhile_parse_too() -> None:
    """Finalizers let other threads run in the middle of a tree; the readers of docstrings build trees of their own."""

    def pause(*_: object) -> None:
        time.sleep(0.0001)

    def deep(frames: int, work: Callable[[], object]) -> object:
        return deep(frames - 1, work) if frames else work()

    def docstring(n: int) -> str:
        types = [f"    a{m} (dict[str, list[tuple[int, {[*range(m, m + 40)]}, {n}]]]): x" for m in range(20)]
        return "\n".join(["X.", "", "Args:", *types])

    thresholds = gc.get_threshold()
    gc.callbacks.append(pause)
    gc.set_threshold(20)
    try:
        with ThreadPoolExecutor(4) as pool:
            work = [(partial(parse, CODE), partial(readings, docstring(n))) for n in range(20)]
            done = [pool.submit(deep, 2 * n, one) for n, both in enumerate(work) for one in both]
            assert all(one.result() for one in done)
    finally:
        gc.set_threshold(*thresholds)
        gc.callbacks.remove(pause)


def test_the_collector_is_left_as_it_was() -> None:
    """Off where the host has it off, on where it is on, also after an error."""
    for switch, on in ((gc.disable, False), (gc.enable, True)):
        switch()
        with pytest.raises(SyntaxError):
            parse("def")
        with alone(), alone():
            assert not gc.isenabled()
        assert gc.isenabled() is on


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


@pytest.mark.parametrize("call", ["griffe.visit(", '.parse("google"', ".parse(style"])
def test_griffe_parses_under_the_lock_too(call: str) -> None:
    """It builds trees of modules, of types in docstrings and of annotations that are strings."""
    core = Path(parsing.__file__).parents[1]
    found = [
        (lines[n - 1], lines[n])
        for file in core.rglob("*.py")
        for lines in [file.read_text(encoding="utf-8").splitlines()]
        for n in range(len(lines))
        if call in lines[n]
    ]
    assert found
    assert all("with alone()" in before for before, _ in found)
