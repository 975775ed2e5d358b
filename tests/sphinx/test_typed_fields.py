"""Types beside generated descriptions add no warning to a nitpicky site; those beside people's are warned of as ever."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.sphinx.project import Project

CODE = '''\
"""A kiln."""

from __future__ import annotations


class Clay:
    pass


def fire(clay: Clay, glaze: Glaze, *more: Glaze) -> Fired:
    """Fire it.

    :param clay: By hand.
    """
    return clay


def cool(clay: Clay, degrees: Degrees) -> Cooled:
    """Cool it.

    :param degrees: By hand.
    :returns: By hand.
    """
    return clay


class Kiln:
    """A kiln."""

    def __init__(self, bricks: Bricks) -> None:
        self.bricks = bricks


class Glaze:
    pass


Fired = Degrees = Cooled = Bricks = Glaze
'''
CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
extensions = ["sphinx.ext.autodoc", {}"sphinx_aidoc"]
nitpicky = True
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
aidoc_reveal = False
"""
INDEX = "kiln\n====\n\n.. autofunction:: kiln.fire\n\n.. autofunction:: kiln.cool\n\n.. autoclass:: kiln.Kiln\n"


@pytest.mark.parametrize("others", ["", '"sphinx_autodoc_typehints", '])
def test_types_beside_generated_text(tmp_path, azure, others):
    """The warnings are those without aidoc, though types stand beside more descriptions."""
    files = {"src/kiln.py": CODE, "docs/conf.py": CONF.format(others), "docs/index.rst": INDEX}
    project = Project(tmp_path, files=files, azure=azure.url)
    plain = project.build("html", fresh=True, aidoc_enabled="0")
    built = project.build("html", fresh=True)
    assert built.warnings == plain.warnings != []
    assert len(azure.requests) == 1
    assert [one.only for one in azure.requests[0].objects] != []


DESCRIBED = '''\
"""A kiln."""


class Kiln:
    """A kiln.

    It has a door:

    .. method:: open()

       By hand: opens it.

    By hand: the end.
    """

    def __init__(self, bricks: int) -> None:
        self.bricks = bricks


class Oven:
    """An oven.

    Attributes:
        door: By hand: the door.
    """

    def __init__(self, bricks: int) -> None:
        self.door = bricks
'''


def test_types_stand_where_they_stood(tmp_path, azure):
    """Before the objects that a docstring describes, where autodoc puts them; the descriptions stand beside them."""
    files = {
        "src/kiln.py": DESCRIBED,
        "docs/conf.py": CONF.format('"sphinx.ext.napoleon", '),
        "docs/index.rst": "kiln\n====\n\n.. autoclass:: kiln.Kiln\n\n.. autoclass:: kiln.Oven\n",
    }
    project = Project(tmp_path, files=files, azure=azure.url)
    types: dict[str, Any] = {"autodoc_typehints_description_target": "all"}
    plain, built = (project.build(fresh=True, aidoc_enabled=enabled, **types) for enabled in ("0", "1"))
    assert built.warnings == plain.warnings == []
    expected = ["**bricks**", "opens", "the end", "An oven", "**bricks**", "the door"]
    words = "|".join(map(re.escape, expected))
    assert [re.findall(words, one.text().partition("has a door")[2]) for one in (plain, built)] == [expected] * 2
    assert sorted(built.filled()) == ["kiln.Kiln.__init__", "kiln.Oven.__init__"]


TYPED = """\
def pour(mould: int, heat: str = "x") -> int:
    return mould


def part(mould: int, heat_: str = "x", *more: int) -> int:
    \"\"\"Part it.

    :param mould: By hand.
    \"\"\"
    return mould
"""


@pytest.mark.parametrize("legacy", [False, True])
def test_types_of_all_parameters(tmp_path, azure, legacy):
    """A text stands beside the type that sphinx-autodoc-typehints writes of every parameter, which is there once."""
    pytest.importorskip("sphinx_autodoc_typehints")
    conf = CONF.format('"sphinx_autodoc_typehints", ') + "always_document_param_types = True\n"
    conf = conf.replace("aidoc_reveal = False", f"autodoc_use_legacy_class_based = {legacy}")
    index = "kiln\n====\n\n.. automodule:: kiln\n   :members:\n   :undoc-members:\n"
    project = Project(
        tmp_path, files={"src/kiln.py": TYPED, "docs/conf.py": conf, "docs/index.rst": index}, azure=azure.url
    )
    plain = project.build("html", aidoc_enabled="0")
    built = project.build("html", fresh=True)
    assert built.warnings == plain.warnings
    page = (built.out / "index.html").read_text(encoding="utf-8")
    assert sorted(re.findall(r"<strong>(\*?\w+)</strong>", page)) == ["heat", "heat_", "more", "mould", "mould"]
    assert {"kiln.pour", "kiln.part"} <= set(built.filled())
    assert all(re.search(rf"<strong>{name}</strong>[^\n]*</p>", page) for name in ("heat", "heat_", "mould"))
    assert not re.search(r"<strong>heat_?</strong> \([^\n]*\)</p>", page)


@pytest.mark.parametrize("styles", [[], ["sphinx.ext.napoleon"]], ids=str)
@pytest.mark.parametrize("last", [False, True])
def test_parameters_that_another_extension_lists(tmp_path, azure, last, styles):
    """`always_document_param_types`: one row a parameter, whichever extension comes first."""
    names = ["sphinx_aidoc", "sphinx_autodoc_typehints"] if last else ["sphinx_autodoc_typehints", "sphinx_aidoc"]
    top = f"import sys\nsys.path.insert(0, {str(tmp_path / 'src')!r})\nextensions = {['sphinx.ext.autodoc', *styles, *names]}\n"
    code = (
        '"""K."""\n\n\ndef fire(clay: int, *more: str, glaze_: str = "x", **rest: int) -> int:\n    return clay\n\n\n'
    )
    code += 'def cool(clay: int, ash: int) -> int:\n    """Cool it.\n\n    :param clay: By hand.\n    """\n    return clay\n'
    page = "K\n=\n\n.. automodule:: kilns\n   :members:\n   :undoc-members:\n"
    files = {"docs/conf.py": top, "docs/index.rst": page, "src/kilns.py": code}
    project = Project(tmp_path, files=files, azure=azure.url)
    plain = project.build("pseudoxml", always_document_param_types=True, aidoc_enabled="0")
    built = project.build("pseudoxml", always_document_param_types=True, fresh=True)
    assert built.warnings == plain.warnings
    assert {"kilns.fire", "kilns.cool"} <= set(built.filled())
    strong = re.findall(r"<(?:literal_strong|strong)[^>]*> \*{0,2}(\w+)", built.text(suffix=".pseudoxml"))
    assert sorted(one for one in strong if one != "Parameters") == ["ash", "clay", "clay", "glaze_", "more", "rest"]
