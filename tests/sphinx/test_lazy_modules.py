"""Modules that make names when they are asked for, and functions whose signature nobody knows. Real builds."""

from __future__ import annotations

from typing import Any

import pytest
import sphinx

from tests.sphinx.project import Project

CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
extensions = ["sphinx_aidoc", "sphinx.ext.napoleon"]
"""
FRAME = '''\
"""The part."""


class Frame:
    """A frame by hand."""

    def rows(self, first):
        return first


class Ghost:
    def walks(self):
        return 1


def merge(left):
    return left


def told(left):
    return left


told.__doc__ = "Told by hand."
'''
IMPORTS = '''\
"""A package that imports what it is asked for."""
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lazier._frame import Frame, Ghost, merge, told

'''
KEPT = """\
def __getattr__(name):
    from importlib import import_module

    if name not in ("Frame", "Ghost", "merge", "told"):
        raise AttributeError(name)
    found = globals()[name] = getattr(import_module("lazier._frame"), name)
    found.__module__ = __name__
    return found
"""
MADE = """\
def __getattr__(name):
    from importlib import import_module

    if name not in ("Frame", "Ghost", "merge", "told"):
        raise AttributeError(name)
    return getattr(import_module("lazier._frame"), name)
"""
LISTED = '\n\n__all__ = ["Frame", "Ghost", "merge", "told"]\n'
NAMED = """\
Named
=====

.. autoclass:: lazier.Frame
   :members:

.. autofunction:: lazier.merge

.. autofunction:: lazier.told
"""
WHOLE = "Whole\n=====\n\n.. automodule:: lazier\n   :members:\n"


def project(tmp_path, azure, package: str, index: str) -> Project:
    """A site over a package that is lazy."""
    files = {
        "docs/conf.py": CONF,
        "docs/index.rst": index,
        "src/lazier/__init__.py": package,
        "src/lazier/_frame.py": FRAME,
    }
    return Project(tmp_path, files=files, azure=azure.url)


def sent(azure) -> set[str]:
    """The paths of all objects that were sent."""
    return {one.path for request in azure.requests for one in request.objects}


@pytest.mark.parametrize(
    "package",
    [IMPORTS + KEPT, IMPORTS + MADE, '"""A package that imports what it is asked for."""\n\n' + MADE],
    ids=["kept", "made", "untyped"],
)
def test_names_made_on_request(tmp_path, azure, package):
    """What a module's `__getattr__` gives to a directive is filled before, words and all, and shown."""
    site = project(tmp_path, azure, package, NAMED)
    plain = site.build(aidoc_enabled="0")
    built = site.build(fresh=True)
    page = built.text()
    assert built.warnings == plain.warnings == []
    assert sent(azure) == {f"lazier._frame.{name}" for name in ("Frame.rows", "merge", "told")}
    assert built.report["on_demand"] == 0
    assert page.count("Told by hand.") == page.count("A frame by hand.") == 1
    assert page.index("Told by hand.") < page.index("Completed (left, returns)")
    assert page.index("rows(first)") < page.index("lazier.merge(left)")


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("listing", ["", "\n\ndef __dir__():\n    return __all__\n"], ids=["hidden", "listed"])
@pytest.mark.parametrize("answer", [KEPT, MADE], ids=["kept", "made"])
def test_members_made_on_request(tmp_path, azure, answer, listing, legacy):
    """A name in `__all__` is shown with the module if `dir()` has it; else it is not shown, and not sent."""
    if legacy and sphinx.version_info < (9,):
        pytest.skip("Sphinx has but one implementation")
    conf: dict[str, Any] = {"autodoc_use_legacy_class_based": True} if legacy else {}
    site = project(tmp_path, azure, IMPORTS + answer + LISTED + listing, WHOLE)
    plain = site.build(aidoc_enabled="0", **conf)
    built = site.build(fresh=True, **conf)
    page = built.text()
    assert built.warnings == plain.warnings == []
    if listing:
        assert sent(azure) == {
            f"lazier._frame.{name}" for name in ("Frame.rows", "Ghost", "Ghost.walks", "merge", "told")
        }
        assert all(name in page for name in ("class lazier.Ghost", "walks()", "rows(first)", "lazier.merge(left)"))
        assert page.count("Told by hand.") == 1
    else:
        assert sent(azure) == set()
        assert "lazier.merge" not in page


COMPILED = '''\
"""What a compiler has made: nobody knows the parameters, and the code beside it is not what runs."""
import ctypes
import mmap


class Group:
    """A group by hand."""

    def resume(self, reducer=None, initial=0):
        return reducer

    def told(self, reducer=None):
        """Told by hand."""
        return reducer


def point(target, depth):
    return target


Group.resume = mmap.mmap.find
globals()["point"] = ctypes.pointer
'''


@pytest.mark.parametrize("legacy", [False, True])
def test_functions_without_a_signature(tmp_path, azure, legacy):
    """Where autodoc knows no signature, it shows an empty one: no parameter is requested or described."""
    if legacy and sphinx.version_info < (9,):
        pytest.skip("Sphinx has but one implementation")
    files = {
        "docs/conf.py": CONF,
        "docs/index.rst": "Made\n====\n\n.. automodule:: maker\n   :members: Group, point\n   :imported-members:\n",
        "src/maker.py": COMPILED,
    }
    conf: dict[str, Any] = {"autodoc_use_legacy_class_based": True} if legacy else {}
    built = Project(tmp_path, files=files, azure=azure.url).build(**conf)
    page = built.text()
    assert built.warnings == []
    assert "resume()" in page
    assert "told(reducer=None)" in page
    assert {one.path: one.only for request in azure.requests for one in request.objects} == {
        "maker.Group.resume": ("summary", "returns"),
        "maker.Group.told": ("parameter reducer", "returns"),
        "maker.point": ("summary", "returns"),
    }
    assert [word for word in ("initial", "target", "depth") if word in page] == []


TAKEN = '''\
"""Classes that take functions from elsewhere."""


class Message:
    """A message by hand."""

    from lender._walks import walk


class Note(Message):
    """A note by hand."""
'''
WALKS = '''\
"""Functions."""


def walk(owner, depth):
    return depth
'''


def test_functions_taken_for_methods(tmp_path, azure):
    """The first parameter of a function that is shown as a method is the object: it is not described."""
    files = {
        "docs/conf.py": CONF,
        "docs/index.rst": "Taken\n=====\n\n.. automodule:: lender\n   :members:\n   :undoc-members:\n"
        "   :inherited-members:\n",
        "src/lender/__init__.py": TAKEN,
        "src/lender/_walks.py": WALKS,
    }
    built = Project(tmp_path, files=files, azure=azure.url).build()
    page = built.text()
    assert built.warnings == []
    assert page.count("walk(depth)") == page.count("**depth**") == 2
    assert "**owner**" not in page


FASTER = '''\
"""Classes that a faster package would replace."""
import os


class Offset:
    """An offset by hand."""

    def moved(self, by):
        return by


def near(left, right):
    return left


def far(left, right):
    return right


if os.environ.get("FASTER", "1"):
    try:
        from faster_than_this import Offset, near, nothing
        far, other = nothing
    except ImportError:
        pass
'''


def test_a_package_that_is_not_there(tmp_path, azure):
    """What an import of several names would replace, but does not, is described as it is."""
    files = {
        "docs/conf.py": CONF,
        "docs/index.rst": "Slow\n====\n\n.. automodule:: slower\n   :members:\n",
        "src/slower.py": FASTER,
    }
    built = Project(tmp_path, files=files, azure=azure.url).build()
    assert built.warnings == []
    assert set(built.filled()) == {"slower.Offset.moved", "slower.near", "slower.far"}
    assert built.text().count("An offset by hand.") == 1
