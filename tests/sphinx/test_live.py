"""Live objects: imported as autodoc does it, read without harm."""

from __future__ import annotations

import importlib
import sys

import pytest
from sphinx.config import Config

from sphinx_aidoc.live import Live
from sphinx_aidoc.live_words import Words
from tests.sphinx.project import Project

SOURCE = '''
"""A module by hand."""
import collections
import dataclasses
import enum
import functools

print("noise")


def plain(x):
    return x


plain.__doc__ = "Plain by hand."


class Everything(type):
    def __getattr__(cls, name):
        return Everything


class Odd(metaclass=Everything):
    def told(self):
        """Told by hand."""


class Child(Odd):
    def told(self):
        return 1

    @property
    def boom(self):
        raise RuntimeError("computed")

    by_call = property(plain)


class Raises:
    def __get__(self, obj, cls):
        raise RuntimeError("asked")


class Holder:
    field = Raises()


class Text:
    @property
    def __doc__(self):
        raise RuntimeError("no words")


class Number:
    __doc__ = 3


class Counter:
    count = 0

    @property
    def __doc__(self):
        Counter.count += 1
        return f"Read {Counter.count} times."

    def __get__(self, obj, cls):
        return self

    def __set__(self, obj, value):
        pass


class Counted:
    each = Counter()


class Slotted:
    __slots__ = {"one": "One by hand.", "two": None}


Pair = collections.namedtuple("Pair", "left right")


@dataclasses.dataclass
class Point:
    x: int = 0


class Colour(enum.Enum):
    RED = 1


part = functools.partial(plain, 2)
odd = Text()
where = f"{object()!r}"


def addressed():
    return 1


addressed.__doc__ = f"Like {object()!r}."
Alias = Holder


def __getattr__(name):
    raise RuntimeError(name)
'''


@pytest.fixture
def live(tmp_path, monkeypatch):
    """A module of odd objects, where Python looks; it is gone again afterwards."""
    (tmp_path / "oddlive.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "oddfails.py").write_text("import oddlive_x\nimport sys\nsys.exit(3)\n", encoding="utf-8")
    (tmp_path / "oddlive_x.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield Live(Config({}, {"autodoc_mock_imports": ["notthere"]}))
    for name in [name for name in sys.modules if name.startswith(("oddlive", "oddfails"))]:
        del sys.modules[name]


WORDS = {
    "oddlive": "A module by hand.",
    "oddlive.plain": "Plain by hand.",
    "oddlive.Child.boom": type.__doc__,  # its metaclass answers for the base class; autodoc shows that
    "oddlive.Child.by_call": "Plain by hand.",
    "oddlive.Holder.field": "",
    "oddlive.odd": "",
    "oddlive.Number": "",
    "oddlive.Slotted.one": "One by hand.",
    "oddlive.Slotted.two": "",
    "oddlive.Pair": "",
    "oddlive.Pair.left": "",
    "oddlive.Point": "",
    "oddlive.Point.x": "",
    "oddlive.Colour": "",
    "oddlive.Colour.RED": "",
    "oddlive.part": "Plain by hand.",
    "oddlive.addressed": "Like <object object at 0x…>.",
    "oddlive.Alias": "",
}


def test_words_of_every_kind(live):
    """What a live object says is what autodoc would show of a person's words."""
    assert live.bring("oddlive")
    words = {path: live.words(path) for path in WORDS}
    assert {path: None if found is None else found.text for path, found in words.items()} == WORDS


def test_nothing_is_known_before_it_is_brought(live):
    """Until a module is asked for, nothing is imported."""
    assert live.words("oddlive.plain") is None
    assert "oddlive" not in sys.modules


def test_inherited_and_changing_words(live):
    """Words of a base class are told from own ones, and words that change at each read from others."""
    assert live.bring("oddlive")
    assert live.words("oddlive.Child.told") == Words(text="Told by hand.", inherited=True)
    each = live.words("oddlive.Counted.each")
    assert each is not None
    assert each.text.startswith("Read ")
    assert not each.fixed


def test_names_that_are_none(live):
    """A `__getattr__` that answers everything, or raises, makes no objects."""
    assert live.bring("oddlive")
    assert live.find("oddlive.missing") is None
    assert live.find("oddlive.Odd.missing") is None
    assert live.find("oddlive.plain.missing") is None


def test_a_module_that_fails(live):
    """A module that ends Python is not there, and nothing of it stays."""
    assert not live.bring("oddfails")
    assert live.failed("oddfails")
    assert "oddfails" not in sys.modules
    assert not live.bring("not_anywhere.at_all")
    assert not live.failed("oddlive")


def test_renamed_and_placed(live):
    """A class under another name is an alias; a function has a place, an alias of one too."""
    assert live.bring("oddlive")
    alias = live.find("oddlive.Alias")
    assert alias is not None
    assert alias.renamed
    function = live.find("oddlive.plain")
    assert function is not None
    assert function.place is not None
    assert function.place[1] == 1 + SOURCE.split("\n").index("def plain(x):")
    assert function.module == "oddlive"


@pytest.mark.parametrize("kind", ["module", "bare directory"])
def test_what_an_earlier_build_left_is_no_part_of_a_package(tmp_path, azure, kind):
    """Several builds in one process: a module of another package of the same name does not stand for a function."""
    first, second = tmp_path / "first", tmp_path / "second"
    inner = "bare.py" if kind == "module" else "bare/inner.py"
    for file, code in ((first / "pkg/__init__.py", ""), (first / "pkg" / inner, '"""Elsewhere."""\n')):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code)
    sys.path.insert(0, str(first))
    try:
        importlib.import_module("pkg." + inner.removesuffix(".py").replace("/", "."))
        stale = sys.modules["pkg.bare"]
        del sys.modules["pkg"]
        sys.path.remove(str(first))
        importlib.invalidate_caches()
        code = '"""Pkg."""\n\n\ndef bare(function):\n    return function\n'
        project = Project(
            second,
            files={
                "docs/conf.py": f"import sys\nsys.path.insert(0, {str(second / 'src')!r})\nextensions = ['sphinx_aidoc']\n",
                "docs/index.rst": "I\n=\n\n.. automodule:: pkg\n   :members:\n",
                "src/pkg/__init__.py": code,
            },
            azure=azure.url,
        )
        built = project.build()
        assert sys.modules["pkg.bare"] is stale
    finally:
        for name in [name for name in sys.modules if name == "pkg" or name.startswith("pkg.")]:
            del sys.modules[name]
    assert built.warnings == []
    gaps = {row["path"]: row["gaps"] for row in built.report["objects"] if row["outcome"] == "generated"}
    assert gaps == {"pkg.bare": ["summary", "parameter function", "returns"]}
