"""Finding auto directives in the text of documents, and reading their options."""

from __future__ import annotations

import sys

import pytest
from sphinx.config import Config

from aidoc_core.settings import Settings
from sphinx_aidoc.directives import scan_file
from sphinx_aidoc.live import Live
from sphinx_aidoc.members import MemberOptions, wants
from sphinx_aidoc.scan import Scan
from sphinx_aidoc.words import LivePackages
from tests.sphinx.project import Project

DOCUMENT = """\
Title
=====

.. automodule:: pkg.mod
   :members: one, two,
      three
   :undoc-members:

.. currentmodule:: pkg

.. autoclass:: Thing
   :members:

   .. automethod:: act
   .. autoattribute:: Other.size

.. py:autofunction:: not_one

.. autofunction:: run(a, b)

.. autosummary::
   :toctree: api
   :recursive:

   pkg.mod
   ~Thing.act
   .. a comment

.. include:: more.txt

.. autodata:: pkg.mod::LIMIT
"""


def test_scan(tmp_path):
    """Directives with their options, current module and class; lines of autosummaries; included files."""
    (tmp_path / "index.rst").write_text(DOCUMENT)
    (tmp_path / "more.txt").write_text(".. autoexception:: Failed\n\n.. currentmodule:: pkg.other\n")
    found = list(scan_file(tmp_path / "index.rst", tmp_path))
    assert [(one.directive, one.candidates()) for one in found] == [
        ("automodule", ["pkg.mod"]),
        ("autoclass", ["pkg.Thing"]),
        ("automethod", ["pkg.Thing.act", "pkg.act"]),
        ("autoattribute", ["pkg.Thing.Other.size", "pkg.Other.size", "Other.size"]),
        ("autofunction", ["pkg.not_one"]),
        ("autofunction", ["pkg.run"]),
        ("autosummary", ["pkg.pkg.mod", "pkg.mod"]),
        ("autosummary", ["pkg.Thing.act", "Thing.act"]),
        ("autoexception", ["pkg.Failed"]),
        ("autodata", ["pkg.mod.LIMIT", "pkg.other.pkg.mod.LIMIT"]),
    ]
    assert found[0].options == {"members": "one, two, three", "undoc-members": ""}
    assert found[1].options == {"members": ""}


def test_scan_myst(tmp_path):
    """Fences and colons in MyST pages, and reST inside of them."""
    text = (
        "# Title\n\n```{automodule} pkg.mod\n:members:\n```\n\n:::{autoclass} pkg.Thing\n:members: act\n:::\n\n"
        "```{eval-rst}\n.. autofunction:: pkg.run\n```\n\n```{autosummary}\npkg.mod\n```\n\ntext\n"
    )
    (tmp_path / "index.md").write_text(text)
    found = list(scan_file(tmp_path / "index.md", tmp_path))
    assert [(one.directive, one.name, one.options) for one in found] == [
        ("automodule", "pkg.mod", {"members": ""}),
        ("autoclass", "pkg.Thing", {"members": "act"}),
        ("autofunction", "pkg.run", {}),
        ("autosummary", "pkg.mod", {}),
    ]


def test_scan_of_what_cannot_be_read(tmp_path):
    """A file that is missing or is no text has no directives; a file that includes itself ends."""
    (tmp_path / "binary.rst").write_bytes(b"\xff\xfe\x00.. automodule:: x")
    (tmp_path / "again.rst").write_text(".. include:: /again.rst\n")
    for name in ("missing.rst", "binary.rst", "again.rst"):
        assert list(scan_file(tmp_path / name, tmp_path)) == []


@pytest.mark.parametrize(
    ("written", "defaults", "expected"),
    [
        ({}, {}, MemberOptions()),
        ({"members": ""}, {}, MemberOptions(members="all")),
        ({"members": "a, b"}, {}, MemberOptions(members=frozenset({"a", "b"}))),
        ({}, {"members": True, "undoc-members": True}, MemberOptions(members="all", undocumented=True)),
        ({"no-members": ""}, {"members": True}, MemberOptions()),
        ({"members": "+b"}, {"members": "a"}, MemberOptions(members=frozenset({"a", "b"}))),
        ({"inherited-members": ""}, {}, MemberOptions(inherited=frozenset({"object"}))),
        ({"inherited-members": "Base"}, {}, MemberOptions(inherited=frozenset({"Base"}))),
        ({"exclude-members": ""}, {}, MemberOptions()),
        ({"special-members": "__call__"}, {"special-members": None}, MemberOptions(special=frozenset({"__call__"}))),
        ({"class-doc-from": "both"}, {}, MemberOptions(class_doc_from="both")),
    ],
)
def test_member_options(written, defaults, expected):
    """Options mean what autodoc takes them for, `autodoc_default_options` filled in."""
    assert MemberOptions.from_directive(written, defaults) == expected


def test_wants():
    """All, some or none of the names."""
    assert wants("all", "x")
    assert wants(frozenset({"x"}), "x")
    assert not wants(frozenset({"x"}), "y")
    assert not wants(None, "x")


def test_a_scan_stands_alone(tmp_path, azure):
    """Without a session, and before anything is imported, the scan finds what a build then fills, counts and shows."""
    project = Project(tmp_path, root="sphinx-odd", azure=azure.url)
    docs = tmp_path / "docs"
    config = Config({}, {})
    packages = LivePackages([tmp_path / "src"], root=docs, live=Live(config))
    scan = Scan(config, Settings(), source=docs, packages=packages)
    found = {one.api.path for file in sorted(docs.glob("*.rst")) for one in scan.document(file).shown}
    assert not any(name.partition(".")[0] == "oddpkg" for name in sys.modules)
    built = project.build(extensions=["sphinx_aidoc", "sphinx.ext.napoleon"])
    assert {row["path"] for row in built.report["objects"]} == found
    assert len(found) > 50
