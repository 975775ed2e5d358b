"""What a docstring's metadata and the project's own handlers leave out or let in: only what pages show is sent."""

from __future__ import annotations

import re

import pytest

from tests.sphinx.project import Project

CODE = '''\
"""Package."""


def shown(a):
    """Shown by hand."""
    return a


def hidden(a):
    """Hidden by hand.

    :meta private:
    """
    return a


def _listed(a):
    """Listed by hand.

    :meta public:
    """
    return a


class Base:
    """Base by hand."""

    def go(self, a):
        """Go by hand.

        :meta private:
        """
        return a

    def stay(self, a):
        """Stay by hand."""
        return a


class Child(Base):
    """Child by hand."""

    def go(self, a):
        return a

    def turn(self, a):
        return a

    def skipped(self, a):
        """Skipped by hand."""
        return a

    def __call__(self, a):
        """Call by hand."""
        return a
'''
HANDLER = """\
seen = []


def choose(app, what, name, obj, skip, options):
    seen.append((what, name, bool(skip), options.undoc_members, options.get("members") is not None))
    if name == "breaks":
        raise RuntimeError(name)
    return True if name == "skipped" else False if name == "__call__" else None


def setup(app):
    app.connect("autodoc-skip-member", choose)
"""


def pages(options: str = "", code: str = CODE, conf: str = "") -> dict[str, str]:
    """A project that shows a module."""
    path = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'src'))\n"
    return {
        "docs/conf.py": f"{path}extensions = ['sphinx_aidoc']\n{conf}",
        "docs/index.rst": f"Index\n=====\n\n.. automodule:: pkg\n   :members:\n{options}",
        "src/pkg/__init__.py": code,
    }


@pytest.mark.parametrize("options", ["", "   :undoc-members:\n"])
def test_metadata(tmp_path, azure, options):
    """`:meta private:` hides a member, also where it is inherited, and `:meta public:` shows a private name."""
    project = Project(tmp_path, files=pages(options), azure=azure.url)
    built = project.build()
    assert built.warnings == []
    assert sorted(one.path for request in azure.requests for one in request.objects) == [
        "pkg.Base.stay",
        "pkg.Child.skipped",
        "pkg.Child.turn",
        "pkg._listed",
        "pkg.shown",
    ]
    page = built.text()
    assert "pkg._listed(a)" in page
    assert "Hidden by hand" not in page
    assert "Go by hand" not in page
    assert built.report["on_demand"] == 0
    assert not any(row["path"].endswith((".go", ".hidden")) for row in built.report["objects"])


def test_handlers_of_the_project(tmp_path, azure):
    """What a handler of `autodoc-skip-member` leaves out is not sent, and what it lets in comes with the others."""
    project = Project(tmp_path, files=pages(conf=HANDLER), azure=azure.url)
    built = project.build()
    assert built.warnings == []
    asked = [one.path for request in azure.requests for one in request.objects]
    assert "pkg.Child.skipped" not in asked
    assert "pkg.shown" in asked
    assert "Skipped by hand" not in built.text()
    assert "Call by hand" in built.text()
    assert built.report["on_demand"] == 0
    assert not any(row["path"].endswith("skipped") for row in built.report["objects"])


def test_a_handler_that_raises(tmp_path, azure):
    """A handler that raises ends the build as it does without aidoc, and nothing was sent for what it was asked about."""
    files = pages(conf=HANDLER, code=CODE + '\n\ndef breaks(a):\n    """Breaks by hand."""\n    return a\n')
    project = Project(tmp_path, files=files, azure=azure.url)
    with_it = project.build()
    without = project.build(fresh=True, aidoc_enabled="0")
    errors = {re.sub(r"0x\w+", "", built.error) for built in (with_it, without)}
    assert len(errors) == 1
    assert errors != {""}
    assert "pkg.breaks" not in [one.path for request in azure.requests for one in request.objects]


INHERITED = '''\
"""Package."""


class Base:
    """Base by hand."""

    __slots__ = ("speed", "weight")
    limit = None
    colour = None


class Child(Base):
    """Child by hand."""

    __slots__ = ("weight",)
    speed: int
    own: int
    colour = "red"

    def __init__(self):
        self.limit = 3
        """Limit by hand."""
'''


@pytest.mark.parametrize("inherited", [False, True])
def test_attributes_that_a_base_class_has(tmp_path, azure, inherited):
    """What a class only annotates, or sets in its constructor, is its base's where that has it, as autodoc sees it."""
    options = "   :undoc-members:\n" + ("   :inherited-members:\n" if inherited else "")
    project = Project(tmp_path, files=pages(options, code=INHERITED), azure=azure.url)
    built = project.build()
    assert built.warnings == []
    asked = {one.path for request in azure.requests for one in request.objects}
    assert asked >= {"pkg.Child.own", "pkg.Child.colour"}
    assert ("pkg.Child.speed" in asked) == inherited
    assert built.text().count("*Generated") == len(asked)
    assert ("Limit by hand" in built.text()) == inherited
    assert built.report["on_demand"] == 0


def test_constructors_in_tables(tmp_path, azure):
    """A table of summaries says nothing of constructors: none is sent for a class that stands in one alone."""
    code = (
        '"""Package."""\n\n\nclass Told:\n    """Told by hand."""\n\n    def __init__(self, a):\n        self.a = a\n\n\n'
        "class Bare:\n    def __init__(self, b):\n        self.b = b\n"
    )
    files = pages(code=code) | {"docs/index.rst": "Index\n=====\n\n.. autosummary::\n\n   pkg.Told\n   pkg.Bare\n"}
    project = Project(tmp_path, files=files, azure=azure.url)
    built = project.build(extensions=["sphinx.ext.autosummary", "sphinx_aidoc"])
    assert built.warnings == []
    assert [one.path for request in azure.requests for one in request.objects] == ["pkg.Bare"]
    assert "Told by hand" in built.text()
    assert built.report["on_demand"] == 0


NOT_LIVE = '''\
"""Package."""
from datetime import timedelta

OTHER = False


class Duration(timedelta):
    """Duration by hand."""

    if OTHER:

        def total_seconds(self, exact):
            return exact

    def weeks(self, exact):
        return exact


def made_anew(cls):
    return type(cls.__name__, (cls,), {"__doc__": cls.__doc__, "__module__": __name__})


@made_anew
class Plain:
    """Plain by hand."""

    def go(self, fast):
        return fast
'''


@pytest.mark.parametrize("inherited", [False, True])
def test_what_a_base_class_has_in_place_of_a_definition(tmp_path, azure, inherited):
    """A method that is defined in a branch not taken is not the one that a class inherits; one of a class made anew is."""
    options = "   :undoc-members:\n" + ("   :inherited-members: timedelta\n" if inherited else "")
    project = Project(tmp_path, files=pages(options, code=NOT_LIVE), azure=azure.url)
    built = project.build()
    asked = {one.path for request in azure.requests for one in request.objects}
    assert "pkg.Duration.weeks" in asked
    assert "pkg.Duration.total_seconds" not in asked
    assert ("pkg.Plain.go" in asked) == ("go(" in built.text()) == inherited


LOSING = '''\
"""Package."""

from pkg.stubbed import held


def losing(function):
    """Wraps by hand."""

    def inner(*args):
        return function(*args)

    return inner


@losing
def lost(a):
    """Lost by hand."""
    return a


class Keeper:
    """Keeps by hand."""

    @losing
    def gone(self, a):
        """Gone by hand."""
        return a
'''
STUBBED = {
    "src/pkg/stubbed.py": "def held(a):\n    return a\n\n\ndef kept(a):\n    '''Kept by hand.'''\n    return a\n",
    "src/pkg/stubbed.pyi": "def held(a: int) -> int:\n    '''Held by hand.'''\n\ndef kept(a: int) -> int: ...\n",
}


def test_words_that_are_gone_at_run_time_send_nothing(tmp_path, azure):
    """A decorator that keeps no docstring, a docstring in a stub alone: autodoc shows no such object."""
    files = pages(code=LOSING) | STUBBED
    files["docs/index.rst"] += "\n.. automodule:: pkg.stubbed\n   :members:\n"
    built = Project(tmp_path, files=files, azure=azure.url).build()
    assert built.warnings == []
    page = built.text()
    assert "Kept by hand." in page
    assert not [name for name in ("lost(", "gone(", "held(") if name in page]
    asked = sorted(one.path for request in azure.requests for one in request.objects)
    assert asked == ["pkg.losing", "pkg.stubbed", "pkg.stubbed.kept"]
