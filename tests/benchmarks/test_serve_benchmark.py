"""The benchmark of rebuilds: its edits and its arithmetic."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from benchmarks.scale.site import edit
from benchmarks.serve import middle

if TYPE_CHECKING:
    from pathlib import Path


def test_each_edit_changes_the_body_of_one_function(tmp_path: Path) -> None:
    """The rest of the module stays, it parses, and no edit is one that was made before."""
    file = tmp_path / "one.py"
    file.write_text("def first():\n    return 1\n", encoding="utf-8")
    texts: list[str] = []
    for _ in range(3):
        edit(file)
        texts.append(file.read_text(encoding="utf-8"))
        first, edited = ast.parse(texts[-1]).body
        assert ast.unparse(first) == "def first():\n    return 1"
        assert re.fullmatch(r"def edited\(\):\n    edited = \d+", ast.unparse(edited))
    assert len(set(texts)) == 3


def test_figures() -> None:
    """They are medians over the rebuilds."""
    rebuilds = [{"objects": 9, "host_cpu_ms": 100 * n, "cpu_ms": n} for n in (3, 1, 8)]
    assert middle(rebuilds) == {"objects": 9, "extra_cpu_ms": 3, "host_cpu_ms": 300}
