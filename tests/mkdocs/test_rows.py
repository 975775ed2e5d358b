"""Every object that a page shows is a row: re-exports of other packages, stubs, named tuples."""

from __future__ import annotations

import pytest

from tests.mkdocs.project import Project

TWO = {  # as attrs has it
    "src/inside/__init__.py": "from inside._make import Frozen, define\n",
    "src/inside/_make.py": "def define(cls, frozen=False):\n    return cls\n\n\n"
    "class Frozen:\n    def thaw(self, minutes):\n        return minutes\n",
    "src/outside/__init__.py": '"""Outside."""\nfrom inside import Frozen, define\n\n__all__ = ["Frozen", "define"]\n',
}
RE_EXPORTED = {"inside._make.Frozen", "inside._make.Frozen.thaw", "inside._make.define"}


def _rows(built) -> dict[str, str]:
    return {row["path"]: " ".join(filter(None, (row["outcome"], row["reason"]))) for row in built.report["objects"]}


@pytest.mark.parametrize(
    ("handler", "more"),
    [({"options": {"preload_modules": ["inside"], "show_root_heading": True}}, ""), ({}, "::: inside.define\n")],
    ids=["preloaded", "a later page"],
)
def test_re_exports_of_another_package(tmp_path, azure, handler, more):
    """What mkdocstrings shows of a second package is filled in the one batch, and counted."""
    pages = {"docs/index.md": "# I\n\n::: outside\n", **({"docs/more.md": f"# M\n\n{more}"} if more else {})}
    project = Project(tmp_path, azure)
    project.write({**TWO, **pages})
    project.handler = handler
    built = project.build()
    assert built.error is None
    assert built.logged == []
    assert built.filled() == RE_EXPORTED
    assert built.report["on_demand"] == 0
    text = built.text()
    assert text.count("Generated ·") == len(RE_EXPORTED)
    assert built.changed == []
