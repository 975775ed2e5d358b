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


AUTOAPI = {
    "docs/conf.py": "extensions = ['autoapi.extension', 'sphinx_aidoc']\nautoapi_dirs = ['../src']\n"
    "autoapi_options = ['members', 'show-module-summary']\nproject = 'Sail'\n",
    "docs/index.rst": "Sail\n====\n\n.. toctree::\n\n   autoapi/index\n",
    "src/boat/__init__.py": '"""A boat by hand."""\n',
    "src/boat/hull.py": '''\
"""A hull."""


class Keel:
    """By hand, *broken.

    And :more than it was.
    """

    def lift(self):
        """Lift it, `broken."""


class Rudder:
    def turn(self, *angle):
        """Turn it by hand, **broken."""

        class Inner:
            pass

    def set(self, angle):
        """Set it by hand.

        Some words:
          and ``more.
        """
        return angle
''',
    "src/boat/rig.py": '''\
def hoist(sail):
    """Hoist it `up to
    the top` by hand."""
''',
}
# Whether the plain site has a message, and whether aidoc tells one of a docstring that only it makes appear.
MESSAGES = {
    "Inline emphasis start-string without end-string.": (True, False),  # the class of a documented module, and its row
    "Inline interpreted text or phrase reference start-string without end-string.": (
        True,
        True,
    ),  # its method; a row of rig
    "Inline strong start-string without end-string.": (False, True),
    "Inline literal start-string without end-string.": (False, True),
}


@pytest.mark.parametrize("level", ["module", "method"])
def test_pages_that_sphinx_autoapi_writes(tmp_path, azure, level):
    """There a message names the page that was written; what the plain site has not adds none."""
    project = Project(tmp_path, files=AUTOAPI, azure=azure.url)
    conf = {"autoapi_own_page_level": level, "show_warning_types": "0"}
    plain = project.build(aidoc_enabled="0", **conf)
    built = project.build(fresh=True, **conf)
    for message, (known, new) in MESSAGES.items():
        shown = [line for line in built.warnings if message in line]
        assert len(shown) == len([line for line in plain.warnings if message in line]), message
        assert bool(shown) is known, message
        told = [line for line in built.status.splitlines() if message in line and "shown only with aidoc" in line]
        assert bool(told) is new, message
    assert len(built.warnings) == len(plain.warnings)
    assert "Set it by hand." in "".join(page.read_text() for page in project.directory.glob("out/text/**/*.txt"))
