"""Constructors as pages show them: with their class or apart, and by the signature that stands there."""

from __future__ import annotations

import pytest

from tests.sphinx.project import Project

CONF = "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
BARE = '''\
"""Hand-written."""


class Bell:
    def __init__(self):
        self.rung = 0


class Horn:
    """A person's horn."""

    def __init__(self):
        self.rung = 0


class Drum:
    """A person's drum."""

    def __init__(self, skin):
        self.skin = skin
'''


def _built(tmp_path, azure, code, page, **conf):
    files = {"docs/conf.py": CONF, "src/hall.py": code, "docs/index.rst": f"Hall\n====\n\n{page}"}
    return Project(tmp_path, files=files, azure=azure.url).build(extensions=["sphinx_aidoc"], **conf)


@pytest.mark.parametrize("send", ["bodies", "signatures"])
@pytest.mark.parametrize("content", ["class", "init", "both"])
def test_a_constructor_that_lacks_only_its_summary_is_not_requested(tmp_path, azure, content, send):
    """Its class says what it would say, and pages never show it: it is neither requested nor counted."""
    page = ".. automodule:: hall\n   :members:\n"
    built = _built(tmp_path, azure, BARE, page, autoclass_content=content, aidoc_send=send)
    assert built.warnings == []
    assert sorted(built.filled()) == ["hall.Bell", "hall.Drum.__init__"]
    assert {row["path"] for row in built.report["objects"]} == {
        *("hall", "hall.Bell", "hall.Horn", "hall.Drum", "hall.Drum.__init__"),
    }


@pytest.mark.parametrize(
    ("page", "conf"),
    [
        (".. automodule:: hall\n   :members:\n   :special-members: __init__\n", {}),
        (".. automodule:: hall\n   :members:\n", {"autodoc_class_signature": "separated"}),
        (".. autoclass:: hall.Bell\n\n.. automethod:: hall.Bell.__init__\n", {}),
    ],
    ids=["special", "separated", "directive"],
)
def test_a_constructor_that_is_shown_apart_has_a_summary(tmp_path, azure, page, conf):
    """Where it has a place of its own on a page, it is completed like every method."""
    built = _built(tmp_path, azure, BARE, page, **conf)
    assert built.warnings == []
    assert "hall.Bell.__init__" in built.filled()
    assert built.report["on_demand"] == 0


SIGNED = '''\
"""Hand-written."""

import enum
from typing import Generic, TypeVar

T = TypeVar("T")


class Base:
    """A person's base."""

    def __new__(cls, *args, **kwargs):
        return super().__new__(cls)


class Child(Base):
    """A person's child."""

    def __init__(self, colour, size):
        self.colour = colour, size


class Meta(type):
    """A person's meta."""

    def __call__(cls, *args, **kwargs):
        return super().__call__(*args, **kwargs)


class Made(metaclass=Meta):
    """A person's made."""

    def __init__(self, colour):
        self.colour = colour


class Two:
    """A person's two."""

    def __new__(cls, first):
        return super().__new__(cls)

    def __init__(self, first, second=0):
        self.first = first, second


class Plain(Generic[T]):
    """A person's plain."""

    def __init__(self, colour: T):
        self.colour = colour


class Written(Base):
    """Written(colour)

    A person's written.
    """

    def __init__(self, colour):
        self.colour = colour


class Kind(enum.Enum):
    """A person's kind."""

    ONE = 1
    """A person's one."""

    def __init__(self, colour):
        self.colour = colour
'''


def test_a_class_is_described_by_the_signature_that_is_shown(tmp_path, azure):
    """A `__new__` or a metaclass that passes everything on hides what `__init__` takes: nothing of it is requested."""
    built = _built(tmp_path, azure, SIGNED, ".. automodule:: hall\n   :members:\n")
    assert built.warnings == []
    text = built.text()
    shown = {
        name: text.partition(f"class hall.{name}(")[2].partition(" class ")[0]
        for name in ("Child", "Made", "Two", "Plain", "Written", "Kind")
    }
    described = {
        name: [one for one in ("colour", "size", "first", "second") if f"**{one}** --" in said]
        for name, said in shown.items()
    }
    assert described == {
        "Child": [], "Made": [], "Two": ["first"], "Plain": ["colour"], "Written": ["colour"], "Kind": [],
    }  # fmt: skip
    assert shown["Child"].startswith("*args, **kwargs)")
    assert sorted(built.filled()) == ["hall.Plain.__init__", "hall.Two.__init__", "hall.Written.__init__"]


def test_a_constructor_apart_is_described_by_its_own_signature(tmp_path, azure):
    """There it is not hidden by what a `__new__` passes on."""
    page = ".. automodule:: hall\n   :members:\n   :special-members: __init__\n"
    built = _built(tmp_path, azure, SIGNED, page)
    assert built.warnings == []
    child = built.text().partition("class hall.Child(")[2].partition(" class ")[0]
    assert child.partition("__init__(colour, size)")[2].count("** --") == 2
