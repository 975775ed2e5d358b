"""What rules say: which words they have read, and what the code says instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.checks import check
from tests.core.packages import collect

if TYPE_CHECKING:
    from pathlib import Path

CODE = """
def double(a: int) -> int:
    return a + a


def grow(items: list) -> None:
    items.append(1)


def walk(rows):
    for row in rows:
        yield row


def count(size=3):
    return [size]
"""


@pytest.mark.parametrize(
    ("name", "sentence", "rule", "message", "hint"),
    [
        ("double", "It downloads the file.", "AD907",
         "speaks of the network ('downloads'), which the code does not use", ""),
        ("double", "New in version 2.0.", "AD902",
         "names version 2.0, which the code around it does not mention", ""),
        ("double", "It is deprecated.", "AD902",
         "speaks of a deprecation ('deprecated'), but the code around it mentions none", ""),
        ("grow", "Returns the sum of the items.", "AD206",
         "says that something is returned, but nothing is", "It returns nothing."),
        ("double", "It is a context manager.", "AD804",
         "says that it is a context manager, which it is not", "It is not a context manager."),
        ("double", "`a` must be a string.", "AD114",
         "says that 'a' is string, which the code excludes", "The annotation is int; leave types out of the text."),
    ],
)  # fmt: skip
def test_messages(tmp_path: Path, name: str, sentence: str, rule: str, message: str, hint: str) -> None:
    """In plain words, with what was read; the hint says what is so."""
    obj = collect(tmp_path, CODE)[f"pkg.{name}"]
    found = check({"summary": "Work on it.", "description": sentence}, obj)
    told = [(one.message, one.hint, one.quote) for one in found if one.rule == rule]
    assert told == [(message, hint, sentence)]


@pytest.mark.parametrize(
    ("name", "sentence", "hint"),
    [
        ("double", "Returns a list of numbers.", "The annotation is int; leave types out of the text."),
        ("count", "Returns a dictionary of numbers.", "It returns list; leave types out of the text."),
        ("count", "`size` must be a list.", "The default is 3; leave types out of the text."),
    ],
)
def test_the_hint_about_a_type_says_which_it_is(tmp_path: Path, name: str, sentence: str, hint: str) -> None:
    """A repair that only leaves the word out may say the same in other words."""
    obj = collect(tmp_path, CODE)[f"pkg.{name}"]
    found = check({"summary": "Work on it.", "description": sentence}, obj)
    assert {one.hint for one in found if one.rule in ("AD112", "AD114")} == {hint}
