"""Parameters that the signature on the page lacks: no text names them, in sentences either."""

from __future__ import annotations

import pytest

from tests.sphinx.project import Project

CODE = '''\
"""A mill."""

import functools


def dropping(function):
    """Take the first parameter away."""

    @functools.wraps(function)
    def inner(grain):
        return function(1, grain)

    del inner.__wrapped__
    return inner


@dropping
def grind(stone, grain):
    return stone * grain


class Mill:
    """A mill."""

    @functools.partialmethod
    def turn(self, wheel, grain=1):
        return wheel


class Signed(type):
    """Says what its classes take."""

    def __call__(cls, grain):
        return super().__call__(1, grain)


class Sieve(metaclass=Signed):
    def __init__(self, mesh, grain):
        self.mesh = mesh

    def sift(self, flour):
        return flour
'''
CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
sys.dont_write_bytecode = True
extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]
"""
BLOCK = "Top\n===\n\n.. automodule:: mill\n   :members:\n   :undoc-members:\n"


@pytest.fixture
def project(tmp_path, azure) -> Project:
    """A site that shows a function without a parameter that it has in the code."""
    files = {"docs/conf.py": CONF, "docs/index.rst": BLOCK, "src/mill.py": CODE}
    return Project(tmp_path, files=files, azure=azure.url)


def test_a_decorator_takes_a_parameter_away(project, azure):
    """No answer is requested twice for it, as the model knows the code alone; the name is no code, and all stays so."""
    built = project.build("pseudoxml")
    assert len(azure.requests) == 1
    assert built.warnings == []
    text = built.text(suffix=".pseudoxml")
    assert "mill.grind" in built.filled()
    assert "mill.Sieve" in built.filled()
    for name in ("stone", "mesh"):
        assert f"<literal> {name}" not in text
        assert f"<literal_strong> {name}" not in text
    assert "<literal> flour" in text
    azure.requests.clear()
    again = project.build("pseudoxml", fresh=True)
    assert (again.text(suffix=".pseudoxml"), azure.requests) == (text, [])
    assert project.build("pseudoxml").read == []


def test_a_kept_answer_is_no_other_question(project, azure):
    """What an older release has kept is shown without the name, and costs nothing."""
    project.edit("src/mill.py", "@dropping\ndef", "def")
    assert "<literal> stone" in project.build("pseudoxml").text(suffix=".pseudoxml")
    (kept,) = {row["path"] for row in project.build("pseudoxml").report["objects"] if row["path"] == "mill.grind"}
    assert kept == "mill.grind"
    azure.requests.clear()
    project.edit("src/mill.py", "def grind(stone, grain):", "def grind(stone, grain):")
    project.write("src/mill.py", (project.root / "src/mill.py").read_text() + "\n\ngrind.__signature__ = SHOWN\n")
    signature = "import inspect\n\nSHOWN = inspect.Signature([inspect.Parameter('grain', 1)])\n"
    project.edit("src/mill.py", "import functools\n", f"import functools\n{signature}")
    built = project.build("pseudoxml", fresh=True)
    text = built.text(suffix=".pseudoxml")
    assert "<literal> stone" not in text
    assert "mill.grind" in built.filled()
    assert [one.path for request in azure.requests for one in request.objects if one.path == "mill.grind"] == []
    assert project.build("pseudoxml").read == []


def test_a_class_is_told_of_its_constructor(project):
    """A text about the class names no parameter that its signature lacks."""
    built = project.build()
    assert "mill.Sieve" in built.filled()
    text = "Made with a `mesh`. It sifts."
    reviewed = project.root / "docs/aidoc-reviewed/mill.yml"
    reviewed.parent.mkdir()
    reviewed.write_text(
        f"module: mill\nanswers:\n  Sieve:\n    state: accepted\n    summary: A sieve.\n    description: {text}\n"
    )
    shown = project.build("pseudoxml", fresh=True).text(suffix=".pseudoxml")
    assert "It sifts." in shown
    assert "Made with a" not in shown
