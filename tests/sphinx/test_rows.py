"""Every object that a page shows is a row: re-exports of other packages, stubs, named tuples."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sphinx.project import Project, inventory

CONF = (
    "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "sys.dont_write_bytecode = True\nextensions = ['sphinx_aidoc']\nproject = 'pkg'\n"
)
TWO = {  # as attrs has it
    "src/inside/__init__.py": "from inside._make import Frozen, define\nfrom inside.wide import span\n",
    "src/inside/_make.py": "def define(cls, frozen=False):\n    return cls\n\n\n"
    "class Frozen:\n    def thaw(self, minutes):\n        return minutes\n",
    "src/inside/wide.py": "__all__ = ['span']\n\n\ndef span(a, b):\n    return b - a\n",
    "src/outside/__init__.py": '"""Outside."""\nfrom pathlib import PurePath\n\nfrom inside import Frozen, define\n\n'
    "from . import wide\n\n__all__ = ['Frozen', 'PurePath', 'define', 'wide']\n",
    "src/outside/wide.py": '"""Wide."""\nfrom inside.wide import *  # noqa\n\n__all__ = ["span"]\n',
}
RE_EXPORTED = ["inside._make.Frozen", "inside._make.Frozen.thaw", "inside._make.define", "inside.wide.span"]


def _project(tmp_path, azure, rst: str, files: dict[str, str]) -> Project:
    return Project(tmp_path, files={"docs/conf.py": CONF, "docs/index.rst": f"I\n=\n\n{rst}", **files}, azure=azure.url)


def _automodule(*names: str, options: str = ":members:\n   :undoc-members:") -> str:
    return "".join(f".. automodule:: {name}\n   {options}\n\n" for name in names)


def _rows(built) -> dict[str, str]:
    return {row["path"]: " ".join(filter(None, (row["outcome"], row["reason"]))) for row in built.report["objects"]}


@pytest.mark.parametrize("undocumented", [True, False])
def test_re_exports_of_another_package(tmp_path, azure, undocumented):
    """What a package shows of a second one of the same project is filled in the one batch, and counted."""
    options = ":members:\n   :undoc-members:" if undocumented else ":members:"
    built = _project(tmp_path, azure, _automodule("outside", "outside.wide", options=options), TWO).build()
    assert built.warnings == []
    assert sorted(built.filled()) == RE_EXPORTED
    assert len(azure.requests) == 1  # the one batch, and nothing asked again
    assert built.report["on_demand"] == 0
    text = built.text()
    assert text.count("*Generated") == len(RE_EXPORTED)
    assert all(f"outside.{name}" in text for name in ("define(", "Frozen", "wide.span("))
    assert built.changed == []


def test_re_exports_by_name(tmp_path, azure):
    """A directive for one such object, too."""
    rst = ".. autofunction:: outside.define\n\n.. autofunction:: outside.wide.span\n\n.. autoclass:: outside.Frozen\n   :members:\n"
    built = _project(tmp_path, azure, rst, TWO).build()
    assert built.warnings == []
    assert sorted(built.filled()) == RE_EXPORTED
    assert built.text().count("*Generated") == len(RE_EXPORTED)


def test_what_others_define(tmp_path, azure):
    """What a page shows of somebody else's package is neither read nor sent; it is a row."""
    code = (
        '"""Pkg."""\nfrom bisect import bisect\nfrom configparser import LegacyInterpolation\nfrom pathlib import PurePath\n\n'
        "__all__ = ['LegacyInterpolation', 'PurePath', 'bisect']\n"
    )
    built = _project(tmp_path, azure, _automodule("pkg"), {"src/pkg/__init__.py": code}).build()
    assert built.warnings == []
    assert azure.requests == []
    assert _rows(built) == {
        "pkg": "human",
        "pkg.LegacyInterpolation": "human",
        "pkg.PurePath": "human",
        "pkg.bisect": "human",
    }


def test_what_others_define_without_a_docstring(tmp_path, azure):
    """The same, where a text is missing; without `undoc-members` autodoc does not show it, so there is no row."""
    code = "import tokenize\nfrom tokenize import TokenError, any\n\n__all__ = ['any']\n"
    files = {"src/pkg/__init__.py": code}
    built = _project(tmp_path, azure, _automodule("pkg"), files).build()
    assert built.warnings == []
    assert [asked.path for request in azure.requests for asked in request.objects] == ["pkg"]
    assert _rows(built) == {"pkg": "generated", "pkg.any": "skipped defined in another package: tokenize"}
    built = _project(tmp_path, azure, _automodule("pkg", options=":members:"), files).build(fresh=True)
    assert "pkg.any" not in built.text()
    assert _rows(built) == {"pkg": "cached"}


BRANCHES = '''"""Pkg."""
import sys

if sys.platform == "win32":
    def spool_dir(root, drive):
        if not drive:
            raise OSError(drive)
        print(root)
else:
    def spool_dir(root):
        return root

try:
    import nothing_of_this_name
except ImportError:
    def sum_up(block, seed=0):
        if not block:
            raise ValueError("empty")
        return seed
else:
    def sum_up(block, seed=0, *, engine):
        raise KeyError(engine)

if sys.version_info >= (3, 0):
    class Gate:
        def swing(self, degrees):
            return degrees
else:
    class Gate:
        def swing(self):
            yield 1

        def lock(self):
            return 1

if True:
    def first():
        return 1

    class Never:
        def inner(self):
            return 1


class Outer:
    if True:
        def shown(self):
            return 1

        def hidden(self):
            return 1
'''


def test_sphinx_autoapi_shows_the_first_branch(tmp_path, azure):
    """Everything that is asked, paid and said is of the definition that it shows; what it leaves out is no row."""
    project = _project(tmp_path, azure, ".. toctree::\n\n   /autoapi/pkg/index\n", {"src/pkg/__init__.py": BRANCHES})
    built = project.build(
        extensions=["autoapi.extension", "sphinx_aidoc"],
        autoapi_dirs=["../src"],
        autoapi_options=["members", "undoc-members"],
        autoapi_add_toctree_entry=False,
    )
    assert built.warnings == []
    asked = {
        one.path: (list(one.parameters), one.returns, one.yields, list(one.raises))
        for request in azure.requests
        for one in request.objects
    }
    assert asked == {
        "pkg.spool_dir": (["root", "drive"], False, False, ["OSError"]),
        "pkg.sum_up": (["block", "seed"], True, False, ["ValueError"]),
        "pkg.Gate": ([], False, False, []),
        "pkg.Gate.swing": (["degrees"], True, False, []),
        "pkg.first": ([], True, False, []),
        "pkg.Outer": ([], False, False, []),
        "pkg.Outer.shown": ([], True, False, []),
    }
    assert set(_rows(built)) == {"pkg", *asked}
    page = built.text("autoapi/pkg/index")
    assert page.count("*Generated") == len(asked)
    assert "Never" not in page
    assert "hidden" not in page
    assert " lock(" not in page


def test_members_of_a_stub_alone(tmp_path, azure):
    """What only a stub has is not shown by autodoc: nothing is asked or counted for it."""
    files = {
        "src/pkg/__init__.py": '"""Pkg."""\n\n\nclass Wheel:\n    """A wheel."""\n\n'
        "    def turn(self, by):\n        return by\n",
        "src/pkg/__init__.pyi": "class Wheel:\n    size: float\n    def turn(self, by: float) -> float: ...\n"
        "    def fast(self, x: int) -> int: ...\n\n\nclass Hub:\n    def spin(self, n: int) -> str: ...\n",
    }
    built = _project(tmp_path, azure, _automodule("pkg"), files).build()
    assert built.warnings == []
    assert [one.path for request in azure.requests for one in request.objects] == ["pkg.Wheel.turn"]
    assert _rows(built) == {"pkg": "human", "pkg.Wheel": "human", "pkg.Wheel.turn": "generated"}
    assert "fast" not in built.text()


def test_named_tuples(tmp_path, azure):
    """Fields that a call of `namedtuple` makes are rows; Python's own text on them is nobody's word."""
    code = (
        '"""Pkg."""\nfrom collections import namedtuple\nfrom typing import NamedTuple\n\n'
        'Point = namedtuple("Point", "x y")\nPoint.y.__doc__ = "How far up."\n\n\n'
        "Spot = NamedTuple('Spot', [('z', int)])\n\n\n"
        "class Line(NamedTuple):\n    start: int\n    end: int = 3\n"
    )
    built = _project(tmp_path, azure, _automodule("pkg"), {"src/pkg/__init__.py": code}).build()
    assert built.warnings == []
    assert sorted(one.path for request in azure.requests for one in request.objects) == [
        "pkg.Line",
        "pkg.Line.end",
        "pkg.Line.start",
    ]
    assert _rows(built) == {
        "pkg": "human",
        "pkg.Line": "generated",
        "pkg.Line.end": "generated",
        "pkg.Line.start": "generated",
        "pkg.Point": "skipped kinds: data is not listed",
        "pkg.Point.x": "skipped made by a call of namedtuple",
        "pkg.Point.y": "human",
        "pkg.Spot": "skipped kinds: data is not listed",
        "pkg.Spot.z": "skipped made by a call of namedtuple",
    }
    assert "How far up." in built.text()
    assert built.text().count("Alias for field number") == 2  # of what the code declares, it gives way


BASES = '''
"""By hand: a package."""


class Base:
    """By hand: the base."""


class Below(Base):
    def turn(self, by):
        return by


class Odd(ValueError):
    pass
'''


def test_sphinx_autoapi_keeps_a_text_of_a_base_first(tmp_path, azure):
    """Its summaries show a first line alone: that of the person stays, and what is generated comes after it."""
    project = _project(tmp_path, azure, ".. toctree::\n\n   /autoapi/pkg/index\n", {"src/pkg/__init__.py": BASES})
    given: dict[str, Any] = {
        "autoapi_dirs": ["../src"],
        "autoapi_options": ["members", "undoc-members", "show-module-summary"],
        "autoapi_add_toctree_entry": False,
    }
    plain = project.build(extensions=["autoapi.extension"], **given).text("autoapi/pkg/index")
    built = project.build(extensions=["autoapi.extension", "sphinx_aidoc"], fresh=True, **given)
    assert built.warnings == []
    page = built.text("autoapi/pkg/index")
    for words in ("By hand: the base.", "Inappropriate argument value"):
        assert page.count(words) == plain.count(words) > 1
    assert page.count("*Generated") + page.count("*Completed") == len(built.filled()) == 3


def test_overloads_in_a_stub_of_what_another_package_defines(tmp_path, azure):
    """Griffe fails to merge such a stub while the other package is not loaded, as that of attrs; it is loaded first."""
    files = {
        **TWO,
        "src/outside/__init__.pyi": "from typing import overload\nfrom inside import Frozen\n\n"
        "@overload\ndef define(cls: int, frozen: bool = ...) -> int: ...\n"
        "@overload\ndef define(cls: str, frozen: bool = ...) -> str: ...\n",
    }
    built = _project(tmp_path, azure, _automodule("outside", "outside.wide"), files).build()
    assert built.warnings == []
    assert sorted(built.filled()) == RE_EXPORTED


def test_a_class_that_is_assigned_anew(tmp_path, azure):
    """What autodoc shows for a name is the class, wherever the name went in between."""
    code = (
        '"""Pkg."""\n\n\ndef _with_order(cls):\n    return cls\n\n\n'
        "class Attribute:\n    def evolve(self, by):\n        return by\n\n\nAttribute = _with_order(Attribute)\n\n\n"
        "def run(fast):\n    return fast\n\n\nrun = _with_order(run)\n"
    )
    built = _project(tmp_path, azure, _automodule("pkg"), {"src/pkg/__init__.py": code}).build()
    assert built.warnings == []
    assert built.filled() == ["pkg.Attribute", "pkg.Attribute.evolve", "pkg.run"]
    assert built.report["on_demand"] == 0
    assert built.text().count("*Generated") == 3


KEPT = '''\
"""Pkg."""
import dataclasses, enum


class Base:
    """Base by hand."""


class Sub(Base):
    pass


class Bare:
    pass


@dataclasses.dataclass
class Pair:
    left: int


class Colour(enum.Enum):
    RED = 1


class Fault(ValueError):
    pass
'''


def test_classes_that_autodoc_keeps_for_the_words_of_a_base(tmp_path, azure):
    """Without `reveal`, too, they are shown, so they are filled in the one batch; a class without any words is not."""
    project = _project(tmp_path, azure, _automodule("pkg", options=":members:"), {"src/pkg/__init__.py": KEPT})
    plain = project.build(aidoc_enabled="0").text()
    built = project.build(fresh=True, aidoc_reveal="0")
    assert built.warnings == []
    shown = [name for name in ("Base", "Sub", "Bare", "Pair", "Colour", "Fault") if f"pkg.{name}" in plain]
    assert {"Sub", "Pair", "Fault"} <= set(shown)
    assert "Bare" not in shown
    assert {row["path"] for row in built.report["objects"]} >= {f"pkg.{name}" for name in shown}
    assert set(built.filled()) >= {f"pkg.{name}" for name in shown if name != "Base"}
    assert "pkg.Bare" not in built.filled()
    assert built.report["on_demand"] == 0
    assert len(azure.requests) == 1


SLOTTED = '''\
"""Slots."""

import dataclasses


class Tuple:
    """By hand."""

    __slots__ = ("first", "second", "_private", "__mangled", "__weakref__")


class Dict:
    """By hand."""

    __slots__ = {"said": "By hand: said.", "empty": "", "none": None}


class List:
    """By hand."""

    __slots__ = ["item"]


class Text:
    """By hand."""

    __slots__ = "single"


class More(Tuple):
    """By hand."""

    __slots__ = ("first", "more")


class Bare(Dict):
    """By hand."""


class Assigned:
    """By hand."""

    __slots__ = ("given", "noted", "computed", "hinted", "other")

    hinted: int

    def __init__(self, given):
        """By hand.

        Args:
            given: By hand.
        """
        self.given = given
        #: By hand: noted.
        self.noted = 1


class Again(Assigned):
    """By hand."""

    __slots__ = ("given",)


@dataclasses.dataclass(slots=True)
class Data:
    """By hand."""

    x: int = 1


class Failing:
    """By hand."""

    __slots__ = ()


Failing.__slots__ = 42
'''


@pytest.mark.parametrize("legacy", [True, False])
@pytest.mark.parametrize(
    "options",
    [
        ":members:",
        ":members:\n   :undoc-members:",
        ":members:\n   :undoc-members:\n   :private-members:\n   :special-members:",
        ":members:\n   :undoc-members:\n   :inherited-members:",
        ":members:\n   :undoc-members:\n   :exclude-members: first, empty",
    ],
)
def test_slots(tmp_path, azure, options, legacy):
    """Names that stand in `__slots__` alone are rows where the page shows them; a text beside one is a person's."""
    project = _project(tmp_path, azure, _automodule("slotted", options=options), {"src/slotted.py": SLOTTED})
    conf = {"autodoc_use_legacy_class_based": legacy}
    plain = project.build("html", aidoc_enabled="0", **conf)
    before = inventory(plain.out).keys()
    built = project.build("html", fresh=True, **conf)
    assert (built.error, built.warnings) == ("", plain.warnings)
    assert before <= inventory(built.out).keys()
    special = {path for path in before if path.rpartition(".")[2].startswith("__")}  # Python's own, and no gap
    rows = _rows(built)
    missing = before - rows.keys() - special
    if "inherited" in options:  # such rows have the path of the base
        missing = {
            path
            for path in missing
            if not {f"slotted.{cls}.{path.rpartition('.')[2]}" for cls in ("Tuple", "Assigned")} & rows.keys()
        }
    assert missing == set()
    alone = {path for path, row in rows.items() if row == "skipped named in __slots__ alone"}
    assert alone <= before
    assert {
        "slotted.Tuple.second",
        "slotted.List.item",
        "slotted.Text.single",
        "slotted.More.more",
    } <= alone or "undoc" not in options
    assert {row for path, row in rows.items() if path in ("slotted.Dict.said", "slotted.Bare.said")} == {"human"}
    assert "slotted.Data.x" in built.filled_paths


MADE = """\
\"\"\"Pkg.\"\"\"
import dataclasses
import enum

Dyn = type("Dyn", (), {"x": 1, "m": lambda self, a: a, "__doc__": "Words.", "__module__": __name__})
Func = enum.Enum("Func", "ONE TWO", module=__name__)


def _late(self):
    \"\"\"Words of a person.\"\"\"


class Late:
    \"\"\"Words of the class.\"\"\"


Late.late = _late
Late.bare = lambda self: None


class It:
    \"\"\"Its slots are used up.\"\"\"

    __slots__ = iter(("u", "v"))


@dataclasses.dataclass
class D:
    \"\"\"Words.\"\"\"

    e: dataclasses.InitVar[int] = 4


class Error(Exception):
    \"\"\"Words.\"\"\"

    def add_note(self, note):
        \"\"\"Words.\"\"\"
"""


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("readers", [1, 2])
def test_every_object_of_a_page_is_a_row(tmp_path, azure, readers, legacy):
    """What no line of the source makes, too: with who says something of it, and why it is left alone."""
    pages = {
        f"docs/other{number}.rst": f":orphan:\n\nOther {number}\n=======\n" for number in range(6)
    }  # for two readers
    page = _automodule("pkg", options=":members:\n   :undoc-members:\n   :inherited-members:")
    project = _project(tmp_path, azure, page, {"src/pkg/__init__.py": MADE, **pages})
    built = project.build("html", readers=readers, autodoc_use_legacy_class_based=legacy)
    rows = {row["path"]: row for row in built.report["objects"]}
    assert rows["pkg._late"]["outcome"] == "human"  # under the name that the source has for it
    assert rows.keys() - {"pkg._late"} == inventory(built.out).keys() - {"pkg.Late.late"}
    told = {path: (row["outcome"], row["reason"]) for path, row in rows.items() if row["reason"]}
    made = "made while the code runs"
    assert told["pkg.Dyn.m"] == ("skipped", made)
    assert told["pkg.Late.bare"] == told["pkg.It.u"] == told["pkg.It.v"] == ("skipped", made)
    assert told["pkg.Error.with_traceback"] == ("human", "defined in another package: builtins")
    after = built.report["coverage"]["after"]
    assert f"{after['documented']} ({100 * after['documented'] // after['total']}%) after; complete" in built.status
    assert built.status.count("aidoc: documented: ") == 1
    again = project.build("html", fresh=True, readers=readers, autodoc_use_legacy_class_based=legacy)
    assert {row["path"] for row in again.report["objects"]} == rows.keys()
    project.edit("docs/other1.rst", "Other 1", "Other A")
    edited = project.build("html", readers=readers, autodoc_use_legacy_class_based=legacy)
    assert {row["path"] for row in edited.report["objects"]} == rows.keys()
    assert edited.read == ["other1"]


def test_a_class_that_is_shown_more_than_once(tmp_path, azure):
    """On one page and on two: filled everywhere, requested once, one row."""
    code = "class Gate:\n    def swing(self, degrees):\n        return degrees\n"
    once = ".. autoclass:: pkg.Gate\n   :members:\n   :undoc-members:\n"
    twice = f"{once}\n{once}   :no-index:\n"
    files = {"src/pkg.py": code, "docs/other.rst": f":orphan:\n\nOther\n=====\n\n{once}   :no-index:\n"}
    project = _project(tmp_path, azure, twice, files)
    plain = project.build(aidoc_enabled="0")
    built = project.build(fresh=True)
    assert built.warnings == plain.warnings
    assert _rows(built) == {"pkg.Gate": "generated", "pkg.Gate.swing": "generated"}
    assert sorted(one.path for request in azure.requests for one in request.objects) == ["pkg.Gate", "pkg.Gate.swing"]
    assert (built.text().count("*Generated"), built.text("other").count("*Generated")) == (4, 2)


UNSPOKEN = '''"""Pkg."""


def nowraps(f):
    """Drop what a function says, said by a person.

    :param f: The function.
    :returns: The same, without a word.
    """
    def inner(*args, **kwargs):
        return f(*args, **kwargs)

    return inner


@nowraps
def lost(a, b):
    """Words of a person that no page has."""
    return a + b


class K:
    v = 1
    w = 2  #: A comment that autodoc has.

    @nowraps
    def gone(self, a):
        """Words of a person for a method.

        :param a: Words for a.
        """
        return a

    def kept(self):
        """Keep, said by a person."""
'''
STUB = '''"""Pkg."""
from typing import Any

class K:
    """Words of the stub for K."""
    v: int
    """Words of the stub for v."""
    w: int
    def gone(self, a: Any) -> Any: ...
    def kept(self) -> None: ...
'''


@pytest.mark.parametrize(
    "rst",
    [
        _automodule("pkg"),
        ".. autofunction:: pkg.lost\n\n.. autoclass:: pkg.K\n   :members:\n   :undoc-members:\n\n"
        ".. autofunction:: pkg.nowraps\n\n",
    ],
)
def test_words_that_no_page_shows(tmp_path, azure, rst):
    """What a decorator drops, or a stub alone says, is no documentation of the page; a person has said it: nothing is asked."""
    files = {"src/pkg/__init__.py": UNSPOKEN, "src/pkg/__init__.pyi": STUB}
    built = _project(tmp_path, azure, rst, files).build()
    assert built.warnings == []
    assert azure.requests == []
    stub = "skipped its words stand in the stub alone, which autodoc does not read"
    lost = "skipped its docstring is lost at run time"
    rows = _rows(built)
    assert {path: row for path, row in rows.items() if row.startswith("skipped")} == {
        "pkg.lost": lost,
        "pkg.K": stub,
        "pkg.K.v": stub,
        "pkg.K.gone": lost,
    }
    assert rows["pkg.K.w"] == rows["pkg.K.kept"] == "human"
    authors = {row["path"]: row["author"] for row in built.report["objects"]}
    assert {authors[path] for path in ("pkg.lost", "pkg.K", "pkg.K.v", "pkg.K.gone")} == {"nobody"}
    text = built.text()
    assert "Words of" not in text
    assert "Generated" not in text
    assert "A comment that autodoc has." in text
    again = _project(tmp_path, azure, rst, files).build()
    assert again.warnings == []
    assert _rows(again) == rows
    hidden = _project(tmp_path, azure, rst.replace("   :undoc-members:\n", ""), files).build(fresh=True)
    assert hidden.warnings == []
    assert not {"pkg.K.v", "pkg.K.gone"} & _rows(hidden).keys()


ALIASES = '''"""Pkg."""
import json


class Inner:
    """Inner, said by a person."""


class K:
    """K, said by a person."""

    cls_attr = dict
    decoder_class = json.JSONDecoder
    own = Inner
    said = dict
    """Words of a person for a class."""
    count = 3
'''


@pytest.mark.parametrize("undocumented", [True, False])
def test_classes_under_another_name_in_a_class(tmp_path, azure, undocumented):
    """Autodoc says what they are an alias of: nothing is asked, whosever class it is."""
    options = ":members:\n   :undoc-members:" if undocumented else ":members:"
    project = _project(tmp_path, azure, _automodule("pkg", options=options), {"src/pkg/__init__.py": ALIASES})
    plain = project.build(aidoc_enabled="0").text()
    built = project.build(fresh=True)
    assert built.warnings == []
    assert [one.path for request in azure.requests for one in request.objects] == ["pkg.K.count"]
    assert built.text().count("alias of") == plain.count("alias of")
    again = project.build()
    assert again.read == []
    rows = _rows(built)
    assert _rows(again).keys() == rows.keys()
    assert rows["pkg.K.count"] == "generated"
    assert rows["pkg.K.said"] == "human"
    names = ("pkg.K.cls_attr", "pkg.K.decoder_class")
    assert [rows[name] for name in names] == ["skipped an alias of a class"] * len(names)
    assert rows["pkg.K.own"] == "human"


def test_compiled_modules(tmp_path, azure):
    """What a page shows of them is a row, with its reason; nothing is asked, and the site is not called empty."""
    rst = ".. automodule:: _bisect\n   :members:\n\n.. automodule:: _heapq\n   :members:\n   :undoc-members:\n"
    rst += "\n.. py:module:: _operator\n   :no-index:\n\n   By hand.\n"
    project = _project(tmp_path, azure, rst, {"docs/other.rst": ":orphan:\n\nO\n=\n"})
    plain = project.build(aidoc_enabled="0")
    built = project.build(fresh=True)
    assert built.warnings == plain.warnings
    assert built.text() == plain.text()
    assert azure.requests == []
    rows = _rows(built)
    assert rows["_bisect.bisect_left"] == rows["_heapq.heappop"] == "human no Python source"
    assert rows["_bisect"] == rows["_heapq"] == "human no Python source"
    assert {row["author"] for row in built.report["objects"]} <= {"people", "nobody"}
    assert {row["path"] for row in built.report["objects"]} == {*inventory(project.build("html").out)}
    project.write({"docs/other.rst": ":orphan:\n\nOther\n=====\n"})
    again = project.build()
    assert (again.read, again.warnings) == (["other"], [])
    assert _rows(again) == rows
    project.write({"docs/index.rst": f"I\n=\n\nMore.\n\n{rst}"})
    again = project.build()
    assert (again.read, again.warnings) == (["index"], plain.warnings)
    assert _rows(again) == rows
