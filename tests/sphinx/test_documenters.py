"""Documenters that are not autodoc's own: what they show is requested, once, and nothing that they leave out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.sphinx.project import Built, Project, inventory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

MODELS = '''\
"""Models."""

import enum

from pydantic import BaseModel, ConfigDict, Field, computed_field, field_validator
from pydantic_settings import BaseSettings


class Boiler(BaseModel):
    """A boiler, said by hand."""

    model_config = ConfigDict(frozen=True)
    name: str = Field(description="The name, said by hand.")
    pressure: float = 1.0
    note: str | None = None

    @computed_field(description="The label, said by hand.")
    @property
    def label(self) -> str:
        return self.name

    @field_validator("pressure")
    @classmethod
    def positive(cls, value: float) -> float:
        return abs(value)

    def heat(self, degrees: float) -> float:
        return degrees * self.pressure

    def said(self) -> str:
        """Say it, by hand."""
        return self.name

    class Valve(BaseModel):
        width: int = 1

        def turn(self) -> None:
            return None


class Small(Boiler):
    size: int = 1

    def shrink(self) -> int:
        return self.size - 1


class Configured(BaseSettings):
    host: str = "localhost"

    def connect(self) -> str:
        return self.host


class Level(enum.Enum):
    """Levels, said by hand."""

    LOW = 1
    HIGH = 2

    def up(self) -> "Level":
        return Level.HIGH
'''


def project(tmp_path: Path, page: str, azure: str, *, conf: str = "", extension: str = "sphinx.ext.autodoc") -> Project:
    """A project with one page."""
    top = f"import sys\nsys.path.insert(0, {str(tmp_path / 'src')!r})\nextensions = [{extension!r}, 'sphinx_aidoc']\n"
    files = {"docs/conf.py": top + conf, "docs/index.rst": f"Top\n===\n\n{page}", "src/models.py": MODELS}
    return Project(tmp_path, files=files, azure=azure)


def asked(azure: LocalAzure) -> set[str]:
    """What was requested."""
    return {one.path for request in azure.requests for one in request.objects}


def assert_only_shown(site: Project, azure: LocalAzure, **conf: Any) -> Built:
    """Nothing is requested or counted that the page does not show, and all in one batch; no word of Sphinx is new."""
    plain = site.build("html", aidoc_enabled="0", **conf)
    shown = inventory(plain.out)
    built = site.build("html", fresh=True, **conf)
    assert (built.error, built.warnings) == ("", plain.warnings)
    assert {row["path"] for row in built.report["objects"]} <= inventory(built.out).keys()
    assert asked(azure) <= inventory(built.out).keys()
    assert shown.keys() <= inventory(built.out).keys()
    assert (built.report["on_demand"], len(azure.requests)) == (0, 1)
    return built


SIGHT: dict[str, tuple[str, dict[str, Any]]] = {
    "bare": ("", {}),
    "members": ("   :members:\n", {}),
    "undocumented": ("   :members:\n   :undoc-members:\n", {}),
    "listed": ("   :members: pressure, heat\n", {}),
    "inherited": ("   :inherited-members: BaseModel\n", {}),
    "excluded": ("   :members:\n   :exclude-members: note\n", {}),
    "validators": ("   :model-show-validator-members: False\n", {}),
    "no members": ("", {"autodoc_pydantic_model_members": False}),
    "documented only": ("", {"autodoc_pydantic_model_undoc_members": False}),
    "no reveal": ("", {"autodoc_pydantic_model_undoc_members": False, "aidoc_reveal": "0"}),
    "defaults": ("", {"autodoc_default_options": {"exclude-members": "note"}}),
    "legacy": ("   :members:\n", {"autodoc_use_legacy_class_based": True}),
    "legacy, no validators": ("   :model-show-validator-members: False\n", {"autodoc_use_legacy_class_based": True}),
}


@pytest.mark.parametrize("kind", SIGHT)
def test_models_of_autodoc_pydantic(tmp_path: Path, azure: LocalAzure, kind: str) -> None:
    """Its own options decide what is shown; of plain methods Sphinx 9 shows none."""
    pytest.importorskip("sphinxcontrib.autodoc_pydantic", reason="not installed")
    options, conf = SIGHT[kind]
    page = f".. autopydantic_model:: models.Boiler\n{options}\n.. autopydantic_model:: models.Small\n{options}"
    site = project(tmp_path, page, azure.url, extension="sphinxcontrib.autodoc_pydantic")
    built = assert_only_shown(site, azure, **conf)
    filled = set(built.filled_paths)
    assert "models.Small" in filled
    fields = kind not in ("no members", "no reveal")
    assert ("models.Boiler.pressure" in filled) is fields
    assert ("models.Boiler.heat" in filled) is kind.startswith("legacy")
    shows_validators = fields and "validators" not in kind
    assert ("models.Boiler.positive" in filled) is shows_validators


def test_models_among_the_members_of_a_module(tmp_path: Path, azure: LocalAzure) -> None:
    """Sphinx' older autodoc shows them by autodoc-pydantic's documenter, which leaves out what it is told to."""
    pytest.importorskip("sphinxcontrib.autodoc_pydantic", reason="not installed")
    page = ".. automodule:: models\n   :members:\n"
    site = project(tmp_path, page, azure.url, extension="sphinxcontrib.autodoc_pydantic")
    conf: dict[str, Any] = {
        "autodoc_use_legacy_class_based": True,
        "autodoc_pydantic_model_show_validator_members": False,
    }
    filled = set(assert_only_shown(site, azure, **conf).filled_paths)
    assert {"models.Boiler.note", "models.Boiler.Valve.turn", "models.Boiler.heat", "models.Level.up"} <= filled
    assert "models.Boiler.positive" not in filled


def test_settings_of_autodoc_pydantic(tmp_path: Path, azure: LocalAzure) -> None:
    """As models."""
    pytest.importorskip("sphinxcontrib.autodoc_pydantic", reason="not installed")
    page = ".. autopydantic_settings:: models.Configured\n   :members:\n"
    site = project(tmp_path, page, azure.url, extension="sphinxcontrib.autodoc_pydantic")
    built = assert_only_shown(site, azure)
    assert set(built.filled_paths) == {"models.Configured", "models.Configured.host"}


LEVELS = '''
from sphinx.ext.autodoc import AttributeDocumenter, ClassDocumenter


class Levels(ClassDocumenter):
    """Shows all members of an enumeration, by a way of its own, and nothing else of it."""

    objtype = "levels"
    directivetype = "class"
    priority = 99
    option_spec = {**ClassDocumenter.option_spec, "most": int}

    def document_members(self, all_members=False):
        for name in list(self.object.__members__)[: self.options.get("most", 9)]:
            member = AttributeDocumenter(self.directive, f"{self.modname}::{self.object.__qualname__}.{name}", self.indent)
            member.generate(all_members=True)


def setup(app):
    app.add_autodocumenter(Levels)
'''

PUBLIC = '''
from sphinx.ext.autodoc import ClassDocumenter, MethodDocumenter


class Public(ClassDocumenter):
    """Shows the methods that a person says something of."""

    objtype = "public"
    directivetype = "class"
    priority = 99

    def filter_members(self, members, want_all):
        return [one for one in super().filter_members(members, want_all) if getattr(one[1], "__doc__", None)]


class PublicMethod(MethodDocumenter):
    objtype = "publicmethod"
    directivetype = "method"
    priority = 99


def setup(app):
    app.add_autodocumenter(Public)
    app.add_autodocumenter(PublicMethod)
'''

FAILING = '''
from sphinx.errors import SphinxError
from sphinx.ext.autodoc import ClassDocumenter


class Failing(ClassDocumenter):
    """Is not up to its work."""

    objtype = "failing"
    directivetype = "class"
    priority = 99

    def document_members(self, all_members=False):
        raise SphinxError("no members today")


def setup(app):
    app.add_autodocumenter(Failing)
'''


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("most", [2, 1])
def test_members_shown_by_a_way_of_its_own(tmp_path: Path, azure: LocalAzure, *, legacy: bool, most: int) -> None:
    """A documenter that gathers members itself, as enum-tools' does: those, and no method."""
    page = f".. autolevels:: models.Level\n   :most: {most}\n"
    site = project(tmp_path, page, azure.url, conf=LEVELS)
    built = assert_only_shown(site, azure, autodoc_use_legacy_class_based=legacy)
    assert set(built.filled_paths) == {"models.Level.LOW", "models.Level.HIGH"} - (
        {"models.Level.HIGH"} if most == 1 else set()
    )


def test_members_left_out_by_a_filter_of_its_own(tmp_path: Path, azure: LocalAzure) -> None:
    """What a documenter filters is asked of it."""
    page = ".. autopublic:: models.Boiler\n   :members:\n   :undoc-members:\n"
    site = project(tmp_path, page, azure.url, conf=PUBLIC)
    built = assert_only_shown(site, azure)
    assert [row["path"] for row in built.report["objects"] if row["kind"] == "function"] == ["models.Boiler.said"]


def test_a_documenter_that_fails(tmp_path: Path, azure: LocalAzure) -> None:
    """It fails as without aidoc, and nothing was requested for what it would have shown."""
    site = project(tmp_path, ".. autofailing:: models.Small\n   :members:\n", azure.url, conf=FAILING)
    plain = site.build("html", aidoc_enabled="0").error
    built = site.build("html", fresh=True)
    assert "no members today" in plain
    assert "no members today" in built.error
    assert asked(azure) <= {"models.Small"}


def test_found_while_documents_are_read(tmp_path: Path, azure: LocalAzure) -> None:
    """A directive that another one makes: its class and all that is shown of it are one request."""
    pytest.importorskip("sphinxcontrib.autodoc_pydantic", reason="not installed")
    conf = """
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

class Models(SphinxDirective):
    required_arguments = 1

    def run(self):
        lines = [line for name in self.arguments[0].split(",") for line in (f".. autopydantic_model:: models.{name}", "")]
        return self.parse_text_to_nodes("\\n".join(lines))

def setup(app):
    app.add_directive("models", Models)
"""
    site = project(tmp_path, ".. models:: Small\n", azure.url, conf=conf, extension="sphinxcontrib.autodoc_pydantic")
    shown = inventory(site.build("html", aidoc_enabled="0").out)
    built = site.build("html", fresh=True)
    assert built.warnings == []
    assert inventory(built.out) == shown
    assert asked(azure) == shown.keys() == {"models.Small", "models.Small.size"}
    assert (built.report["on_demand"], len(azure.requests)) == (2, 1)


WORDS = '''
import os
from sphinx.ext.autodoc import ClassDocumenter


class Service(ClassDocumenter):
    """Has words for classes without a docstring, from a table that people keep."""

    objtype = "service"
    directivetype = "class"
    priority = 99

    def get_doc(self):
        os.write(1, b"")
        self.directive.state.document.settings.env.docname
        return super().get_doc() or [["A service, from a table.", ""]]

    @classmethod
    def can_document_member(cls, member, membername, isattr, parent):
        return membername == "Small"


def setup(app):
    app.add_autodocumenter(Service)
'''


def _text(built: Built) -> str:
    return (built.out / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("legacy", [False, True])
def test_words_of_a_documenter(tmp_path: Path, azure: LocalAzure, *, legacy: bool) -> None:
    """They are a person's, and stay; what its directive shows beside them is filled."""
    page = ".. autoservice:: models.Small\n   :members:\n   :undoc-members:\n\n.. autoservice:: models.Boiler\n"
    _assert_words_stay(project(tmp_path, page, azure.url, conf=WORDS), azure, legacy=legacy)


def test_words_of_a_documenter_of_members(tmp_path: Path, azure: LocalAzure) -> None:
    """Sphinx' older autodoc shows classes of a module by it, too."""
    page = ".. automodule:: models\n   :members: Small, Level\n   :undoc-members:\n"
    _assert_words_stay(project(tmp_path, page, azure.url, conf=WORDS), azure, legacy=True)


def _assert_words_stay(site: Project, azure: LocalAzure, *, legacy: bool) -> None:
    conf = {"autodoc_use_legacy_class_based": legacy}
    plain = site.build("html", aidoc_enabled="0", **conf)
    built = site.build("html", fresh=True, **conf)
    assert (built.error, built.warnings) == ("", plain.warnings)
    assert _text(built).count("A service, from a table.") == _text(plain).count("A service, from a table.") == 1
    assert "models.Small" not in asked(azure)
    (row,) = [row for row in built.report["objects"] if row["path"] == "models.Small"]
    assert (row["outcome"], row["reason"]) == ("skipped", "autoservice gives it words")


WAITING = '''
import threading
from sphinx.ext.autodoc import ClassDocumenter

lock = threading.Lock()


class Waiting(ClassDocumenter):
    """Takes a lock that a thread has whenever a copy of this process is made."""

    objtype = "waiting"
    directivetype = "class"
    priority = 99

    def document_members(self, all_members=False):
        with lock:
            super().document_members(all_members)


def held():
    lock.acquire()


def setup(app):
    app.add_autodocumenter(Waiting)
    app.connect("env-before-read-docs", lambda *_: held(), priority=1)
    app.connect("source-read", lambda *_: lock.locked() and lock.release())
'''


def test_a_documenter_that_waits(tmp_path: Path, azure: LocalAzure) -> None:
    """It is waited for once in a build; what it names is filled before, the rest when the document is read."""
    page = "".join(f".. autowaiting:: models.{one}\n   :members:\n\n" for one in ("Small", "Level"))
    site = project(tmp_path, page, azure.url, conf=WAITING)
    plain = site.build("html", aidoc_enabled="0")
    built = site.build("html", fresh=True)
    assert (built.error, built.warnings) == ("", plain.warnings)
    assert "models.Small" in built.filled_paths
    assert built.status.count("aidoc: 'autowaiting': what it shows takes too long to tell before pages are read") == 1


SIGNING = '''
from sphinx.ext.autodoc import ClassDocumenter, FunctionDocumenter


class Signing(FunctionDocumenter):
    """Shows another signature, whole."""

    objtype = "signing"
    directivetype = "function"
    priority = 99

    def format_signature(self, **kwargs):
        return "(whatever) -> str"


class Hiding(FunctionDocumenter):
    """Shows a signature without one of its parameters."""

    objtype = "hiding"
    directivetype = "function"
    priority = 99

    def format_args(self, **kwargs):
        return super().format_args(**kwargs).replace("degrees: float, ", "")


class Closed(ClassDocumenter):
    """Shows no signature of a class; its members are autodoc's."""

    objtype = "closed"
    directivetype = "class"
    priority = 99

    def format_signature(self, **kwargs):
        return ""


def setup(app):
    for one in (Signing, Hiding, Closed):
        app.add_autodocumenter(one)
'''
HEATERS = '''\
"""Heaters."""


def heat(degrees: float, hours: int) -> float:
    return degrees * hours


class Heater:
    """A heater, said by hand."""

    def __init__(self, volume: int) -> None:
        self.volume = volume

    def fill(self, water: int) -> int:
        return water + self.volume
'''


def _described(built: Built, path: str) -> set[str]:
    """The parameters that a page describes of an object."""
    page = _text(built).partition(f'id="{path}"')[2].partition('<dt class="sig ')[0]
    return set(re.findall(r"<strong>(\w+)</strong>", page))


SIGNED: dict[str, tuple[str, dict[str, set[str]]]] = {
    "another signature": (".. autosigning:: heaters.heat\n", {"heaters.heat": set()}),
    "a part of it": (".. autohiding:: heaters.heat\n", {"heaters.heat": {"hours"}}),
    "none": (".. autoclosed:: heaters.Heater\n", {"heaters.Heater": set()}),
    "its own elsewhere": (
        ".. autoclosed:: heaters.Heater\n   :no-index:\n\n.. autoclass:: heaters.Heater\n",
        {"heaters.Heater": set()},
    ),
    "found while read": (".. only:: html\n\n   .. signed:: autohiding heaters.heat\n", {"heaters.heat": {"hours"}}),
}


@pytest.mark.parametrize("kind", SIGNED)
@pytest.mark.parametrize("legacy", [False, True])
def test_the_signature_that_a_documenter_shows(tmp_path: Path, azure: LocalAzure, kind: str, *, legacy: bool) -> None:
    """Nothing is requested or described that it does not have, and nothing of that is told as a fault."""
    page, described = SIGNED[kind]
    made = """
from sphinx.util.docutils import SphinxDirective

class Signed(SphinxDirective):
    required_arguments = 2

    def run(self):
        return self.parse_text_to_nodes(f".. {self.arguments[0]}:: {self.arguments[1]}\\n")
"""
    conf = (
        SIGNING
        + made
        + '    \napp_setup = setup\ndef setup(app):\n    app_setup(app)\n    app.add_directive("signed", Signed)\n'
    )
    site = project(tmp_path, page, azure.url, conf=conf)
    site.write({"src/heaters.py": HEATERS})
    plain = site.build("html", aidoc_enabled="0", autodoc_use_legacy_class_based=legacy)
    for fresh in (True, False):
        built = site.build("html", fresh=fresh, autodoc_use_legacy_class_based=legacy)
        assert (built.error, built.warnings) == ("", plain.warnings)
        assert {path: _described(built, path) for path in described} == described
        assert {row["outcome"] for row in built.report["objects"]} <= {"generated", "cached", "human"}
    for one in (one for request in azure.requests for one in request.objects):
        wanted = {gap.removeprefix("parameter ") for gap in one.only or () if gap.startswith("parameter ")}
        assert one.only is not None or not one.parameters
        assert wanted <= described.get(one.path.removesuffix(".__init__"), set()), one.path
