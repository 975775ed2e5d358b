"""The docstrings of the benchmark `words`: the standard library's own docstrings, which need no network; and that it can see harm."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.code.quiet import quiet
from benchmarks.packages import strip
from benchmarks.words.docstrings import examine
from benchmarks.words.lines import Manual, changed_lines
from benchmarks.words.people import people
from benchmarks.words.sections import changed_sections

pytestmark = pytest.mark.slow

LIBRARY = Path(json.__file__).parents[1]
MODULES = ("textwrap", "shlex", "statistics", "json", "asyncio.locks", "concurrent.futures._base")
STYLES = '''
def google(a, b):
    """Do it.

    Args:
        a: The a.
    """
    return a

def numpy(a, b):
    """Do it.

    Parameters
    ----------
    a
        The a.
    """
    return a

def rest(a, b):
    """Do it.

    :param a: The a.
    """
    return a
'''


@pytest.fixture(scope="module")
def manual():
    """Sphinx, open once."""
    with Manual() as opened, quiet():
        yield opened


def test_nothing_of_the_standard_library_is_changed(manual):
    """Every docstring, an answer for its gaps and one with everything, all styles and set-ups."""
    found = [person for name in MODULES for person in people(name, LIBRARY)]
    assert len(found) > 100
    assert [line for person in found for line in examine(person, manual)] == []


def test_the_three_styles_are_told_apart(tmp_path, manual):
    """By the sections that each has."""
    (tmp_path / "styles.py").write_text(STYLES, encoding="utf-8")
    found = {person.obj.name: person for person in people("styles", tmp_path)}
    assert {name: person.style for name, person in found.items()} == {
        "google": "google",
        "numpy": "numpy",
        "rest": "sphinx",
    }
    assert [line for person in found.values() for line in examine(person, manual)] == []


def test_harm_is_seen(tmp_path, manual):
    """A text that is not the person's, and fields that are not the answer's, are told."""
    (tmp_path / "styles.py").write_text(STYLES, encoding="utf-8")
    person = next(one for one in people("styles", tmp_path) if one.obj.name == "google")
    unmarked = Answer(parameters=(Described(name="b", description="Without the mark of the tests."),))
    assert list(changed_lines(person, unmarked, manual, tree_too=True)) == [
        f"{name}: another tree" for name in ("plain", "napoleon", "napoleon, groups", "numpydoc")
    ]
    other = replace(person, text=person.text + "\n:returns: It.")
    twice = Answer(parameters=(Described(name="b c", description="No name."),))
    assert list(changed_sections(other, twice)) == [f"{style}: not the answer's fields" for style in _STYLES]


_STYLES = ("google", "numpy", "sphinx", "auto")


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ('"""Do."""\nimport os\n', "import os\n"),
        ('def f():\n    """Do."""\n', "def f():\n    ...\n"),
        ('def f():\n    """Do."""\n    return 1\n', "def f():\n    return 1\n"),
        ('class A: """Do."""\n', "class A: ...\n"),
        ('def f():\n    """Über."""; return 1\n', None),
        ('"""Do."""\nfrom __future__ import annotations\n', "from __future__ import annotations\n"),
        ('"""Do."""  # one\nfrom __future__ import annotations\n', "# one\nfrom __future__ import annotations\n"),
        ('def f():\n    """Do."""  # one\n    return 1\n', "def f():\n    # one\n    return 1\n"),
        ('def f():\n    """Do."""  # one\n', "def f():\n    ...  # one\n"),
    ],
)
def test_docstrings_are_taken_out(code, wanted):
    """One function for all benchmarks; what is left is Python without docstrings."""
    import ast

    stripped = strip(code)
    tree = ast.parse(stripped)
    assert wanted in (None, stripped)
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    assert [node for node in ast.walk(tree) if isinstance(node, kinds) and ast.get_docstring(node)] == []
