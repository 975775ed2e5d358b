"""People's words in code in Sphinx: shown as theirs, free of charge, once, whatever reST would make of them."""

from __future__ import annotations

import re

import pytest

from tests.sphinx.project import Project

CODE = '''\
"""A boiler."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, Field
from typing_extensions import Doc

Time = Annotated[int, Doc("By hand: how long, see :class:`~boiler.Valve` and :nowhere:`x`.")]


class Boiler(BaseModel):
    """Heats water."""

    pressure: float = Field(1.2, description="By hand: pressure in `bar`, *args and name_ and |x| too.")
    name: Annotated[str, Field(description="By hand: the label.")] = ""
    hidden: str = Field("", description="By hand: hidden.")  # aidoc: skip
    age: int = 0


@dataclass
class Valve:
    """Opens and closes."""

    width: float = field(default=1.0, metadata={"doc": "By hand: width.\\n\\n- first\\n- second"})

    def turn(self, angle: Annotated[float, Doc("By hand: in degrees.")]) -> None:
        """Turn it.

        :param angle: In radians.
        """


def heat(degrees: float, seconds: Time, *more: Annotated[int, Doc("By hand: ``more`` of it::")]) -> Annotated[
    bool, Doc("By hand: whether it is hot.")
]:
    return seconds > 0


def cool(seconds: Time, degrees: float = 1) -> None:
    """Cool down.

    :param degrees: By how much.
    """
'''
CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
extensions = [{}"sphinx_aidoc"]
project = "boiler"
nitpicky = True
nitpick_ignore_regex = [("py:.*", "pydantic.*|BaseModel|Annotated|Doc|Field|FieldInfo|NoneType|Time|typing.*")]
"""
INDEX = "boiler\n======\n\n.. automodule:: boiler\n   :members:\n   :exclude-members: model_config\n"
WORDS = [
    "By hand: pressure in bar, *args and name_ and |x| too.",
    "By hand: the label.",
    "By hand: width.",
    "By hand: how long, see Valve and x.",
    "By hand: more of it::",
    "By hand: whether it is hot.",
]


@pytest.fixture
def boiler(tmp_path, azure):
    """A project that shows a module whose people say much, and little of it in docstrings."""
    files = {"src/boiler.py": CODE, "docs/conf.py": CONF.format(""), "docs/index.rst": INDEX}
    return Project(tmp_path, files=files, azure=azure.url)


def _text(built, start='<div class="body"'):
    html = (built.out / "index.html").read_text(encoding="utf-8")
    body = re.sub(r"<dt class=\"sig.*?</dt>", "", html[html.index(start) :], flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", body).split())


def _count(built):
    return [_text(built).count(words) for words in WORDS]


def test_they_are_shown_as_what_they_are(boiler, azure):
    """Each where nobody else says it, without a mark and without a warning; only the rest is asked for."""
    before = boiler.tree()
    plain = boiler.build("html", fresh=True, aidoc_enabled="0")
    built = boiler.build("html", fresh=True)
    assert (built.error, built.warnings, plain.warnings) == ("", [], [])
    assert boiler.tree() == before
    assert _count(built) == [1, 1, 1, 2, 1, 1]
    asked = sorted(one.path for request in azure.requests for one in request.objects)
    assert asked == ["boiler.Boiler.age", "boiler.heat"]
    outcomes = built.outcome_by_path
    assert {outcomes[path] for path in ("boiler.Boiler.pressure", "boiler.Boiler.name", "boiler.cool")} == {"human"}
    text = _text(built)
    assert "By hand: hidden." not in text
    assert "By hand: in degrees." not in text  # the docstring comes first
    heat = _text(built, 'id="boiler.heat"')
    assert heat.index("degrees –") < heat.index("seconds – By hand: how long") < heat.index("*more – By hand: more")
    assert text.count("Completed") == heat.count("Completed (summary, degrees)") == 1
    assert boiler.build("html", fresh=True).warnings == []
    assert len(azure.requests) == 1


def test_nothing_is_needed_to_show_them(boiler, azure):
    """Offline, with an empty cache, they are there; a second build reads nothing again; turned off, they are gone."""
    built = boiler.build("html", aidoc_offline="1", aidoc_on_miss="ignore")
    assert (built.error, built.warnings, _count(built)) == ("", [], [1, 1, 1, 2, 1, 1])
    assert "Completed" not in _text(built)
    assert azure.requests == []
    assert boiler.build("html", aidoc_offline="1", aidoc_on_miss="ignore").read == []
    off = boiler.build("html", aidoc_offline="1", aidoc_on_miss="ignore", aidoc_show_descriptions="0")
    assert _count(off) == [0] * len(WORDS)
    on = boiler.build("html", aidoc_offline="1", aidoc_on_miss="ignore")
    assert _count(on) == _count(built)
    gone = boiler.build("html", aidoc_enabled="0")
    assert (gone.read, _count(gone)) == (["index"], [0] * len(WORDS))


def test_words_that_change(boiler):
    """A page follows the words of its code."""
    boiler.build("html")
    boiler.edit("src/boiler.py", "By hand: the label.", "By hand: the name.")
    assert "By hand: the name." in _text(boiler.build("html"))


@pytest.mark.parametrize("readers", [1, 2])
def test_with_others(boiler, azure, readers):
    """With extensions that add types, and in parallel, the same words stand there once."""
    boiler.write("docs/conf.py", CONF.format('"sphinx.ext.napoleon", "sphinx_autodoc_typehints", '))
    boiler.write("docs/other.rst", ":orphan:\n\nother\n=====\n")
    plain = boiler.build("html", fresh=True, readers=readers, aidoc_enabled="0")
    built = boiler.build("html", fresh=True, readers=readers)
    assert (built.error, built.warnings) == ("", plain.warnings)
    assert _count(built) == [1, 1, 1, 2, 1, 1]
    assert len(azure.requests) == 1


DOCUMENTER = """
from sphinx.ext.autodoc import AttributeDocumenter


class FieldDocumenter(AttributeDocumenter):
    objtype = "described"
    directivetype = "attribute"
    priority = 100

    @classmethod
    def can_document_member(cls, member, membername, isattr, parent):
        return membername in getattr(parent.object, "model_fields", {})

    def add_content(self, more_content):
        super().add_content(more_content)
        told = self.parent.model_fields[self.objpath[-1]].description
        if told:
            self.add_line(told.replace("*", "").replace("_", "").replace("|", ""), "described")


def setup(app):
    app.add_autodocumenter(FieldDocumenter)
    return {"parallel_read_safe": True}
"""


def test_a_documenter_that_shows_them_by_itself(boiler):
    """As autodoc-pydantic does: each description once."""
    boiler.write({"src/described.py": DOCUMENTER, "docs/conf.py": CONF.format('"sphinx.ext.autodoc", "described", ')})
    built = boiler.build("html", fresh=True, autodoc_use_legacy_class_based=True)
    assert (built.error, built.warnings) == ("", [])
    assert _text(built).count("By hand: the label.") == 1
    assert _text(built).count("By hand: width.") == 1


def test_autoapi_shows_them(boiler, azure):
    """sphinx-autoapi reads code itself: the words go where its texts are."""
    boiler.write({
        "docs/conf.py": CONF.format('"autoapi.extension", ')
        + 'autoapi_dirs = ["../src"]\nautoapi_options = ["members", "undoc-members"]\n',
        "docs/index.rst": "boiler\n======\n\n.. toctree::\n\n   autoapi/index\n",
    })  # fmt: skip
    built = boiler.build("html", fresh=True)
    html = (built.out / "autoapi" / "boiler" / "index.html").read_text(encoding="utf-8")
    assert built.error == ""
    assert html.count("By hand: the label.") >= 1
    assert "boiler.Boiler.name" not in [one.path for request in azure.requests for one in request.objects]


COMPUTED = '''\
"""A boiler."""

from dataclasses import dataclass, field
from typing import Annotated, Optional

from pydantic import BaseModel, Field
from typing_extensions import Doc


def by(name):
    return f"By hand: {name}."


def meta(name):
    return {"doc": by(name)}


@dataclass
class Valve:
    """Opens and closes."""

    width: float = field(default=1.0, metadata={"doc": by("width")})
    height: float = field(default=1.0, metadata=meta("height"))
    depth: Annotated[float, Doc(by("depth"))] = 1.0
    weight: Optional[Annotated[float, Doc(by("weight"))]] = None
    age: int = field(default=1, metadata={"unit": "years"})


class Boiler(BaseModel):
    """Heats water."""

    pressure: float = Field(1.2, description=by("pressure"))


class Pump(Boiler):
    """Pumps."""


def heat(degrees: Annotated[float, Doc(by("degrees"))], more: int = Field(1, description=by("more"))) -> Annotated[
    bool, Doc(by("whether"))
]:
    """Heat it."""
    return degrees > more
'''


def test_words_that_only_running_code_tells(tmp_path, azure):
    """An expression is read from the live class or function, and remembered for builds that import nothing."""
    files = {"docs/conf.py": CONF.format(""), "docs/index.rst": INDEX, "src/boiler.py": COMPUTED}
    files["docs/other.rst"] = ":orphan:\n\nOther\n=====\n"
    project = Project(tmp_path, files=files, azure=azure.url)
    built = project.build("html", nitpicky=False)
    assert (built.error, built.warnings) == ("", [])
    asked = sorted(one.path for request in azure.requests for one in request.objects)
    assert asked == ["boiler.Valve.age", "boiler.by", "boiler.meta"]
    names = ("width", "height", "depth", "weight", "pressure", "degrees", "more", "whether")
    assert {name: _text(built).count(f"By hand: {name}.") for name in names} == dict.fromkeys(names, 1)
    project.write("docs/other.rst", ":orphan:\n\nOther\n=====\n\nWords.\n")
    again = project.build("html", nitpicky=False)
    assert (again.warnings, again.read) == ([], ["other"])
    assert len(azure.requests) == 1


PIPE = '''\
"""A pipe."""

import attrs


@attrs.define
class Pipe:
    """Carries."""

    length: float = attrs.field(metadata={"help": "By hand: {}.".format("length")})
    width: float = attrs.field(metadata=dict([("doc", "By hand: width.")]))
'''


def test_metadata_of_attrs_that_only_running_code_tells(tmp_path, azure):
    """The same for fields of attrs."""
    pytest.importorskip("attrs", reason="not installed")
    files = {"docs/conf.py": CONF.format(""), "docs/index.rst": INDEX, "src/boiler.py": PIPE}
    built = Project(tmp_path, files=files, azure=azure.url).build("html", nitpicky=False)
    assert (built.error, built.warnings, azure.requests) == ("", [], [])
    assert [_text(built).count(f"By hand: {name}.") for name in ("length", "width")] == [1, 1]


BESIDE = '''\
"""A shed."""

from typing import overload


class Shed:
    """Keeps tools."""

    @property
    def size(self) -> int:
        return 1

    @size.setter
    def size(self, value: int) -> None:
        """By hand: in paces."""

    def lock(self) -> None:
        """By hand: turn the key."""

    close = lock


@overload
def lend(tool: str) -> str:
    """By hand: lend one tool."""
@overload
def lend(tool: list[str]) -> list[str]:
    """By hand: lend several."""
def lend(tool):
    return tool
'''


def test_words_that_stand_beside_a_definition(tmp_path, azure):
    """What a setter or an overload says is shown, which autodoc leaves out; what it shows by itself, once."""
    path = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'src'))\n"
    files = {
        "docs/conf.py": f"{path}extensions = ['sphinx_aidoc']\n",
        "docs/index.rst": "Index\n=====\n\n.. automodule:: shed\n   :members:\n",
        "src/shed.py": BESIDE,
    }
    built = Project(tmp_path, files=files, azure=azure.url).build()
    assert (built.error, built.warnings) == ("", [])
    sent = {one.path: one.only for request in azure.requests for one in request.objects}
    assert sent == {"shed.lend": ("parameter tool", "returns")}
    text = built.text()
    words = ["in paces", "lend one tool", "lend several"]
    assert [text.count(f"By hand: {one}.") for one in words] == [1] * len(words)
    assert text.count("By hand: turn the key.") == 2  # autodoc shows it of both names


OVERLOADS = '''\
"""A shed."""

from typing import overload


class Broken(Exception):
    """It is broken."""


@overload
def lend(tool: int) -> int:
    """By hand: lend one tool.

    Parameters
    ----------
    tool
        By hand: its *number.

    Raises
    ------
    Broken
        By hand: if it is worn.
    """
@overload
def lend(tool: str, days: int) -> str:
    """
    :param days: By hand: at most 7.
    """
def lend(tool, days=None, hidden=3):
    if not tool:
        raise Broken
    return tool


class Box:
    """Keeps nails."""

    @overload
    def __init__(self, size: int) -> None:
        """By hand: make it.

        Args:
            size: By hand: in paces.
        """
    @overload
    def __init__(self, size: str, wide: int) -> None: ...
    def __init__(self, size, wide=1):
        self.size = size

    @property
    def depth(self) -> int:
        return 1

    @depth.setter
    def depth(self, value: int) -> None:
        """By hand: how deep."""
'''


@pytest.mark.parametrize("styles", [[], ["sphinx.ext.napoleon"], ["numpydoc"]], ids=str)
def test_what_overloads_describe(tmp_path, azure, styles):
    """Parts that docstrings of overloads describe are a person's words, below their first paragraph, in any style."""
    path = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'src'))\n"
    files = {
        "docs/conf.py": f"{path}extensions = {[*styles, 'sphinx_aidoc']}\nnumpydoc_show_class_members = False\n",
        "docs/index.rst": "Index\n=====\n\n.. automodule:: shed\n   :members:\n",
        "src/shed.py": OVERLOADS,
    }
    built = Project(tmp_path, files=files, azure=azure.url).build()
    assert (built.error, built.warnings) == ("", [])
    sent = {one.path: one.only for request in azure.requests for one in request.objects}
    assert sent == {"shed.lend": ("returns",), "shed.Box.__init__": ("parameter wide",)}
    text = built.text()
    words = ["lend one tool.", "its *number.", "if it is worn.", "at most 7.", "in paces.", "how deep."]
    assert [text.count(f"By hand: {one}") for one in words] == [1] * len(words)
    assert (
        text.index("lend one tool") < text.index("its *number") < text.index("at most 7") < text.index("if it is worn")
    )
