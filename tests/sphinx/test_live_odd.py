"""Live objects that behave badly, and what other extensions add to them. Real builds."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.sphinx.project import Built, Project

CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
extensions = ["sphinx_aidoc", "sphinx.ext.napoleon", "sphinx_autodoc_typehints"]
"""
INDEX = "Odd\n===\n\n.. automodule:: oddly\n   :members:\n   :undoc-members:\n"
SOURCE = '''\
"""Odd objects."""


class Meta(type):
    """A metaclass whose classes answer everything."""

    reads = 0

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Meta

    @property
    def __doc__(cls):
        Meta.reads += 1
        return f"Read {Meta.reads} times, by hand."


class Changing(metaclass=Meta):
    def act(self, x):
        return x


class Raising:
    """Raises by hand."""

    @property
    def text(self):
        raise RuntimeError("never read")

    class _Descriptor:
        @property
        def __doc__(self):
            raise RuntimeError("no words")

        def __get__(self, obj, cls):
            return self

        def __set__(self, obj, value):
            pass

    field: int = _Descriptor()


class Number:
    __doc__ = 3

    def act(self, x):
        return x


def counted():
    """Counted by hand."""


counted.__doc__ = 4
'''
GENERATORS = '''\
"""Generators."""
from collections.abc import Iterator


def bare(x: int) -> Iterator[int]:
    yield x


def told() -> Iterator[int]:
    """Told by hand.

    * A list by hand.
    """
    yield 1


def listed(x: int) -> Iterator[int]:
    """Listed by hand.

    :param x: X by hand.
    """
    yield x
'''


def warnings(built: Built) -> list[str]:
    """The warnings of a build, without addresses of objects."""
    return [re.sub("0x[0-9a-f]+", "0x", line) for line in built.warnings]


def test_odd_objects(tmp_path, azure):
    """Words that change at each read, raise or are none break no build, and nothing is asked for them again."""
    project = Project(
        tmp_path, files={"docs/conf.py": CONF, "docs/index.rst": INDEX, "src/oddly.py": SOURCE}, azure=azure.url
    )
    conf: dict[str, Any] = {"extensions": ["sphinx_aidoc"]}  # napoleon itself stops at a docstring that raises
    plain = project.build(aidoc_enabled="0", **conf)
    built = project.build(fresh=True, **conf)
    assert warnings(built) == warnings(plain)
    assert built.text().count("times, by hand.") == 1
    assert built.text().count("Raises by hand.") == 1
    rows = {row["path"]: row for row in built.report["objects"]}
    assert (rows["oddly.Changing"]["outcome"], rows["oddly.Changing"]["reason"]) == (
        "skipped",
        "its docstring changes or cannot be read",
    )
    assert "Counted by hand." not in built.text()  # no words of a page, and nobody is asked
    assert (rows["oddly.counted"]["outcome"], rows["oddly.counted"]["reason"]) == (
        "skipped",
        "its docstring is lost at run time",
    )
    asked = len(azure.requests)
    again = project.build(fresh=True, **conf)
    assert len(azure.requests) == asked
    assert warnings(again) == warnings(plain)


ANSWERS = '''\
"""Answers everything."""


class _All:
    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __iter__(self):
        return iter(())


class Meta(type):
    def __getattr__(cls, name):
        return _All()


class Open(metaclass=Meta):
    def act(self, x):
        return x


everything = _All()


def plain(x):
    return x


@everything.deco("x")
def replaced(x):
    return x


def __getattr__(name):
    return everything
'''
DOES = {
    "answers": ANSWERS,
    "prints": "import sys\nprint('loud', flush=True)\nsys.stderr.write('loud')\n\n\ndef plain(x):\n    return x\n",
    "exits": "import sys\n\n\ndef plain(x):\n    return x\n\n\nsys.exit(3)\n",
    "raises": "def plain(x):\n    return x\n\n\nclass Own(BaseException):\n    pass\n\n\nraise Own\n",
    "interrupts": "def plain(x):\n    return x\n\n\nraise KeyboardInterrupt\n",
    "moves": "import os\nos.chdir('/')\n\n\ndef plain(x):\n    return x\n",
    "recurses": "def plain(x):\n    return x\n\n\ndef down():\n    return down()\n\n\ndown()\n",
}
COUNTS = """\
from pathlib import Path

with Path({file!r}).open("a") as counted:
    counted.write("x")


"""


@pytest.mark.parametrize("does", DOES)
def test_what_modules_do_when_they_are_imported(tmp_path, azure, does):
    """The site and its warnings are those without the plugin but for what is filled; none is imported twice that can be imported."""
    count = tmp_path / "count"
    code = COUNTS.format(file=str(count)) + DOES[does]
    files = {"docs/conf.py": CONF, "docs/index.rst": INDEX, "src/oddly.py": code}
    project = Project(tmp_path, files=files, azure=azure.url)
    conf: dict[str, Any] = {"extensions": ["sphinx_aidoc"]}
    plain = project.build(aidoc_enabled="0", **conf)
    times = len(count.read_text())
    built = project.build(fresh=True, **conf)
    assert warnings(built) == warnings(plain)
    assert built.code == plain.code
    shown = "plain(x)" in plain.text()
    # Python forgets an import that fails, so autodoc tries it again after us.
    assert len(count.read_text()) == (2 if shown else 3) * times
    assert ("oddly.plain" in built.filled()) == shown
    assert bool(azure.requests) == shown


HIDDEN = '''\
"""What only aidoc would let appear."""


class Answers(type):
    """A metaclass whose classes answer everything."""

    def __getattr__(cls, name):
        return lambda *given: name


class Everything(metaclass=Answers):
    def act(self, x):
        return x


class Nothing:
    """Nothing by hand."""

    def __repr__(self):
        raise TypeError("no words")

    __bool__ = __len__ = __eq__ = __hash__ = __repr__


class Liar:
    __class__ = property(lambda self: type)


bare = Nothing()
liar = Liar()


class Holder:
    """A holder by hand."""

    bare = bare
    liar = liar
    plain = 1

    def take(self, x=bare):
        return x


def looped(x):
    return x


looped.__wrapped__ = looped


def signed(x):
    return x


signed.__signature__ = 7
'''


@pytest.mark.parametrize("legacy", ["0", "1"])
def test_what_autodoc_cannot_describe_stays_hidden(tmp_path, azure, legacy):
    """Where autodoc hides objects that it could not describe, they are not shown, and nothing is asked for them."""
    index = INDEX.replace("   :undoc-members:\n", "")
    files = {"docs/conf.py": CONF, "docs/index.rst": index, "src/oddly.py": HIDDEN}
    project = Project(tmp_path, files=files, azure=azure.url)
    conf: dict[str, Any] = {
        "extensions": ["sphinx_aidoc"],
        "aidoc_kinds": ["class", "function", "field", "data"],
        "autodoc_use_legacy_class_based": legacy,
    }
    plain = project.build(aidoc_enabled="0", **conf)
    built = project.build(fresh=True, **conf)
    assert warnings(built) == warnings(plain)
    assert built.filled() == ["oddly.Holder.plain", "oddly.Liar"]


def test_a_row_makes_nothing_else_appear(tmp_path, azure):
    """What a table lists, and autodoc hides and could not describe without a warning, appears nowhere else."""
    index = INDEX.replace("   :undoc-members:\n", "") + "\n.. autosummary::\n\n   Everything\n"
    files = {"docs/conf.py": CONF, "docs/index.rst": index, "src/oddly.py": HIDDEN}
    project = Project(tmp_path, files=files, azure=azure.url)
    conf: dict[str, Any] = {"extensions": ["sphinx.ext.autosummary", "sphinx_aidoc"]}
    plain = project.build(aidoc_enabled="0", **conf)
    built = project.build(fresh=True, **conf)
    assert warnings(built) == warnings(plain)
    assert "class oddly.Everything" not in built.text()
    assert "oddly.Everything.act" not in built.filled()
    assert "ai-generated" in built.text()


def test_return_types_stay(tmp_path, azure):
    """What sphinx-autodoc-typehints says of a result stands beside what is said of what is yielded."""
    files = {"docs/conf.py": CONF, "docs/index.rst": INDEX, "src/oddly.py": GENERATORS}
    project = Project(tmp_path, files=files, azure=azure.url)
    plain = project.build(aidoc_enabled="0")
    built = project.build(fresh=True)
    assert plain.text().count("Return type:") == built.text().count("Return type:") == 3
    assert built.text().count("Yields:") == 3
    assert built.warnings == plain.warnings == []


FAILS = '''\
"""What autodoc fails at, and tells."""


class Nameless:
    """Nameless by hand."""

    def __repr__(self):
        raise TypeError("no words")


def takes(x=Nameless(), y=1):
    return x, y


class Fails(type):
    __doc__ = property(lambda cls: 1 / 0)


class Failing(metaclass=Fails):
    def act(self, x):
        return x


class Lines(str):
    def expandtabs(self, *given):
        raise TypeError("no lines")

    splitlines = strip = expandtabs


def lined(x):
    return x


lined.__doc__ = Lines("Lines by nobody.")
'''


@pytest.mark.parametrize("legacy", ["0", "1"])
def test_what_autodoc_fails_at_is_not_requested(tmp_path, azure, legacy):
    """Members with words that cannot be read are on no page; a signature that cannot be written has no parameters."""
    files = {"docs/conf.py": CONF, "docs/index.rst": INDEX, "src/oddly.py": FAILS}
    project = Project(tmp_path, files=files, azure=azure.url)
    conf: dict[str, Any] = {"extensions": ["sphinx_aidoc"], "autodoc_use_legacy_class_based": legacy}
    plain = project.build(aidoc_enabled="0", **conf)
    built = project.build(fresh=True, **conf)
    assert warnings(built) == warnings(plain)
    assert "oddly.takes()" in built.text()
    asked = {one.path: one.only for request in azure.requests for one in request.objects}
    assert asked["oddly.takes"] == ("summary", "returns")
    assert {path for path in asked if ".Failing" in path or path.endswith("lined")} == set()


def test_a_stub_beside_compiled_code_changes_no_signature(tmp_path, azure):
    """Sphinx reads no stubs: that a class is final there, and overloads, are on no page without aidoc."""
    stub = (
        "from typing import final, overload\n@final\nclass deque:\n    maxlen: int\n    def rotate(self, n: int = 1) -> None: ...\n"
        "    @overload\n    def index(self, x: int) -> int: ...\n    @overload\n    def index(self, x: str) -> int: ...\n"
        "    def index(self, x): ...\n    def __reversed__(self): ...\n"
    )
    files = {
        "docs/conf.py": "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'src'))\n"
        "extensions = ['sphinx_aidoc']\n",
        "docs/index.rst": "I\n=\n\n.. automodule:: stubbed._fast\n   :members:\n   :undoc-members:\n   :special-members:\n",
        "src/stubbed/__init__.py": '"""Stubbed."""\n',
        "src/stubbed/_fast.pyi": stub,
        # What is made while it is imported has no source, as compiled code.
        "docs/made.py": "",
    }
    made = (
        "import types, sys, collections\nimport stubbed\nmodule = types.ModuleType('stubbed._fast', 'Fast.')\n"
        "class deque(collections.deque):\n    def bare(self): ...\n"
        "deque.__module__ = 'stubbed._fast'\nmodule.deque = deque\nsys.modules['stubbed._fast'] = stubbed._fast = module\n"
    )
    files["docs/conf.py"] += made
    project = Project(tmp_path, files=files, azure=azure.url)
    plain = project.build(aidoc_enabled="0")
    before = plain.text().split()
    built = project.build(fresh=True)
    assert built.warnings == plain.warnings
    words = iter(built.text().split())
    assert all(word in words for word in before)
    assert "final" not in built.text()
