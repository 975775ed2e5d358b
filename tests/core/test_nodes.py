"""Walking syntax trees: nothing is left out in which anything could stand."""

from __future__ import annotations

import ast
import gc
from pathlib import Path

import pytest

from aidoc_core.code.nodes import inside, value_of, walk
from aidoc_core.render.mark import Mark

_NOTHING_IN_THEM = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
_MODULES = ("ast", "dataclasses", "typing", "asyncio/tasks", "test/test_patma", "test/test_grammar")


@pytest.mark.parametrize("module", _MODULES)
def test_all_nodes_are_found(module: str) -> None:
    """The nodes of a module are those that `ast` finds, each once and in its order, contexts and operators left out."""
    file = Path(ast.__file__).parent / f"{module}.py"
    if not file.is_file():
        pytest.skip("this Python comes without its tests")
    tree = ast.parse(file.read_bytes())
    expected = [node for node in ast.walk(tree) if not isinstance(node, _NOTHING_IN_THEM)]
    assert list(map(id, walk(tree))) == list(map(id, expected))
    for node in expected:
        children = [one for one in ast.iter_child_nodes(node) if not isinstance(one, _NOTHING_IN_THEM)]
        assert list(map(id, inside(node))) == list(map(id, children))


def test_equal_marks_are_one_text_in_memory() -> None:
    """Most objects of a build have the same mark; each page shows it, and memory holds it once."""
    first, second = (Mark(human=False, added=("summary",), models=("m",), dates=("2026-11-26",)) for _ in range(2))
    assert first.html is second.html
    assert first.html != Mark(human=True, added=("summary",), models=("m",), dates=("2026-11-26",)).html


@pytest.mark.parametrize(
    "written", ["1", "-1", "1 - 2j", "'a' 'b'", "b''", "None", "...", "(1, [2], {3: {4}})", "set()", "- 1.5", "True"]
)
def test_the_value_of_a_literal_leaves_nothing_behind(written: str) -> None:
    """It is that of `ast.literal_eval`; of a single value, the collector finds nothing afterwards."""
    node = ast.parse(written, mode="eval").body
    assert repr(value_of(node)) == repr(ast.literal_eval(node))
    gc.collect()
    gc.disable()
    try:
        for _ in range(10):
            value_of(node)
        assert not isinstance(node, ast.Constant) or gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize("written", ["a", "1 + 2", "f()", "[a]"])
def test_what_is_no_literal_has_no_value(written: str) -> None:
    """As with `ast.literal_eval`."""
    with pytest.raises(ValueError, match="malformed"):
        value_of(ast.parse(written, mode="eval").body)
