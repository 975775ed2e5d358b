"""What lines tell of the definitions that are live: never that all is well where parsing finds another."""

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

import griffe
import pytest

from aidoc_core.code.files import files_of
from aidoc_core.code.source import SourceFile
from sphinx_aidoc.defined import members, others
from sphinx_aidoc.last import are_last
from sphinx_aidoc.live import Live
from sphinx_aidoc.words import LivePackages

CODE = """\
import os


def first(one):
    return one


class Thing:
    def act(self):
        return 1

    @property
    def size(self):
        return 2
"""
# Each with whether lines can tell.
CHANGED = {
    "as it is": (CODE, True),
    "a second definition that is not run": (f"{CODE}\nif not os:\n    def first(two):\n        return two\n", False),
    "a second class": (f"{CODE}\nif not os:\n    class Thing:\n        pass\n", False),
    "assigned anew": (f"{CODE}\nfirst = os.wrapped = first\n", False),
    "another in its place": (f"{CODE}\nThing.act = first\n", False),
    "a class of its name in another": (f"{CODE}\nclass Around:\n    class Thing:\n        pass\n", False),
    "letters that may be written in two ways": (f"{CODE}\ndef gr\u00f6\u00dfe(): ...\n", False),
    "a line that goes on": (f"{CODE}\nif not os:\n    def \\\nfirst(two):\n        return two\n", False),
}


def _packages(*search: str) -> LivePackages:
    live = Live(SimpleNamespace())  # type: ignore[arg-type] # no option is set
    live.open()
    return LivePackages([*search, *sys.path], root=Path.cwd(), live=live)


def _told(module: griffe.Module, live: Live) -> bool:
    """Whether lines tell that all is well; then parsing finds nothing else."""
    importlib.import_module(module.path)
    file = files_of(module)
    assert isinstance(file, Path)
    told = are_last(members(module), module, file, live)
    assert not told or others(module, live, file, SourceFile.read(file)) == {}
    return told


@pytest.mark.parametrize("name", CHANGED)
def test_lines_tell_no_more_than_there_is(tmp_path, monkeypatch, name):
    """Where a definition that is not the last one of its name is live, lines do not tell that all is well."""
    code, told = CHANGED[name]
    module = f"last_{[*CHANGED].index(name)}"
    (tmp_path / f"{module}.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    packages = _packages(str(tmp_path))
    found = packages.find(module)
    assert isinstance(found, griffe.Module)
    assert _told(found, packages.live) is told


INHERITED = """\
class Base:
    @property
    def request(self):
        return 1

    @request.setter
    def request(self, request):
        pass


class Derived(Base):
    def __init__(self, request):
        self.request = request
"""


def test_what_a_base_defines_is_no_definition_of_the_class(tmp_path, monkeypatch):
    """What an instance has under the name of a property of its base stays: nothing of the module was read wrongly."""
    (tmp_path / "last_inherited.py").write_text(INHERITED, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    packages = _packages(str(tmp_path))
    found = packages.find("last_inherited")
    assert isinstance(found, griffe.Module)
    importlib.import_module("last_inherited")
    file = tmp_path / "last_inherited.py"
    assert "request" in found.members["Derived"].members
    assert others(found, packages.live, file, SourceFile.read(file)) == {}


@pytest.mark.parametrize("package", ["json", "email", "logging"])
def test_what_lines_tell_of_the_standard_library_is_right(package):
    """All modules of which lines tell that the last definitions are live, parsed as well; some there are."""
    packages = _packages()
    root = packages.find(package)
    assert isinstance(root, griffe.Module)
    modules = [root, *(one for one in root.modules.values() if isinstance(one, griffe.Module))]
    assert sum(_told(module, packages.live) for module in modules) > 1
