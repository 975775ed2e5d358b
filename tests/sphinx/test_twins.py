"""A compiled object with a Python twin: the source leads to the twin, and autodoc shows the compiled one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sphinx.project import Project

CONF = (
    "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "sys.dont_write_bytecode = True\nextensions = ['sphinx_aidoc']\nproject = 'pkg'\n"
)
FILES = {
    "docs/conf.py": CONF,
    "src/pkg/__init__.py": '''\
"""Pkg."""
try:
    from _bisect import insort_left
    from _collections import deque
    from math import hypot
except ImportError:
    from pkg._slow import deque, hypot, insort_left

__all__ = ["deque", "hypot", "insort_left"]
''',
    "src/pkg/_slow.py": '''\
"""Slow."""


def hypot(x, y):
    """Take a length."""
    return x + y


def insort_left(a, item, lo=0):
    """Put it in."""


class deque:
    """A line."""

    def __init__(self, iterable=(), most=None):
        self.most = most

    def rotate(self, n):
        """Turn it."""

    def append(self, item):
        """Put one to the end.

        :param item: The one.
        """

    def extra(self, item):
        return item
''',
}
MEMBERS = ".. automodule:: pkg\n   :members:\n   :undoc-members:\n"
SLOW = ".. automodule:: pkg._slow\n   :members:\n   :undoc-members:\n"


def _project(tmp_path, azure, rst: str) -> Project:
    return Project(tmp_path, files={**FILES, "docs/index.rst": f"I\n=\n\n{rst}"}, azure=azure.url)


def _asked(azure) -> dict[str, list[str]]:
    return {one.path: list(one.only or one.parameters) for request in azure.requests for one in request.objects}


@pytest.mark.parametrize("legacy", [False, True], ids=["", "legacy"])
@pytest.mark.parametrize(
    "rst",
    [
        MEMBERS,
        ".. autofunction:: pkg.hypot\n\n.. autofunction:: pkg.insort_left\n\n"
        ".. autoclass:: pkg.deque\n   :members:\n   :undoc-members:\n",
    ],
    ids=["members", "by name"],
)
def test_what_is_described_is_what_is_shown(tmp_path, azure, rst, legacy):
    """Parameters of the twin that the shown signature lacks are not requested; its members that are not there neither."""
    conf: dict[str, Any] = {"autodoc_use_legacy_class_based": True} if legacy else {}
    project = _project(tmp_path, azure, rst)
    built = project.build(**conf)
    assert built.warnings == []
    asked = _asked(azure)
    assert asked == {
        "pkg._slow.insort_left": ["parameter a", "parameter lo"],
        "pkg._slow.hypot": ["returns"],
        "pkg._slow.deque.__init__": ["parameter iterable"],  # the docstring of the compiled class begins with it
    }
    text = built.text()
    assert "**item**" not in text
    assert "**x**" not in text
    assert "**n**" not in text
    assert text.count("**a** --") == 1
    again = project.build(**conf)
    assert again.read == []
    assert len(azure.requests) == 1


def test_both_on_pages(tmp_path, azure):
    """Each page describes what its own signature shows."""
    built = _project(tmp_path, azure, f"{MEMBERS}\n{SLOW}").build()
    assert built.warnings == []
    asked = _asked(azure)
    assert asked["pkg._slow.hypot"] == ["parameter x", "parameter y", "returns"]
    assert "pkg._slow.deque.extra" in asked
    compiled, slow = built.text().split("Slow.")
    for name in ("x", "y", "n", "item"):
        assert f"**{name}** --" not in compiled
        assert f"**{name}** --" in slow
    assert "**a** --" in compiled
    assert "**a** --" in slow


def test_a_signature_in_a_directive_counts(tmp_path, azure):
    """Where a document says how a compiled function is called, that is described."""
    project = _project(tmp_path, azure, ".. autofunction:: pkg.hypot(x, y)\n")
    plain = project.build(aidoc_enabled="0")
    built = project.build(fresh=True)
    assert built.warnings == plain.warnings  # of its own docstring
    assert _asked(azure) == {"pkg._slow.hypot": ["parameter x", "parameter y", "returns"]}
    assert built.text().count("**x** --") == 1


def test_the_standard_library(tmp_path, azure):
    """Its compiled decimal has other names for parameters than the Python twin, and no word goes astray."""
    options = "   :members: abs, add, compare, Etiny\n   :undoc-members:\n\n"
    project = _project(
        tmp_path, azure, "".join(f".. autoclass:: {one}.Context\n{options}" for one in ("decimal", "_pydecimal"))
    )
    plain = project.build(aidoc_enabled="0")
    before = plain.text().split()
    built = project.build(fresh=True)
    assert [line.split("WARNING")[-1] for line in built.warnings] == [
        line.split("WARNING")[-1] for line in plain.warnings
    ]
    words = iter(built.text().split())
    assert all(word in words for word in before)
    compiled, twin = built.text().split("class _pydecimal.Context")
    assert "**a** --" not in compiled
    assert "**a** --" in twin
