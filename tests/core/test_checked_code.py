"""Code is let go once it is checked: nothing that rules remember from one object to the next holds it."""

from __future__ import annotations

import ast
import gc
import weakref
from pathlib import Path

import griffe

from aidoc_core.checks import check, check_human
from tests.core.packages import load, objects_of, write

CODE = '''
"""Counts and stores."""

LIMIT = 10


class Store:
    """A store.

    Attributes:
        size: How much there is.
    """

    def __init__(self, size: int = 3) -> None:
        self.size = size

    def put(self, count, name=None):
        """Put something.

        Raises:
            ValueError: If `count` is negative.
        """
        if count > LIMIT:
            raise ValueError("too many")
        return self._checked(count, name)

    def _checked(self, count, name):
        if name is None and count < self.size:
            raise KeyError(name)
        return count


def onward(count):
    if count is None:
        return 0
    return limited(count)


def limited(count):
    if count > LIMIT:
        raise ValueError("too many")
    return [count] * count
'''
ANSWER = {
    "summary": "Return the number of things, cached, and raise an error if `count` is `None`.",
    "parameters": [{"name": "count", "description": "How many; defaults to 4."}],
    "returns": {"type": "int", "description": "The number, always positive."},
    "raises": [
        {"type": "ValueError", "description": "If `count` is negative."},
        {"type": "KeyError", "description": "If `name` is given."},
    ],
}


def _checked(root: Path) -> tuple[set[str], list[weakref.ref[griffe.Object | ast.stmt]]]:
    """Check answers and people's words for all that is in a package; gives the rules that spoke, and the code."""
    package = load(root)
    code: list[griffe.Object | ast.stmt] = [package]
    spoke: set[str] = set()
    for obj in objects_of(package, root).values():
        if obj.context is not None and obj.context.definition is not None:
            code.append(obj.context.definition)
        spoke.update(found.rule for found in (*check(ANSWER, obj), *check_human(obj)))
    return spoke, [weakref.ref(one) for one in code]


def test_rules_hold_no_code(tmp_path: Path) -> None:
    """Neither syntax trees nor packages, of which one may be as large as all else in memory."""
    write(tmp_path, {"pkg/__init__.py": CODE})
    spoke, alive = _checked(tmp_path)
    gc.collect()
    assert "AD304" in spoke  # what is said of conditions was looked into
    assert len(alive) > 5
    assert [one() for one in alive if one() is not None] == []
