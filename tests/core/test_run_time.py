"""Docstrings that code sets at run time: found by reading, and their text left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.code.packages import read_package
from tests.core.packages import write

if TYPE_CHECKING:
    from pathlib import Path

START = '''\
import functools
from functools import update_wrapper, wraps
from pkg import impl
from pkg.impl import away, bare, words, copied, noticed, noticed_if, passed, passed_with, Appender

COMMON = "By hand."


def told():
    """By hand."""


def untold(a):
    return a


class Tool:
    def use(self, a):
        return a

    def drop(self, a):
        return a


def f(a):
    return a


def g(a):
    return a


def make():
    return untold
'''

DECORATORS = """

def words(text):
    def deco(function):
        function.__doc__ = text
        return function

    return deco


def copied(source):
    def deco(function):
        function.__doc__ = source.__doc__
        return function

    return deco


def noticed(function):
    function.__doc__ = f"Deprecated. {function.__doc__}"
    return function


def noticed_if(function):
    if function.__doc__:
        function.__doc__ += "Deprecated."
    return function


def passed(function):
    def wrapper(*args):
        return function(*args)

    wrapper.__doc__ = function.__doc__
    return wrapper


def passed_with(times):
    def deco(function):
        def wrapper(*args):
            return function(*args)

        wrapper.__doc__ = function.__doc__
        return wrapper

    return deco


class Appender:
    def __init__(self, text):
        self.text = text

    def __call__(self, function):
        function.__doc__ = self.text
        return function
"""

SETS = {
    "f.__doc__ = COMMON": {"f"},
    "f.__doc__ += COMMON": {"f"},
    "f.__doc__ = g.__doc__ = COMMON": {"f", "g"},
    "f.__doc__, g.__doc__ = COMMON, COMMON": {"f", "g"},
    "f.__doc__: str = COMMON": {"f"},
    "Tool.use.__doc__ = COMMON": {"Tool.use"},
    "Tool.use.__func__.__doc__ = COMMON": {"Tool.use"},
    "Tool.__doc__ = COMMON": {"Tool"},
    "__doc__ = COMMON": {""},
    "for one in (f, Tool.drop):\n    one.__doc__ = COMMON": {"f", "Tool.drop"},
    "for one, text in [(f, 'a'), (g, 'b')]:\n    if text:\n        one.__doc__ = text": {"f", "g"},
    "ALL = (f, g)\nfor one in ALL:\n    one.__doc__ += COMMON": {"f", "g"},
    "TEXTS = {f: 'a', g: 'b'}\nfor one, text in TEXTS.items():\n    one.__doc__ = text": {"f", "g"},
    "for name in ('use', 'drop'):\n    getattr(Tool, name).__doc__ = COMMON": {"Tool.use", "Tool.drop"},
    "for name in ('f', 'g'):\n    one = globals()[name]\n    one.__doc__ = COMMON": {"f", "g"},
    "setattr(f, '__doc__', COMMON)": {"f"},
    "f.__doc__ = told.__doc__": {"f"},
    "f.__doc__ = away.__doc__": {"f"},
    "f.__doc__ = len.__doc__": {"f"},
    "functools.update_wrapper(f, told)": {"f"},
    "update_wrapper(f, len)": {"f"},
    "g.__doc__ = COMMON\nupdate_wrapper(f, g)": {"f", "g"},
    "f = wraps(told)(f)": {"f"},
    "away.__doc__ += COMMON\nbare.__doc__ = COMMON": {"impl.away", "impl.bare"},
    "def setup():\n    for one in (f, g):\n        one.__doc__ = COMMON\n\n\nsetup()": {"f", "g"},
    "try:\n    f.__doc__ = COMMON\nexcept AttributeError:\n    pass": {"f"},
    "@wraps(told)\ndef h(a):\n    return a": {"h"},
    "class Other:\n    def run(self, a):\n        return a\n\n    run.__doc__ = COMMON": {"Other.run"},
    "class Other:\n    __doc__ = COMMON": {"Other"},
    "class Other:\n    @wraps(Tool.use)\n    def use(self, a):\n        return a": set(),
    "@words('By hand.')\ndef h(a):\n    return a": {"h"},
    "@impl.words('By hand.')\ndef h(a):\n    return a": {"h"},
    "@words('By hand.')\ndef h(a):\n    'In the source.'\n    return a": set(),
    "@copied(told)\ndef h(a):\n    return a": {"h"},
    "@noticed\ndef h(a):\n    return a": {"h"},
    "class Other:\n    @Appender('By hand.')\n    def run(self, a):\n        return a": {"Other.run"},
    "@passed\ndef h(a):\n    return a": set(),
    "@passed_with(1)\ndef h(a):\n    return a": set(),
    "@noticed_if\ndef h(a):\n    return a": set(),
    "@functools.lru_cache\ndef h(a):\n    return a": set(),
    "@unknown('By hand.')\ndef h(a):\n    return a": set(),
    "f.__doc__ = untold.__doc__": set(),
    "functools.update_wrapper(f, untold)": set(),
    "update_wrapper(f, g)\nupdate_wrapper(g, f)": set(),
    "@wraps(untold)\ndef h(a):\n    return a": set(),
    "f.__doc__ = None": set(),
    "f.__doc__ = ''": set(),
    "f.doc = COMMON": set(),
    "print(f.__doc__)": set(),
    "def deco(f):\n    def g(a):\n        return f(a)\n\n    g.__doc__ = f.__doc__\n    return g": set(),
    "def deco(f):\n    f.__doc__ = COMMON\n    return f": set(),
    "class Other:\n    def run(self, f):\n        f.__doc__ = self.__doc__ = COMMON": set(),
    "nothing.__doc__ = COMMON": set(),
    "make().__doc__ = COMMON": set(),
    "for one in make():\n    one.__doc__ = COMMON": set(),
}


@pytest.mark.parametrize(("code", "found"), SETS.items(), ids=SETS)
def test_which_objects_code_gives_their_docstrings(tmp_path: Path, code: str, found: set[str]) -> None:
    """Whatever the statement is; a copy of no docstring, and what is only a name inside a function, are none."""
    files = {
        "pkg/__init__.py": f"{START}\n\n{code}\n",
        "pkg/impl.py": 'def away(a):\n    """By hand."""\n\n\ndef bare(a):\n    return a\n' + DECORATORS,
    }
    write(tmp_path, files)
    objects = read_package("pkg", [tmp_path], root=tmp_path)
    assert {obj.path.removeprefix("pkg").lstrip(".") for obj in objects if obj.set_by_code} == found


_DECORATED = "@words('By hand.')\ndef h(a):\n    return a\n"
_QUOTED = f"TEXT = '''\n{_DECORATED}'''\n".replace("'By hand.'", '"By hand."')
_CONTINUED = _DECORATED.replace("def h", "def \\\n    {}")
_OPEN = _DECORATED.replace("'By hand.')", "\n    'By hand.'\n)")
SAME_LINES = {
    "out of a text": (_QUOTED, _QUOTED.replace("TEXT = '''\n", "").replace("'''\n", ""), {"h"}),
    "into a text": (_QUOTED.replace("TEXT = '''\n", "").replace("'''\n", ""), _QUOTED, set()),
    "a name on a line of its own": (_CONTINUED.format("h"), _CONTINUED.format("k"), {"k"}),
    "a call behind a bracket": (_OPEN, _OPEN.replace("\n)", "\n)()"), set()),
}


@pytest.mark.parametrize(("before", "after", "found"), SAME_LINES.values(), ids=SAME_LINES)
def test_lines_that_begin_alike_may_mean_something_else(
    tmp_path: Path, before: str, after: str, found: set[str]
) -> None:
    """What was found in a module in the same process counts for what its decorators mean, not for what lines hold."""
    write(tmp_path, {"pkg/__init__.py": "", "pkg/impl.py": DECORATORS})
    for code in (before, after):
        write(tmp_path, {"pkg/decorated.py": f"from pkg.impl import words\n\n\n{code}"})
        objects = read_package("pkg", [tmp_path], root=tmp_path)
    assert {obj.path.removeprefix("pkg.decorated.") for obj in objects if obj.set_by_code} == found
