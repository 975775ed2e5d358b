"""Documenters of enumerations that show members by lines of their own, and members that have a docstring at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sphinx.project import Built, Project, inventory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

CODE = '''\
"""Lights."""

import enum


class Light(enum.Enum):
    """A light, said by a person."""

    def __new__(cls, value, doc=None):
        made = object.__new__(cls)
        made._value_ = value
        if doc:
            made.__doc__ = doc
        return made

    RED = 1, "Red, said by a person."
    GREEN = 2
    BLUE = 3
    """Blue, said by a person."""

    def shine(self, hours):
        return hours


class Fruit(int, enum.Enum):
    """A fruit, said by a person."""

    PEAR = 1
    FIG = 2


Fruit.PEAR.__doc__ = "A pear, said by a person."
'''
CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))
sys.dont_write_bytecode = True
extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]
"""
DOCUMENTER = """\
autodoc_use_legacy_class_based = True

import enum

from sphinx.ext.autodoc import AttributeDocumenter, ClassDocumenter, Documenter


class Members(AttributeDocumenter):
    def import_object(self, raiseerror=False):
        return Documenter.import_object(self, raiseerror=raiseerror)

    def generate(self, more_content=None, real_modname=None, check_module=False, all_members=False):
        if not self.parse_name() or not self.import_object():
            return
        self.real_modname = real_modname or self.get_real_modname()
        self.analyzer = None
        source = self.get_sourcename()
        self.add_line("", source)
        self.add_directive_header("")
        self.add_line("", source)
        self.indent += self.content_indent
        said = self.object.__doc__
        if said and said != self.object.__class__.__doc__:
            for line in said.splitlines():
                self.add_line(line, source)
            self.add_line("", source)
{also}

class Enums(ClassDocumenter):
    objtype = "houseenum"
    directivetype = "class"
    priority = 20

    @classmethod
    def can_document_member(cls, member, membername, isattr, parent):
        return isinstance(member, enum.EnumMeta)

    def document_members(self, all_members=False):
        for one in self.object:
            name = self.modname + "::" + ".".join([*self.objpath, one.name])
            Members(self.directive, name, self.indent).generate(real_modname=self.real_modname)


def setup(app):
    app.add_autodocumenter(Enums)
"""
DOCSTRINGS = """\
        self.get_real_modname()
        from sphinx.pycode import ModuleAnalyzer
        self.analyzer = ModuleAnalyzer.for_module(self.real_modname)
        self.add_content(more_content)
"""
PAGE = ".. automodule:: lights\n   :members:\n   :undoc-members:\n"
SAID = {
    "Light.RED": "Red, said by a person.",
    "Light.BLUE": "Blue, said by a person.",
    "Fruit.PEAR": "A pear, said by a person.",
}


def _project(tmp_path: Path, azure: str, conf: str, page: str = PAGE) -> Project:
    files = {"docs/conf.py": conf, "docs/index.rst": f"I\n=\n\n{page}", "src/lights.py": CODE}
    return Project(tmp_path, files=files, azure=azure)


def _filled_with_what_people_say(site: Project) -> Built:
    """A build with aidoc that tells nothing new, and shows what members say as often as one without."""
    plain = site.build("text", aidoc_enabled="0")
    before = plain.text()
    built = site.build("text", fresh=True)
    assert (built.error, built.warnings) == ("", plain.warnings)
    for name, words in SAID.items():
        assert built.text().count(words) == before.count(words), name
    return built


@pytest.mark.parametrize("page", [PAGE, ".. autohouseenum:: lights.Light\n   :members:\n"])
def test_members_whose_documenter_shows_no_docstring(tmp_path: Path, azure: LocalAzure, page: str) -> None:
    """Nothing is asked that no page would show, nor what the members say at run time."""
    site = _project(tmp_path, azure.url, CONF + DOCUMENTER.format(also=""), page)
    built = _filled_with_what_people_say(site)
    asked = {one.path for request in azure.requests for one in request.objects}
    assert not {path for path in asked if path.rpartition(".")[2].isupper()}
    rows = built.outcome_by_path
    assert rows["lights.Light.BLUE"] == rows["lights.Light.RED"] == "human"
    assert rows["lights.Light.GREEN"] == "skipped"
    reasons = {row["path"]: row["reason"] for row in built.report["objects"]}
    assert reasons["lights.Light.GREEN"] == "autohouseenum shows no docstring of it"


def test_members_whose_documenter_shows_docstrings_too(tmp_path: Path, azure: LocalAzure) -> None:
    """What nobody has words for gets a text; what a member says stands there once."""
    site = _project(tmp_path, azure.url, CONF + DOCUMENTER.format(also=DOCSTRINGS))
    built = _filled_with_what_people_say(site)
    asked = {one.path for request in azure.requests for one in request.objects}
    assert {"lights.Light.GREEN", "lights.Fruit.FIG"} <= asked
    assert not {f"lights.{name}" for name in SAID} & asked
    assert built.text().count("Generated") > 1


@pytest.mark.parametrize("legacy", ["", "autodoc_use_legacy_class_based = True\n"])
def test_what_members_say_at_run_time(tmp_path: Path, azure: LocalAzure, legacy: str) -> None:
    """It is a person's: shown where autodoc does not show it, free of charge, and once."""
    site = _project(tmp_path, azure.url, CONF + legacy)
    plain = site.build("html", aidoc_enabled="0")
    built = site.build("html", fresh=True)
    assert (built.error, built.warnings) == ("", plain.warnings)
    text = built.text(suffix=".html")
    assert {text.count(words) for words in SAID.values()} == {1}
    asked = {one.path for request in azure.requests for one in request.objects}
    assert {"lights.Light.GREEN", "lights.Fruit.FIG", "lights.Light.shine"} == asked
    assert {built.outcome_by_path[f"lights.{name}"] for name in SAID} == {"human"}
    assert inventory(built.out) == inventory(plain.out)
    again = site.build("html", fresh=True, aidoc_offline="1")
    assert again.text(suffix=".html") == text
