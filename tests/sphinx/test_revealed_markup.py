"""Hand-written docstrings that only aidoc makes appear, with markup that docutils complains of."""

from __future__ import annotations

import pytest

from tests.sphinx.project import Project

FILES = {
    "docs/conf.py": "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "extensions = ['sphinx.ext.autodoc', 'sphinx_aidoc']\n",
    "docs/index.rst": "Sail\n====\n\n.. automodule:: sail\n   :members:\n",
    "src/sail.py": '''\
"""Sails."""


class Jib:
    def set(self, wind):
        """Set it by hand, *broken.

        :param wind: The wind.
        :returns: Nothing.
        """
        return wind
''',
}


@pytest.mark.parametrize("readers", ["1", "2"])
def test_they_add_no_warning_and_are_told(tmp_path, azure, readers):
    """What is shown with a revealed class is told as information; the words are on the page."""
    project = Project(tmp_path, files=FILES, azure=azure.url)
    plain = project.run("-W", f"-j{readers}", aidoc_enabled="0")
    assert (plain.code, plain.warnings) == (0, [])
    built = project.run("-W", "-n", "-E", f"-j{readers}")
    assert (built.code, built.warnings) == (0, [])
    assert "Set it by hand, >>*<<broken." in built.text()
    assert "docstring of sail.Jib.set:1: Inline emphasis start-string without end-string." in built.status
    assert "(hand-written, and shown only with aidoc)" in built.status


def test_what_is_shown_anyway_is_warned_of_as_ever(tmp_path, azure):
    """A docstring that the plain site shows keeps its warning, completed or not."""
    files = {**FILES, "src/sail.py": FILES["src/sail.py"].replace("class Jib:", 'class Jib:\n    """By hand."""')}
    project = Project(tmp_path, files=files, azure=azure.url)
    plain, built = project.build(aidoc_enabled="0"), project.build(fresh=True)
    assert len(plain.warnings) == 1
    assert built.warnings == plain.warnings
