"""The benchmark of growth: what its packages are made of, and its arithmetic."""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING, Any

from benchmarks.scale import copies_for, expected_seconds, growth, sums
from benchmarks.scale.made_up import Module, defined, with_holes

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = '''
from click.core import Command as Base
import click

__all__ = ["Thing", "other"]


class Thing(Base):
    """Thing says `Thing`."""

    def act(self, other_thing: "Thing") -> None:
        Thing.act(other, é=other)  # other


def other(): ...
'''


def test_a_copy_has_names_of_its_own(tmp_path: Path) -> None:
    """What a module defines has another name in each copy, wherever code uses it; texts stay, and it parses."""
    names = frozenset(defined(SOURCE))
    assert names == {"Thing", "other"}
    module = Module(file=tmp_path, pieces=tuple(with_holes(SOURCE, names).split("\0")))
    assert module.text(7) == (
        SOURCE.replace("class Thing", "class Thing_007")
        .replace('"Thing"', '"Thing_007"')
        .replace("Thing.act(other, é=other)", "Thing_007.act(other_007, é=other_007)")
        .replace("def other", "def other_007")
        .replace('"other"', '"other_007"')
        .replace("from click.core", "from large.part_007.click.core")
    )
    assert defined(module.text(7)) == {"Thing_007", "other_007"}
    assert ast.dump(ast.parse(module.text(7))) != ast.dump(ast.parse(module.text(8)))


def test_figures() -> None:
    """Growth is that from the smallest to the largest size that was built; what was not is told."""
    rows: dict[str, dict[str, Any]] = {
        "1000 first": {
            "objects": 1000,
            "us_per_object": 100,
            "peak_mb": 10,
            "kept_kb_per_object": 9,
            "lookups_per_s": 5,
        },
        "10000 first": {
            "objects": 9999,
            "us_per_object": 110,
            "peak_mb": 512,
            "kept_kb_per_object": 3,
            "lookups_per_s": 4,
        },
        "10000 again": {"not_run": "would take 900 s"},
        "100000 first": {"not_run": "did not end in time"},
    }
    assert sums(rows) == {
        "growth_per_object": 0.1,
        "growth_per_object_again": None,
        "peak_gb_100k": None,
        "largest": 9999,
        "peak_gb_largest": 0.5,
        "kept_kb_per_object": 3,
        "lookups_per_s": 4,
        "not_reached": ["10000 again", "100000 first"],
    }
    rows["100000 first"] = {**rows["10000 first"], "objects": 100_000, "us_per_object": 90, "peak_mb": 2048}
    assert sums(rows)["peak_gb_100k"] == 2.0
    assert sums(rows)["growth_per_object"] == -0.1
    assert growth([{}, {"us_per_object": 5}]) is None


def test_sizes() -> None:
    """There are at least as many objects as the name of a size says; a build that would not end is not begun."""
    assert [copies_for(size) for size in (1, 760, 761, 100_000)] == [1, 1, 2, 132]
    assert expected_seconds({"seconds": 10.0, "objects": 1000}, 10_000) == 130.0
    assert expected_seconds({"not_run": "too long"}, 10_000) == math.inf
