"""The Griffe extension: packages that other tools load are filled as they are loaded; the plugin makes it needless."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import griffe
import pytest

from mkdocs_aidoc.listed import EXTENSION as NAME

if TYPE_CHECKING:
    from tests.mkdocs.project import Project

LATE = '''\
import griffe

class Late(griffe.Extension):
    """Gives functions their text after `on_package`, as griffe's own `unpack_typeddict` does."""

    def on_function(self, *, func, **kwargs):
        if func.name == "forecast":
            func.docstring = griffe.Docstring("By hand: tell the weather.", parent=func)
'''
ASKS = {"offline": False, "deployment": "docs"}


def load(project: Project, *extensions: Any, package: str = "small") -> griffe.Module:
    """Load a package of the project with extensions, as any tool that uses Griffe."""
    here = Path.cwd()
    os.chdir(project.root)
    try:
        found = griffe.load(
            package, search_paths=["src"], extensions=griffe.load_extensions(*extensions), try_relative_path=False
        )
    finally:
        os.chdir(here)
    assert isinstance(found, griffe.Module)
    return found


def texts(obj: griffe.Object) -> list[str]:
    """The prose that a page would show of an object, its mark included."""
    assert obj.docstring is not None
    return [section.value for section in obj.docstring.parsed if section.kind.value == "text"]


@pytest.fixture
def told(caplog):
    """What the extension says as a warning or worse."""
    caplog.set_level(logging.INFO)
    return lambda: [
        record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING and "aidoc" in record.name
    ]


def test_it_needs_no_doc_tool():
    """Importing it loads Griffe and the core, and neither a doc tool nor what is needed to ask."""
    names = ("mkdocs", "mkdocstrings", "mkdocstrings_handlers", "sphinx", "openai", "tiktoken", "rich")
    code = f"import sys, {NAME}; print([name for name in {names} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (run.stderr, run.stdout) == ("", "[]\n")


def test_reviewed_answers_are_there_without_a_plugin(harbour, told):
    """Texts of reviewed files are attached with their marks; nothing is requested; what is missing is one line."""
    before = harbour.sums()
    ships = load(harbour, NAME, package="harbour")["ships"]
    assert harbour.azure.requests == []
    assert harbour.changed_since(before) == []
    own = [member for member in ships.members.values() if isinstance(member, griffe.Object) and member.docstring]
    filled = [member for member in own if "aidoc-badge" in str(texts(member))]
    assert filled
    assert all("aidoc-badge" in texts(member)[-1] for member in filled)
    assert [line.partition(": not in the cache.")[0] for line in told()] == [
        "aidoc: 11 objects (harbour.ships, harbour.ships.Cargo, harbour.ships.Cargo.label, ...)"
    ]
    assert "__aidoc_end__" not in ships.parent.members


def test_many_alike_are_one_warning(project, told):
    """A package has more objects than pages show: those without an answer for one reason share a line."""
    load(project, NAME)
    assert told() == [
        "aidoc: 10 objects (small.unseen, small.unseen.Neither, small.unseen.Neither.this, ...): "
        "not in the cache. Run `aidoc fill small`, or write the docstring."
    ]


def test_asking_is_opt_in_and_done_once(project, azure, told):
    """`offline: false` requests what a package lacks in one batch; the next load finds it, also without that option."""
    options = {NAME: {**ASKS, "endpoint": azure.url}}
    small = load(project, options)
    asked = sorted(one.path for request in azure.requests for one in request.objects)
    assert "small.weather.forecast" in asked
    assert len(asked) == len(set(asked))
    assert "aidoc-badge" in texts(small["weather.forecast"])[-1]
    assert small["weather.complete"].docstring.value.startswith("Give the value back")
    requests = len(azure.requests)
    again = load(project, NAME)
    assert texts(again["weather.forecast"]) == texts(small["weather.forecast"])
    assert len(azure.requests) == requests
    assert told() == []


@pytest.mark.parametrize("first", [True, False])
def test_other_extensions_come_before_it_wherever_it_is_listed(project, azure, told, first):
    """What an extension writes on the last events of a load is a person's: it is there, and not asked for."""
    project.write("late.py", LATE)
    ours, other = {NAME: {**ASKS, "endpoint": azure.url}}, f"{project.root / 'late.py'}:Late"
    small = load(project, *((ours, other) if first else (other, ours)))
    asked = {one.path: one for request in azure.requests for one in request.objects}
    assert "summary" not in (asked["small.weather.forecast"].only or ("summary",))
    assert texts(small["weather.forecast"])[0] == "By hand: tell the weather."
    assert told() == []


def test_listed_twice_it_fills_once(project, azure, told):
    """The first listing counts, and one line says so: the same requests and marks as of one listing."""
    small = load(project, {NAME: {**ASKS, "endpoint": azure.url}}, NAME)
    asked = [one.path for request in azure.requests for one in request.objects]
    assert len(asked) == len(set(asked)) > 0
    assert str(texts(small["weather.forecast"])).count("aidoc-badge") == 1
    assert "__aidoc_end__" not in small.members
    assert told() == ["aidoc: mkdocs_aidoc.griffe is listed twice among the extensions. The first listing counts."]


def test_installed_packages_cost_nothing(tmp_path, project, azure, told):
    """What is loaded beside the project's own packages is not asked for, unless a pattern names it."""
    installed = (project.root / "src").rename(project.root / "site-packages")
    given: dict[str, Any] = {**ASKS, "endpoint": azure.url, "cache_dir": str(tmp_path / "cache")}
    griffe.load("small", search_paths=[installed], extensions=griffe.load_extensions({NAME: given}))
    assert azure.requests == []
    given["include"] = ["small.*"]
    griffe.load("small", search_paths=[installed], extensions=griffe.load_extensions({NAME: given}))
    assert azure.requests != []
    assert told() == []


def test_an_installed_package_of_the_project_is_not_silent(tmp_path, project, azure, told):
    """A job that installs the project it documents: where answers are known, it is told which are missing."""
    installed = (project.root / "src").rename(project.root / "site-packages")
    given: dict[str, Any] = {**ASKS, "endpoint": azure.url, "cache_dir": str(tmp_path / "cache")}
    given["include"] = ["small.weather.forecast"]
    griffe.load("small", search_paths=[installed], extensions=griffe.load_extensions({NAME: given}))
    requests = len(azure.requests)
    del given["include"]
    given["on_miss"] = "error"
    with pytest.raises(griffe.ExtensionError, match=r"^aidoc: 9 objects have no answer \(on_miss: error\)\.$"):
        griffe.load("small", search_paths=[installed], extensions=griffe.load_extensions({NAME: given}))
    assert len(azure.requests) == requests > 0
    assert [line.partition("not in the cache. ")[2] for line in told()] == [
        "Run `aidoc fill small`, or write the docstring."
    ]


def test_the_plugin_makes_it_stand_aside(project, azure):
    """A site that has both is built as with the plugin alone: the same requests, and each mark once."""
    project.extensions = [NAME]
    both = project.build()
    badges = both.html().count("aidoc-badge")
    assert both.logged == []
    project.extensions = []
    alone = project.build()
    assert alone.requests == []
    assert badges == alone.html().count("aidoc-badge") > 0
    assert both.outcomes.keys() == alone.outcomes.keys()


def test_mkdocs_without_the_plugin(project, azure):
    """The extension alone fills a MkDocs site from what `aidoc fill` or an earlier build has left in the cache."""
    shown = project.build().object("small.weather.forecast").get_text()
    project.extensions = [NAME]
    without = project.build(plugin=False)
    assert without.requests == []
    assert without.object("small.weather.forecast").get_text() == shown
    assert "Generated" in shown
    assert without.logged == [  # the page does not show this module, and the package has it
        "WARNING aidoc: 4 objects (small.unseen, small.unseen.Neither, small.unseen.Neither.this, ...): "
        "not in the cache. Run `aidoc fill small`, or write the docstring."
    ]


def test_a_wrong_option_is_told(project):
    """An unknown option stops the load with Griffe's own error, which names the option."""
    with pytest.raises(griffe.ExtensionError, match=r"^aidoc: mkdocs_aidoc.griffe: there is no option 'offlin'\."):
        load(project, {NAME: {"offlin": True}})


def test_a_load_can_fail(project, told):
    """`on_miss: error` ends the load, after everything was told."""
    with pytest.raises(griffe.ExtensionError, match=r"^aidoc: 10 objects have no answer \(on_miss: error\)\.$"):
        load(project, {NAME: {"on_miss": "error"}})
    assert len(told()) == 1


def test_disabled_it_does_nothing(project, told, caplog):
    """`enabled: false` leaves no trace."""
    small = load(project, {NAME: {"enabled": False}})
    assert small["weather.forecast"].docstring is None
    assert [record for record in caplog.records if "aidoc" in record.name] == []
