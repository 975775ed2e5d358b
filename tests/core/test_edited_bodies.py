"""Which edits leave all of a module as it was but for bodies, and which questions those leave as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.code.edited_bodies import edited_bodies
from aidoc_core.code.lookup.speech import Signs

_TEXT = '''\
"""A module."""
import os

#: Said of it.
LIMIT = 1


@cached
def first(left,
          right=LIMIT):
    """Said by hand."""
    # why
    total = left + right
    return total


class Thing:
    size: int = 1

    def __init__(self, how):
        self.how = how

    def act(self, how):
        return how

    def rest(self): return 2


if LIMIT:
    def chosen():
        return 1
else:
    def chosen():
        return 2


try:
    import fast
except ImportError:
    def alone():
        return "slow"
'''


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("return total", "return total or None", "first"),
        ("    total = left + right\n", "    total = left\n\n    # more\n    total += right\n", "first"),
        ("        return how\n", "        while how:\n            raise KeyError(how)\n", "Thing.act"),
        ('return "slow"', 'return "slower"', "alone"),
    ],
)
def test_a_body_is_told_from_all_around_it(old: str, new: str, path: str) -> None:
    """Of a function of the module or of a class, also where lines are added."""
    found = edited_bodies("pkg.one", _TEXT, _TEXT.replace(old, new))
    assert found is not None
    assert [*found.functions] == [f"pkg.one.{path}"]
    same = edited_bodies("pkg.one", _TEXT, _TEXT)
    assert same is not None
    assert not same.functions


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"""A module."""', '"""Another."""'),
        ("#: Said of it.", "#: Said otherwise."),
        ("LIMIT = 1", "LIMIT = 2"),
        ("@cached\n", ""),
        ("right=LIMIT", "right=2"),
        ("Said by hand.", "Said otherwise."),
        ("    # why\n", "    # aidoc: skip\n"),
        ("self.how = how", "self.why = how"),  # fields of the class
        ("self.how = how", "self.how = how  #: Said of it."),
        ("        return how\n", "        self.what = how\n"),
        ("return total", "return wraps(total)"),  # it may give docstrings
        ("return total", "first.__doc__ = 'x'"),
        ("return 2\n\n\nif", "return 3\n\n\nif"),  # on the line of its header
        ("        return 1", "        return 3"),  # one of two
        ("def alone", "def other"),
        ("return total\n", "return total\n\n\ndef newest():\n    return 1\n"),
        ("return total", "return ("),
        ("@cached\ndef first", "def other():\n    return 1\n\n\n@cached\ndef first"),
    ],
)
def test_all_other_edits_are_told_as_others(old: str, new: str) -> None:
    """What can be seen from outside, what says something of other objects, and what does not parse."""
    assert old in _TEXT
    assert edited_bodies("pkg.one", _TEXT, _TEXT.replace(old, new, 1)) is None


@given(st.integers(0, _TEXT.count("\n")), st.sampled_from(["# more", "MORE = 1", "def more(): ...", "@more", ""]))
def test_a_line_outside_of_functions_is_never_a_body(number: int, line: str) -> None:
    """Whatever is written between definitions, and wherever."""
    lines = _TEXT.split("\n")
    now = "\n".join([*lines[:number], line, *lines[number:]])
    found = edited_bodies("pkg.one", _TEXT, now)
    inside = range(lines.index("    # why") + 1, lines.index("    return total") + 1)
    assert found is None or not found.functions or number in inside


def test_questions_are_touched_by_what_a_body_says() -> None:
    """Words that come or go, the function and the class around it, and the text of the module; nothing else."""
    edit = edited_bodies("pkg.one", _TEXT, _TEXT.replace("        return how\n", "        raise KeyError(newest)\n"))
    assert edit is not None
    same = [
        ("word", "left"), ("mention", "total"), ("raised", "ValueError"), ("code", "pkg.one.first"), ("open", "pkg.one"),
        ("flow", "pkg.two.act"), ("text", "pkg.two"), ("outline", "pkg.one"), ("named", "act"), ("code", "pkg.one"),
        ("piece", "pkg.one.first"), ("piece", "pkg.two"), ("sets", "pkg.one.Other"), ("says", Signs(whole=frozenset({"left"})).to_text() + "\npkg.one"),
        ("contains", '["newest"]\npkg.two'), ("contains", '["slow"]\npkg.one'),
    ]  # fmt: skip
    touched = [
        ("word", "newest"), ("mention", "keyerror"), ("raised", "KeyError"), ("code", "pkg.one.Thing.act"),
        ("flow", "pkg.one.Thing.act"), ("code", "pkg.one.Thing"), ("speaks", "[]\npkg.two.x pkg.one.Thing.act"),
        ("text", "pkg.one"), ("all", ""), ("piece", "pkg.one.Thing.act"), ("piece", "pkg.one.Thing"),
        ("piece", "pkg.one"), ("sets", "pkg.one.Thing"), ("contains", '["newest"]\npkg.one'),
        ("says", Signs(whole=frozenset({"newest"})).to_text() + "\npkg.one"),
    ]  # fmt: skip
    assert [*edit.touched([*same, *touched])] == touched  # type: ignore[list-item]


def test_a_module_that_may_have_more_names_by_now_is_touched() -> None:
    """A body that makes names nobody can read off."""
    edit = edited_bodies("pkg.one", _TEXT, _TEXT.replace("return total", "globals()['more'] = 1"))
    assert edit is not None
    assert [*edit.touched([("open", "pkg.one")])] == [("open", "pkg.one")]
