"""People's words that exist at run time only: all there, once, in order, and nothing asked for them. Real builds."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sphinx

from tests.sphinx.project import Project

SOURCE = '''
"""Words at run time."""
import collections
import dataclasses
import enum
import functools
import io


def documented(x):
    """Documented by hand."""
    return x


def late(x):
    return x


late.__doc__ = """Late by hand.

Args:
    x: X of late by hand.

Returns:
    Result of late by hand.
"""


def describe(text):
    """Describe by hand.

    Args:
        text: Text by hand.

    Returns:
        A decorator by hand.
    """

    def wrap(function):
        function.__doc__ = text
        return function

    return wrap


@describe("Decorated by hand.")
def decorated():
    pass


@functools.wraps(documented)
def wrapped(*args):
    return documented(*args)


half = functools.partial(documented, 2)
other = documented


class Described:
    """A descriptor by hand."""

    def __init__(self, text):
        """Make one by hand.

        Args:
            text: Its text by hand.
        """
        self.__doc__ = text

    def __get__(self, obj, cls):
        return self

    def __set__(self, obj, value):
        pass


class Meta(type):
    """A metaclass by hand."""

    @property
    def __doc__(cls):
        return f"{cls.__name__} by its metaclass, by hand."


class Made(metaclass=Meta):
    pass


class Base:
    __doc__ = "Base " + "by hand."

    def go(self):
        """Go by hand."""

    def _speed(self):
        """Speed by its getter, by hand."""
        return 3

    speed = property(_speed)
    told = property(lambda self: 3, doc="Told by hand.")
    kept = functools.cached_property(_speed)
    field = Described("Field by hand.")
    file = go
    half = functools.partialmethod(documented, 1)
    count = 1  #: Count by hand.
    text: str = ""
    """Text of the base by hand."""


class Row:
    """A row by hand."""

    def first(self):
        """First by hand."""


class Child(Base):
    """A child by hand."""

    Row = Row

    def go(self):
        pass

    def run(self):
        pass

    run.__doc__ = Base.go.__doc__ + " Run by hand."
    text: str = "x"
    limit: int = 3


class Slotted:
    """Slots by hand."""

    __slots__ = {"one": "One by hand."}


class Colour(enum.Enum):
    """A colour by hand."""

    RED = 1


class Pair(collections.namedtuple("Pair", "left right")):
    """A pair by hand."""


Pair.left.__doc__ = "Left by hand."


@dataclasses.dataclass
class Point:
    x: int = 0


Engine = Row
Reader = io.StringIO
'''
ALL = "   :members:\n   :undoc-members:\n"
DOCUMENT = "Words\n=====\n\n.. automodule:: atlive\n"
SETUPS: dict[str, tuple[str, dict[str, Any]]] = {
    "members": (DOCUMENT + "   :members:\n", {}),
    "undocumented": (DOCUMENT + ALL, {}),
    "inherited": (DOCUMENT + ALL + "   :inherited-members:\n", {}),
    "not revealed": (DOCUMENT + ALL, {"aidoc_reveal": "0"}),
    "not inherited": (DOCUMENT + ALL, {"autodoc_inherit_docstrings": False}),
    "both": (DOCUMENT + ALL, {"autoclass_content": "both"}),
    "legacy": (DOCUMENT + ALL, {"autodoc_use_legacy_class_based": True}),
}
WORD = re.compile(r"\w+|alias of")
CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
extensions = ["sphinx_aidoc", "sphinx.ext.napoleon"]
"""


def lines(page: str) -> list[str]:
    """The lines of a text page that hold words, without indentation; a person's words here are short."""
    return [line.strip() for line in page.splitlines() if WORD.search(line)]


def lost(plain: list[str], filled: list[str]) -> list[str]:
    """The lines of a plain page that do not follow one another in the filled one."""
    missing, after = [], 0
    for line in plain:
        try:
            after = filled.index(line, after) + 1
        except ValueError:
            missing.append(line)
    return missing


@pytest.fixture
def project(tmp_path, azure):
    """A project with such a module."""
    return Project(tmp_path, files={"docs/conf.py": CONF, "src/atlive.py": SOURCE.lstrip()}, azure=azure.url)


@pytest.mark.parametrize("setup", SETUPS)
def test_words_stay(project, azure, setup):
    """Every line of the plain page is on the filled one, in order, and what people say is said once."""
    document, conf = SETUPS[setup]
    if setup == "legacy" and sphinx.version_info < (9,):
        pytest.skip("Sphinx has but one implementation")
    project.write({"docs/index.rst": document})
    plain = project.build(aidoc_enabled="0", **conf)
    before = lines((plain.out / "index.txt").read_text(encoding="utf-8"))
    built = project.build(fresh=True, **conf)
    after = lines((built.out / "index.txt").read_text(encoding="utf-8"))
    said = [line for line in before if "by hand." in line]
    assert lost(before, after) == ["Point(x: int = 0)"] * before.count("Point(x: int = 0)")
    assert [line for line in after if "by hand." in line] == said
    assert len(said) > 20
    assert built.warnings == plain.warnings == []
    assert built.report["on_demand"] == 0
    asked = {one.path: one for request in azure.requests for one in request.objects}
    assert not {path for path, one in asked.items() if not one.only} & {
        f"atlive.{name}" for name in ("late", "decorated", "wrapped", "half", "Made", "Base", "Child.run", "Base.told")
    }
    assert "atlive.late" not in asked
    offline = project.build(fresh=True, aidoc_offline="1", aidoc_on_miss="error", **conf)
    assert lines((offline.out / "index.txt").read_text(encoding="utf-8")) == after
    assert offline.warnings == []


PARTIALS = '''
"""Partials, in a class."""
import functools
import json


def documented(x, y=1):
    """Documented by hand."""
    return x


def bare(x, y=1):
    return x


class Parts:
    """Parts by hand."""

    def method(self, a, b, c=1):
        """Method by hand."""

    plain = functools.partial(documented, 1)
    static = staticmethod(functools.partial(documented, 1))
    of_method = staticmethod(functools.partial(method, 1))
    of_others = staticmethod(functools.partial(json.dumps, indent=2))
    of_class = classmethod(functools.partial(documented, 1))
    nested = functools.partial(functools.partial(documented, 1), 2)
    said = functools.partial(bare, 1)
    said.__doc__ = "Said by hand."
    halved = functools.partialmethod(documented, 1)
'''


@pytest.mark.parametrize("legacy", [False, True])
def test_partials_in_a_class(project, azure, legacy):
    """They say what their function says, and it stays; nothing is requested for them."""
    page = "Top\n===\n\n.. automodule:: parts\n   :members:\n   :undoc-members:\n"
    project.write({"src/parts.py": PARTIALS.lstrip(), "docs/index.rst": page})
    plain = project.build(aidoc_enabled="0", autodoc_use_legacy_class_based=legacy)
    before = lines((plain.out / "index.txt").read_text(encoding="utf-8"))
    built = project.build(fresh=True, autodoc_use_legacy_class_based=legacy)
    after = lines((built.out / "index.txt").read_text(encoding="utf-8"))
    assert lost(before, after) == []
    assert sum("by hand." in line for line in after) == sum("by hand." in line for line in before) >= 7
    shown = {one.path.rpartition(".")[2] for request in azure.requests for one in request.objects if not one.only}
    assert shown <= {"bare", "halved"}  # autodoc shows no words of a partial method
    assert built.warnings == plain.warnings
